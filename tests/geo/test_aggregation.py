"""Numbers of larger areas from those of the smaller ones, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.aggregation import aggregate, parts_without_value
from geo.areas import Level
from geo.indicators import (
    Aggregation,
    Indicator,
    IndicatorSet,
    Observation,
    ObservationStatus,
    official_numbers,
)

AREAS = factories.county_areas()
G = [area.area_id for area in AREAS.at(Level.GEMEINDE)]
SUM = Indicator(indicator_id="i", label="Fälle")
RATIO = replace(SUM, aggregation=Aggregation.RATIO, factor=100.0, unit="%")
_MISSING = ObservationStatus.MISSING


def _observed(area_id: str, value: float | None = None, **fields: object) -> Observation:
    made = Observation(
        indicator_id="i", level=Level.GEMEINDE, area_id=area_id, period="2023", value=value
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def _whole(indicator: Indicator, *given: Observation) -> IndicatorSet:
    return aggregate(IndicatorSet((indicator,), given), AREAS)


def _values(found: IndicatorSet, level: Level) -> dict[str, float | None]:
    return {area_id: each.value for area_id, each in found.at("i", level).items()}


def test_counts_are_added_up() -> None:
    found = _whole(SUM, *(_observed(each, 10.0 * n) for n, each in enumerate(G, start=1)))
    assert _values(found, Level.SOZIALRAUM) == {
        "990010001": 30,  # 10 + 20
        "990010002": 30,
        "990010003": 90,  # 40 + 50
        "990010005": 60,
    }
    assert _values(found, Level.PLANREGION) == {"1": 60, "2": 150}
    assert _values(found, Level.KREIS) == {"99001": 210}


def test_a_share_of_two_is_no_mean_of_shares() -> None:
    """10 of 100 and 90 of 300 are 100 of 400: 25 %, not the mean of 10 % and 30 %."""
    found = _whole(
        RATIO,
        _observed(G[0], 10.0, numerator=10.0, denominator=100.0),
        _observed(G[1], 30.0, numerator=90.0, denominator=300.0),
    )
    west = found.at("i", Level.SOZIALRAUM)["990010001"]
    assert (west.value, west.numerator, west.denominator) == (25.0, 100.0, 400.0)


def test_a_bare_share_says_nothing_of_a_larger_area_but_of_the_same_ground() -> None:
    bare = replace(RATIO, aggregation=Aggregation.NONE)
    found = _whole(bare, *(_observed(each, 5.0) for each in G))
    assert _values(found, Level.SOZIALRAUM) == {"990010002": 5.0, "990010005": 5.0}
    assert _values(found, Level.KREIS) == {}


@pytest.mark.parametrize("lacking", [(), (_observed(G[1], status=_MISSING),)])
def test_a_missing_part_makes_the_whole_missing_and_is_named(
    lacking: tuple[Observation, ...],
) -> None:
    rest = [_observed(each, 7.0) for each in G if each != G[1]]
    found = _whole(SUM, *rest, *lacking)
    (kreis,) = found.at("i", Level.KREIS).values()
    assert (kreis.status, kreis.value) == (_MISSING, None)
    assert [area.name for area in parts_without_value(found, AREAS, kreis)] == ["Entwurfsheim"]
    assert _values(found, Level.PLANREGION) == {"1": None, "2": 21.0}


@pytest.mark.parametrize("place", [0, 1])
def test_a_part_that_its_source_suppresses_suppresses_the_whole(place: int) -> None:
    status = ObservationStatus.SUPPRESSED
    others = (_observed(each, 7.0) for each in G if each != G[place])
    found = _whole(SUM, *others, _observed(G[place], status=status))
    assert found.at("i", Level.SOZIALRAUM)["990010001"].status is status
    assert found.at("i", Level.KREIS)["99001"].status is status


def test_what_a_source_says_of_a_larger_area_holds() -> None:
    given = _observed("990010001", 31.0, level=Level.SOZIALRAUM)
    found = _whole(SUM, *(_observed(each, 10.0) for each in G), given)
    assert _values(found, Level.SOZIALRAUM)["990010001"] == 31.0
    assert _values(found, Level.KREIS) == {"99001": 71.0}


def test_no_inhabitants_are_no_share() -> None:
    found = _whole(
        RATIO, *(_observed(each, numerator=0.0, denominator=0.0, value=0.0) for each in G[:2])
    )
    assert found.at("i", Level.SOZIALRAUM)["990010001"].status is _MISSING


@given(st.lists(st.integers(0, 10_000), min_size=6, max_size=6))
def test_all_levels_add_up_to_the_same(counts: list[int]) -> None:
    found = _whole(SUM, *(_observed(g, n) for g, n in zip(G, counts, strict=True)))
    for level in Level:
        assert sum(value or 0 for value in _values(found, level).values()) == sum(counts)


def test_official_numbers_come_from_the_areas() -> None:
    found = official_numbers(AREAS, source="Musteramt")
    assert [each.indicator_id for each in found.indicators] == ["einwohner", "flaeche", "dichte"]
    assert found.periods("einwohner") == ("2025-12-31",)
    assert found.at("einwohner", Level.KREIS)["99001"].value == 6_000
    assert found.at("dichte", Level.SOZIALRAUM)["990010001"].value == 10.0  # 2,000 / 200 km²
    assert found.get("flaeche").source == "Musteramt"
