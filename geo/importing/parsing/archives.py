"""Zip archives: judged by their table of contents before anything is unpacked."""

from __future__ import annotations

import contextlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from geo.importing.parsing.formats import Format
from geo.importing.parsing.limits import MEGABYTE, Limits
from geo.importing.parsing.refusals import Refused, amount
from geo.numbers import german_number

_END = struct.Struct("<4s4H2LH")
_ZIP64_LOCATOR = 20
_DIRECTORY_BYTES = MEGABYTE
_SMALL = MEGABYTE
_IS_UTF8 = 0x800
_OPENDOCUMENT = b"application/vnd.oasis.opendocument."
_ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".kmz", ".zst", ".cab"}
_LISTS = {
    *(".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods"),
    *(".json", ".geojson", ".geojsonl", ".ndjson", ".topojson", ".gpkg", ".gpx", ".gml", ".fgb"),
}
_TEXTS = {".txt", ".asc"}
_MOST_NAMES = 5
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_OFFICE = (
    ("xl/workbook.bin", "excel_binaer"),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "powerpoint"),
)


def screen_archive(path: Path, limits: Limits) -> Format:
    """Return what a zip archive holds.

    Only the central directory is read.

    Raises
    ------
    Refused
        If the archive is damaged, encrypted, a bomb, nested, holds links or names that lead
        elsewhere, or nothing that is read.
    """
    _check_end_record(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused("zip_beschaedigt") from error
    _check_entries(entries, limits, packed=path.stat().st_size)
    for part, reason in _OFFICE:
        if part in names:
            raise Refused(reason)
    if any(name.endswith(".iwa") for name in names):
        raise Refused("numbers")
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if _OPENDOCUMENT in kind:
        return _screen_opendocument(kind, names)
    return _screen_geodata(entries, limits)


def _screen_opendocument(kind: bytes, names: set[str]) -> Format:
    if "encrypted-package" in names:
        raise Refused("kennwort")
    if not kind.startswith(_OPENDOCUMENT + b"spreadsheet") or "content.xml" not in names:
        raise Refused("opendocument")
    return Format.ODS


def _check_end_record(path: Path, limits: Limits) -> None:
    """Check the number of entries before ``zipfile`` makes an object of each."""
    content = path.read_bytes()
    start = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - 65_535))
    if start < 0 or start + _END.size > len(content):
        raise Refused("zip_beschaedigt")
    _, _, _, _, count, directory, *_ = _END.unpack_from(content, start)
    if content[max(0, start - _ZIP64_LOCATOR) : start].startswith(b"PK\x06\x07"):
        raise Refused("zip_bombe", limit=amount(limits.unpacked_bytes), ratio=limits.ratio)
    if count > limits.workbook_parts or directory > _DIRECTORY_BYTES:
        raise Refused("zip_zu_viele", limit=german_number(limits.archive_entries))


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits, *, packed: int) -> None:
    """Check what every archive must keep, workbooks included."""
    if len(entries) > limits.workbook_parts:
        raise Refused("zip_zu_viele", limit=german_number(limits.archive_entries))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("zip_verschluesselt")
    if sum(entry.compress_size for entry in entries) > packed:
        raise Refused("zip_beschaedigt")
    if _is_bomb(entries, limits):
        raise Refused("zip_bombe", limit=amount(limits.unpacked_bytes), ratio=limits.ratio)
    if any(entry.compress_type not in {0, zipfile.ZIP_DEFLATED} for entry in entries):
        raise Refused("zip_beschaedigt")
    if any(_leads_elsewhere(entry) for entry in entries):
        raise Refused("zip_namen")
    folded = [entry.filename.casefold() for entry in entries]
    if len(set(folded)) < len(folded):
        raise Refused("zip_doppelt")


def _is_bomb(entries: Iterable[zipfile.ZipInfo], limits: Limits) -> bool:
    total = 0
    for entry in entries:
        total += entry.file_size
        if entry.file_size > max(_SMALL, limits.ratio * entry.compress_size):
            return True
    return total > limits.unpacked_bytes


def _leads_elsewhere(entry: zipfile.ZipInfo) -> bool:
    # zipfile cuts names at NUL and turns backslashes on Windows only: judge the original
    name = entry.orig_filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return (
        "\x00" in name
        or name.startswith("/")
        or ".." in parts
        or bool(re.match(r"^[A-Za-z]:", name))
        or len(name) > 255
        or any(_DEVICES.match(part) for part in parts)
        or kind not in {0, stat.S_IFREG, stat.S_IFDIR}
    )


def _screen_geodata(entries: list[zipfile.ZipInfo], limits: Limits) -> Format:
    """Return what an archive holds that is no workbook: shapefiles, else KML, else one list."""
    if len(entries) > limits.archive_entries:
        raise Refused("zip_zu_viele", limit=german_number(limits.archive_entries))
    suffixes = {_suffix(entry) for entry in entries if not _JUNK.search(entry.filename)}
    if suffixes & _ARCHIVES:
        raise Refused("zip_geschachtelt")
    if ".shp" in suffixes:
        return Format.SHAPEFILE
    if ".kml" in suffixes:
        return Format.KMZ
    lists = list_members(entries)
    if len(lists) > 1:
        names = ", ".join(PurePosixPath(entry.filename).name for entry in lists[:_MOST_NAMES])
        raise Refused("zip_mehrere_listen", names=names)
    if lists:
        return Format.PACKED
    raise Refused("zip_ohne_liste")


def list_members(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the lists among the files of an archive; plain texts count if nothing else does."""
    files = [each for each in entries if not (each.is_dir() or _JUNK.search(each.filename))]
    lists = [entry for entry in files if _suffix(entry) in _LISTS]
    return lists or [entry for entry in files if _suffix(entry) in _TEXTS]


def _suffix(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.lower()


def kml_members(path: Path) -> list[tuple[str, bytes]]:
    """Return name and content of each KML file of a screened archive, ``doc.kml`` first.

    Raises
    ------
    Refused
        If the archive is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        members = [
            entry
            for entry in archive.infolist()
            if _suffix(entry) == ".kml" and not _JUNK.search(entry.filename)
        ]
        members.sort(key=lambda entry: entry.filename != "doc.kml")
        return [(_shown_name(entry), member_content(archive, entry)) for entry in members]


def _shown_name(entry: zipfile.ZipInfo) -> str:
    """Return the bare name; some programs write UTF-8 without saying so."""
    name = entry.filename
    if not entry.flag_bits & _IS_UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return PurePosixPath(name).stem


def member_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what an entry holds: never more than the directory announced, and checked."""
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error) as error:
        raise Refused("zip_beschaedigt") from error


def unpack_shapefiles(path: Path) -> list[tuple[str, Path]]:
    """Unpack the shapefiles of a screened archive beside it, under neutral names.

    Returns
    -------
    list of (str, Path)
        Name as in the archive and path of the ``.shp``, in the order of the archive.

    Raises
    ------
    Refused
        If a ``.dbf`` is missing or the archive is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        members = {
            entry.filename.casefold(): entry
            for entry in archive.infolist()
            if not _JUNK.search(entry.filename) and not entry.is_dir()
        }
        stems = [name[:-4] for name in members if name.endswith(".shp")]
        return [
            _unpack_one(archive, members, stem, path.parent / f"layer{index}")
            for index, stem in enumerate(stems)
        ]


def _unpack_one(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], stem: str, target: Path
) -> tuple[str, Path]:
    name = _shown_name(members[f"{stem}.shp"])
    if f"{stem}.dbf" not in members:
        raise Refused("ohne_dbf", name=name)
    for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
        entry = members.get(stem + suffix)
        if entry is None:
            continue
        target.with_suffix(suffix).write_bytes(member_content(archive, entry))
    return name, target.with_suffix(".shp")
