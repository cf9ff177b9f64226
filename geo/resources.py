"""Resources (Angebote): what a provider offers, for whom, where and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """How people and offer meet."""

    SITE = "site"
    MOBILE = "mobile"
    REMOTE = "remote"

    @property
    def label(self) -> str:
        """German word of the interface."""
        return {"site": "vor Ort", "mobile": "kommt hin", "remote": "telefonisch, online"}[self]


class LocationQuality(StrEnum):
    """How exactly the place of a resource is known."""

    HOUSE = "house"
    STREET = "street"
    PLACE = "place"
    MANUAL = "manual"
    AREA = "area"
    NONE = "none"

    @property
    def label(self) -> str:
        """German word of the interface."""
        return {
            "house": "Hausadresse",
            "street": "Straße",
            "place": "Ort (ungefähr)",
            "manual": "von Hand gesetzt",
            "area": "Gebiet",
            "none": "ohne Ort",
        }[self]

    @property
    def meaning(self) -> str:
        """What that says of the symbol on the map, for somebody who looks at it."""
        return {
            "house": "Das Zeichen steht am Haus.",
            "street": "Das Zeichen steht in der Straße, nicht am Haus.",
            "place": "Das Zeichen steht in der Mitte des Ortes.",
            "manual": "Das Zeichen steht, wo es jemand hingesetzt hat.",
            "area": "Das Zeichen steht in der Mitte eines Gebiets.",
            "none": "Kein Zeichen auf der Karte, nur in der Liste.",
        }[self]

    @property
    def approximate(self) -> bool:
        """Whether the point stands for something larger than a house."""
        return self in {LocationQuality.STREET, LocationQuality.PLACE, LocationQuality.AREA}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One offer of one provider.

    Parameters
    ----------
    resource_id
        Stable key within its layer.
    name
        Never empty.
    category_id
        Key of the taxonomy or ``None`` if unknown.
    target_groups
        Keys of the taxonomy in display order.
    provider
        Träger; empty if unknown.
    street, postcode, place
        Address as text; empty if unknown.
    phone, email, contact_person
        Internal unless the layer releases them.
    website
        Absolute ``http(s)`` address or empty.
    note, source
        Free text; ``source`` names where the information comes from.
    as_of
        Date of the information as written by the source, ISO where possible.
    last_confirmed
        When somebody has made sure that the information still holds, as written by the
        source, ISO where possible; empty if unknown.
    reach
        See :class:`Reach`.
    service_areas
        Sozialraum ids that the resource serves when it is not just a point.
    lat, lon
        EPSG:4326 degrees, both or none.
    location_quality
        See :class:`LocationQuality`; ``NONE`` or ``AREA`` if there is no point.
    sozialraum_id
        Sozialraum that contains the point; without a point the one named by the list;
        for a point outside the county the nearest one.
    outside_m
        Distance to the nearest Sozialraum in metres, 0 inside the county.
    """

    resource_id: str
    name: str
    category_id: str | None = None
    target_groups: tuple[str, ...] = ()
    provider: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    contact_person: str = ""
    website: str = ""
    note: str = ""
    source: str = ""
    as_of: str = ""
    last_confirmed: str = ""
    reach: Reach = Reach.SITE
    service_areas: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    location_quality: LocationQuality = LocationQuality.NONE
    sozialraum_id: str | None = None
    outside_m: float = 0.0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a resource needs a name")
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat and lon come together")

    @property
    def has_point(self) -> bool:
        """Whether the resource can be drawn as a symbol."""
        return self.lat is not None
