"""Operations on a coverage: polygons that share their borders without gap or overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import WGS84, transform_xy
from geo.errors import InputError, IntegrityError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

DECIMALS = 7
"""Decimals of stored degrees, about 1 cm (RFC 7946, section 11.2, asks for no more)."""

GAP_WIDTH_M = 5.0
"""Holes between areas that are nowhere wider are errors of the source, not land."""

SLIVER_M = 0.5
"""Borders of neighbours closer than this are meant to be the same border."""

CLEANED_SHARE = 0.001
"""A source that loses or gains more of any area by cleaning is refused."""


@dataclass(frozen=True, slots=True)
class CleanedCoverage:
    """Polygons as a valid coverage and the largest change of an area that this took, in m²."""

    polygons: Sequence[BaseGeometry]
    changed_m2: float


def clean_coverage(polygons: Sequence[BaseGeometry]) -> CleanedCoverage:
    """Close slivers between polygons that should share their borders.

    Parameters
    ----------
    polygons
        n polygons in metres.

    Returns
    -------
    CleanedCoverage
        n polygons in the same order; the given ones if they are a valid coverage.

    Raises
    ------
    InputError
        If gaps or overlaps are too large to be slivers.
    """
    given = np.asarray(polygons, dtype=object)
    if not flaws(given).any():
        return CleanedCoverage(list(given), 0.0)
    cleaned = shapely.coverage_clean(given, gap_width=GAP_WIDTH_M, snapping_distance=SLIVER_M)
    changed = shapely.area(shapely.symmetric_difference(given, cleaned))
    too_much = changed > CLEANED_SHARE * shapely.area(given)
    if too_much.any() or flaws(cleaned).any():
        raise InputError(
            "Die Gemeinden der Datei überlappen sich oder haben Lücken zwischen sich, die zu groß "
            "sind, um sie von selbst zu schließen. Bitte eine fehlerfreie Datei verwenden."
        )
    return CleanedCoverage(list(cleaned), float(changed.max()))


def flaws(polygons: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Return which of n polygons overlap others, or leave a sliver free beside them.

    A sliver is narrower than :data:`SLIVER_M`, or enclosed and nowhere wider than
    :data:`GAP_WIDTH_M`.
    """
    edges = shapely.coverage_invalid_edges(polygons, gap_width=SLIVER_M)
    found: NDArray[np.bool_] = ~shapely.is_valid(polygons) | ~shapely.is_empty(edges)
    if not found.any():
        for hole in holes(polygons):
            if shapely.buffer(hole, -GAP_WIDTH_M / 2).is_empty:
                found |= shapely.intersects(polygons, hole)
    return found


def holes(polygons: NDArray[np.object_]) -> list[BaseGeometry]:
    """Return what a valid coverage encloses without covering it."""
    parts = shapely.get_parts(shapely.coverage_union_all(polygons))
    rings = (ring for part in parts for ring in shapely.get_rings(part)[1:])
    return [shapely.Polygon(ring) for ring in rings]


def simplify_coverage(
    polygons: Sequence[BaseGeometry], *, tolerance_m: float
) -> tuple[list[BaseGeometry], float]:
    """Simplify polygons so that shared borders stay shared.

    Douglas-Peucker on the arcs between the points where three areas meet (Douglas and Peucker
    1973, doi:10.3138/FM57-6770-U75U-7727): no vertex is farther than the tolerance from the
    new border, and every new vertex is an old one. Where that would make borders cross, the
    tolerance is halved until it does not.

    Parameters
    ----------
    polygons
        n polygons, a valid coverage in metres.
    tolerance_m
        Largest deviation in metres; 0 changes nothing.

    Returns
    -------
    tuple
        n polygons in the same order and the tolerance that was used.

    Raises
    ------
    IntegrityError
        If no tolerance down to 1 mm gives a valid coverage.
    """
    from topojson.core.topology import Topology

    if tolerance_m == 0:
        return list(polygons), 0.0
    tolerance = tolerance_m
    while tolerance > 1e-3:
        arcs = Topology(
            list(polygons),
            prequantize=False,
            toposimplify=tolerance,
            simplify_with="shapely",
            simplify_algorithm="dp",
            prevent_oversimplify=True,
        )
        simplified = list(arcs.to_gdf().geometry)
        if _same_shape(polygons, simplified):
            return simplified, tolerance
        tolerance /= 2
    raise IntegrityError("Die Grenzen lassen sich nicht überschneidungsfrei vereinfachen.")


def _same_shape(before: Sequence[BaseGeometry], after: Sequence[BaseGeometry]) -> bool:
    return (
        len(before) == len(after)
        and bool(shapely.is_valid(after).all())
        and shapely.coverage_is_valid(np.asarray(after, dtype=object))
        and bool((shapely.get_num_geometries(before) == shapely.get_num_geometries(after)).all())
    )


def to_degrees(polygons: Sequence[BaseGeometry], *, crs: str) -> list[BaseGeometry]:
    """Return polygons as they are stored: EPSG:4326, 7 decimals, canonical order of vertices.

    Outer rings run counter-clockwise (RFC 7946, section 3.1.6).
    """
    degrees = shapely.transform(
        polygons, partial(transform_xy, source=crs, target=WGS84), interleaved=False
    )
    rounded = shapely.transform(degrees, partial(np.round, decimals=DECIMALS))
    return list(shapely.orient_polygons(shapely.normalize(rounded)))


def to_metres(polygons: Sequence[BaseGeometry], *, crs: str) -> list[BaseGeometry]:
    """Return stored polygons in a projected CRS; equal degrees give equal metres."""
    project = partial(transform_xy, source=WGS84, target=crs)
    return list(shapely.transform(polygons, project, interleaved=False))
