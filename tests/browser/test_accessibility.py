"""axe-core finds nothing on any state of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.stage import DEVICES, OpenPage, Site
from browser.views import file, live, small_view
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "maps" / "assets" / "node_modules" / "axe-core" / "axe.min.js"


def nothing(_: Page) -> None: ...


def open_facets(page: Page) -> None:
    page.locator("#reiter-filter").click()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def open_list(page: Page) -> None:
    page.locator("#reiter-liste").click()


def open_resource(page: Page) -> None:
    open_list(page)
    page.locator(".results__item").nth(2).click()


def open_area(page: Page) -> None:
    page.evaluate("location.hash = '10/52.3/12.9/gebiet/sozialraum:990010005'")
    page.wait_for_selector("#karte-rechts h2")


def open_help(page: Page) -> None:
    page.evaluate("document.getElementById('hilfe-oeffnen').click()")


def open_sources(page: Page) -> None:
    page.evaluate("document.getElementById('quellen-karte').click()")


def search(page: Page) -> None:
    page.locator("#suche").fill("birke")


def find_nothing(page: Page) -> None:
    page.locator("#suche").fill("gibt es nicht")
    open_list(page)


STATES: dict[str, Callable[[Page], None]] = {
    "start": nothing,
    "facets": open_facets,
    "list": open_list,
    "resource": open_resource,
    "area": open_area,
    "help": open_help,
    "sources": open_sources,
    "search": search,
    "nothing found": find_nothing,
}


def violations(page: Page) -> list[str]:
    if not AXE.is_file():
        pytest.fail(f"{AXE.name} is missing: run `make assets`")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", list(DEVICES))
@pytest.mark.parametrize("state", list(STATES))
def test_no_violation(open_page: OpenPage, site: Site, state: str, device: str, theme: str) -> None:
    url = site.publish("barrierefrei.html", live(small_view()))
    page = open_page(url, **DEVICES[device], color_scheme=theme)
    STATES[state](page)
    assert violations(page) == []


def test_no_violation_in_the_file(open_page: OpenPage, site: Site) -> None:
    url = site.place("barrierefrei-datei.html", file(small_view()))
    page = open_page(url)
    open_resource(page)
    assert violations(page) == []
