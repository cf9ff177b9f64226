"""Gemeinden and the tables of a county become the four levels of areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from geo.areas import Area, AreaHierarchy, Level
from geo.boundaries.coverage import (
    CleanedCoverage,
    clean_coverage,
    holes,
    simplify_coverage,
    to_degrees,
    to_metres,
)
from geo.boundaries.municipalities import (
    Municipality,
    SozialraumEntry,
    complete_from_register,
    sozialraum_entries,
)
from geo.county import County
from geo.crs import require_projected


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltAreas:
    """The levels of a county, and what their making has to tell.

    Parameters
    ----------
    areas
        All four levels in the county's CRS, with the vertices that will be stored.
    tolerance_m
        Tolerance of the simplification that was used, metres.
    notes
        German sentences about everything that was not simply taken over.
    """

    areas: AreaHierarchy
    tolerance_m: float
    notes: tuple[str, ...] = ()


def build_areas(
    municipalities: Sequence[Municipality], *, county: County, folder: Path | None = None
) -> BuiltAreas:
    """Build Gemeinden, Sozialräume, Planregionen and the county as one coverage.

    The Gemeinden are simplified together; every larger area is the union of its Gemeinden
    and so shares its borders with them, vertex by vertex.

    Parameters
    ----------
    municipalities
        All Gemeinden of the county, geometries in ``county.crs``.
    county
        Gives CRS, Sozialraum rule, names and tolerance.
    folder
        Configuration folder; its tables ``gemeinden.csv`` and ``sozialraeume.csv`` are used
        if they are there.

    Raises
    ------
    InputError
        If the Gemeinden are no coverage, or do not match the tables.
    UnknownCrs
        If areas cannot be measured in ``county.crs``.
    """
    require_projected(county.crs)
    gemeinden = complete_from_register(
        sorted(municipalities, key=lambda gemeinde: gemeinde.ars), folder
    )
    cleaned = clean_coverage([gemeinde.geometry for gemeinde in gemeinden])
    simplified, tolerance = simplify_coverage(cleaned.polygons, tolerance_m=county.tolerance_m)
    polygons = to_metres(to_degrees(simplified, crs=county.crs), crs=county.crs)
    entries = sozialraum_entries(gemeinden, county=county, folder=folder)
    return BuiltAreas(
        areas=AreaHierarchy(_levels(gemeinden, polygons, entries, county), crs=county.crs),
        tolerance_m=tolerance,
        notes=tuple(_notes(cleaned, tolerance, county)),
    )


def _notes(cleaned: CleanedCoverage, tolerance_m: float, county: County) -> Iterable[str]:
    if cleaned.changed_m2:
        yield (
            "Schmale Lücken und Überlappungen zwischen den Gemeinden wurden geschlossen "
            f"(größte Flächenänderung einer Gemeinde: {cleaned.changed_m2:.0f} m²)."
        )
    enclosed = holes(np.asarray(cleaned.polygons, dtype=object))
    if enclosed:
        yield (
            f"Der Kreis umschließt {len(enclosed)} Flächen, die zu keiner Gemeinde gehören "
            f"({shapely.area(enclosed).sum() / 1e6:.2f} km²)."
        )
    if tolerance_m != county.tolerance_m:
        yield (
            f"Die Grenzen wurden mit {tolerance_m:g} m statt {county.tolerance_m:g} m "
            "vereinfacht, weil sie sich sonst schneiden."
        )


def _levels(
    municipalities: Sequence[Municipality],
    polygons: Sequence[shapely.Geometry],
    entries: dict[str, SozialraumEntry],
    county: County,
) -> list[Area]:
    gemeinden = [
        Area(
            area_id=gemeinde.ars,
            level=Level.GEMEINDE,
            name=gemeinde.name,
            kind=gemeinde.kind,
            parent_id=county.sozialraum_id(gemeinde.ars),
            population=gemeinde.population,
            population_date=gemeinde.population_date,
            area_km2=gemeinde.area_km2,
            geometry=polygon,
        )
        for gemeinde, polygon in zip(municipalities, polygons, strict=True)
    ]
    sozialraeume = [_sozialraum(entries[key], parts) for key, parts in _by_parent(gemeinden)]
    planregionen = [_planregion(key, parts, county) for key, parts in _by_parent(sozialraeume)]
    kreis = _union(planregionen, Level.KREIS, area_id=county.ars, name=county.name)
    return [*gemeinden, *sozialraeume, *planregionen, kreis]


def _by_parent(areas: Iterable[Area]) -> list[tuple[str, list[Area]]]:
    groups: dict[str, list[Area]] = defaultdict(list)
    for area in areas:
        groups[area.parent_id or ""].append(area)
    return sorted(groups.items())


def _sozialraum(entry: SozialraumEntry, parts: Sequence[Area]) -> Area:
    return _union(
        parts,
        Level.SOZIALRAUM,
        area_id=entry.sozialraum_id,
        name=entry.name,
        kind=entry.kind,
        parent_id=entry.planregion_id,
        parent_confirmed=entry.confirmed,
    )


def _planregion(key: str, parts: Sequence[Area], county: County) -> Area:
    whole_county = key == county.ars
    name = county.name if whole_county else county.planregion_name.format(id=key)
    return _union(parts, Level.PLANREGION, area_id=key, name=name, parent_id=county.ars)


def _union(
    parts: Sequence[Area],
    level: Level,
    *,
    area_id: str,
    name: str,
    kind: str = "",
    parent_id: str | None = None,
    parent_confirmed: bool = True,
) -> Area:
    """Join areas; numbers are added up, and unknown as soon as one of them is unknown."""
    populations = [part.population for part in parts]
    dates = {part.population_date for part in parts}
    sizes = [part.area_km2 for part in parts]
    return Area(
        area_id=area_id,
        level=level,
        name=name,
        kind=kind,
        parent_id=parent_id,
        parent_confirmed=parent_confirmed,
        population=None if None in populations else sum(filter(None, populations)),
        population_date=dates.pop() if len(dates) == 1 else None,
        area_km2=None if None in sizes else round(sum(filter(None, sizes)), 6),
        geometry=shapely.coverage_union_all([part.geometry for part in parts]),
    )
