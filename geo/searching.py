"""Search in the texts of resources, forgiving typing errors.

The page's script (``textsearch.ts``, ``nearest.ts``) finds the same in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from geo.areas import AreaHierarchy, Level
from geo.resources import Resource
from geo.taxonomy import Taxonomy

_SPELT_OUT = re.compile("([aou])e")
_BLANK = r"\s\x1c-\x1f\x85\ufeff"
_TYPED = re.compile(f'["„“”]([^"„“”]*)["„“”]|([^"„“”{_BLANK}]+)')
_PART = re.compile(r"[^\W_]+")
_SPACE = re.compile(f"[{_BLANK}]+")
_NUMBER = re.compile("[0-9]+")


def search_key(text: str) -> str:
    """Fold text for searching: "Süd", "Sued" and "SUD" are one, so are "Straße" and "strasse".

    No case, no accents, ``ß`` as ``ss``; ``ä`` and ``ae`` both as ``a`` (likewise ``ö`` and
    ``ü``), in the searched text and in the words that are looked for. A part of a word that
    starts with the ``e`` after such a letter is therefore not found ("ell" in "aktuell").
    The page's script folds in the same way.
    """
    if text.isascii():
        return _SPELT_OUT.sub(r"\1", text.lower())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPELT_OUT.sub(r"\1", bare)


def sozialraeume_of(resource: Resource) -> frozenset[str]:
    """Return the ids of all Sozialräume that a resource is in or serves."""
    own = {resource.sozialraum_id} if resource.sozialraum_id else set()
    return frozenset(own | set(resource.service_areas))


@dataclass(frozen=True, slots=True)
class Term:
    """What one typed word stands for.

    Parameters
    ----------
    typed
        The word as it was typed.
    meanings
        Folded words, one of which must occur.
    corrected
        Whether the word itself occurs nowhere, so that the nearest words stand for it.
    """

    typed: str
    meanings: tuple[str, ...]
    corrected: bool = False


class SearchIndex:
    """Folded texts of all resources of a view, and the words that occur in them.

    Parameters
    ----------
    resources
        Resources of each layer id. What they are searched by: name, provider, address,
        Kategorie, Zielgruppen, and the Sozialräume and Planregionen that they are in or serve.
    areas, taxonomy
        Names of what resources have as ids.
    """

    def __init__(
        self,
        resources: Mapping[str, Sequence[Resource]],
        *,
        areas: AreaHierarchy,
        taxonomy: Taxonomy,
    ) -> None:
        self._resources = resources
        self._spaces = {area.area_id: area.name for area in areas.at(Level.SOZIALRAUM)}
        names = {area.area_id: area.name for area in areas.at(Level.PLANREGION)}
        parents = areas.parents(Level.SOZIALRAUM)
        self._regions = {each: names.get(parents[each], "") for each in parents}
        self._categories = {each.category_id: each.label for each in taxonomy.categories}
        self._groups = {each.target_group_id: each.label for each in taxonomy.target_groups}
        fold = lru_cache(maxsize=None)(search_key)
        self._texts = {
            layer_id: tuple("\n".join(map(fold, self._fields(each))) for each in group)
            for layer_id, group in resources.items()
        }
        self._prefixes: dict[int, tuple[str, ...]] = {}

    def _fields(self, resource: Resource) -> Iterator[str]:
        yield from (resource.name, resource.provider)
        yield from (resource.street, resource.postcode, resource.place)
        yield self._categories.get(resource.category_id or "", "")
        yield from (self._groups.get(each, "") for each in resource.target_groups)
        spaces = sorted(sozialraeume_of(resource))
        yield from (self._spaces.get(each, "") for each in spaces)
        yield from dict.fromkeys(self._regions.get(each, "") for each in spaces)

    def terms(self, q: str) -> tuple[Term, ...]:
        """Say what each word of a search stands for.

        A word that occurs nowhere stands for the nearest words of the data; whole words are
        preferred to those that only begin so. Words in quotation marks stand for themselves. A
        number belongs to the word before it where the two stand together in the data: of
        "Planregion 1", the 1 alone would be in every postcode.
        """
        return tuple(
            term
            for quoted, plain in self._joined(_TYPED.findall(q))
            for term in (self._exact(quoted) if quoted else self._tolerant(plain))
        )

    def _joined(self, typed: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Quote each word together with the number that belongs to it."""
        words = iter(zip(typed, [*typed[1:], ("", "")], strict=True))
        for (quoted, word), (_, following) in words:
            pair = f"{word} {following}"
            if word and _NUMBER.fullmatch(following) and search_key(pair) in self._everything:
                next(words)
                yield pair, ""
            else:
                yield quoted, word

    def matches(self, layer_id: str, terms: Sequence[Term]) -> list[bool]:
        """Tell for each resource of a layer whether all terms occur in it."""
        texts = self._texts[layer_id]
        found = [True] * len(texts)
        for meanings in dict.fromkeys(term.meanings for term in terms):
            occurs = re.compile("|".join(map(re.escape, meanings))).search
            found = [
                known and occurs(text) is not None for known, text in zip(found, texts, strict=True)
            ]
        return found

    def spelling(self, word: str) -> str:
        """Return how a word of :attr:`Term.meanings` is written in the data."""
        return self._spelled.get(word, word)

    def _exact(self, typed: str) -> Iterator[Term]:
        phrase = _SPACE.sub(" ", search_key(typed)).strip()
        if phrase:
            yield Term(typed, (phrase,))

    def _tolerant(self, typed: str) -> Iterator[Term]:
        for word in _SPACE.split(search_key(typed)):
            parts = _PART.findall(word)
            if word and (word in self._everything or not parts):
                yield Term(typed, (word,))
            elif word:
                yield from (self._nearest(typed, part) for part in parts)

    def _nearest(self, typed: str, word: str) -> Term:
        if word in self._everything:
            return Term(typed, (word,))
        limit = tolerance(word)
        near, distance = _closest(word, self._words, limit)
        begun = self._begun(word, distance - 1 if near else limit)
        found = begun or near
        return Term(typed, found or (word,), corrected=bool(found))

    def _begun(self, word: str, limit: int) -> tuple[str, ...]:
        lengths = range(len(word) - limit, len(word) + limit + 1)
        prefixes = [each for length in lengths for each in self._prefixes_of(length)]
        begins, _ = _closest(word, prefixes, limit)
        return tuple(each for each in self._words if begins and each.startswith(begins))

    def _prefixes_of(self, length: int) -> tuple[str, ...]:
        if length not in self._prefixes:
            cut = dict.fromkeys(word[:length] for word in self._words if len(word) >= length)
            self._prefixes[length] = tuple(cut)
        return self._prefixes[length]

    @cached_property
    def _everything(self) -> str:
        return "\n\n".join("\n\n".join(texts) for texts in self._texts.values())

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """Words of letters, folded, as they are written where they come first.

        Not beyond the first plane of Unicode, where scripts count letters in other units.
        """
        fields = (self._fields(each) for group in self._resources.values() for each in group)
        texts = dict.fromkeys(text for each in fields for text in each)
        spelled: dict[str, str] = {}
        for text in texts:
            for part in _PART.findall(unicodedata.normalize("NFC", text)):
                spelled.setdefault(search_key(part), part)
        return {word: spelled[word] for word in spelled if word.isalpha() and max(word) <= "\uffff"}

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(sorted(self._spelled))


def tolerance(word: str) -> int:
    """Return how many typing errors a folded word may have; one with digits has none."""
    if not word.isalpha() or len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def _closest(word: str, choices: Sequence[str], limit: int) -> tuple[tuple[str, ...], int]:
    """Return all choices at the smallest distance in typing errors, and that distance.

    It counts letters left out, added, changed and swapped with their neighbour (optimal string
    alignment distance). What is further away than ``limit`` is no choice.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if limit < 1:
        return (), 0
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=limit, limit=None)
    best = min((distance for _, distance, _ in found), default=0)
    return tuple(each for each, distance, _ in found if distance == best), best
