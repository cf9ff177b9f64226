"""From the numbers of small areas to those of the larger ones that they make up.

``SUM`` adds values. ``RATIO`` adds numerators and denominators and divides: averages of shares
would give a village the weight of a town. ``NONE`` follows only where a larger area is the same
ground as its single part. A number that a source gives for the larger area itself always wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.areas import Area, AreaHierarchy, Level
from geo.indicators import Aggregation, Indicator, IndicatorSet, Observation, ObservationStatus

Cell = tuple[Level, str]
_Found = dict[Cell, Observation]
_OK, _MISSING, _SUPPRESSED = (
    ObservationStatus.OK,
    ObservationStatus.MISSING,
    ObservationStatus.SUPPRESSED,
)


def cell_of(observation: Observation) -> Cell:
    """Return level and id of the area of an observation: ids are unique on a level only."""
    return observation.level, observation.area_id


def cells_at(found: IndicatorSet, indicator_id: str, period: str) -> dict[Cell, Observation]:
    """Return the observations of one indicator and period on all levels."""
    return {
        cell_of(each): each
        for level in Level
        for each in found.at(indicator_id, level, period).values()
    }


def parts_of(areas: AreaHierarchy) -> dict[Cell, tuple[Cell, ...]]:
    """Return the areas of the next smaller level that make up each area, small areas first."""
    found: defaultdict[Cell, list[Cell]] = defaultdict(list)
    for level in Level:
        larger = level.parent
        if larger is None:
            continue
        for area_id, parent in areas.parents(level).items():
            found[larger, parent].append((level, area_id))
    return {cell: tuple(parts) for cell, parts in found.items()}


def aggregate(found: IndicatorSet, areas: AreaHierarchy) -> IndicatorSet:
    """Return the indicators with observations of all larger areas that follow from the others.

    A larger area with a part that is missing is missing, one with a part that the source has
    suppressed is suppressed; an area none of whose parts was observed is left out.

    Parameters
    ----------
    found
        What sources give, of any level; at most one observation per indicator, area and period.
    areas
        How areas contain each other.
    """
    parts = parts_of(areas)
    observations = [
        observation
        for indicator in found.indicators
        for period in found.periods(indicator.indicator_id)
        for observation in _completed(
            cells_at(found, indicator.indicator_id, period), indicator, parts
        ).values()
    ]
    return IndicatorSet(found.indicators, tuple(observations))


def combined(indicator: Indicator, parts: Sequence[Observation | None]) -> Observation | None:
    """Return what follows for a larger area from all its parts; ``None`` if none was observed.

    Level and area of the result are those of the first part that was observed.
    """
    known = [part for part in parts if part is not None]
    follows = len(parts) == 1 or indicator.aggregation is not Aggregation.NONE
    if not known or not follows:
        return None
    statuses = {part.status for part in known}
    first = known[0]
    if _MISSING in statuses or len(known) < len(parts):
        return _without_value(first, _MISSING)
    if _SUPPRESSED in statuses:
        return _without_value(first, _SUPPRESSED)
    if len(known) == 1:
        return first
    if indicator.aggregation is Aggregation.RATIO:
        return _ratio(indicator, known)
    total = sum(part.value or 0.0 for part in known)
    return replace(first, value=total, numerator=None, denominator=None)


def parts_without_value(
    found: IndicatorSet, areas: AreaHierarchy, observation: Observation
) -> tuple[Area, ...]:
    """Return the smallest areas whose missing numbers leave a larger area without one."""
    parts = parts_of(areas)
    period = cells_at(found, observation.indicator_id, observation.period)
    cells = _missing(cell_of(observation), period, parts)
    return tuple(areas.get(*cell) for cell in cells if cell != cell_of(observation))


def _missing(cell: Cell, period: _Found, parts: dict[Cell, tuple[Cell, ...]]) -> Iterator[Cell]:
    observation = period.get(cell)
    if observation is not None and observation.status is not _MISSING:
        return
    inside = parts.get(cell, ())
    if any(part in period for part in inside):
        for part in inside:
            yield from _missing(part, period, parts)
    else:
        yield cell


def _completed(given: _Found, indicator: Indicator, parts: dict[Cell, tuple[Cell, ...]]) -> _Found:
    """Return what was given with what follows from it, level by level from small to large."""
    found = dict(given)
    for level in list(Level)[1:]:
        for cell, inside in parts.items():
            if cell[0] is not level or _says_something(found.get(cell)):
                continue
            result = combined(indicator, [found.get(part) for part in inside])
            if result is not None:
                found[cell] = replace(result, level=cell[0], area_id=cell[1])
    return dict(sorted(found.items(), key=lambda item: (list(Level).index(item[0][0]), item[0][1])))


def _says_something(observation: Observation | None) -> bool:
    return observation is not None and observation.status is not _MISSING


def _ratio(indicator: Indicator, parts: Sequence[Observation]) -> Observation:
    """Return factor * sum(numerators) / sum(denominators); missing if any of them is unknown."""
    first = parts[0]
    if any(part.numerator is None or part.denominator is None for part in parts):
        return _without_value(first, _MISSING)
    numerator = sum(part.numerator or 0.0 for part in parts)
    denominator = sum(part.denominator or 0.0 for part in parts)
    if not denominator:
        return _without_value(first, _MISSING)
    value = indicator.factor * numerator / denominator
    return replace(first, value=value, numerator=numerator, denominator=denominator)


def _without_value(like: Observation, status: ObservationStatus) -> Observation:
    return replace(like, value=None, numerator=None, denominator=None, status=status)
