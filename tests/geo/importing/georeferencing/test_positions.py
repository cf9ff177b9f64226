"""Places in one cell and in two."""

from __future__ import annotations

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.importing.georeferencing.positions import (
    Position,
    parse_axes,
    parse_position,
    restored_degrees,
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("52.4, 13.2", (13.2, 52.4)),
        ("52,4 13,2", (13.2, 52.4)),
        ("52,4; 13,2", (13.2, 52.4)),
        ("52,4,13,2", (13.2, 52.4)),
        ("(52.4/13.2)", (13.2, 52.4)),
        ("52.4° | 13.2°", (13.2, 52.4)),
        ("POINT (13.2 52.4)", (13.2, 52.4)),
        ("Point Z(13.2 52.4 31)", (13.2, 52.4)),
        ("370000 5800000", (370_000.0, 5_800_000.0)),
        ("370.000,5 / 5.800.000,25", (370_000.5, 5_800_000.25)),
        ("370 000 5 800 000", (370_000.0, 5_800_000.0)),
        ("4 504 123 5 805 123", (4_504_123.0, 5_805_123.0)),
        ("X: 370000 Y: 5800000", (370_000.0, 5_800_000.0)),
        ("H 5800000 R 370000", (370_000.0, 5_800_000.0)),
        ("RW: 4504123,5 HW: 5805123", (4_504_123.5, 5_805_123.0)),
        ("E 370000 N 5800000", (370_000.0, 5_800_000.0)),
        ("Nordwert 5800000, Ostwert 370000", (370_000.0, 5_800_000.0)),
    ],
)
def test_two_numbers_become_x_and_y_without_a_crs(text: str, place: tuple[float, float]) -> None:
    found = parse_position(text)
    assert found is not None
    assert ((found.x, found.y), found.crs, found.is_point) == (place, None, True)


@pytest.mark.parametrize(
    ("text", "place", "crs"),
    [
        ("SRID=25833;POINT(367000 5805000)", (367_000.0, 5_805_000.0), "EPSG:25833"),
        ("33U 367000 5805000", (367_000.0, 5_805_000.0), "EPSG:25833"),
        ("52° 18' 36\" N 12° 48' E", (12.8, 52.31), "EPSG:4326"),
        ("https://www.google.de/maps/place/X/@52.31,12.8,15z", (12.8, 52.31), "EPSG:4326"),
        ("https://www.openstreetmap.org/#map=16/52.31/12.8", (12.8, 52.31), "EPSG:4326"),
        (shapely.to_wkb(shapely.Point(12.8, 52.31), hex=True), (12.8, 52.31), None),
        (
            shapely.to_wkb(
                shapely.set_srid(shapely.Point(12.8, 52.31), 4326), hex=True, include_srid=True
            ),
            (12.8, 52.31),
            "EPSG:4326",
        ),
        (json.dumps({"type": "Point", "coordinates": [12.8, 52.31]}), (12.8, 52.31), "EPSG:4326"),
    ],
)
def test_a_text_that_says_its_crs_keeps_it(
    text: str, place: tuple[float, float], crs: str | None
) -> None:
    found = parse_position(text)
    assert found is not None
    assert (round(found.x, 9), round(found.y, 9), found.crs) == (*place, crs)


@pytest.mark.parametrize(
    "text", ["POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((0 0, 2 0, 2 2, 0 2))"]
)
def test_an_area_is_represented_by_a_point(text: str) -> None:
    assert parse_position(text) == Position(x=1.0, y=1.0, is_point=False)


@pytest.mark.parametrize(
    "text",
    [
        "Hausadresse",
        "52.4",
        "a, b",
        "1 2 3",
        "POINT EMPTY",
        "POINT (1)",
        "POINT (1e999 1)",
        '{"type": "Point"}',
        '{"type": "Point", "coordinates": "x"}',
        "{" * 5_000,
        "https://example.org/kita",
        "x" * 50_000,
    ],
)
def test_what_is_no_place_is_none(text: str) -> None:
    assert parse_position(text) is None


@given(st.text(alphabet="0123456789 .,;/°'\"NEOXYHRUPOINT()=@", max_size=150))
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_position(text)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("12,8", "52,31"),
        ("12° 48' O", "52° 18' 36\" N"),
        ("12 48 00", "52 18 36"),
        ("12 48.0", "52 18.6"),
        ("12.8°", "52.31°"),
    ],
)
def test_two_cells_are_read_alike(x: str, y: str) -> None:
    found = parse_axes(x, y)
    assert found is not None
    assert (round(found.x, 9), round(found.y, 9), found.turned) == (12.8, 52.31, False)


def test_letters_tell_that_two_cells_are_swapped() -> None:
    found = parse_axes("52° 18' 36\" N", "12° 48' O")
    assert found is not None
    assert (round(found.x, 9), round(found.y, 9), found.turned) == (12.8, 52.31, True)


@pytest.mark.parametrize(
    ("x", "y", "restored", "grouped"),
    [
        ("13.065.123", "52.397.500", (13.065123, 52.3975), None),
        ("13065123", "52397500", (13.065123, 52.3975), None),
        ("9.065.123", "52.397.500", (9.065123, 52.3975), None),
        ("13.065123", "52397500", (13.065123, 52.3975), None),
        ("367.123", "5.805.123", None, (367_123.0, 5_805_123.0)),
        ("367,123", "5805,123", None, (367_123.0, 5_805_123.0)),
        ("11.575", "48.137", None, None),
        ("367.123,45", "5.805.123,1", None, None),
    ],
)
def test_other_ways_to_read_mangled_numbers(
    x: str,
    y: str,
    restored: tuple[float, float] | None,
    grouped: tuple[float, float] | None,
) -> None:
    found = parse_axes(x, y)
    assert found is not None
    assert (found.restored, found.grouped) == (restored, grouped)


@pytest.mark.parametrize(
    ("value", "degrees"),
    [(52.4, 52.4), (524, None), (5_805_123.0, 58.05123 / 10), (367_123.0, None), (-1.0, None)],
)
def test_degrees_are_restored_only_where_germany_is(value: float, degrees: float | None) -> None:
    assert restored_degrees(value) == (degrees and pytest.approx(degrees))


@given(st.floats(6.0, 15.0).map(lambda value: round(value, 6)))
def test_a_longitude_without_its_sign_is_restored(value: float) -> None:
    figures = float(f"{value:.6f}".replace(".", ""))
    assert restored_degrees(figures) == pytest.approx(value)
