"""The order of German lists."""

from __future__ import annotations

import pytest

from geo.spelling import sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["Apfel", "Äpfel am Weg", "Arzt", "Zebra"],
        ["Straße 2", "Strasse 3", "STRASSE 10"],
        ["Weg 9", "Weg 10", "Weg 010 a", "Weg A"],
        ["", "1", "a"],
    ],
)
def test_lists_are_in_german_order_with_numbers_by_their_value(ordered: list[str]) -> None:
    mixed = ordered[::-1]
    mixed.sort(key=sort_key)
    assert mixed == ordered


def test_a_number_may_be_longer_than_any_that_is_computed() -> None:
    assert sort_key("9" * 5_000) < sort_key("1" + "0" * 5_000)
