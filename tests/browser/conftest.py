"""Chromium without any network but our own server; every complaint of the console fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser.stage import ARGUMENTS, CHROMIUM, DESKTOP, OpenPage, Site, serving
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route, sync_playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        pytest.fail(f"{CHROMIUM} is missing: install the package chromium (see .ci/run)")
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
    yield running
    running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a page that is ready; hosts other than its own do not exist for it."""
    complaints: list[str] = []
    contexts = []

    def open_(url: str, **options: Any) -> Page:
        context = browser.new_context(**(DESKTOP | options))
        contexts.append(context)
        own = urlsplit(url).netloc

        def guard(route: Route) -> None:
            target = urlsplit(route.request.url)
            if target.scheme in ("http", "https") and target.netloc != own:
                complaints.append(f"request to {route.request.url}")
                route.abort()
            else:
                route.continue_()

        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.goto(url)
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _complaint(message: ConsoleMessage) -> list[str]:
    return [f"console: {message.text}"] if message.type in ("error", "warning") else []


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("site")) as running:
        yield running
