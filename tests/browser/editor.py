"""What an editor does when loading a list, in words."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, expect


def choose(page: Page, path: Path) -> None:
    page.get_by_label("Datei hier ablegen oder auswählen").set_input_files(path)
    page.get_by_role("button", name="Zeilen prüfen").click()


def drop(page: Page, path: Path) -> None:
    """Let a file fall onto the page as the desktop does."""
    content = base64.b64encode(path.read_bytes()).decode()
    files = page.evaluate_handle(
        """([content, name]) => {
            const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], name));
            return transfer;
        }""",
        [content, path.name],
    )
    page.dispatch_event("#ablage", "dragenter", {"dataTransfer": files})
    page.dispatch_event("#ablage", "drop", {"dataTransfer": files})


def report(page: Page) -> dict[str, str]:
    """Wait for the report and return its totals."""
    expect(page.get_by_role("heading", level=1, name="Prüfbericht")).to_be_visible(timeout=90_000)
    page.wait_for_load_state()
    boxes = page.locator(".totals").first.locator("div")
    return {
        box.locator("dt").text_content() or "": box.locator("dd").text_content() or ""
        for box in boxes.all()
    }


def step(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Schritte").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.wait_for_selector("body[data-ready]")


def publish(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"Angebote? veröffentlichen")).click()


def on_the_map(page: Page, layer: str) -> list[str]:
    """Return the names on the public map when only one layer is chosen."""
    page.goto(urljoin(page.url, f"/?ebene={layer}"))
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".symbol").count() > 0
    page.get_by_role("tab", name=re.compile("Liste")).click()
    return page.locator("#liste .results__name").all_text_contents()
