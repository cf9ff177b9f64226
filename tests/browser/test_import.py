"""From a dropped file to the published map, as a planner does it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import lists
from browser.editor import choose, drop, on_the_map, publish, report, step
from browser.stage import OpenPage
from playwright.sync_api import Page, expect

from geo.usecases import load_addresses
from geo.usecases.create_instance import create_instance
from geo.usecases.settings import Settings

pytestmark = pytest.mark.browser


def confirm_coordinates(page: Page, crs: str) -> None:
    step(page, "Lage")
    assert page.locator("#map .symbol").count() > 0
    expect(page.get_by_role("radio", name=re.compile(crs))).to_be_checked()
    page.get_by_label("Ja, die Punkte liegen dort").check()
    page.get_by_role("button", name="Bestätigen").click()
    expect(page.get_by_role("status").first).to_have_text("Die Lage ist bestätigt.")


def test_an_excel_list_with_addresses(enter: OpenPage, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(lists.REGISTER, encoding="utf-8")
    load_addresses.load(create_instance(settings), tmp_path / "register.csv")
    page = enter()
    drop(page, lists.excel(tmp_path))
    assert report(page)["Zeilen"] == "5"
    tasks = page.locator(".tasks li").all_text_contents()
    assert any("2 Tabellen" in task for task in tasks)
    assert any("unbekannte" in task for task in tasks)
    step(page, "Lage")
    expect(page.get_by_text("Hausadresse", exact=True)).to_be_visible()
    expect(page.get_by_text("Hausadressen im Register: 7")).to_be_visible()
    step(page, "Wörter")
    expect(page.get_by_label("Bedeutung von „Jugendklubb“")).not_to_have_value("")
    page.get_by_role("button", name="Bestätigen").click()
    step(page, "Ohne Ort")
    expect(page.get_by_role("heading", name="Runder Tisch")).to_be_visible()
    page.get_by_label("Ort oder Anschrift").fill("Musterweg 7, 14542 Werder (Havel)")
    page.get_by_role("button", name="Ort übernehmen").click()
    expect(page.get_by_role("status").first).to_contain_text(
        "„Runder Tisch“ liegt jetzt: Musterweg 7"
    )
    expect(page.get_by_role("heading", name="Treff Nirgends")).to_be_visible()
    step(page, "Veröffentlichen")
    page.get_by_label("Name der neuen Ebene").fill("Träger 2026")
    publish(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Träger 2026")
    assert on_the_map(page, "traeger-2026") == [
        "Beratung Muster",
        "Klub Probe",
        "Runder Tisch",
        "Treff Morgenrot",
        "Treff Nirgends",
    ]


def test_a_shapefile_that_does_not_say_its_coordinate_system(
    enter: OpenPage, tmp_path: Path
) -> None:
    page = enter()
    choose(page, lists.shapefile_without_crs(tmp_path))
    assert report(page)["Zeilen"] == "12"
    step(page, "Veröffentlichen")
    expect(page.get_by_role("button", name="12 Angebote veröffentlichen")).to_be_disabled()
    page.get_by_role("link", name="Lage auf der Karte bestätigen").click()
    page.get_by_role("button", name="Bestätigen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte erst das Häkchen setzen")
    confirm_coordinates(page, "EPSG:25833")
    step(page, "Veröffentlichen")
    publish(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Plätze")
    assert len(on_the_map(page, "plaetze")) == 12


@pytest.mark.parametrize("zone", [4, 5])
def test_a_windows_table_with_gauss_krueger_coordinates(
    enter: OpenPage, tmp_path: Path, zone: int
) -> None:
    page = enter()
    choose(page, lists.gauss_krueger(tmp_path, zone=zone))
    assert report(page)["Zeilen"] == "12"
    step(page, "Tabelle")
    expect(page.get_by_role("radio", name="Windows-1252")).to_be_checked()
    expect(page.get_by_text("Größenstraße").first).to_be_visible()
    confirm_coordinates(page, f"EPSG:3146{zone + 4}")
    step(page, "Veröffentlichen")
    page.get_by_label("Name der neuen Ebene").fill("Treffs")
    publish(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Treffs")
    assert on_the_map(page, "treffs")[0] == "Bürgertreff Spielplatz Probe 0"


def test_two_files_at_once_are_not_taken(enter: OpenPage) -> None:
    page = enter()
    page.evaluate(
        """() => {
            const transfer = new DataTransfer();
            for (const name of ["a.csv", "b.csv"]) transfer.items.add(new File(["x"], name));
            const event = new DragEvent("drop", { dataTransfer: transfer, bubbles: true });
            document.getElementById("ablage").dispatchEvent(event);
        }"""
    )
    expect(page.locator("#ablage-meldung")).to_contain_text("genau eine Datei")
    assert page.url.endswith("/ebenen/import")
