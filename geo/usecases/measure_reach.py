"""How near the offers of a selection are to where people live, and if there were one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.areas import Area
from geo.counting import all_offers
from geo.crs import WGS84, transform_xy
from geo.errors import InputError
from geo.reach import (
    BANDS_M,
    MOST_DRAWN,
    CoverageTable,
    DemandPoints,
    OfferPoints,
    band_shapes,
    coverage,
    offer_points,
    with_one_more,
)
from geo.results import MapView
from geo.usecases.instance import Instance

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: How far outside the county somebody may try out an offer, in metres.
FARTHEST_M = 20_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an offer is tried out; nothing of it is stored.

    Parameters
    ----------
    lat, lon
        EPSG:4326 degrees.
    place
        Name of the nearest place; empty if the county has no places.
    place_m
        Distance to its middle in metres.
    space
        Sozialraum around it, outside the county the nearest one.
    outside_m
        Distance to the county in metres, 0 inside.
    """

    lat: float
    lon: float
    place: str
    place_m: float
    space: Area
    outside_m: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """How near the offers of a selection are.

    Parameters
    ----------
    points
        From where distances were measured.
    offers
        To where.
    before
        Coverage of all areas as it is.
    spot
        Where one more offer is tried out, if it is.
    after
        Coverage with it.
    shapes
        For each band what lies within it, with the offer that is tried out, in the CRS of the
        areas; none if there are more than :data:`geo.reach.MOST_DRAWN` places.
    """

    points: DemandPoints
    offers: OfferPoints
    before: CoverageTable
    spot: Spot | None
    after: CoverageTable | None
    shapes: tuple[BaseGeometry, ...]


def measure_reach(
    instance: Instance,
    view: MapView,
    *,
    bands: Sequence[float] = BANDS_M,
    here: tuple[float, float] | None = None,
    draw: bool = True,
) -> Measured:
    """Measure how near the offers of a view are, and how it were with one more.

    Parameters
    ----------
    instance
        Its register of addresses, or its places, say where people live.
    view
        The offers of a selection.
    bands
        Upper ends of the bands in metres.
    here
        Latitude and longitude (EPSG:4326) of an offer that is tried out.
    draw
        Whether the shapes of the bands are needed.

    Raises
    ------
    InputError
        If ``here`` lies farther from the county than :data:`FARTHEST_M`.
    Unavailable
        If the database cannot be reached.
    """
    areas = instance.areas
    offers = offer_points((resource for _, resource in all_offers(view)), crs=areas.crs)
    spot = _spot(instance, *here) if here else None
    demand, nearest = instance.kept_reach.measure(offers)
    ends = sorted(set(bands))
    after, all_places = None, offers
    if spot:
        x, y = _metres(instance, spot.lat, spot.lon)
        tried = with_one_more(nearest, demand.points, x=x, y=y)
        after = coverage(demand.points, tried, areas=areas, bands=ends)
        all_places = offers.and_at(x, y)
    drawn = draw and len(all_places) <= MOST_DRAWN
    return Measured(
        points=demand.points,
        offers=offers,
        before=coverage(demand.points, nearest, areas=areas, bands=ends),
        spot=spot,
        after=after,
        shapes=band_shapes(all_places, within=areas.kreis.geometry, bands=ends) if drawn else (),
    )


def _metres(instance: Instance, lat: float, lon: float) -> tuple[float, float]:
    x, y = transform_xy([lon], [lat], source=WGS84, target=instance.areas.crs)
    return float(x[0]), float(y[0])


def _spot(instance: Instance, lat: float, lon: float) -> Spot:
    index = instance.kept_reach.index
    x, y = _metres(instance, lat, lon)
    found = index.assign([x], [y], crs=index.crs)
    if found.nearest[0] < 0 or found.distance_m[0] > FARTHEST_M:
        raise InputError(
            "Die gewählte Stelle liegt weit außerhalb des Kreises. "
            "Bitte eine Stelle im Kreis oder nahe seiner Grenze wählen."
        )
    place, distance = _nearest_place(instance, x, y)
    return Spot(
        lat=lat,
        lon=lon,
        place=place,
        place_m=distance,
        space=index.areas[int(found.nearest[0])],
        outside_m=float(found.distance_m[0]),
    )


def _nearest_place(instance: Instance, x: float, y: float) -> tuple[str, float]:
    places = instance.gazetteer.places
    if not places:
        return "", 0.0
    xs, ys = transform_xy(
        [each.lon for each in places],
        [each.lat for each in places],
        source=WGS84,
        target=instance.areas.crs,
    )
    distances = np.hypot(xs - x, ys - y)
    nearest = int(distances.argmin())
    return places[nearest].name, float(distances[nearest])
