"""Numbers and coordinates as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.numbers import (
    german_decimal,
    german_distance,
    german_number,
    german_share,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("52.394364", 52.394364),
        ("52,394364", 52.394364),
        ("-13,5", -13.5),
        ("5 812 345,6", 5_812_345.6),
        ("5.812.345", 5_812_345.0),
        ("5.812.345,67", 5_812_345.67),
        ("5,812,345.67", 5_812_345.67),
        ("5'812'345", 5_812_345.0),
        ("52,4°", 52.4),
        ("1e5", 100_000.0),
    ],
)
def test_numbers_are_read_in_german_and_english(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "n/a", "nan", "inf", "1e400", "52° 23' N", "x", "--1", "1,"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.floats(min_value=-1e7, max_value=1e7).map(lambda value: round(value, 6)))
def test_a_number_written_with_a_decimal_comma_is_read_back(value: float) -> None:
    assert parse_number(f"{value:.6f}".replace(".", ",")) == value


@pytest.mark.parametrize(
    ("metres", "text"), [(0.4, "0 m"), (850, "850 m"), (3_210, "3,2 km"), (1_234_567, "1.234,6 km")]
)
def test_distances_are_written_in_german(metres: float, text: str) -> None:
    assert german_distance(metres) == text


def test_numbers_are_written_the_german_way() -> None:
    assert [german_number(number) for number in (0, 999, 1234567)] == [
        "0",
        "999",
        "1.234.567",
    ]


def test_a_decimal_number_has_a_comma() -> None:
    assert german_decimal(52.39749, 4) == "52,3975"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 80_000, "0,0"),
        (1, 80_000, "0,1"),
        (1, 3, "33,3"),
        (79_999, 80_000, "99,9"),
        (80_000, 80_000, "100,0"),
    ],
)
def test_none_and_all_are_never_the_rounding(part: int, whole: int, text: str) -> None:
    assert german_share(part, whole) == text
