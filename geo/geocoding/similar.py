"""The street that was meant when its name is written wrongly."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from geo.geocoding.keys import plain, street_words

_TYPES = re.compile(
    r"(?:strasse|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|hof|park|promenade|siedlung"
    r"|winkel|zeile|pfad|stieg|grund|berg|feld)$"
)
_SHORTEST = 5  # letters of a name without its type; below, other names are too near
_LONG = 9  # from here two slips are allowed: an umlaut written out counts as two letters
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
        Key, and ``1 - distance / length`` (optimal string alignment: letters missing, added,
        changed, swapped; an umlaut, even written out, is one letter). ``None`` unless exactly one
        street is within the limit (one slip, two for long names, none for short ones), all
        others are at least two slips further off, and the numbers in both names are equal.
    """
    key = "".join(street_words(name))
    near = sorted({each for form in _forms(name, key) for each in _near(form, streets)})
    if not near or not streets[near[0][1]]:
        return None
    slips, form = near[0]
    others = [other for other, street in near if street != form]
    best = streets[form]
    if _NUMBERS.findall(key) != _NUMBERS.findall(best):
        return None
    if others and others[0] < slips + _APART:
        return None
    return (best, 1 - slips / len(best)) if _is_slip(key, best, slips) else None


def _forms(name: str, key: str) -> set[str]:
    """Return the ways to count slips: umlauts as one letter, whether or not written out."""
    return {key, _loose(key), "".join(street_words(name.lower().translate(_SINGLE)))}


def _near(key: str, streets: Mapping[str, str]) -> list[tuple[float, str]]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    limit = 2 + _APART - 1
    found = process.extract(key, list(streets), scorer=OSA.distance, score_cutoff=limit, limit=3)
    return [(slips, form) for form, slips, _ in found]


def _loose(key: str) -> str:
    return _DIGRAPHS.sub(lambda pair: pair[0][0], key)


def _is_slip(key: str, street: str, slips: float) -> bool:
    """Tell whether this many slips are no other name: none in a short one but in its type."""
    core = _TYPES.sub("", street) or street
    if len(core) < _SHORTEST:
        long_type = len(street) - len(core) >= _SHORTEST
        return long_type and key.startswith(core) and slips <= 1
    return slips <= (1 if len(core) < _LONG else 2)


def by_initials(name: str, names: Collection[str]) -> str | None:
    """Return the only name of which this one shortens words, such as „E.-Thälmann-Str.“.

    A word counts as shortened if it has up to three letters and is not the last one.
    """
    *first, _ = written = re.findall(r"[^\W_]+", plain(name)) or [""]
    if not any(len(word) <= _INITIAL for word in first):
        return None
    last = street_words(written[-1])
    found = {other for other in names if _shortens(first, last, street_words(other))}
    return found.pop() if len(found) == 1 else None


def _shortens(first: list[str], last: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return (
        len(words) == len(first) + 1
        and words[-1:] == last
        and all(
            word == full or (len(word) <= _INITIAL and full.startswith(word))
            for word, full in zip(first, words, strict=False)
        )
    )
