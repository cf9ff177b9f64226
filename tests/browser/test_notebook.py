"""The map of a notebook: the same page in a frame without an address of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import folium
import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.views import small_view
from playwright.sync_api import FrameLocator, expect

import maps

pytestmark = pytest.mark.browser

SHELL = '<!doctype html><html lang="de"><title>Notizbuch</title><body data-ready>{}'
OUTPUT = maps.resource_map(small_view(), exported_on=date(2026, 11, 22))


@pytest.fixture(params=["srcdoc", "sandbox"])
def frame(request: pytest.FixtureRequest, open_page: OpenPage, site: Site) -> FrameLocator:
    """Show the output of a cell, as notebooks do that trust it and as others do that do not."""
    html = OUTPUT._repr_html_()
    if request.param == "sandbox":
        html = html.replace("<iframe ", '<iframe sandbox="allow-scripts" ', 1)
    page = open_page(site.place("notizbuch.html", SHELL.format(html)), **DESKTOP)
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for()
    return frame


def test_the_map_shows_and_filters_its_offers_in_a_frame(frame: FrameLocator) -> None:
    expect(frame.locator("#anzahl")).to_have_text("9 Angebote")
    expect(frame.locator(".symbol").first).to_be_visible()
    frame.get_by_role("button", name="nur Beratung").click()
    expect(frame.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    frame.get_by_role("button", name="Tabelle").click()
    frame.get_by_role("row", name="Suchtberatung Ost").get_by_role("button").click()
    expect(frame.locator("#karte-rechts h2")).to_have_text("Suchtberatung Ost")


def test_the_map_waits_for_a_frame_that_is_unfolded_later(open_page: OpenPage, site: Site) -> None:
    folded = OUTPUT._repr_html_().replace("<iframe ", '<iframe hidden onload="loaded = true" ', 1)
    page = open_page(site.place("notizbuch.html", SHELL.format(folded)), **DESKTOP)
    page.wait_for_function("window.loaded")
    page.locator("iframe").evaluate("frame => { frame.hidden = false; }")
    symbols = page.frame_locator("iframe").locator(".symbol")
    expect(symbols.first).to_be_visible()
    assert {symbol.bounding_box() is None for symbol in symbols.all()} == {False}


def test_saving_writes_the_konferenzdatei(tmp_path: Path) -> None:
    OUTPUT.save(tmp_path / "karte.html")
    assert (tmp_path / "karte.html").read_text("utf-8") == maps.conference_file(
        small_view(), exported_on=date(2026, 11, 22)
    )


@pytest.mark.parametrize(
    "child", [folium.Marker([52.3, 12.9]), folium.LayerControl(), folium.FeatureGroup("x")]
)
def test_other_elements_of_folium_are_refused_with_a_way_out(
    child: folium.map.Layer,
) -> None:
    with pytest.raises(TypeError, match="LayerView of the MapView"):
        child.add_to(maps.resource_map(small_view()))
