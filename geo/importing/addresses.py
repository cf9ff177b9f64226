"""Addresses as written in one cell or several."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WITH_POSTCODE = re.compile(
    r"^(?P<street>.*?)[\s,;|–-]*\b(?:D[-\s]?)?(?P<postcode>\d{5})\s+(?P<place>[^\d,;|][^,;|]*)"
    r"[\s,;|]*(?P<rest>.*)$"
)
_IN = re.compile(r"\s+in$", re.IGNORECASE)

_LONGEST = 300  # no address is longer; the search is quadratic in the worst case


@dataclass(frozen=True, slots=True)
class Address:
    """Street with house number, postcode and place; empty where unknown.

    ``rest`` is what belongs to none of them.
    """

    street: str = ""
    postcode: str = ""
    place: str = ""
    rest: str = ""


def split_address(text: str) -> Address:
    """Split an address in one cell.

    With a postcode, what stands before it is the street and what follows is the place. What comes
    after a comma then is the street if there is none yet, part of the place (such as „OT Glindow“)
    if it holds no digit, and else the rest. Without one, the part after the last comma is the
    place, unless only that part holds a digit; a single part is a street if it holds one.
    """
    line = ", ".join(part.strip(" ,;") for part in text.splitlines() if part.strip(" ,;"))
    match = _WITH_POSTCODE.match(line) if len(line) <= _LONGEST else None
    if match:
        return _with_rest(*(match[name].strip() for name in match.groupdict()))
    street, comma, place = line.rpartition(",")
    if comma and _has_digit(place) and not _has_digit(street):
        street, place = place, street
    if comma:
        return Address(street=street.strip(), place=place.strip())
    return Address(street=line) if _has_digit(line) else Address(place=line)


def _with_rest(street: str, postcode: str, place: str, rest: str) -> Address:
    street = _IN.sub("", street)
    if not _has_digit(rest):
        return Address(street, postcode, f"{place}, {rest}" if rest else place)
    return Address(street, postcode, place, rest) if street else Address(rest, postcode, place)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
