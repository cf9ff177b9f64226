"""Simplifying and cleaning polygons that share their borders."""

from __future__ import annotations

import numpy as np
import official
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.boundaries.coverage import (
    clean_coverage,
    flaws,
    holes,
    simplify_coverage,
    to_degrees,
    to_metres,
)
from geo.errors import InputError


def _vertices(polygons: list[shapely.Geometry]) -> set[tuple[float, float]]:
    return set(map(tuple, shapely.get_coordinates(polygons).tolist()))


@pytest.mark.parametrize("tolerance", [5.0, 50.0, 300.0])
def test_simplified_borders_stay_shared_and_near(tolerance: float) -> None:
    given_polygons = official.polygons()
    simplified, used = simplify_coverage(given_polygons, tolerance_m=tolerance)
    assert used == tolerance
    assert shapely.coverage_is_valid(np.array(simplified))
    borders = shapely.union_all(shapely.boundary(simplified))
    before = shapely.points(shapely.get_coordinates(given_polygons))
    assert shapely.distance(before, borders).max() <= tolerance + 1e-6
    assert _vertices(simplified) < _vertices(given_polygons)


def test_a_tolerance_of_zero_changes_nothing() -> None:
    given_polygons = official.polygons()
    assert simplify_coverage(given_polygons, tolerance_m=0.0) == (given_polygons, 0.0)


def test_the_tolerance_is_halved_until_borders_do_not_cross() -> None:
    # The bump of the outer border is flattened onto the island in the bay.
    bay = [(0, 0), (0, 100), (45, 100), (50, 60), (55, 100), (100, 100), (100, 0)]
    island = shapely.box(49, 90, 51, 95)
    simplified, used = simplify_coverage([shapely.Polygon(bay), island], tolerance_m=60.0)
    assert used < 60.0
    assert shapely.coverage_is_valid(np.array(simplified))
    assert not simplified[0].intersects(simplified[1])


def test_small_exclaves_survive() -> None:
    exclave = shapely.box(500, 500, 510, 510)
    land = shapely.MultiPolygon([shapely.box(0, 0, 100, 100), exclave])
    simplified, _ = simplify_coverage([land, shapely.box(100, 0, 200, 100)], tolerance_m=50.0)
    assert shapely.get_num_geometries(simplified[0]) == 2


def test_a_valid_coverage_is_left_alone() -> None:
    given_polygons = official.polygons()
    cleaned = clean_coverage(given_polygons)
    assert cleaned.changed_m2 == 0.0
    assert cleaned.polygons == given_polygons


@pytest.mark.parametrize("shift", [0.4, -0.4])
def test_slivers_are_closed_and_measured(shift: float) -> None:
    left, right = shapely.box(0, 0, 1_000, 1_000), shapely.box(1_000 + shift, 0, 2_000, 1_000)
    cleaned = clean_coverage([left, right])
    assert shapely.coverage_is_valid(np.array(cleaned.polygons))
    assert 0 < cleaned.changed_m2 <= 1_000 * abs(shift)


def test_large_overlaps_are_refused() -> None:
    with pytest.raises(InputError, match="überlappen"):
        clean_coverage([shapely.box(0, 0, 1_000, 1_000), shapely.box(900, 0, 2_000, 1_000)])


def test_an_enclosed_sliver_is_a_flaw_and_a_foreign_town_is_none() -> None:
    country = shapely.box(0, 0, 10_000, 10_000)
    sliver, town = shapely.box(100, 100, 104, 5_000), shapely.box(6_000, 6_000, 8_000, 8_000)
    assert flaws(np.array([country - sliver])).all()
    assert not flaws(np.array([country - town])).any()
    assert holes(np.array([country - town]))[0].equals(town)


@settings(max_examples=50, deadline=None)
@given(
    x=st.floats(4.0e5, 8.0e5),
    y=st.floats(5.3e6, 6.0e6),
    size=st.floats(1.0, 50_000.0),
)
def test_storing_twice_changes_nothing_more(x: float, y: float, size: float) -> None:
    polygon = shapely.box(x, y, x + size, y + size)
    stored = to_degrees([polygon], crs=official.CRS)
    again = to_degrees(to_metres(stored, crs=official.CRS), crs=official.CRS)
    assert again[0].equals_exact(stored[0], tolerance=0.0)


def test_stored_rings_run_counter_clockwise() -> None:
    ring = shapely.get_exterior_ring(to_degrees([official.polygons()[0]], crs=official.CRS)[0])
    assert shapely.is_ccw(ring)
