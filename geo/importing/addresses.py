"""Addresses as written in one cell or several."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WITH_POSTCODE = re.compile(
    r"^(?P<street>.*?)[\s,;|–-]*\b(?:D[-\s]?)?(?P<postcode>\d{5})\s+(?P<place>[^\d,;|][^,;|]*)"
)

_LONGEST = 300  # no address is longer; the search is quadratic in the worst case


@dataclass(frozen=True, slots=True)
class Address:
    """Street with house number, postcode and place; empty where unknown."""

    street: str = ""
    postcode: str = ""
    place: str = ""


def split_address(text: str) -> Address:
    """Split an address in one cell.

    With a postcode, what stands before it is the street and what follows is the place. Without
    one, the part after the last comma is the place; a single part is a street if it holds a
    digit, else a place.
    """
    line = ", ".join(part.strip(" ,;") for part in text.splitlines() if part.strip(" ,;"))
    match = _WITH_POSTCODE.match(line) if len(line) <= _LONGEST else None
    if match:
        return Address(*(match.group(name).strip() for name in ("street", "postcode", "place")))
    street, comma, place = line.rpartition(",")
    if comma:
        return Address(street=street.strip(), place=place.strip())
    return Address(street=line) if any(map(str.isdigit, line)) else Address(place=line)
