"""Trying out an offer on the map of reach: by click, by keyboard, and back again."""

from __future__ import annotations

import re

import pytest
from browser.stage import DESKTOP, PHONE, OpenPage
from browser.test_accessibility import violations
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUERY = "/reichweite?kategorie=familie.familienzentrum"
TRIED = f"{QUERY}&hier=52.26630,12.28950"


def figures(page: Page) -> str:
    return page.locator("[data-part=kreis]").inner_text() + page.locator("tbody").inner_text()


def click_map(page: Page, x: int, y: int) -> None:
    """Click a spot and wait for its figures."""
    before = page.url
    page.locator("#map").click(position={"x": x, "y": y})
    changed(page, before)


def changed(page: Page, before: str) -> None:
    page.wait_for_function("address => location.href !== address", arg=before)
    page.wait_for_selector("#map:not([aria-busy])")


def test_a_click_changes_the_figures_and_back_undoes_it(
    open_page: OpenPage, example_service: str
) -> None:
    page = open_page(example_service + QUERY)
    before = figures(page)
    expect(page.locator("path.band")).to_have_count(4)
    expect(page.locator(".spot")).to_have_count(0)
    click_map(page, 110, 300)
    expect(page.get_by_role("status").filter(has_text="Gespeichert wird nichts")).to_be_visible()
    expect(page.locator(".spot")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"hier=52\."))
    first, shown = page.url, figures(page)
    assert shown != before
    click_map(page, 130, 380)
    assert figures(page) != shown
    second = page.url
    page.go_back()
    changed(page, second)
    assert figures(page) == shown
    page.go_back()
    changed(page, first)
    expect(page.locator(".spot")).to_have_count(0)
    assert figures(page) == before


def test_the_address_shows_the_same_again(open_page: OpenPage, example_service: str) -> None:
    page = open_page(example_service + QUERY)
    click_map(page, 110, 300)
    expect(page.locator(".spot")).to_have_count(1)
    shared, shown = page.url, figures(page)
    page.goto("about:blank")
    page.goto(shared)
    page.wait_for_selector("body[data-ready]")
    assert figures(page) == shown
    expect(page.locator(".spot")).to_have_count(1)
    page.get_by_role("link", name="Zurücknehmen").click()
    expect(page.locator(".spot")).to_have_count(0)
    expect(page.locator("#map")).to_be_focused()


def test_the_keyboard_sets_the_offer_and_moves_it(
    open_page: OpenPage, example_service: str
) -> None:
    page = open_page(example_service + QUERY)
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".spot")).to_have_count(1)
    page.wait_for_selector("#map:not([aria-busy])")
    first = page.url
    page.get_by_role("button", name="Probiertes Angebot").focus()
    page.keyboard.press("Shift+ArrowLeft")
    changed(page, first)
    moved = page.url
    expect(page.get_by_role("button", name="Probiertes Angebot")).to_be_focused()
    page.get_by_role("button", name="Beim Kreuz ausprobieren").click()
    changed(page, moved)


def test_another_level_leaves_the_map_as_it_is(open_page: OpenPage, example_service: str) -> None:
    page = open_page(f"{example_service}{TRIED}#11/52.3/12.4")
    page.get_by_role("link", name="Planregionen", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page).to_have_url(re.compile("#11/52.3"))
    expect(page.locator(".shows-planregion")).to_have_count(1)
    assert "gebiete=planregion" in (
        page.get_by_role("link", name="CSV-Datei").get_attribute("href") or ""
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_violation(
    open_page: OpenPage, example_service: str, device: dict[str, object], theme: str
) -> None:
    page = open_page(example_service + TRIED, **device, color_scheme=theme)
    expect(page.locator(".spot")).to_have_count(1)
    found = violations(page)
    page.goto(f"{example_service}/reichweite")
    assert found + violations(page) == []


def test_nothing_is_wider_than_a_small_screen(open_page: OpenPage, example_service: str) -> None:
    page = open_page(f"{example_service}{TRIED}&km=2", viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
