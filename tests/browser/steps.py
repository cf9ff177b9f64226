"""What a visitor does and sees, in words."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


def come_to_rest(page: Page) -> None:
    """Wait until nothing grows, glides or changes its colour any more."""
    page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")


def listed(page: Page) -> Locator:
    return page.locator("#liste .results__name")


def names(page: Page) -> list[str]:
    return listed(page).all_text_contents()


def open_list(page: Page) -> None:
    page.get_by_role("tab", name=re.compile("Liste")).click()


def open_facet(page: Page, title: str) -> None:
    page.get_by_role("tab", name="Filter").click()
    page.locator("summary", has_text=title).click()


def on_map(page: Page) -> int:
    """Return how many offers the symbols on the map stand for."""
    labels = page.locator(".symbol").evaluate_all("all => all.map(each => each.title)")
    counts = [re.match(r"([\d.]+) Angebote?: ", label) for label in labels]
    return sum(int(count[1]) if count else 1 for count in counts)


def height(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["height"]
