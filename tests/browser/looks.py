"""Approved pictures of the pages: taking, reducing and comparing them.

A picture is kept at a quarter of its size and compared in blocks of eight by eight pixels of the
page, so that another rasteriser of fonts changes nothing and a moved panel or a lost colour does.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from browser.stage import Site
from browser.views import TODAY, file, live, small_view
from playwright.sync_api import Browser, Page

APPROVED = Path(__file__).parent / "approved"
HEIGHTS = {320: 640, 768: 1024, 1280: 720, 1920: 1080}
# Colour values of 255 that a block may be off, and the shares of blocks that may be off by more:
# letters differ in brightness only.
TOLERANCE = 20
BRIGHTNESS = 0.015
COLOUR = 0.001

_REDUCE = """async (address, factor) => {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement('canvas');
    const width = canvas.width = Math.floor(picture.width / factor) * factor;
    const height = canvas.height = Math.floor(picture.height / factor) * factor;
    const context = canvas.getContext('2d', {willReadFrequently: true});
    context.drawImage(picture, 0, 0);
    const {data} = context.getImageData(0, 0, width, height);
    const [columns, rows] = [width / factor, height / factor];
    const means = new Float64Array(columns * rows * 4);
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
        const block = 4 * (Math.floor(y / factor) * columns + Math.floor(x / factor));
        for (let c = 0; c < 4; c++) means[block + c] += data[4 * (y * width + x) + c] / factor ** 2;
    }
    canvas.width = columns;
    canvas.height = rows;
    context.putImageData(new ImageData(Uint8ClampedArray.from(means), columns), 0, 0);
    return {address: canvas.toDataURL('image/png'), columns, means};
}"""
_DIFFERENCE = """async ([one, other, tolerance]) => {
    const [a, b] = [await reduce(one, 2), await reduce(other, 2)];
    if (a.columns !== b.columns || a.means.length !== b.means.length) return [1, 1];
    const blocks = a.means.length / 4;
    let [lighter, coloured] = [0, 0];
    for (let at = 0; at < a.means.length; at += 4) {
        const away = [0, 1, 2].map(c => a.means[at + c] - b.means[at + c]);
        if (Math.abs(away[0] + away[1] + away[2]) / 3 > tolerance) lighter++;
        if (Math.max(...away) - Math.min(...away) > tolerance) coloured++;
    }
    return [lighter / blocks, coloured / blocks];
}"""


@dataclass(frozen=True, slots=True)
class Look:
    """A page in a state on a screen."""

    scene: Literal["karte", "einzelheiten", "tabelle", "datei"]
    width: int
    theme: Literal["light", "dark"] = "light"

    @property
    def name(self) -> str:
        """Name of the approved picture."""
        return f"{self.scene}-{self.width}" + ("-dunkel" if self.theme == "dark" else "")

    @property
    def approved(self) -> Path:
        """The approved picture."""
        return APPROVED / f"{self.name}.png"


LOOKS = (
    *(
        Look(scene, width)
        for scene in ("karte", "einzelheiten", "tabelle", "datei")
        for width in HEIGHTS
    ),
    Look("karte", 1280, "dark"),
    Look("einzelheiten", 320, "dark"),
)


def photograph(
    browser: Browser, site: Site, service: str, look: Look, disturbance: str = ""
) -> bytes:
    """Return the reduced picture of a look; `disturbance` is a style sheet to test the test."""
    context = browser.new_context(
        viewport={"width": look.width, "height": HEIGHTS[look.width]},
        color_scheme=look.theme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()
    # A year later the file would show its notice about old data.
    page.clock.set_fixed_time(TODAY.isoformat())
    page.goto(_address(site, service, look))
    if look.scene != "tabelle":
        page.wait_for_selector("body[data-ready]")
    if disturbance:
        page.add_style_tag(content=disturbance)
    picture = page.screenshot(animations="disabled", caret="hide")
    page.goto("about:blank")
    reduced = _reduce(page, picture, 4)
    context.close()
    return reduced


def _address(site: Site, service: str, look: Look) -> str:
    if look.scene == "tabelle":
        return f"{service}/tabelle"
    if look.scene == "datei":
        return site.place("aussehen.html", file(small_view()))
    url = site.publish("aussehen.html", live(small_view()))
    return f"{url}#10/52.3/12.9/gebiet/planregion:1" if look.scene == "einzelheiten" else url


def difference(page: Page, one: bytes, other: bytes) -> float:
    """Return how different two pictures are: 0 not at all, 1 as much as is tolerated."""
    script = f"async pair => {{ const reduce = {_REDUCE}; return ({_DIFFERENCE})(pair) }}"
    shares: list[float] = page.evaluate(script, [_address_of(one), _address_of(other), TOLERANCE])
    return max(shares[0] / BRIGHTNESS, shares[1] / COLOUR)


def _reduce(page: Page, picture: bytes, factor: int) -> bytes:
    script = f"async ([picture, factor]) => (await ({_REDUCE})(picture, factor)).address"
    address: str = page.evaluate(script, [_address_of(picture), factor])
    return base64.b64decode(address.split(",")[1])


def _address_of(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"
