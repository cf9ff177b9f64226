"""Long lists: progress, cancel, leave and return; and everything without script or mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import lists
from browser.editor import choose, publish, report
from browser.stage import OpenPage
from checking import PASSWORD
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lists.long(tmp_path_factory.mktemp("long"))


def test_a_long_list_shows_its_progress_and_then_its_report(
    enter: OpenPage, long_list: Path
) -> None:
    page = enter()
    choose(page, long_list)
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    page.wait_for_function("document.getElementById('balken')?.value > 0.1")
    assert report(page)["Zeilen"] == "40.000"


def test_a_long_list_is_called_off_and_goes_on_later(enter: OpenPage, long_list: Path) -> None:
    page = enter()
    choose(page, long_list)
    page.get_by_role("button", name="Prüfung abbrechen").click()
    expect(page.get_by_text("ist angehalten")).to_be_visible()
    begun = page.get_by_role("region", name="Angefangene Listen")
    expect(begun).to_contain_text("lang.csv")
    expect(begun).not_to_contain_text("wird gerade geprüft")
    begun.get_by_role("link", name="Weiter mit lang.csv").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Liste verwerfen").click()
    expect(page.get_by_text("„lang.csv“ wurde verworfen")).to_be_visible()
    expect(begun).to_have_count(0)


def test_leaving_and_returning_finds_the_list_where_it_was(
    enter: OpenPage, service: str, long_list: Path
) -> None:
    page = enter()
    choose(page, long_list)
    page.get_by_role("link", name="Angefangene Listen").click()
    expect(page.get_by_text("wird gerade geprüft")).to_be_visible()
    page.goto(f"{service}/tabelle")
    page.goto(f"{service}/ebenen/import")
    page.get_by_role("link", name="Weiter mit lang.csv").click()
    assert report(page)["Zeilen"] == "40.000"
    page.get_by_role("navigation", name="Schritte").get_by_role("link", name="Spalten").click()
    page.get_by_role("button", name="Zuordnung übernehmen").click()
    report(page)
    page.goto(f"{service}/ebenen/import")
    expect(page.get_by_role("region", name="Angefangene Listen")).to_contain_text("„Spalten“")


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """Open a browser in which scripts are switched off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_script_everything_but_the_click_on_the_map_works(
    plain_page: Page, service: str, tmp_path: Path
) -> None:
    page = plain_page
    page.goto(f"{service}/anmelden?weiter=/ebenen/import")
    page.get_by_label("Kennwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    choose(page, lists.shapefile_without_crs(tmp_path))
    report(page)
    steps = page.get_by_role("navigation", name="Schritte")
    steps.get_by_role("link", name="Lage").click()
    expect(page.locator("noscript p")).to_be_visible()
    page.get_by_label("Ja, die Punkte liegen dort").check()
    page.get_by_role("button", name="Bestätigen").click()
    steps.get_by_role("link", name="Veröffentlichen").click()
    publish(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Plätze")
    page.goto(f"{service}/ebenen/import")
    choose(page, lists.placeless(tmp_path, "Treff Eins"))
    steps.get_by_role("link", name="Ohne Ort").click()
    page.get_by_label("Ort oder Ortsteil").fill("Caputh")
    page.get_by_role("button", name="Ort übernehmen").click()
    expect(page.get_by_text("Alle Angebote haben einen Ort.")).to_be_visible()


def test_without_script_a_long_list_is_waited_for_by_reloading(
    plain_page: Page, service: str, long_list: Path
) -> None:
    page = plain_page
    page.goto(f"{service}/anmelden?weiter=/ebenen/import")
    page.get_by_label("Kennwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    choose(page, long_list)
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert report(page)["Zeilen"] == "40.000"


def tab_to(page: Page, name: str) -> None:
    """Press the tabulator until something with this name has the focus."""
    script = """(() => {
        const active = document.activeElement;
        const label = active.labels?.[0]?.textContent ?? "";
        const texts = [active.getAttribute("aria-label"), label, active.textContent, active.value];
        return texts.join(" ");
    })()"""
    for _ in range(80):
        page.keyboard.press("Tab")
        if re.search(name, page.evaluate(script)):
            return
    raise AssertionError(f"{name} is not reached by keyboard")


def test_by_keyboard_alone_from_the_file_to_the_layer(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    page.get_by_label("Datei hier ablegen oder auswählen").set_input_files(
        lists.gauss_krueger(tmp_path)
    )
    tab_to(page, "Zeilen prüfen")
    page.keyboard.press("Enter")
    report(page)
    tab_to(page, "^ *Das Koordinatensystem ist geraten")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-ready] .confirm")
    tab_to(page, "Ja, die Punkte liegen dort")
    page.keyboard.press("Space")
    tab_to(page, "Bestätigen")
    page.keyboard.press("Enter")
    report(page)
    tab_to(page, "Weiter zum Veröffentlichen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Veröffentlichen")
    tab_to(page, "Name der neuen Ebene")
    page.keyboard.press("Control+a")
    page.keyboard.type("Treffs")
    tab_to(page, "12 Angebote veröffentlichen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Treffs")
