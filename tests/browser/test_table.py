"""The table twin in a browser: on every screen, without script, on paper, to the map and back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browser.stage import DESKTOP, PHONE, OpenPage
from browser.test_accessibility import violations
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def table(browser: Browser, service: str) -> Any:
    """Open the table in a browser without script."""
    contexts = []

    def open_table(query: str = "", **options: Any) -> Page:
        contexts.append(browser.new_context(java_script_enabled=False, **(DESKTOP | options)))
        page = contexts[-1].new_page()
        page.goto(f"{service}/tabelle{query}")
        return page

    yield open_table
    for context in contexts:
        context.close()


def test_filter_sort_and_turn_pages_without_script(table: Any) -> None:
    page = table()
    page.locator("summary", has_text="Filter").click()
    page.get_by_role("checkbox", name=re.compile("^vor Ort")).check()
    page.get_by_role("button", name="Anwenden").first.click()
    expect(page.get_by_label("Aktive Filter")).to_contain_text("Erreichbarkeit: vor Ort")
    page.get_by_role("link", name="Träger").click()
    expect(page.get_by_role("columnheader", name="Träger")).to_have_attribute(
        "aria-sort", "ascending"
    )
    page.get_by_role("link", name="Nächste Seite").first.click()
    expect(page).to_have_url(re.compile(r"/tabelle\?art=site&sortierung=traeger&seite=2$"))
    page.get_by_role("link", name="Erreichbarkeit: vor Ort entfernen").click()
    expect(page).to_have_url(re.compile(r"/tabelle\?sortierung=traeger$"))


@pytest.mark.parametrize("width", [320, 390, 640])
def test_on_a_narrow_screen_each_row_is_a_card_and_still_a_row(table: Any, width: int) -> None:
    page = table("?ebene=familie", viewport={"width": width, "height": 700})
    row = page.get_by_role("row").nth(1)
    expect(row.get_by_role("cell").first).to_be_visible()
    name, category = (row.get_by_role(role).first.bounding_box() for role in ("rowheader", "cell"))
    assert name
    assert category
    assert category["y"] >= name["y"] + name["height"]
    html = page.locator("html")
    assert html.evaluate("each => each.scrollWidth") == width


@pytest.mark.parametrize("device", [DESKTOP, PHONE])
def test_a_row_leads_to_its_card_and_the_card_back_to_the_row(
    open_page: OpenPage, service: str, device: dict[str, Any]
) -> None:
    page = open_page(service, **device)
    page.goto(f"{service}/tabelle?art=site&sortierung=-angebot&seite=2")
    name = page.locator(".offers__name").nth(7).text_content() or ""
    page.get_by_role("link", name="auf der Karte").nth(7).click()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#karte-rechts h2")).to_have_text(name)
    expect(page.locator("#anzahl")).to_contain_text("102")
    page.get_by_role("link", name="Zeile in der Tabelle").click()
    expect(page.locator("tr:target .offers__name")).to_have_text(name)
    expect(page).to_have_url(re.compile("art=site"))
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_on_paper_there_is_the_selection_and_no_form(table: Any) -> None:
    page = table("?art=mobile")
    page.emulate_media(media="print")
    expect(page.locator(".paper")).to_contain_text("Auswahl: Erreichbarkeit kommt hin")
    expect(page.locator(".paper")).to_contain_text("gedruckt am")
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.get_by_role("link", name="auf der Karte").first).to_be_hidden()
    expect(page.get_by_role("heading", name="Quellen")).to_be_visible()


def test_the_paper_is_a4_landscape_with_the_head_on_each_sheet(table: Any) -> None:
    page = table("?seite=alle&ebene=familie")
    sheet = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheet)
    assert len(boxes) > 1
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}
    page.emulate_media(media="print")
    head = page.locator(".offers thead")
    assert head.evaluate("each => getComputedStyle(each).display") == "table-header-group"


def test_an_area_page_leads_up_down_and_beside(table: Any) -> None:
    page = table()
    page.get_by_role("region", name="Angebote je Sozialraum").get_by_role(
        "link", name="Teltow"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Teltow")
    page.get_by_role("link", name="Planregion 1").click()
    page.get_by_role("link", name="Planregion 4").click()
    page.get_by_role("link", name="Landkreis Potsdam-Mittelmark").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Landkreis Potsdam-Mittelmark")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1366])
def test_no_violation_of_accessibility_on_table_and_area_pages(
    browser: Browser, service: str, width: int, theme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 768}, color_scheme=theme)
    page = context.new_page()
    for path in ("/tabelle?art=mobile&q=kreis", "/tabelle?q=fehlt", "/sozialraum/120690616"):
        page.goto(f"{service}{path}")
        page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
        assert violations(page) == [], path
    context.close()


def test_no_usual_word_breaks_within_itself(table: Any) -> None:
    page = table("?seite=alle", viewport={"width": 1366, "height": 768})
    assert page.locator("html").evaluate("each => each.scrollWidth") == 1366
    broken = page.locator(".offers").evaluate(
        """table => {
            const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
            const broken = new Set();
            while (texts.nextNode()) {
                const {data, parentElement} = texts.currentNode;
                if (parentElement.closest('td a, .lines, .visually-hidden')) continue;
                for (const word of data.matchAll(/[\\p{L}\\d]+/gu)) {
                    const top = at => {
                        const range = document.createRange();
                        range.setStart(texts.currentNode, at);
                        range.setEnd(texts.currentNode, at + 1);
                        return [...range.getClientRects()].at(-1)?.top;
                    };
                    const last = word.index + word[0].length - 1;
                    if (top(word.index) !== top(last)) broken.add(word[0]);
                }
            }
            return [...broken];
        }"""
    )
    assert broken == []
