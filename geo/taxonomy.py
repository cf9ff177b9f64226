"""Controlled vocabulary: Ressorts, Kategorien, Zielgruppen and the perspectives they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from geo.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Ressort:
    """Department that a category belongs to.

    Parameters
    ----------
    ressort_id, label
        Stable key and German name.
    color
        ``#rrggbb``; white text on it has a contrast of at least 4.5:1.
    shape
        Symbol shape: ``kreis``, ``quadrat``, ``raute``, ``sechseck`` or ``schild``.
    """

    ressort_id: str
    label: str
    color: str
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """Kind of an offer (Kategorie).

    Parameters
    ----------
    category_id, label, ressort_id
        Stable key, German name, department.
    letters
        Two letters shown in the map symbol, unique over all categories.
    target_groups
        Usual target groups, used when a list names none.
    has_point
        ``False`` if the place must never be shown or stored (women's refuges).
    public
        ``False`` if offers of this kind are internal.
    synonyms
        Other names that lists use for it.
    """

    category_id: str
    label: str
    ressort_id: str
    letters: str
    target_groups: tuple[str, ...] = ()
    has_point: bool = True
    public: bool = True
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup:
    """For whom an offer is (Zielgruppe).

    Parameters
    ----------
    target_group_id, label
        Stable key and German name.
    synonyms
        Other names that lists use for it.
    perspective_id
        The perspective that it belongs to; empty for a vocabulary without perspectives.
    """

    target_group_id: str
    label: str
    synonyms: tuple[str, ...] = ()
    perspective_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """One of the views of an area that planning brings together, such as that of families.

    Parameters
    ----------
    perspective_id, label
        Stable key and German name.
    target_group_ids
        Its Zielgruppen, in display order.
    """

    perspective_id: str
    label: str
    target_group_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The vocabulary of one county, in display order."""

    ressorts: tuple[Ressort, ...]
    categories: tuple[Category, ...]
    target_groups: tuple[TargetGroup, ...]
    perspectives: tuple[Perspective, ...] = ()
    _categories: dict[str, Category] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {category.category_id: category for category in self.categories}
        object.__setattr__(self, "_categories", by_id)

    def category(self, category_id: str) -> Category:
        """Return a category.

        Raises
        ------
        NotFound
            If the id is not in the vocabulary.
        """
        try:
            return self._categories[category_id]
        except KeyError:
            raise NotFound(f"Die Kategorie {category_id!r} gibt es nicht.") from None

    @property
    def withheld(self) -> frozenset[str]:
        """Ids of the categories whose offers are internal, or have a place that is."""
        kept = (item for item in self.categories if not (item.public and item.has_point))
        return frozenset(item.category_id for item in kept)

    def has_category(self, category_id: str) -> bool:
        """Tell whether the id is in the vocabulary."""
        return category_id in self._categories

    def in_order(self, target_group_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the known ids among ``target_group_ids`` in display order, each once."""
        wanted = set(target_group_ids)
        return tuple(
            group.target_group_id for group in self.target_groups if group.target_group_id in wanted
        )
