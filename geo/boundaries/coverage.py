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
    from shapely.geometry.base import BaseGeometry

DECIMALS = 7
"""Decimals of stored degrees, about 1 cm (RFC 7946, section 11.2, asks for no more)."""

GAP_WIDTH_M = 5.0
"""Holes between areas that are nowhere wider are errors of the source, not land."""

SNAP_M = 1.0
"""Borders closer than this are the same border."""

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
    if shapely.coverage_is_valid(given) and not gaps(list(given)):
        return CleanedCoverage(list(given), 0.0)
    cleaned = shapely.coverage_clean(given, gap_width=GAP_WIDTH_M, snapping_distance=SNAP_M)
    changed = shapely.area(shapely.symmetric_difference(given, cleaned))
    too_much = changed > CLEANED_SHARE * shapely.area(given)
    if too_much.any() or not shapely.coverage_is_valid(cleaned) or gaps(list(cleaned)):
        raise InputError(
            "Die Gemeinden der Datei überlappen sich oder haben Lücken zwischen sich, die zu groß "
            "sind, um sie von selbst zu schließen. Bitte eine fehlerfreie Datei verwenden."
        )
    return CleanedCoverage(list(cleaned), float(changed.max()))


def gaps(polygons: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return the slivers inside a valid coverage that belong to no polygon.

    Holes of the union that are nowhere wider than :data:`GAP_WIDTH_M`; a larger one is land
    of somebody else, such as a town that is a county of its own.
    """
    union = shapely.coverage_union_all(polygons)
    rings = (ring for part in shapely.get_parts(union) for ring in shapely.get_rings(part)[1:])
    holes = [shapely.Polygon(ring) for ring in rings]
    return [hole for hole in holes if shapely.buffer(hole, -GAP_WIDTH_M / 2).is_empty]


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
