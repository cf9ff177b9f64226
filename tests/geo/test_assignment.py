"""The grid answers exactly what testing every area would answer."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import factories
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.areas import Area, AreaHierarchy, Level
from geo.assignment import AreaIndex, Status
from geo.boundaries import read_areas
from geo.county import read_county
from geo.crs import WGS84, transform_xy
from geo.errors import InputError, UnknownCrs
from geo.shipped import data_dir

if TYPE_CHECKING:
    from numpy.typing import NDArray

ADDRESSES = data_dir().parent.parent / "shared/data/addresses/adressen_pm.csv.gz"
X0, Y0 = factories.ORIGIN
SIDE = factories.SIDE

Points = tuple["NDArray[np.float64]", "NDArray[np.float64]"]


@cache
def _county() -> AreaHierarchy:
    return read_areas(data_dir() / "boundaries", read_county(data_dir()))


@cache
def _index(level: Level) -> AreaIndex:
    return AreaIndex(_county().at(level), crs=_county().crs)


@cache
def _addresses() -> tuple[NDArray[np.str_], NDArray[np.float64], NDArray[np.float64]]:
    if not ADDRESSES.is_file():
        pytest.skip("the official addresses are not at hand")
    with gzip.open(ADDRESSES, "rt", encoding="utf-8", newline="") as stream:
        rows = [(row["ars"], row["lon"], row["lat"]) for row in csv.DictReader(stream)]
    keys, lon, lat = map(np.array, zip(*rows, strict=True))
    x, y = transform_xy(lon.astype(float), lat.astype(float), source=WGS84, target=_county().crs)
    return keys, x, y


def _every_area_tested(
    areas: Sequence[Area], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the lowest area that covers each point, by testing all of them."""
    expected = np.full(len(x), -1)
    points = shapely.points(x, y)
    for position, area in reversed(list(enumerate(areas))):
        shapely.prepare(area.geometry)
        expected[shapely.covers(area.geometry, points)] = position
    return expected


def _vertices() -> Points:
    return tuple(shapely.get_coordinates([a.geometry for a in _county().at(Level.GEMEINDE)]).T)


def _middles_of_edges() -> Points:
    x, y = _vertices()
    return (x[1:] + x[:-1]) / 2, (y[1:] + y[:-1]) / 2


def _one_ulp_beside_vertices() -> Points:
    x, y = _vertices()
    return np.nextafter(x, np.inf), np.nextafter(y, -np.inf)


def _a_nanometre_beside_vertices() -> Points:
    x, y = _vertices()
    return x - 1e-9, y + 1e-9


def _corners_of_cells() -> Points:
    grid = _index(Level.SOZIALRAUM)._grid
    columns, rows = np.meshgrid(np.arange(0, grid.columns, 3), np.arange(0, grid.rows, 3))
    return (
        grid.west + columns.ravel() / grid.per_metre,
        grid.south + rows.ravel() / grid.per_metre,
    )


def _far_away() -> Points:
    far = np.array([0.0, -1.0, 1e7, -1e7, 1e300, -1e300, np.finfo(float).max])
    x, y = np.meshgrid(far, far)
    return x.ravel(), y.ravel()


def _around_the_box() -> Points:
    west, south, east, north = _county().kreis.geometry.bounds
    x = np.array([west, east, np.nextafter(west, 0), np.nextafter(east, np.inf)])
    y = np.array([south, north, np.nextafter(south, 0), np.nextafter(north, np.inf)])
    return tuple(part.ravel() for part in np.meshgrid(x, y))


@pytest.mark.parametrize("level", [Level.GEMEINDE, Level.SOZIALRAUM, Level.PLANREGION])
@pytest.mark.parametrize(
    "points",
    [
        _vertices,
        _middles_of_edges,
        _one_ulp_beside_vertices,
        _a_nanometre_beside_vertices,
        _corners_of_cells,
        _far_away,
        _around_the_box,
    ],
)
def test_awkward_points_get_the_exact_area(points: Callable[[], Points], level: Level) -> None:
    x, y = points()
    index = _index(level)
    assigned = index.assign(x, y, crs=_county().crs).position
    np.testing.assert_array_equal(assigned, _every_area_tested(index.areas, x, y))


@pytest.mark.parametrize("level", [Level.GEMEINDE, Level.SOZIALRAUM])
def test_every_official_address_gets_the_exact_area(level: Level) -> None:
    _, x, y = _addresses()
    index = _index(level)
    assigned = index.assign(x, y, crs=_county().crs).position
    np.testing.assert_array_equal(assigned, _every_area_tested(index.areas, x, y))


def test_official_addresses_lie_in_the_sozialraum_of_their_key() -> None:
    keys, x, y = _addresses()
    index = _index(Level.SOZIALRAUM)
    ids = np.array([*(area.area_id for area in index.areas), ""])
    assigned = ids[index.assign(x, y, crs=_county().crs).position]
    wrong = int((assigned != keys.astype("<U9")).sum())
    assert len(keys) == 80_724
    assert wrong <= 0.001 * len(keys)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_every_finite_point_gets_one_area_or_a_nearest_one(data: st.DataObject) -> None:
    west, south, east, north = _county().kreis.geometry.bounds
    x = data.draw(st.floats(west - 30_000, east + 30_000))
    y = data.draw(st.floats(south - 30_000, north + 30_000))
    index = _index(Level.SOZIALRAUM)
    found = index.assign([x], [y], crs=_county().crs)
    distances = [shapely.distance(a.geometry, shapely.Point(x, y)) for a in index.areas]
    assert found.position[0] == _every_area_tested(index.areas, np.array([x]), np.array([y]))[0]
    assert found.distance_m[0] == pytest.approx(min(distances), rel=1e-9)
    assert distances[found.nearest[0]] == pytest.approx(min(distances), rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    cells=st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=12),
    turn=st.floats(0, 90),
    seed=st.integers(0, 2**32 - 1),
)
def test_scattered_and_turned_areas_are_exact_too(
    cells: set[tuple[int, int]], turn: float, seed: int
) -> None:
    areas = [
        Area(
            area_id=f"{column}{row}",
            level=Level.GEMEINDE,
            name="x",
            geometry=shapely.affinity.rotate(
                shapely.box(column, row, column + 1, row + 1), turn, origin=(4, 4)
            ),
        )
        for column, row in cells
    ]
    index = AreaIndex(areas, crs=factories.CRS)
    x, y = np.random.default_rng(seed).uniform(-2, 10, (2, 500))
    corners = shapely.get_coordinates([area.geometry for area in areas]).T
    x, y = np.concatenate([x, corners[0]]), np.concatenate([y, corners[1]])
    assigned = index.assign(x, y, crs=factories.CRS).position
    np.testing.assert_array_equal(assigned, _every_area_tested(index.areas, x, y))


@pytest.fixture(scope="module")
def musterland() -> AreaIndex:
    return AreaIndex(factories.county_areas().at(Level.GEMEINDE), crs=factories.CRS)


def test_a_shared_border_belongs_to_the_lowest_id(musterland: AreaIndex) -> None:
    x = [X0 + SIDE, X0 + SIDE, X0 + SIDE]
    y = [Y0 + 10, Y0 + SIDE, Y0 + SIDE + 10]
    found = musterland.assign(x, y, crs=factories.CRS)
    ids = [musterland.areas[position].area_id for position in found.position]
    assert ids == ["990010001001", "990010001001", "990010001004"]
    assert (found.status == Status.BORDER).all()
    assert (found.distance_m == 0).all()


def test_a_point_outside_gets_the_nearest_area_and_its_distance(musterland: AreaIndex) -> None:
    found = musterland.assign([X0 - 300, X0 + 50], [Y0 - 400, Y0 - 7], crs=factories.CRS)
    assert found.position.tolist() == [-1, -1]
    assert found.status.tolist() == [Status.OUTSIDE, Status.OUTSIDE]
    assert found.nearest.tolist() == [0, 0]
    assert found.distance_m.tolist() == pytest.approx([500, 7])


def test_equally_near_areas_give_the_lowest_id(musterland: AreaIndex) -> None:
    found = musterland.assign([X0 + SIDE], [Y0 - 50], crs=factories.CRS)
    assert musterland.areas[found.nearest[0]].area_id == "990010001001"


@pytest.mark.parametrize("x", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_missing(x: float, musterland: AreaIndex) -> None:
    found = musterland.assign([x, X0 + 5], [Y0 + 5, np.nan], crs=factories.CRS)
    assert (found.status == Status.MISSING).all()
    assert (found.position == -1).all()
    assert (found.nearest == -1).all()
    assert np.isnan(found.distance_m).all()


def test_no_points_give_no_answers(musterland: AreaIndex) -> None:
    found = musterland.assign([], [], crs=factories.CRS)
    assert (len(found.position), len(found.nearest), len(found.distance_m)) == (0, 0, 0)


def test_many_points_keep_their_order(musterland: AreaIndex) -> None:
    columns = np.arange(200_000) % 3
    found = musterland.assign(
        X0 + (columns + 0.5) * SIDE, np.full(len(columns), Y0 + 5), crs=factories.CRS
    )
    np.testing.assert_array_equal(found.position, np.array([0, 2, 3])[columns])


def test_a_hole_belongs_to_nobody() -> None:
    land = shapely.box(0, 0, 9_000, 9_000) - shapely.box(3_000, 3_000, 6_000, 6_000)
    area = Area(area_id="1", level=Level.KREIS, name="Ring", geometry=land)
    found = AreaIndex([area], crs=factories.CRS).assign(
        [4_500, 3_000, 1_000], [4_000, 4_000, 4_000], crs=factories.CRS
    )
    assert found.status.tolist() == [Status.OUTSIDE, Status.BORDER, Status.INSIDE]
    assert found.distance_m[0] == pytest.approx(1_000)


def test_points_in_another_crs_are_refused(musterland: AreaIndex) -> None:
    with pytest.raises(UnknownCrs, match="Die Punkte stehen in EPSG:4326"):
        musterland.assign([13.0], [52.0], crs=WGS84)


def test_areas_in_degrees_are_refused() -> None:
    with pytest.raises(UnknownCrs):
        AreaIndex(factories.county_areas().at(Level.KREIS), crs=WGS84)


def test_an_index_needs_areas() -> None:
    with pytest.raises(InputError, match="Ohne Gebiete"):
        AreaIndex([], crs=factories.CRS)
