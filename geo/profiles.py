"""What there is for the people of an area: offers counted by kind and by how they are reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.areas import Area, Level
from geo.counting import (
    WITHOUT_CATEGORY,
    Offer,
    ReachCounts,
    all_offers,
    counts_at,
    per_1000,
    spaces_in,
)
from geo.resources import Reach, Resource
from geo.results import MapView
from geo.searching import sozialraeume_of
from geo.taxonomy import Category, Taxonomy

__all__ = [
    "AreaProfile",
    "CategoryProfile",
    "Offer",
    "ReachCounts",
    "RessortProfile",
    "all_offers",
    "counts_at",
    "per_1000",
    "profile_of",
    "spaces_in",
]


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
