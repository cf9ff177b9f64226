"""From the words of a list to the keys of categories, target groups and areas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from geo.areas import AreaHierarchy, Level
from geo.county import County
from geo.importing.decisions import decision_key
from geo.likeness import NameIndex
from geo.spelling import fold
from geo.taxonomy import Taxonomy

_PARTS = re.compile(r"[,/]|\bund\b")
_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_ABBREVIATION = re.compile(r"\s\(([^)]*)\)")
_SHARED_ENDING = re.compile(r"(?P<first>\w+)-\s+und\s+(?P<whole>\w+)")
_LIST = re.compile(r"[;|\n]")
_LOOSE_LIST = re.compile(r"[;|\n,/]|\b(?:und|sowie|oder)\b|\bu\.")
_AND = re.compile(r"\s(?:u\.|&|\+)\s")
_GENDER = re.compile(r"(?<=[^\W\d_])[*:_/]-?(innen|in|r|n)\b")  # Bürger*innen, Schüler/-innen
_FILLER = re.compile(
    r"^(?:für|deren|ihre|auch|alle|sowie|vor allem|insbesondere|insb\.|v\. ?a\.)\s+", re.IGNORECASE
)
_LONGEST_NAME = 60
_LONGEST_TEXT = 200
_MOST_SIMILAR = 3
Kind = Literal["category", "target_group"]
Decided = Mapping[str, tuple[str, ...]]
Entry = tuple[str, str, tuple[str, ...]]  # key, label, synonyms
_WHOLE_COUNTY = ("kreisweit", "landkreisweit", "ganzer Kreis", "gesamter Kreis", "Landkreis")


class Vocabulary:
    """Look-up of names, tolerant of case, umlauts and punctuation.

    A name that stands for two keys stands for none.
    """

    def __init__(self, taxonomy: Taxonomy, areas: AreaHierarchy, county: County) -> None:
        self._taxonomy = taxonomy
        categories = [(each.category_id, each.label, each.synonyms) for each in taxonomy.categories]
        groups = [
            (each.target_group_id, each.label, each.synonyms) for each in taxonomy.target_groups
        ]
        self._categories = _unique(categories, _all_names)
        self._target_groups = _unique(groups, _all_names)
        self._similar = {
            "category": _Similar(_unique(categories, _usual_names)),
            "target_group": _Similar(_unique(groups, _usual_names)),
        }
        protected = {each.category_id for each in taxonomy.categories if not each.has_point}
        hidden = [entry for entry in categories if entry[0] in protected]
        self._protected = _Similar(_unique(hidden, _usual_names))
        self._areas = _area_names(areas, county)
        self._sozialraeume = {area.area_id: area.name for area in areas.at(Level.SOZIALRAUM)}

    def category(self, text: str) -> str | None:
        """Return the key of a category by key, its last part, label, part of it or synonym.

        An addition in parentheses does not matter; several names must mean the same category.
        """
        if len(text) > _LONGEST_TEXT:
            return None
        if self._taxonomy.has_category(text):
            return text
        text = _AND.sub(" und ", text)
        plain = _PARENTHESES.sub("", text)
        for whole in (text, plain):
            if fold(whole) in self._categories:
                return self._categories[fold(whole)]
        keys = {self._categories.get(fold(part)) for part in _PARTS.split(plain)}
        return keys.pop() if len(keys) == 1 else None

    def similar(self, kind: Kind, text: str) -> tuple[str, ...]:
        """Return keys whose names are much like a text, the most similar first; at most three.

        If several names stand in the text, what they mean comes first.
        """
        names = self._categories if kind == "category" else self._target_groups
        parts = [names.get(fold(part)) for part in _LOOSE_LIST.split(text)]
        found = (*filter(None, parts), *self._similar[kind].keys(text[:_LONGEST_NAME]))
        return tuple(dict.fromkeys(found))[:_MOST_SIMILAR]

    def sounds_protected(self, text: str) -> bool:
        """Tell whether a text is much like a name of offers whose place must never be known."""
        return bool(text) and bool(self._protected.keys(text[:_LONGEST_TEXT]))

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
        text = _AND.sub(" und ", _GENDER.sub(r"*\1", text))  # a slash would separate groups
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
        bare = _FILLER.sub("", word)
        spellings = (word, bare, _GENDER.sub(r"\1", bare), _GENDER.sub("", bare))
        keys = (self._target_groups.get(fold(each)) for each in spellings)
        key = next(filter(None, keys), None)
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


class _Similar:
    """Keys by names that are much like a text."""

    def __init__(self, names: dict[str, str]) -> None:
        self._keys = names

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._keys)

    def keys(self, text: str) -> list[str]:
        """Return keys, the most similar first."""
        scores: dict[str, float] = {}
        for name, score in self._index.alike(text).items():
            key = self._keys[name]
            scores[key] = max(score, scores.get(key, 0.0))
        return sorted(scores, key=lambda key: -scores[key])


def _all_names(key: str, label: str, synonyms: Iterable[str]) -> Iterator[str]:
    """Yield what stands for a category or target group: its key too, and words of its label."""
    plain = _PARENTHESES.sub("", label)
    yield from (key, key.rpartition(".")[2], *_shared_endings(plain))
    yield from _usual_names(key, label, synonyms)


def _usual_names(_key: str, label: str, synonyms: Iterable[str]) -> Iterator[str]:
    """Yield what people call a category or target group: label, its parts, synonyms."""
    plain = _PARENTHESES.sub("", label)
    unfolded = label.replace("(", "").replace(")", "")
    parts = (part for part in _PARTS.split(plain) if not part.strip().endswith("-"))
    yield from (label, plain, unfolded, *parts, *_ABBREVIATION.findall(label), *synonyms)


def _shared_endings(label: str) -> Iterator[str]:
    """Yield what „Schuldner- und Insolvenzberatung“ may stand for: „Schuldnerberatung“.

    Where the shared word begins is not known, so every ending of four letters or more is tried;
    most of these names are no words and meet nothing.
    """
    for match in _SHARED_ENDING.finditer(label):
        for start in range(1, len(match["whole"]) - 3):
            yield match["first"] + match["whole"][start:]


def _unique(entries: Iterable[Entry], names_of: Callable[..., Iterator[str]]) -> dict[str, str]:
    """Return the key behind each folded name; a name that stands for two keys is not in it."""
    keys: dict[str, set[str]] = {}
    for entry in entries:
        for name in names_of(*entry):
            keys.setdefault(fold(name), set()).add(entry[0])
    return {name: next(iter(found)) for name, found in keys.items() if len(found) == 1 and name}


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
