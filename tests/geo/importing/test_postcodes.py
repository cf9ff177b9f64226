"""Postcodes that programs have changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geo.importing import ImportResult

Load = Callable[..., ImportResult]


@pytest.mark.parametrize(
    ("written", "postcode", "code"),
    [
        ("14513.0", "14513", "plz_berichtigt"),
        ("14513,00", "14513", "plz_berichtigt"),
        ("14.513", "14513", "plz_berichtigt"),
        ("14 513", "14513", "plz_berichtigt"),
        ("D-14513", "14513", "plz_berichtigt"),
        ("D 14513", "14513", "plz_berichtigt"),
        ("1067", "01067", "plz_ergaenzt"),
        ("1067.0", "01067", "plz_ergaenzt"),
        ("145", "145", "plz_unvollstaendig"),
        ("0671", "0671", "plz_unvollstaendig"),
        ("145132", "145132", "plz_unvollstaendig"),
    ],
)
def test_a_changed_postcode_is_mended_or_told(
    load: Load, written: str, postcode: str, code: str
) -> None:
    result = load("Name;PLZ;Ort", ("A", written, "Dresden"))
    assert result.resources[0].postcode == postcode
    assert [i.value for i in result.report.issues if i.code == code] == [written]


@pytest.mark.parametrize("written", ["01067", "14513"])
def test_a_postcode_is_left_alone(load: Load, written: str) -> None:
    result = load("Name;PLZ;Ort", ("A", written, "Dresden"))
    assert result.resources[0].postcode == written
    assert not any(issue.code.startswith("plz_") for issue in result.report.issues)


@pytest.mark.parametrize("place", ["Musterdorf", ""])
def test_four_digits_are_not_completed_where_another_digit_may_be_missing(
    load: Load, place: str
) -> None:
    result = load("Name;PLZ;Ort", ("A", "9999", place))
    assert result.resources[0].postcode == "9999"
    assert "plz_unvollstaendig" in {issue.code for issue in result.report.issues}
