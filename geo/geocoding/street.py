"""A street of the register with its houses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from geo.geocoding.house_numbers import distance, parts

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Street:
    """The part of a street that has one postcode and lies in one Ortsteil.

    Parameters
    ----------
    name
        Official name.
    postcode
        Five digits or empty.
    district
        Ortsteil; empty if unknown.
    municipality
        Gemeinde, or the postal place where the Gemeinde is unknown.
    ags
        Key of the Gemeinde, 8 or 12 digits; empty if unknown.
    houses
        Latitude and longitude (EPSG:4326 degrees) by canonical house number.
    """

    name: str
    postcode: str
    district: str
    municipality: str
    ags: str = ""
    houses: Mapping[str, Point]

    def label(self, number: str = "") -> str:
        """Return the official address, such as „Musterweg 5, 99992 Probestadt OT Neudorf“."""
        house = f"{self.name} {number}" if number else self.name
        place = self.municipality or self.district
        if self.district and self.district != self.municipality and self.municipality:
            place = f"{self.municipality} OT {self.district}"
        return f"{house}, {' '.join(filter(None, (self.postcode, place)))}"

    def nearest(self, number: str) -> tuple[str, int] | None:
        """Return the registered number next to another one and how many numbers lie between.

        ``None`` if the number has no digits or the street no houses.
        """
        asked = parts(number)
        if not asked:
            return None
        for wanted in asked:  # a range stands for its first existing number
            exact = f"{wanted[0]}{wanted[1]}"
            if exact in self.houses:
                return exact, 0
        known = ((parts(house), house) for house in self.houses)
        ranked = [(distance(asked[0], each[0]), house, each[0]) for each, house in known if each]
        if not ranked:
            return None
        _, house, found = min(ranked)
        return house, abs(found[0] - asked[0][0])

    def middle(self) -> Point | None:
        """Return the house nearest to the mean of all: it lies on the street, the mean may not."""
        return central(list(self.houses.values()))


def central(points: list[Point]) -> Point | None:
    """Return the point with the smallest distance to the mean of all; ``None`` for no points."""
    if not points:
        return None
    lat = math.fsum(point[0] for point in points) / len(points)
    lon = math.fsum(point[1] for point in points) / len(points)
    shrink = math.cos(math.radians(lat))
    return min(points, key=lambda p: (math.hypot(p[0] - lat, (p[1] - lon) * shrink), p))


def metres_between(one: Point, other: Point) -> float:
    """Return the distance of two near points in metres.

    Equirectangular approximation with 111,195 m per degree (mean earth radius 6,371 km): exact
    to a per mille over the size of a county.
    """
    shrink = math.cos(math.radians((one[0] + other[0]) / 2))
    return 111_195 * math.hypot(one[0] - other[0], (one[1] - other[1]) * shrink)
