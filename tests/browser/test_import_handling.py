"""What hurried people do with the pages of the import, and what large letters do to them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from browser import lists
from browser.editor import choose, report, step
from browser.stage import OpenPage
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_double_click_publishes_once(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    choose(page, lists.placeless(tmp_path, "Treff Eins"))
    report(page)
    step(page, "Veröffentlichen")
    page.get_by_label("Name der neuen Ebene").fill("Treffs")
    page.get_by_role("button", name="1 Angebot veröffentlichen").dblclick()
    expect(page.get_by_role("status")).to_have_text("„Treffs“ ist veröffentlicht: Stand 1.")
    page.get_by_role("link", name="Auf der Karte ansehen").click()
    expect(page).to_have_url(re.compile(r"\?ebene=treffs"))


def test_a_file_that_is_too_large_is_not_sent(enter: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "groß.csv"
    path.write_bytes(b"a;b\n" * (6 * 2**20))
    page = enter()
    choose(page, path)
    expect(page.locator("#ablage-meldung")).to_contain_text("„groß.csv“ hat 24 MB; angenommen")
    assert page.url.endswith("/ebenen/import")
    choose(page, lists.placeless(tmp_path, "Treff Eins"))
    assert report(page)["Zeile"] == "1"


def test_the_steps_fit_with_letters_of_twice_the_size(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    choose(page, lists.placeless(tmp_path, "Treff Eins"))
    report(page)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    titles = page.locator(".steps__title").all()
    boxes = [box for title in titles if (box := title.bounding_box())]
    assert len(boxes) == 7
    for left, right in pairwise(boxes):
        assert right["y"] > left["y"] or right["x"] >= left["x"] + left["width"]


def test_the_words_of_a_report_stay_whole(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    choose(page, lists.placeless(tmp_path, "Treff Erziehungsberatung"))
    report(page)
    page.set_viewport_size({"width": 768, "height": 1024})
    lines = page.get_by_role("rowheader", name="Treff Erziehungsberatung").evaluate(
        """each => {
            const word = document.createRange();
            word.setStart(each.firstChild, "Treff ".length);
            word.setEndAfter(each.firstChild);
            return new Set([...word.getClientRects()].map(line => line.top)).size;
        }"""
    )
    assert lines == 1


def test_on_paper_the_report_has_nothing_to_click(enter: OpenPage, tmp_path: Path) -> None:
    page = enter()
    choose(page, lists.excel(tmp_path))
    report(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("table", name="Was aus jeder Zeile wird")).to_be_visible()
    assert page.locator("button:visible, select:visible").count() == 0
    page.emulate_media(media="screen")
