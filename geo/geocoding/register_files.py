"""Files that hold a register: the official „Hauskoordinaten“ and tables with column names.

The record of „Hauskoordinaten Deutschland“ (Datenformatbeschreibung of the ZSHH, versions 3.1 of
2013 to 4.2 of 2019, and the same of the LGB) has 18 fields separated by semicolons, in ISO 8859-1
or UTF-8, usually without a header: NBA, OI, QUA, LAN, RBZ, KRS, GMD, OTT, SSS, HNR, ADZ, east and
north in ETRS89/UTM (``33370123,456``: zone, then metres), STN, PLZ, ONM, ZON, POT. Lines that
begin with ``#`` are comments. Read are files with and without a header, with more fields behind,
with and without the zone before the east value, plain, ``.gz`` and one text file in a ``.zip``;
and any table with a header whose columns are recognised by name or named in a mapping.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import lzma
import re
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from geo.errors import UnreadableFile, reason_of
from geo.geocoding.house_numbers import canonical, is_house_number
from geo.geocoding.keys import street_key
from geo.spelling import plain

_FIELDS = (
    *("status", "oi", "quality", "land", "rbz", "kreis", "gmd", "part", "code"),
    *("number", "suffix", "east", "north", "street", "postcode", "place", "addition", "district"),
)
_COLUMNS: dict[str, str] = {
    "status": "nba",
    "land": "lan landschl land_schl schluessel_land",
    "rbz": "rbz regbezschl schluessel_regierungsbezirk",
    "kreis": "krs kreisschl schluessel_kreis",
    "gmd": "gmd gmdschl schluessel_gemeinde",
    "part": "ott ottschl",
    "code": "sss strschl str_schl strassenschluessel strassenschl",
    "number": "hnr hausnummer hausnr hsnr housenumber house_number nummer nr addr:housenumber",
    "suffix": "adz zusatz hnr_zusatz hnrzusatz hausnummerzusatz hausnummernzusatz hausnrzusatz "
    "adressierungszusatz hnrz",
    "street": "stn strasse strassenname strname str street addr:street strassenbezeichnung",
    "postcode": "plz postleitzahl postcode zip addr:postcode",
    "place": "onm ort ortsname postort ort_post ortsnamepost stadt city wohnort addr:city",
    "addition": "zon zusatzortsname zusatz_ort",
    "district": "pot ortsteil ort_teil ottname ott_name gemeindeteil ot stadtteil bezirk suburb",
    "municipality": "gemeinde gemeindename gmd_name gmdname gem_name gemname municipality",
    "ags": "ags ars gemeindeschluessel regionalschluessel gem_schl rs agsars",
    "lon": "lon long longitude laenge laengengrad geo_laenge lng",
    "lat": "lat latitude breite breitengrad geo_breite",
    "east": "east ost ostwert rechtswert x utm_x e easting eeeeeeeeeee eeeeeeee koord_x",
    "north": "north nord nordwert hochwert y utm_y n northing nnnnnnnnnn nnnnnnn koord_y",
}
_ZONE = 1_000_000.0
_FIRST_ZONE, _LAST_ZONE = 28, 38
_SNIFFED = 1 << 20
_LARGEST = 16 << 30  # bytes when unpacked: all houses of Germany take three
# what opening and unpacking raise; the last for encrypted archives and unknown methods
_DAMAGED = (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMapping:
    """Which column of a register means what, where its name does not say so.

    Parameters
    ----------
    columns
        Column name by meaning: ``strasse``, ``hnr``, ``zusatz``, ``plz``, ``ort``, ``ortsteil``,
        ``gemeinde``, ``ags``, ``lon`` and ``lat`` or ``ost`` and ``nord``.
    crs
        CRS of ``ost`` and ``nord``, such as ``"EPSG:25832"``; empty where the file says it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""

    @classmethod
    def read(cls, path: Path) -> RegisterMapping:
        """Read a mapping from a TOML file with the tables ``[spalten]`` and ``[koordinaten]``.

        Raises
        ------
        UnreadableFile
            If the file is no such TOML or names an unknown meaning.
        """
        try:
            values = tomllib.loads(path.read_text("utf-8"))
            columns = {_meaning(name): str(column) for name, column in values["spalten"].items()}
            return cls(columns=columns, crs=str(values.get("koordinaten", {}).get("crs", "")))
        except (OSError, ValueError, KeyError, AttributeError) as error:
            raise UnreadableFile(
                f"Die Zuordnung „{path.name}“ ist nicht lesbar ({error}). Erwartet wird TOML mit "
                'der Tabelle [spalten], etwa: strasse = "STRASSE". Bekannt sind: strasse, hnr, '
                "zusatz, plz, ort, ortsteil, gemeinde, ags, lon, lat, ost, nord; dazu "
                '[koordinaten] crs = "EPSG:25832".'
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One address of a register file; ``x``, ``y`` in ``crs``, empty for the county's own."""

    street: str
    number: str
    postcode: str
    place: str
    district: str
    municipality: str
    ags: str
    code: str
    x: float
    y: float
    crs: str


class RegisterFile:
    """A register file, read line by line.

    Parameters
    ----------
    path
        The file.
    mapping
        Which column means what.

    Raises
    ------
    UnreadableFile
        If it cannot be opened, is empty, or lacks columns that an address needs.
    """

    def __init__(self, path: Path, mapping: RegisterMapping | None = None) -> None:
        self._path = path
        self._mapping = mapping or RegisterMapping()
        self.encoding = self._find_encoding()
        self.has_header, self._delimiter, self._positions = self._look()

    def lines(self) -> Iterator[RegisterLine | str]:
        """Yield each address, or in German why a line is none."""
        with (
            self._open() as content,
            io.TextIOWrapper(content, self.encoding, errors="replace", newline="") as stream,
        ):
            rows = self._rows(stream)
            if self.has_header:
                next(rows, None)
            for row in rows:
                yield row if isinstance(row, str) else self._line(row)

    def _rows(self, stream: IO[str]) -> Iterator[list[str] | str]:
        """Yield the cells of each line that is no comment and not empty."""
        reader = (
            csv.reader(stream, delimiter=self._delimiter)
            if self.has_header
            else csv.reader(stream, delimiter=self._delimiter, quoting=csv.QUOTE_NONE)
        )
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield "die Zeile ist keine Zeile einer Tabelle"
                continue
            if row and any(row) and not row[0].startswith("#"):
                yield row

    def _line(self, row: Sequence[str]) -> RegisterLine | str:
        def cell(meaning: str) -> str:
            at = self._positions.get(meaning)
            return row[at].strip() if at is not None and at < len(row) else ""

        street, number = cell("street"), f"{cell('number')}{cell('suffix')}"
        if cell("status").upper() == "L":
            return "als gelöscht gekennzeichnet"
        if not street_key(street):
            return "ohne Straße"
        if not is_house_number(number):
            return "ohne Hausnummer" if not number else "Hausnummer unlesbar"
        point = self._point(cell)
        if point is None:
            return "Koordinate fehlt oder ist keine Zahl"
        x, y, crs = point
        return RegisterLine(
            street=street,
            number=canonical(number),
            postcode=cell("postcode").zfill(5) if cell("postcode") else "",
            place=f"{cell('place')} {cell('addition')}".strip(),
            district=cell("district"),
            municipality=cell("municipality"),
            ags=cell("ags") or "".join(cell(part) for part in ("land", "rbz", "kreis", "gmd")),
            code=cell("part") + cell("code"),
            x=x,
            y=y,
            crs=crs,
        )

    def _point(self, cell: Callable[[str], str]) -> tuple[float, float, str] | None:
        degrees = _number(cell("lon")), _number(cell("lat"))
        if degrees[0] is not None and degrees[1] is not None:
            return degrees[0], degrees[1], "EPSG:4326"
        x, y = _number(cell("east")), _number(cell("north"))
        if x is None or y is None:
            return None
        zone, rest = divmod(x, _ZONE)
        if _FIRST_ZONE <= zone <= _LAST_ZONE:
            return rest, y, f"EPSG:258{zone:.0f}"
        return x, y, self._mapping.crs

    def _look(self) -> tuple[bool, str, dict[str, int]]:
        """Return whether there is a header, the delimiter, and where which field stands."""
        first = self._first_line()
        fields = first.split(";")
        if len(fields) >= len(_FIELDS) - 1 and _number(fields[11]) and _number(fields[12]):
            return False, ";", {name: at for at, name in enumerate(_FIELDS)}
        delimiter = max(";\t|,", key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        positions = self._by_header(header)
        missing = [
            word
            for word, names in (
                ("Straße", ("street",)),
                ("Hausnummer", ("number",)),
                ("Koordinaten (lon und lat oder ost und nord)", ("lon", "east")),
                ("Koordinaten (lon und lat oder ost und nord)", ("lat", "north")),
            )
            if not any(name in positions for name in names)
        ]
        if missing:
            raise UnreadableFile(
                f"„{self._path.name}“ ist kein Adressregister: Es fehlt {missing[0]}. Erwartet "
                "werden Hauskoordinaten der AdV (18 Felder mit Semikolon) oder eine Tabelle mit "
                "Spaltennamen; anders benannte Spalten nennt --mapping."
            )
        return True, delimiter, positions

    def _by_header(self, header: Sequence[str]) -> dict[str, int]:
        keys = [_header_key(name) for name in header]
        positions: dict[str, int] = {}
        for meaning, names in _COLUMNS.items():
            known = [_header_key(name) for name in names.split()]
            at = next((keys.index(name) for name in known if name in keys), None)
            if at is not None:
                positions[meaning] = at
        for meaning, column in self._mapping.columns.items():
            if column not in header:
                raise UnreadableFile(
                    f"Die Spalte „{column}“ aus der Zuordnung gibt es nicht. "
                    f"Vorhanden sind: {', '.join(header)}."
                )
            positions[meaning] = header.index(column)
        return positions

    def _first_line(self) -> str:
        with self._open() as stream:
            for raw in io.BytesIO(stream.read(_SNIFFED)):
                line = raw.decode(self.encoding, errors="replace").rstrip("\r\n")
                if line.strip() and not line.startswith("#"):
                    return line
        raise UnreadableFile(f"„{self._path.name}“ ist leer.")

    def _find_encoding(self) -> str:
        """Return UTF-8 if the whole file is valid UTF-8, else ISO 8859-1 (as Windows-1252).

        The file is read to its end: damage shows before anything is taken over.
        """
        encoding = "utf-8-sig"
        decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")()
        for chunk in self._chunks():
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                decoder, encoding = codecs.getincrementaldecoder("latin-1")(), "cp1252"
        return encoding

    def _chunks(self) -> Iterator[bytes]:
        """Yield the content, at last an empty chunk."""
        size, chunk = 0, b" "
        try:
            with self._open() as stream:
                while chunk:
                    chunk = stream.read(_SNIFFED)
                    size += len(chunk)
                    if size > _LARGEST or (len(chunk) == _SNIFFED and not _has_lines(chunk)):
                        raise UnreadableFile(f"„{self._path.name}“ ist kein Adressregister.")
                    yield chunk
        except _DAMAGED as error:
            reason = "die Datei ist beschädigt oder verschlüsselt"
            if isinstance(error, OSError) and error.errno is not None:
                reason = reason_of(error)
            raise UnreadableFile(f"„{self._path.name}“ ist nicht lesbar: {reason}.") from error

    @contextmanager
    def _open(self) -> Iterator[IO[bytes]]:
        if self._path.suffix.lower() == ".gz":
            with gzip.open(self._path) as stream:
                yield cast("IO[bytes]", stream)
        elif self._path.suffix.lower() == ".zip":
            with (
                zipfile.ZipFile(self._path) as archive,
                archive.open(self._text_in(archive)) as text,
            ):
                yield text
        else:
            with self._path.open("rb") as plain_file:
                yield plain_file

    def _text_in(self, archive: zipfile.ZipFile) -> str:
        names = [n for n in archive.namelist() if n.lower().endswith((".txt", ".csv"))]
        if len(names) == 1:
            return names[0]
        raise UnreadableFile(
            f"„{self._path.name}“ enthält nicht genau eine Textdatei, sondern {len(names)}. "
            "Bitte die Datei mit den Hauskoordinaten auspacken und diese laden."
        )


def _has_lines(chunk: bytes) -> bool:
    return b"\n" in chunk or b"\r" in chunk


def _meaning(name: str) -> str:
    key = _header_key(name)
    for meaning, names in _COLUMNS.items():
        if key in {_header_key(each) for each in names.split()}:
            return meaning
    raise ValueError(f"„{name}“ ist keine Bedeutung")


def _header_key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain(name))


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None
