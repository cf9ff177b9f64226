"""What there is for the people of an area: offers counted by kind and by how they are reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.areas import Area, AreaHierarchy, Level
from geo.layers import Layer
from geo.resources import Reach, Resource
from geo.results import MapView
from geo.searching import sozialraeume_of
from geo.taxonomy import Category, Taxonomy

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
        counts = dict.fromkeys((reach.value for reach in Reach), 0)
        for resource in resources:
            counts[resource.reach.value] += 1
        return cls(**counts)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryProfile:
    """Offers of one category; ``category_id`` is ``None`` for those without one."""

    category_id: str | None
    label: str
    counts: ReachCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class RessortProfile:
    """Offers of one Ressort and of each of its categories that has any."""

    label: str
    categories: tuple[CategoryProfile, ...]

    @property
    def counts(self) -> ReachCounts:
        """Sums of the categories."""
        return sum((each.counts for each in self.categories), start=ReachCounts())


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaProfile:
    """What there is for the people of one area.

    Parameters
    ----------
    area
        A Sozialraum, a Planregion or the county.
    offers
        Offers that lie in the area or serve it; of the county all, also those without a place.
    ressorts
        The same, by Ressort and category, in the order of the vocabulary.
    elsewhere
        How many of the offers with reach ``site`` lie in another area and serve this one.
    outside
        How many lie outside the county and belong to the area as the nearest one.
    """

    area: Area
    offers: tuple[Offer, ...]
    ressorts: tuple[RessortProfile, ...]
    elsewhere: int
    outside: int

    @property
    def counts(self) -> ReachCounts:
        """All offers by reach."""
        return ReachCounts.of(resource for _, resource in self.offers)

    @property
    def per_1000(self) -> float | None:
        """Offers per 1,000 inhabitants: offers / inhabitants * 1,000, one decimal, half up."""
        return per_1000(self.counts.total, self.area.population)

    @property
    def density(self) -> int | None:
        """Inhabitants per km²: inhabitants / official area, rounded half up."""
        if not self.area.population or not self.area.area_km2:
            return None
        return int(self.area.population / self.area.area_km2 + 0.5)


def per_1000(offers: int, population: int | None) -> float | None:
    """Return offers per 1,000 inhabitants; ``None`` if the number of inhabitants is unknown."""
    if not population:
        return None
    return (2 * 10_000 * offers + population) // (2 * population) / 10


def profile_of(view: MapView, area: Area) -> AreaProfile:
    """Count what a view offers to the people of one area.

    Parameters
    ----------
    view
        Layers and areas.
    area
        A Sozialraum, a Planregion or the county of the view.
    """
    spaces = spaces_in(view.areas, area)
    everything = area.level is Level.KREIS
    offers = tuple(
        (layer, resource)
        for layer, resource in all_offers(view)
        if everything or not spaces.isdisjoint(sozialraeume_of(resource))
    )
    resources = [resource for _, resource in offers]
    sites = [each for each in resources if each.reach is Reach.SITE and each.sozialraum_id]
    return AreaProfile(
        area=area,
        offers=offers,
        ressorts=tuple(_by_ressort(resources, view.taxonomy)),
        elsewhere=sum(each.sozialraum_id not in spaces for each in sites),
        outside=sum(each.outside_m > 0 for each in resources),
    )


def counts_at(view: MapView, level: Level) -> dict[str, ReachCounts]:
    """Return the offers by reach for each Sozialraum or each Planregion, in one pass.

    They are the counts of :func:`profile_of` for each area.
    """
    regions = view.areas.parents(Level.SOZIALRAUM)
    found: defaultdict[str | None, list[Resource]] = defaultdict(list)
    for _, resource in all_offers(view):
        spaces = sozialraeume_of(resource)
        own = spaces if level is Level.SOZIALRAUM else {regions.get(each) for each in spaces}
        for area_id in own:
            found[area_id].append(resource)
    return {area.area_id: ReachCounts.of(found[area.area_id]) for area in view.areas.at(level)}


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


def _by_ressort(resources: Iterable[Resource], taxonomy: Taxonomy) -> Iterator[RessortProfile]:
    found: defaultdict[str | None, list[Resource]] = defaultdict(list)
    for resource in resources:
        known = resource.category_id is not None and taxonomy.has_category(resource.category_id)
        found[resource.category_id if known else None].append(resource)
    for ressort in taxonomy.ressorts:
        categories = tuple(
            _category(category, found[category.category_id])
            for category in taxonomy.categories
            if category.ressort_id == ressort.ressort_id and found[category.category_id]
        )
        if categories:
            yield RessortProfile(label=ressort.label, categories=categories)
    if found[None]:
        yield RessortProfile(label=WITHOUT_CATEGORY, categories=(_category(None, found[None]),))


def _category(category: Category | None, resources: Iterable[Resource]) -> CategoryProfile:
    return CategoryProfile(
        category_id=category.category_id if category else None,
        label=category.label if category else WITHOUT_CATEGORY,
        counts=ReachCounts.of(resources),
    )
