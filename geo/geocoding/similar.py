"""The street that was meant when its name is written wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from geo.geocoding.keys import street_words
from geo.spelling import plain

_TYPES = re.compile(
    r"(?:strasse|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|hof|park|promenade|siedlung"
    r"|winkel|zeile|pfad|stieg|grund|berg|feld)$"
)
_SHORTEST = 5  # letters of a name without its type; below, other names are too near
_APART = 2  # how much further off the next street must be
_INITIAL = 3
_NUMBERS = re.compile(r"\d+")
_SINGLE = str.maketrans("äöüß", "aous")
_DIGRAPHS = re.compile(r"ae|oe|ue|ss")


def loose_keys(keys: Iterable[str]) -> dict[str, str]:
    """Return streets for :func:`most_similar`: each key by the form in which slips are counted.

    Two streets that are the same in that form are left out of the choice: the value is empty.
    """
    found: dict[str, str] = {}
    for key in keys:
        form = _loose(key)
        found[form] = key if found.get(form, key) == key else ""
    return found


def most_similar(name: str, streets: Mapping[str, str]) -> tuple[str, float] | None:
    """Return the only street that a misspelt name can mean, and how similar it is.

    Parameters
    ----------
    name
        As written; no street of the register has this name.
    streets
        Streets of the place, as :func:`loose_keys` returns them.

    Returns
    -------
    tuple or None
        Key, and ``1 - distance / length`` (optimal string alignment: a letter missing, added,
        changed, or two swapped; an umlaut, even written out, is one letter). ``None`` unless
        exactly one street is one slip away, all others are at least two further off, its name is
        not short, and the numbers in both names are equal.
    """
    key = "".join(street_words(name))
    near = sorted({each for form in _forms(name, key) for each in _near(form, streets)})
    if not near or near[0][0] > 1 or not streets[near[0][1]]:
        return None
    slips, form = near[0]
    others = [other for other, street in near if street != form]
    best = streets[form]
    if _NUMBERS.findall(key) != _NUMBERS.findall(best):
        return None
    if others and others[0] < slips + _APART:
        return None
    return (best, 1 - slips / len(best)) if _may_slip(key, best) else None


def _forms(name: str, key: str) -> set[str]:
    """Return the ways to count slips: umlauts as one letter, whether or not written out."""
    return {key, _loose(key), "".join(street_words(name.lower().translate(_SINGLE)))}


def _near(key: str, streets: Mapping[str, str]) -> list[tuple[float, str]]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(key, list(streets), scorer=OSA.distance, score_cutoff=_APART, limit=3)
    return [(slips, form) for form, slips, _ in found]


def _loose(key: str) -> str:
    return _DIGRAPHS.sub(lambda pair: pair[0][0], key)


def _may_slip(key: str, street: str) -> bool:
    """Tell whether a name is long enough for a slip; in a short one only a long type may have it.

    „Jahnstrße“ is Jahnstraße, „Jannstraße“ may be another name.
    """
    core = _loose(_TYPES.sub("", street) or street)
    if len(core) >= _SHORTEST:
        return True
    return len(street) - len(core) >= _SHORTEST and key.startswith(core)


def by_initials(name: str, names: Iterable[str]) -> str | None:
    """Return the only name of which this one shortens words, such as „E.-Thälmann-Str.“.

    A word counts as shortened if it is one letter, or up to three and a point, and not the last.
    """
    *first, end = re.findall(r"[^\W_]+\.?", plain(name)) or [""]
    if not any(map(_is_shortened, first)):
        return None
    last = street_words(end)
    found = {other for other in names if _shortens(first, last, street_words(other))}
    return found.pop() if len(found) == 1 else None


def _shortens(first: list[str], last: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return (
        len(words) == len(first) + 1
        and words[-1:] == last
        and all(
            full.startswith(word.removesuffix(".")) if _is_shortened(word) else word == full
            for word, full in zip(first, words, strict=False)
        )
    )


def _is_shortened(word: str) -> bool:
    return len(word) == 1 or (word.endswith(".") and len(word) <= _INITIAL + 1)
