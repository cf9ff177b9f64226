"""Straight lines from where people live to the nearest offer, worked by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import shapely
from factories import CRS, ORIGIN, SIDE, county_areas, resource
from hypothesis import given
from hypothesis import strategies as st

from geo.areas import Level
from geo.assignment import AreaIndex
from geo.crs import WGS84, transform_xy
from geo.reach import (
    DemandKind,
    DemandPoints,
    OfferPoints,
    band_shapes,
    coverage,
    demand_points,
    nearest_m,
    offer_points,
    with_one_more,
)
from geo.resources import LocationQuality, Reach

AREAS = county_areas()
INDEX = AreaIndex(AREAS.at(Level.SOZIALRAUM), crs=CRS)


def degrees(*metres: tuple[float, float]) -> tuple[list[float], list[float]]:
    """Return latitudes and longitudes of points given in metres from the county's corner."""
    xy = np.array(metres, dtype=float).reshape(-1, 2) + ORIGIN
    lon, lat = transform_xy(xy[:, 0], xy[:, 1], source=CRS, target=WGS84)
    return lat.tolist(), lon.tolist()


def people(*metres: tuple[float, float], **fields: Any) -> DemandPoints:
    lat, lon = degrees(*metres)
    return demand_points(lat, lon, index=INDEX, kind=DemandKind.ADDRESSES, **fields)


def offers(*metres: tuple[float, float], **fields: Any) -> OfferPoints:
    places = zip(*degrees(*metres), strict=True)
    return offer_points(
        [resource(f"r{at}", lat=lat, lon=lon, **fields) for at, (lat, lon) in enumerate(places)],
        crs=CRS,
    )


def test_a_distance_is_the_third_side_of_the_triangle() -> None:
    found = nearest_m(people((4_000, 5_000)), offers((1_000, 1_000), (9_000, 17_000)))
    assert found == pytest.approx([5_000], abs=0.01)  # 3-4-5 in kilometres; the other is 13 away


def test_shares_and_medians_of_all_levels() -> None:
    """One offer in the corner; 3-4-5, 6-8-10, 5-12-13 triangles, and one elsewhere."""
    points = people((0.1, 0.1), (3_000, 4_000), (6_000, 8_000), (5_000, 12_000), (15_000, 8_000))
    table = coverage(
        points, nearest_m(points, offers((0, 0))), areas=AREAS, bands=(10_000.5, 1_500, 5_000.5)
    )
    assert list(table.bands) == [1_500, 5_000.5, 10_000.5]
    rows = {row.area.name: row for row in table.rows}
    west = rows["Amt West"]
    assert (west.points, west.within) == (4, (1, 2, 3))
    assert west.shares == (0.25, 0.5, 0.75)
    assert west.median_m == pytest.approx(7_500, abs=0.1)
    assert (rows["Probestadt"].points, rows["Probestadt"].within) == (1, (0, 0, 0))
    assert rows["Probestadt"].median_m == pytest.approx(17_000, abs=0.1)  # 8-15-17
    kreis = rows["Landkreis Musterland"]
    assert kreis.within == rows["Planregion 1"].within == (1, 2, 3)
    assert kreis.shares == (0.2, 0.4, 0.6)
    assert kreis.median_m == pytest.approx(10_000, abs=0.1)


def test_an_area_without_points_has_no_share_and_no_median() -> None:
    table = coverage(people((1, 1)), np.array([7.0]), areas=AREAS, bands=(1_500,))
    row = next(row for row in table.rows if row.area.name == "Amt Ost")
    assert (row.points, row.within, row.shares, row.median_m) == (0, (0,), (None,), None)


def test_without_offers_nobody_is_reached_and_there_is_no_median() -> None:
    points = people((1, 1))
    table = coverage(points, nearest_m(points, offers()), areas=AREAS)
    assert table.at(Level.KREIS)[0].shares == (0, 0, 0, 0)
    assert table.at(Level.KREIS)[0].median_m is None


def test_the_end_of_a_band_is_within() -> None:
    table = coverage(people((1, 1)), np.array([3_000.0]), areas=AREAS)
    assert table.at(Level.KREIS)[0].within == (0, 1, 1, 1)


def test_what_has_no_distance_is_counted_apart() -> None:
    lat, lon = (each[0] for each in degrees((5_000, 5_000)))
    here: dict[str, Any] = {"lat": lat, "lon": lon}
    nowhere: dict[str, Any] = {"lat": None, "lon": None}
    found = offer_points(
        [
            resource("house", **here),
            resource("street", **here, location_quality=LocationQuality.STREET),
            resource("manual", **here, location_quality=LocationQuality.MANUAL),
            resource("area", **here, location_quality=LocationQuality.AREA),
            resource("none", **nowhere, location_quality=LocationQuality.NONE),
            resource("mobile", **here, reach=Reach.MOBILE),
            resource("remote", **nowhere, reach=Reach.REMOTE),
        ],
        crs=CRS,
    )
    assert len(found) == 1  # three at one place
    assert (found.measured, found.approximate, found.placeless) == (3, 1, 2)
    assert (found.mobile, found.remote) == (1, 1)


def test_an_offer_beyond_the_border_counts_for_those_who_live_near_it() -> None:
    found = nearest_m(people((0.5, 5_000)), offers((-2_999.5, 1_000)))
    assert found == pytest.approx([5_000], abs=0.01)


def test_who_lives_elsewhere_is_not_counted() -> None:
    assert len(people((-500, 5_000), (5_000, 5_000))) == 1


def test_a_key_decides_about_points_at_the_border() -> None:
    points = people((-3, 5_000), (25_000, 5_000), own=[True, False])
    assert [points.space_ids[each] for each in points.space] == ["990010001"]


def test_bands_are_circles_within_the_county() -> None:
    kreis = AREAS.kreis.geometry
    inner, outer = band_shapes(offers((0, 5_000)), within=kreis, bands=(1_000, 3_000))
    assert inner.area == pytest.approx(math.pi * 1_000**2 / 2, rel=0.002)  # half of it is outside
    assert kreis.buffer(0.01).covers(outer)
    assert outer.covers(inner)


def test_circles_that_meet_are_one_shape() -> None:
    near, far = offers((5_000, 5_000), (6_000, 5_000)), offers((5_000, 5_000), (15_000, 5_000))
    counted = [
        shapely.get_num_geometries(band_shapes(each, within=AREAS.kreis.geometry, bands=(1_500,)))[
            0
        ]
        for each in (near, far)
    ]
    assert counted == [1, 2]


_metres = st.tuples(st.floats(-2_000, 3 * SIDE + 2_000), st.floats(-2_000, 2 * SIDE + 2_000))
_several = st.lists(_metres, min_size=1, max_size=12)


@given(_several, _several)
def test_the_tree_finds_what_trying_all_finds(homes: list[Any], places: list[Any]) -> None:
    points, targets = people(*homes), offers(*places)
    each = np.hypot(points.x[:, None] - targets.x, points.y[:, None] - targets.y)
    assert nearest_m(points, targets).tolist() == each.min(axis=1).tolist()


@given(_several, _several, _metres)
def test_one_more_offer_never_lowers_a_share_and_is_the_same_as_measuring_anew(
    homes: list[Any], places: list[Any], more: tuple[float, float]
) -> None:
    points, targets = people(*homes), offers(*places)
    x, y = more[0] + ORIGIN[0], more[1] + ORIGIN[1]
    before = nearest_m(points, targets)
    after = with_one_more(before, points, x=x, y=y)
    assert after.tolist() == nearest_m(points, targets.and_at(x, y)).tolist()
    tables = [coverage(points, each, areas=AREAS).rows for each in (before, after)]
    for old, new in zip(*tables, strict=True):
        assert all(now >= then for then, now in zip(old.within, new.within, strict=True))
        assert (new.median_m or 0) <= (old.median_m or 0)


@given(_several, _several)
def test_bands_grow_and_the_county_is_the_sum_of_its_parts(
    homes: list[Any], places: list[Any]
) -> None:
    points = people(*homes)
    table = coverage(points, nearest_m(points, offers(*places)), areas=AREAS)
    for row in table.rows:
        assert list(row.within) == sorted(row.within)
        assert row.within[-1] <= row.points
    (kreis,) = table.at(Level.KREIS)
    for level in (Level.SOZIALRAUM, Level.PLANREGION):
        parts = table.at(level)
        assert sum(each.points for each in parts) == kreis.points == len(points)
        sums = [sum(each.within[at] for each in parts) for at in range(len(table.bands))]
        assert sums == list(kreis.within)
