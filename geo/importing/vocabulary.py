"""From the words of a list to the keys of categories, target groups and areas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from geo.areas import AreaHierarchy, Level
from geo.county import County
from geo.importing.cleaning import fold
from geo.importing.decisions import decision_key
from geo.importing.likeness import alike
from geo.taxonomy import Taxonomy

_PARTS = re.compile(r"[,/]|\bund\b")
_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_ABBREVIATION = re.compile(r"\s\(([^)]*)\)")
_SHARED_ENDING = re.compile(r"(?P<first>\w+)-\s+und\s+(?P<whole>\w+)")
_LIST = re.compile(r"[;|\n]")
_LOOSE_LIST = re.compile(r"[;|\n,/]|\bund\b|\bu\.")
_LONGEST_NAME = 60
_MOST_SIMILAR = 3
Kind = Literal["category", "target_group"]
Decided = Mapping[str, tuple[str, ...]]
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
            for name in _names(category.category_id, category.label, category.synonyms)
        )
        self._target_groups = _unique(
            (name, group.target_group_id)
            for group in taxonomy.target_groups
            for name in _names(group.target_group_id, group.label, group.synonyms)
        )
        self._areas = _area_names(areas, county)
        self._sozialraeume = {area.area_id: area.name for area in areas.at(Level.SOZIALRAUM)}

    def category(self, text: str) -> str | None:
        """Return the key of a category by key, its last part, label or a name in its label.

        An addition in parentheses does not matter; several names must mean the same category.
        """
        if self._taxonomy.has_category(text):
            return text
        plain = _PARENTHESES.sub("", text)
        for whole in (text, plain):
            if fold(whole) in self._categories:
                return self._categories[fold(whole)]
        keys = {self._categories.get(fold(part)) for part in _PARTS.split(plain)}
        return keys.pop() if len(keys) == 1 else None

    def similar(self, kind: Kind, text: str) -> tuple[str, ...]:
        """Return keys whose names are much like a text, the most similar first; at most three."""
        names = self._categories if kind == "category" else self._target_groups
        scores: dict[str, float] = {}
        for name, score in alike(text[:_LONGEST_NAME], names):
            scores[names[name]] = max(score, scores.get(names[name], 0.0))
        return tuple(sorted(scores, key=lambda key: -scores[key])[:_MOST_SIMILAR])

    def target_groups(
        self, text: str, decided: Decided | None = None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return keys of the target groups in a text, in display order, and what is unknown.

        Parameters
        ----------
        text
            A cell; several groups stand in it with any separator.
        decided
            What words mean that a person has decided about, by their ``decision_key``.
        """
        found: list[str] = []
        unknown: list[str] = []
        for part in filter(None, map(str.strip, _LIST.split(text))):
            keys, rest = self._groups_of_part(part, decided or {})
            found += keys
            unknown += rest
        return self._taxonomy.in_order(found), tuple(unknown)

    def _groups_of_part(self, part: str, decided: Decided) -> tuple[list[str], list[str]]:
        whole = self._groups_of_word(part, decided)
        if whole is not None:
            return list(whole), []
        found: list[str] = []
        unknown: list[str] = []
        for word in filter(None, map(str.strip, _LOOSE_LIST.split(part))):
            keys = self._groups_of_word(word, decided)
            found += keys or ()
            unknown += [word] if keys is None else []
        return found, unknown

    def _groups_of_word(self, word: str, decided: Decided) -> tuple[str, ...] | None:
        if decision_key(word) in decided:
            return decided[decision_key(word)]
        key = self._target_groups.get(fold(word))
        return None if key is None else (key,)

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


def _names(key: str, label: str, synonyms: Iterable[str]) -> set[str]:
    """Return the names of a category or target group: key, label, their parts, synonyms."""
    plain = _PARENTHESES.sub("", label)
    unfolded = label.replace("(", "").replace(")", "")
    parts = [part for part in _PARTS.split(plain) if not part.strip().endswith("-")]
    short = [key.rpartition(".")[2], *_ABBREVIATION.findall(label)]
    names = (key, *short, label, plain, unfolded, *parts, *_shared_endings(plain), *synonyms)
    return {fold(name) for name in names} - {""}


def _shared_endings(label: str) -> Iterator[str]:
    """Yield what „Schuldner- und Insolvenzberatung“ may stand for: „Schuldnerberatung“.

    Where the shared word begins is not known, so every ending of four letters or more is tried;
    most of these names are no words and meet nothing.
    """
    for match in _SHARED_ENDING.finditer(label):
        for start in range(1, len(match["whole"]) - 3):
            yield match["first"] + match["whole"][start:]


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
