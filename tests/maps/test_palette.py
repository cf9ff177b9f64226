"""Colours against each other: what is read, what is acted on, what is told apart."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from geo.shipped import data_dir, read_taxonomy

TOKENS = Path(__file__).parents[2] / "maps" / "assets" / "css" / "tokens.css"
THEMES = ("light", "dark")
REGIONS = ("region-1", "region-2", "region-3", "region-4")


def tokens(theme: str) -> dict[str, str]:
    light, dark, *_ = TOKENS.read_text(encoding="utf-8").split("prefers-color-scheme: dark")
    colours = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    found = dict(colours.findall(light))
    if theme == "dark":
        found |= dict(colours.findall(dark.split("@media")[0]))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("text", "surface", 7.0),
        ("text", "surface-quiet", 7.0),
        ("text-quiet", "surface", 4.5),
        ("text-quiet", "surface-quiet", 4.5),
        ("accent", "surface", 4.5),
        ("accent", "surface-quiet", 4.5),
        ("accent-strong", "accent-soft", 4.5),
        ("on-accent", "accent", 4.5),
        ("error", "surface", 4.5),
        ("error", "error-soft", 4.5),
        ("warning", "warning-soft", 4.5),
        ("line-strong", "surface", 3.0),
        ("region-line", "ground", 3.0),
        ("outside", "ground", 4.5),
        *((label, region, 4.5) for label in ("label", "label-quiet") for region in REGIONS),
        *(("region-line", region, 3.0) for region in REGIONS),
    ],
)
def test_contrast(theme: str, text: str, ground: str, least: float) -> None:
    colours = tokens(theme)
    assert contrast(colours[text], colours[ground]) >= least


@pytest.mark.parametrize("theme", THEMES)
def test_planregionen_differ_in_grey(theme: str) -> None:
    greys = [luminance(tokens(theme)[region]) ** (1 / 2.4) for region in REGIONS]
    assert min(abs(one - other) for one, other in combinations(greys, 2)) >= 0.012


def test_symbols_are_seen_on_their_white_rim_and_their_letters_on_them() -> None:
    for ressort in read_taxonomy(data_dir()).ressorts:
        assert contrast(ressort.color, "#ffffff") >= 4.5, ressort.label


def test_symbols_of_one_shape_differ_in_colour() -> None:
    ressorts = read_taxonomy(data_dir()).ressorts
    looks = [(each.shape, each.color) for each in ressorts]
    assert len(looks) == len(set(looks))
