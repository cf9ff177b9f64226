"""Load official house coordinates into the instance, and try them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import WGS84, transform_xy
from geo.errors import InputError, UnknownCrs
from geo.geocoding import Address, AddressMatch, Street, split_address
from geo.geocoding.keys import place_key
from geo.geocoding.register_files import RegisterFile, RegisterLine, RegisterMapping
from geo.geocoding.street import Point, metres_between
from geo.importing.cleaning import clean_line
from geo.shipped import read_table
from geo.store import addresses as stored_addresses
from geo.store.addresses import RegisterState
from geo.usecases.instance import Instance

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CHUNK = 20_000
_DECIMALS = 7  # of a degree: about a centimetre
_SAME_HOUSE_M = 30.0


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What became of a register file; read = houses + repeated + outside + all skipped.

    Parameters
    ----------
    state
        What is loaded now.
    read
        Number of lines with content, without the header.
    outside
        Lines that lie further from the county than the margin.
    repeated
        Lines that name a house again.
    skipped
        Number of lines left out by reason (German).
    """

    state: RegisterState
    read: int
    outside: int
    repeated: int
    skipped: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Found:
    """How a text was understood, and what the register knows about it."""

    address: Address
    match: AddressMatch | None


def load(
    instance: Instance,
    path: Path,
    mapping: RegisterMapping | None = None,
    *,
    source: str = "",
    licence: str = "",
    progress: Callable[[int], None] | None = None,
) -> Loaded:
    """Replace the register by that of a file, in one transaction.

    Parameters
    ----------
    instance
        Where to; its setting ``addresses_margin_km`` says how far around the county houses are
        kept.
    path
        „Hauskoordinaten“ of the AdV or a table with column names, see
        :mod:`geo.geocoding.register_files`.
    mapping
        Which column means what, where its name does not say so.
    source, licence
        What is stored and shown with the register.
    progress
        Called with the number of lines read so far; what it raises ends the load, and nothing
        has changed.

    Raises
    ------
    UnreadableFile
        If the file is no register.
    InputError
        If no house of it lies in the county or its surroundings.
    UnknownCrs
        If the mapping names an unknown CRS.
    Unavailable
        If the database cannot be written; nothing has changed then.
    """
    file = RegisterFile(path, mapping)
    gathered = _Gathered(_Margin.around(instance), _gemeinde_names(instance))
    for chunk in _chunks(file.lines()):
        gathered.add(chunk)
        if progress:
            progress(gathered.read)
    if not gathered.houses:
        raise InputError(
            f"In „{path.name}“ liegt keine Adresse im Kreis oder seiner Umgebung; das Register "
            f"blieb, wie es war. Gelesen: {gathered.read} Zeilen, davon außerhalb: "
            f"{gathered.outside}. Bitte Datei und Koordinatensystem prüfen."
        )
    with instance.database.writing() as session:
        state = stored_addresses.replace_register(
            session,
            gathered.streets(),
            source=clean_line(source),
            licence=clean_line(licence),
            file_name=clean_line(path.name),
        )
    return Loaded(
        state=state,
        read=gathered.read,
        outside=gathered.outside,
        repeated=gathered.repeated,
        skipped=dict(gathered.skipped.most_common()),
    )


def loaded(instance: Instance) -> RegisterState | None:
    """Return what is loaded, ``None`` if nothing is."""
    with instance.database.reading() as session:
        return stored_addresses.register_state(session)


def find(instance: Instance, text: str) -> Found:
    """Look up an address written in one line.

    Raises
    ------
    InputError
        If no register is loaded.
    """
    register = instance.import_context.addresses
    if register is None:
        raise InputError(
            "Es ist noch kein Adressregister geladen. „addresses load DATEI“ lädt die amtlichen "
            "Hauskoordinaten."
        )
    address = split_address(clean_line(text))
    match = register.find(address.street, postcode=address.postcode, place=address.place)
    return Found(address=address, match=match)


@dataclass(frozen=True, kw_only=True)
class _Margin:
    """The county and its surroundings; ``shape`` is ``None`` if everything is kept."""

    crs: str
    shape: shapely.Geometry

    @classmethod
    def around(cls, instance: Instance) -> _Margin:
        metres = 1_000.0 * instance.settings.addresses_margin_km
        kreis = instance.areas.kreis.geometry
        shape = shapely.buffer(shapely.simplify(kreis, 50.0), metres + 50.0, quad_segs=4)
        shapely.prepare(shape)
        return cls(crs=instance.areas.crs, shape=shape)

    def contains(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which points lie inside, arrays of shape (n,)."""
        return np.asarray(shapely.contains_xy(self.shape, x, y), dtype=np.bool_)


@dataclass(slots=True)
class _Gathered:
    """Houses by street, as they come."""

    margin: _Margin
    gemeinden: Mapping[str, str]
    read: int = 0
    outside: int = 0
    repeated: int = 0
    houses: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    _streets: dict[tuple[str, ...], dict[str, Point]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, chunk: Sequence[RegisterLine | str]) -> None:
        """Take over the lines of a chunk that lie near enough."""
        self.read += len(chunk)
        self.skipped.update(each for each in chunk if isinstance(each, str))
        by_crs: dict[str, list[RegisterLine]] = defaultdict(list)
        for each in chunk:
            if not isinstance(each, str):
                by_crs[each.crs or self.margin.crs].append(each)
        for crs, lines in by_crs.items():
            self._add_lines(lines, crs)

    def _add_lines(self, lines: Sequence[RegisterLine], crs: str) -> None:
        xy = np.array([(line.x, line.y) for line in lines]).T
        try:
            x, y = transform_xy(xy[0], xy[1], source=crs, target=self.margin.crs)
            lon, lat = transform_xy(xy[0], xy[1], source=crs, target=WGS84)
        except UnknownCrs:
            if crs.startswith("EPSG:258"):
                self.skipped["Zone der Koordinate unbekannt"] += len(lines)
                return
            raise
        near = self.margin.contains(x, y)
        self.outside += int((~near).sum())
        for at in np.flatnonzero(near):
            point = round(float(lat[at]), _DECIMALS), round(float(lon[at]), _DECIMALS)
            self._add_house(lines[int(at)], point)

    def _add_house(self, line: RegisterLine, point: Point) -> None:
        municipality = line.municipality or self.gemeinden.get(line.ags) or line.place
        district = line.district
        if not district and place_key(line.place) != place_key(municipality):
            district = line.place
        key: tuple[str, ...]
        key = (line.street, line.postcode, district, municipality, line.ags, line.code)
        while (known := self._streets[key].get(line.number)) is not None:
            if metres_between(known, point) <= _SAME_HOUSE_M:
                self.repeated += 1
                return
            key = (*key, "")  # another street of the same name: its houses stay apart
        self._streets[key][line.number] = point
        self.houses += 1

    def streets(self) -> Iterable[Street]:
        """Yield all streets."""
        for key, houses in self._streets.items():
            name, postcode, district, municipality, ags = key[:5]
            if houses:
                yield Street(
                    name=name,
                    postcode=postcode,
                    district=district,
                    municipality=municipality,
                    ags=ags,
                    houses=houses,
                )


def _chunks(
    lines: Iterator[RegisterLine | str],
) -> Iterator[Sequence[RegisterLine | str]]:
    while chunk := list(islice(lines, _CHUNK)):
        yield chunk


def _gemeinde_names(instance: Instance) -> Mapping[str, str]:
    """Return the names of the county's Gemeinden by AGS and ARS: a register has only the key."""
    rows = read_table(instance.data / "gemeinden.csv", ("ars", "name"))
    by_ars = {row["ars"]: row["name"] for row in rows}
    return by_ars | {ars[:5] + ars[9:]: name for ars, name in by_ars.items()}
