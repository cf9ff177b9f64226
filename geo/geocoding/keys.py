"""Names of streets and places as they are compared.

Two names are the same if they differ only in case, umlauts written out, ``ß``, hyphens, blanks,
points, brackets or the usual abbreviations. Whatever else differs makes another name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geo.spelling import plain

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_WORD = re.compile(r"[^\W_]+\.?")
_CUT_OFF = re.compile(r"(?<=[a-z])(?:str|stra|stras|strass)$")
_LONGEST = 200

# Abbreviations that stand for one word only, wherever they stand in the name of a street.
_WRITTEN_OUT = {
    "str": "strasse",
    "stra": "strasse",
    "stras": "strasse",
    "strass": "strasse",
    "doktor": "dr",
    "sankt": "st",
    "professor": "prof",
    "gr": "gross",
    "grosse": "gross",
    "grosser": "gross",
    "kl": "klein",
    "kleine": "klein",
    "kleiner": "klein",
    "bgm": "buergermeister",
    "buergerm": "buergermeister",
    "geschw": "geschwister",
    "gebr": "gebrueder",
    "ch": "chaussee",
    "siedl": "siedlung",
}
# Only with a point: „pl“ and „v“ may also be parts of a name.
_WITH_POINT = {
    "pl.": "platz",
    "v.": "von",
    "a.": "am",
    "d.": "der",
    "w.": "weg",
    "all.": "allee",
    "o.t.": "ot",
}
_TYPE_WITH_POINT = (("pl.", "platz"), ("chauss.", "chaussee"), ("all.", "allee"))


@lru_cache(maxsize=65_536)
def street_words(name: str) -> tuple[str, ...]:
    """Return the words of a street's name, abbreviations written out."""
    text = _BRACKETS.sub(" ", plain(name[:_LONGEST]))
    words = [_word(word) for word in _WORD.findall(text)]
    if len(words) > 1 and words[-1] in {"nr", "hausnr", "hausnummer"}:
        del words[-1]
    return tuple(words)


def street_key(name: str) -> str:
    """Return a street's name for comparing; empty if it has no letter or digit.

    Examples: ``"Karl-Marx-Str."``, ``"karl marx strasse"`` and ``"Karl-Marx-Straße (Altstadt)"``
    have the key ``"karlmarxstrasse"``.
    """
    return "".join(street_words(name))


def _word(word: str) -> str:
    if word in _WITH_POINT:
        return _WITH_POINT[word]
    for short, long in _TYPE_WITH_POINT:
        if word.endswith(short) and len(word) > len(short) + 2:
            return word.removesuffix(short) + long
    bare = word.removesuffix(".")
    return _WRITTEN_OUT.get(bare) or _CUT_OFF.sub("strasse", bare)


_PLACE_LONG = {"gr": "gross", "kl": "klein"}
_SMALL_WORDS = frozenset({"a", "am", "an", "auf", "b", "bei", "d", "der", "die", "i", "im", "in"})
_KINDS = frozenset({"stadt", "gemeinde", "landkreis", "lk"})
_DISTRICT = re.compile(r"\b(?:OT|O\.T\.|Ortsteil|Ortst\.|GT|Gemeindeteil)(?=[\s.:]|$)[.:]?", re.I)
_PARTS = (re.compile(r"[,;()/\n]|\s[-–]\s"), re.compile(r"[,;()/\n–-]"))


@lru_cache(maxsize=65_536)
def place_key(name: str) -> str:
    """Return a place's name for comparing: small words, brackets and „Stadt“ do not count."""
    words = re.findall(r"[^\W_]+", plain(name[:_LONGEST]))
    kept = [_PLACE_LONG.get(word, word) for word in words if word not in _SMALL_WORDS]
    return " ".join(kept[1:] if len(kept) > 1 and kept[0] in _KINDS else kept)


@lru_cache(maxsize=65_536)
def place_keys(name: str) -> frozenset[str]:
    """Return all keys by which an official name is known: whole and without its addition.

    „Werder (Havel)“ is also Werder, „Stahnsdorf Ort“ Stahnsdorf, „Bad Belzig“ Belzig, „Buchholz
    b. Niemegk“ Buchholz, „Wiesenburg/Mark“ Wiesenburg.
    """
    bare = re.split(r"[(/]| b\. ", name)[0].strip().removesuffix(" Ort").removeprefix("Bad ")
    return frozenset(filter(None, (place_key(name), place_key(bare))))


def split_place(text: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Take apart what a place column says.

    Parameters
    ----------
    text
        Such as „Schwielowsee OT Caputh“, „Caputh (Schwielowsee)“, „Werder/Havel“.

    Returns
    -------
    tuple
        Ways to read it, each a tuple of keys, the least divided first; and the key that stands
        after „OT“ or „Ortsteil“, empty if there is none.
    """
    text = re.sub(r"\b(?:D-)?\d{5}\b", " ", text[:_LONGEST])
    general, *after = _DISTRICT.split(text, maxsplit=1)
    district = place_key(re.split(r"[,;()/\n]", after[0])[0]) if after else ""
    ways: list[tuple[str, ...]] = [(place_key(general),)]
    ways += [tuple(map(place_key, pattern.split(general))) for pattern in _PARTS]
    kept = [tuple(key for key in way if key) for way in ways]
    return tuple(dict.fromkeys(way for way in kept if way)), district
