"""The matrix of gaps as people use it: without script, with the head in view, to the map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browser.stage import DESKTOP
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def open_gaps(browser: Browser, example_service: str) -> Iterator[Any]:
    """Open the matrix in a browser; without script unless asked for."""
    contexts = []

    def opened(query: str = "", *, script: bool = False, **options: Any) -> Page:
        contexts.append(browser.new_context(java_script_enabled=script, **(DESKTOP | options)))
        page = contexts[-1].new_page()
        page.goto(f"{example_service}/luecken{query}")
        return page

    yield opened
    for context in contexts:
        context.close()


def test_rows_columns_and_targets_are_chosen_without_script(open_gaps: Any) -> None:
    page = open_gaps()
    page.get_by_label("Zeilen").select_option("planregion")
    page.locator("summary").click()
    page.get_by_role("checkbox", name="Familienzentrum").check()
    page.get_by_role("button", name="Anwenden").first.click()
    chosen = r"/luecken\?stufe=planregion&spalte=familie\.familienzentrum$"
    expect(page).to_have_url(re.compile(chosen))
    page.locator("summary").click()
    page.get_by_label("Familienzentrum: Ziel").fill("0,1")
    page.get_by_label("Zahl in der Zelle").select_option("ziel")
    page.get_by_role("button", name="Anwenden").first.click()
    expect(page).to_have_url(re.compile("&ziel.familie.familienzentrum=0,1"))
    cells = page.locator("tbody tr").first.locator("td")
    expect(cells.last).to_contain_text("vorhanden")
    expect(page.get_by_role("columnheader", name="Familienzentrum")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1366])
def test_names_stay_in_view_while_the_matrix_is_scrolled(open_gaps: Any, width: int) -> None:
    page = open_gaps("?ohne_angabe=1", script=True, viewport={"width": width, "height": 700})
    matrix = page.get_by_role("region", name="Lückenblatt")
    matrix.evaluate("each => each.scrollTo(each.scrollWidth, 200)")
    seen = matrix.bounding_box()
    area = page.get_by_role("rowheader", name="Stahnsdorf").bounding_box()
    column = page.get_by_role("columnheader", name="Haltestelle, Bahnhof").bounding_box()
    assert seen
    assert area
    assert column
    assert area["x"] == pytest.approx(seen["x"], abs=1)
    assert column["y"] == pytest.approx(seen["y"], abs=1)
    assert area["width"] < width / 2
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_cell_shows_its_offers_on_the_map(open_gaps: Any) -> None:
    page = open_gaps("?spalte=bildung.grundschule", script=True)
    page.locator("tr", has_text="Groß Kreutz").get_by_role("link", name="2 vorhanden").click()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#anzahl")).to_contain_text("2 von 104")
    page.go_back()
    page.locator("tr", has_text="Bad Belzig").get_by_role("link", name="fehlt").click()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#anzahl")).to_contain_text("7 von 104")
    expect(page.locator("#karte-rechts h2")).to_have_text("Bad Belzig")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (342, 192)])
def test_what_the_keyboard_is_on_lies_below_nothing(
    open_gaps: Any, width: int, height: int
) -> None:
    page = open_gaps(
        "?spalte=familie.treff&spalte=bildung.kita&wert=dichte",
        script=True,
        viewport={"width": width, "height": height},
    )
    page.get_by_role("region", name="Lückenblatt").focus()
    for _ in range(24):
        page.keyboard.press("Tab")
        hidden = page.evaluate("""() => {
            const focused = document.activeElement;
            const { left, top, width } = focused.getBoundingClientRect();
            const above = document.elementFromPoint(left + width / 2, top + 10);
            return focused.contains(above) ? "" : focused.textContent;
        }""")
        assert not hidden
