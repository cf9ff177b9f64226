"""The whole way of a planner with Tab, arrows and Enter only; the focus is always to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from browser.stage import DESKTOP
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

RING = """() => {
    const each = document.activeElement;
    if (!each || each === document.body) return 'lost';
    const name = each.outerHTML.slice(0, 90);
    const box = each.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight || box.width === 0) return `unseen: ${name}`;
    if (each.matches('h2, main, [role=tabpanel], .card')) return '';
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    let ground = each.parentElement;
    const clear = element => (numbers(getComputedStyle(element).backgroundColor)[3] ?? 1) === 0;
    while (ground.parentElement && clear(ground)) ground = ground.parentElement;
    const light = colour => {
        const [r, g, b] = numbers(colour).map(value => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const style = getComputedStyle(each);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `bare: ${name}`;
    const one = light(style.outlineColor);
    const other = light(getComputedStyle(ground).backgroundColor);
    const ratio = Math.max(one, other) / Math.min(one, other);
    return ratio >= 3 ? '' : `faint ${ratio.toFixed(1)}: ${name}`;
}"""

TOWARDS = """target => {
    const middle = each => {
        const { left, top, width, height } = each.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
    };
    const [here, there] = [document.activeElement, document.querySelector(target)].map(middle);
    const [x, y] = [there[0] - here[0], there[1] - here[1]];
    if (Math.abs(x) > Math.abs(y)) return x > 0 ? 'ArrowRight' : 'ArrowLeft';
    return y > 0 ? 'ArrowDown' : 'ArrowUp';
}"""
HOUSE = ".symbol[title*='; anzeigen']"


class Keyboard:
    """Presses keys and looks after each where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        found = self.page.evaluate(RING)
        assert found == "", found

    def go(self, selector: str, key: str = "Tab", most: int = 90) -> None:
        """Press a key until something has the focus."""
        for _ in range(most):
            self.press(key)
            if self.page.evaluate("each => document.activeElement.matches(each)", selector):
                return
        pytest.fail(f"{selector} is not reached by {key}")

    def walk(self, selector: str, most: int = 40) -> None:
        """Go over the map by the arrow that leads towards something until it has the focus."""
        for _ in range(most):
            self.press(self.page.evaluate(TOWARDS, selector))
            if self.page.evaluate("each => document.activeElement.matches(each)", selector):
                return
        pytest.fail(f"no arrow leads to {selector}")


@pytest.fixture(params=["light", "dark"])
def keyboard(
    request: pytest.FixtureRequest, browser: Browser, example_service: str
) -> Iterator[Keyboard]:
    theme: Literal["light", "dark"] = request.param
    context = browser.new_context(**DESKTOP, color_scheme=theme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(example_service)
    page.wait_for_selector("body[data-ready]")
    yield Keyboard(page)
    context.close()


def test_search_list_and_card(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#liste")).to_be_focused()
    keyboard.go("#suche", "Shift+Tab")
    page.keyboard.type("familienzentrum")
    expect(page.locator("#chips .chip")).to_have_count(1)
    keyboard.press("Enter")
    keyboard.go("#reiter-liste")
    keyboard.go(".results__item")
    page.keyboard.press("Enter")
    expect(page.locator("#karte-rechts h2")).to_be_focused()
    keyboard.press("Escape")
    expect(page.locator("#karte-rechts")).to_be_hidden()
    expect(page.locator(".results__item").first).to_be_focused()
    keyboard.go(".chip__remove", "Shift+Tab")
    keyboard.press("Enter")
    expect(page.locator("#anzahl")).to_have_text("104 Angebote")


def test_filters_and_the_panel(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.go("#leiste-schalter")
    keyboard.press("Enter")
    keyboard.press("Enter")
    keyboard.go("#reiter-filter")
    keyboard.press("ArrowRight")
    keyboard.press("ArrowLeft")
    keyboard.go("[data-key=kategorie] summary")
    keyboard.press("Enter")
    expect(page.locator("[data-key=kategorie] input[type=checkbox]").first).to_be_visible()
    keyboard.go("[data-key=kategorie] input[type=checkbox]")
    keyboard.press("Space")
    expect(page.locator("#chips .chip")).to_have_count(1)


def test_a_suggestion_and_its_offer(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.go("#suche")
    page.keyboard.type("familienzentrum beel")
    expect(page.get_by_role("option", name="Familienzentrum Beelitz")).to_be_visible()
    keyboard.press("ArrowDown")
    suggestions = page.get_by_role("listbox", name="Vorschläge")
    expect(suggestions.get_by_role("option", selected=True)).to_contain_text(
        "Familienzentrum Beelitz"
    )
    keyboard.press("Enter")
    expect(page.locator("#karte-rechts h2")).to_have_text("Familienzentrum Beelitz")
    expect(page.locator("#karte-rechts h2")).to_be_focused()
    keyboard.press("Escape")
    expect(page.locator("#karte-rechts")).to_be_hidden()
    expect(page.locator("#suche")).to_be_focused()


def test_the_offers_of_one_house(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.go(".symbol")
    keyboard.walk(HOUSE)
    name = page.locator(HOUSE).get_attribute("title")
    keyboard.press("Enter")
    expect(page.locator(".symbol--spread")).to_have_count(4)
    expect(page.locator(".symbol--spread").first).to_be_focused()
    keyboard.press("ArrowRight")
    keyboard.press("ArrowDown")
    title = str(page.locator(".symbol--spread:focus").get_attribute("title"))
    keyboard.press("Enter")
    expect(page.locator("#karte-rechts h2")).to_have_text(title.split(", ", maxsplit=1)[0])
    expect(page.locator("#karte-rechts h2")).to_be_focused()
    keyboard.press("Escape")
    expect(page.locator(".symbol--spread:focus")).to_have_attribute("title", title)
    keyboard.press("Escape")
    expect(page.locator(".symbol--spread")).to_have_count(0)
    expect(page.locator(".symbol:focus")).to_have_attribute("title", str(name))


def test_cluster_offer_and_area(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.go(".symbol")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(
        page.locator(":is(#karte-rechts, #map, .symbol):focus, #karte-rechts :focus")
    ).to_have_count(1)
    page.goto(page.url.split("#")[0])
    page.wait_for_selector("body[data-ready]")
    keyboard.go("button.name")
    page.keyboard.press("Enter")
    expect(page.locator("#karte-rechts h2")).to_be_focused()
    keyboard.go(".card__close", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#karte-rechts")).to_be_hidden()
    expect(page.locator("button.name:focus")).to_have_count(1)


def test_table_and_back_and_the_file(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.go("#tabelle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tabelle*")
    keyboard.press("Tab")
    page.go_back()
    page.wait_for_selector("body[data-ready]")
    keyboard.go("#exportieren")
    page.keyboard.press("Enter")
    page.wait_for_url("**/export*")
    keyboard.go("main [type=submit], main a[href*='konferenz.html']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".html")
