"""Sharing, exporting, and the file on its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.steps import listed, open_list
from browser.test_accessibility import violations
from browser.views import file, random_view, small_view
from playwright.sync_api import Page, expect

from geo.filtering import ResourceFilter
from geo.usecases.browse_map import narrow

pytestmark = pytest.mark.browser


def test_a_large_list_arrives_whole_and_its_text_is_let_go(open_page: OpenPage, site: Site) -> None:
    page = open_page(site.place("gross.html", file(random_view(1, count=3_000))))
    assert page.locator("script[data-kind]").count() == 0
    expect(page.locator("#anzahl")).to_have_text("3.000 Angebote")
    open_list(page)
    expect(listed(page)).to_have_count(50)
    page.get_by_role("button", name="50 von 2.950 weiteren zeigen").click()
    expect(listed(page)).to_have_count(100)
    expect(page.locator("#liste .results__item").nth(50)).to_be_focused()


def test_export_and_table_take_the_query_along(open_page: OpenPage, live_url: str) -> None:
    page = open_page(f"{live_url}?art=remote", **DESKTOP)
    export = page.get_by_role("link", name="Exportieren")
    assert export.get_attribute("href") == "/export?art=remote"
    table = page.get_by_role("link", name="Tabelle")
    assert table.get_attribute("href") == "/tabelle?art=remote"
    page.get_by_role("button", name="Alle zurücksetzen").click()
    expect(export).to_have_attribute("href", "/export")


def test_sharing_copies_the_address_or_shows_it(open_page: OpenPage, live_url: str) -> None:
    page = open_page(
        f"{live_url}?art=remote", **DESKTOP, permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Teilen").click()
    expect(page.locator("#ansage")).to_have_text("Die Adresse dieser Ansicht ist kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error()) }")
    page.get_by_role("button", name="Adresse kopiert").click()
    expect(page.get_by_label("Adresse mit allen Filtern")).to_have_value(page.url)


def test_what_was_typed_a_moment_ago_is_in_the_address_that_is_copied(
    open_page: OpenPage, live_url: str
) -> None:
    page = open_page(live_url, **DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(
        """() => {
            const field = document.getElementById("suche");
            field.focus();
            field.value = "birke";
            field.dispatchEvent(new Event("input"));
            document.getElementById("teilen").focus();
            document.getElementById("teilen").click();
        }"""
    )
    expect(page.locator("#ansage")).to_have_text("Die Adresse dieser Ansicht ist kopiert.")
    assert "q=birke" in page.evaluate("navigator.clipboard.readText()")


def test_the_file_has_no_way_back_to_a_server(open_page: OpenPage, file_url: str) -> None:
    page = open_page(file_url, **DESKTOP)
    for name in ("Exportieren", "Tabelle", "Ebenen", "Karte"):
        assert page.get_by_role("link", name=name, exact=True).count() == 0
    assert page.get_by_role("button", name="Teilen").count() == 0
    expect(page.get_by_text("Exportiert am 22. November 2026").first).to_be_visible()


def test_without_a_changeable_query_the_fragment_holds_it(
    open_page: OpenPage, file_url: str
) -> None:
    """A page made from a blob, as viewers of attachments show it, may change its fragment only."""
    page = open_page(file_url, **DESKTOP)
    html = file(small_view())
    with page.expect_popup() as popup:
        page.evaluate(
            "html => { window.open(URL.createObjectURL(new Blob([html], {type: 'text/html'}))) }",
            html,
        )
    shown = popup.value
    shown.wait_for_selector("body[data-ready]")
    shown.get_by_role("button", name="nur Beratung").click()
    expect(shown.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    expect(shown).to_have_url(re.compile(r"^[^?]*#[^?]*\?ebene=beratung$"))
    shown.reload()
    expect(shown.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    shown.go_back()
    expect(shown.locator("#anzahl")).to_have_text("9 Angebote")
    shown.close()


def test_the_file_opens_from_any_folder(open_page: OpenPage, tmp_path: Path) -> None:
    target = tmp_path / "Übersicht für Bürgermeister #1.html"
    target.write_text(file(small_view()), encoding="utf-8")
    page = open_page(target.as_uri())
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")


def opened_on(day: str, open_page: OpenPage, url: str) -> Page:
    page = open_page(url, **DESKTOP, locale="de-DE")
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    return page


def test_within_a_year_the_file_says_nothing_of_its_age(open_page: OpenPage, file_url: str) -> None:
    page = opened_on("2027-11-01", open_page, file_url)
    expect(page.locator("#veraltet")).to_be_hidden()


def test_a_file_says_when_its_data_are_older_than_a_year(
    open_page: OpenPage, file_url: str
) -> None:
    page = opened_on("2027-11-02", open_page, file_url)
    notice = page.get_by_role("region", name="Alter der Daten")
    expect(notice).to_contain_text(
        "Die Angaben sind vom 1. November 2026 und damit älter als ein Jahr. "
        "Bitte vor der Verwendung prüfen."
    )
    assert violations(page) == []
    page.get_by_role("button", name="Ausblenden").click()
    expect(notice).to_be_hidden()
    page.emulate_media(media="print")
    expect(notice).to_be_visible()
    page.emulate_media(media="screen")
    page.reload()
    expect(notice).to_be_visible()


def test_hiding_the_word_about_the_age_does_not_lose_the_focus(
    open_page: OpenPage, file_url: str
) -> None:
    page = opened_on("2027-11-02", open_page, file_url)
    page.get_by_role("button", name="Ausblenden").press("Enter")
    expect(page.get_by_role("tab", name="Filter")).to_be_focused()


def part_of_the_map(site: Site, **query: list[str]) -> str:
    view = narrow(small_view(), ResourceFilter.from_query(query))
    return site.place("teil.html", file(view))


def test_a_file_opens_at_the_area_that_was_chosen_for_it(open_page: OpenPage, site: Site) -> None:
    whole = open_page(site.place("ganz.html", file(small_view())), **DESKTOP)
    expect(whole.locator("button.name", has_text="Amt Ost")).to_be_visible()
    page = open_page(part_of_the_map(site, sozialraum=["990010001"]), **DESKTOP)
    expect(page.locator("button.name", has_text="Amt West")).to_be_visible()
    expect(page.locator("button.name", has_text="Amt Ost")).to_have_count(0)
    page.get_by_role("button", name="Ganzer Kreis").click()
    expect(page.locator("button.name", has_text="Amt Ost")).to_be_visible()


def test_a_file_opens_at_the_part_of_the_map_that_was_chosen(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page(part_of_the_map(site, bbox=["12.85,52.28,12.91,52.32"]), **DESKTOP)
    page.get_by_role("button", name="Karte vergrößern").click()
    expect(page).to_have_url(re.compile("#1[3-9]"))


def test_a_file_does_not_say_that_nothing_exists_where_it_was_only_not_chosen(
    open_page: OpenPage, site: Site
) -> None:
    address = part_of_the_map(site, sozialraum=["990010001"])
    page = open_page(f"{address}#9/52.30000/12.90000/gebiet/sozialraum:990010002", **DESKTOP)
    card = page.locator("#karte-rechts")
    expect(card.get_by_role("heading", level=3).first).to_have_text("0 Angebote der Auswahl")
    expect(card).to_contain_text("enthält die Auswahl dieser Datei kein Angebot")


def test_an_empty_file_asks_nobody_to_remove_a_filter(open_page: OpenPage, site: Site) -> None:
    page = open_page(part_of_the_map(site, q=["gibt es nicht"]), **DESKTOP)
    page.get_by_role("button", name="Tabelle").click()
    expect(page.locator("tbody")).to_have_text("Diese Karte enthält keine Angebote.")


@pytest.mark.parametrize("title", ["Angebote für Familien im Süden " * 4, "A" * 120])
def test_a_long_title_leaves_room_for_search_and_tools(
    open_page: OpenPage, site: Site, title: str
) -> None:
    view = replace(small_view(), title=title)
    page = open_page(site.place("titel.html", file(view)), **DESKTOP)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.get_by_role("search").bounding_box()
    assert box
    assert box["width"] >= 120
    expect(page.get_by_role("button", name="Hilfe")).to_be_in_viewport(ratio=1)
