"""Addresses to the nearest offer: our coverage against ``geopandas.sjoin_nearest``.

    python benchmarks/reach.py [--register ../shared/data/addresses/adressen_pm.csv.gz]

Both get the addresses and offers as they need them (arrays, or points of GeoDataFrames that are
made before the clock starts), each address with its Sozialraum, take turns in one process and give
the number of addresses per Sozialraum within each band, and the median of their distances. Offers
stand around addresses that a fixed seed chooses. Then one more offer is tried out: the peer joins
anew. Identical results are asserted before anything is printed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import shapely

from geo.areas import AreaHierarchy, Level
from geo.assignment import AreaIndex
from geo.boundaries import read_areas
from geo.county import read_county
from geo.reach import (
    BANDS_M,
    DemandKind,
    DemandPoints,
    OfferPoints,
    coverage,
    demand_points,
    nearest_m,
    with_one_more,
)
from geo.shipped import data_dir

if TYPE_CHECKING:
    from numpy.typing import NDArray

REGISTER = Path("../shared/data/addresses/adressen_pm.csv.gz")
SPREAD_M = 300.0
Figures = list[tuple[int, ...]]
Answer = tuple[Figures, list[float]]


def read_points(path: Path, areas: AreaHierarchy) -> DemandPoints:
    """Return the addresses of a register with their Sozialräume."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = [(float(row["lat"]), float(row["lon"])) for row in csv.DictReader(lines)]
    lat, lon = np.array(rows).T
    index = AreaIndex(areas.at(Level.SOZIALRAUM), crs=areas.crs)
    own = np.ones(len(lat), dtype=bool)
    return demand_points(lat, lon, index=index, kind=DemandKind.ADDRESSES, own=own)


def offers_around(points: DemandPoints, number: int) -> OfferPoints:
    """Return offers near addresses."""
    random = np.random.default_rng(2026)
    chosen = random.integers(0, len(points), number)
    x, y = points.x[chosen], points.y[chosen]
    return OfferPoints(
        x=x + random.normal(0, SPREAD_M, number),
        y=y + random.normal(0, SPREAD_M, number),
        measured=number,
        approximate=0,
        placeless=0,
        mobile=0,
        remote=0,
    )


def ours(points: DemandPoints, nearest: NDArray[np.float64], areas: AreaHierarchy) -> Answer:
    """Return figures and medians of all Sozialräume from distances."""
    rows = coverage(points, nearest, areas=areas).at(Level.SOZIALRAUM)
    return [(row.points, *row.within) for row in rows], [row.median_m or 0 for row in rows]


def joined(addresses: geopandas.GeoDataFrame, offers: geopandas.GeoDataFrame) -> Answer:
    """Return the same by ``sjoin_nearest`` and grouping; an address counts once."""
    found = addresses.sjoin_nearest(offers, distance_col="metres")
    found = found[~found.index.duplicated()]
    groups = found.groupby("space")["metres"]
    columns = [groups.size(), *(groups.apply(lambda each, b=b: (each <= b).sum()) for b in BANDS_M)]
    figures = [tuple(int(each) for each in row) for row in zip(*columns, strict=True)]
    return figures, groups.median().tolist()


def best_times(
    ways: dict[str, Callable[[], Answer]], repeats: int
) -> tuple[dict[str, float], dict[str, Answer]]:
    """Return the shortest time of each way in seconds, taking turns, and the last results."""
    times, results = dict.fromkeys(ways, np.inf), {}
    for _ in range(repeats):
        for name, way in ways.items():
            start = time.perf_counter()
            results[name] = way()
            times[name] = min(times[name], time.perf_counter() - start)
    return times, results


def compare(points: DemandPoints, areas: AreaHierarchy, *, number: int, repeats: int) -> str:
    """Return two lines of the table: measuring, and trying out one more offer."""
    offers = offers_around(points, number)
    x, y = float(points.x.mean()), float(points.y.mean())
    known = nearest_m(points, offers)
    addresses = geopandas.GeoDataFrame(
        {"space": points.space}, geometry=shapely.points(points.x, points.y), crs=areas.crs
    )
    frame, more = (
        geopandas.GeoDataFrame(geometry=shapely.points(each.x, each.y), crs=areas.crs)
        for each in (offers, offers.and_at(x, y))
    )
    times, results = best_times(
        {
            "measure": lambda: ours(points, nearest_m(points, offers), areas),
            "measure, peer": lambda: joined(addresses, frame),
            "try": lambda: ours(points, with_one_more(known, points, x=x, y=y), areas),
            "try, peer": lambda: joined(addresses, more),
        },
        repeats,
    )
    lines = []
    for name in ("measure", "try"):
        peer = f"{name}, peer"
        assert results[name][0] == results[peer][0]
        np.testing.assert_allclose(results[name][1], results[peer][1], rtol=1e-12)
        cells = [f"{1e3 * times[each]:8.1f} ms" for each in (name, peer)]
        ratio = times[peer] / times[name]
        lines.append(f"{number:>7,}  {name:<8} {'  '.join(cells)}  {ratio:6.1f} ×")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", type=Path, default=REGISTER)
    parser.add_argument("--repeats", type=int, default=7)
    arguments = parser.parse_args()
    county = read_county(data_dir())
    areas = read_areas(data_dir() / "boundaries", county)
    points = read_points(arguments.register, areas)
    print(f"{len(points):,} addresses\n offers              ours         peer   peer/ours")
    for number in (100, 1_000, 10_000):
        print(compare(points, areas, number=number, repeats=arguments.repeats))


if __name__ == "__main__":
    main()
