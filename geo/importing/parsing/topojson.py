"""TopoJSON: borders shared by neighbours are stored once, as arcs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from geo.crs import WGS84
from geo.importing.parsing.features import Feature, check_vertices, table_of
from geo.importing.parsing.geojson import read_feature
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable
from geo.importing.parsing.refusals import Refused

Point = list[float]


def topojson_tables(document: dict[str, Any], limits: Limits) -> list[RawTable]:
    """Return each object of a topology as a table.

    Raises
    ------
    Refused
        If a limit is exceeded or the arcs cannot be read.
    """
    try:
        topology = _Topology(document, limits)
        objects = dict(document["objects"])
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Refused("abgeschnitten", where="") from error
    return [
        table_of(map(topology.feature, _members(member)), limits, name=str(name), crs=WGS84)
        for name, member in objects.items()
        if isinstance(member, dict)
    ]


def _members(member: dict[str, Any]) -> list[Any]:
    geometries = member.get("geometries")
    return geometries if isinstance(geometries, list) else [member]


class _Topology:
    """Arcs in coordinates, and geometries made of them."""

    def __init__(self, document: dict[str, Any], limits: Limits) -> None:
        transform = document.get("transform") or {}
        self._scale = transform.get("scale", (1, 1))
        self._shift = transform.get("translate", (0, 0))
        self._is_relative = bool(transform)
        self._arcs = [list(self._decoded(arc)) for arc in document.get("arcs", [])]
        self._limits = limits
        self._vertices = 0

    def feature(self, member: Any) -> Feature:
        """Return a feature of an object; one that cannot be read is only that."""
        if not isinstance(member, dict):
            return Feature(is_broken=True)
        properties = member.get("properties")
        attributes = dict(properties) if isinstance(properties, dict) else {}
        if isinstance(member.get("id"), str):
            attributes.setdefault("id", member["id"])
        try:
            return read_feature(attributes, self._geometry(member))
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            return Feature(attributes=attributes, is_broken=True)

    def _geometry(self, member: dict[str, Any]) -> dict[str, Any] | None:
        kind = member["type"]
        if kind is None:
            return None
        if kind == "GeometryCollection":
            parts = [self._geometry(part) for part in member["geometries"]]
            return {"type": kind, "geometries": list(filter(None, parts))}
        return {"type": kind, "coordinates": self._coordinates(kind, member)}

    def _coordinates(self, kind: str, member: dict[str, Any]) -> Any:
        if kind == "Point":
            return self._place(member["coordinates"])
        if kind == "MultiPoint":
            return list(map(self._place, member["coordinates"]))
        arcs = member["arcs"]
        if kind == "LineString":
            return self._line(arcs)
        if kind in {"MultiLineString", "Polygon"}:
            return list(map(self._line, arcs))
        return [list(map(self._line, part)) for part in arcs]

    def _line(self, indexes: list[int]) -> list[Point]:
        """Join arcs; ``~i`` is arc ``i`` backwards, and its first point is the last one's end."""
        line: list[Point] = []
        for index in indexes:
            arc = self._arcs[index] if index >= 0 else self._arcs[~index][::-1]
            self._vertices += len(arc)
            # the same arc may be used without end
            check_vertices(self._vertices, self._limits)
            line += arc[1:] if line else arc
        return line

    def _decoded(self, arc: list[Point]) -> Iterator[Point]:
        if not self._is_relative:
            return iter(arc)
        xs = accumulate(step[0] for step in arc)
        ys = accumulate(step[1] for step in arc)
        return map(self._place, map(list, zip(xs, ys, strict=True)))

    def _place(self, point: Point) -> Point:
        if not self._is_relative:
            return point
        return [
            value * scale + shift
            for value, scale, shift in zip(point, self._scale, self._shift, strict=False)
        ]
