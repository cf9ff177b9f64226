"""The numbers of the areas that everybody may see: official ones and those that were loaded."""

from __future__ import annotations

from collections.abc import Iterable

from geo.aggregation import aggregate
from geo.areas import Level
from geo.disclosure import suppress
from geo.importing.records.indicators import INDICATORS, IndicatorSeries
from geo.indicators import Indicator, IndicatorSet, Observation, official_numbers
from geo.shipped import read_source
from geo.usecases.instance import Instance

_Key = tuple[str, Level, str, str]


def public_indicators(instance: Instance, lists: Iterable[list[dict[str, object]]]) -> IndicatorSet:
    """Return what may be shown, of all levels: aggregated, what is too small suppressed.

    Parameters
    ----------
    instance
        Gives areas and threshold.
    lists
        Published lists as they are stored; what a later one says holds before an earlier one.
    """
    loaded = merged(INDICATORS.from_json(record) for records in lists for record in records)
    whole = aggregate(loaded, instance.areas)
    shown = suppress(whole, instance.areas, threshold=instance.settings.smallest_count)
    source = read_source(instance.data, "gemeinden.csv")
    official = official_numbers(instance.areas, source=source.text, licence=source.licence)
    return IndicatorSet(
        (*official.indicators, *shown.indicators), (*official.observations, *shown.observations)
    )


def merged(lists: Iterable[IndicatorSeries]) -> IndicatorSet:
    """Return one set made of several lists; the later one holds where two say something."""
    indicators: dict[str, Indicator] = {}
    found: dict[_Key, Observation] = {}
    for series in lists:
        indicators[series.indicator.indicator_id] = series.indicator
        for each in series.observations:
            found[each.indicator_id, each.level, each.area_id, each.period] = each
    return IndicatorSet(tuple(indicators.values()), tuple(found.values()))
