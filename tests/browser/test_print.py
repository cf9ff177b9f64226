"""The print: map with numbers, legend, selection, and the list with the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from browser.stage import DESKTOP, PHONE, OpenPage, Site
from browser.views import file, random_view
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser

# Width and height of a page between its margins in pixels.
SHEETS = {
    "A4 upright": (703, 1025),
    "A4 across": (1032, 695),
    "A3 upright": (1032, 1489),
    "A3 across": (1497, 1025),
}


class Printer:
    """Does with a page what the browser does when it prints."""

    def __init__(self) -> None:
        self._laid: list[tuple[Page, ViewportSize]] = []

    def lay(self, page: Page, width: int = 703, height: int = 1025) -> None:
        assert page.viewport_size
        self._laid.append((page, page.viewport_size))
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": width, "height": height})

    def put_away(self) -> None:
        """Give the page its screen back, which the next test may use."""
        for page, size in self._laid:
            page.emulate_media(media="null")
            page.set_viewport_size(size)
            page.evaluate("dispatchEvent(new Event('afterprint'))")
        self._laid = []


@pytest.fixture
def printer(open_page: OpenPage) -> Iterator[Printer]:  # noqa: ARG001 - it must outlive the print
    printer = Printer()
    yield printer
    printer.put_away()


def test_notes_stand_behind_the_list(open_page: OpenPage, site: Site, printer: Printer) -> None:
    page = open_page(site.place("notizen-druck.html", file(random_view(1))))
    page.locator("#reiter-liste").click()
    page.locator("#liste .results__item").first.click()
    name = page.locator("#karte-rechts h2").inner_text()
    page.get_by_label("Notiz zu diesem Angebot").fill("Zeile <b>eins</b>\nZeile zwei")
    printer.lay(page)
    notes = page.locator(".paper__notes")
    expect(notes.locator("h2")).to_have_text("Notizen (1)")
    assert notes.locator("li").inner_text().split("\n")[0] == " ".join(name.split())
    expect(notes.locator(".note__text")).to_have_text("Zeile <b>eins</b> Zeile zwei")
    printer.put_away()
    expect(notes).to_have_count(0)
    page.get_by_label("Notiz zu diesem Angebot").fill("")
    page.wait_for_timeout(350)


def entries(page: Page) -> dict[int, str]:
    """Return the names of the printed list by their numbers."""
    rows = page.locator(".paper__list tr:has(.paper__number)").evaluate_all(
        "all => all.map(each => [each.cells[0].textContent, each.querySelector('b').textContent])"
    )
    return {int(number): name for number, name in rows}


def numbers_on_the_map(page: Page) -> list[range]:
    texts = page.locator(".paper__numbers .paper__tag").all_text_contents()
    ends = [[int(each) for each in text.split("–")] for text in texts]
    return [range(each[0], each[-1] + 1) for each in ends]


def test_a_print_has_the_whole_map_and_the_whole_list(
    open_page: OpenPage, printer: Printer, site: Site
) -> None:
    url = site.place("druck.html", file(random_view(1, count=130)))
    page = open_page(f"{url}?grenzen=sozialraum#11/52.30000/12.90000", **DESKTOP)
    before = page.url
    printer.lay(page)
    assert list(entries(page)) == list(range(1, 131))
    area, county = (
        page.locator(each).bounding_box()
        for each in (".map--paper", "path.shape--kreis.shape--ground")
    )
    assert area
    assert county
    assert county["x"] >= area["x"]
    assert county["x"] + county["width"] <= area["x"] + area["width"]
    assert county["y"] + county["height"] <= area["y"] + area["height"]
    printer.put_away()
    assert page.url == before
    expect(page.locator(".paper")).to_have_count(0)


def test_the_numbers_at_the_symbols_are_those_of_the_list(
    open_page: OpenPage, printer: Printer, url: str
) -> None:
    page = open_page(url, **DESKTOP)
    printer.lay(page)
    listed = entries(page)
    ranges = numbers_on_the_map(page)
    assert [number for each in ranges for number in each] == list(range(1, 7))
    singles = {listed[each[0]] for each in ranges if len(each) == 1}
    titles = page.locator(".symbol:not(.symbol--cluster)").evaluate_all(
        "all => all.map(each => each.title)"
    )
    assert singles
    assert singles == {title.split(", ")[0] for title in titles}


def test_numbers_run_from_north_to_south(open_page: OpenPage, printer: Printer, url: str) -> None:
    page = open_page(url, **DESKTOP)
    printer.lay(page)
    heights = page.locator(".paper__numbers .paper__tag").evaluate_all(
        "all => all.map(each => parseFloat(each.style.top))"
    )
    assert len(heights) > 2
    assert all(lower > upper - 56 for upper, lower in pairwise(heights))


def test_what_has_no_place_stands_at_the_end_under_its_own_heading(
    open_page: OpenPage, printer: Printer, url: str
) -> None:
    page = open_page(url, **DESKTOP)
    printer.lay(page)
    last = page.locator(".paper__list tbody").last
    expect(last.get_by_role("rowheader")).to_have_text("Ohne Ort auf der Karte")
    assert last.locator("b").all_text_contents() == [
        "Elterntelefon",
        "Frauenhaus",
        "Mobiles Familienzentrum",
    ]
    assert list(entries(page))[-3:] == [7, 8, 9]


def test_what_is_not_in_view_stands_under_its_own_heading(
    open_page: OpenPage, printer: Printer, url: str
) -> None:
    page = open_page(f"{url}#14/52.35000/12.87000", **DESKTOP)
    printer.lay(page)
    assert numbers_on_the_map(page) == [range(1, 2)]
    assert entries(page)[1] == "Suchtberatung Mitte"
    expect(
        page.get_by_role("rowheader", name="Außerhalb des gedruckten Ausschnitts")
    ).to_be_visible()
    assert len(entries(page)) == 9


def test_a_print_says_what_it_shows_of_when_and_from_whom(
    open_page: OpenPage, printer: Printer, url: str
) -> None:
    page = open_page(f"{url}?ebene=beratung&q=sucht", **DESKTOP)
    printer.lay(page)
    head = page.locator(".paper__head")
    expect(head).to_contain_text("3 von 9 Angeboten · ")
    expect(head).to_contain_text("Suche: sucht")
    expect(page.locator(".paper__running")).to_contain_text("3 von 9 Angeboten")
    sources = page.locator(".paper__sources")
    expect(sources).to_contain_text(re.compile(r"gedruckt am \d+\.\s\w+ \d{4}"))
    expect(sources).to_contain_text("Grenzen: Musteramt")
    expect(page.locator(".paper__legend")).to_contain_text("Nummern in der Liste")


def test_the_printed_legend_explains_what_is_on_the_map_only(
    open_page: OpenPage, printer: Printer, url: str
) -> None:
    page = open_page(url, **DESKTOP)
    legend = page.locator(".paper__legend")
    always = ["Familie", "Grenze des Kreises", "Nummern in der Liste"]
    sometimes = ["gestrichelter Rand", "mehrere Angebote", "hierher kommen mobile Angebote"]
    printer.lay(page)
    for sign in [*always, *sometimes]:
        expect(legend).to_contain_text(sign)
    for sign in ["gewähltes Angebot", "Einzugsgebiet"]:
        expect(legend).not_to_contain_text(sign)
    printer.put_away()
    page.goto(f"{url}?q=sucht#13/52.35000/12.87000")
    page.wait_for_selector("body[data-ready]")
    printer.lay(page)
    for sign in always[1:]:
        expect(legend).to_contain_text(sign)
    for sign in sometimes:
        expect(legend).not_to_contain_text(sign)


def test_after_a_print_the_map_is_as_it_was(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#12/52.30000/12.88000", **DESKTOP)
    symbols = "() => [...document.querySelectorAll('.symbol')].map(each => each.title).sort()"
    before = page.evaluate(symbols), page.url
    for event in ("beforeprint", "afterprint"):
        page.evaluate("name => dispatchEvent(new Event(name))", event)
    expect(page.locator("#map")).not_to_contain_class("map--paper")
    expect(page.locator(".paper")).to_have_count(0)
    assert (page.evaluate(symbols), page.url) == before


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_that_is_worked_with_is_printed(
    open_page: OpenPage, printer: Printer, url: str, device: dict[str, object]
) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000/gebiet/planregion:1", **device)
    expect(page.locator("#karte-rechts")).to_be_visible()
    printer.lay(page)
    for each in ("#karte-rechts", "#leiste", ".site-header", ".site-footer", ".map-tools"):
        expect(page.locator(each)).to_be_hidden()
    expect(page.locator("#map")).to_be_visible()


@pytest.mark.parametrize("sheet", list(SHEETS))
def test_map_and_legend_fill_the_first_page_of_any_sheet(
    open_page: OpenPage, printer: Printer, url: str, sheet: str
) -> None:
    width, height = SHEETS[sheet]
    page = open_page(f"{url}?art=site&art=mobile&zielgruppe=familien&q=muster", **DESKTOP)
    printer.lay(page, width, height)
    bottoms = page.locator(".map-area, .paper__legend, .paper__sources").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().bottom)"
    )
    assert height * 0.75 < max(bottoms) < height
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_offers_there_is_no_empty_list(
    open_page: OpenPage, printer: Printer, url: str
) -> None:
    page = open_page(f"{url}?q=nirgendwo", **DESKTOP)
    printer.lay(page)
    expect(page.locator(".paper__selection").last).to_contain_text("0 von 9 Angeboten")
    expect(page.locator(".paper__list")).to_have_count(0)


@pytest.mark.parametrize("sheet", ["A4 upright", "A4 across"])
def test_many_filters_leave_map_and_sources_on_the_first_page(
    open_page: OpenPage, printer: Printer, service: str, sheet: str
) -> None:
    kinds = "&".join(f"sozialraum={each}" for each in range(120690000, 120690012))
    page = open_page(f"{service}/?{kinds}&q=Familienzentrum+und+Beratung+fuer+alle", **DESKTOP)
    width, height = SHEETS[sheet]
    printer.lay(page, width, height)
    bottoms = page.locator(".map-area, .paper__legend, .paper__sources").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().bottom)"
    )
    assert max(bottoms) < height


def test_a_dark_screen_prints_on_white(open_page: OpenPage, printer: Printer, url: str) -> None:
    page = open_page(url, **DESKTOP, color_scheme="dark")
    printer.lay(page)
    assert page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    ) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_a_long_list_breaks_between_its_entries(
    open_page: OpenPage, printer: Printer, site: Site
) -> None:
    """A page holds no more than its entries: each of them keeps to one page."""
    page = open_page(site.place("lang.html", file(random_view(2, count=130))), **DESKTOP)
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 4 < pages < 15
    expect(page.locator(".paper")).to_have_count(0)
    printer.lay(page)
    inside = page.locator(".paper__list tr:has(.paper__number)").evaluate_all(
        "all => new Set(all.map(each => getComputedStyle(each).breakInside)).size"
    )
    assert inside == 1
    head = page.locator(".paper__list thead").evaluate("each => getComputedStyle(each).display")
    assert head == "table-header-group"
