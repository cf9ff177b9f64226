"""GML 2 and 3, as web feature services and offices give it; nothing it refers to is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import shapely
from defusedxml.ElementTree import iterparse

from geo.importing.parsing.features import Feature, table_of
from geo.importing.parsing.kml import local_name
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable

Position = tuple[float, float]
_MEMBERS = frozenset({"featureMember", "featureMembers", "member", "cityObjectMember"})
_COLLECTIONS = frozenset({"FeatureCollection", "SimpleFeatureCollection"})
_AREAS = frozenset({"Polygon", "PolygonPatch", "Triangle", "Rectangle"})
_LINES = frozenset({"LineString", "Curve", "LinearRing"})
_POINTS = frozenset({"Point"})
_GEOMETRIES = _AREAS | _LINES | _POINTS
_BORDERS = {"exterior", "outerBoundaryIs"}
_HOLES = {"interior", "innerBoundaryIs"}
_NESTED = 4  # levels of elements within a feature that become columns
_CODE = re.compile(r"(?:EPSG|epsg\.xml)(?:/[\d.]+/|[:#/]+(?:[\d.]*:)?)(\d{4,6})$", re.IGNORECASE)


def gml_tables(content: bytes, limits: Limits) -> list[RawTable]:
    """Return the features of each type as a table.

    The CRS is that of the first geometry that names one. A geometry in another one, or whose
    coordinates are elsewhere, breaks only its feature.

    Raises
    ------
    Refused
        If a limit is exceeded.
    """
    reader = _Reader()
    features: dict[str, list[Feature]] = {}
    for kind, feature in reader.features(content):
        features.setdefault(kind, []).append(feature)
    return [table_of(found, limits, name=kind, crs=reader.crs) for kind, found in features.items()]


class _Reader:
    """Reads one feature after the other, and forgets it."""

    def __init__(self) -> None:
        self.crs: str | None = None
        self._is_north_first = False
        self._name = ""

    def features(self, content: bytes) -> Iterator[tuple[str, Feature]]:
        """Yield type and content of each feature."""
        above: list[str] = []
        inside = 0
        events = ("start", "end")
        for event, element in iterparse(io.BytesIO(content), events=events, forbid_dtd=True):
            tag = local_name(element)
            if event == "start":
                inside += bool(inside) or _is_feature(tag, above)
                above.append(tag)
                continue
            above.pop()
            if tag == "Envelope" and not inside:
                self._take_crs(element)
            inside -= bool(inside)
            if not inside and _is_feature(tag, above):
                yield tag, self._feature(element)
                element.clear()

    def _feature(self, element: Element) -> Feature:
        attributes: dict[str, list[str]] = {}
        geometry: Element | None = None
        for child in element:
            if local_name(child) == "boundedBy":
                continue
            if any(local_name(part) in _GEOMETRIES for part in child.iter()):
                geometry = child if geometry is None else geometry
            elif _is_link(child):
                continue
            else:
                _collect(child, "", attributes, 1)
        texts = {name: "; ".join(dict.fromkeys(values)) for name, values in attributes.items()}
        if geometry is None:
            return Feature(attributes=texts)
        try:
            return Feature(attributes=texts, geometry=self._geometry(geometry))
        except (shapely.errors.ShapelyError, ValueError, IndexError):
            return Feature(attributes=texts, is_broken=True)

    def _take_crs(self, element: Element) -> None:
        """Take the name of a CRS; some ways to write it put the northing first."""
        name = next(filter(None, (part.get("srsName") for part in element.iter())), None)
        if name is None or name == self._name:
            return
        code = _CODE.search(name)
        crs = f"EPSG:{code[1]}" if code else None
        if self.crs and crs and crs != self.crs:
            raise ValueError("another CRS than before")
        if crs:
            self.crs, self._name = crs, name
            self._is_north_first = _is_formal(name) and _has_north_first(crs)

    def _geometry(self, element: Element) -> shapely.Geometry | None:
        self._take_crs(element)
        areas = [self._area(part) for part in element.iter() if local_name(part) in _AREAS]
        if areas:
            return areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)
        lines = [self._positions(part) for part in element.iter() if local_name(part) in _LINES]
        if lines:
            return (
                shapely.LineString(lines[0]) if len(lines) == 1 else shapely.MultiLineString(lines)
            )
        places = self._positions(element)
        if not places:
            raise ValueError("a geometry without coordinates of its own")
        return shapely.Point(places[0]) if len(places) == 1 else shapely.MultiPoint(places)

    def _area(self, element: Element) -> shapely.Polygon:
        borders = [self._positions(part) for part in element if local_name(part) in _BORDERS]
        holes = [self._positions(part) for part in element if local_name(part) in _HOLES]
        return shapely.Polygon(borders[0], holes)

    def _positions(self, element: Element) -> list[Position]:
        """Return all positions below an element, easting first; arcs by their three points."""
        found = [place for part in element.iter() for place in _places(part)]
        return [(y, x) for x, y in found] if self._is_north_first else found


def _is_feature(tag: str, above: list[str]) -> bool:
    return bool(above) and above[-1] in _MEMBERS and tag not in _COLLECTIONS


def _is_link(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip()


def _collect(element: Element, prefix: str, found: dict[str, list[str]], level: int) -> None:
    name = f"{prefix}{local_name(element)}"
    if not len(element) or level == _NESTED:
        text = " ".join("".join(element.itertext()).split())
        if text:
            found.setdefault(name, []).append(text)
        return
    for child in element:
        # GML puts an object between a property and its values, which says nothing
        is_object = local_name(child)[:1].isupper() and len(child)
        for part in child if is_object else (child,):
            _collect(part, f"{name}_", found, level + 1)


def _places(element: Element) -> Iterator[Position]:
    tag, text = local_name(element), (element.text or "").strip()
    if tag in {"pos", "posList"}:
        numbers = list(map(float, text.split()))
        stated = element.get("srsDimension") or element.get("dimension")
        size = max(2, int(stated)) if stated else 3 if tag == "pos" and len(numbers) == 3 else 2
        yield from zip(numbers[::size], numbers[1::size], strict=True)
    elif tag == "coordinates":
        between, decimal = element.get("cs", ","), element.get("decimal", ".")
        for place in text.split(element.get("ts") or None):
            parts = [part.replace(decimal, ".") for part in place.split(between)]
            yield float(parts[0]), float(parts[1])
    elif tag == "coord":
        values: dict[str, Any] = {local_name(part): part.text for part in element}
        yield float(values.get("X") or ""), float(values.get("Y") or "")


def _is_formal(name: str) -> bool:
    """Tell whether a name of a CRS means the order of axes that its authority has laid down."""
    return name.startswith(("urn:", "http://www.opengis.net/def/", "https://www.opengis.net/def/"))


def _has_north_first(crs: str) -> bool:
    import pyproj
    from pyproj.exceptions import CRSError

    try:
        axes = pyproj.CRS.from_user_input(crs).axis_info
    except CRSError:
        return False
    return bool(axes) and axes[0].direction == "north"
