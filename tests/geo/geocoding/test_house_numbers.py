"""House numbers in one way of writing."""

from __future__ import annotations

import pytest

from geo.geocoding.house_numbers import canonical, is_house_number, parts, splits, without_unit


@pytest.mark.parametrize(
    ("written", "one_way"),
    [
        ("58 B", "58b"),
        ("007", "7"),
        ("10", "10"),
        ("1 - 1a", "1-1a"),
        ("1–1a", "1-1a"),
        ("7 / 9", "7/9"),
        ("21b / 1", "21b/1"),
        ("8a 1", "8a1"),
        ("5 7", "5 7"),
        ("3 bis 5", "3-5"),
        ("13a-e", "13a-e"),
        ("4aa", "4aa"),
    ],
)
def test_a_number_is_written_in_one_way(written: str, one_way: str) -> None:
    assert canonical(written) == one_way
    assert canonical(one_way) == one_way


@pytest.mark.parametrize("text", ["5", "58 b", "1-1a", "7/9", "13a-e", "221b1", "33a - 1"])
def test_a_house_number_is_one(text: str) -> None:
    assert is_house_number(text)


@pytest.mark.parametrize("text", ["", "b", "12345", "5. OG", "Weg 5", "5 Haus", "-5", "x" * 500])
def test_what_is_no_house_number_is_none(text: str) -> None:
    assert not is_house_number(text)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("58b-60", [(58, "b"), (60, "")]),
        ("13a-c", [(13, "a"), (13, "c")]),
        ("7", [(7, "")]),
        ("", []),
    ],
)
def test_a_range_has_two_ends(number: str, expected: list[tuple[int, str]]) -> None:
    assert parts(number) == expected


def test_a_text_is_taken_apart_in_every_way() -> None:
    assert splits("An der B 102 5") == [
        ("An der B", "102 5"),
        ("An der B 102", "5"),
        ("An der B 102 5", ""),
    ]
    assert splits("Straße des 17. Juni") == [("Straße des 17. Juni", "")]
    assert splits("5") == [("5", "")]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Weg 12 Haus 3", "Weg 12"),
        ("Weg 12a, 2. OG", "Weg 12a"),
        ("Weg 12 Hinterhaus", "Weg 12"),
        ("Weg am Haus 3", "Weg am Haus 3"),
        ("Haus 3", "Haus 3"),
        ("Weg 12", "Weg 12"),
        ("Weg 12a (Hinterhof)", "Weg 12a"),
    ],
)
def test_what_follows_within_the_building_is_left_out(text: str, bare: str) -> None:
    assert without_unit(text) == bare
