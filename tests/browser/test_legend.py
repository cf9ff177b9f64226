"""The legend explains every sign on the map, on the page, in the file and on paper."""

from __future__ import annotations

from dataclasses import replace

import factories
import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.views import file
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def opened(page: Page) -> Locator:
    page.get_by_role("button", name="Legende").click()
    return page.get_by_role("region", name="Zeichen der Karte")


def test_the_legend_explains_every_sign(page: Page) -> None:
    legend = opened(page)
    for sign in (
        "Familie",
        "Beratung",
        "mehrere Angebote; der Ring zeigt",
        "gestrichelter Rand",
        "gewähltes Angebot",
        "Grenze des Kreises",
        "Planregion",
        "Sozialraum",
        "Gemeinde",
        "wer in alle Sozialräume kommt, bleibt ohne Schraffur",
        "Einzugsgebiet des gewählten Angebots",
        "so viele mobile Angebote",
        "fett ab 10.000 Einwohnern",
    ):
        expect(legend).to_contain_text(sign)


def test_the_legend_names_the_letters_in_view(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#14/52.35000/12.87000", **DESKTOP)
    letters = opened(page).locator("section", has_text="Buchstaben").locator("li")
    expect(letters).to_have_text(["SUSuchtberatung"])
    page.evaluate("location.hash = '13/52.31000/12.70000'")
    expect(letters).to_have_text(["FZFamilienzentrum"])
    page.evaluate("location.hash = '14/52.25000/12.75000'")
    expect(letters).to_have_count(0)


def test_the_legend_opens_and_closes_by_keyboard(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP)
    opener = page.get_by_role("button", name="Legende")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.press("Enter")
    expect(page.locator("#legende")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#legende")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#legende")).to_be_hidden()
    expect(opener).to_be_focused()


def test_no_name_lies_under_the_legend(open_page: OpenPage, service: str) -> None:
    page = open_page(f"{service}/karte", **DESKTOP)
    opened(page)
    assert (
        page.evaluate(
            """() => {
            const over = document.querySelector('.map-legend').getBoundingClientRect();
            const names = [...document.querySelectorAll('.name__text')];
            return names.filter(each => each.getBoundingClientRect().left < over.right - 1
                && each.getBoundingClientRect().top < over.bottom).length;
        }"""
        )
        == 0
    )


def test_a_very_wide_map_shows_the_legend_at_once(open_page: OpenPage, url: str) -> None:
    page = open_page(url, viewport={"width": 1920, "height": 1080})
    expect(page.locator("#legende")).to_be_visible()


def test_without_offers_the_legend_explains_the_ground_only(
    open_page: OpenPage, site: Site
) -> None:
    view = replace(factories.map_view(), layers=())
    legend = opened(open_page(site.place("leer.html", file(view)), **DESKTOP))
    expect(legend.get_by_role("heading")).to_have_text(["Gebiete und Orte"])


def test_in_forced_colours_the_legend_has_an_edge(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP, forced_colors="active")
    opened(page)
    border = page.locator(".map-legend").evaluate("each => getComputedStyle(each).borderStyle")
    assert border == "solid"
