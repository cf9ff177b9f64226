"""Loading numbers and looking at them: nothing axe-core finds, nothing wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.stage import OpenPage
from browser.test_accessibility import visit
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

_LIST = """Gemeinde;Arbeitslose 2021;Arbeitslose 2022;Arbeitslose 2023;SGB II-Quote 2023 (%)
Gemeinde Brück;30;31;2;4,5
Borkheide;10;11;12;k. A.
Nirgendwo;1;2;3;4
Borkwalde;10;;13;0
"""
_PAGES = ("kennzahlen?gebiete=gemeinde", "kennzahlen/arbeitslose?gebiete=gemeinde")


def _spills(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize(("width", "theme"), [(1366, "light"), (320, "dark")])
def test_a_list_of_numbers_is_loaded_and_seen(
    enter: OpenPage, service: str, tmp_path: Path, width: int, theme: str
) -> None:
    path = tmp_path / "arbeitsmarkt.csv"
    path.write_text(_LIST, "utf-8")
    page = enter(viewport={"width": width, "height": 800}, color_scheme=theme)
    found = {"empty": visit(page, f"{service}/daten-laden/kennzahlen")}
    page.set_input_files("#datei", path)
    page.get_by_role("button", name="Zeilen prüfen").click()
    page.wait_for_url("**/entwurf/**")
    found["report"], wide = visit(page, page.url), [_spills(page)]
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("status")).to_contain_text("„arbeitsmarkt“ ist veröffentlicht: Stand 1")
    found["loaded"] = visit(page, page.url)
    for address in _PAGES:
        found[address] = visit(page, f"{service}/{address}")
        wide.append(_spills(page))
    expect(page.get_by_role("row", name="Brück")).to_contain_text("gesperrt")
    assert {name: each for name, each in found.items() if each} == {}
    assert not any(wide)
