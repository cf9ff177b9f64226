"""Names on the map: none on another, none cut off, none that jumps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browser.stage import DESKTOP, DEVICES, OpenPage, Site
from browser.views import file, small_view
from playwright.sync_api import Page, expect

from geo.areas import Level
from geo.crs import WGS84, transform_xy
from geo.results import Neighbour, Place

pytestmark = pytest.mark.browser

COLLISIONS = """() => {
    const box = each => Object.assign(each.getBoundingClientRect().toJSON(), {
        text: each.textContent || each.className,
    });
    const all = selector => [...document.querySelectorAll(selector)].map(box);
    const meet = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    const map = box(document.querySelector('#map'));
    const names = all('.name__text, .name__note');
    const over = '.map-tools > *, .map-legend, .map-credit, .leaflet-control-scale';
    const others = all(`.symbol > svg, ${over}`);
    const cut = each => each.left < map.left || each.right > map.right
        || each.top < map.top || each.bottom > map.bottom;
    return names.flatMap((one, place) => [
        ...names.slice(place + 1).concat(others).filter(other => meet(one, other))
            .map(other => `${one.text} on ${other.text}`),
        ...(cut(one) ? [`${one.text} is cut off`] : []),
    ]);
}"""


def named(page: Page, kind: str) -> list[str]:
    return page.locator(f".name--{kind} .name__text").all_text_contents()


@pytest.mark.parametrize("device", list(DEVICES))
def test_names_of_the_county_never_collide(open_page: OpenPage, service: str, device: str) -> None:
    page = open_page(f"{service}/karte", **DEVICES[device])
    found = {"start": page.evaluate(COLLISIONS)}
    for zoom in (8, 9, 10, 11, 12, 13, 14):
        for place in ("52.30000/12.90000", "52.39500/13.24000"):
            page.evaluate(f"location.hash = '{zoom}/{place}'")
            page.wait_for_function("zoom => location.hash.startsWith(`#${zoom}/`)", arg=zoom)
            found[f"{zoom}/{place}"] = page.evaluate(COLLISIONS)
    assert {view: each for view, each in found.items() if each} == {}


def test_names_around_the_county_are_quiet(open_page: OpenPage, service: str) -> None:
    page = open_page(f"{service}/karte", **DESKTOP)
    assert {"Teltow-Fläming", "Jerichower Land", "Havelland"} <= set(named(page, "neighbour"))
    assert "Sachsen-Anhalt" in named(page, "land")
    hidden = page.locator(".name--neighbour, .name--land, .name--place, .name--town")
    assert set(hidden.evaluate_all("all => all.map(each => each.ariaHidden)")) == {"true"}


def test_a_name_stays_where_it_is_when_the_map_is_moved(open_page: OpenPage, service: str) -> None:
    page = open_page(f"{service}/karte#11/52.30000/12.90000", **DESKTOP, reduced_motion="reduce")
    places = """() => Object.fromEntries([...document.querySelectorAll('.name')].map(each => {
        const { x, y } = each.getBoundingClientRect();
        return [each.textContent, [x, y]];
    }))"""
    before = page.evaluate(places)
    page.locator("#map").press("ArrowRight")
    page.wait_for_function("() => !location.hash.includes('/12.90000')")
    after = page.evaluate(places)
    kept = {text: (before[text], after[text]) for text in before if text in after}
    assert len(kept) > 8
    steps = {(round(new[0] - old[0]), round(new[1] - old[1])) for old, new in kept.values()}
    assert max(abs(x + 80) + abs(y) for x, y in steps) <= 2


def test_the_chosen_area_is_always_named(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}?grenzen=keine#10/52.3/12.9/gebiet/gemeinde:990010003006", **DESKTOP)
    assert named(page, "gemeinde") == ["Testlin"]


def test_an_area_is_named_in_the_part_of_it_that_is_in_view(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#14/52.23500/12.68000", **DESKTOP)
    assert named(page, "sozialraum") == ["Amt West"]


def test_the_county_is_named_where_it_is_small(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#8/52.30000/12.90000", **DESKTOP)
    page.get_by_role("button", name="Landkreis Musterland, Gebiet anzeigen").click()
    expect(page.locator("#karte-rechts h2")).to_have_text("Landkreis Musterland")


def test_places_appear_by_their_size(open_page: OpenPage, site: Site) -> None:
    places = (
        Place(name="Großstadt", lat=52.25, lon=12.72, inhabitants=20_000),
        Place(name="Kleinstadt", lat=52.25, lon=12.80, inhabitants=2_000),
        Place(name="Weiler", lat=52.25, lon=12.88),
    )
    url = site.place("orte.html", file(replace(small_view(), places=places)))
    page = open_page(f"{url}#10/52.25000/12.80000", **DESKTOP)
    assert (named(page, "town"), named(page, "place"), named(page, "village")) == (
        *(["Großstadt"], []),
        [],
    )
    page.evaluate("location.hash = '11/52.25000/12.80000'")
    expect(page.locator(".name--place")).to_have_text("Kleinstadt")
    page.evaluate("location.hash = '12/52.25000/12.86000'")
    expect(page.locator(".name--village")).to_have_text("Weiler")


def test_a_place_and_its_area_have_one_name(open_page: OpenPage, site: Site) -> None:
    view = small_view()
    area = view.areas.get(Level.SOZIALRAUM, "990010005")
    middle = area.geometry.centroid
    (lon,), (lat,) = transform_xy([middle.x], [middle.y], source=view.areas.crs, target=WGS84)
    places = tuple(
        Place(name=name, lat=lat + north, lon=lon, inhabitants=20_000)
        for name, north in ((area.name, 0.01), ("Andersheim", -0.02))
    )
    url = site.place("doppelt.html", file(replace(view, places=places)))
    page = open_page(f"{url}#12/{lat:.5f}/{lon:.5f}", **DESKTOP)
    assert area.name in named(page, "sozialraum")
    assert named(page, "town") == ["Andersheim"]


def test_a_neighbour_out_of_view_is_not_named(open_page: OpenPage, site: Site) -> None:
    neighbours = (
        Neighbour(name="Nebenkreis", kind="landkreis", lat=52.40, lon=12.40),
        Neighbour(name="Fernkreis", kind="landkreis", lat=51.40, lon=12.40),
    )
    url = site.place("nachbarn.html", file(replace(small_view(), neighbours=neighbours)))
    page = open_page(f"{url}#9.50000/52.30000/12.80000", **DESKTOP)
    assert named(page, "neighbour") == ["Nebenkreis"]
