"""Colours against each other: what is read, what is acted on, what is told apart."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from geo.shipped import data_dir, read_taxonomy
from geo.taxonomy import Ressort

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
    red, green, blue = _linear(colour)
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
        ("text", "shade", 4.5),  # names over the strongest class
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


@pytest.mark.parametrize("theme", THEMES)
def test_seven_classes_differ_in_grey_from_each_other_and_from_the_ground(theme: str) -> None:
    """The colour of a class lies over the ground more or less strongly, see shadelegend.ts."""
    colours = tokens(theme)
    ground, shade = (
        [int(colours[name][place : place + 2], 16) for place in (1, 3, 5)]
        for name in ("county", "shade")
    )
    strengths = [0.0, *(0.12 + 0.88 * place / 6 for place in range(7))]
    mixed = [
        [round(g + (s - g) * part) for g, s in zip(ground, shade, strict=True)]
        for part in strengths
    ]
    greys = [seen("#" + bytes(each).hex(), "all cones")[0] for each in mixed]
    steps = [abs(other - one) for one, other in pairwise(greys)]
    assert min(steps) >= 3


def test_symbols_are_seen_on_their_white_rim_and_their_letters_on_them() -> None:
    for ressort in read_taxonomy(data_dir()).ressorts:
        assert contrast(ressort.color, "#ffffff") >= 4.5, ressort.label


#: Sight without one kind of cones, in linear sRGB: Machado, Oliveira and Fernandes 2009.
SIGHTS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ = (
    (0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505),
    (0.2126, 0.7152, 0.0722),
    (0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089),
)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """Return a colour in CIE L*a*b*, as somebody with that sight sees it."""
    light = [max(0.0, min(1.0, value)) for value in _times(SIGHTS[sight], _linear(colour))]
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in _times(_XYZ, light)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _linear(colour: str) -> list[float]:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    ]


def of_one_shape() -> list[tuple[Ressort, Ressort]]:
    pairs = combinations(read_taxonomy(data_dir()).ressorts, 2)
    return [(one, other) for one, other in pairs if one.shape == other.shape]


@pytest.mark.parametrize(
    ("sight", "least"),
    [("all cones", 40), ("protanopia", 20), ("deuteranopia", 20), ("tritanopia", 14)],
)
def test_symbols_of_one_shape_differ_in_colour_for_every_sight(sight: str, least: float) -> None:
    for one, other in of_one_shape():
        distance = math.dist(seen(one.color, sight), seen(other.color, sight))
        assert distance >= least, f"{one.label} / {other.label}"


def test_symbols_of_one_shape_differ_in_grey() -> None:
    for one, other in of_one_shape():
        greys = [seen(each.color, "all cones")[0] for each in (one, other)]
        assert abs(greys[0] - greys[1]) >= 7, f"{one.label} / {other.label}"
