"""Signs of the map as SVG: symbols, rings, numbers, scale bar and north arrow."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from geo.counting import Offer
from geo.numbers import german_number
from geo.resources import Resource
from geo.taxonomy import Ressort, Taxonomy
from maps.framing import Box
from maps.lettering import Style, text_width
from maps.marks import SYMBOL, Pen
from maps.svg import Element, Value, element

#: Outlines on a grid of 28 units, the same as on the page.
SHAPES: Mapping[str, str] = {
    "kreis": "M14 3a11 11 0 1 0 0 22a11 11 0 1 0 0-22z",
    "quadrat": "M6.5 4h15a2.5 2.5 0 0 1 2.5 2.5v15a2.5 2.5 0 0 1-2.5 2.5h-15A2.5 2.5 0 0 1 4 "
    "21.5v-15A2.5 2.5 0 0 1 6.5 4z",
    "raute": "M14 1.2L26.8 14L14 26.8L1.2 14z",
    "sechseck": "M14 2.2L24.2 8.1V19.9L14 25.8L3.8 19.9V8.1z",
    "schild": "M4.5 4h19v11c0 5-4 8.5-9.5 11c-5.5-2.5-9.5-6-9.5-11z",
}
INK, QUIET, WHITE = "#1c2224", "#4e5659", "#ffffff"
_OUTER, _INNER = "translate(-1.4 -1.4) scale(1.1)", "translate(1.4 1.4) scale(0.9)"
_UNKNOWN = Ressort(ressort_id="", label="Ohne Kategorie", color="#4e5659", shape="kreis")
_RING, _RING_GAP = 5.0, 0.012
_WEIGHTS: Mapping[Style, str | None] = {
    "regular": None,
    "italic": None,
    "semibold": "600",
    "bold": "700",
}


def ressort_of(resource: Resource, taxonomy: Taxonomy) -> Ressort:
    """Return the Ressort whose colour and shape a resource has."""
    if resource.category_id is None or not taxonomy.has_category(resource.category_id):
        return _UNKNOWN
    wanted = taxonomy.category(resource.category_id).ressort_id
    return next((each for each in taxonomy.ressorts if each.ressort_id == wanted), _UNKNOWN)


def letters_of(resource: Resource, taxonomy: Taxonomy) -> str:
    """Return the letters of its Kategorie; empty without one."""
    if resource.category_id is None or not taxonomy.has_category(resource.category_id):
        return ""
    return taxonomy.category(resource.category_id).letters


def text_at(
    x: float,
    y: float,
    text: str,
    *,
    size: float,
    colour: str = INK,
    style: Style = "regular",
    spacing: float = 0.0,
    halo: float = 0.0,
) -> Element:
    """Return one line of text about its middle, as wide as it is in our type.

    A browser without our type sets it in its own, pressed or stretched to the same width.
    """
    width = text_width(text, size, style, spacing=spacing)
    return element(
        "text",
        text,
        x=x,
        y=y,
        text_anchor="middle",
        font_size=size,
        fill=colour,
        font_weight=_WEIGHTS[style],
        font_style="italic" if style == "italic" else None,
        textLength=width,
        lengthAdjust="spacing" if spacing else "spacingAndGlyphs",
        **_halo(halo),
    )


def _halo(width: float) -> dict[str, Value]:
    if not width:
        return {}
    return {
        "stroke": WHITE,
        "stroke_width": width,
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }


def mark(x: float, y: float, pen: Pen, offers: Sequence[Offer], taxonomy: Taxonomy) -> Element:
    """Return the symbol of one offer, or the ring that stands for several."""
    if len(offers) > 1:
        return ring(x, y, pen, offers, taxonomy)
    resource = offers[0][1]
    return symbol(
        x,
        y,
        pen.unit,
        ressort_of(resource, taxonomy),
        letters=letters_of(resource, taxonomy),
        approximate=resource.location_quality.approximate,
    )


def number(x: float, y: float, pen: Pen, count: int, text: str) -> Element:
    """Return the number below a symbol of so many offers."""
    below = y + pen.radius(count) + 0.95 * pen.tag
    return text_at(x, below, text, size=pen.tag, style="semibold", halo=0.25 * pen.tag)


def symbol(
    x: float,
    y: float,
    unit: float,
    ressort: Ressort,
    *,
    letters: str = "",
    approximate: bool = False,
) -> Element:
    """Return the symbol of one offer about its middle."""
    path = SHAPES.get(ressort.shape, SHAPES["kreis"])
    rim: dict[str, Value] = {
        "d": path,
        "fill": WHITE,
        "transform": _OUTER if approximate else None,
    }
    parts = [
        element("path", stroke=WHITE, stroke_width=3.5, stroke_linejoin="round", **rim),
        element("path", d=path, fill=ressort.color, transform=_INNER if approximate else None),
    ]
    if approximate:
        rim |= {"stroke": ressort.color, "stroke_width": 1.5, "stroke_dasharray": "3 2.2"}
        parts.insert(1, element("path", **rim))
    if letters:
        parts.append(text_at(14, 18.1, letters, size=12, colour=WHITE, style="bold"))
    half = SYMBOL / 2 * unit
    place = f"translate({x - half:.2f} {y - half:.2f}) scale({unit:.4f})"
    return element("g", *parts, transform=place)


def ring(x: float, y: float, pen: Pen, offers: Sequence[Offer], taxonomy: Taxonomy) -> Element:
    """Return a ring whose segments show the Ressorts of its offers, with their number inside."""
    outer = pen.radius(len(offers)) / pen.unit
    found = Counter(ressort_of(resource, taxonomy) for _, resource in offers)
    order = {each.ressort_id: place for place, each in enumerate((*taxonomy.ressorts, _UNKNOWN))}
    shares = sorted(found.items(), key=lambda item: order[item[0].ressort_id])
    ground = element("circle", r=outer, fill=WHITE, stroke=INK, stroke_opacity=0.22)
    number = text_at(0, 4.5, german_number(len(offers)), size=13, style="semibold")
    place = f"translate({x:.2f} {y:.2f}) scale({pen.unit:.4f})"
    return element("g", ground, *_segments(shares, outer - _RING / 2 - 1), number, transform=place)


def _segments(shares: Sequence[tuple[Ressort, int]], radius: float) -> Iterator[Element]:
    total = sum(count for _, count in shares)
    start = 0.0
    for ressort, count in shares:
        whole = count == total
        path = _circle(radius) if whole else _arc(radius, start, start + count / total)
        yield element("path", d=path, fill="none", stroke=ressort.color, stroke_width=_RING)
        start += count / total


def _circle(radius: float) -> str:
    half = f"a{radius:g} {radius:g} 0 1 1 0"
    return f"M0 {-radius:g}{half} {2 * radius:g}{half} {-2 * radius:g}z"


def _arc(radius: float, start: float, stop: float) -> str:
    """Return a part of a ring clockwise from the top; a gap separates it from the next."""
    end = max(stop - _RING_GAP, start + _RING_GAP / 2)
    (x1, y1), (x2, y2) = (
        (radius * math.sin(2 * math.pi * share), -radius * math.cos(2 * math.pi * share))
        for share in (start, end)
    )
    return (
        f"M{x1:.2f} {y1:.2f}A{radius:g} {radius:g} 0 {int(end - start > 0.5)} 1 {x2:.2f} {y2:.2f}"
    )


def scale_bar(box: Box, length: float, label: str, scale: float) -> Element:
    """Return a scale bar and an arrow to grid north.

    Parameters
    ----------
    box
        What it may cover, in millimetres.
    length
        Of the bar in millimetres.
    label
        What that is on the ground.
    scale
        How much larger than on A4 it is drawn.
    """
    left, bottom = box.left + 2 * scale, box.bottom - 2 * scale
    tick = 1.6 * scale
    bar = f"M{left:g} {bottom - tick:g}V{bottom:g}H{left + length:g}V{bottom - tick:g}"
    x, top = left + length + 6 * scale, bottom - 6.4 * scale
    arrow = (
        f"M{x:g} {top:g}L{x + 1.5 * scale:g} {bottom:g}L{x:g} {bottom - 1.2 * scale:g}"
        f"L{x - 1.5 * scale:g} {bottom:g}Z"
    )
    size = 2.5 * scale
    return element(
        "g",
        element("path", d=bar, fill="none", stroke=INK, stroke_width=0.35 * scale),
        text_at(
            left + length / 2, bottom - 0.9 * scale - tick * 0.4, label, size=size, halo=0.5 * scale
        ),
        element("path", d=arrow, fill=INK),
        text_at(x, top - 0.7 * scale, "N", size=size, style="semibold", halo=0.5 * scale),
    )
