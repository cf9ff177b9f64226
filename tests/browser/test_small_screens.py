"""Phones, 320 pixels, and strong magnification."""

from __future__ import annotations

import factories
import pytest
from browser.stage import PHONE, OpenPage, Site
from browser.steps import height, open_list
from browser.views import file
from playwright.sync_api import expect

from geo.results import LayerView

pytestmark = pytest.mark.browser

# What could be pressed, were it not under something else wherever it is scrolled to.
COVERED = """within => [...document.querySelectorAll(`${within} :is(button, input, summary, a)`)]
    .filter(each => each.checkVisibility({checkVisibilityCSS: true})
        && !each.matches('.skip-link, .name, .symbol'))
    .filter(each => {
        each.scrollIntoView({block: 'center'});
        const box = each.getBoundingClientRect();
        const top = document.elementFromPoint(
            box.left + box.width / 2, box.top + box.height / 2);
        return !each.contains(top) && !top?.contains(each);
    }).map(each => each.outerHTML.slice(0, 90))"""


def test_nothing_sticks_out_sideways_at_320_pixels(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **(PHONE | {"viewport": {"width": 320, "height": 640}}))
    title = page.locator(".brand__title")
    title.evaluate("each => { each.textContent = 'Ressourcenkarte Potsdam-Mittelmark' }")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_sheet_of_a_phone_has_three_stops(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **PHONE)
    handle = page.get_by_role("button", name="Bereich unter der Karte größer oder kleiner")
    heights = []
    for _ in range(3):
        box = page.locator("#leiste").bounding_box()
        assert box
        heights.append(box["height"])
        handle.click()
    assert heights[0] < heights[1] < heights[2]


def test_the_sheet_follows_the_finger_to_the_nearest_stop(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **PHONE)
    peek = height(page, "#leiste")
    page.mouse.move(195, 844 - peek + 14)
    page.mouse.down()
    page.mouse.move(195, 500, steps=4)
    assert abs(height(page, "#leiste") - (344 + 14)) < 3
    page.mouse.up()
    assert page.locator("body").get_attribute("data-stop") == "half"


def test_half_a_map_is_not_covered_by_the_way_back_to_all_of_it(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(url, **PHONE)
    back = page.get_by_role("button", name="Ganzer Kreis")
    expect(back).to_be_visible()
    page.get_by_role("button", name="Bereich unter der Karte größer oder kleiner").click()
    expect(back).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 256})
    expect(back).to_be_visible()


def test_a_card_on_a_phone_can_fill_the_screen(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000/gebiet/planregion:1", **PHONE)
    half = height(page, "#karte-rechts")
    page.get_by_role("button", name="Bereich unter der Karte größer oder kleiner").click()
    assert height(page, "#karte-rechts") > half + 100


def test_at_400_percent_everything_can_be_scrolled_to(open_page: OpenPage, url: str) -> None:
    page = open_page(url, viewport={"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    covered = page.evaluate(COVERED, "body")
    assert covered == []
    open_list(page)
    page.locator(".results__item").first.click()
    expect(page.locator("#karte-rechts h2")).to_be_in_viewport()


def test_at_400_percent_menu_and_legend_lie_open(open_page: OpenPage, url: str) -> None:
    page = open_page(url, viewport={"width": 320, "height": 256})
    page.get_by_role("button", name="Menü").click()
    assert page.evaluate(COVERED, "#werkzeuge") == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Legende").click()
    hidden = page.locator("#legende").evaluate("each => each.scrollHeight - each.clientHeight")
    assert hidden <= 1


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("0331 / 12-34", "tel:03311234"),
        ("+49 (0) 331 1234", "tel:+493311234"),
        ("116 117", "tel:116117"),
        ("0331 1234 oder 0171 5678", None),
        ("0331 1234, 0171 5678", None),
    ],
)
def test_a_telephone_number_is_called_only_if_it_is_one(
    open_page: OpenPage, site: Site, written: str, called: str | None
) -> None:
    layer = LayerView(layer=factories.layer(), resources=(factories.resource("r1", phone=written),))
    url = site.place("telefon.html", file(factories.map_view(layer)))
    page = open_page(f"{url}#11/52.3/12.9/angebot/familie%3Ar1")
    expect(page.locator("#karte-rechts")).to_contain_text(written)
    link = page.locator("#karte-rechts a[href^=tel]")
    assert link.evaluate_all("all => all.map(each => each.getAttribute('href'))") == (
        [called] if called else []
    )


def test_the_sheet_does_not_cover_what_was_looked_at(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **PHONE)
    open_list(page)
    county = page.locator("path.shape--kreis.shape--ground").bounding_box()
    sheet = page.locator("#leiste").bounding_box()
    assert county
    assert sheet
    assert county["y"] + county["height"] / 2 < sheet["y"]


def test_a_phone_on_its_side_has_panel_or_card_beside_the_map(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(url, **(PHONE | {"viewport": {"width": 844, "height": 390}}))
    expect(page.locator("#leiste")).to_be_visible()
    assert page.locator("#kartenflaeche").evaluate("each => each.offsetHeight") > 300
    open_list(page)
    page.locator(".results__item").first.click()
    expect(page.locator("#karte-rechts h2")).to_be_in_viewport()
    expect(page.locator("#leiste")).to_be_hidden()
    assert page.locator("#kartenflaeche").evaluate("each => each.offsetWidth") > 500
