"""One point for each geometry, and what had to be repaired."""

from __future__ import annotations

import pytest
import shapely

from geo.importing.parsing.raw import Note
from geo.importing.parsing.shapes import noted_shape, shape_of

EAST, NORTH = 345_000.0, 5_795_000.0


def _area(*places: tuple[float, float]) -> shapely.Polygon:
    return shapely.Polygon([(EAST + x, NORTH + y) for x, y in places])


BOW_TIE = _area((0, 0), (20, 20), (20, 0), (0, 20))
SPIKE = _area((0, 0), (100, 0), (100, 50), (100.001, 50), (100, 50), (100, 100), (0, 100))
HOLE_OUTSIDE = shapely.Polygon(
    [(0, 0), (0, 10), (10, 10), (10, 0)], [[(20, 20), (20, 21), (21, 21)]]
)
NESTED = shapely.MultiPolygon([shapely.box(0, 0, 10, 10), shapely.box(2, 2, 4, 4)])
SLIVER = _area((0, 0), (1e-9, 0), (0, 1e-9))


@pytest.mark.parametrize(
    ("geometry", "code", "before", "after"),
    [
        (BOW_TIE, "geometrie_veraendert", "0 m²", "200 m²"),
        (SPIKE, "geometrie_repariert", "10.000 m²", "10.000 m²"),
        (NESTED, "geometrie_veraendert", None, None),
        (HOLE_OUTSIDE, "geometrie_repariert", None, None),
    ],
    ids=["bow tie", "spike", "nested shells", "hole outside"],
)
def test_an_invalid_area_is_repaired_and_listed(
    geometry: shapely.Geometry, code: str, before: str | None, after: str | None
) -> None:
    notes: list[Note] = []
    shape = noted_shape(geometry, 7, notes)
    assert shape is not None
    assert [(note.code, note.row) for note in notes] == [(code, 7)]
    if before:
        assert notes[0].details == {"before": before, "after": after}


@pytest.mark.parametrize(
    "geometry",
    [shapely.box(0, 0, 2, 2), shapely.box(0, 0, 2, 2).reverse(), SLIVER, shapely.Point(1, 1)],
    ids=["square", "wound the other way", "sliver", "point"],
)
def test_a_valid_geometry_is_left_alone(geometry: shapely.Geometry) -> None:
    notes: list[Note] = []
    assert noted_shape(geometry, 7, notes) is not None
    assert notes == []


def test_the_area_of_degrees_is_told_in_metres() -> None:
    notes: list[Note] = []
    tie = shapely.Polygon([(12, 52), (12.1, 52.1), (12.1, 52), (12, 52.1)])
    noted_shape(tie, 1, notes)
    assert (
        notes[0].details == {"before": "0,0 km²", "after": "38,0 km²"}
        or notes[0].details["after"] == "38,0 km²"
    )


@pytest.mark.parametrize("text", ["POINT EMPTY", "POLYGON EMPTY", "GEOMETRYCOLLECTION EMPTY"])
def test_an_empty_geometry_has_no_place(text: str) -> None:
    notes: list[Note] = []
    assert (noted_shape(shapely.from_wkt(text), 7, notes), notes) == (None, [])


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_point_that_is_nowhere_is_told(value: float) -> None:
    notes: list[Note] = []
    assert noted_shape(shapely.Point(value, 1), 7, notes) is None
    assert [note.code for note in notes] == ["geometrie_ungueltig"]


def test_a_height_does_not_matter() -> None:
    assert shape_of(shapely.Point(1, 2, float("nan"))) == [1.0, 2.0, True]
    assert shape_of(shapely.Point(1, 2, -9999)) == [1.0, 2.0, True]
