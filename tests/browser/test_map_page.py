"""The live page and the file to take along, on a desktop and on a phone."""

from __future__ import annotations

import re

import factories
import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.steps import listed, names, on_map, open_facet, open_list
from browser.views import file
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_map_and_list_show_the_same(page: Page) -> None:
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    expect(page.locator("#ohne-ort")).to_have_text("davon 3 ohne Ort, nur in der Liste")
    open_list(page)
    expect(listed(page)).to_have_count(9)
    assert page.locator("#liste .tag", has_text="ohne Ort auf der Karte").count() == 3
    assert on_map(page) == 6


def test_the_list_is_in_german_order(page: Page) -> None:
    open_list(page)
    shown = names(page)
    assert shown == sorted(shown, key=lambda name: name.lower().replace("é", "e"))


def test_a_layer_can_be_switched_off_and_on(page: Page) -> None:
    page.get_by_role("tab", name="Filter").click()
    page.get_by_role("checkbox", name=re.compile("Beratung")).uncheck()
    expect(page.locator("#anzahl")).to_have_text("5 von 9 Angeboten")
    expect(page).to_have_url(re.compile("ebene=familie"))
    page.get_by_role("button", name="nur Beratung").click()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    page.get_by_role("button", name="Keine", exact=True).click()
    expect(page.locator("#anzahl")).to_have_text("0 von 9 Angeboten")
    page.get_by_role("button", name="Alle", exact=True).click()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")


def test_counts_follow_the_other_filters(page: Page) -> None:
    open_facet(page, "Zielgruppe")
    group = page.locator("details", has_text="Zielgruppe")
    page.get_by_role("button", name="nur Beratung").click()
    expect(group.locator(".tick__label")).to_have_text(
        ["Eltern und Familien", "Suchtkranke Menschen"]
    )
    expect(group.locator(".tick__count")).to_have_text(["1", "2"])


def test_ticks_in_a_facet_widen_and_between_facets_narrow(page: Page) -> None:
    open_facet(page, "Erreichbarkeit")
    page.get_by_role("checkbox", name=re.compile("kommt hin")).check()
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    page.get_by_role("checkbox", name=re.compile("telefonisch")).check()
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    open_facet(page, "Planregion")
    page.get_by_role("checkbox", name=re.compile("Planregion 2")).check()
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")


def test_search_ignores_case_accents_and_order(page: Page) -> None:
    page.get_by_role("combobox", name="Angebote, Orte und Gebiete suchen").fill(
        "UBERSEE familiencafe"
    )
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    open_list(page)
    expect(listed(page)).to_have_text(["Familiencafé Übersee"])


def test_nothing_found_says_what_to_do(page: Page) -> None:
    page.get_by_role("combobox", name="Angebote, Orte und Gebiete suchen").fill("gibt es nicht")
    open_list(page)
    expect(page.locator("#liste")).to_contain_text("Bitte einen Filter oben entfernen")


def test_chips_remove_what_they_name(page: Page) -> None:
    page.get_by_role("combobox", name="Angebote, Orte und Gebiete suchen").fill("birke")
    open_facet(page, "Träger")
    page.get_by_role("checkbox", name=re.compile("Anderer Träger")).check()
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    page.get_by_role("button", name="Träger: Anderer Träger entfernen").click()
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    page.get_by_role("button", name="Alle zurücksetzen").click()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    expect(page.get_by_role("combobox", name="Angebote, Orte und Gebiete suchen")).to_have_value("")


def test_back_undoes_the_last_filter(page: Page) -> None:
    page.get_by_role("tab", name="Filter").click()
    page.get_by_role("button", name="nur Beratung").click()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    page.go_back()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    page.go_forward()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")


def test_going_back_restores_address_and_map(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP)
    page.get_by_role("button", name="nur Beratung").click()
    expect(page).to_have_url(re.compile("ebene=beratung"))
    before = page.url
    open_facet(page, "Planregion")
    page.get_by_role("checkbox", name="Planregion 2").check()
    expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    page.go_back()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    expect(page).to_have_url(re.compile(re.escape(before.split("#")[0]) + "(#|$)"))
    page.reload()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    page.go_forward()
    expect(page.locator("#anzahl")).to_have_text("3 von 9 Angeboten")
    expect(page).to_have_url(re.compile("planregion=2"))


def test_the_address_reproduces_the_view(open_page: OpenPage, url: str) -> None:
    address = f"{url}?sozialraum=990010003&art=site&grenzen=gemeinde#12/52.30000/13.02000"
    page = open_page(address)
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    expect(page.locator("#grenze-gemeinde")).to_be_checked()
    expect(page.locator("#grenze-planregion")).not_to_be_checked()
    expect(page).to_have_url(address)


def test_a_card_shows_the_facts_and_gives_the_focus_back(page: Page) -> None:
    open_list(page)
    item = page.locator(".results__item", has_text="Suchtberatung Mitte")
    item.click()
    card = page.get_by_role("complementary", name="Suchtberatung Mitte")
    expect(card.get_by_role("heading", level=2)).to_be_focused()
    for fact in (
        "Suchtberatung",
        "Muster e. V.",
        "Musterweg 1",
        "Vorlage an der Mitte",
        "Hausadresse",
        "Termine nach Vereinbarung",
        "Januar 2026",
        "Musterliste",
    ):
        expect(card).to_contain_text(fact)
    link = card.get_by_role("link", name="beratung.example/mitte")
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(item).to_be_focused()


def test_a_card_has_an_address_of_its_own(page: Page) -> None:
    open_list(page)
    page.locator(".results__item", has_text="Suchtberatung Ost").click()
    heading = page.get_by_role("heading", level=2, name="Suchtberatung Ost")
    expect(heading).to_be_visible()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(heading).to_be_visible()
    page.go_back()
    expect(heading).to_have_count(0)


def test_a_place_outside_the_county_is_said_to_be_outside(page: Page) -> None:
    open_list(page)
    page.locator(".results__item", has_text="jenseits").click()
    expect(page.locator("#karte-rechts")).to_contain_text("1,3 km außerhalb des Landkreises")


def test_areas_that_a_mobile_offer_serves_are_hatched(page: Page) -> None:
    open_list(page)
    page.locator(".results__item", has_text="Mobiles").click()
    expect(page.locator("path.is-served")).to_have_count(2)
    expect(page.locator("#karte-rechts .tag--accent")).to_have_text("kommt hin")


def test_offers_of_one_house_open_as_a_list(page: Page) -> None:
    page.evaluate("location.hash = '18/52.30000/12.88000'")
    cluster = page.get_by_role("button", name="2 Angebote: 2 Familie; anzeigen")
    cluster.click()
    card = page.locator("#karte-rechts")
    expect(card.get_by_role("heading")).to_have_text("2 Angebote an diesem Ort")
    card.get_by_role("button", name=re.compile("Krabbelgruppe")).click()
    expect(card.get_by_role("heading", level=2)).to_have_text("Krabbelgruppe Birke")


def test_an_area_card_counts_and_says_what_is_unconfirmed(page: Page) -> None:
    page.evaluate("location.hash = '10/52.30000/12.90000/gebiet/sozialraum:990010005'")
    card = page.locator("#karte-rechts")
    expect(card.get_by_role("heading", level=2)).to_have_text("Vorlage an der Mitte")
    for fact in (
        "Planregion 2",
        "unbestätigt",
        "1.000 (31. Dezember 2025)",
        "100 km²",
        "2 Angebote",
        "1 vor Ort",
        "1 kommt hin",
        "2,00 je 1.000 Einwohner",
    ):
        expect(card).to_contain_text(fact)
    card.get_by_role("button", name="Nur dieses Gebiet zeigen").click()
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")


def test_an_open_area_card_follows_the_filters(page: Page) -> None:
    page.evaluate("location.hash = '10/52.30000/12.90000/gebiet/sozialraum:990010002'")
    heading = page.locator("#karte-rechts h3").first
    expect(heading).to_have_text("2 Angebote")
    expect(page.locator("#karte-rechts")).to_contain_text("0 kommen hin")
    field = page.get_by_role("combobox", name="Angebote, Orte und Gebiete suchen")
    field.fill("krabbel")
    expect(heading).to_have_text("1 Angebot der Auswahl")
    expect(field).to_be_focused()


def test_a_planregion_lists_its_sozialraeume_and_their_doubt(page: Page) -> None:
    page.evaluate("location.hash = '10/52.30000/12.90000/gebiet/planregion:1'")
    members = page.locator("#karte-rechts .plain li")
    expect(members).to_have_text(["Amt West ", "Probestadt unbestätigt"])


def test_boundaries_can_be_switched(page: Page) -> None:
    shape = page.locator("path.shape--sozialraum").first
    assert shape.evaluate("e => getComputedStyle(e).stroke") != "none"
    page.get_by_role("tab", name="Filter").click()
    page.get_by_role("checkbox", name="Sozialräume").uncheck()
    expect(shape).to_have_css("stroke", "none")
    expect(page).to_have_url(re.compile("grenzen=planregion"))


def test_gemeinden_are_drawn_when_they_are_wanted(page: Page) -> None:
    width = "path => path.getBoundingClientRect().width"
    shape = page.locator("path.shape--gemeinde").first
    assert shape.evaluate(width) == 0
    page.get_by_role("tab", name="Filter").click()
    page.get_by_role("checkbox", name="Gemeinden").check()
    assert shape.evaluate(width) > 20


def test_boundaries_grow_with_the_map(page: Page) -> None:
    county = page.locator("path.shape--kreis.shape--ground")
    boxes = []
    for zoom in (9, 10, 12):
        page.evaluate("zoom => { location.hash = `${zoom}/52.30000/12.90000` }", zoom)
        box = county.bounding_box()
        assert box
        boxes.append(box)
    widths = [round(box["width"] / boxes[0]["width"], 2) for box in boxes]
    assert widths == [1, 2, 8]


def test_offers_come_into_view_with_the_map(page: Page) -> None:
    page.evaluate("location.hash = '16/52.35000/12.87000'")
    expect(page.locator(".symbol")).to_have_attribute("title", re.compile("Suchtberatung Mitte"))
    page.evaluate("location.hash = '16/52.30000/13.02000'")
    expect(page.locator(".symbol")).to_have_attribute("title", re.compile("Suchtberatung Ost"))


def test_a_map_without_offers_says_so(open_page: OpenPage, site: Site) -> None:
    page = open_page(site.place("leer.html", file(factories.map_view(layers=()))))
    expect(page.locator("#anzahl")).to_have_text("0 Angebote")
    open_list(page)
    expect(page.locator("#liste")).to_have_text("Diese Karte enthält keine Angebote.")


def test_offers_of_one_house_follow_the_filters(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#18/52.30000/12.88000", **DESKTOP)
    page.get_by_role("button", name="2 Angebote: 2 Familie; anzeigen").click()
    heading = page.locator("#karte-rechts h2")
    field = page.get_by_role("combobox", name="Angebote, Orte und Gebiete suchen")
    field.fill("krabbel")
    expect(heading).to_have_text("1 Angebot an diesem Ort")
    field.fill("gibt es nicht")
    expect(page.locator("#karte-rechts")).to_be_hidden()


def test_the_address_keeps_its_view_beside_a_card(open_page: OpenPage, url: str) -> None:
    address = f"{url}#11/52.30000/12.90000/angebot/beratung%3Ar2"
    page = open_page(address, **DESKTOP)
    expect(page.locator("#karte-rechts h2")).to_have_text("Suchtberatung Ost")
    expect(page).to_have_url(address)


def test_the_planregion_filter_says_what_is_unconfirmed(page: Page) -> None:
    open_facet(page, "Planregion")
    expect(page.locator("details[data-key=planregion]")).to_contain_text(
        "Unbestätigt ist, zu welcher Planregion 2 der 4 Sozialräume gehören."
    )
