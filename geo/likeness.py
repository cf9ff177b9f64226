"""How much two names are alike, whatever their word order, compounds, plurals and typing errors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from geo.spelling import fold

ALIKE = 80.0  # of 100: one wrong letter in a short word, two in a long one
_CONTAINED = 88.0  # a text that holds the name as word, and more
_COMPOUND = 84.0  # a word that holds the name as part of a compound
_SHORTEST_PART = 6
_FILLING_WORDS = """
    und u oder fuer f der die das des dem den im in an am auf von vom mit zu zur zum bei
    e v ev ggmbh gmbh staedtisch staedtische kommunal kommunale kommunaler oeffentlich
    oeffentliche freie freier sonstige sonstiges weitere allgemein
    """
_FILLERS = frozenset(_FILLING_WORDS.split())
_ENDINGS = ("innen", "en", "er", "es", "e", "n", "s")
_STEM_CHARS = 4


class _Name(NamedTuple):
    name: str
    stem: str
    words: frozenset[str]

    @property
    def is_part(self) -> bool:
        """Whether a compound may hold it."""
        return len(self.words) == 1 and len(self.stem) >= _SHORTEST_PART


class NameIndex:
    """Finds the names most like a text.

    Parameters
    ----------
    names
        Folded names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        split = ((name, stems(name)) for name in names)
        self._names = tuple(
            _Name(name, " ".join(sorted(words)), frozenset(words)) for name, words in split if words
        )
        self._stems = [known.stem for known in self._names]
        self._parts = [known for known in self._names if known.is_part]

    def alike(self, text: str) -> dict[str, float]:
        """Return the names that are much like a text, with a score of 80 to 100.

        Alike are names that differ in a few letters after sorting the words and dropping plural
        endings and filling words; a text that holds a name as a word („Kita Sonnenschein“); and
        a compound that holds it („Waldkindergartengruppe“), the more the longer the name.
        """
        words = frozenset(stems(text))
        if not words:
            return {}
        stem = " ".join(sorted(words))
        scores = {known.name: _score(_COMPOUND, known, stem) for known in self._within(stem)}
        for name, score in self._spelled_alike(stem).items():
            scores[name] = max(score, scores.get(name, 0.0))
        for known in self._names:
            if known.words <= words:
                scores[known.name] = _score(_CONTAINED, known, stem)
        return scores

    def _within(self, stem: str) -> list[_Name]:
        return [known for known in self._parts if known.stem in stem]

    def _spelled_alike(self, stem: str) -> dict[str, float]:
        from rapidfuzz import fuzz, process

        found = process.extract(stem, self._stems, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=10)
        return {self._names[index].name: score for _, score, index in found}


def _score(lowest: float, known: _Name, stem: str) -> float:
    """Return a score that grows with the share of the text that the name takes up."""
    span = 100.0 - _CONTAINED if lowest == _CONTAINED else _CONTAINED - _COMPOUND
    return lowest + span * min(1.0, len(known.stem) / len(stem))


def stems(text: str) -> list[str]:
    """Return the words of a text without filling words and plural endings."""
    return [_stem(word) for word in fold(text).split() if word not in _FILLERS]


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_CHARS:
            return word.removesuffix(ending)
    return word
