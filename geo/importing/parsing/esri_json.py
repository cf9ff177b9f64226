"""Esri JSON, as ArcGIS servers give it: attributes, rings and paths, a number for the CRS."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import shapely

from geo.importing.parsing.features import Feature, table_of
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable

_WEB_MERCATOR = {102100, 102113}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = "esriFieldTypeDate"


def esri_table(document: dict[str, Any], limits: Limits) -> RawTable:
    """Return the features of a feature set as a table.

    Raises
    ------
    Refused
        If a limit is exceeded.
    """
    fields = document.get("fields")
    dates = {
        field.get("name")
        for field in (fields if isinstance(fields, list) else ())
        if isinstance(field, dict) and field.get("type") == _DATE
    }
    features = (_feature(member, dates) for member in document["features"])
    return table_of(features, limits, crs=_crs(document))


def _crs(document: dict[str, Any]) -> str | None:
    reference = document.get("spatialReference")
    if not isinstance(reference, dict):
        return None
    number = reference.get("latestWkid", reference.get("wkid"))
    if not isinstance(number, int) or not 1_000 <= number < 1_000_000:
        return None
    return f"EPSG:{3857 if number in _WEB_MERCATOR else number}"


def _feature(member: Any, dates: set[Any]) -> Feature:
    attributes = member.get("attributes") if isinstance(member, dict) else None
    if not isinstance(attributes, dict):
        return Feature(is_broken=True)
    texts = {name: _date(value) if name in dates else value for name, value in attributes.items()}
    try:
        return Feature(attributes=texts, geometry=_geometry(member.get("geometry")))
    except (shapely.errors.ShapelyError, ValueError, TypeError, KeyError, AttributeError):
        return Feature(attributes=texts, is_broken=True)


def _date(value: Any) -> Any:
    """Return a date from milliseconds since 1970, anything else as it is."""
    try:
        return (_EPOCH + timedelta(milliseconds=value)).replace(tzinfo=None)
    except (TypeError, OverflowError):
        return value


def _geometry(member: dict[str, Any] | None) -> shapely.Geometry | None:
    if not member or member.get("x", 0) in {None, "NaN"}:
        return None
    if "x" in member:
        return shapely.Point(float(member["x"]), float(member["y"]))
    if "points" in member:
        return shapely.MultiPoint([point[:2] for point in member["points"]])
    if "paths" in member:
        return shapely.MultiLineString([_flat(path) for path in member["paths"]])
    return _area([shapely.LinearRing(_flat(ring)) for ring in member["rings"]])


def _flat(path: list[Any]) -> list[Any]:
    return [point[:2] for point in path]


def _area(rings: list[shapely.LinearRing]) -> shapely.Geometry:
    """Put rings together: outer ones run clockwise, holes the other way round."""
    holes = [shapely.Polygon(ring) for ring in rings if ring.is_ccw]
    outer = [shapely.Polygon(ring) for ring in rings if not ring.is_ccw] or holes
    whole = shapely.MultiPolygon(outer)
    if outer is holes or not holes or not whole.is_valid:
        return whole
    return shapely.difference(whole, shapely.union_all(holes))
