"""Points to 19 Sozialräume: the grid against a spatial join and against testing each area.

    python benchmarks/assignment.py [--repeats 7] [--largest 1000000]

All ways run in one process and take turns, so a busy machine slows all of them. Random points
over the bounding box of the county: about half of them lie outside. Each way gets its points
in the form it wants (arrays, or points of a GeoDataFrame that are made before the clock
starts) and its areas prepared. Identical results are asserted before anything is printed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import shapely

from geo.areas import Area, Level
from geo.assignment import AreaIndex
from geo.boundaries import read_areas
from geo.county import read_county
from geo.shipped import data_dir

if TYPE_CHECKING:
    from numpy.typing import NDArray

GOAL = 40


def spatial_join(
    points: geopandas.GeoDataFrame, areas: geopandas.GeoDataFrame
) -> NDArray[np.int64]:
    """Assign by ``geopandas.sjoin(predicate="within")``; -1 outside."""
    joined = points.sjoin(areas, how="left", predicate="within")
    return np.asarray(joined["position"].fillna(-1), dtype=np.int64)


def test_each_area(
    x: NDArray[np.float64], y: NDArray[np.float64], polygons: Sequence[shapely.Geometry]
) -> NDArray[np.int64]:
    """Assign by prepared ``contains_xy`` on the points in each area's bounding box."""
    position = np.full(len(x), -1)
    for number, polygon in enumerate(polygons):
        west, south, east, north = polygon.bounds
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        position[near[shapely.contains_xy(polygon, x[near], y[near])]] = number
    return position


def best_times(
    ways: dict[str, Callable[[], NDArray[np.integer]]], repeats: int
) -> tuple[dict[str, float], dict[str, NDArray[np.integer]]]:
    """Return the shortest time of each way in seconds, taking turns, and the last results."""
    times = dict.fromkeys(ways, np.inf)
    results = {}
    for _ in range(repeats):
        for name, way in ways.items():
            start = time.perf_counter()
            results[name] = way()
            times[name] = min(times[name], time.perf_counter() - start)
    return times, results


def compare(areas: Sequence[Area], crs: str, *, number: int, repeats: int) -> str:
    """Return one line of the table for ``number`` points."""
    index = AreaIndex(areas, crs=crs)
    polygons = [area.geometry for area in index.areas]
    shapely.prepare(polygons)
    frame = geopandas.GeoDataFrame(
        {"position": np.arange(len(polygons))}, geometry=polygons, crs=crs
    )
    west, south, east, north = shapely.total_bounds(polygons)
    x, y = np.random.default_rng(2026).uniform((west, south), (east, north), (number, 2)).T.copy()
    points = geopandas.GeoDataFrame(geometry=shapely.points(x, y), crs=crs)
    times, results = best_times(
        {
            "grid": lambda: index.assign(x, y, crs=crs).position,
            "sjoin": lambda: spatial_join(points, frame),
            "contains_xy": lambda: test_each_area(x, y, polygons),
        },
        repeats,
    )
    for name in ("sjoin", "contains_xy"):
        np.testing.assert_array_equal(results["grid"], results[name])
    ratios = (times[name] / times["grid"] for name in ("sjoin", "contains_xy"))
    cells = [f"{1e3 * seconds:9.2f} ms" for seconds in times.values()]
    return f"{number:>9,}  {'  '.join(cells)}  " + "  ".join(f"{ratio:6.1f} ×" for ratio in ratios)


def build_time(areas: Sequence[Area], crs: str) -> float:
    """Return the shortest of five times to build the index, in seconds."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        AreaIndex(areas, crs=crs)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--largest", type=int, default=1_000_000)
    arguments = parser.parse_args()
    county = read_county(data_dir())
    areas = read_areas(data_dir() / "boundaries", county).at(Level.SOZIALRAUM)
    print(f"index of {len(areas)} areas built in {1e3 * build_time(areas, county.crs):.0f} ms")
    print("   points          grid         sjoin   contains_xy  sjoin/grid  contains/grid")
    number = 1_000
    while number <= arguments.largest:
        print(compare(areas, county.crs, number=number, repeats=arguments.repeats))
        number *= 10
    print(f"goal at 1,000,000 points: at least {GOAL} × sjoin; all results identical")


if __name__ == "__main__":
    main()
