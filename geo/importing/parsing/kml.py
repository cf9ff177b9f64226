"""KML as people make it: folders, markup in descriptions, attributes in several places."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import shapely
from defusedxml.ElementTree import iterparse

from geo.crs import WGS84
from geo.importing.parsing.features import Feature, table_of
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.markup import plain_text
from geo.importing.parsing.raw import Note, RawTable

FOLDER_COLUMN = "Ordner"
# elements that are attributes, and the columns they become
_ATTRIBUTES = {
    "name": "Name",
    "description": "Beschreibung",
    "address": "Anschrift",
    "phoneNumber": "Telefon",
}
_DEPTH = 20  # of geometries within geometries
_COMMA = re.compile(r"\s*,\s*")


def kml_table(content: bytes, limits: Limits, *, name: str = "") -> RawTable:
    """Return the places of a KML file as one table, with the folder as last column.

    Only what the file itself holds is read: links to other files are counted and left alone.

    Raises
    ------
    Refused
        If a limit is exceeded.
    """
    reader = _Reader()
    table = table_of(reader.features(content), limits, name=name, crs=WGS84)
    if reader.links:
        table.notes.insert(0, Note("verweise_uebergangen", details={"count": str(reader.links)}))
    _settle_folders(table)
    return table


def _settle_folders(table: RawTable) -> None:
    """Move the column of folders to the end; drop it if all places are in the same one."""
    header = table.header or []
    if FOLDER_COLUMN not in header:
        return
    at = header.index(FOLDER_COLUMN)
    keep = len({cells[at] for _, cells in table.rows}) > 1
    for cells in (header, *(cells for _, cells in table.rows)):
        folder = cells.pop(at)
        if keep:
            cells.append(folder)


class _Reader:
    """Reads one place after the other, and forgets it."""

    def __init__(self) -> None:
        self.links = 0
        self._folders: list[str] = []
        self._above: list[str] = []

    def features(self, content: bytes) -> Iterator[Feature]:
        for event, element in iterparse(
            io.BytesIO(content), events=("start", "end"), forbid_dtd=True
        ):
            tag = local_name(element)
            if event == "start":
                self._above.append(tag)
                if tag == "Folder":
                    self._folders.append("")
                continue
            self._above.pop()
            if tag == "Placemark":
                yield self._feature(element)
                element.clear()
            else:
                self._leave(tag, element)

    def _leave(self, tag: str, element: Element) -> None:
        if tag == "Folder":
            self._folders.pop()
            element.clear()
        elif tag == "name" and self._above[-1:] == ["Folder"]:
            self._folders[-1] = (element.text or "").strip()
        elif tag == "NetworkLink":
            self.links += 1

    def _feature(self, element: Element) -> Feature:
        attributes: dict[str, Any] = {"Name": ""}
        for child in element:
            tag = local_name(child)
            if tag in _ATTRIBUTES:
                attributes[_ATTRIBUTES[tag]] = plain_text((child.text or "").strip())
            elif tag == "ExtendedData":
                attributes.update(_extended(child))
        folder = next(filter(None, reversed(self._folders)), "")
        if folder:
            attributes.setdefault(FOLDER_COLUMN, folder)
        try:
            return Feature(attributes=attributes, geometry=_geometry(element))
        except (shapely.errors.ShapelyError, ValueError, IndexError):
            return Feature(attributes=attributes, is_broken=True)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _extended(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes of ``ExtendedData``, with and without a schema."""
    for item in element.iter():
        if local_name(item) == "SimpleData":
            yield item.get("name", ""), plain_text((item.text or "").strip())
        elif local_name(item) == "Data":
            values = (child.text or "" for child in item if local_name(child) == "value")
            yield item.get("name", ""), plain_text(next(values, "").strip())


def _geometry(element: Element, depth: int = 0) -> shapely.Geometry | None:
    """Return the geometries below an element as one, ``None`` without any."""
    if depth > _DEPTH:
        raise ValueError("geometries are nested too deeply")
    parts = []
    for child in element:
        tag = local_name(child)
        if tag in {"MultiGeometry", "MultiTrack"}:
            parts.append(_geometry(child, depth + 1))
        elif tag in _MAKERS:
            parts.append(_MAKERS[tag](child))
    found = [part for part in parts if part is not None and not part.is_empty]
    if len(found) < 2:
        return found[0] if found else None
    return shapely.GeometryCollection(found)


def _places(element: Element) -> list[tuple[float, float]]:
    """Return the positions of all ``coordinates`` below an element: longitude first."""
    texts = [item.text or "" for item in element.iter() if local_name(item) == "coordinates"]
    return [
        (float(place.split(",")[0]), float(place.split(",")[1]))
        for place in _COMMA.sub(",", " ".join(texts).strip()).split()
    ]


def _point(element: Element) -> shapely.Geometry | None:
    places = _places(element)
    return shapely.Point(places[0]) if places else None


def _line(element: Element) -> shapely.Geometry | None:
    places = _places(element)
    return shapely.LineString(places) if len(places) > 1 else _point(element)


def _area(element: Element) -> shapely.Geometry | None:
    outer, holes = [], []
    for border in element:
        if local_name(border) == "outerBoundaryIs":
            outer = _places(border)
        elif local_name(border) == "innerBoundaryIs":
            holes.append(_places(border))
    return shapely.Polygon(outer, holes) if outer else None


def _track(element: Element) -> shapely.Geometry | None:
    """Return the positions of a ``gx:Track``, which are separated by blanks."""
    texts = [(item.text or "").split() for item in element if local_name(item) == "coord"]
    places = [(float(text[0]), float(text[1])) for text in texts if text]
    if len(places) < 2:
        return shapely.Point(places[0]) if places else None
    return shapely.LineString(places)


_MAKERS = {
    "Point": _point,
    "LineString": _line,
    "LinearRing": _line,
    "Polygon": _area,
    "Track": _track,
}
