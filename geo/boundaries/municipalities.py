"""Gemeinden of an official file and the tables that the county keeps about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geo.county import County
from geo.errors import InputError
from geo.shipped import read_table

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GEMEINDEN = "gemeinden.csv"
SOZIALRAEUME = "sozialraeume.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """One Gemeinde before it becomes an area.

    Parameters
    ----------
    ars
        Amtlicher Regionalschlüssel, 12 digits.
    name, kind
        Name and type (``"Stadt"``, ``"Gemeinde"``); the type may be empty.
    population, population_date
        Inhabitants and their date, ``None`` if unknown.
    area_km2
        Official area in km², ``None`` if unknown.
    geometry
        Polygon or MultiPolygon in the county's projected CRS, metres.
    """

    ars: str
    name: str
    kind: str = ""
    population: int | None = None
    population_date: date | None = None
    area_km2: float | None = None
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class SozialraumEntry:
    """One row of ``sozialraeume.csv``: name, type and Planregion of a Sozialraum."""

    sozialraum_id: str
    name: str
    kind: str
    planregion_id: str
    confirmed: bool


def complete_from_register(
    municipalities: Sequence[Municipality], folder: Path | None
) -> tuple[Municipality, ...]:
    """Take names, inhabitants and areas from ``gemeinden.csv`` if the folder has it.

    Raises
    ------
    InputError
        If table and boundaries do not name the same Gemeinden, or a number is none.
    UnreadableFile
        If the table cannot be read.
    """
    path = folder / GEMEINDEN if folder else None
    if path is None or not path.exists():
        return tuple(municipalities)
    columns = ("ars", "name", "einwohner", "einwohner_stand", "flaeche_km2")
    rows = {row["ars"]: row for row in read_table(path, columns)}
    _require_same_keys((gemeinde.ars for gemeinde in municipalities), rows, path)
    return tuple(_completed(gemeinde, rows[gemeinde.ars], path) for gemeinde in municipalities)


def _completed(gemeinde: Municipality, row: dict[str, str], path: Path) -> Municipality:
    try:
        return replace(
            gemeinde,
            name=row["name"],
            population=int(row["einwohner"]) if row["einwohner"] else None,
            population_date=(
                date.fromisoformat(row["einwohner_stand"]) if row["einwohner_stand"] else None
            ),
            area_km2=float(row["flaeche_km2"]) if row["flaeche_km2"] else None,
        )
    except ValueError as error:
        raise InputError(f"{path}: Die Zeile {gemeinde.ars} ist nicht lesbar: {error}") from error


def sozialraum_entries(
    municipalities: Iterable[Municipality], *, county: County, folder: Path | None
) -> dict[str, SozialraumEntry]:
    """Return name, type and Planregion of each Sozialraum.

    From ``sozialraeume.csv``. Without that table a Sozialraum bears the name of its only
    Gemeinde, or its key, and the whole county is one unconfirmed Planregion.

    Raises
    ------
    InputError
        If table and boundaries do not name the same Sozialräume.
    UnreadableFile
        If the table cannot be read.
    """
    members: dict[str, list[Municipality]] = {}
    for gemeinde in municipalities:
        members.setdefault(county.sozialraum_id(gemeinde.ars), []).append(gemeinde)
    path = folder / SOZIALRAEUME if folder else None
    if path is None or not path.exists():
        return {key: _unnamed(key, gemeinden, county) for key, gemeinden in members.items()}
    columns = ("sozialraum_id", "name", "typ", "planregion_id", "planregion_bestaetigt")
    rows = {row["sozialraum_id"]: row for row in read_table(path, columns)}
    _require_same_keys(members, rows, path)
    return {
        key: SozialraumEntry(
            sozialraum_id=key,
            name=row["name"],
            kind=row["typ"],
            planregion_id=row["planregion_id"],
            confirmed=row["planregion_bestaetigt"] == "ja",
        )
        for key, row in rows.items()
    }


def _unnamed(key: str, gemeinden: Sequence[Municipality], county: County) -> SozialraumEntry:
    only = gemeinden[0] if len(gemeinden) == 1 else None
    return SozialraumEntry(
        sozialraum_id=key,
        name=only.name if only else f"Sozialraum {key}",
        kind=only.kind if only else "",
        planregion_id=county.ars,
        confirmed=False,
    )


def _require_same_keys(built: Iterable[str], listed: Iterable[str], path: Path) -> None:
    built, listed = set(built), set(listed)
    if built != listed:
        only_built = ", ".join(sorted(built - listed)) or "keine"
        only_listed = ", ".join(sorted(listed - built)) or "keine"
        raise InputError(
            f"Grenzen und Tabelle {path} passen nicht zusammen. Nur in den Grenzen: {only_built}; "
            f"nur in der Tabelle: {only_listed}. Bitte die Tabelle auf denselben Gebietsstand "
            "bringen."
        )
