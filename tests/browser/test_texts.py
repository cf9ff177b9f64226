"""Texts travel joined: each comes back as it was, and is found by what stands in it alone."""

from __future__ import annotations

import factories
import pytest
from browser.stage import OpenPage, Site
from browser.steps import open_list
from browser.views import file
from playwright.sync_api import Page, expect

from geo.results import LayerView
from maps.payload import SEPARATOR

pytestmark = pytest.mark.browser

JOINED = (
    "Haus am See",
    "see",
    "",
    " ",
    "ß und ﬁ",
    "😀 lacht",
    "halb \ud83d",
    "\ude00 halb",
    "Zeile\nZwei",
    "Nordsee",
    "Se",
    "e",
)
APART = (f"Seeblick {SEPARATOR} Ost", SEPARATOR, "", "Übersee")


@pytest.fixture
def page(open_page: OpenPage, site: Site) -> Page:
    layers = (
        LayerView(
            layer=factories.layer(layer, title=layer),
            resources=tuple(
                factories.resource(
                    f"r{number}",
                    name=f"{layer} {number:02}",
                    category_id=None,
                    provider="",
                    street="",
                    postcode="",
                    place=text,
                    target_groups=(),
                    sozialraum_id=None,
                )
                for number, text in enumerate(texts)
            ),
        )
        for layer, texts in (("a", JOINED), ("b", APART))
    )
    return open_page(site.place("texte.html", file(factories.map_view(*layers))))


def test_every_text_comes_back_as_it_was(page: Page) -> None:
    open_list(page)
    shown = page.locator("#liste .results__facts").all_text_contents()
    assert shown == [text.encode("utf-8", "replace").decode() for text in (*JOINED, *APART)]


@pytest.mark.parametrize(
    ("words", "found"), [("see", 5), ("e", 8), ("seesee", 0), ("sse", 0), ("ss fi", 1), ("\x7f", 2)]
)
def test_a_word_is_found_within_texts_only(page: Page, words: str, found: int) -> None:
    page.locator("#suche").fill(words)
    expect(page.locator("#anzahl")).to_have_text(f"{found} von 16 Angeboten")
