"""Dates, amounts, partners and persons in single cells."""

from __future__ import annotations

import pytest

from geo.importing.records.entry_values import (
    Period,
    money_in,
    partial_date,
    partners_in,
    period_in,
    person_in,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12.03.2024", "2024-03-12"),
        ("12.3.24", "2024-03-12"),
        ("2024-03-12", "2024-03-12"),
        ("2024-03-12 10:00", "2024-03-12"),
        ("12. März 2024", "2024-03-12"),
        ("am 12. Mrz 2024", "2024-03-12"),
        ("45363", "2024-03-12"),
        ("März 2024", "2024-03"),
        ("Mrz 24", "2024-03"),
        ("Dezember 2024", "2024-12"),
        ("03.2024", "2024-03"),
        ("3/2024", "2024-03"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("Jahr 2024", "2024"),
        ("seit 2019", "2019"),
        ("31.02.2024", ""),
        ("13/2024", ""),
        ("0024", ""),
        ("9999", ""),
        ("Frühjahr 2024", ""),
        ("", ""),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(text: str, wanted: str) -> None:
    assert partial_date(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("01.01.2023 bis 31.12.2025", Period("2023-01-01", "2025-12-31")),
        ("01.01.2023 – 31.12.2025", Period("2023-01-01", "2025-12-31")),
        ("2023–2025", Period("2023", "2025")),
        ("2023-2025", Period("2023", "2025")),
        ("2023/24", Period("2023", "2024")),
        ("2023/2024", Period("2023", "2024")),
        ("ab 03.2024", Period("2024-03")),
        ("bis 2025", Period("", "2025")),
        ("2024-03", Period("2024-03")),
        ("von Januar 2024 bis März 2024", Period("2024-01", "2024-03")),
        ("irgendwann", None),
        ("2024 bis auf Weiteres", None),
        ("x" * 200, None),
    ],
)
def test_a_period_has_a_begin_and_an_end(text: str, wanted: Period | None) -> None:
    assert period_in(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12.500,00 €", 12_500),
        ("12.500", 12_500),
        ("12 500 Euro", 12_500),
        ("EUR 12500", 12_500),
        ("12500.5", 12_500.5),
        ("12,5 T€", 12_500),
        ("12,5 TEUR", 12_500),
        ("12,500 T€", 12_500),
        ("12 Tsd. Euro", 12_000),
        ("1,2 Mio. €", 1_200_000),
        ("rund 5.000,- €", 5_000),
        ("0 €", 0),
        ("12,500", None),
        ("-5", None),
        ("5 bis 6", None),
        ("nach Bedarf", None),
        ("9" * 90, None),
    ],
)
def test_an_amount_is_in_euro(text: str, wanted: float | None) -> None:
    assert money_in(text) == wanted


def test_a_column_in_thousands_counts_thousands_unless_the_cell_says_otherwise() -> None:
    assert money_in("12,5", in_thousands=True) == 12_500
    assert money_in("1 Mio. €", in_thousands=True) == 1_000_000


def test_partners_are_parted_by_semicolons_and_line_breaks() -> None:
    assert partners_in("Stadt A; Verein, B\n- Kreis C;Stadt A;") == [
        "Stadt A",
        "Verein, B",
        "Kreis C",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Frau Muster",
        "mit Herrn Dr. Probe",
        "Hr. Muster",
        "a@b.de",
        "a(at)b.de",
        "033201 / 12345",
        "0331-2754810",
        "(03328) 471",
        "+49 331 123456",
        "Tel.: 4711",
        "01731234567",
        "FRAU MUSTER",
        "Fr.Muster",
        "Frau von der Muster",
        "a＠b.de",
        "a(ät)b.de",
        "erika at muster.de",
        "Tel. 0 33 28 / 12 34",
        "Tel.-Nr. 4711",
        "0049 3381 12345",
    ],
)
def test_what_gives_a_person_away_is_recognised(text: str) -> None:
    assert person_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Frauen helfen Frauen e. V.",
        "Frau und Beruf",
        "Stadt Werder (Havel)",
        "01/2024 bis 02/2024",
        "12.03.2024",
        "14797 Kloster Lehnin",
        "2023-2025",
        "Telefonische Beratung",
        "0-6 Jahre",
        "Runder Tisch at Work",
        "Haushalt 0049",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert person_in(text) == ""
