"""The Konferenzdatei from a stick, in the other browser that offices have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser.firefox import FIREFOX, Firefox, firefox, until
from browser.views import file, random_view, small_view

pytestmark = pytest.mark.browser

NAME = "Übersicht #1.html"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if not FIREFOX.is_file():
        pytest.fail(f"{FIREFOX} is missing: install the package firefox-esr (see .ci/run)")
    with firefox(tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.fixture
def page(window: Firefox, tmp_path: Path) -> Iterator[Firefox]:
    target = tmp_path / NAME
    target.write_text(file(replace(small_view(), title="Runde")), encoding="utf-8")
    window.open(target.as_uri())
    yield window
    assert window.complaints(target.parent.name) == []
    assert window.called() == []


def count(page: Firefox) -> str:
    return str(page.run("return document.getElementById('anzahl').textContent"))


def test_symbols_are_painted_and_filters_and_search_count(page: Firefox) -> None:
    assert page.wait("return document.querySelectorAll('.symbol').length") > 2
    box = page.run("return document.querySelector('.symbol svg').getBoundingClientRect().width")
    assert box > 15
    page.click("#filter .tick-row:nth-of-type(2) .tick__only, #filter .tick__only")
    assert " von 9 Angeboten" in count(page)
    page.click("#chips .link")
    page.type("#suche", "birke")
    assert count(page) == "2 von 9 Angeboten"


def test_the_table_replaces_the_map_and_sorts(page: Firefox) -> None:
    page.click("#ansicht-tabelle")
    rows = (
        "return [...document.querySelectorAll('#tabellenansicht tbody th')].map(e => e.innerText)"
    )
    first = page.run(rows)
    assert len(first) == 9
    page.click("#tabellenansicht thead th button")
    assert page.run(rows) == first[::-1]


def test_a_note_is_typed_and_saved_under_the_policy_of_the_file(page: Firefox) -> None:
    page.click("#reiter-liste")
    page.click("#liste .results__item")
    page.type("#notiz", "Öffnungszeiten klären")
    page.click("#notizen-oeffnen")
    page.click("#notizen-speichern")
    (saved,) = until(lambda: list(page.downloads.glob("notizen-runde-*.geojson")))
    content = until(lambda: saved.read_text("utf-8"))
    (feature,) = json.loads(content)["features"]
    assert feature["properties"]["Hinweis"] == "Öffnungszeiten klären"


def test_a_large_list_is_unpacked(window: Firefox, tmp_path: Path) -> None:
    target = tmp_path / "gross.html"
    target.write_text(file(random_view(1, count=3_000)), encoding="utf-8")
    window.open(target.as_uri())
    assert count(window) == "3.000 Angebote"
    assert window.complaints(tmp_path.name) == []


def test_what_the_page_asks_for_would_be_seen(window: Firefox, tmp_path: Path) -> None:
    """Otherwise the silence of the proxy would prove nothing."""
    target = tmp_path / "fremd.html"
    target.write_text('<body data-ready="true">', encoding="utf-8")
    window.open(target.as_uri())
    window.run("new Image().src = 'http://fremd.example/bild.png'")
    assert "fremd.example" in until(window.called)[0]
