"""No hidden cell can be recomputed: worked by hand, and against an attacker who solves bounds."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aggregation import Cell, aggregate, parts_of
from geo.areas import Level
from geo.disclosure import Sums, cells_to_hide, suppress
from geo.indicators import Aggregation, Indicator, IndicatorSet, Observation, ObservationStatus

AREAS = factories.county_areas()
G = [area.area_id for area in AREAS.at(Level.GEMEINDE)]  # G1, G4, G2, G3, G6, G5 of the picture
COUNT = Indicator(indicator_id="faelle", label="Fälle", sensitive=True)
RATIO = replace(COUNT, aggregation=Aggregation.RATIO, unit="%", factor=100.0, decimals=1)


def _observed(area_id: str, value: float | None = None, **fields: object) -> Observation:
    made = Observation(
        indicator_id="faelle", level=Level.GEMEINDE, area_id=area_id, period="2023", value=value
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def _public(indicator: Indicator, *observations: Observation) -> dict[str, str]:
    """Return what is shown of each area: a number, „•“ or „–“."""
    whole = aggregate(IndicatorSet((indicator,), observations), AREAS)
    shown = suppress(whole, AREAS, threshold=3)
    signs = {ObservationStatus.SUPPRESSED: "•", ObservationStatus.MISSING: "–"}
    return {
        each.area_id: signs.get(each.status) or f"{each.value:g}" for each in shown.observations
    }


def _counted(*values: int) -> list[Observation]:
    return [_observed(area_id, value) for area_id, value in zip(G, values, strict=True)]


def test_large_counts_and_zeros_are_shown() -> None:
    shown = _public(COUNT, *_counted(5, 0, 9, 3, 4, 0))
    assert "•" not in shown.values()
    assert shown["99001"] == "21"


def test_a_small_count_takes_its_neighbour_with_it() -> None:
    """Amt West = 2 + 9: hiding 2 alone would leave 11 - 9; Amt West itself stays."""
    shown = _public(COUNT, *_counted(2, 9, 7, 8, 6, 5))
    assert [area_id for area_id, sign in shown.items() if sign == "•"] == G[:2]
    assert shown["990010001"] == "11"


def test_a_small_count_alone_in_its_sozialraum_hides_up_the_tree() -> None:
    """Probestadt is its own Sozialraum, so both go; then Amt West, the only other one there."""
    shown = _public(COUNT, *_counted(9, 8, 2, 8, 6, 5))
    hidden = {area_id for area_id, sign in shown.items() if sign == "•"}
    assert {"990010002002", "990010002", "990010001"} <= hidden
    assert "990010001004" in hidden  # 8, the smaller part of Amt West
    assert "990010001001" not in hidden
    assert (shown["1"], shown["99001"]) == ("19", "38")


def test_two_ones_that_make_two_are_not_enough() -> None:
    """Zeros are shown, so both parts of 2 would have to be 1."""
    shown = _public(COUNT, *_counted(1, 1, 9, 8, 6, 5))
    assert shown["990010001"] == "•"


def test_a_threshold_of_one_hides_nothing_and_other_indicators_are_left_alone() -> None:
    observations = tuple(_counted(1, 1, 1, 1, 1, 1))
    open_ = IndicatorSet((replace(COUNT, sensitive=False),), observations)
    assert suppress(open_, AREAS, threshold=3) == open_
    sensitive = IndicatorSet((COUNT,), observations)
    assert suppress(sensitive, AREAS, threshold=1) == sensitive


@pytest.mark.parametrize(("numerator", "denominator"), [(2.0, 500.0), (0.0, 2.0)])
def test_a_ratio_of_few_is_hidden_with_what_it_was_made_of(
    numerator: float, denominator: float
) -> None:
    parts = [(numerator, denominator), (40.0, 800.0), (50.0, 900.0), *[(60.0, 700.0)] * 3]
    whole = aggregate(
        IndicatorSet(
            (RATIO,),
            tuple(
                _observed(area_id, 100 * n / d, numerator=n, denominator=d)
                for area_id, (n, d) in zip(G, parts, strict=True)
            ),
        ),
        AREAS,
    )
    shown = suppress(whole, AREAS, threshold=3).at("faelle", Level.GEMEINDE)
    first = shown[G[0]]
    assert first.status is ObservationStatus.SUPPRESSED
    assert (first.value, first.numerator, first.denominator) == (None, None, None)
    assert shown[G[1]].status is ObservationStatus.SUPPRESSED


def test_a_bare_share_of_few_inhabitants_is_hidden() -> None:
    """0.2 % of 1,000 inhabitants are 2 people."""
    share = replace(RATIO, aggregation=Aggregation.NONE)
    shown = _public(
        share, *(_observed(area_id, value) for area_id, value in zip(G[:2], (0.2, 8), strict=True))
    )
    assert shown[G[0]] == "•"
    assert shown[G[1]] == "8"


def test_what_the_source_has_suppressed_cannot_be_recomputed_either() -> None:
    hidden = _observed(G[0], status=ObservationStatus.SUPPRESSED)
    amt = _observed("990010001", 20, level=Level.SOZIALRAUM)
    shown = _public(COUNT, hidden, _observed(G[1], 9), amt)
    assert shown[G[1]] == "•"


def _feasible(cells: Sums, hidden: frozenset[Cell], most: int) -> dict[Cell, set[int]]:
    """Return every value that each hidden cell may have, by trying all leaves."""
    leaves = [cell for cell in cells.values if cell not in cells.parts]
    choices = [
        range(1, most + 1) if cell in hidden else [int(cells.values[cell] or 0)] for cell in leaves
    ]
    possible: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for chosen in product(*choices):
        counts = dict(zip(leaves, chosen, strict=True))
        for cell, parts in cells.parts.items():
            counts[cell] = sum(counts[part] for part in parts)
        shown = (cell for cell in cells.values if cell not in hidden)
        if all(counts[cell] == cells.values[cell] for cell in shown):
            for cell in hidden:
                possible[cell].add(counts[cell])
    return possible


def _table(values: list[int]) -> Sums:
    parts = parts_of(AREAS)
    counts: dict[Cell, float | None] = {
        (Level.GEMEINDE, area_id): value for area_id, value in zip(G, values, strict=True)
    }
    for cell, inside in parts.items():
        counts[cell] = sum(counts[part] or 0 for part in inside)
    return Sums(counts, parts)


_VALUES = st.lists(st.integers(0, 3), min_size=6, max_size=6)


@settings(max_examples=60)
@given(_VALUES)
def test_an_attacker_finds_no_hidden_cell(values: list[int]) -> None:
    table = _table(values)
    small = [cell for cell, count in table.values.items() if 0 < (count or 0) < 3]
    hidden = cells_to_hide([table], small)
    assert hidden >= set(small)
    assert all(table.values[cell] for cell in hidden), "zeros are shown"
    for cell, possible in _feasible(table, hidden, 4).items():
        assert int(table.values[cell] or 0) in possible
        assert len(possible) > 1, cell


@settings(max_examples=40)
@given(_VALUES, st.sets(st.integers(0, 12), max_size=3))
def test_the_bounds_are_what_trying_everything_finds(values: list[int], at: set[int]) -> None:
    table = _table(values)
    filled = [cell for cell, count in table.values.items() if count]
    hidden = frozenset(cell for place, cell in enumerate(filled) if place in at)
    bounds = table.bounds(hidden)
    for cell, possible in _feasible(table, hidden, 18).items():
        low, high = bounds[cell]
        assert (min(possible), max(possible)) == (low, min(high, max(possible)))
        assert high == max(possible) or high == math.inf


@given(_VALUES)
def test_nothing_is_hidden_needlessly(values: list[int]) -> None:
    table = _table(values)
    small = {cell for cell, count in table.values.items() if 0 < (count or 0) < 3}
    hidden = cells_to_hide([table], small)
    for cell in hidden - small:
        assert table.in_danger(hidden - {cell}) is not None
    assert cells_to_hide([table], small) == hidden


NONE = replace(COUNT, aggregation=Aggregation.NONE)
WEST = "990010001"  # Musterdorf and Entwurfsheim


def _part(area_id: str, numerator: float, denominator: float) -> Observation:
    value = 100 * numerator / denominator
    return _observed(area_id, value, numerator=numerator, denominator=denominator)


def test_none_of_a_few_does_not_open_what_is_hidden_elsewhere() -> None:
    """0 of 2 are found out by 0 above, which nothing can help; 2 of 600 are still protected."""
    parts = [(0, 2), (0, 500), (40, 600), (2, 600), (50, 700), (30, 400)]
    shown = _public(RATIO, *(_part(area_id, *part) for area_id, part in zip(G, parts, strict=True)))
    assert [area_id for area_id, sign in shown.items() if sign == "•"] == [*G[:2], *G[3:5]]


def test_counts_that_are_said_not_to_add_up_are_taken_for_what_they_are() -> None:
    """Only Gemeinden and the county are given: 2 = 40 - (9 + 9 + 7 + 8 + 5)."""
    county = _observed("99001", 40, level=Level.KREIS)
    shown = _public(NONE, *_counted(9, 9, 7, 8, 2, 5), county)
    assert [area_id for area_id, sign in shown.items() if sign == "•"] == G[3:5]


def test_counts_that_do_not_add_up_hide_only_what_is_small() -> None:
    amt = _observed(WEST, 50, level=Level.SOZIALRAUM)
    shown = _public(NONE, *_counted(2, 9, 7, 8, 9, 5), amt)
    assert [area_id for area_id, sign in shown.items() if sign == "•"] == G[:1]


def test_what_the_source_hides_of_counts_that_do_not_add_up_is_protected() -> None:
    hidden = _observed(G[0], status=ObservationStatus.SUPPRESSED)
    amt = _observed(WEST, 20, level=Level.SOZIALRAUM)
    assert _public(NONE, hidden, _observed(G[1], 9), amt)[G[1]] == "•"


@pytest.mark.parametrize("of_west", [4.1, 4.1449])
def test_a_bare_share_does_not_follow_from_that_of_the_larger_area(of_west: float) -> None:
    """4.1 % of 2,000 inhabitants less 8 % of 1,000 are 2 people, but for the rounding."""
    share = replace(RATIO, aggregation=Aggregation.NONE)
    amt = _observed(WEST, of_west, level=Level.SOZIALRAUM)
    shown = _public(share, _observed(G[0], 0.2), _observed(G[1], 8), amt)
    assert [area_id for area_id, sign in shown.items() if sign == "•"] == G[:2]


def test_a_share_without_its_counts_stands_for_those_of_its_parts() -> None:
    """2.4 % of 500 less 10 of 400 are 2 of 100."""
    amt = _observed(WEST, 2.4, level=Level.SOZIALRAUM)
    shown = _public(RATIO, _part(G[0], 2, 100), _part(G[1], 10, 400), amt)
    assert (shown[G[0]], shown[G[1]]) == ("•", "•")


def test_a_small_sum_is_hidden_whatever_it_was_made_of() -> None:
    made = _observed(G[0], 2, numerator=500.0, denominator=250.0)
    assert _public(COUNT, made, *_counted(0, 9, 9, 9, 9, 9)[1:])[G[0]] == "•"


def test_a_contradiction_of_the_source_opens_nothing_elsewhere() -> None:
    """A hidden part of 0 cannot be helped; 2 + 9 of Amt Ost are protected all the same."""
    hidden = _observed(G[0], status=ObservationStatus.SUPPRESSED)
    amt = _observed(WEST, 0, level=Level.SOZIALRAUM)
    shown = _public(COUNT, hidden, *_counted(0, 0, 7, 2, 9, 5)[1:], amt)
    assert {area_id for area_id, sign in shown.items() if sign == "•"} >= {G[0], *G[3:5]}
