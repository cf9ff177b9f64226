"""Findings about coordinates, addresses, places and areas; part of the table of all findings."""

from __future__ import annotations

from geo.importing.finding_kind import Finding
from geo.report import Severity

_INFO, _WARNING = Severity.INFO, Severity.WARNING

FINDINGS_OF_PLACES: dict[str, Finding] = {
    # coordinates
    "crs_geraten": Finding(
        _WARNING,
        "Die Datei nennt kein Koordinatensystem; vermutet wurde {crs}. "
        "Damit liegen im Kreis oder seiner Umgebung: {hits} von {points} Punkten.",
        "Bitte die Lage auf der Karte prüfen oder das Koordinatensystem in den Spaltennamen "
        "nennen, etwa „Ost (EPSG:25833)“.",
        guess=True,
    ),
    "crs_widerspricht": Finding(
        _WARNING,
        "Angegeben ist {declared}, damit liegt kein Punkt im Kreis oder seiner Umgebung; "
        "gelesen wurde mit {crs}. Damit liegen dort: {hits} von {points} Punkten.",
        "Bitte die Lage auf der Karte prüfen und das Koordinatensystem berichtigen.",
        guess=True,
    ),
    "crs_unbekannt": Finding(
        _WARNING,
        "Das Koordinatensystem ist nicht zu erkennen; die Koordinaten blieben unbenutzt.",
        "Bitte das Koordinatensystem in den Spaltennamen nennen, etwa „Ost (EPSG:25833)“.",
    ),
    "achsen_vertauscht": Finding(
        _WARNING,
        "Die beiden Koordinaten sind in der Datei vertauscht; sie wurden zurückgetauscht.",
        "Bitte die Lage auf der Karte prüfen.",
        guess=True,
    ),
    "zone_falsch": Finding(
        _WARNING,
        "Alle Punkte liegen {degrees}° daneben: Angegeben ist {declared}, nach den Zahlen ist es "
        "{crs}. Damit liegen im Kreis oder seiner Umgebung: {hits} von {points} Punkten.",
        "Bitte die Lage auf der Karte prüfen und das Koordinatensystem berichtigen.",
        guess=True,
    ),
    "zone_vorangestellt": Finding(
        _INFO,
        "Dem Ostwert ist die Nummer der Zone vorangestellt; gelesen wurde mit {crs}. "
        "Damit liegen im Kreis oder seiner Umgebung: {hits} von {points} Punkten.",
    ),
    "crs_angabe_unbekannt": Finding(
        _WARNING,
        "Das angegebene Koordinatensystem „{declared}“ gibt es nicht; es blieb unbeachtet.",
        "Bitte die EPSG-Nummer prüfen, etwa EPSG:25833.",
    ),
    "alle_ausserhalb": Finding(
        _WARNING,
        "Kein Punkt liegt im Kreis oder seiner Umgebung (geprüfte Punkte: {points}).",
        "Bitte prüfen, ob es die richtige Liste ist und das Koordinatensystem stimmt.",
        guess=True,
    ),
    "dezimalzeichen_fehlt": Finding(
        _WARNING,
        "In Koordinaten fehlt das Komma oder ein Punkt trennt Tausender; sie wurden so gelesen, "
        "dass sie im Kreis oder seiner Umgebung liegen (Anzahl: {count}).",
        "Bitte die Lage auf der Karte prüfen; in Excel die Spalten vor dem Einfügen als Text "
        "formatieren.",
        guess=True,
    ),
    "koordinaten_grob": Finding(
        _WARNING,
        "Koordinaten haben höchstens 2 Nachkommastellen und sind nur auf etwa einen Kilometer "
        "genau (Anzahl: {count}).",
        "Bitte Koordinaten mit mindestens 5 Nachkommastellen oder die Anschriften angeben.",
    ),
    "koordinaten_gleich": Finding(
        _WARNING,
        "Viele Angebote haben dieselbe Koordinate: {count} von {points}.",
        "Bitte prüfen, ob sie wirklich am selben Ort sind.",
    ),
    "koordinate_umgerechnet": Finding(
        _INFO, "Die Koordinate wurde als Breite / Länge {shown} gelesen."
    ),
    "koordinate_anderes_system": Finding(
        _WARNING,
        "Die Koordinate steht in einem anderen System als die übrigen: {crs}; so wurde sie "
        "gelesen.",
        "Bitte die Lage auf der Karte prüfen und alle Koordinaten im selben System angeben.",
    ),
    "koordinate_vertauscht": Finding(
        _WARNING,
        "Nur in dieser Zeile sind die beiden Koordinaten vertauscht; sie wurden zurückgetauscht.",
        "Bitte die Lage auf der Karte prüfen.",
    ),
    "koordinate_unlesbar": Finding(
        _WARNING,
        "Die Koordinate „{text}“ ist keine Zahl und blieb unbenutzt.",
        "Bitte als Zahl angeben, etwa 52,3945.",
    ),
    "koordinate_unvollstaendig": Finding(
        _WARNING,
        "Von der Koordinate fehlt ein Teil; sie blieb unbenutzt.",
        "Bitte beide Werte angeben oder keinen.",
    ),
    "koordinate_unplausibel": Finding(
        _WARNING,
        "Die Koordinate liegt weit außerhalb von Deutschland und blieb unbenutzt.",
        "Bitte die Koordinate berichtigen.",
    ),
    "geometrie_punkt": Finding(
        _INFO, "Die Geometrie ist kein einzelner Punkt; ein Punkt darin vertritt sie."
    ),
    "geometrie_repariert": Finding(
        _INFO,
        "Die Geometrie war ungültig und wurde repariert; Fläche vorher {before}, nachher {after}.",
    ),
    "geometrie_veraendert": Finding(
        _WARNING,
        "Die Geometrie war ungültig; die Reparatur änderte ihre Fläche um mehr als ein Prozent: "
        "vorher {before}, nachher {after}.",
        "Bitte die Geometrie im GIS prüfen.",
    ),
    "verweise_uebergangen": Finding(
        _WARNING,
        "Verweise auf Daten an anderer Stelle (NetworkLink) wurden nicht verfolgt "
        "(Anzahl: {count}).",
        "Wenn sie dazugehören: die Orte selbst in die Datei speichern und neu laden.",
    ),
    "geometrie_ungueltig": Finding(
        _WARNING,
        "Die Geometrie ist unbrauchbar und blieb unbenutzt.",
        "Bitte die Geometrie im GIS reparieren.",
    ),
    # place and area
    "anschrift_gekuerzt": Finding(
        _WARNING,
        "Ein Teil der Anschrift ist weder Straße noch Ort und fehlt beim Angebot: „{text}“.",
        "Bitte Straße, Postleitzahl und Ort in eigene Spalten schreiben.",
    ),
    "hausnummer_datum": Finding(
        _WARNING,
        "Die Hausnummer „{text}“ ist ein Datum; vermutlich hat Excel eine Angabe wie „3-5“ "
        "dazu gemacht.",
        "Bitte die Hausnummer als Text eingeben.",
    ),
    "postfach": Finding(
        _WARNING,
        "„{text}“ ist ein Postfach und kein Ort, zu dem Menschen kommen.",
        "Bitte Straße und Hausnummer des Angebots angeben.",
    ),
    "anschrift_berichtigt": Finding(
        _INFO,
        "Die Anschrift „{text}“ wurde im Adressregister als {label} erkannt.",
        "Bitte die Schreibweise prüfen.",
    ),
    "anschrift_nachbar": Finding(
        _INFO,
        "Diese Hausnummer kennt das Adressregister nicht; der Punkt steht beim nächsten Haus: "
        "{label}.",
        "Bitte die Hausnummer prüfen oder eine Koordinate ergänzen.",
    ),
    "anschrift_strasse": Finding(
        _INFO,
        "Die Anschrift nennt keine Hausnummer; der Punkt steht in der Straße: {label}.",
        "Bitte die Hausnummer ergänzen.",
    ),
    "anschrift_mehrdeutig": Finding(
        _WARNING,
        "Die Anschrift „{text}“ ist nicht eindeutig; gemeint sein kann: {candidates}.",
        "Bitte Postleitzahl und Ortsteil ergänzen oder berichtigen.",
    ),
    "anschrift_unbekannt": Finding(
        _WARNING,
        "Die Straße „{text}“ kennt das Adressregister an diesem Ort nicht.",
        "Bitte Straße und Ort prüfen oder eine Koordinate ergänzen.",
    ),
    "anschrift_online": Finding(
        _INFO,
        "Der Punkt stammt vom Dienst {service}, nicht aus dem Adressregister: {label}.",
        "Bitte die Lage auf der Karte prüfen.",
    ),
    "anschrift_fern": Finding(
        _WARNING,
        "Die Koordinate liegt {distance} von der Anschrift {label} entfernt; es gilt die "
        "Koordinate.",
        "Bitte Koordinate und Anschrift prüfen.",
    ),
    "ort_nach_plz": Finding(
        _WARNING,
        "Den Ort „{text}“ kennt das Adressregister nicht; gefunden wurde über die "
        "Postleitzahl: {label}.",
        "Bitte den Ort prüfen.",
    ),
    "ort_ungefaehr": Finding(
        _INFO,
        "Ohne brauchbare Koordinate; der Punkt steht in der Ortsmitte von {place}.",
        "Bitte eine Koordinate ergänzen, wenn es genauer sein soll.",
    ),
    "ort_mehrdeutig": Finding(
        _WARNING,
        "Den Ort „{text}“ gibt es mehrmals ({candidates}); das Angebot wurde ohne Ort übernommen.",
        "Bitte Postleitzahl oder Gemeinde ergänzen.",
    ),
    "ort_von_hand": Finding(
        _INFO, "Den Punkt hat jemand von Hand gesetzt: {place}; er gilt weiter."
    ),
    "ort_von_hand_veraltet": Finding(
        _WARNING,
        "Der von Hand gesetzte Punkt gilt nicht mehr: Die Zeile hat jetzt eine andere Anschrift.",
        "Bitte den Punkt beim Laden neu setzen oder eine Koordinate ergänzen.",
    ),
    "plz_berichtigt": Finding(
        _INFO,
        "Die Postleitzahl war als Zahl oder mit Länderkennung geschrieben; sie hat jetzt "
        "fünf Ziffern.",
    ),
    "plz_ergaenzt": Finding(
        _WARNING,
        "Der Postleitzahl fehlte die führende Null; sie wurde ergänzt.",
        "Bitte prüfen und Postleitzahlen in Excel als Text speichern.",
    ),
    "plz_unvollstaendig": Finding(
        _WARNING,
        "Die Postleitzahl hat nicht fünf Ziffern; sie blieb, wie sie ist.",
        "Bitte die Postleitzahl prüfen.",
    ),
    "plz_abweichend": Finding(
        _WARNING,
        "Die Postleitzahl gehört nicht zu {place}; es gilt der Ort.",
        "Bitte Postleitzahl und Ort prüfen.",
    ),
    "nur_gebiet": Finding(
        _INFO,
        "Bekannt ist nur das Gebiet {place}; das Angebot hat keinen Punkt.",
        "Bitte eine Anschrift ergänzen, wenn es eine gibt.",
    ),
    "ohne_ort": Finding(
        _WARNING,
        "{reason}; das Angebot wurde ohne Ort übernommen.",
        "Bitte Koordinate oder Ort ergänzen und die Liste neu laden.",
    ),
    "standort_geschuetzt": Finding(
        _INFO,
        "Der Standort ist geschützt; Straße und Koordinate wurden nicht übernommen.",
    ),
    "standort_vorsorglich": Finding(
        _WARNING,
        "„{text}“ kann eine Einrichtung sein, deren Standort niemand erfahren darf; Straße und "
        "Koordinate wurden nicht übernommen.",
        "Bitte die Kategorie angeben.",
    ),
    "ausserhalb": Finding(
        _WARNING,
        "Der Punkt liegt außerhalb des Kreises, {distance} von {nearest} entfernt.",
        "Bitte die Koordinate prüfen.",
    ),
    "sozialraum_abweichend": Finding(
        _WARNING,
        "Die Liste nennt {listed}, der Punkt liegt in {found}; es gilt der Punkt.",
        "Bitte Koordinate und Sozialraum prüfen.",
    ),
    "sozialraum_unbekannt": Finding(
        _WARNING,
        "Den Sozialraum „{text}“ gibt es nicht; er blieb unbeachtet.",
        "Bitte Schlüssel oder Namen des Sozialraums angeben.",
    ),
    "einzugsgebiet_unbekannt": Finding(
        _WARNING,
        "Das Einzugsgebiet „{text}“ gibt es nicht; es blieb unbeachtet.",
        "Bitte Schlüssel oder Namen von Sozialräumen angeben, mit „;“ getrennt.",
    ),
    "lagegenauigkeit_unbekannt": Finding(
        _WARNING,
        "Die Lagegenauigkeit „{text}“ ist unbekannt; sie blieb unbeachtet.",
        "Bitte etwa „Hausadresse“, „Straße“ oder „Ort (ungefähr)“ angeben.",
    ),
}
