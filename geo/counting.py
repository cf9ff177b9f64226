"""How offers are counted by area: one way for page, table, file and paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

from geo.areas import Area, AreaHierarchy, Level
from geo.layers import Layer
from geo.numbers import german_decimal
from geo.resources import Reach, Resource
from geo.results import MapView
from geo.searching import sozialraeume_of

Offer = tuple[Layer, Resource]
#: What of an offer decides where it counts: Sozialraum, Einzugsgebiet, reach; and one fact more.
Kind = tuple[str | None, tuple[str, ...], Reach, Any]
WITHOUT_CATEGORY = "Ohne Kategorie"
#: Decimals of a density: one offer for 30,000 inhabitants is 0.03, not 0.
DENSITY_PLACES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachCounts:
    """Numbers of offers by :class:`geo.resources.Reach`."""

    site: int = 0
    mobile: int = 0
    remote: int = 0

    @classmethod
    def of(cls, numbers: Mapping[Reach, int]) -> ReachCounts:
        """Take numbers by reach."""
        return cls(
            site=numbers.get(Reach.SITE, 0),
            mobile=numbers.get(Reach.MOBILE, 0),
            remote=numbers.get(Reach.REMOTE, 0),
        )

    def __add__(self, other: ReachCounts) -> ReachCounts:
        return ReachCounts(
            site=self.site + other.site,
            mobile=self.mobile + other.mobile,
            remote=self.remote + other.remote,
        )

    @property
    def total(self) -> int:
        """All offers."""
        return self.site + self.mobile + self.remote


def per_1000(offers: int, population: int | None) -> float | None:
    """Return offers per 1,000 inhabitants, half up; ``None`` if their number is unknown.

    Parameters
    ----------
    offers, population
        Whole numbers; a population of 0 has no rate.
    """
    if not population:
        return None
    scale: int = 10**DENSITY_PLACES
    return (2 * 1_000 * scale * offers + population) // (2 * population) / scale


def german_density(density: float, offers: int) -> str:
    """Return offers per 1,000 inhabitants as it is written everywhere, such as ``"0,03"``.

    Some offers never read as none: what would be rounded to 0 is ``"<0,01"``.

    Parameters
    ----------
    density
        See :func:`per_1000`.
    offers
        What it was computed from.
    """
    if offers and not density:
        return "<" + german_decimal(10.0**-DENSITY_PLACES, DENSITY_PLACES)
    return german_decimal(density, DENSITY_PLACES)


def offers_at(view: MapView, level: Level) -> dict[str, tuple[Offer, ...]]:
    """Return the offers of each Sozialraum or each Planregion, in one pass.

    An offer belongs to each area that it lies in or serves; lying or serving in several
    Sozialräume of a Planregion, it belongs to that once.
    """
    regions = view.areas.parents(Level.SOZIALRAUM)
    found: defaultdict[str | None, list[Offer]] = defaultdict(list)
    for layer, resource in all_offers(view):
        spaces = sozialraeume_of(resource)
        own = spaces if level is Level.SOZIALRAUM else {regions.get(each) for each in spaces}
        for area_id in own:
            found[area_id].append((layer, resource))
    return {area.area_id: tuple(found[area.area_id]) for area in view.areas.at(level)}


def offers_of(view: MapView, area: Area) -> tuple[Offer, ...]:
    """Return the offers that lie in an area or serve it; of the county all of them."""
    if area.level is Level.KREIS:
        return tuple(all_offers(view))
    found = view.once(("offers", area.level), lambda: offers_at(view, area.level))
    return found[area.area_id]


def kinds_in(view: MapView, fact: str) -> Mapping[Kind, int]:
    """Return how many offers of each kind there are: far fewer kinds than offers to go through.

    Parameters
    ----------
    view
        Layers.
    fact
        Attribute of :class:`geo.resources.Resource` that distinguishes kinds, too.
    """
    kind = attrgetter("sozialraum_id", "service_areas", "reach", fact)
    resources = chain.from_iterable(layer.resources for layer in view.layers)
    return view.once(("kinds", fact), lambda: Counter(map(kind, resources)))


def counts_at(view: MapView, level: Level) -> dict[str, ReachCounts]:
    """Return the offers by reach of each Sozialraum, of each Planregion or of the county.

    They are the counts of :func:`geo.profiles.profile_of` for each area.
    """
    county = frozenset({view.areas.kreis.area_id} if level is Level.KREIS else ())
    area_of = areas_of_spaces(view.areas, level)
    found: defaultdict[str, Counter[Reach]] = defaultdict(Counter)
    for (space, served, reach, _), number in kinds_in(view, "category_id").items():
        for area_id in county or {area_of[each] for each in (space, *served) if each in area_of}:
            found[area_id][reach] += number
    return {area.area_id: ReachCounts.of(found[area.area_id]) for area in view.areas.at(level)}


def counts_of(view: MapView, area: Area) -> ReachCounts:
    """Return the offers of an area by reach, see :func:`counts_at`; counted once per view."""
    found = view.once(("counts", area.level), lambda: counts_at(view, area.level))
    return found[area.area_id]


def areas_of_spaces(areas: AreaHierarchy, level: Level) -> dict[str | None, str]:
    """Return the id of the area of a level that each Sozialraum is in: itself or its Planregion."""
    regions = areas.parents(Level.SOZIALRAUM)
    return {space: regions[space] if level is Level.PLANREGION else space for space in regions}


def spaces_in(areas: AreaHierarchy, area: Area) -> frozenset[str]:
    """Return the ids of the Sozialräume that make up an area."""
    spaces = areas.at(Level.SOZIALRAUM)
    if area.level is Level.KREIS:
        return frozenset(space.area_id for space in spaces)
    own = "area_id" if area.level is Level.SOZIALRAUM else "parent_id"
    return frozenset(space.area_id for space in spaces if getattr(space, own) == area.area_id)


def all_offers(view: MapView) -> Iterator[Offer]:
    """Yield all offers of a view with their layers."""
    for layer in view.layers:
        for resource in layer.resources:
            yield layer.layer, resource
