"""Everything by keyboard: order, focus, Escape, and no trap."""

from __future__ import annotations

import re

import pytest
from browser.stage import DESKTOP, OpenPage
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_escape_closes_the_card_from_the_map(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000/gebiet/planregion:1", **DESKTOP)
    page.locator("#map").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#karte-rechts")).to_be_hidden()


def test_sources_and_help_open_and_close_by_keyboard(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP)
    for opener, title in (
        ("Hilfe", "So funktioniert die Karte"),
        ("Quellen und Lizenzen", "Quellen und Lizenzen"),
    ):
        page.get_by_role("button", name=opener, exact=True).press("Enter")
        dialog = page.get_by_role("dialog", name=title)
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_symbols_are_one_tab_stop_and_arrows_walk_between_them(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(url, **DESKTOP)
    assert page.locator(".symbol[tabindex='0']").count() == 1
    page.locator(".symbol[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.title")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.title") != first:
            break
    assert page.evaluate("document.activeElement.className").startswith("symbol")
    assert page.evaluate("document.activeElement.title") != first
    assert page.locator(".symbol[tabindex='0']").count() == 1


def test_a_symbol_opens_by_keyboard_and_the_card_closes_back_to_it(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(f"{url}#12/52.35000/12.87000", **DESKTOP)
    symbol = page.get_by_role("button", name=re.compile("^Suchtberatung Mitte, "))
    symbol.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Suchtberatung Mitte")).to_be_focused()
    page.keyboard.press("Escape")
    expect(symbol).to_be_focused()


def test_the_skip_link_leads_to_the_list(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zur Liste der Angebote")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tabpanel", name=re.compile("Liste"))).to_be_focused()


def test_names_are_one_tab_stop_and_arrows_walk_between_them(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000", **DESKTOP)
    names = page.locator("button.name")
    assert names.count() > 3
    stop = page.locator("button.name[tabindex='0']")
    expect(stop).to_have_count(1)
    stop.focus()
    first = page.evaluate("document.activeElement.textContent")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.textContent") != first:
            break
    assert page.evaluate("document.activeElement.className").startswith("name")
    assert page.evaluate("document.activeElement.textContent") != first
    expect(stop).to_have_count(1)


def test_removing_a_chip_keeps_the_focus_among_the_filters(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}?art=site&art=mobile&q=birke", **DESKTOP)
    page.get_by_role("button", name=re.compile("Erreichbarkeit: .*entfernen")).first.press("Enter")
    expect(page.locator("#chips .chip")).to_have_count(2)
    assert page.evaluate("document.activeElement.closest('#chips') !== null")
    page.get_by_role("button", name="Alle zurücksetzen").press("Enter")
    expect(page.get_by_role("tab", name="Filter")).to_be_focused()


def test_every_tab_stop_is_visible_and_none_is_a_trap(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000/gebiet/sozialraum:990010005", **DESKTOP)
    page.locator("body").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    seen: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const each = document.activeElement;
                if (each === document.body) return null;
                const box = each.getBoundingClientRect();
                const shown = box.width > 0 && box.top < innerHeight && box.bottom > 0;
                const marked = getComputedStyle(each).outlineStyle !== 'none'
                    || each.matches('.skip-link');
                return [each.outerHTML.slice(0, 90), shown && marked];
            }"""
        )
        if stop is None:
            break
        assert stop[1], stop[0]
        seen.append(stop[0])
    assert 20 < len(seen) < 80
