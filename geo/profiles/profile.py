"""The profile of one area: every number of page, file and paper, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from geo.area_entries import AreaEntry, EntryOfArea, entries_of
from geo.areas import Area, AreaHierarchy, Level
from geo.counting import Offer, ReachCounts, offers_of, spaces_in
from geo.duplicates import DuplicatePair
from geo.freshness import USUAL_MONTHS, Freshness, freshness
from geo.profiles.figures import compared_areas
from geo.profiles.findings import GapGroup, duplicates_of, gaps_of
from geo.profiles.methods import Methods, freshness_text, gaps_text, offers_text, rate_text
from geo.profiles.observations import IndicatorProfile, indicators_of
from geo.profiles.tallies import (
    PerspectiveProfile,
    RessortProfile,
    Tallies,
    Tally,
    total_of,
)
from geo.resources import Reach, Resource
from geo.results import MapView
from geo.spelling import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Where numbers of a profile come from; what is unknown is empty."""

    text: str
    as_of: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """What the card of an area shows.

    Parameters
    ----------
    area
        A Sozialraum, a Planregion or the county.
    larger
        The areas it is compared with, in the order of all comparisons.
    total
        How many offers lie in the area or serve it; of the county all.
    gaps
        Kategorien without a place in the area by how else they are reached; empty if the view
        is a part of the map.
    indicators
        In display order.
    entries
        Bodies and agreements of the area itself, newest first.
    """

    area: Area
    larger: tuple[Area, ...]
    total: Tally
    gaps: tuple[GapGroup, ...]
    indicators: tuple[IndicatorProfile, ...]
    entries: tuple[AreaEntry, ...]

    @property
    def counts(self) -> ReachCounts:
        """All offers by reach."""
        return self.total.counts

    @property
    def per_1000(self) -> float | None:
        """Offers per 1,000 inhabitants, see :func:`geo.counting.per_1000`."""
        return self.total.rates.own.value

    @property
    def density(self) -> int | None:
        """Inhabitants per km²: inhabitants / official area, rounded half up."""
        if not self.area.population or not self.area.area_km2:
            return None
        return int(self.area.population / self.area.area_km2 + 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaProfile(AreaFigures):
    """What there is for the people of one area, besides what its card shows.

    Parameters
    ----------
    entries_around
        Bodies and agreements of the areas around it, which concern it too.
    offers
        Offers that lie in the area or serve it, by name; of the county all, also those without
        a place.
    ressorts, perspectives
        The same, by Ressort and category, and by perspective and Zielgruppe, in the order of
        the vocabulary.
    elsewhere
        How many of the offers with reach ``site`` lie in another area and serve this one.
    outside
        How many lie outside the county and belong to the area as the nearest one.
    placeless
        Those of the offers that have no point.
    duplicates
        Pairs of offers that may be one, of which one at least is among the offers.
    freshness
        The offers by whether they were confirmed lately.
    sources
        Where all this comes from.
    methods
        How each part was computed.
    """

    entries_around: tuple[EntryOfArea, ...]
    offers: tuple[Offer, ...]
    ressorts: tuple[RessortProfile, ...]
    perspectives: tuple[PerspectiveProfile, ...]
    elsewhere: int
    outside: int
    placeless: tuple[Offer, ...]
    duplicates: tuple[DuplicatePair, ...]
    freshness: Freshness
    sources: tuple[SourceLine, ...]
    methods: Methods


def profiled_areas(areas: AreaHierarchy) -> tuple[Area, ...]:
    """Return all areas that have a profile: Sozialräume, Planregionen, the county."""
    levels = (Level.SOZIALRAUM, Level.PLANREGION, Level.KREIS)
    return tuple(area for level in levels for area in areas.at(level))


def figures_of(view: MapView, area: Area) -> AreaFigures:
    """Return what the card of an area shows; the figures are those of :func:`profile_of`.

    Parameters
    ----------
    view
        Layers, areas, indicators and entries.
    area
        A Sozialraum, a Planregion or the county of the view.
    """
    areas = compared_areas(view.areas, area)
    return AreaFigures(
        area=area,
        larger=areas[1:],
        total=total_of(view, areas),
        gaps=tuple(gaps_of(view, area)),
        indicators=tuple(indicators_of(view.indicators, areas)),
        entries=tuple(each.entry for each in _entries(view, area) if each.own),
    )


def profile_of(view: MapView, area: Area, *, today: date) -> AreaProfile:
    """Return all that a view says of one area.

    Parameters
    ----------
    view
        Layers, areas, indicators and entries.
    area
        A Sozialraum, a Planregion or the county of the view.
    today
        Day from which freshness is counted back.
    """
    figures = figures_of(view, area)
    tallies = Tallies(view, (area, *figures.larger))
    offers = tuple(sorted(offers_of(view, area), key=lambda offer: sort_key(offer[1].name)))
    resources = [resource for _, resource in offers]
    elsewhere = _elsewhere(view, area, resources)
    outside = sum(each.outside_m > 0 for each in resources)
    return AreaProfile(
        area=area,
        larger=figures.larger,
        total=figures.total,
        gaps=figures.gaps,
        indicators=figures.indicators,
        entries=figures.entries,
        entries_around=tuple(each for each in _entries(view, area) if not each.own),
        offers=offers,
        ressorts=tuple(tallies.ressorts()),
        perspectives=tuple(tallies.perspectives()),
        elsewhere=elsewhere,
        outside=outside,
        placeless=tuple(offer for offer in offers if not offer[1].has_point),
        duplicates=duplicates_of(view, offers),
        freshness=freshness(resources, today),
        sources=tuple(dict.fromkeys(_sources(view, offers))),
        methods=Methods(
            offers=offers_text(area, elsewhere=elsewhere, outside=outside),
            rate=rate_text(area, figures.total.counts),
            gaps=gaps_text(area, partial=view.selection is not None),
            freshness=freshness_text(USUAL_MONTHS),
        ),
    )


def _elsewhere(view: MapView, area: Area, resources: list[Resource]) -> int:
    spaces = spaces_in(view.areas, area)
    return sum(
        each.reach is Reach.SITE and bool(each.sozialraum_id) and each.sozialraum_id not in spaces
        for each in resources
    )


def _entries(view: MapView, area: Area) -> tuple[EntryOfArea, ...]:
    return entries_of(view.entries, view.areas, area)


def _sources(view: MapView, offers: tuple[Offer, ...]) -> Iterator[SourceLine]:
    for attribution in view.attributions:
        yield SourceLine(text=attribution.text, licence=attribution.licence)
    for layer in dict.fromkeys(layer for layer, _ in offers):
        if layer.source:
            text = f"{layer.title}: {layer.source}"
            yield SourceLine(text=text, as_of=layer.as_of, licence=layer.licence)
    for indicator in view.indicators.indicators:
        if indicator.source:
            text = f"{indicator.label}: {indicator.source}"
            yield SourceLine(text=text, licence=indicator.licence)
