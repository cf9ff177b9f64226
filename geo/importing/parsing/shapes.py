"""From a geometry to the one point that stands for it; what had to be repaired is noted."""

from __future__ import annotations

import math
from typing import Any

import shapely

from geo.importing.parsing.raw import Note
from geo.numbers import german_decimal, german_number

_DEGREE_M = 111_195.0
_NOTABLE_CHANGE = 0.01
_AREAS = frozenset({"Polygon", "MultiPolygon"})


def shape_of(geometry: shapely.Geometry | None) -> list[Any] | None:
    """Return ``[x, y, is_point]`` for a geometry, ``None`` if it has no place.

    A line, an area or several points are represented by a point on them.
    """
    if geometry is None or geometry.is_empty:
        return None
    if geometry.geom_type == "MultiPoint" and len(geometry.geoms) == 1:
        geometry = geometry.geoms[0]
    is_point = geometry.geom_type == "Point"
    point = geometry if is_point else shapely.make_valid(geometry).representative_point()
    if point.is_empty or not (math.isfinite(point.x) and math.isfinite(point.y)):
        return None
    return [float(point.x), float(point.y), is_point]


def noted_shape(
    geometry: shapely.Geometry | None, row: int, notes: list[Note], *, was_open: bool = False
) -> list[Any] | None:
    """Return the shape of a row's geometry and note what had to be repaired.

    Parameters
    ----------
    geometry
        ``None`` if the row has none.
    row, notes
        Number of the row and where findings about it go.
    was_open
        Whether a ring of an area had to be closed to read it.
    """
    if geometry is None or geometry.is_empty:
        return None
    whole = geometry
    if geometry.geom_type in _AREAS and not geometry.is_valid:
        whole = shapely.make_valid(geometry)
    if was_open or whole is not geometry:
        notes.append(_repair(row, geometry, whole))
    shape = shape_of(whole)
    if shape is None:
        notes.append(Note("geometrie_ungueltig", row=row))
    return shape


def _repair(row: int, before: shapely.Geometry, after: shapely.Geometry) -> Note:
    areas = _square_metres(before), _square_metres(after)
    is_changed = abs(areas[1] - areas[0]) > _NOTABLE_CHANGE * max(areas)
    return Note(
        "geometrie_veraendert" if is_changed else "geometrie_repariert",
        row=row,
        details={"before": _area_text(areas[0]), "after": _area_text(areas[1])},
    )


def _square_metres(geometry: shapely.Geometry) -> float:
    """Return the area; degrees are taken as lengths at their latitude, on a sphere."""
    west, south, east, north = geometry.bounds
    if not all(map(math.isfinite, (west, south, east, north))):
        return 0.0
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        return float(geometry.area)
    middle = math.cos(math.radians((south + north) / 2))
    return float(geometry.area) * _DEGREE_M**2 * middle


def _area_text(square_metres: float) -> str:
    if square_metres >= 1e6:
        return f"{german_decimal(square_metres / 1e6, 1)} km²"
    return f"{german_number(round(square_metres))} m²"
