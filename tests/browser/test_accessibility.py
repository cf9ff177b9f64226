"""axe-core finds nothing on any state of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from browser import lists
from browser.editor import choose, publish, report
from browser.stage import DEVICES, OpenPage, Site
from browser.steps import come_to_rest
from browser.views import file, live, small_view
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "maps" / "assets" / "node_modules" / "axe-core" / "axe.min.js"


def nothing(_: Page) -> None: ...


def open_facets(page: Page) -> None:
    page.locator("#reiter-filter").click()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def open_list(page: Page) -> None:
    page.locator("#reiter-liste").click()


def open_resource(page: Page) -> None:
    open_list(page)
    page.locator(".results__item").nth(2).click()


def open_area(page: Page) -> None:
    page.evaluate("location.hash = '10/52.3/12.9/gebiet/sozialraum:990010005'")
    page.wait_for_selector("#karte-rechts h2")


def open_help(page: Page) -> None:
    page.evaluate("document.getElementById('hilfe-oeffnen').click()")


def open_sources(page: Page) -> None:
    page.evaluate("document.getElementById('quellen-karte').click()")


def search(page: Page) -> None:
    page.locator("#suche").fill("birke")


def suggest(page: Page) -> None:
    page.locator("#suche").fill("muster")
    page.locator("#suche").press("ArrowDown")


def mistype(page: Page) -> None:
    page.locator("#suche").fill("krabelgruppe")
    page.locator("#suche").press("Escape")


def find_nothing(page: Page) -> None:
    page.locator("#ausschnitt").check()
    page.locator("#suche").fill("gibt es nicht")
    open_list(page)


def open_cluster(page: Page) -> None:
    """Spread the offers of one house."""
    page.locator(".symbol--cluster[title*='anzeigen']").first.evaluate("each => each.click()")
    expect(page.locator("#karte-rechts")).to_be_visible()


def open_menu(page: Page) -> None:
    opener = page.get_by_role("button", name="Menü")
    if opener.is_visible():
        opener.click()


def collapse(page: Page) -> None:
    search(page)
    toggle = page.get_by_role("button", name="Einklappen")
    if toggle.is_visible():
        toggle.click()


def unfold_sheet(page: Page) -> None:
    """Pull the sheet of a phone up to the whole screen."""
    open_list(page)
    page.locator("#griff").evaluate("each => each.click()")


def open_legend(page: Page) -> None:
    page.locator("#legende-oeffnen").click()


STATES: dict[str, Callable[[Page], None]] = {
    "start": nothing,
    "cluster": open_cluster,
    "menu": open_menu,
    "collapsed": collapse,
    "sheet": unfold_sheet,
    "facets": open_facets,
    "list": open_list,
    "resource": open_resource,
    "area": open_area,
    "help": open_help,
    "legend": open_legend,
    "sources": open_sources,
    "search": search,
    "suggestions": suggest,
    "typing error": mistype,
    "nothing found": find_nothing,
}


def violations(page: Page) -> list[str]:
    if not AXE.is_file():
        pytest.fail(f"{AXE.name} is missing: run `make assets`")
    come_to_rest(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", list(DEVICES))
@pytest.mark.parametrize("state", list(STATES))
def test_no_violation(open_page: OpenPage, site: Site, state: str, device: str, theme: str) -> None:
    url = site.publish("barrierefrei.html", live(small_view()))
    page = open_page(url, **DEVICES[device], color_scheme=theme)
    STATES[state](page)
    assert violations(page) == []


@pytest.mark.parametrize("look", [{"forced_colors": "active"}, {"contrast": "more"}], ids=str)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violation_with_stronger_colours(
    open_page: OpenPage, live_url: str, look: dict[str, str], theme: str
) -> None:
    page = open_page(
        live_url, **DEVICES["desktop"], **look, color_scheme=theme, reduced_motion="reduce"
    )
    found = {"start": violations(page)}
    open_resource(page)
    found["resource"] = violations(page)
    open_area(page)
    found["area"] = violations(page)
    open_help(page)
    found["help"] = violations(page)
    assert {name: each for name, each in found.items() if each} == {}


def test_no_violation_in_the_file(open_page: OpenPage, site: Site) -> None:
    url = site.place("barrierefrei-datei.html", file(small_view()))
    page = open_page(url)
    open_resource(page)
    assert violations(page) == []


SHORTCOMINGS = """() => {
  const found = [];
  const name = (each) => each.outerHTML.slice(0, 120);
  const seen = (each) => each.checkVisibility() && !each.closest('.visually-hidden, .gaps-skip');
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the screen');
  for (const each of document.querySelectorAll('table'))
    if (!each.caption && !each.ariaLabel) found.push(`without a name: ${name(each)}`);
  for (const each of document.querySelectorAll('main :is(a[href], button, summary, input, select)'))
    if (seen(each) && (each.closest('label') ?? each).getBoundingClientRect().height < 24)
      found.push(`hard to hit: ${name(each)}`);
  let above = 0;
  for (const each of document.querySelectorAll('h1, h2, h3, h4')) {
    if (Number(each.tagName[1]) > above + 1) found.push(`skips a level: ${name(each)}`);
    above = Number(each.tagName[1]);
  }
  return found;
}"""
"""What axe-core does not ask: width, names of tables, sizes of targets, order of headings."""

PUBLIC = (
    "tabelle",
    "tabelle?q=familie&planregion=1",
    "tabelle?q=gibtesnicht",
    "auswertungen",
    "kreis",
    "planregion/2",
    "sozialraum/120690017",
    "export?kategorie=familie.familienzentrum",
    "luecken?nach=ressort&stufe=planregion&ohne_angabe=1&ziel=0,2",
    "luecken/doppelt",
    "aenderungen?von=2020-01-01",
    "aenderungen?von=bald",
    "bestaetigung?monate=1",
    "reichweite",
    "reichweite?kategorie=bildung.kita",
    "sozialindex",
    "sozialindex?kennzahl=dichte:%2B:2&kennzahl=einwohner:-",
    "sozialindex/120690616?kennzahl=dichte:%2B:2&kennzahl=einwohner:-",
    "kennzahlen?gebiete=gemeinde",
    "kennzahlen/einwohner",
    "gremien",
    "anmelden",
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "gibtesnicht",
)
"""Pages that anybody can read."""


@pytest.mark.parametrize(("width", "theme"), [(1366, "light"), (320, "dark")])
def test_no_violation_on_the_other_pages(
    browser: Browser, example_service: str, width: int, theme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, color_scheme=theme)
    page = context.new_page()
    found = {
        each: visit(page, f"{example_service}/{each}") + page.evaluate(SHORTCOMINGS)
        for each in PUBLIC
    }
    context.close()
    assert {name: each for name, each in found.items() if each} == {}


STEPS = ("tabelle", "spalten", "lage", "woerter", "orte", "ebene")


def visit(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    return violations(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", list(DEVICES))
def test_no_violation_on_the_way_to_a_layer(
    enter: OpenPage, service: str, tmp_path: Path, device: str, theme: str
) -> None:
    page = enter(**DEVICES[device], color_scheme=theme)
    found = {"upload": violations(page)}
    choose(page, lists.excel(tmp_path))
    report(page)
    draft = page.url
    found |= {each: visit(page, f"{draft}/{each}") for each in STEPS}
    found["report"] = visit(page, f"{draft}?status=rejected&q=nichts")
    page.goto(f"{draft}/spalten")
    page.get_by_label("Bedeutung von „Anschrift“").select_option("name")
    page.get_by_role("button", name="Zuordnung übernehmen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found["error"] = violations(page)
    page.goto(f"{draft}/orte")
    page.get_by_label("Ort oder Ortsteil").fill("Gibtsnicht")
    page.get_by_role("button", name="Ort übernehmen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found["unknown place"] = violations(page)
    page.goto(f"{draft}/ebene")
    page.get_by_label("Ebene", exact=True).select_option("jugend")
    page.get_by_role("button", name="neu prüfen").click()
    changes = page.get_by_role("region", name="Was sich gegenüber dem gezeigten Stand ändert")
    expect(changes).to_be_visible()
    found["changes"] = visit(page, page.url)
    publish(page)
    expect(page.get_by_role("status").first).to_contain_text("ist veröffentlicht")
    found["layer"] = visit(page, page.url)
    found["comparison"] = visit(page, f"{service}/ebenen/jugend/vergleich")
    assert {name: each for name, each in found.items() if each} == {}


def test_no_violation_while_waiting(enter: OpenPage, service: str, tmp_path: Path) -> None:
    page = enter()
    choose(page, lists.shapefile_without_crs(tmp_path))
    report(page)
    found = {"guess": visit(page, f"{page.url}/lage")}
    page.goto(f"{service}/ebenen/import")
    choose(page, lists.long(tmp_path))
    expect(page.get_by_role("progressbar")).to_be_visible()
    found["progress"] = violations(page)
    page.get_by_role("link", name="Angefangene Listen").click()
    found["begun"] = violations(page)
    (tmp_path / "leer.csv").write_bytes(b"")
    choose(page, tmp_path / "leer.csv")
    expect(page.get_by_role("alert")).to_be_visible()
    found["refused"] = violations(page)
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_of_a_step_is_wider_than_the_screen(
    enter: OpenPage, tmp_path: Path, width: int
) -> None:
    """320 pixels are also what is left of 1280 at a magnification of 400 %."""
    page = enter(viewport={"width": width, "height": 256 if width == 320 else 800})
    choose(page, lists.excel(tmp_path))
    report(page)
    draft = page.url
    for address in (draft, *(f"{draft}/{each}" for each in STEPS)):
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
