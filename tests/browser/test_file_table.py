"""The table of the Konferenzdatei: the same offers as list and map, in any order."""

from __future__ import annotations

import re

import pytest
from browser.stage import DESKTOP, DEVICES, OpenPage, Site
from browser.steps import names, open_list
from browser.test_accessibility import violations
from browser.views import file, random_view, small_view
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def table(open_page: OpenPage, file_url: str) -> Page:
    page = open_page(file_url, **DESKTOP)
    page.get_by_role("button", name="Tabelle").click()
    return page


def column(page: Page, number: int = 1) -> list[str]:
    return page.locator(f"#tabellenansicht tbody tr > :nth-child({number})").all_inner_texts()


def sort_by(page: Page, heading: str) -> None:
    page.get_by_role("columnheader", name=heading).get_by_role("button").click()


def test_the_table_has_the_rows_of_the_list_and_follows_the_filters(table: Page) -> None:
    open_list(table)
    assert column(table) == names(table)
    table.locator("#suche").fill("birke")
    expect(table.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    expect(table.locator("#tabellenansicht tbody tr > :nth-child(1)")).to_have_text(
        ["Familienzentrum Birke", "Krabbelgruppe Birke"]
    )
    table.locator("#suche").fill("gibt es nicht")
    expect(table.locator("#tabellenansicht tbody")).to_contain_text(
        "Kein Angebot passt zu allen Filtern"
    )
    expect(table.get_by_role("navigation", name="Seiten der Tabelle")).to_have_count(0)


def test_a_heading_sorts_and_a_second_press_turns_the_order_round(table: Page) -> None:
    header = table.get_by_role("columnheader", name="Kategorie")
    assert header.get_attribute("aria-sort") == "none"
    sort_by(table, "Kategorie")
    assert header.get_attribute("aria-sort") == "ascending"
    upwards = [text.split("\n")[0] for text in column(table, 2)]
    assert upwards == sorted(upwards)
    header.get_by_role("button").press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    assert [text.split("\n")[0] for text in column(table, 2)] == upwards[::-1]
    assert table.get_by_role("columnheader", name="Angebot").get_attribute("aria-sort") == "none"


def test_empty_cells_come_last(table: Page) -> None:
    sort_by(table, "Sozialraum")
    assert column(table, 6)[-1] == "–"


def test_a_row_opens_the_card_and_closing_leads_back_to_it(table: Page) -> None:
    opener = table.get_by_role("row", name="Suchtberatung Mitte").get_by_role("button")
    opener.focus()
    table.keyboard.press("Enter")
    expect(table.locator("#karte-rechts h2")).to_have_text("Suchtberatung Mitte")
    expect(table.locator("#karte-rechts h2")).to_be_focused()
    expect(opener).to_have_attribute("aria-current", "true")
    table.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_back_on_the_map_the_chosen_offer_is_in_sight(table: Page) -> None:
    sort_by(table, "Angebot")
    table.get_by_role("row", name="Suchtberatung Ost").get_by_role("button").click()
    table.get_by_role("button", name="Karte", exact=True).click()
    expect(table.locator(".symbol[aria-current=true], .symbol.is-selected")).to_be_visible()
    expect(table.locator("#tabellenansicht")).to_be_hidden()


def test_what_is_shown_stands_in_the_address(table: Page) -> None:
    expect(table).to_have_url(re.compile("ansicht=tabelle"))
    table.reload()
    expect(table.locator("#tabellenansicht")).to_be_visible()
    expect(table.get_by_role("button", name="Tabelle")).to_have_attribute("aria-pressed", "true")
    table.get_by_role("button", name="Karte", exact=True).click()
    expect(table).not_to_have_url(re.compile("ansicht"))
    table.go_back()
    expect(table.locator("#tabellenansicht")).to_be_visible()


def test_a_long_table_has_pages(open_page: OpenPage, site: Site) -> None:
    page = open_page(site.place("lang.html", file(random_view(1, count=450))), **DESKTOP)
    page.get_by_role("button", name="Tabelle").click()
    pager = page.get_by_role("navigation", name="Seiten der Tabelle")
    expect(pager).to_contain_text("Zeilen 1 bis 200 von 450")
    assert pager.get_by_role("button", name="Vorige").is_disabled()
    pager.get_by_role("button", name="Nächste").click()
    pager.get_by_role("button", name="Nächste").click()
    expect(pager).to_contain_text("Zeilen 401 bis 450 von 450")
    assert len(column(page)) == 50
    assert pager.get_by_role("button", name="Nächste").is_disabled()


def test_a_print_of_the_table_has_all_rows_and_no_map(open_page: OpenPage, site: Site) -> None:
    page = open_page(f"{site.place('druck-t.html', file(random_view(1, count=230)))}", **DESKTOP)
    page.get_by_role("button", name="Tabelle").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#tabellenansicht tbody tr:visible").count() == 230
    assert page.locator("#liste .results__name:visible").count() == 0
    expect(page.locator("#map")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(column(page)) == 200


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", list(DEVICES))
def test_no_violation_in_the_table(
    open_page: OpenPage, site: Site, device: str, theme: str
) -> None:
    url = site.place("tabelle.html", file(small_view()))
    page = open_page(f"{url}?ansicht=tabelle", **DEVICES[device], color_scheme=theme)
    expect(page.locator("#tabellenansicht")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("height", [256, 800])
def test_the_table_scrolls_by_itself_on_a_narrow_screen(
    open_page: OpenPage, file_url: str, height: int
) -> None:
    page = open_page(f"{file_url}?ansicht=tabelle", viewport={"width": 320, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    rows = page.locator(".table-view__rows")
    assert rows.evaluate("each => each.scrollWidth > each.clientWidth")


def test_the_live_page_has_its_own_table(open_page: OpenPage, live_url: str) -> None:
    page = open_page(live_url, **DESKTOP)
    assert page.locator("#ansicht-tabelle").count() == 0
    assert page.get_by_role("link", name=re.compile("Tabelle")).count() == 1


def test_in_forced_colours_the_switch_shows_which_view_is_chosen(
    open_page: OpenPage, file_url: str
) -> None:
    page = open_page(file_url, **DESKTOP, forced_colors="active")
    grounds = page.locator(".views__view").evaluate_all(
        "all => all.map(each => getComputedStyle(each).backgroundColor)"
    )
    assert len(grounds) == len(set(grounds)) == 2
