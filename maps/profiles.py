"""Profiles of all areas for the cards of map and file: what the filters there do not change."""

from __future__ import annotations

from collections.abc import Iterator
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
        ``indicators``: label, unit, source and method of each. ``statuses``: word and sign of
        each gap. ``methods``: how figures and gaps are to be read. ``areas``: per area level, id,
        the rates of itself and the larger areas, per indicator the period and the same figures,
        per status its categories, and the entries. All figures are texts as on the pages.
    """
    statuses = [each for each in GAPS if each.is_statement]
    areas = profiled_areas(view.areas)
    partial = view.selection is not None
    return {
        "indicators": [_indicator(each) for each in view.indicators.indicators],
        "statuses": [[each.value, each.sign] for each in statuses],
        "methods": [INDICATORS, gaps_text(areas[0], partial=partial)],
        "areas": [_area(area, figures_of(view, area)) for area in areas],
    }


def _indicator(indicator: Indicator) -> list[str]:
    return [indicator.label, indicator.unit, indicator.source, indicator.method]


def _area(area: Area, figures: AreaFigures) -> list[Any]:
    return [
        area.level.value,
        area.area_id,
        [each.text for each in figures.total.rates.figures],
        [
            [each.period, *(figure.text for figure in each.comparison.figures)]
            for each in figures.indicators
        ],
        list(_gaps(figures)),
        [_entry(each) for each in figures.entries],
    ]


def _gaps(figures: AreaFigures) -> Iterator[list[str]]:
    found = {group.status: group.columns for group in figures.gaps}
    for status in GAPS:
        if status.is_statement:
            yield [column.label for column in found.get(status, ())]


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
