"""How the Sozialindex is tried out without script."""

from __future__ import annotations

import pytest
from browser.stage import DESKTOP
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


def test_an_index_is_tried_out_without_script(browser: Browser, example_service: str) -> None:
    context = browser.new_context(java_script_enabled=False, **DESKTOP)
    page = context.new_page()
    page.goto(f"{example_service}/sozialindex")
    page.get_by_label("Ein hoher Wert: Einwohner je km²").select_option("-")
    page.get_by_label("Gewicht: Einwohner je km²").fill("2,5")
    page.get_by_role("button", name="Rechnen").click()
    expect(page).to_have_url(
        f"{example_service}/sozialindex?kennzahl=dichte%3A-%3A2%2C5&fehlend=ohne-index"
    )
    expect(page.get_by_role("table").first.locator("tbody tr")).to_have_count(19)
    context.close()
