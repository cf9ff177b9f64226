"""The map in Chromium against what folium and geopandas make of the same resources.

    python benchmarks/map.py [--peers NODE_MODULES] [--repeats 3] [--counts 1000 10000 100000]

Pages are made and opened in turns, each in a fresh window and from ``file://``. Measured are the
time to make a page and its size; the time from the start of the navigation until markers are
painted, as it passes and as the main thread of the page works; the time from an action until the
next frame, and the longest frame within the following second; and the memory of scripts after a
collection (objects, and arrays and texts outside the heap). Before any of it, every page must show
the same number of resources. ``NODE_MODULES`` is a folder with the packages of the peers; without
it only ours is measured. ``explore()`` also wants matplotlib and mapclassify. A peer that needs
longer than ``--limit`` seconds to be made or to be shown is left out and named.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import os
import signal
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from benchmarks.map_pages import PAGES, county_view, served_locally
from geo.results import MapView

Figures = dict[str, float]

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND"
#: A new window loads pages of the browser itself, which must not count.
SETTLING_S = 1.5
TURNS = 6
MARKERS = ".symbol, .leaflet-marker-pane > *, path.leaflet-interactive[d^='M'][d*='a']"
WATCH = f"""
addEventListener('DOMContentLoaded', () => {{
  const look = () => {{
    if (!document.querySelector(`{MARKERS}`)) return requestAnimationFrame(look);
    requestAnimationFrame(() => {{
      window.painted = performance.now();
      console.debug('painted');
    }});
  }};
  look();
}});
"""
#: How many resources the symbols on the map stand for, whoever drew them.
SHOWN = """
(() => {
  const sum = (all, count) => [...document.querySelectorAll(all)].reduce((n, e) => n + count(e), 0);
  const number = element => Number(element.textContent.replaceAll('.', ''));
  return sum('.symbol', e => number(e.querySelector('.cluster-number') ?? {textContent: '1'}))
    + sum('.leaflet-marker-pane > *', e => e.matches('.marker-cluster') ? number(e) : 1)
    + sum("path.leaflet-interactive[d*='a']", () => 1);
})()
"""
#: From an input event until the next frame is painted, and the longest frame of a second.
FRAMES = """
new Promise(done => {
  const wanted = ['keydown', 'click', 'input'];
  const begin = () => {
    const start = performance.now();
    for (const type of wanted) removeEventListener(type, begin, true);
    let last = start, first = 0, longest = 0;
    requestAnimationFrame(() => setTimeout(() => { first = performance.now() - start; }));
    const frame = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (now - start < 1000 || !first) requestAnimationFrame(frame);
      else done([first, longest]);
    };
    requestAnimationFrame(frame);
  };
  for (const type of wanted) addEventListener(type, begin, true);
  ACTION
})
"""
FOCUS = "document.querySelector('.leaflet-container').focus();"
CLICK = "const it = document.querySelector(`{0}`); it.focus(); it.click();"
#: Another number each time: what was just searched for is known already.
TYPE = (
    "window.turns_ = (window.turns_ ?? 10) + 1;"
    "const it = document.querySelector('#suche'); it.focus(); it.value = `{0} ${{window.turns_}}`;"
    "it.dispatchEvent(new InputEvent('input', {{bubbles: true}}));"
)
KEYS = {"pan": "ArrowRight", "zoom in": "+", "zoom out": "-"}
OURS = {
    "toggle a layer": CLICK.format("#filter .tick-row input"),
    "filter by a Kategorie": CLICK.format("details[data-key=kategorie] input[type=checkbox]"),
    "search": TYPE.format("strasse"),
}
PEER = {"toggle a layer": CLICK.format(".leaflet-control-layers-overlays label ~ label input")}
MAKING, RAW, ZIPPED = "make the page, ms", "size, MB", "size gzipped, MB"
FIRST, WORK = "first map, ms", "first map, work of the main thread, ms"
MEMORY = "memory of scripts, MB"
#: At a number of resources: the measure, the peer, and how many times better ours is to be.
RATIOS = {
    (10_000, MAKING, "MarkerCluster"): 100.0,
    (10_000, RAW, "MarkerCluster"): 8.0,
    (10_000, FIRST, "MarkerCluster"): 5.0,
    (10_000, WORK, "MarkerCluster"): 5.0,
    (10_000, MEMORY, "MarkerCluster"): 8.0,
}
#: At a number of resources: the beginning of the measure and its limit in milliseconds.
LIMITS = {
    (10_000, "toggle"): 50,
    (10_000, "filter"): 50,
    (10_000, "search"): 50,
    (100_000, "toggle"): 200,
    (100_000, "filter"): 200,
    (100_000, "search"): 200,
    (100_000, "first"): 1500,
}


class LeftOutError(Exception):
    """A peer took longer than it may."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Give up after some seconds."""

    def give_up(*_: object) -> None:
        raise LeftOutError(f"more than {seconds} s")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


class Pages:
    """Makes the pages of one view and remembers how long it took."""

    def __init__(self, view: MapView, folder: Path, peers: Path | None) -> None:
        self._view = view
        self._folder = folder
        self._peers = peers

    def make(self, name: str) -> tuple[Path, Figures]:
        """Write a page and return its path, the time it took and its size."""
        gc.collect()  # what another page has left is not this one's work
        start = time.perf_counter()
        html = PAGES[name](self._view)
        taken = time.perf_counter() - start
        content = html.encode()
        figures = {
            MAKING: taken * 1000,
            RAW: len(content) / 1e6,
            ZIPPED: len(gzip.compress(content, 6)) / 1e6,
        }
        path = self._folder / f"{name}.html"
        own = self._peers is None or name == "ours"
        path.write_text(html if own else served_locally(html, self._peers or path), "utf-8")
        return path, figures


class Window:
    """A fresh window that shows one page, asked without scripts of the driver."""

    def __init__(self, browser: Browser, path: Path, *, seconds: int) -> None:
        self._context = browser.new_context(viewport={"width": 1366, "height": 768})
        self.page: Page = self._context.new_page()
        self.page.add_init_script(WATCH)
        self._session: CDPSession = self._context.new_cdp_session(self.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        time.sleep(SETTLING_S)
        before = self._worked()
        with self.page.expect_event("console", timeout=seconds * 1000):
            self.page.goto(path.as_uri(), wait_until="commit")
        self.work = self._worked() - before
        time.sleep(0.7)

    def _worked(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        values = {each["name"]: float(each["value"]) for each in metrics}
        return values["TaskDuration"] * 1000

    def ask(self, expression: str) -> Any:
        """Return the value of an expression."""
        answer = self._session.send(
            "Runtime.evaluate",
            {"expression": expression, "returnByValue": True, "awaitPromise": True},
        )
        return answer["result"].get("value")

    def memory(self) -> float:
        """Return the memory of scripts in MB after a collection."""
        self._session.send("HeapProfiler.collectGarbage")
        usage = self._session.send("Runtime.getHeapUsage")
        return float(usage["usedSize"] + usage["backingStorageSize"]) / 1e6

    def press(self, key: str) -> tuple[float, float]:
        """Press a key on the map and return the time to the next and the longest frame."""
        code = FRAMES.replace("ACTION", FOCUS)
        self._session.send("Runtime.evaluate", {"expression": f"window.frames_ = {code}"})
        self.page.keyboard.press(key)
        first, longest = self.ask("window.frames_")
        return first, longest

    def do(self, action: str) -> tuple[float, float]:
        """Run an action and return the time to the next and the longest frame."""
        first, longest = self.ask(FRAMES.replace("ACTION", action))
        return first, longest

    def close(self) -> None:
        """Close the window."""
        self._context.close()


def measure(browser: Browser, path: Path, name: str, *, count: int, seconds: int) -> Figures:
    """Open a page once and return its times in milliseconds and its memory in MB."""
    window = Window(browser, path, seconds=seconds)
    try:
        shown = window.ask(SHOWN)
        if shown != count:
            raise AssertionError(f"{name} shows {shown} of {count} resources")
        found = {FIRST: window.ask("window.painted"), WORK: window.work, MEMORY: window.memory()}
        window.ask("for (const each of document.querySelectorAll('details')) each.open = true")
        time.sleep(0.2)
        for action, key in KEYS.items():
            found |= _frames(action, window.press(key))
        for action, code in (OURS if name == "ours" else PEER).items():
            times = [window.do(code) for _ in range(TURNS)]
            middle = (statistics.median(each) for each in zip(*times, strict=True))
            found |= _frames(action, tuple(middle))
        return found
    finally:
        window.close()


def _frames(action: str, times: tuple[float, ...]) -> Figures:
    return {f"{action}, ms": times[0], f"{action}, longest frame, ms": times[1]}


def compare(
    browser: Browser, count: int, *, repeats: int, peers: Path | None, limit: int
) -> tuple[dict[str, Figures], dict[str, str]]:
    """Return the medians of each page and why a page has none."""
    runs: dict[str, list[Figures]] = defaultdict(list)
    left: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        pages = Pages(county_view(count), Path(folder), peers)
        pages.make("ours")  # boundaries are encoded once per process
        for _ in range(repeats):
            for name in PAGES if peers else ("ours",):
                if name in left:
                    continue
                try:
                    with limited(limit):
                        path, figures = pages.make(name)
                    seen = measure(browser, path, name, count=count, seconds=limit)
                    runs[name].append(figures | seen)
                except (LeftOutError, Error, ImportError) as error:
                    left[name] = f"{str(error).splitlines()[0]} (after {len(runs[name])} turns)"
    medians = {
        name: {what: statistics.median(run[what] for run in found) for what in found[0]}
        for name, found in runs.items()
        if found
    }
    return medians, left


def report(count: int, medians: dict[str, Figures], left: dict[str, str]) -> None:
    """Print a table: ours, and how many times as much each peer needs."""
    peers = [name for name in medians if name != "ours"]
    print(f"\n### {count:,} resources\n")
    print("| | ours | " + " | ".join([*peers, "goal"]) + " |")
    print("|---" * (len(peers) + 3) + "|")
    for what, value in medians["ours"].items():
        cells = [_number(value)]
        for name in peers:
            other = medians[name].get(what)
            cells.append(f"{_number(other)} (× {other / value:.1f})" if other else "–")
        cells.append(_verdict(count, what, medians))
        print(f"| {what} | " + " | ".join(cells) + " |")
    for name, why in left.items():
        print(f"\n{name} is left out: {why}.")


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _verdict(count: int, what: str, medians: dict[str, Figures]) -> str:
    value = medians["ours"][what]
    for (at, measure_, peer), ratio in RATIOS.items():
        if (at, measure_) == (count, what) and peer in medians:
            reached = medians[peer][what] / value >= ratio
            return f"× {ratio:g} of {peer}: {'reached' if reached else 'missed'}"
    for (at, start), limit in LIMITS.items():
        if at == count and what.startswith(start) and "longest" not in what:
            return f"≤ {limit} ms: {'reached' if value <= limit else 'missed'}"
    return ""


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--limit", type=int, default=120)
    arguments = parser.parse_args()
    peers = arguments.peers and arguments.peers.resolve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*ARGUMENTS, OFFLINE]
        )
        for count in arguments.counts:
            load = os.getloadavg()[0]
            medians, left = compare(
                browser, count, repeats=arguments.repeats, peers=peers, limit=arguments.limit
            )
            report(count, medians, left)
            print(f"\nMeasured on {date.today()}, load {load:.0f} to {os.getloadavg()[0]:.0f}.")
        browser.close()


if __name__ == "__main__":
    main()
