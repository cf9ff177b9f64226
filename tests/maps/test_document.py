from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import factories
import pytest

from geo.county import Attribution
from maps import PageLinks, map_page
from maps.document import german_date

LINKS = PageLinks(
    export="/export/konferenz.html",
    table="/tabelle",
    layers="/ebenen",
    imprint="/impressum",
    privacy="/datenschutz",
    accessibility="/barrierefreiheit",
)


class Outline(HTMLParser):
    """Collects what the tests look at: start tags with their attributes, ids, text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(links: PageLinks = LINKS, **fields: Any) -> str:
    view = factories.map_view(**fields)
    return map_page(
        view, links=links, static=lambda name: f"/static/{name}", files=["/daten/a.json"]
    )


def test_the_page_says_its_language_title_and_allows_zoom() -> None:
    outline = Outline(page())
    assert outline.all("html") == [{"lang": "de"}]
    (viewport,) = (
        meta["content"] for meta in outline.all("meta") if meta.get("name") == "viewport"
    )
    assert viewport == "width=device-width, initial-scale=1, viewport-fit=cover"
    assert "<title>Ressourcenkarte – Landkreis Musterland</title>" in page()


def test_every_landmark_is_there_once() -> None:
    outline = Outline(page())
    assert [len(outline.all(tag)) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]


def test_ids_are_unique() -> None:
    ids = [attributes["id"] for _, attributes in Outline(page()).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_script_and_style_are_linked_never_inline() -> None:
    outline = Outline(page())
    executed = [each for each in outline.all("script") if each.get("type") != "application/json"]
    assert [each.get("src") for each in executed] == ["/static/map.js"]
    assert outline.all("style") == []
    assert not [attributes for _, attributes in outline.tags if "style" in attributes]
    assert not [
        name for _, attributes in outline.tags for name in attributes if name.startswith("on")
    ]


def test_without_script_the_table_is_offered() -> None:
    html = page()
    inside = html[html.index("<noscript>") : html.index("</noscript>")]
    assert 'href="/tabelle"' in inside


@pytest.mark.parametrize(
    "field", ["export", "table", "layers", "imprint", "privacy", "accessibility"]
)
def test_a_page_without_address_is_not_offered(field: str) -> None:
    address = getattr(LINKS, field)
    targets = [each.get("href") for each in Outline(page()).all("a")]
    bare = [each.get("href") for each in Outline(page(PageLinks())).all("a")]
    assert address in targets
    assert address not in bare


def test_every_source_is_named() -> None:
    source = Attribution(text="Grenzen: Musteramt", licence="CC BY 4.0")
    text = Outline(page(attributions=(source,))).text
    assert "Grenzen: Musteramt · Lizenz: CC BY 4.0" in text
    assert "Familie: Musterliste · Stand: 2026-01 · Lizenz: CC0" in text
    assert "Daten zuletzt geändert: 1.\N{NO-BREAK SPACE}November 2026" in text


@pytest.mark.parametrize("hostile", factories.HOSTILE)
def test_hostile_titles_are_text(hostile: str) -> None:
    html = page(title=hostile, county=hostile, attributions=(Attribution(text=hostile),))
    plain = page()
    assert re.findall(r"<[a-z!/]+", html).__len__() - re.findall(r"<[a-z!/]+", plain).__len__() == (
        2  # the list item of the source
    )
    if "\u2028" not in hostile:
        assert hostile in Outline(html).text


def test_dates_are_german() -> None:
    assert german_date(date(2026, 3, 12)) == "12.\N{NO-BREAK SPACE}März 2026"
