"""GPX: waypoints, routes and tracks of a GPS device or a map program, each as a table."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import shapely
from defusedxml.ElementTree import iterparse

from geo.crs import WGS84
from geo.importing.parsing.features import Feature, table_of
from geo.importing.parsing.kml import local_name
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable

_TABLES = {"wpt": "Wegpunkte", "rte": "Routen", "trk": "Tracks"}
_POSITIONS = frozenset({"trkpt", "rtept"})
_COLUMNS = {
    "name": "Name",
    "desc": "Beschreibung",
    "cmt": "Kommentar",
    "type": "Typ",
    "time": "Zeit",
    "ele": "Höhe",
    "src": "Quelle",
}


def gpx_tables(content: bytes, limits: Limits) -> list[RawTable]:
    """Return waypoints, routes and tracks as tables, as far as there are any.

    Raises
    ------
    Refused
        If a limit is exceeded.
    """
    tables = [
        table_of(_features(content, tag), limits, name=name, crs=WGS84)
        for tag, name in _TABLES.items()
    ]
    return [table for table in tables if table.rows]


def _features(content: bytes, wanted: str) -> Iterator[Feature]:
    places: list[tuple[float, float]] = []
    broken = False
    for _, element in iterparse(io.BytesIO(content), forbid_dtd=True):
        tag = local_name(element)
        if tag in _POSITIONS or tag == "wpt":
            try:
                places.append((float(element.get("lon", "")), float(element.get("lat", ""))))
            except ValueError:
                broken = True
        if tag in _TABLES:
            if tag == wanted:
                yield Feature(
                    attributes=_attributes(element), geometry=_geometry(places), is_broken=broken
                )
            places, broken = [], False
        if tag in _TABLES or tag in _POSITIONS:
            element.clear()


def _geometry(places: list[tuple[float, float]]) -> shapely.Geometry | None:
    if len(places) < 2:
        return shapely.Point(places[0]) if places else None
    return shapely.LineString(places)


def _attributes(element: Element) -> dict[str, str]:
    found = {"Name": ""}
    for child in element:
        tag = local_name(child)
        if tag == "link":
            found["Link"] = child.get("href", "")
        elif tag == "extensions":
            leaves = (leaf for leaf in child.iter() if len(leaf) == 0)
            found |= {local_name(leaf): (leaf.text or "").strip() for leaf in leaves}
        elif len(child) == 0 and tag not in _POSITIONS:
            found[_COLUMNS.get(tag, tag)] = (child.text or "").strip()
    return found
