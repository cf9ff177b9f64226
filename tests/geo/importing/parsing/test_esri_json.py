"""Esri JSON, as ArcGIS servers give it."""

from __future__ import annotations

from typing import Any

import pytest

from geo.importing.parsing.esri_json import esri_table
from geo.importing.parsing.limits import Limits

RING = [[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]  # clockwise: an outer one
HOLE = [[1, 1], [8, 1], [8, 8], [1, 8], [1, 1]]


def _document(*geometries: Any, **members: Any) -> dict[str, Any]:
    features = [{"attributes": {"NAME": "A"}, "geometry": geometry} for geometry in geometries]
    return {"spatialReference": {"wkid": 25833}, "features": features, **members}


def test_points_and_attributes_are_read() -> None:
    table = esri_table(_document({"x": 345_000, "y": 5_795_000.5}), Limits())
    assert (table.header, table.rows, table.crs) == (["NAME"], [(1, ["A"])], "EPSG:25833")
    assert table.shapes == [[345_000.0, 5_795_000.5, True]]


@pytest.mark.parametrize(
    ("reference", "crs"),
    [
        ({"wkid": 102100, "latestWkid": 3857}, "EPSG:3857"),
        ({"wkid": 102100}, "EPSG:3857"),
        ({"wkt": "PROJCS[…]"}, None),
        (None, None),
    ],
)
def test_numbers_of_esri_are_known(reference: Any, crs: str | None) -> None:
    document = _document({"x": 1, "y": 2}, spatialReference=reference)
    assert esri_table(document, Limits()).crs == crs


def test_dates_are_those_of_a_calendar() -> None:
    document = _document(None, fields=[{"name": "STAND", "type": "esriFieldTypeDate"}])
    document["features"][0]["attributes"] = {"STAND": 1_767_225_600_000, "NR": 1_767_225_600_000}
    assert esri_table(document, Limits()).rows == [(1, ["2026-01-01", "1767225600000"])]


@pytest.mark.parametrize(
    "geometry",
    [
        {"rings": [RING, HOLE]},
        {"rings": [RING]},
        {"paths": [[[0, 0], [9, 9]]]},
        {"points": [[0, 0], [9, 9]]},
    ],
)
def test_other_geometries_get_a_point_on_them(geometry: Any) -> None:
    (shape,) = esri_table(_document(geometry), Limits()).shapes or []
    assert shape is not None
    assert shape[2] is False


def test_a_hole_is_no_place() -> None:
    (shape,) = esri_table(_document({"rings": [RING, HOLE]}), Limits()).shapes or []
    assert shape is not None
    assert not (1 < shape[0] < 8 and 1 < shape[1] < 8)


@pytest.mark.parametrize("geometry", [None, {}, {"x": "NaN", "y": "NaN"}, {"x": None, "y": None}])
def test_no_geometry_is_no_mistake(geometry: Any) -> None:
    table = esri_table(_document(geometry), Limits())
    assert (table.shapes, table.notes) == ([None], [])


@pytest.mark.parametrize("geometry", [{"curveRings": []}, {"x": "a", "y": 1}, {"rings": 7}, "x"])
def test_a_broken_geometry_costs_its_row_the_place_only(geometry: Any) -> None:
    table = esri_table(_document(geometry), Limits())
    assert (table.rows, table.shapes) == ([(1, ["A"])], [None])
    assert [note.code for note in table.notes] == ["geometrie_ungueltig"]
