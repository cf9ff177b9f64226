"""Numbers as people write them, and as people read them."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"^[+-]?\d{1,15}(\.\d+)?([eE][+-]?\d{1,2})?$")
_GROUPING = re.compile(r"[\s'’]")
_LONGEST = 80  # no number is longer


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


def german_number(value: int) -> str:
    """Return a whole number as German text, such as ``"200.000"``."""
    return f"{value:,}".replace(",", ".")


def german_decimal(value: float, places: int) -> str:
    """Return a number with decimal comma and grouped thousands, such as ``"2.592,1"``."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def german_short(value: float, places: int) -> str:
    """Return a number with as few decimals as it has, such as ``"0,25"`` or ``"3"``."""
    text = german_decimal(value, places)
    return text.rstrip("0").removesuffix(",") if "," in text else text


def german_distance(metres: float) -> str:
    """Return a distance such as ``"850 m"`` or ``"3,2 km"``."""
    if metres < 1_000:
        return f"{metres:.0f} m"
    whole, tenth = f"{metres / 1_000:,.1f}".split(".")
    return f"{whole.replace(',', '.')},{tenth} km"


def german_share(part: int, whole: int) -> str:
    """Return part / whole in percent such as ``"32,4"``.

    ``0,0`` and ``100,0`` stand for none and all only: 79,999 of 80,000 are ``"99,9"``.
    """
    if part in {0, whole}:
        return "100,0" if part else "0,0"
    return german_decimal(min(max(100 * part / whole, 0.1), 99.9), 1)


def written_date(text: str) -> str:
    """Return an ISO date, perhaps without day or month, as ``12.03.2025`` or ``03.2025``."""
    iso = re.fullmatch(r"\d{4}(-\d\d){0,2}", text)
    return ".".join(reversed(text.split("-"))) if iso else text
