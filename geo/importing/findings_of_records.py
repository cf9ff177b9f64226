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
    "summe_als_kreis": Finding(_INFO, "„{text}“ wurde als Wert des ganzen Kreises gelesen."),
    "gebietsspalte_fehlt": Finding(
        _WARNING,
        "Keine Spalte nennt Gebiete dieses Kreises.",
        "Bitte eine Spalte mit Namen oder Schlüsseln von Gemeinden oder Sozialräumen ergänzen.",
    ),
    # indicators
    "kennzahlspalte_fehlt": Finding(
        _WARNING,
        "Keine Spalte enthält Zahlen.",
        "Bitte je Kennzahl und Jahr eine Spalte anlegen, etwa „Einwohner 2022“.",
    ),
    "kennzahl_fehlt": Finding(
        _ERROR,
        "Die Zeile nennt keine Kennzahl; sie wurde nicht übernommen.",
        "Bitte in jeder Zeile die Kennzahl nennen.",
    ),
    "zeitraum_fehlt": Finding(
        _ERROR,
        "Zur Kennzahl „{text}“ fehlt das Jahr; die Zeile wurde nicht übernommen.",
        "Bitte das Jahr in den Spaltennamen schreiben oder bei den Fragen zur Liste eintragen.",
    ),
    "spalten_ohne_zeitraum": Finding(
        _WARNING,
        "Ohne Jahr und darum nicht gelesen: {names}.",
        "Bitte das Jahr in den Spaltennamen schreiben oder bei den Fragen zur Liste eintragen.",
    ),
    "zeitraum_geraten": Finding(
        _WARNING,
        "Die Spalten nennen kein Jahr; angenommen wurde {period} nach dem Namen „{text}“.",
        "Bitte bei den Fragen zur Liste bestätigen oder das Jahr in die Spaltennamen schreiben.",
        guess=True,
    ),
    "wert_unlesbar": Finding(
        _WARNING,
        "„{text}“ in „{column}“ ist keine Zahl; der Wert gilt als „keine Angabe“.",
        "Bitte eine Zahl eintragen, „k. A.“ für keine Angabe oder „•“ für gesperrt.",
    ),
    "wert_doppelt": Finding(
        _ERROR,
        "Zu „{text}“ steht schon in Zeile {first} ein Wert; diese Zeile wurde nicht übernommen.",
        "Bitte eine der beiden Zeilen entfernen.",
    ),
    "punkt_als_tausender": Finding(
        _INFO,
        "In „{column}“ wurde „{text}“ als Tausend gelesen.",
        "Bitte prüfen; Nachkommastellen mit Komma schreiben.",
        guess=True,
    ),
    "strich_als_keine_angabe": Finding(
        _INFO,
        "„{text}“ wurde als „keine Angabe“ gelesen; in amtlichen Tabellen kann es auch 0 heißen.",
        "Bitte bei der Quelle nachsehen und gegebenenfalls 0 eintragen.",
    ),
    "aggregation_vermutet": Finding(
        _WARNING,
        "Wie „{text}“ für größere Gebiete zusammengefasst wird, sagt die Datei nicht; vermutet "
        "wurde: {words}.",
        "Bitte bei den Fragen zur Liste bestätigen.",
        guess=True,
    ),
    "anteil_ohne_nenner": Finding(
        _WARNING,
        "„{text}“ ist ein Anteil ohne Zähler und Nenner. Anteile lassen sich nicht mitteln: Für "
        "größere Gebiete gibt es einen Wert nur, wo die Datei ihn nennt.",
        "Bitte Zähler und Nenner ergänzen oder bei den Fragen zur Liste mit Einwohnern gewichten.",
        guess=True,
    ),
    "summe_widerspricht": Finding(
        _WARNING,
        "„{text}“: Die Datei nennt {given}, aus den Teilen folgt {computed}; es gilt die Angabe "
        "der Datei.",
        "Bitte beide Werte prüfen.",
    ),
}
