"""A background is asked for only after a click, and the map does not depend on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser.stage import DESKTOP, OpenPage, Site, serving_app
from browser.steps import come_to_rest
from browser.test_accessibility import AXE
from browser.views import TODAY, small_view
from playwright.sync_api import Browser, Page, Route, expect
from tiling import TileServer, tile_picture, tile_server, write_mbtiles

from geo.county import Attribution
from geo.tiles import EmbeddedTiles, Extent, tile_range
from geo.usecases.settings import Settings, load_settings
from maps import conference_file

pytestmark = pytest.mark.browser

BOX = Extent(12.75, 52.2, 13.1, 52.4)
VIEW = "#11/52.30000/12.90000"
KREIS = {
    "id": "kreis",
    "title": "Kreis",
    "kind": "mbtiles",
    "file": "kreis.mbtiles",
    "attribution": "© Musterkreis",
}
SHOWN = """() => [...document.querySelectorAll('.leaflet-tile-pane img')]
    .some((each) => each.naturalWidth > 0)"""

Visit = Callable[..., Page]


@pytest.fixture
def server() -> Iterator[TileServer]:
    with tile_server() as running:
        yield running


@pytest.fixture
def probe(server: TileServer) -> dict[str, Any]:
    known = {"id": "probe", "title": "Probe", "kind": "xyz", "attribution": "© Musteramt"}
    return known | {"url": server.template}


@pytest.fixture
def visit(browser: Browser, settings: Settings, server: TileServer) -> Iterator[Visit]:
    """Open the map of a service with background maps; nobody else exists for the page."""
    with ExitStack() as stack:

        def visit(*basemaps: dict[str, Any], clock: bool = False) -> Page:
            configured = load_settings(settings.instance, basemaps=list(basemaps))
            address = stack.enter_context(serving_app(configured))
            page = stack.enter_context(browser.new_context(**DESKTOP)).new_page()
            _shut_in(page, address, server.url)
            if clock:
                page.clock.install()
            page.goto(f"{address}/{VIEW}")
            page.wait_for_selector("body[data-ready]")
            return page

        yield visit


def _shut_in(page: Page, *addresses: str) -> None:
    known = {urlsplit(each).netloc for each in addresses}

    def guard(route: Route) -> None:
        target = urlsplit(route.request.url)
        allowed = target.scheme in ("data", "file", "blob") or target.netloc in known
        route.continue_() if allowed else route.abort()

    page.context.route("**/*", guard)


def _choose(page: Page, title: str) -> None:
    page.get_by_role("button", name="Hintergrund", exact=True).click()
    page.get_by_role("radio", name=title).check()


def _load(page: Page, title: str = "Probe") -> None:
    _choose(page, title)
    page.get_by_role("button", name="Laden").click()


def _wait_for_pictures(page: Page) -> None:
    page.wait_for_function(SHOWN)


def test_without_configuration_there_is_nothing_to_switch(
    open_page: OpenPage, live_url: str
) -> None:
    page = open_page(live_url)
    expect(page.get_by_role("button", name="Hintergrund")).to_have_count(0)
    assert page.locator(".leaflet-tile-pane img").count() == 0


def test_nothing_is_asked_before_somebody_agrees(
    visit: Visit, server: TileServer, probe: dict[str, Any]
) -> None:
    page = visit(probe)
    _choose(page, "Probe")
    expect(page.get_by_role("dialog")).to_contain_text("Die Bilder kommen dann von 127.0.0.1")
    page.get_by_role("button", name="Abbrechen").click()
    page.locator("#naeher").click()
    assert server.asked == []
    _load(page)
    _wait_for_pictures(page)
    assert server.asked
    assert not any("Referer" in each for each in server.headers)


def test_who_agreed_once_is_not_warned_again(visit: Visit, probe: dict[str, Any]) -> None:
    page = visit(probe)
    _load(page)
    _choose(page, "Ohne")
    page.get_by_role("button", name="Übernehmen").click()
    assert page.locator(".leaflet-tile-pane img").count() == 0
    _choose(page, "Probe")
    expect(page.get_by_text("IP-Adresse")).to_be_hidden()
    page.get_by_role("button", name="Übernehmen").click()
    _wait_for_pictures(page)


def test_a_shared_address_never_switches_it_on(
    visit: Visit, server: TileServer, probe: dict[str, Any]
) -> None:
    page = visit(probe)
    before = page.url
    _load(page)
    _wait_for_pictures(page)
    assert page.url == before
    # What is asked for now would be counted below.
    page.wait_for_load_state("networkidle")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    asked = len(server.asked)
    page.locator("#naeher").click()
    expect(page.locator("#map")).not_to_contain_class("is-faded")
    assert len(server.asked) == asked


def test_the_source_stands_on_the_map_and_among_the_sources(
    visit: Visit, probe: dict[str, Any]
) -> None:
    page = visit(probe | {"licence": "CC0"})
    expect(page.locator("#quellen-karte")).not_to_contain_text("Musteramt")
    _load(page)
    expect(page.locator("#quellen-karte")).to_contain_text("© Musteramt · CC0 · ")
    page.locator("#quellen-karte").click()
    expect(page.locator("#quellen")).to_contain_text("Probe: © Musteramt · Lizenz: CC0")


def test_the_own_ground_steps_back_and_returns(visit: Visit, probe: dict[str, Any]) -> None:
    page = visit(probe)
    fill = "each => getComputedStyle(each).fillOpacity"
    tint = page.locator("path.tint-1").first
    _load(page)
    _wait_for_pictures(page)
    expect(page.locator("#map")).to_contain_class("is-faded")
    assert float(tint.evaluate(fill)) < 0.5
    _choose(page, "Ohne")
    page.get_by_role("button", name="Übernehmen").click()
    assert float(tint.evaluate(fill)) == 1


@pytest.mark.parametrize("status", [403, 404])
def test_a_service_that_refuses_leaves_the_map_as_it_was(
    visit: Visit, server: TileServer, probe: dict[str, Any], status: int
) -> None:
    server.status = status
    page = visit(probe)
    _load(page)
    note = page.locator(".background-note")
    expect(note).to_contain_text(
        "Der Hintergrund von 127.0.0.1 ist nicht erreichbar. Die Karte funktioniert ohne ihn."
    )
    expect(page.locator("#map")).not_to_contain_class("is-faded")
    expect(page.locator("#quellen-karte")).not_to_contain_text("Musteramt")
    server.status = 200
    page.get_by_role("button", name="Noch einmal versuchen").click()
    _wait_for_pictures(page)
    expect(note).to_be_hidden()


def test_it_can_be_left_at_that(visit: Visit, server: TileServer, probe: dict[str, Any]) -> None:
    server.status = 500
    page = visit(probe)
    _load(page)
    page.get_by_role("button", name="Ohne Hintergrund").click()
    expect(page.locator(".background-note")).to_be_hidden()
    expect(page.get_by_role("button", name="Hintergrund", exact=True)).to_be_focused()


def test_at_strong_magnification_the_sentence_leaves_the_switch_free(
    visit: Visit, server: TileServer, probe: dict[str, Any]
) -> None:
    server.status = 500
    page = visit(probe)
    page.set_viewport_size({"width": 320, "height": 256})
    _load(page)
    page.get_by_role("button", name="Ohne Hintergrund").wait_for()
    page.get_by_role("button", name="Hintergrund", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_service_that_says_nothing_is_given_up(
    visit: Visit, server: TileServer, probe: dict[str, Any]
) -> None:
    server.hold.clear()
    page = visit(probe, clock=True)
    _load(page)
    page.clock.fast_forward(11_000)
    expect(page.locator(".background-note")).to_contain_text("nicht erreichbar")
    page.locator("#suche").fill("beratung")
    expect(page.locator("#anzahl")).to_contain_text("von")


def test_single_pictures_may_be_missing(
    visit: Visit, server: TileServer, probe: dict[str, Any]
) -> None:
    page = visit(probe)
    gaps = [tile for tile in tile_range(BOX, 11) if tile.x % 2]
    server.missing = frozenset(gaps)
    _load(page)
    _wait_for_pictures(page)
    page.wait_for_load_state("networkidle")
    assert any(path.endswith("/".join(map(str, tile))) for tile in gaps for path in server.asked)
    expect(page.locator(".background-note")).to_be_hidden()


def test_a_wms_is_asked_as_the_server_would_ask(
    visit: Visit, server: TileServer, probe: dict[str, Any]
) -> None:
    wms = probe | {"kind": "wms", "url": f"{server.url}/wms", "layer": "karte"}
    page = visit(wms)
    _load(page)
    _wait_for_pictures(page)
    table = load_settings(basemaps=[wms]).basemaps[0]
    expected = {urlsplit(table.address_of(tile)).query for tile in tile_range(BOX, 11)}
    assert expected & {urlsplit(each).query for each in server.asked}


def test_a_file_of_the_service_itself_needs_no_warning(
    visit: Visit, server: TileServer, settings: Settings
) -> None:
    tiles = [tile for z in range(8, 12) for tile in tile_range(BOX, z)]
    bounds = ",".join(map(str, BOX))
    write_mbtiles(settings.instance / "kreis.mbtiles", tiles, bounds=bounds)
    page = visit(KREIS)
    switch = page.get_by_role("button", name="Hintergrund", exact=True)
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    _wait_for_pictures(page)
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#quellen-karte")).to_contain_text("© Musterkreis")
    switch.click()
    assert page.locator(".leaflet-tile-pane img").count() == 0
    assert server.asked == []


@pytest.mark.parametrize("photo", [False, True])
def test_only_drawn_maps_are_turned_dark(
    visit: Visit,
    probe: dict[str, Any],
    photo: bool,  # noqa: FBT001
) -> None:
    page = visit(probe | {"photo": photo})
    page.emulate_media(color_scheme="dark")
    _load(page)
    _wait_for_pictures(page)
    effect = page.locator(".pictures").evaluate("each => getComputedStyle(each).filter")
    page.emulate_media(color_scheme="light")
    assert ("invert" in effect) is not photo


def _axe(page: Page) -> list[str]:
    come_to_rest(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document).then((each) => each.violations)")
    return [f"{each['id']}: {each['nodes'][0]['html'][:100]}" for each in found]


def test_axe_finds_nothing_in_question_note_and_map(
    visit: Visit, server: TileServer, probe: dict[str, Any]
) -> None:
    page = visit(probe)
    _choose(page, "Probe")
    found = _axe(page)
    server.status = 500
    page.get_by_role("button", name="Laden").click()
    page.get_by_role("button", name="Noch einmal versuchen").wait_for()
    found += _axe(page)
    server.status = 200
    page.get_by_role("button", name="Noch einmal versuchen").click()
    _wait_for_pictures(page)
    assert found + _axe(page) == []


@pytest.fixture
def alone(browser: Browser, site: Site) -> Iterator[Page]:
    """Open a file with a background where there is no network at all."""
    squares = [tile for z in (8, 9, 10, 11) for tile in tile_range(BOX, z)]
    tiles = EmbeddedTiles(
        title="Probe",
        attribution=Attribution(text="© Musteramt", licence="CC0"),
        box=BOX,
        tile_size=256,
        media_type="image/png",
        tiles={tile: tile_picture(tile) for tile in squares},
    )
    html = conference_file(small_view(), exported_on=TODAY, tiles=tiles)
    with browser.new_context(**DESKTOP) as context:
        page = context.new_page()
        _shut_in(page)
        page.goto(f"{site.place('mit-hintergrund.html', html)}{VIEW}")
        page.wait_for_selector("body[data-ready]")
        yield page


def test_a_file_shows_its_background_without_any_network(alone: Page) -> None:
    alone.get_by_role("button", name="Hintergrund", exact=True).click()
    _wait_for_pictures(alone)
    expect(alone.locator("#quellen-karte")).to_contain_text("© Musteramt · CC0")
    alone.locator("#quellen-karte").click()
    expect(alone.locator("#quellen")).to_contain_text("Probe: © Musteramt")


def test_a_file_enlarges_its_last_pictures(alone: Page) -> None:
    alone.get_by_role("button", name="Hintergrund", exact=True).click()
    _wait_for_pictures(alone)
    alone.evaluate("location.hash = '15/52.30000/12.90000'")
    alone.wait_for_function(
        """() => [...document.querySelectorAll('.leaflet-tile-pane img')]
            .some((each) => each.naturalWidth && each.getBoundingClientRect().width > 4000)"""
    )


def test_a_file_shows_nothing_outside_its_area(alone: Page) -> None:
    alone.get_by_role("button", name="Hintergrund", exact=True).click()
    alone.evaluate("location.hash = '9/52.30000/12.90000'")
    alone.wait_for_function(
        """(many) => {
            const images = [...document.querySelectorAll('.leaflet-tile-pane img')];
            return images.length <= many && images.every((each) => each.naturalWidth > 0);
        }""",
        arg=tile_range(BOX, 9).count,
    )


def test_on_paper_the_own_map_stands_alone(alone: Page) -> None:
    alone.get_by_role("button", name="Hintergrund", exact=True).click()
    _wait_for_pictures(alone)
    alone.emulate_media(media="print")
    expect(alone.locator(".leaflet-tile-pane")).to_be_hidden()
    tint = alone.locator("path.tint-1").first
    assert tint.evaluate("each => getComputedStyle(each).fillOpacity") == "1"
