"""Filters of map, table and export: the same query everywhere.

Repeated values of one key are alternatives, different keys must all hold. A resource that
serves areas without being a point in them belongs to each of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from geo.areas import AreaHierarchy, Level
from geo.resources import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceFilter:
    """A query as it stands in the address; an empty field does not restrict.

    Parameters
    ----------
    ebene, kategorie, zielgruppe, traeger, planregion, sozialraum, art
        Accepted layer ids, category ids, target group ids, provider names, area ids and
        reach values.
    q
        Words that must all occur in name, provider, address or category.
    """

    ebene: frozenset[str] = frozenset()
    kategorie: frozenset[str] = frozenset()
    zielgruppe: frozenset[str] = frozenset()
    traeger: frozenset[str] = frozenset()
    planregion: frozenset[str] = frozenset()
    sozialraum: frozenset[str] = frozenset()
    art: frozenset[str] = frozenset()
    q: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> ResourceFilter:
        """Read the filter from query parameters; unknown keys are ignored."""
        keys = ("ebene", "kategorie", "zielgruppe", "traeger", "planregion", "sozialraum", "art")
        values = {key: frozenset(filter(None, query.get(key, ()))) for key in keys}
        return cls(**values, q=" ".join(query.get("q", ())).strip())

    def to_query(self) -> dict[str, list[str]]:
        """Return the query parameters that :meth:`from_query` reads as this filter."""
        query = {key: sorted(values) for key, values in asdict(self).items() if key != "q"}
        return {key: values for key, values in {**query, "q": [self.q]}.items() if any(values)}

    def accepts_layer(self, layer_id: str) -> bool:
        """Tell whether a layer is wanted at all."""
        return not self.ebene or layer_id in self.ebene


_SPELT_OUT = re.compile("([aou])e")


def search_key(text: str) -> str:
    """Fold text for searching: "Süd", "Sued" and "SUD" are one, so are "Straße" and "strasse".

    No case, no accents, ``ß`` as ``ss``; ``ä`` and ``ae`` both as ``a`` (likewise ``ö`` and
    ``ü``), in the searched text and in the words that are looked for. A part of a word that
    starts with the ``e`` after such a letter is therefore not found ("ell" in "aktuell").
    The page's script folds in the same way.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPELT_OUT.sub(r"\1", bare)


def sozialraeume_of(resource: Resource) -> frozenset[str]:
    """Return the ids of all Sozialräume that a resource is in or serves."""
    own = {resource.sozialraum_id} if resource.sozialraum_id else set()
    return frozenset(own | set(resource.service_areas))


def select(
    resources: Iterable[Resource],
    wanted: ResourceFilter,
    *,
    areas: AreaHierarchy,
    category_labels: Mapping[str, str],
) -> tuple[Resource, ...]:
    """Return the resources of one layer that match, in the given order.

    Parameters
    ----------
    resources
        Resources of a layer that :meth:`ResourceFilter.accepts_layer`.
    wanted
        The query.
    areas
        Gives the Planregion of each Sozialraum.
    category_labels
        German name of each category id, searched by ``q``.
    """
    regions = {area.area_id: area.parent_id or "" for area in areas.at(Level.SOZIALRAUM)}
    words = search_key(wanted.q).split()
    return tuple(
        resource
        for resource in resources
        if _matches_facets(resource, wanted, regions)
        and _matches_words(resource, words, category_labels)
    )


def _matches_facets(resource: Resource, wanted: ResourceFilter, regions: Mapping[str, str]) -> bool:
    spaces = sozialraeume_of(resource)
    facets: tuple[tuple[frozenset[str], Iterable[str]], ...] = (
        (wanted.kategorie, (resource.category_id or "",)),
        (wanted.zielgruppe, resource.target_groups),
        (wanted.traeger, (resource.provider,)),
        (wanted.art, (resource.reach.value,)),
        (wanted.sozialraum, spaces),
        (wanted.planregion, (regions.get(space, "") for space in spaces)),
    )
    return all(not accepted or not accepted.isdisjoint(values) for accepted, values in facets)


def _matches_words(
    resource: Resource, words: Sequence[str], category_labels: Mapping[str, str]
) -> bool:
    if not words:
        return True
    text = search_key(
        " ".join(
            (
                resource.name,
                resource.provider,
                resource.street,
                resource.postcode,
                resource.place,
                category_labels.get(resource.category_id or "", ""),
            )
        )
    )
    return all(word in text for word in words)
