"""Areas under the mouse, under the keyboard, and hatched where mobile offers come."""

from __future__ import annotations

import re
from dataclasses import replace

import factories
import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.steps import open_list
from browser.views import file, small_view
from playwright.sync_api import Page, expect

from geo.resources import LocationQuality, Reach
from geo.results import LayerView

pytestmark = pytest.mark.browser

#: The middle of the map lies in Probestadt, above the middle nothing else answers.
QUIET = "#12/52.26000/12.85000"


def point_at_the_middle(page: Page) -> None:
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def hatched(page: Page, kind: str) -> int:
    return page.locator(f"path.is-{kind}").count()


def test_the_area_under_the_mouse_is_named_with_its_offers(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}{QUIET}", **DESKTOP)
    tip = page.locator(".map-tip")
    expect(tip).to_be_hidden()
    point_at_the_middle(page)
    expect(tip).to_have_text("Probestadt2 Angebote")
    assert tip.get_attribute("aria-hidden") == "true"
    expect(page.locator("path.is-outlined")).to_have_count(1)
    page.locator("#suche").fill("krabbel")
    point_at_the_middle(page)
    expect(tip).to_have_text("Probestadt1 Angebot")
    page.locator("#anzahl").hover()
    expect(tip).to_be_hidden()
    expect(page.locator("path.is-outlined")).to_have_count(0)


def test_the_note_goes_when_a_card_takes_room_from_the_map(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}{QUIET}", **DESKTOP)
    point_at_the_middle(page)
    expect(page.locator(".map-tip")).to_be_visible()
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("#karte-rechts h2")).to_be_visible()
    expect(page.locator(".map-tip")).to_be_hidden()


def test_a_finger_gets_no_note(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}{QUIET}", **DESKTOP, has_touch=True)
    page.touchscreen.tap(700, 400)
    expect(page.locator("#karte-rechts h2")).to_be_visible()
    expect(page.locator(".map-tip")).to_be_hidden()


def test_the_focus_on_a_name_outlines_its_area(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000", **DESKTOP)
    page.get_by_role("button", name="Probestadt, Gebiet anzeigen").focus()
    expect(page.locator("path.shape--sozialraum.is-outlined")).to_have_count(1)
    page.locator("#suche").focus()
    expect(page.locator("path.is-outlined")).to_have_count(0)


def test_areas_that_mobile_offers_come_to_are_hatched_and_say_how_many(page: Page) -> None:
    assert hatched(page, "visited") == 2
    page.evaluate("location.hash = '11/52.35000/12.87000'")
    name = page.locator("button.name", has_text="Vorlage an der Mitte")
    expect(name).to_have_text("Vorlage an der Mitte 1 kommt hin")
    expect(name).to_have_accessible_name("Vorlage an der Mitte 1 kommt hin, Gebiet anzeigen")


def test_hatching_follows_the_filters_and_the_switch(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}?art=site", **DESKTOP)
    assert hatched(page, "visited") == 0
    page.locator("#chips .chip__remove").first.click()
    expect(page.locator("path.is-visited")).to_have_count(2)
    page.get_by_role("checkbox", name="Einzugsgebiete mobiler Angebote").uncheck()
    expect(page.locator("path.is-visited")).to_have_count(0)
    expect(page).to_have_url(re.compile("grenzen=planregion&grenzen=sozialraum(?!.*einzug)"))
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("path.is-visited")).to_have_count(0)


def test_a_chosen_mobile_offer_is_hatched_alone(open_page: OpenPage, site: Site) -> None:
    one, two = (
        factories.resource(
            f"m{number}",
            name=f"Mobil {number}",
            lat=None,
            lon=None,
            reach=Reach.MOBILE,
            location_quality=LocationQuality.AREA,
            service_areas=areas,
        )
        for number, areas in enumerate([("990010003",), ("990010001", "990010002")])
    )
    view = factories.map_view(LayerView(layer=factories.layer(), resources=(one, two)))
    page = open_page(site.place("mobil.html", file(view)), **DESKTOP)
    assert (hatched(page, "visited"), hatched(page, "served")) == (3, 0)
    open_list(page)
    page.locator(".results__item", has_text="Mobil 0").click()
    expect(page.locator("path.is-served")).to_have_count(1)
    assert hatched(page, "visited") == 0


def test_offers_that_come_to_every_area_hatch_none(open_page: OpenPage, site: Site) -> None:
    everywhere = tuple(f"99001000{number}" for number in (1, 2, 3, 5))
    view = small_view()
    resources = [
        replace(each, service_areas=everywhere) if each.reach is Reach.MOBILE else each
        for each in view.layers[0].resources
    ]
    layers = (replace(view.layers[0], resources=tuple(resources)), *view.layers[1:])
    page = open_page(site.place("ueberall.html", file(replace(view, layers=layers))), **DESKTOP)
    assert hatched(page, "visited") == 0
    expect(page.locator(".name__note")).to_have_count(0)


def test_a_click_means_the_smallest_area_on_show(open_page: OpenPage, url: str) -> None:
    shown = {"": "Probestadt", "gemeinde": "Probestadt", "planregion": "Planregion 1"}
    for levels, name in shown.items():
        page = open_page(f"{url}?grenzen={levels or 'keine'}{QUIET}", **DESKTOP)
        box = page.locator("#map").bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator("#karte-rechts h2")).to_have_text(name)


def test_the_chosen_area_keeps_its_colour_and_the_rest_steps_back(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(f"{url}{QUIET}/gebiet/planregion:1", **DESKTOP)
    assert page.locator("path.is-veiled").count() == 2
    assert page.locator("path.shape--line.is-chosen").count() == 1


def test_the_card_of_a_planregion_leads_to_the_county(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}{QUIET}/gebiet/planregion:1", **DESKTOP)
    page.locator("#karte-rechts").get_by_role("button", name="Landkreis Musterland").click()
    expect(page.locator("#karte-rechts h2")).to_have_text("Landkreis Musterland")
