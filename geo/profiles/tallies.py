"""Offers of an area by Ressort and Kategorie, by perspective and Zielgruppe."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.areas import Area
from geo.counting import WITHOUT_CATEGORY, ReachCounts, counts_of, offers_of
from geo.profiles.figures import Comparison, rates
from geo.resources import Reach, Resource
from geo.results import MapView
from geo.taxonomy import Taxonomy

WITHOUT_TARGET_GROUP = "Ohne Zielgruppe"
WITHOUT_PERSPECTIVE = "Weitere Zielgruppen"

_Key = tuple[str, str | None]
#: Offers by what they are, such as ``("kategorie", "familie.treff")``; ``None`` is "without".
Counts = Mapping[_Key, ReachCounts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Offers of one kind in an area.

    Parameters
    ----------
    key
        Id of the kind in the vocabulary; ``None`` for all offers or those without one.
    label
        German name.
    counts
        Offers by reach.
    rates
        Offers per 1,000 inhabitants beside those of the larger areas.
    """

    key: str | None
    label: str
    counts: ReachCounts
    rates: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class RessortProfile:
    """Offers of one Ressort and of each of its categories that has any.

    The offers without a category are a Ressort of their own, with one category.
    """

    total: Tally
    categories: tuple[Tally, ...]

    @property
    def label(self) -> str:
        """German name."""
        return self.total.label

    @property
    def counts(self) -> ReachCounts:
        """Sums of the categories: each offer has one."""
        return self.total.counts


@dataclass(frozen=True, slots=True, kw_only=True)
class PerspectiveProfile:
    """Offers for one perspective and for each of its Zielgruppen that has any.

    An offer for several Zielgruppen counts for each of them and once for their perspective.
    """

    total: Tally
    groups: tuple[Tally, ...]


class Tallies:
    """Offers of an area and of the larger ones, each counted once per view.

    Parameters
    ----------
    view
        Layers and areas.
    areas
        The area and the larger ones, see :func:`geo.profiles.figures.compared_areas`.
    """

    def __init__(self, view: MapView, areas: Sequence[Area]) -> None:
        self._taxonomy = view.taxonomy
        self._areas = areas
        self._counts = [_counts_of(view, area) for area in areas]

    def ressorts(self) -> Iterator[RessortProfile]:
        """Yield the Ressorts that have offers, in the order of the vocabulary."""
        for ressort in self._taxonomy.ressorts:
            categories = tuple(
                self._tally(("kategorie", each.category_id), each.label)
                for each in self._taxonomy.categories
                if each.ressort_id == ressort.ressort_id
                and self._has("kategorie", each.category_id)
            )
            if categories:
                total = self._tally(("ressort", ressort.ressort_id), ressort.label)
                yield RessortProfile(total=total, categories=categories)
        if self._has("kategorie", None):
            nameless = self._tally(("kategorie", None), WITHOUT_CATEGORY)
            yield RessortProfile(total=nameless, categories=(nameless,))

    def perspectives(self) -> Iterator[PerspectiveProfile]:
        """Yield the perspectives that have offers, in the order of the vocabulary."""
        labels = {each.perspective_id: each.label for each in self._taxonomy.perspectives}
        for perspective_id, label in {**labels, "": WITHOUT_PERSPECTIVE}.items():
            groups = tuple(
                self._tally(("zielgruppe", each.target_group_id), each.label)
                for each in self._taxonomy.target_groups
                if _perspective(each.perspective_id, labels) == perspective_id
                and self._has("zielgruppe", each.target_group_id)
            )
            if groups:
                total = self._tally(("perspektive", perspective_id), label)
                yield PerspectiveProfile(total=total, groups=groups)
        if self._has("zielgruppe", None):
            total = self._tally(("zielgruppe", None), WITHOUT_TARGET_GROUP)
            yield PerspectiveProfile(total=total, groups=())

    def _has(self, kind: str, key: str | None) -> bool:
        return (kind, key) in self._counts[0]

    def _tally(self, key: _Key, label: str) -> Tally:
        found = [counts.get(key, ReachCounts()) for counts in self._counts]
        rate = rates(self._areas, [each.total for each in found])
        return Tally(key=key[1], label=label, counts=found[0], rates=rate)


def total_of(view: MapView, areas: Sequence[Area]) -> Tally:
    """Return all offers of an area beside those of the larger ones.

    Parameters
    ----------
    view, areas
        As of :class:`Tallies`.
    """
    found = [counts_of(view, area) for area in areas]
    rate = rates(areas, [each.total for each in found])
    return Tally(key=None, label="Alle Angebote", counts=found[0], rates=rate)


def _counts_of(view: MapView, area: Area) -> Counts:
    """Return the offers of an area by what they are, counted once per view."""
    return view.once(
        ("tallies", area.level, area.area_id),
        lambda: _count((each for _, each in offers_of(view, area)), view.taxonomy),
    )


def _count(resources: Iterable[Resource], taxonomy: Taxonomy) -> Counts:
    """Count by what offers have in common: there are far fewer such kinds than offers."""
    kinds = Counter((each.category_id, each.target_groups, each.reach) for each in resources)
    keys_of = _keys(taxonomy)
    found: defaultdict[_Key, Counter[Reach]] = defaultdict(Counter)
    for (category_id, groups, reach), number in kinds.items():
        for key in keys_of(category_id, groups):
            found[key][reach] += number
    return {key: ReachCounts.of(numbers) for key, numbers in found.items()}


def _keys(taxonomy: Taxonomy) -> Callable[[str | None, tuple[str, ...]], set[_Key]]:
    """Return what tells all that an offer of a category, for these Zielgruppen, counts as."""
    ressorts = {each.category_id: each.ressort_id for each in taxonomy.categories}
    known = {each.perspective_id for each in taxonomy.perspectives}
    perspectives = {
        each.target_group_id: _perspective(each.perspective_id, known)
        for each in taxonomy.target_groups
    }

    def keys(category_id: str | None, target_groups: tuple[str, ...]) -> set[_Key]:
        category = category_id if category_id in ressorts else None
        groups = [each for each in target_groups if each in perspectives]
        found: set[_Key] = {("kategorie", category), ("ressort", ressorts.get(category or ""))}
        found |= {("zielgruppe", each) for each in groups} or {("zielgruppe", None)}
        return found | {("perspektive", perspectives[each]) for each in groups}

    return keys


def _perspective(perspective_id: str, known: Iterable[str]) -> str:
    """Return a perspective of the vocabulary; the empty one for a group that has none."""
    return perspective_id if perspective_id in known else ""
