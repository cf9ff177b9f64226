"""Two days as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from geo.errors import InputError
from geo.periods import period_of

TODAY = date(2026, 5, 31)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("", "", (date(2026, 2, 28), TODAY)),
        ("2026-01-02", "3.2.2026", (date(2026, 1, 2), date(2026, 2, 3))),
        ("", "01.02.2026", (date(2025, 11, 1), date(2026, 2, 1))),
        ("1. 2.2026", "", (date(2026, 2, 1), TODAY)),
    ],
)
def test_days_are_read_as_people_write_them(start: str, end: str, days: tuple[date, date]) -> None:
    period = period_of(start, end, today=TODAY)
    assert (period.start, period.end, period.notes) == (*days, ())


def test_days_in_the_wrong_order_are_turned_round_and_it_is_told() -> None:
    period = period_of("2026-05-01", "2026-02-01", today=TODAY)
    assert (period.start, period.end) == (date(2026, 2, 1), date(2026, 5, 1))
    assert "getauscht" in period.notes[0]


def test_a_day_to_come_is_today() -> None:
    period = period_of("2027-01-01", "2028-01-01", today=TODAY)
    assert (period.start, period.end) == (TODAY, TODAY)
    assert "Zukunft" in period.notes[0]


@pytest.mark.parametrize("text", ["bald", "2026-02-30", "31.2.2026", "1999-12-31", "2026", "0-0-0"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match=r"12\.03\.2026|1\. Januar 2000"):
        period_of(text, "", today=TODAY)
