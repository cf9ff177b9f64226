"""The Sozialindex on small screens and in the dark, and how it is tried out without script."""

from __future__ import annotations

import pytest
from browser.stage import DESKTOP
from browser.test_accessibility import violations
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

TRIED = "?kennzahl=dichte:%2B:2&kennzahl=einwohner:-"


@pytest.mark.parametrize("path", ["", TRIED, f"/120690616{TRIED}"])
def test_no_violation_and_nothing_beside_the_screen(
    browser: Browser, example_service: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{example_service}/sozialindex{path}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_an_index_is_tried_out_without_script(browser: Browser, example_service: str) -> None:
    context = browser.new_context(java_script_enabled=False, **DESKTOP)
    page = context.new_page()
    page.goto(f"{example_service}/sozialindex")
    page.get_by_label("Ein hoher Wert: Einwohner je km²").select_option("-")
    page.get_by_label("Gewicht: Einwohner je km²").fill("2,5")
    page.get_by_role("button", name="Rechnen").click()
    assert page.url.endswith("/sozialindex?kennzahl=dichte%3A-%3A2%2C5&fehlend=ohne-index")
    expect(page.get_by_role("table").first.locator("tbody tr")).to_have_count(19)
    context.close()
