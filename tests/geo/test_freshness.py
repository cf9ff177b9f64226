"""How fresh the offers are: worked out by hand, cautious with half dates."""

from __future__ import annotations

from datetime import date

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.freshness import (
    first_day,
    freshness,
    known_date,
    months_before,
    stale_offers,
)
from geo.results import LayerView

TODAY = date(2026, 5, 31)

texts = st.sampled_from(
    ["", "2026", "2025-11", "2025-12", "2026-05-31", "2026-06-01", "2019-02-30", "Frühjahr 2026"]
)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 5, 31), 12, date(2025, 5, 31)),
        (date(2026, 5, 31), 24, date(2024, 5, 31)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(3, 5, 1), 120, date.min),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025", date(2025, 1, 1)),
        ("2025-07", date(2025, 7, 1)),
        (" 2025-07-09 ", date(2025, 7, 9)),
        ("2025-13", None),
        ("2025-02-30", None),
        ("0000", None),
        ("Frühjahr 2026", None),
        ("", None),
    ],
)
def test_a_half_date_counts_from_its_first_day(text: str, day: date | None) -> None:
    assert first_day(text) == day


def test_the_confirmation_counts_before_the_date_of_the_information() -> None:
    known = known_date(factories.resource(last_confirmed="2024-05", as_of="2026-01"), TODAY)
    assert (known.day, known.text, known.is_confirmation) == (date(2024, 5, 1), "2024-05", True)


@pytest.mark.parametrize("confirmed", ["", "Frühjahr 2026", "2026-06-01", "2026-02-30"])
def test_without_a_usable_confirmation_the_information_counts(confirmed: str) -> None:
    known = known_date(factories.resource(last_confirmed=confirmed, as_of="2026-01"), TODAY)
    assert (known.day, known.is_confirmation) == (date(2026, 1, 1), False)


def test_what_says_nothing_is_told_as_it_was_said() -> None:
    known = known_date(factories.resource(last_confirmed="Frühjahr 2026"), TODAY)
    assert (known.day, known.text, known.is_confirmation) == (None, "Frühjahr 2026", False)


def test_offers_of_six_months() -> None:
    """Since 30 November 2025; "2025-11" may mean the first of November, "2025-12" may not."""
    offers = [
        factories.resource("lately", last_confirmed="2025-11-30"),
        factories.resource("month", last_confirmed="2025-12"),
        factories.resource("half", last_confirmed="2025-11"),
        factories.resource("day", last_confirmed="2025-11-29"),
        factories.resource("nothing"),
        factories.resource("listed", as_of="2026-02-01"),
    ]
    found = freshness(offers, TODAY, 6)
    assert found.since == date(2025, 11, 30)
    assert [each.resource_id for each in found.confirmed] == ["lately", "month", "listed"]
    assert [each.resource_id for each in found.older] == ["half", "day"]
    assert [each.resource_id for each in found.unknown] == ["nothing"]


@given(st.lists(st.tuples(texts, texts), max_size=6), st.integers(0, 36))
def test_each_offer_is_in_one_group_and_the_stale_ones_are_the_rest(
    dates: list[tuple[str, str]], months: int
) -> None:
    offers = tuple(
        factories.resource(f"r{at}", last_confirmed=confirmed, as_of=as_of)
        for at, (confirmed, as_of) in enumerate(dates)
    )
    found = freshness(offers, TODAY, months)
    assert found.total == len(offers)
    view = factories.map_view(LayerView(layer=factories.layer(), resources=offers))
    stale = {each.resource.resource_id for each in stale_offers(view, months, TODAY)}
    assert stale == {each.resource_id for each in (*found.older, *found.unknown)}


@given(st.lists(st.tuples(texts, texts), max_size=6), st.integers(0, 36))
def test_a_longer_period_leaves_no_more_to_ask(dates: list[tuple[str, str]], months: int) -> None:
    offers = [
        factories.resource(f"r{at}", last_confirmed=confirmed, as_of=as_of)
        for at, (confirmed, as_of) in enumerate(dates)
    ]
    longer = freshness(offers, TODAY, months + 1)
    assert len(longer.older) <= len(freshness(offers, TODAY, months).older)
