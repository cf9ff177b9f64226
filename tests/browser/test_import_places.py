"""Offers without a place: by click, by name, by keyboard, taken back, and after the next list."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import lists
from browser.editor import choose, publish, report, step
from browser.stage import PHONE, OpenPage
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def begin(page: Page, folder: Path, *names: str) -> None:
    choose(page, lists.placeless(folder, *names))
    report(page)
    step(page, "Ohne Ort")


def said(page: Page) -> Locator:
    return page.get_by_role("status").first


def click_on_map(page: Page, x: float, y: float) -> None:
    """Click at a spot of the map, given as shares of its width and height."""
    box = page.locator("#map").bounding_box()
    assert box
    with page.expect_navigation():
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    page.wait_for_selector("body[data-ready]")


@pytest.mark.parametrize("device", [{}, PHONE])
def test_a_click_places_the_offer_and_the_next_one_is_ready(
    enter: OpenPage, tmp_path: Path, device: dict[str, object]
) -> None:
    page = enter(**device)
    begin(page, tmp_path, "Treff Eins", "Treff Zwei")
    expect(page.get_by_role("heading", name="Treff Eins")).to_be_visible()
    page.locator("#map").scroll_into_view_if_needed()
    click_on_map(page, 0.45, 0.55)
    expect(said(page)).to_have_text("„Treff Eins“ liegt jetzt: an der gewählten Stelle.")
    expect(page.get_by_role("heading", name="Treff Zwei")).to_be_visible()
    assert page.locator("#map .symbol").count() == 1
    step(page, "Prüfbericht")
    row = page.get_by_role("row", name="Treff Eins")
    expect(row).to_contain_text("von Hand gesetzt")


def test_the_map_stays_where_it_was_while_placing(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    begin(page, tmp_path, "Treff Eins", "Treff Zwei")
    line = page.locator(".leaflet-control-scale-line")
    before = line.text_content() or ""
    page.get_by_role("button", name="Karte vergrößern").click()
    # It tells the new scale when the map has come to rest.
    expect(line).not_to_have_text(before)
    scale = line.text_content() or ""
    click_on_map(page, 0.5, 0.5)
    expect(line).to_have_text(scale)


def test_a_place_is_chosen_by_its_name_and_taken_back(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    begin(page, tmp_path, "Treff Eins")
    field = page.get_by_label("Ort oder Ortsteil")
    expect(field).to_be_focused()
    field.fill("Gibtsnicht")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("kennt das Ortsverzeichnis nicht")
    page.get_by_label("Ort oder Ortsteil").fill("14548 Caputh")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("„Treff Eins“ liegt jetzt: Caputh.")
    expect(page.get_by_text("Alle Angebote haben einen Ort.")).to_be_visible()
    page.get_by_role("button", name="zurücknehmen für Treff Eins").click()
    expect(page.get_by_text("1 Angebot hat noch keinen Ort.")).to_be_visible()


def test_the_keyboard_moves_the_map_under_the_cross(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    begin(page, tmp_path, "Treff Eins", "Treff Zwei")
    page.locator("#map").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".leaflet-pan-anim")).to_have_count(0)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("body[data-ready]")
    expect(said(page)).to_have_text("„Treff Eins“ liegt jetzt: an der gewählten Stelle.")
    cross, symbol = (page.locator(name).bounding_box() for name in (".crosshair", "#map .symbol"))
    assert cross
    assert symbol
    for side, length in (("x", "width"), ("y", "height")):
        middle = cross[side] + cross[length] / 2  # type: ignore[literal-required]
        assert abs(symbol[side] + symbol[length] / 2 - middle) < 3  # type: ignore[literal-required]


def test_a_place_set_by_hand_survives_the_next_list(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    begin(page, tmp_path, "Treff Eins", "Treff Zwei")
    click_on_map(page, 0.45, 0.55)
    step(page, "Veröffentlichen")
    page.get_by_label("Name der neuen Ebene").fill("Treffs")
    publish(page)
    page.get_by_role("link", name="Neuen Stand laden").click()
    expect(page.get_by_text("Die Liste wird ein neuer Stand von")).to_be_visible()
    choose(page, lists.placeless(tmp_path, "Treff Eins", "Treff Drei"))
    report(page)
    expect(page.get_by_role("row", name="Treff Eins")).to_contain_text("von Hand gesetzt")
    step(page, "Veröffentlichen")
    changes = page.get_by_role("region", name="Was sich gegenüber dem gezeigten Stand ändert")
    shown = dict(
        zip(
            changes.locator("dt").all_text_contents(),
            changes.locator("dd").all_text_contents(),
            strict=True,
        )
    )
    assert shown == {
        "neu": "1",
        "geändert": "0",
        "verschoben": "0",
        "entfallen": "1",
        "unverändert": "1",
    }
    expect(changes.get_by_role("listitem").first).to_contain_text("Treff Drei")
    publish(page)
    expect(page.get_by_text("„Treffs“ ist veröffentlicht: Stand 2.")).to_be_visible()
    page.get_by_role("link", name="Stände vergleichen").click()
    expect(page.get_by_text("Entfallen: 1")).to_be_visible()
