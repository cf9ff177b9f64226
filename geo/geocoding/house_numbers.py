"""House numbers: one way of writing each, and where in a text they begin."""

from __future__ import annotations

import re
from functools import lru_cache

_UNIT = re.compile(
    r"(?P<before>.*?\d\s?[a-z]?)[\s,;]+(?:\d{1,2}\.\s*(?:OG|UG|Etage|Stock|Obergeschoss)|"
    r"(?:Haus|Hs|Gebäude|Geb|Aufgang|Eingang|Block|Flügel|Seitenflügel|Hinterhaus|Vorderhaus|HH|VH"
    r"|SF|EG|DG|OG|UG|Erdgeschoss|Dachgeschoss|Obergeschoss|Etage|Stock|Whg|Wohnung|Raum|Zimmer"
    r"|Hof|links|rechts))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NOTE = re.compile(r"(?<=[\da-z])\s*\([^()]*\)\s*$", re.IGNORECASE)
_NUMBER = (
    r"\d{1,4}(?!\d)(?:(?:\s*[-–—/+&,]\s*|\s+|(?<=[a-z]))\d{1,4}(?!\d)"
    r"|\s*[-–—/+&,]?\s*[a-z]{1,2}(?![^\W\d_]))*"
)
_WHOLE = re.compile(_NUMBER, re.IGNORECASE)
_START = re.compile(r"(?<![\d,/+&–—-])\d{1,4}(?!\d)")
_PREFIX = re.compile(
    r"(?:\b(?:Haus-?\s?(?:nummer|nr\.?)|Hnr\.?|Nummer|Nr\.?|No\.?)|[,;])?[\s,;]*$", re.IGNORECASE
)
_WORDS = re.compile(r"(?<=[\da-z])\s*(?:\s(?:bis|und|u\.)\s|[–—])\s*(?=\d)", re.IGNORECASE)
_GAPS = re.compile(r"\s*([-/+&,])\s*")
_PARTS = re.compile(r"(\d+)\s*([a-z]*)|([a-z]+)")
_LONGEST = 120


@lru_cache(maxsize=65_536)
def canonical(number: str) -> str:
    """Return a house number in the one way it is compared.

    „58 B“ is ``58b``, „1 - 1a“ is ``1-1a``, „7 / 9“ is ``7/9``, „007“ is ``7``. A blank stays
    only between digits, where it separates two numbers.
    """
    text = _GAPS.sub(r"\1", _WORDS.sub("-", number.lower().strip()))
    text = re.sub(r"(?<=[a-z])\s+|\s+(?=[a-z])", "", text)
    return re.sub(r"(?<!\d)0+(?=\d)", "", " ".join(text.split()))


def is_house_number(text: str) -> bool:
    """Tell whether a text is a house number and nothing else."""
    return len(text) <= _LONGEST and bool(_WHOLE.fullmatch(_WORDS.sub("-", text.strip())))


def without_unit(text: str) -> str:
    """Return text without what follows a house number within the building.

    „12 Haus 3“, „12, 2. OG“ and „12 (Hinterhof)“ are ``12``.
    """
    bare = _NOTE.sub("", text[:_LONGEST])
    found = _UNIT.fullmatch(bare)
    return found["before"] if found else bare


def splits(text: str) -> list[tuple[str, str]]:
    """Return all ways to take a text apart into street and house number, the longest number first.

    The last way is the whole text as a street without a number: „An der B 102“.
    """
    text = _WORDS.sub("-", text[:_LONGEST]).strip(" ,;")
    found = []
    for start in _START.finditer(text):
        number = text[start.start() :]
        street = _PREFIX.sub("", text[: start.start()]).strip(" ,;")
        if street and _WHOLE.fullmatch(number):
            found.append((street, canonical(number)))
    return [*found, (text, "")]


def parts(number: str) -> list[tuple[int, str]]:
    """Return the single numbers of a range: ``58b-60`` is 58b and 60, ``13a-c`` 13a and 13c."""
    found: list[tuple[int, str]] = []
    for digits, suffix, letter in _PARTS.findall(number):
        if digits:
            found.append((int(digits), suffix))
        elif found:
            found.append((found[-1][0], letter))
    return found


def distance(one: tuple[int, str], other: tuple[int, str]) -> tuple[int, int, int]:
    """Return how far two numbers are apart along a street, for sorting.

    A number on the same side (both even or both odd) is nearer than one across.
    """
    step = abs(one[0] - other[0])
    suffixes = abs(_rank(one[1]) - _rank(other[1]))
    return (step + (step % 2), step % 2, suffixes)


def _rank(suffix: str) -> int:
    return ord(suffix[0]) - 96 if suffix else 0
