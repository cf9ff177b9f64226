"""From what the cells of a row say to an observation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.areas import Level
from geo.importing.records.descriptions import WEIGHTED, Described
from geo.importing.records.headings import Part
from geo.importing.records.values import NOTHING, Value
from geo.importing.run import ImportContext
from geo.indicators import Observation, ObservationStatus

#: Indicator, level and id of the area, period.
Place = tuple[str, Level, str, str]


def observation_of(place: Place, values: Mapping[Part, Value]) -> Observation:
    """Return what a row says of a place; it is hidden if any part of it is."""
    key, level, area_id, period = place
    value, numerator, denominator = (
        values.get(part, NOTHING) for part in (Part.VALUE, Part.NUMERATOR, Part.DENOMINATOR)
    )
    hidden = any(each.status is ObservationStatus.SUPPRESSED for each in values.values())
    has_value = value.number is not None or None not in (numerator.number, denominator.number)
    status = ObservationStatus.MISSING
    if hidden:
        status = ObservationStatus.SUPPRESSED
    elif has_value:
        status = ObservationStatus.OK
    told = status is ObservationStatus.OK
    return Observation(
        indicator_id=key,
        level=level,
        area_id=area_id,
        period=period,
        value=value.number if told else None,
        numerator=numerator.number if told else None,
        denominator=denominator.number if told else None,
        status=status,
    )


def completed(
    observation: Observation, described: Described, context: ImportContext
) -> Observation:
    """Return an observation with value, and with the weights that a person has asked for."""
    factor = described.indicator.factor
    numerator, denominator = observation.numerator, observation.denominator
    if observation.status is not ObservationStatus.OK:
        return observation
    if described.way == WEIGHTED and observation.value is not None:
        people = context.areas.get(observation.level, observation.area_id).population
        numerator = observation.value / factor * people if people else None
        return replace(observation, numerator=numerator, denominator=people)
    if observation.value is not None:
        return observation
    if not denominator or numerator is None:
        return replace(
            observation, numerator=None, denominator=None, status=ObservationStatus.MISSING
        )
    return replace(observation, value=factor * numerator / denominator)
