"""Make the pictures of the documentation, or approve how the pages look now.

``python -m tests.browser.screenshots [ADDRESS]`` makes those of the documentation; without an
address a fresh instance with the example layers is served for the time it takes.
``python -m tests.browser.screenshots approve`` replaces the pictures that ``test_looks`` compares
with: look at each that changes before it is committed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.looks import APPROVED, LOOKS, difference, photograph
from browser.stage import ARGUMENTS, CHROMIUM, serving, serving_app
from playwright.sync_api import sync_playwright

from geo.usecases.settings import load_settings

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "karte.png"
QUERY = "?planregion=2#10.25/52.31000/12.93000"


def main(arguments: list[str]) -> None:
    """Write the picture of the map, or all approved pictures."""
    if arguments == ["approve"]:
        approve()
        return
    with _address(arguments) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{address}/{QUERY}")
        page.wait_for_selector("body[data-ready]")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()


def approve() -> None:
    """Take all pages as they look now for approved, where they differ from what was."""
    with (
        TemporaryDirectory() as folder,
        serving(Path(folder)) as site,
        _address([]) as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        comparer = browser.new_page()
        APPROVED.mkdir(exist_ok=True)
        for old in APPROVED.glob("*.png"):
            if old not in {look.approved for look in LOOKS}:
                old.unlink()
        for look in LOOKS:
            picture = photograph(browser, site, service, look)
            before = look.approved.read_bytes() if look.approved.is_file() else b""
            if not before or difference(comparer, before, picture):
                look.approved.write_bytes(picture)
                sys.stdout.write(f"{look.approved.name}\n")
        browser.close()


@contextmanager
def _address(arguments: list[str]) -> Iterator[str]:
    if arguments:
        yield arguments[0].rstrip("/")
        return
    with TemporaryDirectory() as folder, serving_app(load_settings(Path(folder))) as address:
        yield address


if __name__ == "__main__":
    main(sys.argv[1:])
