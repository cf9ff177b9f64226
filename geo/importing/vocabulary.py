"""From the words of a list to the keys of categories, target groups and areas."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.areas import AreaHierarchy, Level
from geo.county import County
from geo.importing.cleaning import fold
from geo.taxonomy import Taxonomy

_PARTS = re.compile(r"[,/]|\bund\b")
_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_LIST = re.compile(r"[;|\n]")
_LOOSE_LIST = re.compile(r"[;|\n,/]|\bund\b|\bu\.")
_WHOLE_COUNTY = ("kreisweit", "landkreisweit", "ganzer Kreis", "gesamter Kreis", "Landkreis")


class Vocabulary:
    """Look-up of names, tolerant of case, umlauts and punctuation.

    A name that stands for two keys stands for none.
    """

    def __init__(self, taxonomy: Taxonomy, areas: AreaHierarchy, county: County) -> None:
        self._taxonomy = taxonomy
        self._categories = _unique(
            (name, category.category_id)
            for category in taxonomy.categories
            for name in _names(category.category_id, category.label)
        )
        self._target_groups = _unique(
            (name, group.target_group_id)
            for group in taxonomy.target_groups
            for name in _names(group.target_group_id, group.label)
        )
        self._areas = _area_names(areas, county)
        self._sozialraeume = {area.area_id: area.name for area in areas.at(Level.SOZIALRAUM)}

    def category(self, text: str) -> str | None:
        """Return the key of a category by key, label or one of the names in its label."""
        if self._taxonomy.has_category(text):
            return text
        return self._categories.get(fold(text))

    def target_groups(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return keys of the target groups in a text, in display order, and what is unknown."""
        found: list[str] = []
        unknown: list[str] = []
        for part in filter(None, map(str.strip, _LIST.split(text))):
            keys, rest = self._groups_of_part(part)
            found += keys
            unknown += rest
        return self._taxonomy.in_order(found), tuple(unknown)

    def _groups_of_part(self, part: str) -> tuple[list[str], list[str]]:
        whole = self._target_groups.get(fold(part))
        if whole:
            return [whole], []
        found: list[str] = []
        unknown: list[str] = []
        for word in filter(None, map(str.strip, _LOOSE_LIST.split(part))):
            key = self._target_groups.get(fold(word))
            (found if key else unknown).append(key or word)
        return found, unknown

    def sozialraum(self, text: str) -> str | None:
        """Return the id of one Sozialraum by id or name."""
        ids = self._areas.get(fold(text), ())
        return ids[0] if len(ids) == 1 else None

    def service_areas(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the Sozialraum ids of the areas in a text, and what is unknown.

        A Planregion stands for its Sozialräume, the county for all, a Gemeinde for its own.
        """
        ids: list[str] = []
        unknown: list[str] = []
        for part in filter(None, map(str.strip, _LIST.split(text))):
            if fold(part) in self._areas:
                ids += self._areas[fold(part)]
                continue
            for word in filter(None, map(str.strip, part.split(","))):
                ids += self._areas.get(fold(word), ())
                unknown += [] if fold(word) in self._areas else [word]
        return tuple(dict.fromkeys(ids)), tuple(unknown)

    def sozialraum_name(self, area_id: str) -> str:
        """Return the name of a Sozialraum, the id itself if it is unknown."""
        return self._sozialraeume.get(area_id, area_id)


def _names(key: str, label: str) -> set[str]:
    plain = _PARENTHESES.sub("", label)
    return {fold(name) for name in (key, label, plain, *_PARTS.split(plain))} - {""}


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    keys: dict[str, set[str]] = {}
    for name, key in pairs:
        keys.setdefault(name, set()).add(key)
    return {name: next(iter(found)) for name, found in keys.items() if len(found) == 1}


def _area_names(areas: AreaHierarchy, county: County) -> dict[str, tuple[str, ...]]:
    """Return the Sozialraum ids behind every name and key; larger areas give way to smaller."""
    sozialraeume = areas.at(Level.SOZIALRAUM)
    everything = tuple(area.area_id for area in sozialraeume)
    names = dict.fromkeys(map(fold, (county.name, county.ars, *_WHOLE_COUNTY)), everything)
    for region in areas.at(Level.PLANREGION):
        inside = tuple(area.area_id for area in sozialraeume if area.parent_id == region.area_id)
        names[fold(region.name)] = names[fold(f"Planregion {region.area_id}")] = inside
    for gemeinde in areas.at(Level.GEMEINDE):
        own = (gemeinde.parent_id or "",)
        names[fold(gemeinde.name)] = names[fold(gemeinde.area_id)] = own
    for area in sozialraeume:
        for name in (area.area_id, area.name, f"{area.kind} {area.name}"):
            names[fold(name)] = (area.area_id,)
    return names
