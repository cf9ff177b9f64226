"""The pages look as they were approved: ``python -m tests.browser.screenshots approve``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.looks import APPROVED, LOOKS, Look, difference, photograph
from browser.stage import Site
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MAP = Look("karte", 1280)


@pytest.fixture(scope="module")
def comparer(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_page_looks_as_approved(
    browser: Browser, comparer: Page, site: Site, example_service: str, look: Look
) -> None:
    now = photograph(browser, site, example_service, look)
    much = difference(comparer, look.approved.read_bytes(), now)
    assert much <= 1, f"{look.name} looks different: look at it, then approve"


@pytest.mark.parametrize(
    "disturbance",
    [
        ".stage { grid-template-columns: 344px 1fr !important }",
        ".site-header { display: none !important }",
        ".symbol { filter: grayscale(1) }",
        ".tint-1, .tint-2, .tint-3, .tint-4 { fill: #a33 !important }",
    ],
    ids=["panel moved", "header lost", "symbols without colour", "other ground"],
)
def test_what_is_moved_or_lost_is_noticed(
    browser: Browser, comparer: Page, site: Site, disturbance: str
) -> None:
    usual, disturbed = (photograph(browser, site, "", MAP, each) for each in ("", disturbance))
    assert difference(comparer, usual, disturbed) > 1


def test_other_edges_of_letters_are_not_noticed(
    browser: Browser, comparer: Page, site: Site
) -> None:
    usual = photograph(browser, site, "", MAP)
    other = photograph(browser, site, "", MAP, "* { text-rendering: geometricPrecision }")
    assert difference(comparer, usual, other) <= 1
    shifted = photograph(browser, site, "", MAP, "body { transform: translate(0.5px, 0.5px) }")
    assert difference(comparer, usual, shifted) <= 1


def test_approved_pictures_are_small_and_none_is_left_over() -> None:
    sizes = {each.stem: each.stat().st_size for each in APPROVED.glob("*.png")}
    assert set(sizes) == {look.name for look in LOOKS}
    assert max(sizes.values()) <= 60_000
    assert sum(sizes.values()) <= 1_200_000
