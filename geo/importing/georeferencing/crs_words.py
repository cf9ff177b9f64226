"""What the words of a header say about the CRS of its column."""

from __future__ import annotations

import re

from geo.crs import WGS84
from geo.spelling import fold

_NUMBER = re.compile(r"\bepsg (\d{4,5})\b|\b(4326|4258|258(?:31|32|33)|4647|5650|3146[6-9]|3068)\b")
_GAUSS_KRUEGER = re.compile(r"\b(?:gk|gauss ?kru?e?ger)\b.*?\b([2-5])\b|\bgk([2-5])\b")
_SYSTEMS = (
    (re.compile(r"\bsoldner\b"), "EPSG:3068"),
    (re.compile(r"\b(laea|etrs ?l ?aea)\b"), "EPSG:3035"),
    (re.compile(r"\b(web|pseudo) ?mercator\b"), "EPSG:3857"),
    (re.compile(r"(\b|utm|zone|utm z)33n?\b"), "EPSG:25833"),
    (re.compile(r"(\b|utm|zone|utm z)32n?\b"), "EPSG:25832"),
    (re.compile(r"\b(wgs ?84|gps|lat|latitude|breitengrad)\b"), WGS84),
)


def declared_crs(headers: list[str]) -> str | None:
    """Return the CRS that the headers of coordinate columns name, ``None`` if they name none.

    „Rechtswert“ and „Hochwert“ alone say nothing: they are used for Gauß-Krüger and for UTM.
    """
    text = fold(" ".join(headers))
    number, zone = _NUMBER.search(text), _GAUSS_KRUEGER.search(text)
    if number:
        return f"EPSG:{number[1] or number[2]}"
    if zone:
        return f"EPSG:{31464 + int(zone[1] or zone[2])}"
    return next((crs for words, crs in _SYSTEMS if words.search(text)), None)
