"""What has changed between two days: offers and entries, for the county and for each area.

Each offer has exactly one main kind, the first that fits: new, gone, moved, renamed, with another
provider, otherwise changed, confirmed anew, unchanged. For an area, offers that it shares with
another one on one day only are told apart from those that are new or gone everywhere:

    before - gone - left + new + arrived = after
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import chain

from geo.area_entries import AreaEntry
from geo.areas import Area, AreaHierarchy, Level
from geo.comparing import Change, compare_layers, is_elsewhere
from geo.filtering import ResourceFilter, select
from geo.freshness import first_day
from geo.resources import Resource
from geo.results import MapView
from geo.searching import sozialraeume_of
from geo.spelling import fold, sort_key


class Kind(StrEnum):
    """What happened to an offer; ``ARRIVED`` and ``LEFT`` as seen from an area or a selection."""

    NEW = "neu"
    ARRIVED = "hinzugekommen"
    CLOSED = "entfallen"
    LEFT = "abgegangen"
    MOVED = "umgezogen"
    RENAMED = "umbenannt"
    PROVIDER = "traeger"
    OFFER = "geaendert"
    CONFIRMED = "bestaetigt"
    UNCHANGED = "unveraendert"

    @property
    def label(self) -> str:
        """German word."""
        return _LABELS[self]

    @property
    def meaning(self) -> str:
        """What exactly is counted."""
        return _MEANINGS[self]


_LABELS = {
    Kind.NEW: "neu",
    Kind.ARRIVED: "hinzugekommen",
    Kind.CLOSED: "entfallen",
    Kind.LEFT: "abgegangen",
    Kind.MOVED: "umgezogen",
    Kind.RENAMED: "umbenannt",
    Kind.PROVIDER: "anderer Träger",
    Kind.OFFER: "geändert",
    Kind.CONFIRMED: "neu bestätigt",
    Kind.UNCHANGED: "unverändert",
}
_MEANINGS = {
    Kind.NEW: "steht am späteren Tag zum ersten Mal in einer Ebene",
    Kind.ARRIVED: "gab es vorher schon, aber nicht in diesem Gebiet oder dieser Auswahl",
    Kind.CLOSED: "steht am späteren Tag in keiner Ebene mehr",
    Kind.LEFT: "gibt es noch, aber nicht mehr in diesem Gebiet oder dieser Auswahl",
    Kind.MOVED: "hat eine andere Anschrift, oder sein Punkt liegt mehr als 25 m entfernt",
    Kind.RENAMED: "heißt anders",
    Kind.PROVIDER: "gehört zu einem anderen Träger",
    Kind.OFFER: "etwas anderes ist anders, etwa Kategorie, Zielgruppen, Einzugsgebiet oder Kontakt",
    Kind.CONFIRMED: "nur das Datum der letzten Bestätigung ist neuer",
    Kind.UNCHANGED: "nichts davon ist anders; ein neuer Datenstand oder eine andere Quelle "
    "allein zählt nicht als Änderung",
}
#: What an offer can be besides its kind, and the fields that say so.
ASPECTS: Mapping[str, frozenset[str]] = {
    "Name": frozenset({"name"}),
    "Träger": frozenset({"provider"}),
    "Kategorie": frozenset({"category_id"}),
    "Zielgruppen": frozenset({"target_groups"}),
    "Erreichbarkeit": frozenset({"reach"}),
    "Einzugsgebiet": frozenset({"service_areas"}),
    "Anschrift": frozenset({"street", "postcode", "place"}),
    "Lage auf der Karte": frozenset({"lat", "lon", "location_quality", "sozialraum_id"}),
    "Kontakt": frozenset({"phone", "email", "contact_person", "website"}),
    "Hinweis": frozenset({"note"}),
    "Bestätigung": frozenset({"last_confirmed"}),
}
_SAYS_NOTHING = frozenset({"resource_id", "as_of", "source", "outside_m"})
_NOWHERE, _NO_PLACES = frozenset({""}), frozenset[str]()
_GONE = frozenset({Kind.CLOSED, Kind.LEFT})
_COME = frozenset({Kind.NEW, Kind.ARRIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferChange:
    """One offer on both days.

    Parameters
    ----------
    kind
        As seen from the whole map or from what was selected of it.
    change
        The offer before and after, with what differs apart from its key, source and date.
    """

    kind: Kind
    change: Change

    @property
    def aspects(self) -> tuple[str, ...]:
        """Which of :data:`ASPECTS` differ, and „Ebene“ if it is listed in another one."""
        differing = set(self.change.fields)
        moved = self.change.layer_before != self.change.layer_after
        known = tuple(word for word, names in ASPECTS.items() if differing & names)
        both = self.change.before and self.change.after
        return (*known, "Ebene") if moved and both else known


@dataclass(frozen=True, kw_only=True)
class Balance:
    """Numbers of offers of one area, or of all, by what happened to them.

    Parameters
    ----------
    area
        ``None`` for offers that belong to no area.
    offers
        Each offer that was or is there, once, with what happened to it as seen from here.
    """

    area: Area | None = None
    offers: tuple[tuple[Kind, OfferChange], ...] = ()

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """Numbers of offers by kind; a kind without any is not in it."""
        return Counter(kind for kind, _ in self.offers)

    def of(self, kind: Kind) -> int:
        """Return the number of offers of one kind."""
        return self.counts.get(kind, 0)

    @property
    def before(self) -> int:
        """Offers on the earlier day."""
        return sum(count for kind, count in self.counts.items() if kind not in _COME)

    @property
    def after(self) -> int:
        """Offers on the later day."""
        return sum(count for kind, count in self.counts.items() if kind not in _GONE)

    @property
    def changed(self) -> int:
        """Offers with any change."""
        return sum(self.counts.values()) - self.of(Kind.UNCHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """One entry of an area on both days; ``None`` where it was not there."""

    before: AreaEntry | None
    after: AreaEntry | None

    @property
    def entry(self) -> AreaEntry:
        """The entry as it is, or as it was when it is gone."""
        known = self.after or self.before
        if known is None:
            raise ValueError("a change has an entry before or after")
        return known

    @property
    def kind(self) -> Kind:
        """New, gone or changed."""
        if self.before is None:
            return Kind.NEW
        return Kind.CLOSED if self.after is None else Kind.OFFER


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """What lies between two days.

    Parameters
    ----------
    level
        Level of the areas.
    changes
        Every offer of the selection on either day, also the unchanged, ordered by name.
    total
        The selection as a whole.
    areas
        Numbers of the areas of the level; if some were chosen, only of those.
    nowhere
        Offers without any area of the level.
    entries
        Entries of areas that differ.
    """

    level: Level
    changes: tuple[OfferChange, ...]
    total: Balance
    areas: tuple[Balance, ...]
    nowhere: Balance
    entries: tuple[EntryChange, ...] = ()

    def of(self, kind: Kind) -> tuple[OfferChange, ...]:
        """Return the offers of one kind."""
        return tuple(each for each in self.changes if each.kind is kind)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return not self.total.changed and not self.entries


def changes_between(
    before: MapView, after: MapView, *, wanted: ResourceFilter, level: Level
) -> ChangeReport:
    """Compare what two views of one county show.

    Parameters
    ----------
    before, after
        Whole views of the earlier and the later day, with the same areas.
    wanted
        Which offers count: those that match it in either view. What matches it in one only
        has arrived or left, it is neither new nor gone.
    level
        ``SOZIALRAUM``, ``PLANREGION`` or ``KREIS``.
    """
    compared = compare_layers(_listed(before), _listed(after))
    groups = (compared.new, compared.removed, compared.moved, compared.changed, compared.unchanged)
    earlier, later = _matching(before, wanted), _matching(after, wanted)
    found = [
        OfferChange(kind=kind, change=change)
        for change in map(_telling, chain.from_iterable(groups))
        if (kind := _kind_within(change, id(change.before) in earlier, id(change.after) in later))
    ]
    found.sort(key=lambda each: sort_key(each.change.resource.name))
    *areas, nowhere = _balances(after.areas, level, found)
    return ChangeReport(
        level=level,
        changes=tuple(found),
        total=Balance(offers=tuple((each.kind, each) for each in found)),
        areas=tuple(each for each in areas if _is_wanted(each.area, after.areas, wanted)),
        nowhere=nowhere,
        entries=compare_entries(_entries(before, wanted), _entries(after, wanted)),
    )


def compare_entries(
    before: Iterable[AreaEntry], after: Iterable[AreaEntry]
) -> tuple[EntryChange, ...]:
    """Return the entries of areas that differ; they belong together by their key."""
    earlier = {each.entry_id: each for each in before}
    later = {each.entry_id: each for each in after}
    return tuple(
        EntryChange(before=earlier.get(key), after=later.get(key))
        for key in dict.fromkeys((*later, *earlier))
        if earlier.get(key) != later.get(key)
    )


def kind_of(change: Change) -> Kind:
    """Return the main kind of a change: the first of :class:`Kind` that fits."""
    before, after = change.before, change.after
    if before is None or after is None:
        return Kind.NEW if before is None else Kind.CLOSED
    provider, other_provider = fold(before.provider), fold(after.provider)
    elsewhere_listed = change.layer_before != change.layer_after
    telling = set(change.fields) - _SAYS_NOTHING
    kinds = {
        Kind.MOVED: is_elsewhere(before, after),
        Kind.RENAMED: fold(before.name) != fold(after.name),
        Kind.PROVIDER: provider and other_provider and provider != other_provider,
        Kind.OFFER: elsewhere_listed or telling - {"last_confirmed"},
        Kind.CONFIRMED: "last_confirmed" in telling and _is_newer(before, after),
        Kind.UNCHANGED: not telling,
    }
    return next((kind for kind, holds in kinds.items() if holds), Kind.OFFER)


def whence_and_whither(
    change: Change, areas: AreaHierarchy, level: Level
) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """Return the areas that an offer was in on the earlier day only, and on the later day only."""
    places = _places_of(areas, level)
    was, now = (places(each) if each else _NO_PLACES for each in (change.before, change.after))
    known = areas.at(level)
    return (
        tuple(area for area in known if area.area_id in was - now),
        tuple(area for area in known if area.area_id in now - was),
    )


def _listed(view: MapView) -> dict[str, tuple[Resource, ...]]:
    return {each.layer.layer_id: each.resources for each in view.layers}


def _matching(view: MapView, wanted: ResourceFilter) -> frozenset[int]:
    """Return which offers of a view match, by identity."""
    return frozenset(id(each) for layer in select(view, wanted) for each in layer.resources)


def _telling(change: Change) -> Change:
    """Return the change without the fields that are no change of the offer."""
    if _SAYS_NOTHING.isdisjoint(change.fields):
        return change
    return replace(
        change, fields=tuple(name for name in change.fields if name not in _SAYS_NOTHING)
    )


def _kind_within(change: Change, was: bool, now: bool) -> Kind | None:  # noqa: FBT001 - a pair
    """Return the kind of a change as seen from a part of the map it was or is in."""
    if was and now:
        return kind_of(change)
    if now:
        return Kind.NEW if change.before is None else Kind.ARRIVED
    if was:
        return Kind.CLOSED if change.after is None else Kind.LEFT
    return None


def _is_newer(before: Resource, after: Resource) -> bool:
    was, now = first_day(before.last_confirmed), first_day(after.last_confirmed)
    return now is not None and (was is None or was < now)


def _sides(each: OfferChange) -> tuple[Resource | None, Resource | None]:
    """Return the offer on both days, without the day on which it was not selected."""
    before = None if each.kind is Kind.ARRIVED else each.change.before
    return before, None if each.kind is Kind.LEFT else each.change.after


def _places_of(areas: AreaHierarchy, level: Level) -> Callable[[Resource], frozenset[str]]:
    """Return what gives the keys of the areas of an offer; an empty key stands for none."""
    regions = areas.parents(Level.SOZIALRAUM)
    spaces = {area.area_id: area.area_id for area in areas.at(Level.SOZIALRAUM)}
    own = spaces if level is Level.SOZIALRAUM else regions

    def places(resource: Resource) -> frozenset[str]:
        if level is Level.KREIS:
            return frozenset({areas.kreis.area_id})
        return frozenset(own.get(each, "") for each in sozialraeume_of(resource)) or _NOWHERE

    return places


def _balances(
    areas: AreaHierarchy, level: Level, changes: Iterable[OfferChange]
) -> Iterator[Balance]:
    """Yield the numbers of each area of a level, and last those of what is in none."""
    places = _places_of(areas, level)
    found: defaultdict[str, list[tuple[Kind, OfferChange]]] = defaultdict(list)
    for each in changes:
        was, now = (places(side) if side else _NO_PLACES for side in _sides(each))
        for area_id in was | now:
            kind = _kind_within(each.change, area_id in was, area_id in now)
            if kind:
                found[area_id].append((kind, each))
    for area in sorted(areas.at(level), key=lambda each: sort_key(each.name)):
        yield Balance(area=area, offers=tuple(found[area.area_id]))
    yield Balance(offers=tuple(found[""]))


def _is_wanted(area: Area | None, areas: AreaHierarchy, wanted: ResourceFilter) -> bool:
    """Tell whether an area belongs to the chosen ones; all do if none was chosen."""
    if area is None or area.level is Level.KREIS:
        return True
    regions = areas.parents(Level.SOZIALRAUM)
    if area.level is Level.SOZIALRAUM:
        chosen = area.area_id in wanted.sozialraum, regions[area.area_id] in wanted.planregion
    else:
        around = {regions.get(each) for each in wanted.sozialraum}
        chosen = area.area_id in around, area.area_id in wanted.planregion
    return any(chosen) or not (wanted.sozialraum or wanted.planregion)


def _entries(view: MapView, wanted: ResourceFilter) -> Iterator[AreaEntry]:
    """Yield the entries of the wanted areas; other keys of a query are about offers only."""
    asked = wanted.to_query().keys()
    if asked - {"sozialraum", "planregion"}:
        return
    regions = view.areas.parents(Level.SOZIALRAUM)
    for entry in view.entries:
        region = {entry.area_id, regions.get(entry.area_id, "")}
        if (not wanted.sozialraum or entry.area_id in wanted.sozialraum) and (
            not wanted.planregion or not region.isdisjoint(wanted.planregion)
        ):
            yield entry
