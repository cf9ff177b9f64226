"""The profile of an area on paper: the same figures and sentences as on its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from geo.area_entries import AreaEntry
from geo.areas import Area, Level
from geo.counting import Offer, ReachCounts
from geo.numbers import german_decimal, german_number
from geo.profiles import (
    AreaProfile,
    Comparison,
    IndicatorProfile,
    SourceLine,
    Tally,
    profile_of,
)
from geo.results import MapView
from geo.wording import names_of, selection_in_words
from maps.document import file_stem, german_date, german_text
from maps.drawing import area_drawing
from maps.typesetting import typeset

#: Offers in the list of a sheet; more are not read on paper.
MOST_OFFERS = 500
_MAP = "karte.svg"
_WIDTH_MM, _HEIGHT_MM = 174.0, 110.0
_KINDS = {
    Level.SOZIALRAUM: "Sozialraum",
    Level.PLANREGION: "Planregion",
    Level.KREIS: "Landkreis",
}
_HEADS = ("vor Ort", "kommt hin", "tel., online", "zusammen")

Cells = list[str]


def profile_pdf(view: MapView, area: Area, *, today: date) -> bytes:
    """Return the profile of an area as tagged PDF; the same input gives the same bytes.

    Parameters
    ----------
    view
        What there is to show, without anything internal.
    area
        A Sozialraum, a Planregion or the county of the view.
    today
        Date of the sheet, from which freshness is counted back.

    Raises
    ------
    IntegrityError
        If the front end, and with it the fonts, has not been built.
    """
    profile = profile_of(view, area, today=today)
    drawing = area_drawing(view, area, width_mm=_WIDTH_MM, height_mm=_HEIGHT_MM)
    return typeset(
        "profile",
        _sheet(view, profile, today),
        made_on=today,
        files={_MAP: drawing.encode()},
    )


def profile_pdf_name(area: Area) -> str:
    """Return a name that every system accepts, such as "profil-sozialraum-120690616-teltow.pdf"."""
    return f"profil-{area.level.value}-{area.area_id}-{file_stem(area.name)}.pdf"


def _sheet(view: MapView, profile: AreaProfile, today: date) -> dict[str, Any]:
    area = profile.area
    return {
        "title": area.name,
        "county": view.title,
        "stand": f"Daten vom {german_date(view.date)} · erstellt am {german_date(today)}",
        "kicker": " · ".join(filter(None, (_KINDS[area.level], area.kind))),
        "selection": selection_in_words(view),
        "map": _MAP,
        "map-alt": f"Karte: {area.name} mit seinen Angeboten. Sie stehen auch in der Liste.",
        "methods": asdict(profile.methods),
        "facts": list(_facts(view, profile)),
        "totals": list(_totals(profile)),
        "heads": _HEADS,
        "rate-heads": _rate_heads(profile),
        "rates": _bars(profile.total.rates),
        "ressorts": list(_ressorts(view, profile)),
        "perspectives": list(_grouped((each.total, each.groups) for each in profile.perspectives)),
        "indicators": list(_indicators(profile)),
        "gaps": list(_gaps(profile)),
        "duplicates": [
            [pair.one[1].name, pair.other[1].name, pair.words] for pair in profile.duplicates
        ],
        "freshness": _freshness(profile),
        "entries": list(_entries(profile)),
        **_lists(view, profile),
        "sources": [_source(each) for each in profile.sources],
    }


def _facts(view: MapView, profile: AreaProfile) -> Iterator[tuple[str, str]]:
    area = profile.area
    if area.level is Level.SOZIALRAUM:
        region = view.areas.ancestor(area, Level.PLANREGION)
        doubt = "" if area.parent_confirmed else " (unbestätigt)"
        yield "Planregion", region.name.removeprefix("Planregion ") + doubt
    since = f" am {german_date(area.population_date)}" if area.population_date else ""
    if area.population is not None:
        yield f"Einwohner{since}", german_number(area.population)
    if area.area_km2 is not None:
        yield "Fläche", f"{german_decimal(area.area_km2, 1)}\N{NO-BREAK SPACE}km²"
    if profile.density is not None:
        yield "Einwohner je km²", german_number(profile.density)


def _totals(profile: AreaProfile) -> Iterator[tuple[str, str]]:
    words = ("vor Ort", "kommt hin", "telefonisch, online", "zusammen")
    yield from zip(words, _numbers(profile.counts), strict=True)
    if profile.per_1000 is not None:
        yield "je 1.000 Einwohner", profile.total.rates.own.text


def _bars(rates: Comparison) -> list[dict[str, Any]]:
    largest = max((each.value or 0.0 for each in rates.figures), default=0.0) or 1.0
    return [
        {
            "name": each.name,
            "text": each.text,
            "share": None if each.value is None else each.value / largest,
        }
        for each in rates.figures
    ]


def _rate_heads(profile: AreaProfile) -> Cells:
    own, *larger = (each.name for each in profile.total.rates.figures)
    return ["hier", *larger] if larger else [own]


def _numbers(counts: ReachCounts) -> Cells:
    each = (counts.site, counts.mobile, counts.remote, counts.total)
    return [german_number(number) for number in each]


def _grouped(groups: Iterable[tuple[Tally, tuple[Tally, ...]]]) -> Iterator[dict[str, Any]]:
    for total, parts in groups:
        yield {"group": True, "cells": _row(total)}
        yield from ({"group": False, "cells": _row(part)} for part in parts if part != total)


def _ressorts(view: MapView, profile: AreaProfile) -> Iterator[dict[str, Any]]:
    """Yield the rows, each Kategorie with the letters that stand for it on the map."""
    letters = {each.category_id: each.letters for each in view.taxonomy.categories}
    for ressort in profile.ressorts:
        parts = tuple(
            replace(each, label=f"{letters[each.key]}  {each.label}") if each.key else each
            for each in ressort.categories
        )
        yield from _grouped([(ressort.total, parts)])


def _row(tally: Tally) -> Cells:
    rates = (each.text for each in tally.rates.figures)
    return [tally.label, *_numbers(tally.counts), *rates]


def _indicators(profile: AreaProfile) -> Iterator[dict[str, Any]]:
    for each in profile.indicators:
        indicator = each.indicator
        unit = f" ({indicator.unit})" if indicator.unit else ""
        yield {
            "label": indicator.label + unit,
            "period": german_text(each.period),
            "figures": [figure.text for figure in each.comparison.figures],
            "bars": _bars(each.comparison) if indicator.is_share else [],
            "series": list(_series(each)),
            "method": indicator.method,
            "name": indicator.label,
        }


def _series(each: IndicatorProfile) -> Iterator[str]:
    """Yield what the indicator was in each period, if there is more than one."""
    for point in each.series if len(each.series) > 1 else ():
        mark = "Bruch der Zeitreihe: " if point.breaks else ""
        yield f"{mark}{german_text(point.period)}\N{NO-BREAK SPACE}{point.figure.text}"


def _gaps(profile: AreaProfile) -> Iterator[dict[str, Any]]:
    for group in profile.gaps:
        yield {
            "status": group.status.value,
            "number": german_number(len(group.columns)),
            "labels": [column.label for column in group.columns],
        }


def _freshness(profile: AreaProfile) -> list[tuple[str, str]]:
    fresh = profile.freshness
    return [
        (f"bestätigt seit {german_date(fresh.since)}", german_number(len(fresh.confirmed))),
        ("älter", german_number(len(fresh.older))),
        ("nicht bekannt", german_number(len(fresh.unknown))),
    ]


def _entries(profile: AreaProfile) -> Iterator[dict[str, str]]:
    yield from map(_entry, profile.entries)
    for each in profile.entries_around:
        told = _entry(each.entry)
        yield {**told, "kind": ", ".join(filter(None, (told["kind"], each.area.name)))}


def _entry(entry: AreaEntry) -> dict[str, str]:
    until = f" bis {german_text(entry.until)}" if entry.until else ""
    return {
        "date": german_text(entry.date) + until,
        "title": entry.title or entry.kind.label,
        "kind": entry.kind.label if entry.title else "",
        "partners": ", ".join(entry.partners),
        "amount": ""
        if entry.amount is None
        else f"{german_number(entry.amount)}\N{NO-BREAK SPACE}€",
        "summary": entry.summary,
    }


def _lists(view: MapView, profile: AreaProfile) -> dict[str, Any]:
    categories = names_of(view)["kategorie"]
    shown = profile.offers[:MOST_OFFERS]
    more = len(profile.offers) - len(shown)
    return {
        "offers": [_offer(offer, categories) for offer in shown],
        "more": f"{german_number(more)} weitere stehen in der Tabelle des Dienstes."
        if more
        else "",
        "placeless": [_offer(offer, categories)[:3] for offer in profile.placeless[:MOST_OFFERS]],
    }


def _offer(offer: Offer, categories: dict[str, str]) -> Cells:
    _, resource = offer
    town = f"{resource.postcode} {resource.place}".strip()
    return [
        resource.name,
        categories.get(resource.category_id or "", "Ohne Kategorie"),
        resource.reach.label,
        ", ".join(filter(None, (resource.street, town))),
    ]


def _source(source: SourceLine) -> str:
    parts = (
        source.text,
        f"Stand: {german_text(source.as_of)}" if source.as_of else "",
        f"Lizenz: {source.licence}" if source.licence else "",
    )
    return " · ".join(filter(None, parts))
