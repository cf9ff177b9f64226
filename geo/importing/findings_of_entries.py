"""Findings about lists of bodies and agreements; part of the table of all findings."""

from __future__ import annotations

from geo.area_entries import EntryKind
from geo.importing.finding_kind import Finding
from geo.report import Severity

_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

FINDINGS_OF_ENTRIES: dict[str, Finding] = {
    # what it is
    "art_fehlt": Finding(
        _ERROR,
        "Die Zeile sagt nicht, was sie ist; sie wurde nicht übernommen.",
        "Bitte in der Spalte „Art“ angeben, was es ist, etwa „Sozialraumkonferenz“.",
    ),
    "art_unbekannt": Finding(
        _ERROR,
        "Die Art „{text}“ gibt es nicht; die Zeile wurde nicht übernommen.",
        f"Möglich sind: {', '.join(kind.label for kind in EntryKind)}.",
    ),
    "art_erkannt": Finding(_INFO, "„{text}“ gilt als {kind}."),
    # where
    "gebiet_ist_gemeinde": Finding(
        _WARNING,
        "„{text}“ ist eine Gemeinde; der Eintrag steht jetzt beim Sozialraum {space}.",
        "Bitte den Sozialraum nennen, wenn das so gemeint ist.",
    ),
    "ebene_unueblich": Finding(
        _WARNING,
        "{kind} steht gewöhnlich bei {levels}, hier steht „{text}“; übernommen wie angegeben.",
        "Bitte prüfen, ob Art und Gebiet stimmen.",
    ),
    # when
    "eintrag_ohne_datum": Finding(
        _WARNING,
        "Die Zeile nennt kein Datum; der Eintrag steht ohne Zeitangabe.",
        "Bitte Tag, Monat oder Jahr ergänzen, etwa 12.03.2025, 03.2025 oder 2025.",
    ),
    "eintrag_datum_unlesbar": Finding(
        _WARNING,
        "„{text}“ in „{column}“ ist kein Datum; diese Zeitangabe fehlt beim Eintrag.",
        "Bitte als 12.03.2025, 03.2025 oder 2025 schreiben.",
    ),
    "ende_vor_beginn": Finding(
        _WARNING,
        "Das Ende ({until}) liegt vor dem Beginn ({date}); der Eintrag steht ohne Ende.",
        "Bitte beide Angaben prüfen.",
    ),
    # how much
    "betrag_fehlt": Finding(
        _WARNING,
        "Das Sozialraumbudget nennt keinen Betrag; er steht als „keine Angabe“.",
        "Bitte den Betrag in Euro ergänzen.",
    ),
    "betrag_unlesbar": Finding(
        _WARNING,
        "„{text}“ ist kein Betrag in Euro; er fehlt beim Eintrag.",
        "Bitte als 12.500 € oder 12,5 T€ schreiben.",
    ),
    "betrag_gerundet": Finding(_INFO, "Der Betrag wurde auf volle Euro gerundet: {amount} €."),
    "betrag_unpassend": Finding(
        _WARNING,
        "Nur ein Sozialraumbudget hat einen Betrag, {kind} hat keinen; er wurde weggelassen.",
        "Bitte für das Budget eine eigene Zeile mit der Art „Sozialraumbudget“ anlegen.",
    ),
    # whom it names
    "person_entfernt": Finding(
        _WARNING,
        "In „{column}“ steht {what}; die Angabe wurde weggelassen, weil Einträge öffentlich sind.",
        "Bitte Stelle oder Funktion statt einer Person nennen.",
    ),
    # the same twice
    "eintrag_doppelt": Finding(
        _ERROR,
        "Derselbe Eintrag steht schon in Zeile {first}; die Zeile wurde nicht übernommen.",
        "Nichts zu tun; sind es zwei Einträge, bitte Titel oder Datum unterscheiden.",
    ),
    "eintrag_schluessel_doppelt": Finding(
        _WARNING,
        "Der Schlüssel „{text}“ steht schon in Zeile {first}; diese Zeile erhielt einen eigenen.",
        "Bitte jeden Schlüssel nur einmal vergeben.",
    ),
    "eintrag_widerspruch": Finding(
        _WARNING,
        "Art, Gebiet, Datum und Titel stehen schon in Zeile {first}, aber mit anderen Angaben; "
        "beide Zeilen wurden übernommen.",
        "Bitte prüfen, welche gilt.",
    ),
}
