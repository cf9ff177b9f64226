"""The ways to read coordinates, ranked by how many points hit the county."""

from __future__ import annotations

import factories
import numpy as np
import pytest
import shapely

from geo.areas import Level
from geo.crs import WGS84, transform_xy
from geo.importing.georeferencing.crs_choice import CrsCandidate, certain_crs, choose_crs, rank_crs
from geo.importing.georeferencing.frame import Frame
from geo.importing.georeferencing.positions import Position
from geo.importing.georeferencing.readings import Readings
from geo.importing.georeferencing.signatures import CANDIDATES, in_signature

EAST, NORTH = factories.ORIGIN
INSIDE = [(EAST + 5_000.5, NORTH + 5_000.5), (EAST + 25_000.5, NORTH + 15_000.5)]
BESIDE = [(EAST + 40_000.5, NORTH + 5_000.5)]
METRIC = [crs for crs in CANDIDATES if crs != "EPSG:4326"]


@pytest.fixture(scope="module")
def frame() -> Frame:
    (kreis,) = factories.county_areas().at(Level.KREIS)
    return Frame(factories.CRS, kreis.geometry)


def _readings(
    points: list[tuple[float, float]],
    crs: str = factories.CRS,
    *,
    source: str = factories.CRS,
    postcode: str = "",
) -> Readings:
    x, y = transform_xy(*np.transpose(points), source=source, target=crs)
    pairs = zip(x.tolist(), y.tolist(), strict=True)
    return Readings.of([Position(x=px, y=py) for px, py in pairs], [postcode] * len(points))


@pytest.mark.parametrize("crs", CANDIDATES)
def test_every_candidate_is_found_by_its_hits(frame: Frame, crs: str) -> None:
    best = rank_crs(_readings(INSIDE + BESIDE, crs), frame=frame)[0]
    assert (best.crs, best.swapped) == (crs, False)
    assert (best.inside, best.hits, best.points) == (2, 3, 3)


@pytest.mark.parametrize("crs", [crs for crs in CANDIDATES if crs != "EPSG:3068"])
def test_no_other_candidate_hits(frame: Frame, crs: str) -> None:
    """Soldner apart, whose small numbers may as well be each other's."""
    assert len(rank_crs(_readings(INSIDE, crs), frame=frame)) == 1


def test_the_declared_one_is_among_the_candidates_without_a_hit(frame: Frame) -> None:
    ranked = rank_crs(_readings(INSIDE), frame=frame, declared="EPSG:25832")
    assert [(found.crs, found.hits) for found in ranked] == [("EPSG:25833", 2), ("EPSG:25832", 0)]
    assert ranked[0].label == "EPSG:25833 (ETRS89 / UTM-Zone 33)"


def test_neighbouring_zones_of_gauss_krueger_are_told_apart(frame: Frame) -> None:
    for crs in ("EPSG:31468", "EPSG:31469"):
        chosen = choose_crs(rank_crs(_readings(INSIDE, crs), frame=frame), declared=None)
        assert chosen is not None
        assert chosen.crs == crs


def test_points_elsewhere_in_germany_are_read_where_only_one_system_fits(frame: Frame) -> None:
    munich = Readings.of([Position(x=4_468_000.0, y=5_333_000.0)])
    chosen = choose_crs(rank_crs(munich, frame=frame), declared=None)
    assert chosen is not None
    assert (chosen.crs, chosen.hits) == ("EPSG:31468", 0)


def test_points_elsewhere_that_two_zones_fit_stay_unread(frame: Frame) -> None:
    somewhere = Readings.of([Position(x=400_000.0, y=5_333_000.0)])
    ranked = rank_crs(somewhere, frame=frame)
    assert {found.crs for found in ranked} == {"EPSG:25832", "EPSG:25833"}
    assert choose_crs(ranked, declared=None) is None


def _candidate(crs: str, hits: int) -> CrsCandidate:
    return CrsCandidate(crs=crs, label=crs, hits=hits, points=100)


@pytest.mark.parametrize(("own", "other", "chosen"), [(50, 90, "A"), (0, 40, "A"), (3, 90, "B")])
def test_what_is_declared_holds_unless_its_hits_are_stray(
    own: int, other: int, chosen: str
) -> None:
    found = choose_crs([_candidate("B", other), _candidate("A", own)], declared="A")
    assert found is not None
    assert found.crs == chosen


def test_a_point_that_only_one_system_explains_is_certain(frame: Frame) -> None:
    points = _readings(INSIDE, "EPSG:31468").written
    assert certain_crs(points, frame) == [("EPSG:31468", False)] * 2
    assert certain_crs(points[::-1], frame) == [("EPSG:31468", True)] * 2
    assert certain_crs(np.array([[0.0], [0.0]]), frame) == [None]


@pytest.mark.parametrize("crs", CANDIDATES)
def test_a_signature_covers_its_numbers(crs: str) -> None:
    """Corners of Germany; Soldner is used around Berlin only."""
    lon, lat = ([12.6, 14.0], [52.0, 53.0]) if crs == "EPSG:3068" else ([6.5, 14.5], [47.5, 55])
    zones = {"EPSG:31466": [6.0, 7.4], "EPSG:31467": [7.6, 10.4], "EPSG:31468": [10.6, 13.4]}
    zones |= {"EPSG:31469": [13.6, 14.9], "EPSG:25832": [6.1, 12.0], "EPSG:25833": [11.0, 14.9]}
    zones |= {"EPSG:4647": zones["EPSG:25832"], "EPSG:5650": zones["EPSG:25833"]}
    x, y = transform_xy(zones.get(crs, lon), lat, source="EPSG:4326", target=crs)
    assert in_signature(x, y, crs=crs).all()


@pytest.mark.parametrize(
    ("place", "postcode", "crs"),
    [
        ((6.96, 50.94), "50667", "EPSG:25832"),
        ((6.63, 51.45), "47441", "EPSG:25832"),
        ((13.74, 51.05), "01067", "EPSG:25833"),
        ((9.99, 48.40), "89073", "EPSG:25832"),
    ],
    ids=["Köln", "Moers", "Dresden", "Ulm"],
)
def test_postcodes_tell_the_zone_of_lists_from_elsewhere(
    frame: Frame, place: tuple[float, float], postcode: str, crs: str
) -> None:
    readings = _readings([place] * 3, crs, source=WGS84, postcode=postcode)
    chosen = choose_crs(rank_crs(readings, frame=frame), declared=None)
    assert chosen is not None
    assert (chosen.crs, chosen.hits, chosen.agreeing) == (crs, 0, 3)


def test_postcodes_outweigh_a_county_that_another_zone_hits_by_chance(frame: Frame) -> None:
    """Six degrees west of the county's surroundings lies a list in the neighbouring zone."""
    lon, lat = transform_xy(*np.transpose(BESIDE), source=factories.CRS, target=WGS84)
    west = [(float(lon[0]) - 6, float(lat[0]))]
    readings = _readings(west, "EPSG:25832", source=WGS84, postcode="48143")
    assert rank_crs(readings, frame=frame)[0].crs == "EPSG:25832"


def test_a_point_that_two_systems_explain_is_certain_in_none() -> None:
    germany = Frame("EPSG:25833", shapely.box(-200_000, 5_200_000, 500_000, 6_000_000))
    points = np.array([(380_000.5, 13.0), (5_800_000.5, 52.0)])
    assert certain_crs(points, germany) == [None, ("EPSG:4326", False)]
