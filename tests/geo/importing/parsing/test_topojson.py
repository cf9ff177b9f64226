"""TopoJSON: objects as tables, shared arcs put together again."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely
from topojson.core.topology import Topology

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.topojson import topojson_tables

LEFT, RIGHT = shapely.box(12, 52, 13, 53), shapely.box(13, 52, 14, 53)


def _topology(*, quantized: bool) -> dict[str, Any]:
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": area.__geo_interface__}
        for name, area in (("links", LEFT), ("rechts", RIGHT))
    ]
    collection = {"type": "FeatureCollection", "features": features}
    made = Topology(collection, prequantize=1_000 if quantized else False)
    document: dict[str, Any] = json.loads(str(made.to_json()))
    return document


def _tables(**members: Any) -> list[RawTable]:
    return topojson_tables({"type": "Topology", **members}, Limits())


@pytest.mark.parametrize("quantized", [True, False], ids=["steps", "coordinates"])
def test_areas_that_share_a_border_are_read(quantized: bool) -> None:  # noqa: FBT001
    (table,) = topojson_tables(_topology(quantized=quantized), Limits())
    assert [cells[0] for _, cells in table.rows] == ["links", "rechts"]
    assert table.shapes is not None
    left, right = table.shapes
    assert left is not None
    assert right is not None
    assert (round(left[0], 1), round(right[0], 1), left[2]) == (12.5, 13.5, False)
    assert table.crs == "EPSG:4326"


def test_every_object_is_a_table() -> None:
    point = {"type": "Point", "coordinates": [1, 1], "properties": {"name": "A"}}
    points = {"type": "GeometryCollection", "geometries": [point, point]}
    transform = {"scale": [0.5, 0.5], "translate": [12, 52]}
    tables = _tables(objects={"Kita": point, "Schulen": points}, arcs=[], transform=transform)
    assert [(table.name, len(table.rows)) for table in tables] == [("Kita", 1), ("Schulen", 2)]
    assert tables[0].shapes == [[12.5, 52.5, True]]


def test_arcs_are_walked_backwards_and_joined() -> None:
    arcs = [[[0, 0], [1, 0]], [[2, 0], [1, 0]]]
    line = {"type": "LineString", "arcs": [0, ~1]}
    (table,) = _tables(objects={"Weg": line}, arcs=arcs)
    assert table.shapes == [[1.0, 0.0, False]]


def test_a_ring_closes_when_its_second_half_is_walked_backwards() -> None:
    halves = [[[0, 0], [4, 0]], [[0, 0], [0, 3], [4, 0]]]
    area = {"type": "Polygon", "arcs": [[0, ~1]]}
    (table,) = _tables(objects={"Gebiet": area}, arcs=halves)
    assert table.notes == []


@pytest.mark.parametrize(
    "member",
    [
        {"type": "Polygon", "arcs": [[7]]},
        {"type": "Polygon", "arcs": "x"},
        {"type": "LineString"},
        {"type": "Kreis", "arcs": []},
        {},
        7,
    ],
)
def test_a_member_that_cannot_be_read_is_a_row_without_a_place(member: Any) -> None:
    (table,) = _tables(objects={"O": {"type": "x", "geometries": [member]}}, arcs=[])
    assert (len(table.rows), table.shapes) == (1, [None])
    assert [note.code for note in table.notes] == ["geometrie_ungueltig"]


def test_a_member_without_geometry_is_no_mistake() -> None:
    (table,) = _tables(objects={"O": {"type": None, "properties": {"name": "A"}}})
    assert (table.shapes, table.notes) == ([None], [])


def test_an_arc_used_without_end_is_refused() -> None:
    line = {"type": "LineString", "arcs": [0] * 1_000}
    document = {"objects": {"O": line}, "arcs": [[[0, 0], [1, 1]] * 10]}
    with pytest.raises(Refused) as refused:
        topojson_tables({"type": "Topology", **document}, Limits(vertices=5_000))
    assert refused.value.reason == "zu_viele_stuetzpunkte"


@pytest.mark.parametrize(
    "members", [{}, {"objects": 7}, {"objects": {}, "arcs": [7]}, {"objects": {}, "arcs": [[[]]]}]
)
def test_a_damaged_topology_is_refused(members: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        _tables(transform={"scale": [1, 1], "translate": [0, 0]}, **members)
    assert refused.value.reason == "abgeschnitten"
