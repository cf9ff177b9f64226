"""Several lists about one indicator become one."""

from __future__ import annotations

import pytest

from geo.areas import Level
from geo.importing.records.indicators import IndicatorSeries
from geo.indicators import Indicator, Observation
from geo.usecases.browse_indicators import merged


def _series(period: str, value: float, *, sensitive: bool) -> IndicatorSeries:
    observation = Observation(
        indicator_id="faelle", level=Level.GEMEINDE, area_id="1", period=period, value=value
    )
    indicator = Indicator(indicator_id="faelle", label=f"Fälle {value:g}", sensitive=sensitive)
    return IndicatorSeries(indicator=indicator, observations=(observation,))


def test_what_a_later_list_says_holds() -> None:
    found = merged([_series("2023", 5, sensitive=False), _series("2023", 7, sensitive=False)])
    assert [each.value for each in found.observations] == [7]
    assert [each.label for each in found.indicators] == ["Fälle 7"]


@pytest.mark.parametrize("first", [True, False])
def test_no_list_opens_what_another_one_protects(*, first: bool) -> None:
    """Small numbers of 2022 stay hidden when a list of 2023 says that nothing is to be hidden."""
    lists = [_series("2022", 2, sensitive=first), _series("2023", 7, sensitive=not first)]
    assert [each.sensitive for each in merged(lists).indicators] == [True]
