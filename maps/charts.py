"""Small charts as SVG without text: what they show stands beside them in words and numbers.

Readable without colour: solid, striped and outlined instead of three hues. Colours are
presentation attributes in ``currentColor``, so that a page sets them and a paper may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from geo.counting import ReachCounts
from geo.profiles import Point
from geo.resources import Reach

WIDTH, HEIGHT = 200.0, 10.0
SERIES_WIDTH, SERIES_HEIGHT = 200.0, 48.0
_STRIPE = 2.0
_SAMPLE = 20.0
_DOT = 3.0


def bar(value: float | None, largest: float, *, outlined: bool = False) -> Markup:
    """Return a bar from 0 to a value.

    Parameters
    ----------
    value
        ``None`` and what is below 0 have no bar.
    largest
        Value of a bar over the whole width.
    outlined
        Whether it is one to compare with.
    """
    width = _share(value or 0.0, largest)
    return _picture(_outline(0.0, width) if outlined else _solid(0.0, width), WIDTH, HEIGHT)


def reach_bar(counts: ReachCounts, largest: int) -> Markup:
    """Return a bar of offers: on site solid, mobile striped, remote outlined.

    Parameters
    ----------
    counts
        Offers by reach.
    largest
        Number of offers of a bar over the whole width.
    """
    site, mobile, remote = (
        _share(each, largest) for each in (counts.site, counts.mobile, counts.remote)
    )
    parts = (_solid(0.0, site), _striped(site, mobile), _outline(site + mobile, remote))
    return _picture("".join(parts), WIDTH, HEIGHT)


def key(reach: Reach) -> Markup:
    """Return a sample of how :func:`reach_bar` shows a reach, for a legend."""
    look = {Reach.SITE: _solid, Reach.MOBILE: _striped, Reach.REMOTE: _outline}[Reach(reach)]
    return _picture(look(0.0, _SAMPLE), _SAMPLE, HEIGHT)


def series(points: Sequence[Point]) -> Markup:
    """Return a line through values at equal distances, from 0 to the largest one.

    A missing or suppressed value interrupts it, and so does a break: values on both sides of
    the dashed line are not comparable.
    """
    places = list(_places(points))
    lines = "".join(
        _line(before, after)
        for (before, after), point in zip(pairwise(places), points[1:], strict=True)
        if before and after and not point.breaks
    )
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}" fill="currentColor"/>'
        for x, y in filter(None, places)
    )
    return _picture(lines + "".join(_breaks(points)) + dots, SERIES_WIDTH, SERIES_HEIGHT)


def _places(points: Sequence[Point]) -> Iterator[tuple[float, float] | None]:
    top = max((each.figure.value or 0.0 for each in points), default=0.0)
    room = SERIES_HEIGHT - 2 * _DOT
    for at, point in enumerate(points):
        share = (point.figure.value or 0.0) / top if top > 0 else 0.0
        y = SERIES_HEIGHT - _DOT - max(0.0, share) * room
        yield None if point.figure.value is None else (_along(at, len(points)), y)


def _along(at: float, count: int) -> float:
    return _DOT + at * (SERIES_WIDTH - 2 * _DOT) / max(1, count - 1)


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        'stroke="currentColor" stroke-width="1.5"/>'
    )


def _breaks(points: Sequence[Point]) -> Iterator[str]:
    for at, point in enumerate(points):
        if point.breaks:
            x = _along(at - 0.5, len(points))
            yield (
                f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{SERIES_HEIGHT}" '
                'stroke="currentColor" stroke-dasharray="2 3"/>'
            )


def _share(value: float, largest: float) -> float:
    """Return a width; what there is at all is at least as wide as a stripe."""
    if value <= 0 or largest <= 0:
        return 0.0
    return max(_STRIPE, WIDTH * min(1.0, value / largest))


def _solid(x: float, width: float) -> str:
    return _box(x, width, 'fill="currentColor"') if width else ""


def _outline(x: float, width: float) -> str:
    """Return a box whose line lies within its own width."""
    if not width:
        return ""
    inner = max(0.5, width - 1)
    return (
        f'<rect x="{x + 0.5:.1f}" y="0.5" width="{inner:.1f}" height="{HEIGHT - 1}" '
        'fill="none" stroke="currentColor" vector-effect="non-scaling-stroke"/>'
    )


def _striped(x: float, width: float) -> str:
    stripes = (x + each * 2 * _STRIPE + _STRIPE for each in range(int(width / (2 * _STRIPE)) + 1))
    return "".join(
        _solid(start, min(_STRIPE, x + width - start)) for start in stripes if start < x + width
    )


def _box(x: float, width: float, look: str) -> str:
    return f'<rect x="{x:.1f}" y="0" width="{width:.1f}" height="{HEIGHT}" {look}/>'


def _picture(content: str, width: float, height: float) -> Markup:
    return Markup(  # noqa: S704 - made of numbers only
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" preserveAspectRatio="none" color="#0b5a61" '
        f'aria-hidden="true">{content}</svg>'
    )
