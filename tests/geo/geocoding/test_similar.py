"""Which street a misspelt name means: the only one that is near, or none."""

from __future__ import annotations

import pytest

from geo.geocoding.similar import by_initials, loose_keys, most_similar


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["dosenweg"], None),
        (["hosenwege", "dosenweg"], None),
        (["hohesweg"], None),
        (["lindenallee"], "rosenweg"),
        ([], "rosenweg"),
    ],
    ids=["equally near", "two near", "one slip further", "far", "alone"],
)
def test_a_slip_is_mended_only_where_no_other_street_is_near(
    others: list[str], expected: str | None
) -> None:
    found = most_similar("Hosenweg", loose_keys(["rosenweg", *others]))
    assert (found and found[0]) == expected


def test_streets_that_differ_by_an_umlaut_only_are_no_choice() -> None:
    assert most_similar("Mühlenwegg", loose_keys(["muehlenweg", "muhlenweg"])) is None


def test_initials_stand_for_one_street_only() -> None:
    assert by_initials("E.-Muster-Str.", ["Erika-Muster-Straße"]) == "Erika-Muster-Straße"
    assert by_initials("E.-Muster-Str.", ["Erika-Muster-Straße", "Emil-Muster-Straße"]) is None
