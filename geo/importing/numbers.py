"""Numbers as people write them, and as people read them."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"^[+-]?\d{1,15}(\.\d+)?([eE][+-]?\d{1,2})?$")
_GROUPING = re.compile(r"[\s'’]")
_PAIR = re.compile(r"^\(?\s*([+-]?[\d.,]+)\s*°?\s*[;,/\s]\s*([+-]?[\d.,]+)\s*°?\s*\)?$")
_POINT = re.compile(r"^POINT\s*Z?\s*\(\s*(\S+)\s+(\S+)(\s+\S+)?\s*\)$", re.IGNORECASE)


_DECIMAL = r"(\d{1,3}(?:[.,]\d+)?)"
_ANGLE = re.compile(
    rf"(?P<before>[NSEOW])?\s*{_DECIMAL}\s*°"
    rf"(?:\s*{_DECIMAL}\s*['′’](?:\s*{_DECIMAL}\s*(?:\"|″|”|''))?)?"
    r"\s*(?P<after>[NSEOW])?",
    re.IGNORECASE,
)
_LONGEST = 80  # no coordinate is longer; the search for a pair is quadratic in the worst case


def parse_number(text: str) -> float | None:
    """Return a number written with decimal comma or point, with or without grouping.

    Where both signs occur the last one is the decimal sign; a sign that occurs repeatedly
    groups thousands. ``None`` if it is no finite number.
    """
    bare = _GROUPING.sub("", text[: _LONGEST + 1].strip().removesuffix("°"))
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


def parse_coordinate(text: str) -> float | None:
    """Return a number, or an angle such as ``52° 23' 51,0" N`` in degrees; ``None`` if neither.

    ``O`` is east, as in German; south and west are negative.
    """
    value = parse_number(text)
    if value is not None or len(text) > _LONGEST:
        return value
    match = _ANGLE.fullmatch(text.strip())
    return _degrees(match) if match else None


def _degrees(match: re.Match[str]) -> float:
    parts = [float((part or "0").replace(",", ".")) for part in match.group(2, 3, 4)]
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -value if _hemisphere(match) in {"S", "W"} else value


def _hemisphere(match: re.Match[str]) -> str:
    return (match["before"] or match["after"] or "").upper()


def _parse_angles(text: str) -> tuple[float, float] | None:
    """Return longitude and latitude written as two angles; north or south tells which is which."""
    matches = list(_ANGLE.finditer(text))
    if len(matches) != 2 or _ANGLE.sub("", text).strip(" ,;/\n"):
        return None
    first, second = map(_degrees, matches)
    return (first, second) if _hemisphere(matches[1]) in {"N", "S"} else (second, first)


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
        return _parse_angles(text)
    first, second = (parse_number(part.rstrip(",;")) for part in match.group(1, 2))
    if first is None or second is None:
        return None
    in_degrees = abs(first) <= 180 and abs(second) <= 180
    return (second, first) if in_degrees and not point else (first, second)


def german_number(value: int) -> str:
    """Return a whole number as German text, such as ``"200.000"``."""
    return f"{value:,}".replace(",", ".")


def german_distance(metres: float) -> str:
    """Return a distance such as ``"850 m"`` or ``"3,2 km"``."""
    if metres < 1_000:
        return f"{metres:.0f} m"
    whole, tenth = f"{metres / 1_000:,.1f}".split(".")
    return f"{whole.replace(',', '.')},{tenth} km"
