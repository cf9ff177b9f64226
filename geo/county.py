"""The county as configuration: keys, CRS, names; and the source lines of its data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from geo.areas import Level
from geo.errors import InputError, UnreadableFile

FILE_NAME = "county.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source line of a data set, shown wherever the data is used."""

    text: str
    licence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place for orientation on the map; EPSG:4326 degrees.

    Parameters
    ----------
    name
        What it is called.
    lat, lon
        Its middle.
    inhabitants
        Of the Gemeinde that is named after it; 0 for every other place.
    """

    name: str
    lat: float
    lon: float
    inhabitants: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """What lies next to the county, as a name on the map.

    Parameters
    ----------
    name
        What it is called.
    kind
        ``"land"``, ``"landkreis"`` or ``"stadt"``.
    lat, lon
        Where the name stands, outside the county; EPSG:4326 degrees.
    """

    name: str
    kind: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """What the code must know about a county and cannot derive from its data.

    Parameters
    ----------
    name
        Official name with type.
    ars
        Prefix of the Amtlicher Regionalschlüssel that all its Gemeinden share, 5 digits as a
        rule.
    crs
        Projected CRS for areas and distances, such as ``"EPSG:25832"``.
    title
        Heading of the map.
    sozialraum_digits
        How many leading digits of the 12-digit ARS make the Sozialraum id: 9 for Ämter and
        amtsfreie Gemeinden, 12 if every Gemeinde is its own Sozialraum.
    planregion_name
        Name of a Planregion, ``{id}`` standing for its key.
    tolerance_m
        Tolerance of the boundary simplification in metres.
    counts
        Official number of areas per level; a missing level is not checked.

    Raises
    ------
    InputError
        If a value is impossible.
    """

    name: str
    ars: str
    crs: str
    title: str = ""
    sozialraum_digits: int = 9
    planregion_name: str = "Planregion {id}"
    tolerance_m: float = 25.0
    counts: Mapping[Level, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{2,12}", self.ars):
            raise InputError(f"Der Kreisschlüssel {self.ars!r} besteht nicht aus 2 bis 12 Ziffern.")
        if not len(self.ars) <= self.sozialraum_digits <= 12:
            raise InputError(
                f"sozialraum_digits = {self.sozialraum_digits} liegt nicht zwischen der Länge "
                f"des Kreisschlüssels ({len(self.ars)}) und 12."
            )
        if re.search(r"[{}]", self.planregion_name.replace("{id}", "")):
            raise InputError(f"planregion_name = {self.planregion_name!r} kennt nur {{id}}.")
        if not self.tolerance_m >= 0:
            raise InputError(f"tolerance_m = {self.tolerance_m} ist keine Länge in Metern.")

    def sozialraum_id(self, ars: str) -> str:
        """Return the Sozialraum of a Gemeinde: the leading digits of its ARS."""
        return ars[: self.sozialraum_digits]


def read_county(folder: Path) -> County:
    """Read ``county.toml`` of a configuration folder.

    Raises
    ------
    UnreadableFile
        If the file is missing or no TOML.
    InputError
        If a key is unknown, missing or has an impossible value.
    """
    path = folder / FILE_NAME
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UnreadableFile(f"Im Ordner {folder} fehlt die Datei {FILE_NAME}.") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"Die Datei {path} ist nicht lesbar: {error}") from error
    return county_from(values, source=str(path))


def county_from(values: Mapping[str, Any], *, source: str) -> County:
    """Build a county from configuration values.

    Parameters
    ----------
    values
        Keys as in :class:`County`.
    source
        Where the values stand, for messages.

    Raises
    ------
    InputError
        If a key is unknown, missing or has an impossible value.
    """
    known = {item.name: str(item.type) for item in fields(County)}
    kinds = {"str": str, "int": int, "float": (int, float)}
    for key, value in values.items():
        if key not in known:
            raise InputError(f"{source}: Der Eintrag {key!r} ist unbekannt.")
        if known[key] in kinds and not isinstance(value, kinds[known[key]]):  # type: ignore[arg-type]
            raise InputError(f"{source}: Der Wert {value!r} passt nicht zu {key!r}.")
    missing = [key for key in ("name", "ars", "crs") if not values.get(key)]
    if missing:
        raise InputError(f"{source}: Es fehlt {', '.join(missing)}.")
    return County(**{**values, "counts": _counts(values.get("counts", {}), source=source)})


def _counts(values: Any, *, source: str) -> dict[Level, int]:
    levels = [level.value for level in Level]
    if not isinstance(values, Mapping) or not all(
        key in levels and isinstance(value, int) for key, value in values.items()
    ):
        raise InputError(f"{source}: [counts] nennt ganze Zahlen für {', '.join(levels)}.")
    return {Level(key): value for key, value in values.items()}
