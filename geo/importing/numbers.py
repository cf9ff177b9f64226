"""Numbers as people write them, and as people read them."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"^[+-]?\d{1,15}(\.\d+)?([eE][+-]?\d{1,2})?$")
_GROUPING = re.compile(r"[\s'’°]")
_PAIR = re.compile(r"^\(?\s*([+-]?[\d.,]+)\s*°?\s*[;,/\s]\s*([+-]?[\d.,]+)\s*°?\s*\)?$")
_POINT = re.compile(r"^POINT\s*Z?\s*\(\s*(\S+)\s+(\S+)(\s+\S+)?\s*\)$", re.IGNORECASE)


_LONGEST = 80  # no coordinate is longer; the search for a pair is quadratic in the worst case


def parse_number(text: str) -> float | None:
    """Return a number written with decimal comma or point, with or without grouping.

    Where both signs occur the last one is the decimal sign; a sign that occurs repeatedly
    groups thousands. ``None`` if it is no finite number.
    """
    bare = _GROUPING.sub("", text[: _LONGEST + 1])
    if "," in bare and "." in bare:
        grouping = "." if bare.rindex(",") > bare.rindex(".") else ","
        bare = bare.replace(grouping, "")
    for sign in ",.":
        if bare.count(sign) > 1:
            bare = bare.replace(sign, "")
    bare = bare.replace(",", ".")
    if not _NUMBER.match(bare):
        return None
    value = float(bare)
    return value if math.isfinite(value) else None


def parse_pair(text: str) -> tuple[float, float] | None:
    """Return x and y of a coordinate in one cell, ``None`` if it is none.

    Degrees are read as latitude, longitude, everything else as easting, northing; ``POINT (x
    y)`` is what it says.
    """
    if len(text) > _LONGEST:
        return None
    point = _POINT.match(text)
    match = point or _PAIR.match(text)
    if match is None:
        return None
    first, second = (parse_number(part.rstrip(",;")) for part in match.group(1, 2))
    if first is None or second is None:
        return None
    in_degrees = abs(first) <= 180 and abs(second) <= 180
    return (second, first) if in_degrees and not point else (first, second)


def german_distance(metres: float) -> str:
    """Return a distance such as ``"850 m"`` or ``"3,2 km"``."""
    if metres < 1_000:
        return f"{metres:.0f} m"
    whole, tenth = f"{metres / 1_000:,.1f}".split(".")
    return f"{whole.replace(',', '.')},{tenth} km"
