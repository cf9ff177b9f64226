"""Angles as people write them: degrees, minutes and seconds in all German spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 120  # no coordinate is longer; the search for a pair is quadratic in the worst case

# words and signs, and the one sign that stands for them below; the longer ones first
_SPELLINGS = (
    (r"''|´´|’’|′′|``|″|”|“|„|sekunden?|sek\.?|seconds?|sec\.?", '"'),
    (r"´|’|′|‘|`|minuten?|min\.?|minutes?", "'"),
    (r"º|˚|grad|degrees?|deg\.?", "°"),
    (r"n(ördl(iche[rn]?|\.)?|\.)?\s*br(eite|\.)|nörd(lich|l\.)|nord|north", "n"),
    (r"s(üdl(iche[rn]?|\.)?|\.)?\s*br(eite|\.)|süd(lich|l\.)|south", "s"),
    (r"(ö(stl(iche[rn]?|\.)?|\.)?|e\.)\s*l(änge|\.)|öst(lich|l\.)|ost|east", "e"),
    (r"w(estl(iche[rn]?|\.)?|\.)?\s*l(änge|\.)|west(lich|l\.)?", "w"),
    (r"(geogr(aphische|\.)?\s*)?(breite(ngrad)?|latitude|lat)\b\.?", "n"),
    (r"(geogr(aphische|\.)?\s*)?(länge(ngrad)?|longitude|long|lng|lon)\b\.?", "e"),
    (r"(?<![a-z])o(?![a-z])", "e"),
    (r"(?<=[nsew])\s*[:=]", " "),
)
_COMPILED = tuple((re.compile(words), sign) for words, sign in _SPELLINGS)
_WHOLE, _NUMBER = r"\d{1,3}", r"\d{1,3}(?:[.,]\d+)?"
_PARTS = (
    rf"[+-]?{_WHOLE}(?:\s*[°:]\s*|\s+)\d{{1,2}}(?:\s*[':]\s*|\s+)\d{{1,2}}(?:[.,]\d+)?\s*\"?",
    rf"[+-]?{_WHOLE}(?:\s*[°:]\s*|\s+)\d{{1,2}}(?:[.,]\d+)?\s*'?",
    rf"[+-]?{_NUMBER}\s*°?",
)
_VALUE = f"(?:{'|'.join(_PARTS)})"
_ANGLE = rf"(?:[nsew]\s*{_VALUE}|{_VALUE}\s*[nsew]?)"
_ONE = re.compile(rf"\s*({_ANGLE})\s*")
_BETWEEN = r"(?:\s*[;,/|]\s*|\s+|(?<=[nsew°'\"]))"
_TWO = re.compile(rf"\s*\(?\s*({_ANGLE}){_BETWEEN}({_ANGLE})\s*\)?\s*")
_SIGNS = frozenset("nsew°'\":")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Angle:
    """An angle in degrees.

    Parameters
    ----------
    degrees
        South and west are negative.
    axis
        ``"lat"`` or ``"lon"`` where a word or letter tells, else empty.
    """

    degrees: float
    axis: str = ""


def parse_angle(text: str) -> Angle | None:
    """Return the angle that a text such as ``52° 23' 51,0" n. Br.`` gives, ``None`` if it is none.

    ``O`` is east, as in German. A bare number is an angle too.
    """
    match = _ONE.fullmatch(_plain(text)) if len(text) <= LONGEST else None
    return _angle(match[1]) if match else None


def parse_angles(text: str) -> tuple[float, float] | None:
    """Return longitude and latitude written as two angles, ``None`` if they are not.

    Letters tell which is which; without any the latitude comes first.
    """
    match = _TWO.fullmatch(_plain(text)) if len(text) <= LONGEST else None
    first, second = (_angle(match[1]), _angle(match[2])) if match else (None, None)
    if match is None or first is None or second is None or _is_lopsided(match):
        return None
    if first.axis and first.axis == second.axis:
        return None
    if first.axis == "lon" or second.axis == "lat":
        return first.degrees, second.degrees
    return second.degrees, first.degrees


def _is_lopsided(match: re.Match[str]) -> bool:
    """Tell whether bare figures cannot be shared out evenly: „1 2 3“ is no pair of angles."""
    parts = [len(_FIGURES.findall(text)) for text in match.group(1, 2)]
    return parts[0] != parts[1] and not _SIGNS & set(match[0])


def _plain(text: str) -> str:
    plain = text.casefold()
    for words, sign in _COMPILED:
        plain = words.sub(sign, plain)
    return plain


def _angle(text: str) -> Angle | None:
    letter = next((char for char in text if char in "nsew"), "")
    degrees, minutes, seconds = (
        float(part.replace(",", ".")) for part in (*_FIGURES.findall(text), "0", "0")[:3]
    )
    if minutes >= 60 or seconds >= 60 or degrees > 180:
        return None
    value = degrees + minutes / 60 + seconds / 3600
    axis = {"": "", "n": "lat", "s": "lat"}.get(letter, "lon")
    return Angle(-value if letter in {"s", "w"} or "-" in text else value, axis)
