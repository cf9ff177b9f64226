"""Where the data of a page comes from, and what is said when it does not come."""

from __future__ import annotations

import pytest
from browser.stage import Live, Site
from browser.views import file, live, small_view
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


def test_a_live_page_fetches_boundaries_figures_and_each_layer_once(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.publish("daten.html", live(small_view())))
    page.wait_for_selector("body[data-ready]")
    data = [url for url in asked if "/daten/" in url]
    boundaries, profiles, indicators = 1, 1, 1
    assert len(data) == len(set(data)) == boundaries + profiles + indicators + 2
    page.close()


def test_a_file_asks_for_nothing_but_itself(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    url = site.place("nur-datei.html", file(small_view()))
    page.goto(url)
    page.wait_for_selector("body[data-ready]")
    assert [each for each in asked if not each.startswith("data:")] == [url]
    page.close()


@pytest.mark.parametrize("content", [None, b"{", b"<!doctype html>"])
def test_missing_or_broken_data_is_said_with_a_way_on(
    browser: Browser, site: Site, content: bytes | None
) -> None:
    whole = live(small_view())
    *others, last = whole.data
    kept = {name: whole.data[name] for name in others}
    changed = {} if content is None else {f"{len(content)}-{last}": content}
    html = whole.html.replace(last, f"{len(content or b'')}-{last}")
    url = site.publish("luecke.html", Live(html, kept | changed))
    page = browser.new_page()
    page.goto(url)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Die Karte konnte ihre Daten nicht laden")
    expect(notice.get_by_role("link", name="Tabelle")).to_have_attribute("href", "/tabelle")
    expect(page.locator("h1")).to_be_visible()
    page.close()
