"""All profiles of the county as PDF: time and memory for the example layers and for many offers.

    python benchmarks/profiles.py [--counts 104 1000 10000]

Each count runs in a process of its own: a profile for every Sozialraum, every Planregion and the
county, from the view to the bytes of the PDF. Memory is the largest that the process ever had, less
what it had before the first profile. 104 are the example offers, all others are invented. There is
no peer: the goal is one minute for all of them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.map_pages import DAY, county_view
from geo.profiles import profiled_areas
from geo.results import MapView
from geo.usecases.browse_map import browse_map
from geo.usecases.create_instance import create_instance
from geo.usecases.settings import load_settings
from maps import profile_pdf

EXAMPLES = 104
GOAL_S = 60.0


def example_view() -> MapView:
    """Return what a new instance shows."""
    with tempfile.TemporaryDirectory() as folder:
        return browse_map(create_instance(load_settings(Path(folder))))


def measure(count: int, answer: Connection) -> None:
    """Make all profiles; answer with number, seconds, MB of PDF, MB of memory."""
    view = example_view() if count == EXAMPLES else county_view(count)
    before = _peak()
    start = time.perf_counter()
    sizes = [len(profile_pdf(view, area, today=DAY)) for area in profiled_areas(view.areas)]
    seconds = time.perf_counter() - start
    answer.send((len(sizes), seconds, sum(sizes) / 1e6, _peak() - before))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[EXAMPLES, 1_000, 10_000])
    print("| offers | profiles | all of them, s | one, ms | PDF, MB | memory, MB | goal |")
    print("|---" * 7 + "|")
    for count in parser.parse_args().counts:
        ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
        child = multiprocessing.get_context("spawn").Process(target=measure, args=(count, theirs))
        child.start()
        number, seconds, size, memory = ours.recv()
        child.join()
        verdict = "reached" if seconds <= GOAL_S else "missed"
        print(
            f"| {count:,} | {number} | {seconds:.1f} | {seconds / number * 1000:.0f} "
            f"| {size:.1f} | {memory:.0f} | ≤ {GOAL_S:.0f} s: {verdict} |"
        )
    print(f"\nMeasured on {DAY.isoformat()}, load {os.getloadavg()[0]:.0f}.")


if __name__ == "__main__":
    main()
