"""Angles in the spellings people use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.importing.georeferencing.angles import parse_angle, parse_angles


@pytest.mark.parametrize(
    "text",
    [
        "52° 23' 51\" N",
        "52°23'51''",
        "52° 23′ 51″ n. Br.",
        "52° 23´ 51´´ N",
        "52º 23’ 51” nördl. Breite",
        "52 Grad 23 Min. 51 Sek.",
        "52 23 51 N",
        "52:23:51",
        "N 52° 23,85'",
        "N52 23.85",
        "52° 23.85' nördliche Breite",
        "Breite 52,3975",
        "Lat: 52.3975°",
        "52,3975 Nord",
    ],
)
def test_a_latitude_is_read(text: str) -> None:
    angle = parse_angle(text)
    assert angle is not None
    assert (round(angle.degrees, 9), angle.axis) in {(52.3975, "lat"), (52.3975, "")}


@pytest.mark.parametrize("text", ["12° 48' O", "12°48' ö. L.", "E 12,8", "12.8° Ost", "lon=12.8"])
def test_a_longitude_is_known_as_one(text: str) -> None:
    angle = parse_angle(text)
    assert angle is not None
    assert (round(angle.degrees, 9), angle.axis) == (12.8, "lon")


@pytest.mark.parametrize("text", ["0° 30' W", "-0.5°"])
def test_west_and_minus_are_negative(text: str) -> None:
    angle = parse_angle(text)
    assert angle is not None
    assert angle.degrees == -0.5


@pytest.mark.parametrize(
    "text", ["", "Nord", "52° 61'", "52° 23' 60\"", "200° N", "5805000 N", "52.4.1", "1" * 500]
)
def test_what_is_no_angle_is_none(text: str) -> None:
    assert parse_angle(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "52° 18' 36\" N, 12° 48' 0\" E",
        "52°18'36\"N12°48'0\"E",
        "N 52° 18.6' E 12° 48'",
        "E 12° 48' N 52° 18,6'",
        "12,8° O; 52,31° N",
        "52 18 36 12 48 00",
        "52° 18' 36\" n. Br., 12° 48' ö. L.",
        "Lat: 52.31, Lon: 12.8",
        "(Länge 12,8 / Breite 52,31)",
    ],
)
def test_two_angles_become_longitude_and_latitude(text: str) -> None:
    pair = parse_angles(text)
    assert pair is not None
    assert tuple(round(value, 9) for value in pair) == (12.8, 52.31)


@pytest.mark.parametrize("text", ["52.4", "1 2 3", "52 N 53 N", "Am Weg 5, 14513 Teltow"])
def test_what_is_no_pair_is_none(text: str) -> None:
    assert parse_angles(text) is None


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NOSW"))
def test_degrees_minutes_and_seconds_add_up(
    degrees: int, minutes: int, seconds: int, letter: str
) -> None:
    angle = parse_angle(f"{degrees}° {minutes}' {seconds}\" {letter}")
    assert angle is not None
    assert abs(angle.degrees) == pytest.approx(degrees + minutes / 60 + seconds / 3600)


@given(st.text(alphabet="0123456789 °'\".,:NSEOW", max_size=130))
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_angle(text)
    parse_angles(text)
