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
    "gebiet_gelesen_als": Finding(
        _INFO,
        "„{text}“ wurde als {area} gelesen; gemeint sein kann auch {names}.",
        "Bitte prüfen und sonst „Amt“ oder „Gemeinde“ davor setzen.",
    ),
    "summe_als_gebiet": Finding(_INFO, "„{text}“ wurde als Wert von {area} gelesen."),
    "summe_als_kreis": Finding(
        _INFO,
        "„{text}“ wurde als Wert des ganzen Kreises gelesen, denn die Zeilen ergeben den ganzen "
        "Kreis.",
    ),
    "summe_der_zeilen": Finding(
        _ERROR,
        "„{text}“ ist die Summe von Zeilen, die nicht den ganzen Kreis ergeben; die Zeile wurde "
        "nicht übernommen.",
        "Nichts zu tun; ist es der Wert eines Gebiets, es bitte nennen, etwa „Landkreis gesamt“.",
    ),
    "gebietsspalte_fehlt": Finding(
        _WARNING,
        "Keine Spalte nennt Gebiete dieses Kreises.",
        "Bitte eine Spalte mit Namen oder Schlüsseln von Gemeinden oder Sozialräumen ergänzen.",
    ),
    "gebiete_in_spalten": Finding(
        _WARNING,
        "Die Gebiete stehen nebeneinander in den Spaltennamen; so kann die Liste nicht gelesen "
        "werden.",
        "Bitte Zeilen und Spalten vertauschen (in Excel: Inhalte einfügen, Transponieren): eine "
        "Zeile je Gebiet.",
    ),
    "gebiet_ohne_werte": Finding(
        _INFO, "Die Zeile nennt „{text}“ ohne Wert; sie gilt als Überschrift."
    ),
    "zeile_ist_teil": Finding(
        _ERROR,
        "Die Zeile zählt nur „{text}“ („{column}“) und nicht das ganze Gebiet; sie wurde nicht "
        "übernommen.",
        "Bitte je Gruppe eine Kennzahl anlegen, etwa „Fälle weiblich 2023“, und Ortsteile zu "
        "Gemeinden addieren.",
    ),
    # indicators
    "quelle_gefunden": Finding(
        _INFO,
        "Die Zeile nennt die Quelle „{text}“; sie gilt für Kennzahlen, zu denen die Liste sonst "
        "keine nennt.",
        "Bitte bei den Fragen zur Liste prüfen.",
    ),
    "kennzahl_amtlich": Finding(
        _WARNING,
        "„{text}“ gibt es schon als amtliche Zahl (Stand {day}). Die Zahlen der Liste stehen "
        "daneben als „{own}“; „je 1.000 Einwohner“ und Dichte rechnen weiter mit der amtlichen.",
        "Nichts zu tun.",
    ),
    "zeitraum_ueber_jahre": Finding(
        _INFO,
        "„{text}“ umfasst mehrere Jahre; die Werte stehen unter {period}.",
        "Bitte prüfen und sonst das Jahr in den Spaltennamen schreiben.",
    ),
    "zeichen_als_keine_angabe": Finding(
        _INFO,
        "„{text}“ wurde als „keine Angabe“ gelesen; in amtlichen Tabellen kann es auch heißen, "
        "dass die Zahl geheim oder unsicher ist.",
        "Bitte bei der Quelle nachsehen und für geheime Zahlen „•“ eintragen.",
    ),
    "kleine_zahl_als_gesperrt": Finding(
        _INFO, "„{text}“ wurde als „gesperrt“ gelesen: Die Datei nennt die Zahl nicht."
    ),
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
        "Die Spalten nennen kein Jahr; angenommen wurde {period} nach „{text}“.",
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
