"""Proof that boundaries are complete, without gaps, nested and of the right size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from geo.areas import Area, AreaHierarchy, Level
from geo.boundaries.coverage import flaws
from geo.county import County

MAX_DEVIATION = 0.01
"""Largest share by which a planning area may differ from its official size.

Gemeinden are exempt: they are building blocks, and official sizes follow border changes
between neighbours that an older boundary file does not have; the numbers are reported.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCheck:
    """What was found on one level.

    Parameters
    ----------
    count, expected
        Number of areas, and what the county's configuration says (``None``: nothing).
    invalid
        Names of areas whose borders do not match those of their neighbours.
    not_nested
        Names of areas that are not exactly the union of their parts.
    largest_deviation
        Size in the county's CRS divided by the official size, minus 1, of the area where its
        absolute value is largest; ``None`` if no official size is known.
    largest_area
        Name of that area.
    deviating
        Names of all areas that differ by more than :data:`MAX_DEVIATION`.
    """

    level: Level
    count: int
    expected: int | None
    invalid: tuple[str, ...]
    not_nested: tuple[str, ...]
    largest_deviation: float | None
    largest_area: str
    deviating: tuple[str, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        """German sentences; empty if the level is in order."""
        found = []
        if self.expected is not None and self.count != self.expected:
            found.append(f"{self.count} Gebiete statt {self.expected}.")
        if self.invalid:
            found.append(f"Lücken oder Überlappungen an {', '.join(self.invalid)}.")
        if self.not_nested:
            found.append(f"Nicht genau die Summe der Teile: {', '.join(self.not_nested)}.")
        if self.deviating and self.level is not Level.GEMEINDE:
            found.append(f"Flächen weichen um mehr als 1 % ab: {', '.join(self.deviating)}.")
        return tuple(found)

    @property
    def note(self) -> str:
        """German sentence about deviations that are no finding; empty if there are none."""
        if not self.deviating or self.level is not Level.GEMEINDE:
            return ""
        return (
            f"Die Fläche von {len(self.deviating)} Gemeinden weicht um mehr als 1 % von der "
            f"amtlichen ab ({', '.join(self.deviating)}): Die Grenzen sind dort gröber oder von "
            "einem anderen Stand. Geplant wird mit Sozialräumen; diese sind geprüft."
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON-ready dictionary."""
        return {
            "level": self.level.value,
            "count": self.count,
            "expected": self.expected,
            "coverage_valid": not self.invalid,
            "nested": not self.not_nested,
            "largest_deviation_percent": (
                None if self.largest_deviation is None else round(100 * self.largest_deviation, 3)
            ),
            "largest_deviation_area": self.largest_area,
            "deviating": list(self.deviating),
            "note": self.note,
            "findings": list(self.findings),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryCheck:
    """Results of all levels, from small to large."""

    levels: tuple[LevelCheck, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not any(level.findings for level in self.levels)


def check_areas(areas: AreaHierarchy, *, county: County) -> BoundaryCheck:
    """Check count, coverage validity, nesting and sizes on every level.

    Parameters
    ----------
    areas
        Hierarchy in the county's projected CRS, as read back from its files.
    county
        Gives the official number of areas.
    """
    return BoundaryCheck(levels=tuple(_check_level(areas, level, county) for level in Level))


def _check_level(areas: AreaHierarchy, level: Level, county: County) -> LevelCheck:
    own = areas.at(level)
    deviations = _deviations(own)
    name = max(deviations, key=lambda area: abs(deviations[area]), default="")
    return LevelCheck(
        level=level,
        count=len(own),
        expected=county.counts.get(level),
        invalid=_invalid(own),
        not_nested=_not_nested(areas, level),
        largest_deviation=deviations.get(name),
        largest_area=name,
        deviating=tuple(area for area, share in deviations.items() if abs(share) > MAX_DEVIATION),
    )


def _invalid(own: Sequence[Area]) -> tuple[str, ...]:
    polygons = np.asarray([area.geometry for area in own], dtype=object)
    return tuple(area.name for area, flaw in zip(own, flaws(polygons), strict=True) if flaw)


def _not_nested(areas: AreaHierarchy, level: Level) -> tuple[str, ...]:
    if level is Level.GEMEINDE:
        return ()
    smaller = list(Level)[list(Level).index(level) - 1]
    parts: dict[str | None, list[Any]] = {}
    for area in areas.at(smaller):
        parts.setdefault(area.parent_id, []).append(area.geometry)
    return tuple(
        area.name
        for area in areas.at(level)
        if not _is_union(area.geometry, parts.get(area.area_id, []))
    )


def _is_union(whole: shapely.Geometry, parts: Sequence[shapely.Geometry]) -> bool:
    union = shapely.coverage_union_all(parts)
    return bool(shapely.normalize(union).equals_exact(shapely.normalize(whole), tolerance=0.0))


def _deviations(own: Sequence[Area]) -> dict[str, float]:
    return {
        area.name: float(shapely.area(area.geometry)) / 1e6 / area.area_km2 - 1
        for area in own
        if area.area_km2
    }
