"""Reach: how far it is in a straight line from where people live to the nearest offer.

A distance is Euclidean in the county's projected CRS (metres): d = sqrt(dx² + dy²). In EPSG:25833
the scale between 12° and 14° east deviates from 1 by at most 0.4 ‰, four metres in ten
kilometres. Ways are longer than that: see decision 0022 for why lines and bands, not travel times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.areas import Area, AreaHierarchy, Level
from geo.assignment import AreaIndex
from geo.counting import spaces_in
from geo.crs import WGS84, require_projected, transform_xy
from geo.resources import LocationQuality, Reach, Resource

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

#: Upper ends of the bands in metres: a walk, a bicycle ride, the next village, the next town.
BANDS_M = (1_500.0, 3_000.0, 5_000.0, 10_000.0)
#: Levels that a table of reach tells about.
LEVELS = (Level.SOZIALRAUM, Level.PLANREGION, Level.KREIS)
#: More places are not drawn as bands: they cover everything and cost seconds.
MOST_DRAWN = 2_000
_QUARTER = 24  # pieces of a quarter circle: it is nowhere drawn more than 0.06 % too small
_CELL_M = 500.0
_USABLE = frozenset(LocationQuality) - {LocationQuality.AREA, LocationQuality.NONE}


class DemandKind(StrEnum):
    """What stands for where people live."""

    ADDRESSES = "addresses"
    PLACES = "places"


@dataclass(frozen=True, kw_only=True, eq=False)
class DemandPoints:
    """Points from which distances are measured; each counts the same.

    Parameters
    ----------
    kind
        Official addresses or, as a coarse measure, places.
    x, y
        Shape (n,): metres in the CRS of the areas.
    space
        Shape (n,): index into ``space_ids``, ascending.
    space_ids
        Ids of the Sozialräume, ascending.
    """

    kind: DemandKind
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    space: NDArray[np.int32]
    space_ids: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.x)

    @cached_property
    def geometries(self) -> NDArray[np.object_]:
        """Shape (n,): the points as geometries, made once because that takes long."""
        points: NDArray[np.object_] = shapely.points(self.x, self.y)
        return points


@dataclass(frozen=True, kw_only=True, eq=False)
class OfferPoints:
    """Where the offers of a selection stand, and how many have no distance.

    Parameters
    ----------
    x, y
        Shape (m,): different places in metres, in the CRS they were made for.
    measured
        Offers people come to whose place is known, also outside the county.
    approximate
        How many of these stand in the middle of a street or a place.
    placeless
        Offers people come to without a usable place.
    mobile, remote
        Offers that come to the people, or are reached by phone or online: no distance.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    measured: int
    approximate: int
    placeless: int
    mobile: int
    remote: int

    def __len__(self) -> int:
        return len(self.x)

    def and_at(self, x: float, y: float) -> OfferPoints:
        """Return the same with one more place, in the same CRS."""
        return replace(self, x=np.append(self.x, x), y=np.append(self.y, y))


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCoverage:
    """How many points of one area have an offer within each band.

    Parameters
    ----------
    area
        A Sozialraum, a Planregion or the county.
    points
        Number of its demand points.
    within
        For each band how many of them are at most so far from the nearest offer.
    median_m
        Median of their distances to the nearest offer in metres; ``None`` without points or offers.
    """

    area: Area
    points: int
    within: tuple[int, ...]
    median_m: float | None

    @property
    def shares(self) -> tuple[float | None, ...]:
        """Points within the band / points of the area, 0 to 1; ``None`` without points."""
        return tuple(each / self.points if self.points else None for each in self.within)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTable:
    """Coverage of all areas, from Sozialräume to the county.

    Parameters
    ----------
    bands
        Upper ends in metres, ascending; the end itself is within.
    rows
        One per area of :data:`LEVELS`, ordered by id within a level.
    """

    bands: tuple[float, ...]
    rows: tuple[AreaCoverage, ...]

    def at(self, level: Level) -> tuple[AreaCoverage, ...]:
        """Return the rows of one level."""
        return tuple(row for row in self.rows if row.area.level is level)


def demand_points(
    lat: ArrayLike,
    lon: ArrayLike,
    *,
    index: AreaIndex,
    kind: DemandKind,
    own: ArrayLike | None = None,
) -> DemandPoints:
    """Assign points to Sozialräume; those outside the county are left out.

    Parameters
    ----------
    lat, lon
        Shape (n,): EPSG:4326 degrees.
    index
        The Sozialräume; distances are measured in its CRS.
    kind
        What the points are.
    own
        Shape (n,): whether a key says that a point is of the county. Then the key decides, and a
        point that lies just beyond the simplified border belongs to the nearest Sozialraum.
        Without it the place decides.
    """
    x, y = transform_xy(lon, lat, source=WGS84, target=index.crs)
    found = index.assign(x, y, crs=index.crs)
    space = found.position if own is None else np.where(own, found.nearest, -1)
    # Neighbours one after the other find their offers in the processor's cache.
    order = np.lexsort((x // _CELL_M, y // _CELL_M, space))
    kept = order[space[order] >= 0]
    ids = tuple(area.area_id for area in index.areas)
    return DemandPoints(
        kind=kind, x=x[kept], y=y[kept], space=space[kept].astype(np.int32), space_ids=ids
    )


def has_distance(resource: Resource) -> bool:
    """Tell whether people come to an offer whose house, street or place is known."""
    usable = resource.has_point and resource.location_quality in _USABLE
    return usable and resource.reach is Reach.SITE


def offer_points(resources: Iterable[Resource], *, crs: str) -> OfferPoints:
    """Return the places from which distances are measured.

    Parameters
    ----------
    resources
        Offers of a selection; those count that :func:`has_distance`.
    crs
        Projected CRS to measure in.

    Raises
    ------
    UnknownCrs
        If distances cannot be measured in ``crs``.
    """
    require_projected(crs)
    offers = tuple(resources)
    used = [each for each in offers if has_distance(each)]
    degrees = np.array([(each.lon, each.lat) for each in used], dtype=np.float64).reshape(-1, 2)
    lon, lat = np.unique(degrees, axis=0).T
    x, y = transform_xy(lon, lat, source=WGS84, target=crs)
    return OfferPoints(
        x=x,
        y=y,
        measured=len(used),
        approximate=sum(each.location_quality.approximate for each in used),
        placeless=sum(each.reach is Reach.SITE for each in offers) - len(used),
        mobile=sum(each.reach is Reach.MOBILE for each in offers),
        remote=sum(each.reach is Reach.REMOTE for each in offers),
    )


def nearest_m(points: DemandPoints, offers: OfferPoints) -> NDArray[np.float64]:
    """Return the distance of each point to the nearest offer.

    Parameters
    ----------
    points, offers
        Both in the same CRS.

    Returns
    -------
    ndarray
        Shape (n,): metres; infinite if there are no offers.
    """
    if not len(offers):
        return np.full(len(points), np.inf)
    tree = shapely.STRtree(shapely.points(offers.x, offers.y))
    _, nearest = tree.query_nearest(points.geometries, all_matches=False)
    metres: NDArray[np.float64] = np.hypot(
        points.x - offers.x[nearest], points.y - offers.y[nearest]
    )
    return metres


def with_one_more(
    nearest: NDArray[np.float64], points: DemandPoints, *, x: float, y: float
) -> NDArray[np.float64]:
    """Return what :func:`nearest_m` gives if there were one more offer.

    Parameters
    ----------
    nearest
        Shape (n,): metres to the nearest offer without it.
    points
        The n points.
    x, y
        Where the offer would be, in the CRS of the points.

    Returns
    -------
    ndarray
        Shape (n,): min(``nearest``, distance to the new offer) in metres.
    """
    return np.minimum(nearest, np.hypot(points.x - x, points.y - y))


def coverage(
    points: DemandPoints,
    nearest: NDArray[np.float64],
    *,
    areas: AreaHierarchy,
    bands: Sequence[float] = BANDS_M,
) -> CoverageTable:
    """Count for each area and band the points that have an offer so near.

    share = points of the area at most b metres from the nearest offer / points of the area

    Parameters
    ----------
    points
        Where people live.
    nearest
        Shape (n,): their distances to the nearest offer in metres.
    areas
        Areas of the county.
    bands
        Upper ends in metres.
    """
    ends = tuple(sorted(set(bands)))
    cuts = np.searchsorted(points.space, np.arange(1, len(points.space_ids)))
    of_space = dict(zip(points.space_ids, np.split(nearest, cuts), strict=True))
    rows = []
    for area in (each for level in LEVELS for each in areas.at(level)):
        mine = np.concatenate([of_space[each] for each in spaces_in(areas, area)])
        rows.append(
            AreaCoverage(
                area=area,
                points=len(mine),
                within=tuple(int(np.count_nonzero(mine <= end)) for end in ends),
                median_m=float(np.median(mine)) if np.isfinite(mine).any() else None,
            )
        )
    return CoverageTable(bands=ends, rows=tuple(rows))


def band_shapes(
    offers: OfferPoints, *, within: BaseGeometry, bands: Sequence[float] = BANDS_M
) -> tuple[BaseGeometry, ...]:
    """Return what lies within each band of any offer, one shape per band, in the given order.

    Parameters
    ----------
    offers
        Places of the offers.
    within
        Shape of the county in the CRS of the offers; nothing is drawn beyond it.
    bands
        Upper ends in metres.
    """
    centres = shapely.points(offers.x, offers.y)
    return tuple(
        shapely.intersection(
            shapely.union_all(shapely.buffer(centres, end, quad_segs=_QUARTER)), within
        )
        for end in bands
    )
