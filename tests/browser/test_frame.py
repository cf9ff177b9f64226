"""The frame of the map: a panel that makes room, and nothing that jumps."""

from __future__ import annotations

import re

import pytest
from browser.stage import DESKTOP, DEVICES, OpenPage
from browser.steps import open_list
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def map_width(page: Page) -> int:
    width: int = page.locator("#map").evaluate("each => each.offsetWidth")
    return width


def test_the_panel_makes_room_for_the_map_and_comes_back(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}?ebene=beratung", **DESKTOP)
    address, narrow = page.url, map_width(page)
    page.get_by_role("button", name="Einklappen").press("Enter")
    assert map_width(page) == narrow + 320
    expect(page.get_by_role("tab", name="Filter")).to_be_hidden()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    expect(page.locator("#chips .chip")).to_be_visible()
    assert page.url.split("#")[0] == address.split("#")[0]
    expect(page.get_by_role("button", name="Ausklappen")).to_be_focused()
    page.keyboard.press("Enter")
    assert map_width(page) == narrow


def test_the_panel_stays_as_it_was_left_until_the_tab_is_closed(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(url, **DESKTOP)
    page.get_by_role("button", name="Einklappen").click()
    page.reload()
    page.get_by_role("button", name="Ausklappen").click()
    page.reload()
    expect(page.get_by_role("button", name="Einklappen")).to_be_visible()


def test_the_way_to_the_list_unfolds_the_panel(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP)
    page.get_by_role("button", name="Einklappen").click()
    page.get_by_role("link", name="Zur Liste der Angebote").press("Enter")
    expect(page.get_by_role("tabpanel", name=re.compile("Liste"))).to_be_focused()
    expect(page.locator("#liste .results__item").first).to_be_visible()


@pytest.mark.parametrize("device", list(DEVICES))
def test_nothing_jumps_while_the_page_loads(open_page: OpenPage, url: str, device: str) -> None:
    page = open_page(url, **DEVICES[device])
    shift = page.evaluate(
        """() => new Promise(done => {
            new PerformanceObserver(list => done(
                list.getEntries().reduce((sum, each) => sum + each.value, 0)
            )).observe({type: 'layout-shift', buffered: true});
            requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
        })"""
    )
    assert shift < 0.001


@pytest.mark.parametrize("width", [1024, 1280, 1366, 1920])
def test_the_header_is_one_line_with_room_to_search(
    open_page: OpenPage, url: str, width: int
) -> None:
    page = open_page(url, viewport={"width": width, "height": 720})
    page.locator(".brand__title").evaluate(
        "each => { each.textContent = 'Ressourcenkarte Potsdam-Mittelmark' }"
    )
    assert page.locator(".site-header").evaluate("each => each.offsetHeight") <= 58
    assert page.locator("#suche").evaluate("each => each.offsetWidth") >= 200
    open_list(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
