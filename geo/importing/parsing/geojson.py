"""GeoJSON (RFC 7946), its older form with a CRS, and sequences of features (RFC 8142)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import shapely

from geo.crs import WGS84
from geo.importing.cleaning import clean_line
from geo.importing.parsing.features import Feature, table_of
from geo.importing.parsing.json_text import GEOMETRIES
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import Note, RawTable
from geo.importing.parsing.refusals import Refused

_CRS84 = re.compile(r"(urn:(x-)?ogc:def:crs:)?OGC:([\d.]*:)?CRS84h?", re.IGNORECASE)
_EPSG = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})", re.IGNORECASE)


def geojson_table(documents: list[Any], limits: Limits) -> RawTable:
    """Return the features of one or more GeoJSON documents as one table.

    Raises
    ------
    Refused
        If a limit is exceeded or a CRS is a link.
    """
    crs, notes = _crs(documents[0].get("crs"))
    members = (member for document in documents for member in _members(document))
    named = any(isinstance(m.get("id"), str) for m in _features(documents))
    table = table_of((_feature(m, with_id=named) for m in members), limits, crs=crs)
    table.notes = [*notes, *_notes_of_a_conference(documents[0]), *table.notes]
    return table


def _notes_of_a_conference(document: dict[str, Any]) -> list[Note]:
    """Tell a file of notes that a Konferenzdatei has saved from any other list."""
    marker = document.get("notizen")
    if not isinstance(marker, dict):
        return []
    title = clean_line(str(marker.get("karte") or "")) or "einer Konferenzdatei"
    return [Note("notizen", details={"value": title})]


def _features(documents: list[Any]) -> Iterator[dict[str, Any]]:
    return (m for document in documents for m in _members(document) if isinstance(m, dict))


def _members(document: dict[str, Any]) -> list[Any]:
    """Return what becomes a row: features, or geometries without any."""
    kind = document["type"]
    if kind == "FeatureCollection":
        return list(document["features"])
    if kind == "GeometryCollection" and isinstance(document.get("geometries"), list):
        return list(document["geometries"])
    return [document]


def _crs(member: Any) -> tuple[str | None, list[Note]]:
    """Return the CRS: WGS 84 unless a member ``crs`` of the older form names another.

    Raises
    ------
    Refused
        If it is an address instead of a name.
    """
    if member is None:
        return WGS84, []
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or member.get("type") != "name" or "//" in name:
        raise Refused(
            "verweist_nach_aussen", what="einen Verweis auf ein Koordinatensystem im Netz"
        )
    if _CRS84.fullmatch(name):
        return WGS84, []
    number = _EPSG.fullmatch(name)
    if number:
        return f"EPSG:{number[1]}", []
    return None, [Note("crs_angabe_unbekannt", details={"declared": name[:80]})]


def _feature(member: Any, *, with_id: bool) -> Feature:
    if not isinstance(member, dict):
        return Feature(is_broken=True)
    if "geometry" not in member and str(member.get("type")) in GEOMETRIES:
        return read_feature({}, member)
    properties = member.get("properties")
    attributes = dict(properties) if isinstance(properties, dict) else {}
    if with_id and "id" not in attributes:
        attributes["id"] = member.get("id")
    return read_feature(attributes, member.get("geometry"))


def read_feature(attributes: dict[str, Any], geometry: Any) -> Feature:
    """Return a feature; a geometry that cannot be read breaks only this one."""
    if geometry is None:
        return Feature(attributes=attributes)
    try:
        return Feature(
            attributes=attributes,
            geometry=_geometry(geometry),
            was_open=any(ring[0] != ring[-1] for ring in _rings(geometry)),
        )
    except (shapely.errors.ShapelyError, ValueError, TypeError, LookupError, AttributeError):
        return Feature(attributes=attributes, is_broken=True)


def _geometry(member: dict[str, Any]) -> shapely.Geometry:
    if member["type"] == "Point" and member["coordinates"]:
        x, y = (float(value) for value in member["coordinates"][:2] if _is_number(value))
        return shapely.Point(x, y)
    if member["type"] == "GeometryCollection":
        return shapely.GeometryCollection([_geometry(part) for part in member["geometries"]])
    return shapely.force_2d(shapely.geometry.shape(member))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _rings(member: dict[str, Any]) -> Iterator[list[Any]]:
    if member["type"] == "Polygon":
        yield from member["coordinates"]
    elif member["type"] == "MultiPolygon":
        for part in member["coordinates"]:
            yield from part
