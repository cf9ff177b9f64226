"""Perspectives in the filters, and the page of bodies and agreements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.stage import DESKTOP, OpenPage
from browser.steps import open_facet
from browser.test_accessibility import violations
from playwright.sync_api import Page, expect

from geo.importing.records.entries import ENTRIES
from geo.usecases.create_instance import create_instance
from geo.usecases.load_records import keep, look
from geo.usecases.settings import Settings

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "gremien.csv"


@pytest.fixture
def facet(open_page: OpenPage, example_service: str) -> Page:
    page = open_page(f"{example_service}/karte", **DESKTOP)
    open_facet(page, "Zielgruppe")
    return page


def chosen(*groups: str) -> re.Pattern[str]:
    """Return what an address looks like that filters for these target groups only."""
    query = "&".join(f"zielgruppe={each}" for each in groups)
    return re.compile(rf"/karte{f'[?]{query}' if query else ''}(#|$)")


def test_target_groups_stand_under_their_perspective(facet: Page) -> None:
    headings = facet.locator("details[data-key=zielgruppe] .facet__heading > span")
    expect(headings).to_have_text(["Betroffene", "Angehörige und Eltern", "Gemeinwesen"])
    families = facet.get_by_role("group", name="Angehörige und Eltern")
    expect(families.locator(".tick__label").first).to_have_text("Eltern und Familien")
    assert violations(facet) == []


def test_a_whole_perspective_is_chosen_and_left_with_the_keyboard(facet: Page) -> None:
    group = facet.get_by_role("group", name="Angehörige und Eltern")
    switch = group.get_by_role("button")
    expect(switch).to_have_accessible_name("alle 4 wählen: Angehörige und Eltern")
    families = int(group.locator(".tick__count").first.inner_text())
    switch.press("Enter")
    expect(switch).to_have_accessible_name("abwählen: Angehörige und Eltern")
    expect(switch).to_be_focused()
    expect(facet).to_have_url(chosen("familien", "alleinerziehende", "schwangere", "angehoerige"))
    assert int(facet.locator("#anzahl").inner_text().split()[0]) >= families
    switch.press("Space")
    expect(facet.locator("#anzahl")).to_have_text("104 Angebote")
    expect(facet).to_have_url(chosen())


def test_the_other_values_stay_when_a_perspective_is_chosen(facet: Page) -> None:
    facet.get_by_role("checkbox", name="Alle / Gemeinwesen").check()
    facet.get_by_role("group", name="Angehörige und Eltern").get_by_role("button").click()
    expect(facet).to_have_url(re.compile("(zielgruppe=[a-z]+(&|#|$)){5}"))
    facet.get_by_role("button", name="abwählen: Angehörige und Eltern").click()
    expect(facet).to_have_url(chosen("gemeinwesen"))


@pytest.fixture
def bodies(settings: Settings, service: str) -> str:
    """Publish the example list and return the address of its page."""
    instance = create_instance(settings)
    seen = look(instance, ENTRIES, EXAMPLE, file_name=EXAMPLE.name)
    keep(instance, seen, list_id="gremien", publish=True)
    return f"{service}/gremien"


def test_bodies_and_agreements_are_readable_on_any_screen(enter: OpenPage, bodies: str) -> None:
    for options in ({"viewport": {"width": 320, "height": 700}}, {"color_scheme": "dark"}):
        page = enter(**options)
        page.goto(bodies)
        assert violations(page) == []
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] == widths[1]
        page.get_by_label("Gebiet").select_option("Amt Brück")
        page.get_by_label("Jahr").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("2 Einträge von 9")
        expect(page.get_by_role("heading", level=2)).to_have_text(
            ["Landkreis Potsdam-Mittelmark", "Amt Brück"]
        )


def test_the_card_of_an_area_holds_its_entries_and_those_around_it(
    enter: OpenPage, bodies: str
) -> None:
    page = enter(**DESKTOP)
    page.goto(bodies.replace("/gremien", "/karte#10/52.3/12.9/gebiet/sozialraum:120695902"))
    section = page.locator(".card__entries")
    expect(section.locator("li").first).to_contain_text("Musterkonferenz Beetzsee")
    expect(section.locator("h4")).to_have_text(["Planregion 3", "Landkreis Potsdam-Mittelmark"])
    assert violations(page) == []
