"""Profiles of all areas for the cards of map and file: what the filters there do not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from geo.area_entries import AreaEntry
from geo.areas import Area
from geo.indicators import Indicator
from geo.profiles import AreaFigures, figures_of, profiled_areas
from geo.profiles.findings import GAPS
from geo.profiles.methods import INDICATORS, gaps_text
from geo.results import MapView


def encode_profiles(view: MapView) -> dict[str, Any]:
    """Encode the figures of every area that has a page.

    Returns
    -------
    dict
        ``indicators``: label, unit, source and method of each. ``statuses``: words of the gaps.
        ``methods``: how figures and gaps are to be read. ``areas``: per area level, id, the rates
        of itself and the larger areas, per indicator the period and the same figures, per status
        the places of its categories in the vocabulary, and the entries. All figures are texts as
        on the pages.
    """
    statuses = [each for each in GAPS if each.is_statement]
    areas = profiled_areas(view.areas)
    partial = view.selection is not None
    places = {each.category_id: at for at, each in enumerate(view.taxonomy.categories)}
    return {
        "indicators": [_indicator(each) for each in view.indicators.indicators],
        "statuses": [each.value for each in statuses],
        "methods": [INDICATORS, gaps_text(areas[0], partial=partial)],
        "areas": [_area(area, figures_of(view, area), places) for area in areas],
    }


def _indicator(indicator: Indicator) -> list[str]:
    return [indicator.label, indicator.unit, indicator.source, indicator.method]


def _area(area: Area, figures: AreaFigures, places: Mapping[str, int]) -> list[Any]:
    return [
        area.level.value,
        area.area_id,
        [each.text for each in figures.total.rates.figures],
        [
            [each.period, *(figure.text for figure in each.comparison.figures)]
            for each in figures.indicators
        ],
        list(_gaps(figures, places)),
        [_entry(each) for each in figures.entries],
    ]


def _gaps(figures: AreaFigures, places: Mapping[str, int]) -> Iterator[list[int]]:
    found = {group.status: group.columns for group in figures.gaps}
    for status in GAPS:
        if status.is_statement:
            yield [places[column.column_id] for column in found.get(status, ())]


def _entry(entry: AreaEntry) -> list[Any]:
    return [
        entry.kind.label,
        entry.title,
        entry.date,
        entry.until,
        list(entry.partners),
        entry.amount,
        entry.summary,
        entry.source,
    ]
