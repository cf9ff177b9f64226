"""From a geometry to the one point that stands for it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def shape_of(geometry: BaseGeometry | None) -> list[Any] | None:
    """Return ``[x, y, is_point]`` for a geometry, ``None`` if it has no place.

    A line, an area or several points are represented by a point on them.
    """
    import shapely

    if geometry is None or geometry.is_empty:
        return None
    if geometry.geom_type == "MultiPoint" and len(geometry.geoms) == 1:
        geometry = geometry.geoms[0]
    is_point = geometry.geom_type == "Point"
    point = geometry if is_point else shapely.make_valid(geometry).representative_point()
    if not (math.isfinite(point.x) and math.isfinite(point.y)):
        return None
    return [float(point.x), float(point.y), is_point]
