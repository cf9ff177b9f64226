"""Changes between two days and the questions to providers by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


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
