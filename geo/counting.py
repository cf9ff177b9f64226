"""How offers are counted by area: one way for page, table, file and paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.areas import Area, AreaHierarchy, Level
from geo.layers import Layer
from geo.resources import Reach, Resource
from geo.results import MapView
from geo.searching import sozialraeume_of

Offer = tuple[Layer, Resource]
WITHOUT_CATEGORY = "Ohne Kategorie"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachCounts:
    """Numbers of offers by :class:`geo.resources.Reach`."""

    site: int = 0
    mobile: int = 0
    remote: int = 0

    @classmethod
    def of(cls, resources: Iterable[Resource]) -> ReachCounts:
        """Count resources."""
        ways = [resource.reach for resource in resources]
        return cls(
            site=ways.count(Reach.SITE),
            mobile=ways.count(Reach.MOBILE),
            remote=ways.count(Reach.REMOTE),
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


def per_1000(offers: int, population: int | None, *, places: int = 1) -> float | None:
    """Return offers per 1,000 inhabitants, half up; ``None`` if their number is unknown.

    Parameters
    ----------
    offers, population
        Whole numbers; a population of 0 has no rate.
    places
        Decimals. One category in a large area needs two, or one offer would be none.
    """
    if not population:
        return None
    scale: int = 10**places
    return (2 * 1_000 * scale * offers + population) // (2 * population) / scale


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


def counts_at(view: MapView, level: Level) -> dict[str, ReachCounts]:
    """Return the offers by reach for each Sozialraum or each Planregion.

    They are the counts of :func:`geo.profiles.profile_of` for each area.
    """
    return {
        area_id: ReachCounts.of(resource for _, resource in offers)
        for area_id, offers in offers_at(view, level).items()
    }


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
