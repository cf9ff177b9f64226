"""Chromium without any network but our own server; every complaint of the console fails."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser.stage import (
    ARGUMENTS,
    CHROMIUM,
    DESKTOP,
    DEVICES,
    OpenPage,
    Site,
    serving,
    serving_app,
)
from browser.views import file, live, small_view
from checking import PASSWORD
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route, sync_playwright

from geo.usecases.settings import Settings, load_settings


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


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def open_page(tabs: Tabs) -> Iterator[OpenPage]:
    """Open a page that is ready; hosts other than its own do not exist for it."""
    yield tabs.open
    assert tabs.put_back() == []


@pytest.fixture
def service(settings: Settings) -> Iterator[str]:
    """Serve an instance of its own that a test may change."""
    with serving_app(settings) as address:
        yield address


@pytest.fixture(scope="session")
def example_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the example layers to tests that only read."""
    with serving_app(load_settings(tmp_path_factory.mktemp("beispiel"))) as address:
        yield address


@pytest.fixture
def enter(tabs: Tabs, service: str) -> Iterator[OpenPage]:
    """Sign in to the service as editor; other hosts do not exist for the page."""
    yield functools.partial(tabs.enter, service)
    assert tabs.put_back() == []


class Tabs:
    """Pages of one browser, used again by the next test that wants the same device."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Page]] = {}
        self._used: list[tuple[dict[str, Any], Page]] = []
        self._complaints: list[str] = []
        self._own = ""

    def open(self, url: str, **options: Any) -> Page:
        """Show an address on a device and wait until the page is ready."""
        page = self._take(url, options)
        page.goto(url)
        page.wait_for_selector("body[data-ready]")
        return page

    def enter(self, address: str, **options: Any) -> Page:
        """Sign in as editor on a device and show the page on which a list is loaded."""
        page = self._take(address, options)
        page.goto(f"{address}/anmelden?weiter=/ebenen/import")
        page.get_by_label("Kennwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url("**/ebenen/import")
        return page

    def _take(self, url: str, options: dict[str, Any]) -> Page:
        """Return a page of a device, a used one if there is one."""
        device = DESKTOP | options
        free = self._free.setdefault(_name(device), [])
        page = free.pop() if free else self._new(device)
        self._used.append((device, page))
        self._own = urlsplit(url).netloc
        return page

    def put_back(self) -> list[str]:
        """Leave all pages as the device has them and return what they complained about."""
        for device, page in self._used:
            page.mouse.move(0, 0)
            page.evaluate("try { sessionStorage.clear() } catch {}")
            page.goto("about:blank")
            page.emulate_media(media="null", color_scheme=device.get("color_scheme", "null"))
            page.set_viewport_size(device["viewport"])
            self._free[_name(device)].append(page)
        self._used = []
        complaints, self._complaints = self._complaints, []
        return complaints

    def _new(self, options: dict[str, Any]) -> Page:
        context = self._browser.new_context(**options)
        context.route("**/*", self._guard)
        page = context.new_page()
        page.on("console", lambda message: self._complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: self._complaints.append(f"page error: {error}"))
        return page

    def _guard(self, route: Route) -> None:
        target = urlsplit(route.request.url)
        if target.scheme in ("http", "https") and target.netloc != self._own:
            self._complaints.append(f"request to {route.request.url}")
            route.abort()
        else:
            route.continue_()


def _name(device: dict[str, Any]) -> str:
    return repr(sorted(device.items()))


def _complaint(message: ConsoleMessage) -> list[str]:
    """Return a complaint, unless it only says that the answer to a form names a mistake."""
    if message.type not in ("error", "warning") or "status of 422" in message.text:
        return []
    return [f"console: {message.text}"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def live_url(site: Site) -> str:
    return site.publish("karte.html", live(small_view()))


@pytest.fixture(scope="session")
def file_url(site: Site) -> str:
    return site.place("konferenz.html", file(small_view()))


@pytest.fixture(params=["live", "file"])
def url(request: pytest.FixtureRequest, live_url: str, file_url: str) -> str:
    return live_url if request.param == "live" else file_url


@pytest.fixture(params=["live-desktop", "live-phone", "file-desktop"])
def page(request: pytest.FixtureRequest, open_page: OpenPage, live_url: str, file_url: str) -> Page:
    form, device = request.param.split("-")
    return open_page(live_url if form == "live" else file_url, **DEVICES[device])
