"""Filters of the left panel: facets, the part of the map, and ways out of an empty result."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import factories
import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.steps import listed, on_map, open_facet, open_list
from browser.views import file
from playwright.sync_api import Page, expect

from geo.filtering import Box
from geo.results import LayerView

pytestmark = pytest.mark.browser

WEST = "12.60000,52.20000,12.80000,52.40000"


@pytest.fixture
def desk(open_page: OpenPage, live_url: str) -> Page:
    return open_page(live_url, **DESKTOP)


def bbox(page: Page) -> str:
    """Return the part of the map in the address, in a file behind the fragment."""
    address = urlsplit(page.url)
    hidden = address.fragment.partition("?")[2]
    return parse_qs(address.query or hidden).get("bbox", [""])[0]


def drag(page: Page, across: int) -> None:
    page.mouse.move(700, 300)
    page.mouse.down()
    page.mouse.move(700 + across, 300, steps=4)
    page.mouse.up()


@pytest.fixture
def many_providers(site: Site) -> str:
    resources = tuple(
        factories.resource(f"r{number}", name=f"Angebot {number}", provider=f"Verein {number:03d}")
        for number in range(150)
    )
    layer = LayerView(layer=factories.layer(), resources=resources)
    return site.place("viele-traeger.html", file(factories.map_view(layer)))


@pytest.fixture
def without_category(site: Site) -> str:
    resources = (
        factories.resource("r1", name="Bekannt"),
        factories.resource("r2", name="Unbekannt", category_id=None),
    )
    layer = LayerView(layer=factories.layer(), resources=resources)
    return site.place("ohne-kategorie.html", file(factories.map_view(layer)))


def test_offers_can_be_filtered_by_how_exactly_their_place_is_known(page: Page) -> None:
    open_facet(page, "Lagegenauigkeit")
    page.get_by_role("checkbox", name=re.compile("Ort \\(ungefähr\\)")).check()
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    expect(page).to_have_url(re.compile("lage=place"))
    page.get_by_role("button", name="Lagegenauigkeit: Ort (ungefähr) entfernen").click()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")


def test_what_has_no_category_can_be_chosen(open_page: OpenPage, without_category: str) -> None:
    page = open_page(without_category)
    open_facet(page, "Kategorie")
    page.get_by_role("checkbox", name=re.compile("Ohne Kategorie")).check()
    open_list(page)
    expect(listed(page)).to_have_text(["Unbekannt"])
    expect(page).to_have_url(re.compile("kategorie=-"))


def test_categories_stand_under_their_ressort(desk: Page) -> None:
    open_facet(desk, "Kategorie")
    facet = desk.locator("details[data-key=kategorie]")
    expect(facet.locator(".facet__heading")).to_have_text(["Familie", "Beratung"])
    advice = desk.get_by_role("group", name="Beratung")
    expect(advice.locator(".tick__label")).to_have_text(
        ["Suchtberatung", "Gewaltschutz, Frauenhaus"]
    )


def test_a_value_without_offers_is_hidden_unless_it_is_chosen(
    open_page: OpenPage, live_url: str
) -> None:
    page = open_page(f"{live_url}?zielgruppe=sucht")
    open_facet(page, "Zielgruppe")
    labels = page.locator("details[data-key=zielgruppe] .tick__label")
    expect(labels).to_have_text(["Eltern und Familien", "Suchtkranke Menschen"])
    page.get_by_role("button", name="nur Familie").click()
    expect(labels).to_have_text(["Eltern und Familien", "Suchtkranke Menschen"])
    expect(page.locator("#anzahl")).to_have_text("0 von 9 Angeboten")


def test_the_focus_stays_among_the_ticks_when_a_row_goes(
    open_page: OpenPage, live_url: str
) -> None:
    page = open_page(f"{live_url}?ebene=familie&zielgruppe=sucht", **DESKTOP)
    open_facet(page, "Zielgruppe")
    box = page.get_by_role("checkbox", name=re.compile("Suchtkranke"))
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_have_count(0)
    expect(page.get_by_role("checkbox", name=re.compile("Eltern und Familien"))).to_be_focused()


def test_long_facets_show_the_rest_on_demand(open_page: OpenPage, many_providers: str) -> None:
    page = open_page(many_providers)
    open_facet(page, "Träger")
    rows = page.locator("details[data-key=traeger] .tick")
    expect(rows).to_have_count(60)
    page.get_by_role("button", name="90 weitere zeigen").press("Enter")
    expect(rows).to_have_count(120)
    expect(page.get_by_role("checkbox", name=re.compile("Verein 060"))).to_be_focused()
    page.get_by_role("button", name="30 weitere zeigen").click()
    expect(rows).to_have_count(150)


def test_a_chosen_value_beyond_the_first_rows_is_shown(
    open_page: OpenPage, many_providers: str
) -> None:
    page = open_page(f"{many_providers}?traeger=Verein+149")
    open_facet(page, "Träger")
    expect(page.get_by_role("checkbox", name=re.compile("Verein 149"))).to_be_checked()


def test_a_facet_says_how_much_is_chosen_and_resets_alone(desk: Page) -> None:
    open_facet(desk, "Planregion")
    open_facet(desk, "Erreichbarkeit")
    desk.get_by_role("checkbox", name=re.compile("vor Ort")).check()
    desk.get_by_role("checkbox", name=re.compile("kommt hin")).check()
    desk.get_by_role("checkbox", name="Planregion 2").check()
    facet = desk.locator("details[data-key=art]")
    expect(facet.locator("summary")).to_have_text("Erreichbarkeit2 gewählt")
    desk.get_by_role("button", name="Erreichbarkeit zurücksetzen").press("Enter")
    expect(facet.locator("summary")).to_be_focused()
    expect(desk.locator("#chips .chip")).to_have_count(1)
    expect(desk.get_by_role("button", name="Erreichbarkeit zurücksetzen")).to_be_hidden()


def test_two_ticks_before_the_panel_has_followed_both_count(desk: Page) -> None:
    open_facet(desk, "Erreichbarkeit")
    facet = desk.locator("details[data-key=art]")
    expect(facet.locator(".tick")).not_to_have_count(0)
    facet.locator(".tick").evaluate_all("ticks => ticks.slice(0, 2).forEach(tick => tick.click())")
    expect(desk.locator("#chips .chip")).to_have_count(2)
    expect(facet.locator("input:checked")).to_have_count(2)


def test_the_panel_says_in_a_line_how_ticks_combine(desk: Page) -> None:
    desk.get_by_role("tab", name="Filter").click()
    rule = desk.get_by_text("In einer Gruppe gilt „oder“, zwischen den Gruppen „und“.")
    expect(rule).to_be_visible()


def test_a_new_result_is_announced_once_it_stands(desk: Page) -> None:
    expect(desk.locator("#ansage")).to_be_empty()
    desk.locator("#suche").fill("birke")
    desk.locator("#suche").fill("birke krabbel")
    expect(desk.locator("#ansage")).to_have_text("1 von 9 Angeboten. 1 Vorschlag")


def test_only_the_part_of_the_map_follows_the_map(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#13/52.30000/12.88000", **DESKTOP, reduced_motion="reduce")
    page.get_by_role("checkbox", name="nur Kartenausschnitt").check()
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    expect(page.locator("#ohne-ort")).to_have_text("3 ohne Ort sind nicht dabei")
    open_list(page)
    expect(listed(page)).to_have_text(["Familienzentrum Birke", "Krabbelgruppe Birke"])
    before, steps = bbox(page), page.evaluate("history.length")
    assert Box.parse(before)
    drag(page, -700)
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    expect(listed(page)).to_have_text(["Suchtberatung Ost"])
    assert bbox(page) != before
    assert page.evaluate("history.length") == steps
    page.get_by_role("button", name="nur Kartenausschnitt entfernen").click()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    assert not bbox(page)
    expect(page.get_by_role("checkbox", name="nur Kartenausschnitt")).not_to_be_checked()


def test_a_link_to_a_part_of_the_map_holds_until_the_map_is_moved(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(f"{url}?bbox={WEST}#10/52.30000/12.90000", **DESKTOP)
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    open_list(page)
    page.locator(".results__item", has_text="Übersee").click()
    expect(page.locator("#karte-rechts")).to_be_visible()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1300, "height": 700})
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    assert bbox(page) == WEST
    page.get_by_role("button", name="Karte verkleinern").click()
    expect(page.locator("#anzahl")).to_have_text("6 von 9 Angeboten")


def test_a_link_without_a_position_shows_the_part_of_the_map(
    open_page: OpenPage, live_url: str
) -> None:
    page = open_page(f"{live_url}?bbox={WEST}", **DESKTOP)
    assert on_map(page) == 1
    assert bbox(page) == WEST
    page.get_by_role("checkbox", name="nur Kartenausschnitt").uncheck()
    expect(page).not_to_have_url(re.compile("bbox"))
    page.get_by_role("checkbox", name="nur Kartenausschnitt").check()
    expect(page).to_have_url(re.compile("bbox"))
    shown, wanted = Box.parse(bbox(page)), Box.parse(WEST)
    assert shown
    assert wanted
    assert shown.west <= wanted.west < wanted.east <= shown.east
    assert shown.south <= wanted.south < wanted.north <= shown.north
    tight = (wanted.north - wanted.south) / (shown.north - shown.south)
    assert tight > 0.8


def test_back_leaves_the_part_of_the_map(open_page: OpenPage, live_url: str) -> None:
    page = open_page(f"{live_url}#13/52.30000/12.88000", **DESKTOP)
    page.get_by_role("checkbox", name="nur Kartenausschnitt").check()
    expect(page).to_have_url(re.compile("bbox"))
    wanted = bbox(page)
    page.get_by_role("button", name="nur Kartenausschnitt entfernen").click()
    page.go_back()
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    assert bbox(page) == wanted
    page.go_back()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")


def test_a_print_does_not_change_the_part_of_the_map(open_page: OpenPage, live_url: str) -> None:
    page = open_page(f"{live_url}?bbox={WEST}#10/52.30000/12.90000", **DESKTOP)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert bbox(page) == WEST
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")


def test_an_empty_result_says_which_filter_to_remove(page: Page) -> None:
    open_facet(page, "Träger")
    page.get_by_role("checkbox", name=re.compile("Anderer Träger")).check()
    page.locator("#suche").fill("beratung")
    ways = page.locator("#auswege button")
    expect(ways).to_have_text(
        [
            "Ohne „Träger: Anderer Träger“: 3 Angebote",
            "Ohne „Suche: beratung“: 1 Angebot",
        ]
    )
    ways.first.click()
    expect(page.locator("#anzahl")).to_have_text("3 von 9 Angeboten")
    expect(page.locator("#auswege")).to_be_hidden()
    expect(page.locator("[role=tab][aria-selected=true]")).to_be_focused()


def test_at_most_three_ways_out_are_offered(open_page: OpenPage, live_url: str) -> None:
    query = "kategorie=beratung.sucht&zielgruppe=sucht&lage=house&art=site&q=ost&planregion=1"
    page = open_page(f"{live_url}?{query}")
    expect(page.locator("#auswege button")).to_have_text(["Ohne „Planregion 1“: 1 Angebot"])
    page = open_page(f"{live_url}?art=remote&zielgruppe=sucht&ebene=beratung&lage=none")
    expect(page.locator("#auswege button")).to_have_text(["Alle Filter zurücksetzen"])
    page.locator("#auswege button").click()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
