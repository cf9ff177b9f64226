"""GeoJSON as programs write it, and as people break it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from geo.importing.parsing.geojson import geojson_table
from geo.importing.parsing.json_text import read_json
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable
from geo.importing.parsing.refusals import Refused

POINT = {"type": "Point", "coordinates": [12.7, 52.2]}
SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def _feature(geometry: Any, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _table(*features: Any, limits: Limits | None = None, **members: object) -> RawTable:
    document = {"type": "FeatureCollection", "features": list(features), **members}
    return geojson_table(read_json(json.dumps(document).encode()), limits or Limits())


def _codes(table: RawTable) -> list[tuple[str, int | None]]:
    return [(note.code, note.row) for note in table.notes]


def test_features_without_an_attribute_have_an_empty_cell() -> None:
    table = _table(_feature(POINT, name="A"), _feature(POINT, ort="B", name=None))
    assert table.header == ["name", "ort"]
    assert table.rows == [(1, ["A", ""]), (2, ["", "B"])]


def test_attributes_within_attributes_become_columns_and_lists_become_text() -> None:
    table = _table(_feature(POINT, adresse={"plz": "14513"}, zielgruppen=["Kinder", "Eltern"]))
    assert table.header == ["adresse_plz", "zielgruppen"]
    assert table.rows == [(1, ["14513", "Kinder; Eltern"])]


def test_what_is_nested_deeply_stays_text() -> None:
    table = _table(_feature(POINT, a={"b": {"c": {"d": 1}}}, l=[{"x": 1}]))
    assert table.header == ["a_b_c", "l"]
    assert table.rows == [(1, ['{"d": 1}', '[{"x": 1}]'])]


@pytest.mark.parametrize("properties", [None, [], "text"])
def test_features_without_attributes_are_rows(properties: object) -> None:
    table = _table({"type": "Feature", "geometry": POINT, "properties": properties})
    assert (table.rows, table.shapes) == ([(1, [])], [[12.7, 52.2, True]])


def test_ids_that_are_texts_become_a_column_and_mere_numbers_do_not() -> None:
    numbered = [{**_feature(POINT, name="A"), "id": number} for number in (1, 2)]
    assert _table(*numbered).header == ["name"]
    mixed = [{**_feature(POINT, name="A"), "id": key} for key in ("k-1", 2)]
    assert [cells for _, cells in _table(*mixed).rows] == [["A", "k-1"], ["A", "2"]]


@pytest.mark.parametrize(
    ("document", "rows"),
    [
        (POINT, 1),
        (_feature(POINT), 1),
        ({"type": "GeometryCollection", "geometries": [POINT, POINT]}, 2),
    ],
)
def test_a_single_feature_and_bare_geometries_are_rows(document: object, rows: int) -> None:
    table = geojson_table(read_json(json.dumps(document).encode()), Limits())
    assert table.shapes == [[12.7, 52.2, True]] * rows


@pytest.mark.parametrize("start", ["", "\x1e", "\ufeff"])
def test_features_line_by_line_are_one_table(start: str) -> None:
    lines = [json.dumps(_feature(POINT, name=name)) for name in "AB"]
    content = "".join(f"{start}{line}\n" for line in lines).encode()
    table = geojson_table(read_json(content), Limits())
    assert table.rows == [(1, ["A"]), (2, ["B"])]


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("EPSG:25833", "EPSG:25833"),
        ("urn:ogc:def:crs:EPSG::31468", "EPSG:31468"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("urn:ogc:def:crs:OGC::CRS84h", "EPSG:4326"),
        ("OGC:CRS84", "EPSG:4326"),
    ],
)
def test_a_crs_of_the_older_form_is_known(name: str, crs: str) -> None:
    table = _table(_feature(POINT), crs={"type": "name", "properties": {"name": name}})
    assert (table.crs, table.notes) == (crs, [])


def test_without_one_it_is_wgs84() -> None:
    assert _table(_feature(POINT)).crs == "EPSG:4326"


def test_an_unknown_crs_is_told() -> None:
    table = _table(_feature(POINT), crs={"type": "name", "properties": {"name": "Ortsnetz"}})
    assert (table.crs, _codes(table)) == (None, [("crs_angabe_unbekannt", None)])


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "link", "properties": {"href": "http://localhost/crs"}},
        {"type": "name", "properties": {"name": "http://localhost/crs"}},
        {"type": "url", "properties": {"url": "http://localhost/crs"}},
        "http://localhost/crs",
    ],
)
def test_a_crs_that_points_elsewhere_is_refused(crs: object) -> None:
    with pytest.raises(Refused) as refused:
        _table(_feature(POINT), crs=crs)
    assert refused.value.reason == "verweist_nach_aussen"


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": ["12.7", "52.2"]},
        {"type": "Point", "coordinates": [12.7]},
        {"type": "Point", "coordinates": [float("nan"), 52.2]},
        {"type": "Point", "coordinates": [float("inf"), 52.2]},
        {"type": "Point"},
        {"type": "Kreis", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "LineString", "coordinates": [[0, 0]]},
        {"type": "MultiPoint", "coordinates": "x"},
        {"type": "GeometryCollection", "geometries": [None]},
        "POINT (1 2)",
        [1, 2],
    ],
)
def test_a_broken_geometry_costs_its_row_the_place_only(geometry: object) -> None:
    table = _table(_feature(geometry, name="A"), _feature(POINT, name="B"))
    assert table.shapes == [None, [12.7, 52.2, True]]
    assert _codes(table) == [("geometrie_ungueltig", 1)]


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": []},
        {"type": "Polygon", "coordinates": []},
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_no_geometry_is_no_mistake(geometry: object) -> None:
    table = _table(_feature(geometry, name="A"))
    assert (table.shapes, table.notes) == ([None], [])


def test_a_member_that_is_no_feature_is_a_row_without_anything() -> None:
    table = _table(7, _feature(POINT, name="A"))
    assert table.rows == [(1, [""]), (2, ["A"])]


def test_an_open_ring_is_closed_and_told() -> None:
    table = _table(_feature({"type": "Polygon", "coordinates": [SQUARE[:-1]]}))
    assert table.shapes == [[1.0, 1.0, False]]
    assert _codes(table) == [("geometrie_repariert", 1)]


def test_a_bow_tie_is_repaired_and_its_area_told() -> None:
    tie = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    crs = {"type": "name", "properties": {"name": "EPSG:25833"}}
    away = [[x + 345_000, y + 5_795_000] for x, y in tie]
    table = _table(_feature({"type": "Polygon", "coordinates": [away]}), crs=crs)
    assert _codes(table) == [("geometrie_veraendert", 1)]
    assert table.notes[0].details == {"before": "0 m²", "after": "2 m²"}


def test_all_kinds_of_geometries_may_be_mixed() -> None:
    line = [[0, 0], [0, 2]]
    table = _table(
        _feature({"type": "Point", "coordinates": [1, 2, 30]}),
        _feature({"type": "LineString", "coordinates": line}),
        _feature({"type": "MultiPolygon", "coordinates": [[SQUARE]]}),
        _feature({"type": "MultiPoint", "coordinates": [[1, 2]]}),
        _feature({"type": "GeometryCollection", "geometries": [POINT]}),
    )
    assert table.shapes is not None
    assert [shape and shape[2] for shape in table.shapes] == [True, False, False, True, False]
    assert table.notes == []


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(rows=1), "zu_viele_zeilen"),
        (Limits(columns=1), "zu_viele_spalten"),
        (Limits(cell_chars=2), "zelle_zu_lang"),
        (Limits(vertices=1), "zu_viele_stuetzpunkte"),
    ],
)
def test_limits_are_kept(limits: Limits, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        _table(_feature(POINT, a="lang"), _feature(POINT, b="B"), limits=limits)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("marker", "codes"),
    [
        ({"karte": "Konferenz"}, [("notizen", None)]),
        ({"karte": ["\ud800"]}, [("notizen", None)]),
        ({}, [("notizen", None)]),
        ("Konferenz", []),
        (None, []),
    ],
)
def test_a_file_of_notes_is_told_by_its_marker(marker: object, codes: list[Any]) -> None:
    assert _codes(_table(_feature(POINT, Name="Notiz"), notizen=marker)) == codes
