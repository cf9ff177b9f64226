"""Numbers of areas for the page: what the map can be coloured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from geo.areas import Area, Level
from geo.composite_index import METHOD, METHOD_NAME, WARNING, AreaIndex
from geo.indicators import Indicator, Observation, ObservationStatus
from geo.results import MapView

#: The index among the indicators.
INDEX_ID = "sozialindex"
#: Levels that are coloured; the county is one area.
SHADED_LEVELS = (Level.SOZIALRAUM, Level.PLANREGION, Level.GEMEINDE)
#: Digits that travel: more than anybody shows, so that they are rounded once only.
_DIGITS = 12

Value = float | bool | None


def encode_indicators(view: MapView) -> list[dict[str, Any]]:
    """Encode the indicators of a view and its Sozialindex.

    Returns
    -------
    list
        One dictionary per indicator; ``values`` holds, by period and level, one value per area
        in the order of :meth:`geo.areas.AreaHierarchy.at`: a number, ``None`` if it is missing,
        ``False`` if it is suppressed.
    """
    found = [_indicator(each, view) for each in view.indicators.indicators]
    return [each for each in (*found, *_index(view)) if each["values"]]


def _indicator(indicator: Indicator, view: MapView) -> dict[str, Any]:
    periods = view.indicators.periods(indicator.indicator_id)
    return {
        "id": indicator.indicator_id,
        "label": indicator.label,
        "unit": indicator.unit,
        "topic": indicator.topic,
        "note": indicator.method,
        "source": indicator.source,
        "decimals": indicator.decimals,
        "values": {
            period: levels
            for period in periods
            if (levels := dict(_levels(indicator.indicator_id, period, view)))
        },
    }


def _levels(indicator_id: str, period: str, view: MapView) -> Iterator[tuple[str, list[Value]]]:
    for level in SHADED_LEVELS:
        observed = view.indicators.at(indicator_id, level, period)
        if observed:
            areas = view.areas.at(level)
            yield level.value, [_value(observed.get(each.area_id)) for each in areas]


def _value(observed: Observation | None) -> Value:
    if observed and observed.status is ObservationStatus.SUPPRESSED:
        return False
    return None if observed is None else _short(observed.value)


def _short(value: float | None) -> Value:
    """Return a number without the noise of its computation; a whole one without a point."""
    if value is None:
        return None
    short = float(f"{value:.{_DIGITS}g}")
    return int(short) if short.is_integer() else short


def _index(view: MapView) -> Iterator[dict[str, Any]]:
    index = view.composite_index
    if index is None:
        return
    values = {each.area.area_id: _of_area(each) for each in index.areas}
    spaces: Sequence[Area] = view.areas.at(Level.SOZIALRAUM)
    yield {
        "id": INDEX_ID,
        "label": "Sozialindex",
        "unit": "Summe gewichteter z-Werte",
        "topic": "",
        "note": f"Verfahren {METHOD}: {METHOD_NAME}. {WARNING}",
        "source": "; ".join(dict.fromkeys(each.indicator.source for each in index.counted)),
        "decimals": 2,
        "values": {
            max(each.period for each in index.parts): {
                Level.SOZIALRAUM.value: [values[each.area_id] for each in spaces]
            }
        },
    }


def _of_area(index: AreaIndex) -> Value:
    if index.value is not None:
        return _short(index.value)
    suppressed = ObservationStatus.SUPPRESSED
    return False if any(each.status is suppressed for each in index.contributions) else None
