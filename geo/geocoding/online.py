"""Questions to an online service and its answers; nothing here opens a connection."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.geocoding.grammar import is_po_box, is_street_name, street_part
from geo.geocoding.house_numbers import splits, without_unit
from geo.geocoding.keys import place_key, street_key
from geo.resources import LocationQuality

_POSTCODE = re.compile(r"\b\d{5}\b")
_PLACE_PARTS = re.compile(r"[,;()/\n]|\b(?:OT|Ortsteil|GT|Gemeindeteil)\b", re.IGNORECASE)
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineQuery:
    """The public part of an address: nothing else ever leaves the house.

    Parameters
    ----------
    street, number
        Street and house number, apart.
    postcode, place
        Empty if unknown.
    """

    street: str
    number: str = ""
    postcode: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """Text that is equal for the same address however it is written."""
        parts = (street_key(self.street), self.number, self.postcode, place_key(self.place))
        return "|".join(parts)

    @property
    def text(self) -> str:
        """The address in one line."""
        house = f"{self.street} {self.number}".strip()
        return ", ".join(filter(None, (house, f"{self.postcode} {self.place}".strip())))


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineAnswer:
    """What a service has answered.

    Parameters
    ----------
    service
        Host that answered.
    lat, lon
        EPSG:4326 degrees; ``None`` if nothing was found.
    quality
        ``HOUSE`` only if the service named the asked house number; ``NONE`` if nothing.
    label
        The address as the service writes it.
    """

    service: str
    lat: float | None = None
    lon: float | None = None
    quality: LocationQuality = LocationQuality.NONE
    label: str = ""


def online_query(street: str, *, postcode: str, place: str) -> OnlineQuery | None:
    """Return the question for an address, ``None`` if it names no street or no place.

    What is no part of an address, such as „c/o …“ or the name of an institution, is left out;
    without a house number only a name that ends like a street is one.
    """
    bare = without_unit(street_part(street)[0])
    code = _POSTCODE.search(f"{postcode} {place}")
    names = (part.strip() for part in _PLACE_PARTS.split(_POSTCODE.sub(" ", place[:_LONGEST])))
    where = ", ".join(name for name in list(filter(None, names))[:2] if name.isprintable())
    if not bare or is_po_box(bare) or not (code or where):
        return None
    found = splits(bare)
    name, number = found[-2] if len(found) > 1 else found[-1]
    if "," in name or not street_key(name) or not (number or is_street_name(name)):
        return None
    return OnlineQuery(street=name, number=number, postcode=code[0] if code else "", place=where)
