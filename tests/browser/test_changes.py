"""Changes between two days and the questions to providers on a small screen and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

PAGES = ("aenderungen?von=2020-01-01", "aenderungen", "bestaetigung", "bestaetigung?monate=0")


def test_nothing_is_wider_than_the_screen(browser: Browser, example_service: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 256})
    for each in PAGES:
        page.goto(f"{example_service}/{each}")
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, each
    page.close()


def test_a_period_is_chosen_and_a_provider_opened_by_keyboard(
    browser: Browser, example_service: str
) -> None:
    page = browser.new_page()
    page.goto(f"{example_service}/aenderungen")
    page.get_by_label("vom Ende des").fill("2020-01-01")
    page.get_by_role("button", name="Vergleichen").press("Enter")
    expect(page.get_by_role("heading", name="Neu 104")).to_be_visible()
    page.goto(f"{example_service}/bestaetigung")
    first = page.locator(".providers summary").first
    first.press("Enter")
    expect(page.locator(".providers .changes__list li").first).to_be_visible()
    with page.expect_download() as waiting:
        page.locator(".providers__files a").first.press("Enter")
    assert waiting.value.suggested_filename.startswith("rueckfrage-")
    page.close()
