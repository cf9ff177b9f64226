"""Offers of one place side by side, by mouse and by keyboard."""

from __future__ import annotations

import math
import re
from itertools import combinations

import factories
import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.steps import come_to_rest
from browser.views import file
from playwright.sync_api import Locator, Page, expect

from geo.results import LayerView

pytestmark = pytest.mark.browser

HOUSE = "#14/52.30000/12.88000"


def cluster(page: Page) -> Locator:
    return page.locator(".symbol--cluster", has_text="2 Angebote: 2 Familie; anzeigen")


def spread(page: Page) -> Locator:
    return page.locator(".symbol--spread")


def middles(symbols: Locator) -> list[tuple[float, float]]:
    boxes = symbols.evaluate_all("all => all.map(each => each.getBoundingClientRect().toJSON())")
    return [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]


def house(count: int) -> LayerView:
    resources = tuple(
        factories.resource(f"r{number}", name=f"Angebot {number:02d}") for number in range(count)
    )
    return LayerView(layer=factories.layer(), resources=resources)


def test_offers_of_one_place_stand_side_by_side(page: Page) -> None:
    page.evaluate(f"location.hash = '{HOUSE}'")
    cluster(page).click()
    expect(spread(page)).to_have_count(2)
    expect(page.locator("#karte-rechts h2")).to_have_text("2 Angebote an diesem Ort")
    expect(page.locator(".spider-leg")).to_have_count(2)
    come_to_rest(page)
    left, right = middles(spread(page))
    assert right[0] - left[0] > 60
    assert abs(left[1] - right[1]) < 2
    for spot in (left, right):
        at = "([x, y]) => document.elementFromPoint(x, y).closest('.symbol--spread') !== null"
        assert page.evaluate(at, spot)


def test_the_chosen_offer_of_a_place_is_marked_and_the_others_stay(page: Page) -> None:
    page.evaluate(f"location.hash = '{HOUSE}'")
    come_to_rest(page)
    cluster(page).click()
    come_to_rest(page)
    spread(page).last.click()
    expect(page.locator("#karte-rechts h2")).to_have_text("Krabbelgruppe Birke")
    expect(spread(page).last).to_have_attribute("aria-current", "true")
    expect(spread(page)).to_have_count(2)


def test_a_spider_is_walked_with_arrow_keys_and_folded_with_escape(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(f"{url}{HOUSE}", **DESKTOP)
    cluster(page).press("Enter")
    expect(spread(page).first).to_be_focused()
    come_to_rest(page)
    page.keyboard.press("ArrowRight")
    expect(spread(page).last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Krabbelgruppe Birke")).to_be_focused()
    page.keyboard.press("Escape")
    expect(spread(page).last).to_be_focused()
    page.keyboard.press("Escape")
    expect(spread(page)).to_have_count(0)
    expect(cluster(page)).to_be_focused()


def test_escape_folds_a_spider_and_closes_its_list(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}{HOUSE}", **DESKTOP)
    cluster(page).press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#karte-rechts")).to_be_hidden()
    expect(cluster(page)).to_be_focused()


def test_a_click_elsewhere_only_folds_a_spider(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}{HOUSE}", **DESKTOP)
    cluster(page).click()
    expect(spread(page)).to_have_count(2)
    page.locator("#map").click(position={"x": 120, "y": 300})
    expect(spread(page)).to_have_count(0)
    expect(page.locator("#karte-rechts")).to_be_hidden()
    expect(cluster(page)).to_be_focused()


def test_arrow_keys_reach_every_offer_of_a_spiral(open_page: OpenPage, site: Site) -> None:
    url = site.place("spirale.html", file(factories.map_view(house(23))))
    page = open_page(f"{url}{HOUSE}", **DESKTOP)
    page.locator(".symbol--cluster").press("Enter")
    expect(spread(page)).to_have_count(23)
    come_to_rest(page)
    assert min(math.dist(*pair) for pair in combinations(middles(spread(page)), 2)) > 28
    # From each symbol to those that the four keys lead to.
    steps = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll('.symbol--spread')];
            const keys = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'];
            return all.map(each => keys.map(key => {
                each.focus();
                each.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                return all.indexOf(document.activeElement);
            }));
        }"""
    )
    reached, new = {0}, [0]
    while new:
        new += set(steps[new.pop()]) - reached
        reached |= set(new)
    assert reached == set(range(23))


def test_too_many_offers_of_one_place_are_a_list_only(open_page: OpenPage, site: Site) -> None:
    url = site.place("viele.html", file(factories.map_view(house(41))))
    page = open_page(f"{url}{HOUSE}", **DESKTOP)
    page.locator(".symbol--cluster").press("Enter")
    expect(page.get_by_role("heading", name="41 Angebote an diesem Ort")).to_be_focused()
    expect(spread(page)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".symbol--cluster")).to_be_focused()


def test_a_spider_follows_the_filters(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}{HOUSE}", **DESKTOP)
    cluster(page).click()
    field = page.get_by_role("combobox", name="Angebote, Orte und Gebiete suchen")
    field.fill("krabbel")
    expect(spread(page)).to_have_count(0)
    expect(page.locator(".symbol")).to_have_count(1)
    field.fill("birke")
    expect(spread(page)).to_have_count(2)
    expect(field).to_be_focused()


def test_a_cluster_with_one_place_in_it_comes_nearer_first(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#7.5/52.30000/12.90000", **DESKTOP)
    page.locator(".symbol--cluster").first.press("Enter")
    expect(page.locator("#karte-rechts")).to_be_hidden()
    expect(spread(page)).to_have_count(0)
    page.wait_for_function("() => Number(location.hash.slice(1).split('/')[0]) > 8")


def test_the_focus_goes_into_the_cluster_that_was_opened(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#8.5/52.30000/12.90000", **DESKTOP, reduced_motion="reduce")
    opened = page.locator(".symbol--cluster").first
    name = opened.get_attribute("title") or ""
    opened.press("Enter")
    expect(page.locator(f'.symbol[title="{name}"]')).to_have_count(0)
    assert page.evaluate("document.activeElement.className").startswith("symbol")


def test_the_name_of_a_cluster_tells_its_composition(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#8/52.30000/12.90000", **DESKTOP)
    names = page.locator(".symbol--cluster").evaluate_all("all => all.map(each => each.title)")
    assert any(
        re.fullmatch(r"\d Angebote: \d \w+(, \d \w+)?; näher ansehen, um [\w ]+", name)
        for name in names
    ), names
