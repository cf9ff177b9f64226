"""A page that a test used is handed to the next test as the device has it."""

from __future__ import annotations

import pytest
from browser.conftest import Tabs
from browser.stage import DESKTOP, PHONE

pytestmark = pytest.mark.browser

SEEN = """() => [
    innerWidth, innerHeight,
    matchMedia("print").matches, matchMedia("(prefers-color-scheme: dark)").matches,
]"""


@pytest.mark.parametrize("options", [DESKTOP, PHONE, DESKTOP | {"color_scheme": "dark"}])
def test_a_page_is_handed_on_as_its_device_has_it(
    tabs: Tabs, live_url: str, options: dict[str, object]
) -> None:
    page = tabs.open(live_url, **options)
    before = page.evaluate(SEEN)
    page.set_viewport_size({"width": 768, "height": 500})
    page.emulate_media(media="print", color_scheme="light")
    assert tabs.put_back() == []
    again = tabs.open(live_url, **options)
    assert again == page
    assert again.evaluate(SEEN) == before
    assert tabs.put_back() == []
