"""Whether what a list says of larger areas agrees with what it says of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from geo.aggregation import aggregate, cell_of, cells_at, combined, parts_of
from geo.areas import AreaHierarchy, Level
from geo.importing.findings import finding
from geo.indicators import Aggregation, Indicator, IndicatorSet, Observation
from geo.numbers import german_decimal
from geo.report import Issue

_Place = tuple[str, Level, str, str]


def contradictions(
    facts: Sequence[tuple[Indicator, Sequence[Observation]]],
    areas: AreaHierarchy,
    rows: Mapping[_Place, int],
) -> Iterator[tuple[int, Issue]]:
    """Yield for each value of a larger area that is not what its parts make the row and why.

    Parameters
    ----------
    facts
        Indicators with what the list says.
    areas
        How areas contain each other.
    rows
        Number of the row by indicator, level, area and period.
    """
    parts = parts_of(areas)
    for indicator, observations in facts:
        if indicator.aggregation is Aggregation.NONE:
            continue
        whole = aggregate(IndicatorSet((indicator,), tuple(observations)), areas)
        for given in observations:
            cells = cells_at(whole, indicator.indicator_id, given.period)
            inside = parts.get(cell_of(given), ())
            found = combined(indicator, [cells.get(part) for part in inside])
            if found is not None and _differs(given.value, found.value, indicator):
                place = (given.indicator_id, given.level, given.area_id, given.period)
                number = rows[place]
                yield number, _issue(indicator, given, found, number)


def _differs(given: float | None, computed: float | None, indicator: Indicator) -> bool:
    if given is None or computed is None:
        return False
    rounding: float = 0.5 * 10**-indicator.decimals
    return abs(given - computed) > rounding + 1e-9


def _issue(indicator: Indicator, given: Observation, found: Observation, row: int) -> Issue:
    return finding(
        "summe_widerspricht",
        row=row,
        text=f"{indicator.label} {given.period}",
        given=german_decimal(given.value or 0.0, indicator.decimals),
        computed=german_decimal(found.value or 0.0, indicator.decimals),
    )
