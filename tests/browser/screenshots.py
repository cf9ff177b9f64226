"""Make the pictures of the documentation: ``python -m tests.browser.screenshots [ADDRESS]``.

Without an address a fresh instance with the example layers is served for the time it takes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.stage import ARGUMENTS, CHROMIUM, serving_app
from playwright.sync_api import sync_playwright

from geo.usecases.settings import load_settings

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "karte.png"
QUERY = "?planregion=2#10.25/52.31000/12.93000"


def main(arguments: list[str]) -> None:
    """Write the picture of the map."""
    with _address(arguments) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{address}/{QUERY}")
        page.wait_for_selector("body[data-ready]")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE, animations="disabled")
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
