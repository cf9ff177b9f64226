"""The poster against a geopandas and matplotlib plot of the same resources and boundaries.

    python benchmarks/poster.py [--counts 104 10000] [--repeats 3] [--paper A1]

Each measurement is a process of its own that has everything imported and has made one small picture
before the clock starts; ways take turns. Measured are the time for one file, the size of the file
and the peak of the process's memory (resident set, with the imports). The peer draws what is left
of a poster without a layout of its own: tints and borders, points in the colours of their Ressorts,
the names of the Sozialräume, a legend, a scale bar, the title. It has no list, no numbers, no QR
code, and its names and points lie on each other. It wants matplotlib, which is not installed with
the program. Before anything is printed, both must have drawn every resource.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

from benchmarks.map_pages import DAY, county_view
from geo.areas import Level
from geo.counting import all_offers
from geo.crs import WGS84
from geo.results import MapView
from maps.poster import lay_poster, poster
from maps.poster_layout import PAPERS, Paper
from maps.typesetting import Format

FORMATS: tuple[Format, ...] = ("pdf", "svg", "png")
_TURN = "--turn"


def ours(view: MapView, paper: Paper, output: Format) -> bytes:
    """Return the poster."""
    return poster(view, view.areas.kreis, exported_on=DAY, paper=paper, output=output)


def shown_by_ours(view: MapView, paper: Paper) -> int:
    """Return how many resources have a number on the map of the poster."""
    sheet = lay_poster(view, view.areas.kreis, exported_on=DAY, paper=paper)
    return sum(bool(each["number"]) for each in sheet.data["entries"])


def peer(view: MapView, paper: Paper, output: Format) -> bytes:
    """Return the plot."""
    figure, _ = plotted(view, paper)
    content = BytesIO()
    figure.savefig(content, format=output, dpi=_resolution(paper))
    return content.getvalue()


def _resolution(paper: Paper) -> float:
    """Return the resolution of our picture, so that both have as many pixels."""
    return lay_poster(county_view(1), county_view(1).areas.kreis, exported_on=DAY, paper=paper).ppi


def plotted(view: MapView, paper: Paper) -> tuple[Any, int]:
    """Return a figure of matplotlib and how many points it has."""
    import geopandas
    from matplotlib.figure import Figure

    short, long = PAPERS[paper]
    figure = Figure(figsize=(short / 25.4, long / 25.4))
    axes = figure.add_axes((0.05, 0.25, 0.9, 0.7))
    for level, width in ((Level.PLANREGION, 1.2), (Level.SOZIALRAUM, 0.7)):
        areas = view.areas.at(level)
        shapes = geopandas.GeoSeries([each.geometry for each in areas], crs=view.areas.crs)
        if level is Level.PLANREGION:
            shapes.plot(ax=axes, color=["#f8f5ea", "#e6efe9", "#dfe6ef", "#e5dbe3"])
        shapes.boundary.plot(ax=axes, color="#6b7275", linewidth=width)
    for area in view.areas.at(Level.SOZIALRAUM):
        middle = area.geometry.representative_point()
        axes.annotate(area.name, (middle.x, middle.y), ha="center", fontsize=8, parse_math=False)
    count = _plot_points(view, axes)
    axes.plot([310_000, 330_000], [5_762_000, 5_762_000], color="black")
    axes.annotate("20 km", (320_000, 5_762_500), ha="center", fontsize=8)
    axes.set_axis_off()
    axes.set_title(view.title, parse_math=False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=3)
    return figure, count


def _plot_points(view: MapView, axes: Any) -> int:
    import geopandas

    colours = {each.ressort_id: each.color for each in view.taxonomy.ressorts}
    labels = {each.ressort_id: each.label for each in view.taxonomy.ressorts}
    found: dict[str, list[tuple[float, float]]] = {each: [] for each in colours}
    for _, each in all_offers(view):
        ressort = view.taxonomy.category(each.category_id or "").ressort_id
        found[ressort].append((each.lon or 0.0, each.lat or 0.0))
    for ressort, points in found.items():
        if points:
            xs, ys = zip(*points, strict=True)
            places = geopandas.GeoSeries.from_xy(xs, ys, crs=WGS84).to_crs(view.areas.crs)
            places.plot(ax=axes, color=colours[ressort], markersize=20, label=labels[ressort])
    return sum(map(len, found.values()))


WAYS: dict[str, Callable[[MapView, Paper, Format], bytes]] = {"ours": ours, "matplotlib": peer}


def turn(way: str, count: int, paper: Paper, output: Format) -> dict[str, float]:
    """Make one file in this process and return its time in s, its size and the memory in MB."""
    WAYS[way](county_view(3), "A4", output)
    view = county_view(count)
    start = time.perf_counter()
    content = WAYS[way](view, paper, output)
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"s": taken, "MB": len(content) / 1e6, "peak MB": peak}


def in_its_own_process(way: str, count: int, paper: Paper, output: Format) -> dict[str, float]:
    """Return the figures of a turn."""
    command = [sys.executable, __file__, _TURN, way, str(count), paper, output]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return cast("dict[str, float]", json.loads(done.stdout))


def compare(count: int, paper: Paper, *, repeats: int) -> None:
    """Print a table for one number of resources."""
    view = county_view(count)
    drawn = (shown_by_ours(view, paper), plotted(view, paper)[1])
    if drawn != (count, count):
        raise AssertionError(f"drawn are {drawn} of {count} resources")
    print(f"\n### {count:,} resources, {paper}\n")
    print("| file | ours | | | matplotlib | | | time × |")
    print("|---" * 8 + "|")
    for output in FORMATS:
        runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(repeats):
            for way, found in runs.items():
                found.append(in_its_own_process(way, count, paper, output))
        middle = {way: _medians(found) for way, found in runs.items()}
        cells = [text for each in middle.values() for text in _cells(each)]
        ratio = middle["matplotlib"]["s"] / middle["ours"]["s"]
        print(f"| {output} | {' | '.join(cells)} | {ratio:.1f} |")


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _cells(figures: dict[str, float]) -> tuple[str, str, str]:
    return (
        f"{figures['s']:.2f} s",
        f"{figures['MB']:.1f} MB",
        f"peak {figures['peak MB']:.0f} MB",
    )


def main() -> None:
    """Measure from the command line."""
    if sys.argv[1:2] == [_TURN]:
        way, count, paper, output = sys.argv[2:]
        print(json.dumps(turn(way, int(count), cast("Paper", paper), cast("Format", output))))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[104, 10_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--paper", choices=list(PAPERS), default="A1")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    for count in arguments.counts:
        compare(count, arguments.paper, repeats=arguments.repeats)
    print(f"\nMeasured on {DAY.isoformat()}, load {load:.0f} to {os.getloadavg()[0]:.0f}.")


if __name__ == "__main__":
    main()
