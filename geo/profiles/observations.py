"""Indicators of an area with those of the larger areas, and what they were before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.areas import Area
from geo.indicators import Indicator, IndicatorSet, ObservationStatus
from geo.profiles.figures import Comparison, Figure, observed


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What an indicator was in one period.

    Parameters
    ----------
    period
        ``JJJJ`` or ``JJJJ-MM-TT``.
    figure
        Of the area itself.
    breaks
        Whether the series is not comparable with what was before.
    """

    period: str
    figure: Figure
    breaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorProfile:
    """An indicator in an area.

    Parameters
    ----------
    indicator
        Label, unit, source and how it is computed.
    period
        Of all compared figures; empty if nothing was ever observed of it.
    comparison
        The area and the larger ones.
    series
        The area alone, all periods, oldest first.
    """

    indicator: Indicator
    period: str
    comparison: Comparison
    series: tuple[Point, ...]


def indicators_of(found: IndicatorSet, areas: Sequence[Area]) -> Iterator[IndicatorProfile]:
    """Yield all indicators in display order.

    All areas are compared in one period: the latest in which the area itself has a number, or
    one that must not be told; without any the latest at all.

    Parameters
    ----------
    found
        Indicators with their observations.
    areas
        The area and the larger ones, see :func:`geo.profiles.figures.compared_areas`.
    """
    for indicator in found.indicators:
        period = _period(found, indicator.indicator_id, areas[0])
        observations = [
            found.at(indicator.indicator_id, area.level, period).get(area.area_id) for area in areas
        ]
        yield IndicatorProfile(
            indicator=indicator,
            period=period,
            comparison=observed(indicator, areas, observations),
            series=tuple(_series(found, indicator, areas[0])),
        )


def _period(found: IndicatorSet, indicator_id: str, area: Area) -> str:
    own = (
        each.period
        for each in found.series(indicator_id, area.level, area.area_id)
        if each.status is not ObservationStatus.MISSING
    )
    return max(own, default="") or next(reversed(found.periods(indicator_id)), "")


def _series(found: IndicatorSet, indicator: Indicator, area: Area) -> Iterator[Point]:
    before = ""
    for observation in found.series(indicator.indicator_id, area.level, area.area_id):
        period = observation.period
        yield Point(
            period=period,
            figure=observed(indicator, [area], [observation]).own,
            breaks=bool(before) and any(before < each <= period for each in indicator.breaks),
        )
        before = period
