"""Boundaries as shared arcs: a border between two areas travels once, on all levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.areas import Area, AreaHierarchy, Level
from geo.crs import PRECISION, WGS84, transform_xy

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

LABEL_TOLERANCE_M = 250.0

Point = tuple[int, int]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Coverage of all levels, ready for JSON.

    Parameters
    ----------
    arcs
        Each ``[lon, lat, dlon, dlat, …]`` in steps of 1/``PRECISION`` degree, first the start,
        then differences.
    levels
        Per level one dictionary per area; ``rings`` holds polygons of rings of arc numbers,
        where ``-1 - n`` is arc ``n`` backwards.
    """

    arcs: list[list[int]]
    levels: dict[Level, list[dict[str, Any]]]


@lru_cache(maxsize=4)
def encode_boundaries(areas: AreaHierarchy) -> Boundaries:
    """Encode all areas of a county; remembered, because they rarely change.

    Parameters
    ----------
    areas
        Areas in their projected CRS; borders that are shared have the same vertices.
    """
    everything = [area for level in Level for area in areas.at(level)]
    shapes = [_quantised(area.geometry, crs=areas.crs) for area in everything]
    arcs = _Arcs(ring for polygons in shapes for rings in polygons for ring in rings)
    labels = _label_points(everything, crs=areas.crs)
    levels: dict[Level, list[dict[str, Any]]] = {level: [] for level in Level}
    for area, polygons, label in zip(everything, shapes, labels, strict=True):
        coded = [[arcs.number_ring(ring) for ring in rings] for rings in polygons]
        levels[area.level].append(_facts(area) | {"label": label, "rings": coded})
    return Boundaries(arcs.coded(), levels)


def _facts(area: Area) -> dict[str, Any]:
    return {
        "id": area.area_id,
        "name": area.name,
        "kind": area.kind,
        "parent": area.parent_id,
        "confirmed": area.parent_confirmed,
        "population": area.population,
        "population_date": area.population_date and area.population_date.isoformat(),
        "km2": area.area_km2,
    }


def _steps(xy: NDArray[np.float64], *, crs: str) -> NDArray[np.int64]:
    lon, lat = transform_xy(xy[:, 0], xy[:, 1], source=crs, target=WGS84)
    return np.rint(np.column_stack([lon, lat]) * PRECISION).astype(np.int64)


def _quantised(geometry: BaseGeometry, *, crs: str) -> list[list[Ring]]:
    """Return polygons of closed rings in steps; rings that vanish are left out."""
    polygons = []
    for polygon in shapely.get_parts(geometry):
        rings = (polygon.exterior, *polygon.interiors)
        coded = [_distinct(_steps(shapely.get_coordinates(ring), crs=crs)) for ring in rings]
        kept = [ring for ring in coded if len(ring) > 3]
        if kept and len(coded[0]) > 3:
            polygons.append(kept)
    return polygons


def _distinct(steps: NDArray[np.int64]) -> Ring:
    moved = np.any(np.diff(steps, axis=0) != 0, axis=1)
    kept = steps[np.concatenate([[True], moved])]
    return [(x, y) for x, y in kept.tolist()]


def _label_points(areas: Sequence[Area], *, crs: str) -> list[list[int]]:
    """Return the middle of the largest circle inside each area."""
    circles = shapely.maximum_inscribed_circle(
        [area.geometry for area in areas], tolerance=LABEL_TOLERANCE_M
    )
    middles = np.array([circle.coords[0] for circle in circles], dtype=np.float64).reshape(-1, 2)
    return [[x, y] for x, y in _steps(middles, crs=crs).tolist()]


class _Arcs:
    """Rings cut where borders meet, every piece kept once."""

    def __init__(self, rings: Iterable[Ring]) -> None:
        closed = list(rings)
        self._joints = _joints(closed)
        self._numbers: dict[tuple[Point, ...], int] = {}

    def number_ring(self, ring: Ring) -> list[int]:
        """Return the numbers of the arcs that make up a ring."""
        return [self._number(arc) for arc in self._cut(ring)]

    def coded(self) -> list[list[int]]:
        """Return every arc as start and differences."""
        return [_differences(arc) for arc in self._numbers]

    def _cut(self, ring: Ring) -> Iterator[tuple[Point, ...]]:
        open_ring = ring[:-1]
        cuts = [place for place, point in enumerate(open_ring) if point in self._joints]
        start = cuts[0] if cuts else open_ring.index(min(open_ring))
        turned = [*open_ring[start:], *open_ring[: start + 1]]
        ends = [place - start for place in cuts[1:]] + [len(open_ring)]
        for first, last in zip([0, *ends[:-1]], ends, strict=True):
            yield tuple(turned[first : last + 1])

    def _number(self, arc: tuple[Point, ...]) -> int:
        backwards = arc[::-1]
        if backwards < arc:
            return -1 - self._numbers.setdefault(backwards, len(self._numbers))
        return self._numbers.setdefault(arc, len(self._numbers))


def _joints(rings: Iterable[Ring]) -> set[Point]:
    """Return the points where more than two lines meet or one ends."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(ring):
            neighbours[one].add(other)
            neighbours[other].add(one)
    return {point for point, around in neighbours.items() if len(around) != 2}


def _differences(arc: tuple[Point, ...]) -> list[int]:
    steps = np.array(arc, dtype=np.int64)
    return np.vstack([steps[:1], np.diff(steps, axis=0)]).ravel().tolist()
