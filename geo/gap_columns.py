"""The columns of a matrix of gaps: Kategorien, Ressorts, Zielgruppen or perspectives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from geo.counting import WITHOUT_CATEGORY, Kind, kinds_in
from geo.errors import InvalidParameter
from geo.filtering import NO_CATEGORY
from geo.results import MapView
from geo.taxonomy import Category, Ressort, Taxonomy

#: Key of the target density that holds for every column without one of its own.
EVERY_COLUMN = "*"


class Grouping(StrEnum):
    """What the columns of a matrix are."""

    KATEGORIE = "kategorie"
    RESSORT = "ressort"
    ZIELGRUPPE = "zielgruppe"
    PERSPEKTIVE = "perspektive"

    @property
    def label(self) -> str:
        """German word of the interface, for several."""
        return {
            "kategorie": "Kategorien",
            "ressort": "Ressorts",
            "zielgruppe": "Zielgruppen",
            "perspektive": "Perspektiven",
        }[self]

    @property
    def is_of_people(self) -> bool:
        """Whether an offer can be in several columns: it has several Zielgruppen."""
        return self in {Grouping.ZIELGRUPPE, Grouping.PERSPEKTIVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class GapColumn:
    """One Kategorie, Ressort, Zielgruppe or perspective.

    Parameters
    ----------
    column_id, label
        Key and German name.
    group
        Name of the Ressort of a Kategorie, else empty.
    query
        The filter that finds its offers, see :class:`geo.filtering.ResourceFilter`.
    known
        Whether any published layer has an offer of this kind anywhere in the county.
    protected
        Whether its offers never have a place.
    target
        Offers per 1,000 inhabitants that there should be; ``None`` for no target.
    """

    column_id: str
    label: str
    group: str = ""
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: bool = True
    protected: bool = False
    target: float | None = None


class Kinds:
    """Knows the columns of the vocabulary, and those of each kind of offer."""

    def __init__(self, taxonomy: Taxonomy, by: Grouping) -> None:
        self._taxonomy = taxonomy
        self._by = by
        self._ressorts = {each.category_id: each.ressort_id for each in taxonomy.categories}
        self._of_group = {
            each.target_group_id: each.target_group_id
            if by is Grouping.ZIELGRUPPE
            else each.perspective_id
            for each in taxonomy.target_groups
        }

    def counted(self, view: MapView) -> Mapping[Kind, int]:
        """Return how many offers of each kind there are, by what decides their columns."""
        return kinds_in(view, "target_groups" if self._by.is_of_people else "category_id")

    def of(self, kind: Kind) -> Collection[str]:
        """Return the keys of the columns of such offers."""
        *_, fact = kind
        if self._by.is_of_people:
            return frozenset(filter(None, map(self._of_group.get, fact)))
        if fact not in self._ressorts:
            return (NO_CATEGORY,)
        return (fact if self._by is Grouping.KATEGORIE else self._ressorts[fact],)

    def columns(self) -> Iterator[GapColumn]:
        """Yield the columns that can have public offers."""
        if self._by is Grouping.ZIELGRUPPE:
            for group in self._taxonomy.target_groups:
                yield _of_people(group.target_group_id, group.label, (group.target_group_id,))
        elif self._by is Grouping.PERSPEKTIVE:
            for each in self._taxonomy.perspectives:
                yield _of_people(each.perspective_id, each.label, each.target_group_ids)
        else:
            yield from self._of_ressorts()

    def _of_ressorts(self) -> Iterator[GapColumn]:
        for ressort in self._taxonomy.ressorts:
            public = [each for each in self._taxonomy.categories if each.public]
            yield from self._of_ressort(
                ressort, [each for each in public if each.ressort_id == ressort.ressort_id]
            )

    def _of_ressort(self, ressort: Ressort, categories: Iterable[Category]) -> Iterator[GapColumn]:
        if self._by is Grouping.RESSORT:
            keys = tuple(each.category_id for each in categories)
            query = {"kategorie": keys}
            yield GapColumn(column_id=ressort.ressort_id, label=ressort.label, query=query)
            return
        for each in categories:
            yield GapColumn(
                column_id=each.category_id,
                label=each.label,
                group=ressort.label,
                query={"kategorie": (each.category_id,)},
                protected=not each.has_point,
            )


def _of_people(key: str, label: str, groups: tuple[str, ...]) -> GapColumn:
    return GapColumn(column_id=key, label=label, query={"zielgruppe": groups})


def columns_of(
    kinds: Kinds,
    everything: MapView,
    wanted: Collection[str] | None,
    targets: Mapping[str, float],
) -> tuple[GapColumn, ...]:
    """Return the columns of a matrix in the order of the vocabulary.

    Parameters
    ----------
    kinds
        What the columns are.
    everything
        The whole map: tells which kinds of offers are known at all.
    wanted
        Keys of the columns in question; ``None`` for all that can have public offers.
    targets
        Offers per 1,000 inhabitants by column, or for :data:`EVERY_COLUMN`.

    Raises
    ------
    InvalidParameter
        If a column is none, or a target is negative.
    """
    there = kinds.counted(everything)
    used = frozenset(key for kind in there for key in kinds.of(kind))
    columns = [*kinds.columns(), *_without_category(kinds, there, used)]
    keys = frozenset(each.column_id for each in columns) | {NO_CATEGORY}
    _require(wanted or (), keys)
    _require(targets, keys | {EVERY_COLUMN})
    if any(target < 0 for target in targets.values()):
        raise InvalidParameter("Eine Zieldichte ist nicht kleiner als 0.")
    return tuple(
        replace(
            each,
            known=each.column_id in used,
            target=targets.get(each.column_id, targets.get(EVERY_COLUMN)),
        )
        for each in columns
        if wanted is None or each.column_id in wanted
    )


def _without_category(
    kinds: Kinds, there: Iterable[Kind], used: Collection[str]
) -> Iterator[GapColumn]:
    if NO_CATEGORY in used:
        values = {kind[-1] or NO_CATEGORY for kind in there if NO_CATEGORY in kinds.of(kind)}
        query = {"kategorie": tuple(sorted(values))}
        yield GapColumn(column_id=NO_CATEGORY, label=WITHOUT_CATEGORY, query=query)


def _require(keys: Iterable[str], known: Collection[str]) -> None:
    for key in keys:
        if key not in known:
            raise InvalidParameter(
                f"Die Spalte „{key}“ gibt es nicht. Es gibt: {', '.join(sorted(known))}."
            )
