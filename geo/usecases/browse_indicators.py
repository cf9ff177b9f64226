"""The numbers of the areas that everybody may see: official ones and those that were loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geo.aggregation import aggregate
from geo.areas import Level
from geo.disclosure import suppress
from geo.importing.records.indicators import INDICATORS, IndicatorSeries
from geo.indicators import (
    Indicator,
    IndicatorSet,
    Observation,
    beside_official,
    official_numbers,
)
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
    source = read_source(instance.data, "gemeinden.csv")
    official = official_numbers(instance.areas, source=source.text, licence=source.licence)
    loaded = merged(INDICATORS.from_json(record) for records in lists for record in records)
    whole = aggregate(_together(official, loaded), instance.areas)
    return suppress(whole, instance.areas, threshold=instance.settings.smallest_count)


def _together(official: IndicatorSet, loaded: IndicatorSet) -> IndicatorSet:
    """Return both; a list about inhabitants or area stands beside the official numbers."""
    beside = {each.indicator_id: beside_official(each) for each in loaded.indicators}
    observations = (
        replace(each, indicator_id=beside[each.indicator_id].indicator_id)
        for each in loaded.observations
    )
    return IndicatorSet(
        (*official.indicators, *beside.values()), (*official.observations, *observations)
    )


def merged(lists: Iterable[IndicatorSeries]) -> IndicatorSet:
    """Return one set made of several lists; the later one holds where two say something.

    Only that an indicator is about people cannot be taken back by another list.
    """
    indicators: dict[str, Indicator] = {}
    found: dict[_Key, Observation] = {}
    for series in lists:
        key, own = series.indicator.indicator_id, series.indicator
        before = indicators.get(key, own)
        indicators[key] = replace(own, sensitive=own.sensitive or before.sensitive)
        for each in series.observations:
            found[_key(each)] = each
    return IndicatorSet(tuple(indicators.values()), tuple(found.values()))


def _key(observation: Observation) -> _Key:
    return (
        observation.indicator_id,
        observation.level,
        observation.area_id,
        observation.period,
    )
