"""Dates in every spelling become ISO."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geo.importing import ImportResult

Load = Callable[..., ImportResult]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("01.02.2026", "2026-02-01"),
        ("1.2.26", "2026-02-01"),
        ("01. 02. 2026", "2026-02-01"),
        ("01.02.2026 00:00:00", "2026-02-01"),
        ("2026-02-01", "2026-02-01"),
        ("2026-02-01T08:30:00Z", "2026-02-01"),
        ("29.02.2024", "2024-02-29"),
        ("Frühjahr 2026", "Frühjahr 2026"),
        ("2026", "2026"),
        ("02/2026", "02/2026"),
    ],
)
def test_a_date_is_read_without_a_finding(load: Load, written: str, date: str) -> None:
    result = load("Name;Ort;Stand", ("A", "Probestadt", written))
    assert result.resources[0].as_of == date
    assert not any(issue.code.startswith("datum_") for issue in result.report.issues)


def test_a_number_of_excel_is_read_and_told(load: Load) -> None:
    result = load("Name;Ort;Stand", ("A", "Probestadt", "46054"))
    assert result.resources[0].as_of == "2026-02-01"
    (told,) = [issue for issue in result.report.issues if issue.code == "datum_aus_zahl"]
    assert "01.02.2026" in told.message


@pytest.mark.parametrize("written", ["29.02.2025", "00.00.0000", "31.04.2026", "2026-13-01"])
def test_a_day_that_never_was_is_told_and_left_out(load: Load, written: str) -> None:
    result = load("Name;Ort;Stand", ("A", "Probestadt", written))
    assert result.resources[0].as_of == ""
    (told,) = [issue for issue in result.report.issues if issue.code == "datum_unmoeglich"]
    assert (told.row, told.column, told.value) == (2, "Stand", written)


def test_the_day_of_the_data_and_the_day_of_the_confirmation_are_two(load: Load) -> None:
    result = load("Name;Ort;Stand;Geprüft am", ("A", "Probestadt", "2025", "01.02.2026"))
    (offer,) = result.resources
    assert (offer.as_of, offer.last_confirmed) == ("2025", "2026-02-01")


def test_a_list_that_says_nothing_of_a_confirmation_leaves_it_open(load: Load) -> None:
    result = load("Name;Ort;Stand", ("A", "Probestadt", "01.02.2026"))
    assert result.resources[0].last_confirmed == ""


def test_an_impossible_day_of_confirmation_is_told_for_its_column(load: Load) -> None:
    result = load("Name;Ort;Bestätigt am", ("A", "Probestadt", "31.04.2026"))
    assert result.resources[0].last_confirmed == ""
    (told,) = [issue for issue in result.report.issues if issue.code == "datum_unmoeglich"]
    assert told.column == "Bestätigt am"
