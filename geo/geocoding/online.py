"""Questions to an online service and its answers; nothing here opens a connection."""

from __future__ import annotations

from dataclasses import dataclass

from geo.geocoding.house_numbers import splits, without_unit
from geo.geocoding.keys import place_key, street_key
from geo.resources import LocationQuality


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
    """Return the question for an address, ``None`` if it names no street or no place."""
    if not street or not (postcode or place):
        return None
    ways = splits(without_unit(street))
    name, number = ways[-2] if len(ways) > 1 else ways[-1]
    if not street_key(name):
        return None
    return OnlineQuery(street=name, number=number, postcode=postcode, place=place)
