"""What the table twin of the map shows: its filters with counts, and its rows in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from geo.areas import Level
from geo.counting import Offer, all_offers
from geo.filtering import NO_CATEGORY, VALUES, ResourceFilter
from geo.layers import Layer
from geo.resources import Resource
from geo.results import MapView
from geo.spelling import sort_key
from geo.taxonomy import Perspective
from geo.usecases.browse_map import narrow
from geo.wording import KEY_WORDS, names_of

#: How many an old computer shows at once and a person listens to.
PAGE_ROWS = 50
#: How many may stand on one page, for printing.
WHOLE_ROWS = 1_000
_CHOICES = 60
_BY_NAME = frozenset({"traeger", "sozialraum"})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a key: how many offers have it among those that match everything else."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class ChoiceGroup:
    """Choices that stand together.

    Parameters
    ----------
    label
        Their heading; empty if all choices of a key stand together.
    choices
        Those that lead to offers.
    size
        How many choices there are with those that lead to none.
    chosen
        Whether all of them are chosen.
    switched
        The query with all of them chosen, or with none of them if all are; ``None`` if there
        are no others or no more than one.
    """

    label: str
    choices: tuple[Choice, ...]
    size: int = 0
    chosen: bool = False
    switched: ResourceFilter | None = None


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One key of the query with the choices that lead to offers.

    ``more`` counts those that are left out because there are too many for a page.
    """

    key: str
    label: str
    groups: tuple[ChoiceGroup, ...]
    more: int

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices of all groups."""
        return tuple(choice for group in self.groups for choice in group.choices)


@dataclass(frozen=True, kw_only=True)
class Active:
    """One condition of a query in words, and the query without it."""

    label: str
    without: ResourceFilter


def facets_of(view: MapView, wanted: ResourceFilter) -> tuple[Facet, ...]:
    """Return the filters of a query as they stand on the map.

    Parameters
    ----------
    view
        The whole map.
    wanted
        The query. A choice counts the offers that match all of it but its own key.
    """
    names, found = names_of(view), narrow(view, wanted)
    regions = view.areas.parents(Level.SOZIALRAUM)
    facets = (
        _facet(key, wanted, names.get(key, {}), _counted(key, view, wanted, found, regions))
        for key in VALUES
    )
    perspectives = view.taxonomy.perspectives
    return tuple(
        replace(facet, groups=_by_perspective(facet.choices, perspectives, wanted))
        if perspectives and facet.key == "zielgruppe"
        else facet
        for facet in facets
    )


def _by_perspective(
    choices: tuple[Choice, ...], perspectives: tuple[Perspective, ...], wanted: ResourceFilter
) -> tuple[ChoiceGroup, ...]:
    groups = [_group(each, choices, wanted) for each in perspectives]
    known = {value for each in perspectives for value in each.target_group_ids}
    others = tuple(choice for choice in choices if choice.value not in known)
    groups.append(ChoiceGroup(label="Ohne Perspektive", choices=others))
    return tuple(group for group in groups if group.choices)


def _group(
    perspective: Perspective, choices: tuple[Choice, ...], wanted: ResourceFilter
) -> ChoiceGroup:
    values = frozenset(perspective.target_group_ids)
    all_chosen = values <= wanted.zielgruppe
    change = wanted.zielgruppe - values if all_chosen else wanted.zielgruppe | values
    return ChoiceGroup(
        label=perspective.label,
        choices=tuple(choice for choice in choices if choice.value in values),
        size=len(values),
        chosen=all_chosen,
        switched=replace(wanted, zielgruppe=change) if len(values) > 1 else None,
    )


def _counted(
    key: str, view: MapView, wanted: ResourceFilter, found: MapView, regions: Mapping[str, str]
) -> Counter[str]:
    matching = narrow(view, _without(wanted, key)) if getattr(wanted, key) else found
    return matching.once(f"counts of {key}", lambda: _count(key, matching, regions))


def _count(key: str, view: MapView, regions: Mapping[str, str]) -> Counter[str]:
    values = VALUES[key]
    counts = Counter(
        value for layer, resource in all_offers(view) for value in values(layer, resource, regions)
    )
    counts.pop("", None)
    return counts


def _without(wanted: ResourceFilter, key: str, value: str | None = None) -> ResourceFilter:
    rest = getattr(wanted, key) - {value} if value is not None else frozenset[str]()
    change: dict[str, Any] = {key: rest}
    return replace(wanted, **change)


def _facet(
    key: str, wanted: ResourceFilter, names: Mapping[str, str], counts: Counter[str]
) -> Facet:
    chosen: frozenset[str] = getattr(wanted, key)
    known = [value for value in names if counts[value] or value in chosen]
    others = sorted({*counts, *chosen} - {*known}, key=sort_key)
    choices = [
        Choice(
            value=value,
            label=_label(key, value, names),
            count=counts[value],
            chosen=value in chosen,
        )
        for value in (*known, *others)
    ]
    if key in _BY_NAME:
        choices.sort(key=lambda choice: sort_key(choice.label))
    shown = _likely(choices)
    more = len(choices) - len(shown)
    return Facet(
        key=key,
        label=KEY_WORDS[key],
        groups=(ChoiceGroup(label="", choices=shown),) if shown else (),
        more=more,
    )


def _likely(choices: list[Choice]) -> tuple[Choice, ...]:
    """Return the chosen and the most frequent, in the order that they are in."""
    ranked = sorted(choices, key=lambda choice: (not choice.chosen, -choice.count))
    kept = {choice.value for choice in ranked[:_CHOICES]}
    return tuple(choice for choice in choices if choice.value in kept)


def _label(key: str, value: str, names: Mapping[str, str]) -> str:
    if value == NO_CATEGORY and key in {"ebene", "kategorie"}:
        return f"{'Ohne' if key == 'kategorie' else 'keine'} {KEY_WORDS[key]}"
    return names.get(value, value)


def _condition(key: str, text: str) -> str:
    word = KEY_WORDS[key]
    return text if text.startswith(word) else f"{word}: {text}"


def active_of(view: MapView, wanted: ResourceFilter) -> tuple[Active, ...]:
    """Return the conditions of a query one by one, each with the query without it.

    More values of one key than the filters show are one condition.
    """
    names = names_of(view)
    active = [each for key in VALUES for each in _active_values(key, wanted, names.get(key, {}))]
    if wanted.bbox is not None:
        active.append(Active(label="nur ein Kartenausschnitt", without=replace(wanted, bbox=None)))
    if wanted.q:
        active.append(Active(label=f"Suche: {wanted.q}", without=replace(wanted, q="")))
    return tuple(active)


def _active_values(key: str, wanted: ResourceFilter, names: Mapping[str, str]) -> list[Active]:
    values = sorted(getattr(wanted, key))
    if len(values) > _CHOICES:  # each has the address of all others
        return [
            Active(label=f"{KEY_WORDS[key]}: {len(values)} Werte", without=_without(wanted, key))
        ]
    return [
        Active(
            label=_condition(key, _label(key, value, names)),
            without=_without(wanted, key, value),
        )
        for value in values
    ]


@dataclass(frozen=True)
class Order:
    """By which column the rows are sorted."""

    column: str = "angebot"
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> Order:
        """Read ``ort`` or ``-ort``; what is no column means the usual order."""
        column = text.removeprefix("-")
        return cls(column, text.startswith("-")) if column in COLUMNS else cls()

    def by(self, column: str) -> Order:
        """Return the order by a column; by the same one again the other way round."""
        return Order(column, column == self.column and not self.descending)

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column


def in_order(view: MapView, order: Order) -> tuple[Offer, ...]:
    """Return the offers of a view, those that say nothing in the column always last.

    Equal ones are in the order of their names.
    """
    return view.once(order, lambda: _ordered(view, order))


def _ordered(view: MapView, order: Order) -> tuple[Offer, ...]:
    if order == Order():
        return tuple(sorted(all_offers(view), key=lambda offer: sort_key(offer[1].name)))
    words = _Words.of(view)
    texts = COLUMNS[order.column]
    offers = in_order(view, Order())
    keyed = [(_key(texts(words, *offer)), offer) for offer in offers]
    filled = [each for each in keyed if each[0]]
    filled.sort(key=lambda each: each[0], reverse=order.descending)
    return (*(offer for _, offer in filled), *(offer for key, offer in keyed if not key))


def _key(texts: Iterable[str]) -> tuple[str, ...]:
    found = tuple(texts)
    return tuple(map(sort_key, found)) if any(found) else ()


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What the keys in resources are called."""

    names: Mapping[str, Mapping[str, str]]
    qualities: Mapping[str, int]

    @classmethod
    def of(cls, view: MapView) -> _Words:
        names = names_of(view)
        ranks = {quality: rank for rank, quality in enumerate(names["lage"])}
        return cls(names=names, qualities=ranks)

    def name(self, key: str, value: str | None) -> str:
        return self.names[key].get(value or "", value or "")


_Texts = Callable[[_Words, Layer, Resource], Iterable[str]]
#: Columns of the table with the texts that they are sorted by.
COLUMNS: dict[str, _Texts] = {
    "angebot": lambda _, __, r: (r.name,),
    "kategorie": lambda w, _, r: (w.name("kategorie", r.category_id),),
    "zielgruppe": lambda w, _, r: [w.name("zielgruppe", each) for each in r.target_groups],
    "traeger": lambda _, __, r: (r.provider,),
    "anschrift": lambda _, __, r: (r.place, r.street),
    "lage": lambda w, _, r: (str(w.qualities[r.location_quality.value]),),
    "kontakt": lambda _, __, r: (r.phone, r.email, r.website),
    "sozialraum": lambda w, _, r: (w.name("sozialraum", r.sozialraum_id),),
    "art": lambda _, __, r: (r.reach.label,),
    "stand": lambda _, layer, r: (r.as_of or layer.as_of,),
    "bestaetigt": lambda _, __, r: (r.last_confirmed,),
}
