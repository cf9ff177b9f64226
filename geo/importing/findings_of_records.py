"""Findings about lists whose rows are no offers; part of the table of all findings."""

from __future__ import annotations

from geo.importing.finding_kind import Finding
from geo.report import Severity

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

FINDINGS_OF_RECORDS: dict[str, Finding] = {
    # areas
    "gebiet_fehlt": Finding(
        _ERROR,
        "Die Zeile nennt kein Gebiet; sie wurde nicht übernommen.",
        "Bitte Gemeinde, Sozialraum, Planregion oder Kreis mit Namen oder Schlüssel nennen.",
    ),
    "gebiet_unbekannt": Finding(
        _ERROR,
        "Das Gebiet „{text}“ gibt es im Kreis nicht; die Zeile wurde nicht übernommen.",
        "Bitte die Schreibweise prüfen oder den amtlichen Schlüssel (AGS, ARS) nennen.",
    ),
    "gebiet_mehrdeutig": Finding(
        _ERROR,
        "„{text}“ kann mehreres heißen: {names}; die Zeile wurde nicht übernommen.",
        "Bitte „Amt“ oder „Gemeinde“ davor setzen oder den amtlichen Schlüssel nennen.",
    ),
    "gebiete_ebene_geraten": Finding(
        _WARNING,
        "Namen wie „{text}“ tragen eine Gemeinde und ein Amt; gelesen wurde: {level}.",
        "Bitte prüfen und sonst „Amt“ oder „Gemeinde“ davor setzen.",
        guess=True,
    ),
}
