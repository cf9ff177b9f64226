"""The running service: what it sends works under the policy that it sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.stage import PHONE, OpenPage, serving_app
from playwright.sync_api import Page, expect

from geo.usecases.settings import load_settings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def address(template_instance: Path) -> Iterator[str]:
    """Serve the example layers to all tests of this file, which only read."""
    with serving_app(load_settings(template_instance)) as running:
        yield running


def found(page: Page) -> str:
    return page.locator("#anzahl").text_content() or ""


@pytest.mark.parametrize("options", [{}, PHONE])
def test_the_example_layers_are_on_the_map(
    open_page: OpenPage, address: str, options: dict[str, object]
) -> None:
    page = open_page(f"{address}/", **options)
    assert re.fullmatch(r"\d+ Angebote", found(page))
    assert page.locator(".symbol").count() > 3
    assert page.locator("path.shape--sozialraum").count() == 19


def test_families_in_planregion_1_leave_the_house_in_one_file(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/?kategorie=familie.familienzentrum&planregion=1")
    count, _ = found(page).split(" von ")
    page.get_by_role("link", name="Exportieren").click()
    expect(page.locator(".taking__words")).to_have_text(
        f"Kategorie Familienzentrum · Planregion 1 · {count} Angebote"
    )
    page.get_by_label("Titel").fill("Familien im Überblick")
    with page.expect_download() as download:
        page.get_by_role("button", name="Datei herunterladen").click()
    assert download.value.suggested_filename.startswith("familien-im-ueberblick-20")
    target = download.value.path().with_suffix(".html")
    download.value.save_as(target)
    taken = open_page(target.as_uri())
    assert found(taken) == f"{count} Angebote"
    assert taken.title().startswith("Familien im Überblick")
    expect(taken.locator(".selection")).to_contain_text(f"{count} von 104 Angeboten")
    taken.locator("#suche").fill("familienzentrum")
    taken.locator("#reiter-liste").click()
    taken.locator(".results__item").first.click()
    expect(taken.locator("#karte-rechts h2")).to_be_focused()


def test_the_table_shows_what_the_map_shows(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}/?planregion=1")
    count, _ = found(page).split(" von ")
    page.get_by_role("link", name="Tabelle", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"{count} Angebote")
