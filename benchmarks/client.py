"""The Konferenzdatei in Chromium against a saved folium map with MarkerCluster.

    python benchmarks/client.py [--peers NODE_MODULES] [--repeats 5] [--counts 10000 100000]

Measured are the time from the start of the navigation until markers are painted, the time from
an action until the frame that shows its result (median of six turns), and the JavaScript heap
after a collection. Before the actions all facets are opened, which is the most there is to redraw.
``NODE_MODULES`` is a folder with leaflet, leaflet.markercluster, jquery and bootstrap, from which
the peer's remote scripts are answered; without it only ours is measured. The peer is measured
with at most 10,000 resources.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from benchmarks.conference_file import DAY, county_view, marker_cluster_page
from maps import conference_file

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
WATCH = """
addEventListener('DOMContentLoaded', () => {
  const look = () => {
    const there = document.querySelector('.symbol, .leaflet-marker-icon');
    if (!there) return requestAnimationFrame(look);
    requestAnimationFrame(() => { window.visibleAt = performance.now(); });
  };
  look();
});
"""
TIMED = """
(element, action) => new Promise(done => {
  const start = performance.now();
  if (action === 'click') element.click();
  else {
    element.value = action;
    element.dispatchEvent(new InputEvent('input', {bubbles: true}));
  }
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})
"""
OURS = {
    "toggle a layer": ("#filter .tick-row input", "click"),
    "filter by a Kategorie": ("details[data-key=kategorie] input[type=checkbox]", "click"),
    "filter by a Sozialraum and fly there": (
        "details[data-key=sozialraum] input[type=checkbox]",
        "click",
    ),
    "search": ("#suche", "strasse 12"),
}
PEER = {"toggle a layer": (".leaflet-control-layers-overlays input", "click")}
PEER_LIMIT = 10_000
TURNS = 6


def answer(peers: Path) -> Callable[[Route], None]:
    """Return a route that answers remote scripts and styles from a folder of packages."""
    files = {
        "leaflet.js": peers / "leaflet/dist/leaflet.js",
        "leaflet.css": peers / "leaflet/dist/leaflet.css",
        "leaflet.markercluster.js": peers / "leaflet.markercluster/dist/leaflet.markercluster.js",
        "MarkerCluster.css": peers / "leaflet.markercluster/dist/MarkerCluster.css",
        "MarkerCluster.Default.css": peers / "leaflet.markercluster/dist/MarkerCluster.Default.css",
        "jquery-3.7.1.min.js": peers / "jquery/dist/jquery.min.js",
        "bootstrap.bundle.min.js": peers / "bootstrap/dist/js/bootstrap.bundle.min.js",
        "bootstrap.min.css": peers / "bootstrap/dist/css/bootstrap.min.css",
    }

    def fulfil(route: Route) -> None:
        target = urlsplit(route.request.url)
        known = files.get(Path(target.path).name)
        if target.scheme == "file":
            route.continue_()
        elif known:
            route.fulfill(path=known)
        else:
            route.fulfill(body="")

    return fulfil


def measure(
    browser: Browser, url: str, actions: dict[str, tuple[str, str]], route: Callable[[Route], None]
) -> dict[str, float]:
    """Open a page once and return its times in milliseconds and its heap in MB."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.route("**/*", route)
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_selector(".symbol, .leaflet-marker-icon", state="attached")
    page.wait_for_timeout(100)
    found = {"until markers are visible": page.evaluate("window.visibleAt")}
    page.wait_for_timeout(500)
    found["heap"] = heap(page)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.wait_for_timeout(100)
    for name, (selector, action) in actions.items():
        page.locator(selector).first.focus()
        page.wait_for_timeout(100)
        times = []
        for _ in range(TURNS):
            times.append(page.locator(selector).first.evaluate(TIMED, action))
            page.wait_for_timeout(50)
        found[name] = statistics.median(times)
    context.close()
    return found


def heap(page: Page) -> float:
    """Return the JavaScript heap in MB after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def compare(browser: Browser, folder: Path, count: int, repeats: int, peers: Path | None) -> None:
    """Print one line per measured thing."""
    view = county_view(count)
    ours, peer = folder / f"{count}.html", folder / f"{count}-folium.html"
    ours.write_text(conference_file(view, exported_on=DAY), encoding="utf-8")
    route = answer(peers or folder)
    pages = {"ours": (ours.as_uri(), OURS)}
    if peers and count <= PEER_LIMIT:
        peer.write_text(marker_cluster_page(view), encoding="utf-8")
        pages["peer"] = (peer.as_uri(), PEER)
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
    for _ in range(repeats):
        for name, (url, actions) in pages.items():
            runs[name].append(measure(browser, url, actions, route))
    middle = {
        name: {what: statistics.median(run[what] for run in found) for what in found[0]}
        for name, found in runs.items()
    }
    print(f"{count:,} resources")
    for what, value in middle["ours"].items():
        other = middle.get("peer", {}).get(what)
        unit = "MB" if what == "heap" else "ms"
        ratio = f" · MarkerCluster {other:.1f} {unit}, 1/{other / value:.1f}" if other else ""
        print(f"  {what}: {value:.1f} {unit}{ratio}")


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--counts", type=int, nargs="+", default=[10_000, 100_000])
    arguments = parser.parse_args()
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        for count in arguments.counts:
            compare(browser, Path(folder), count, arguments.repeats, arguments.peers)
        browser.close()


if __name__ == "__main__":
    main()
