"""German words of a list and what they mean."""

from __future__ import annotations

import re

from geo.resources import LocationQuality, Reach
from geo.spelling import fold

_REACH = {
    Reach.SITE: "vor Ort; site; stationär; ortsfest; fester Standort; Standort; Einrichtung; "
    "Komm-Struktur; ambulant",
    Reach.MOBILE: "mobil; mobile; kommt hin; aufsuchend; wechselnde Orte; unterwegs; "
    "Geh-Struktur; aufsuchende Arbeit",
    Reach.REMOTE: "telefonisch; online; remote; telefonisch, online; digital; Telefon; "
    "telefonisch und online; telefonisch/online; Hotline",
}
_QUALITY = {
    LocationQuality.HOUSE: "Hausadresse; Haus; house; hausgenau; Adresse; exakt; hauskoordinate",
    LocationQuality.STREET: "Straße; street; Straßenmitte; straßengenau",
    LocationQuality.PLACE: "Ort (ungefähr); Ort; place; Ortsmitte; ungefähr; ortsgenau",
    LocationQuality.MANUAL: "von Hand gesetzt; manual; manuell; von Hand",
    LocationQuality.AREA: "Gebiet; area; Fläche",
    LocationQuality.NONE: "ohne Ort; none; keine; ohne",
}

_TOTAL = re.compile(
    r"\W*(?:(?:zwischen|gesamt|end|teil)?summen?|gesamt(?:ergebnis|zahl|anzahl)?|insgesamt|total)"
    r"(?P<of>\b.*)?|(?P<subtotal>.+) Ergebnis",  # the latter in pivot tables
    re.IGNORECASE | re.DOTALL,
)

REACH_WORDS = {fold(word): reach for reach, text in _REACH.items() for word in text.split(";")}
QUALITY_WORDS = {
    fold(word): quality for quality, text in _QUALITY.items() for word in text.split(";")
}


def is_total(cell: str, *, alone: bool = False) -> bool:
    """Tell whether a cell names a sum, such as „Summe“ or „Gesamt Amt Brück“.

    Parameters
    ----------
    cell
        Text of one cell.
    alone
        Whether the word must stand alone, as „Gesamtschule“ and „Total Tankstelle“ are names.
    """
    match = _TOTAL.fullmatch(cell.strip())
    return match is not None and not (
        alone and (match["of"] or match["subtotal"] or "").strip(" :=Σ.0123456789")
    )
