"""The matrix of gaps from the list of offers to table, Excel file and paper, against pandas.

    python benchmarks/gaps.py [--counts 10000 100000] [--repeats 5]

Each step runs in a process of its own, imports done before: best of the repeats, and the memory of
the largest moment less what the process had before. The peer is what a planner with pandas writes:
one row per offer and area, ``pivot_table`` by area, Kategorie and reach, ``to_excel`` of it. Its
numbers must be ours. It has no statuses, densities, targets, colours or words; for paper and for
possible duplicates there is no peer.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.map_pages import DAY, county_view
from geo.counting import all_offers
from geo.duplicates import possible_duplicates
from geo.gap_workbook import write_gaps
from geo.gaps import gap_matrix
from geo.resources import Reach
from geo.results import MapView
from geo.searching import sozialraeume_of
from maps.gaps import GapSheet, gap_paper, gap_table


def peer_matrix(view: MapView) -> pd.DataFrame:
    """Return offers by Sozialraum (rows), Kategorie and reach (columns)."""
    rows = [
        (space, offer.category_id, offer.reach.value, 1)
        for _, offer in all_offers(view)
        for space in sozialraeume_of(offer)
    ]
    frame = pd.DataFrame(rows, columns=["area", "kind", "reach", "count"])
    return frame.pivot_table(
        index="area", columns=["kind", "reach"], values="count", aggfunc="sum", fill_value=0
    )


def peer_workbook(view: MapView) -> bytes:
    """Return the same as an Excel file."""
    content = io.BytesIO()
    peer_matrix(view).to_excel(content, engine="xlsxwriter")
    return content.getvalue()


def workbook(view: MapView) -> bytes:
    """Return our Excel file, without looking for duplicates."""
    content = io.BytesIO()
    write_gaps(content, view, gap_matrix(view), pairs=(), notes=(), today=DAY)
    return content.getvalue()


def _sheet(view: MapView) -> GapSheet:
    return GapSheet(view=view, matrix=gap_matrix(view))


STEPS: dict[str, tuple[Callable[[MapView], Any], Callable[[MapView], Any] | None]] = {
    "matrix": (gap_matrix, peer_matrix),
    "Excel file": (workbook, peer_workbook),
    "table of the page": (lambda view: gap_table(_sheet(view)), None),
    "PDF, A3": (lambda view: gap_paper(_sheet(view), today=DAY), None),
    "possible duplicates": (possible_duplicates, None),
}


def agree(view: MapView) -> None:
    """Fail unless both count the same."""
    matrix, frame = gap_matrix(view), peer_matrix(view)
    for row in matrix.rows:
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            for reach in Reach:
                key = (column.column_id, reach.value)
                there = row.area.area_id in frame.index and key in frame.columns
                theirs = int(frame.loc[row.area.area_id, key]) if there else 0  # type: ignore[arg-type]
                assert getattr(cell.counts, reach.value) == theirs, (row.area.name, key)


def measure(step: str, who: int, count: int, repeats: int, answer: Connection) -> None:
    """Do a step some times; answer with the best time in seconds and MB of memory."""
    view = county_view(count)
    if step == "matrix" and who == 0:
        agree(view)
    work = STEPS[step][who]
    assert work is not None
    work(county_view(100))  # what is loaded and made once
    Path("/proc/self/clear_refs").write_text("5")  # the largest counts from now on
    before, best = _memory("VmRSS"), float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work(view)
        best = min(best, time.perf_counter() - start)
    answer.send((best, _memory("VmHWM") - before))


def _memory(field: str) -> float:
    """Return a line of the process's status in MB: ``VmRSS`` is now, ``VmHWM`` the largest."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith(field))


def alone(step: str, who: int, count: int, repeats: int) -> tuple[float, float]:
    """Measure in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=measure, args=(step, who, count, repeats, theirs))
    child.start()
    seconds, memory = ours.recv()
    child.join()
    return seconds, memory


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    print("| offers | step | ours, s | ours, MB | pandas, s | pandas, MB |")
    print("|---" * 6 + "|")
    for count in options.counts:
        for step, (_, peer) in STEPS.items():
            seconds, memory = alone(step, 0, count, options.repeats)
            line = f"| {count:,} | {step} | {seconds:.2f} | {memory:.0f} |"
            if peer is None:
                print(f"{line} – | – |")
                continue
            seconds, memory = alone(step, 1, count, options.repeats)
            print(f"{line} {seconds:.2f} | {memory:.0f} |")
    print(f"\nMeasured on {DAY.isoformat()}, load {os.getloadavg()[0]:.0f}.")


if __name__ == "__main__":
    main()
