"""Whatever stands in a list, an area or the vocabulary stays text."""

from __future__ import annotations

import factories
import pytest
from browser.stage import OpenPage, Site
from browser.views import file, hostile_view, live
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["live", "file"])
def page(request: pytest.FixtureRequest, open_page: OpenPage, site: Site) -> Page:
    view = hostile_view()
    if request.param == "live":
        return open_page(site.publish("feindlich.html", live(view)))
    return open_page(site.place("feindlich-datei.html", file(view)))


def test_every_text_is_shown_as_it_is_and_nothing_runs(page: Page) -> None:
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.locator("#reiter-liste").click()
    shown = page.locator("#liste .results__name").all_text_contents()
    assert sorted(shown) == sorted(factories.HOSTILE)
    for number in range(len(factories.HOSTILE)):
        page.locator("#liste .results__item").nth(number).click()
        card = page.locator("#karte-rechts")
        assert card.locator("h2").text_content() == shown[number]
        assert card.locator("a[href^='javascript' i], img, iframe, object, embed").count() == 0
    for text in factories.HOSTILE:
        assert text in (page.locator("#filter").text_content() or "")
    assert page.evaluate("window.canary") is None


def test_area_cards_show_names_as_they_are(page: Page) -> None:
    for key in ("sozialraum:990010002", "planregion:1", "gemeinde:990010001001"):
        page.evaluate("key => { location.hash = `10/52.3/12.9/gebiet/${key}` }", key)
        title = page.locator("#karte-rechts h2").text_content()
        assert title in factories.HOSTILE
    assert page.evaluate("window.canary") is None


@pytest.mark.parametrize("text", factories.HOSTILE)
def test_a_hostile_address_is_harmless(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            const query = new URLSearchParams({q: text, traeger: text, sozialraum: text});
            const key = encodeURIComponent(text);
            history.pushState(null, '', `?${query}#9/52.3/12.9/angebot/${key}`);
            dispatchEvent(new PopStateEvent('popstate'));
        }""",
        text,
    )
    chips = page.locator("#chips").text_content() or ""
    assert text.strip() in chips
    assert page.evaluate("window.canary") is None
