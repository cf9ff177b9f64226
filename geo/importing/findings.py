"""Every finding an import can report, in one table: code, severity, sentence, remedy.

``docs/findings.md`` is written from this table (``python -m geo.importing.findings_page``).
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.report import Issue, Severity

VALUE_CHARS = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of finding.

    Parameters
    ----------
    severity
        See :class:`geo.report.Severity`.
    message
        German sentence with ``{placeholders}``: what was found and what became of it.
    remedy
        German sentence: what the sender or editor can do; empty if nothing.
    guess
        Whether it tells a guess about the whole file that a person should confirm.
    """

    severity: Severity
    message: str
    remedy: str = ""
    guess: bool = False


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

FINDINGS: dict[str, Finding] = {
    # the file and its tables
    "kodierung_geraten": Finding(
        _INFO,
        "Die Datei ist nicht in UTF-8 gespeichert; sie wurde als {encoding} gelesen.",
        "Bitte prüfen, ob Umlaute richtig aussehen; sonst in UTF-8 speichern "
        "(in Excel: „CSV UTF-8“).",
    ),
    "kodierung_gemischt": Finding(
        _WARNING,
        "Die Zeile ist anders kodiert als die meisten; ihre Umlaute wurden einzeln gelesen.",
        "Bitte prüfen, ob Umlaute in der Zeile richtig aussehen.",
    ),
    "doppelt_kodiert": Finding(
        _WARNING,
        "Texte sehen doppelt kodiert aus, etwa „{text}“ statt „{meant}“ (Anzahl der Zeilen: "
        "{count}).",
        "Bitte die Datei beim Laden reparieren lassen oder in UTF-8 neu speichern.",
    ),
    "text_repariert": Finding(_INFO, "Doppelt kodierte Umlaute in „{column}“ wurden repariert."),
    "zeichen_verloren": Finding(
        _WARNING,
        "In „{column}“ steht „�“; das Zeichen ging schon vor dem Laden verloren.",
        "Bitte das Zeichen berichtigen oder eine andere Kodierung wählen.",
    ),
    "makros_uebergangen": Finding(
        _INFO, "Die Datei enthält Makros; sie wurden weder gelesen noch ausgeführt."
    ),
    "text_unlesbar": Finding(
        _WARNING,
        "Mindestens ein Text ist anders kodiert als angegeben; solche Texte fehlen.",
        "Bitte die Ebene im GIS mit der Kodierung UTF-8 neu speichern.",
    ),
    "kopfzeile_gefunden": Finding(
        _INFO,
        "Die Spaltennamen stehen in Zeile {header}; was darüber steht, wurde übergangen.",
    ),
    "kopfzeile_zweizeilig": Finding(
        _INFO,
        "Die Spaltennamen stehen in den Zeilen {first} und {last}; sie wurden zusammengelesen.",
    ),
    "kopfzeile_fehlt": Finding(
        _WARNING,
        "Die Tabelle hat keine Zeile mit Spaltennamen; die Spalten heißen „Spalte 1“ und so "
        "weiter, ihre Bedeutung ist nach dem Inhalt vermutet, und die erste Zeile zählt als "
        "Angebot.",
        "Bitte beim Laden angeben, was die Spalten bedeuten, oder eine Zeile mit Spaltennamen "
        "ergänzen.",
        guess=True,
    ),
    "kopfzeile_wiederholt": Finding(
        _ERROR,
        "Die Zeile wiederholt oder zählt die Spaltennamen und ist kein Angebot; sie wurde nicht "
        "übernommen.",
        "Nichts zu tun.",
    ),
    "zwischenueberschrift": Finding(
        _ERROR,
        "Die Zeile besteht nur aus „{text}“ und gilt als Zwischenüberschrift; sie wurde nicht "
        "übernommen.",
        "Nichts zu tun; ist es doch ein Angebot, bitte eine weitere Angabe wie den Ort ergänzen.",
    ),
    "abschnitte_als_spalte": Finding(
        _WARNING,
        "Die Liste ist durch Zwischenüberschriften gegliedert ({names}); sie stehen jetzt zu "
        "jeder Zeile in der Spalte „{column}“.",
        "Bitte beim Laden angeben, ob die Spalte etwa die Kategorie oder den Ort nennt.",
    ),
    "anmerkung": Finding(
        _ERROR,
        "Die Zeile ist eine Anmerkung zur Tabelle („{text}“) und kein Angebot; sie wurde nicht "
        "übernommen.",
        "Nichts zu tun; ist es doch ein Angebot, bitte eine weitere Angabe wie den Ort ergänzen.",
    ),
    "tabellen_nebeneinander": Finding(
        _WARNING,
        "Auf dem Blatt stehen mehrere Tabellen nebeneinander; die Spalten ab „{column}“ gehören "
        "wohl zu einer weiteren.",
        "Bitte jede Tabelle auf ein eigenes Blatt schreiben.",
    ),
    "mehrere_tabellen": Finding(
        _WARNING,
        "Die Datei enthält mehrere Tabellen ({names}); gelesen wird nur „{name}“.",
        "Andere Tabellen bitte einzeln wählen und laden.",
    ),
    "blatt_verborgen": Finding(
        _WARNING,
        "Das ausgeblendete Blatt „{name}“ wurde nicht gelesen.",
        "Wenn es dazugehört: in Excel einblenden, speichern und neu laden.",
    ),
    "zeilen_verborgen": Finding(
        _WARNING,
        "Ausgeblendete oder ausgefilterte Zeilen wurden nicht gelesen (Anzahl: {count}).",
        "Wenn sie dazugehören: in Excel einblenden, speichern und neu laden.",
    ),
    "spalten_verborgen": Finding(
        _WARNING,
        "Ausgeblendete Spalten wurden nicht gelesen: {names}.",
        "Wenn sie dazugehören: in Excel einblenden, speichern und neu laden.",
    ),
    "leere_zeilen": Finding(_INFO, "Leere Zeilen wurden übergangen (Anzahl: {count})."),
    "spalte_doppelt": Finding(
        _INFO,
        "Die Spalte „{name}“ kommt mehrmals vor; die weiteren heißen nun {names}.",
    ),
    "spalten_ungenutzt": Finding(
        _INFO,
        "Diese Spalten wurden nicht übernommen: {names}.",
        "Wenn eine gebraucht wird, sie bitte so nennen, wie sie gemeint ist, etwa „Telefon“.",
    ),
    "spalten_am_inhalt": Finding(
        _WARNING,
        "Diese Spalten sind nur an ihrem Inhalt erkannt: {names}.",
        "Bitte prüfen, ob die Zuordnung stimmt, oder die Spalten so nennen.",
        guess=True,
    ),
    "namensspalte_fehlt": Finding(
        _ERROR,
        "Keine Spalte enthält erkennbar den Namen des Angebots.",
        "Bitte die Spalte mit den Namen der Angebote „Name“ nennen und die Liste neu laden.",
    ),
    "kategoriespalte_fehlt": Finding(
        _WARNING,
        "Die Liste nennt keine Kategorie; die Angebote stehen ohne Kategorie.",
        "Bitte beim Laden eine Kategorie für alle Angebote wählen.",
    ),
    "zielgruppen_ergaenzt": Finding(
        _INFO,
        "Angebote ohne Zielgruppe erhielten die üblichen ihrer Kategorie (Anzahl: {count}).",
    ),
    # text of a row
    "zeile_zu_lang": Finding(
        _ERROR,
        "Die Zeile hat mehr Zellen als die Tabelle Spalten, also stehen Werte in falschen "
        "Spalten; sie wurde nicht übernommen.",
        "Bitte prüfen, ob ein Trennzeichen im Text ohne Anführungszeichen steht.",
    ),
    "zeile_zu_kurz": Finding(
        _WARNING,
        "Die Zeile hat weniger Zellen als die anderen; die fehlenden gelten als leer.",
        "Bitte prüfen, ob ein Zeilenumbruch die Zeile zerteilt hat.",
    ),
    "zeichen_entfernt": Finding(_INFO, "Unsichtbare Steuerzeichen in „{column}“ wurden entfernt."),
    "zellen_verbunden": Finding(
        _INFO, "Über mehrere Zeilen verbundene Zellen gelten für jede dieser Zeilen."
    ),
    "formel_ohne_wert": Finding(
        _WARNING,
        "Die Formel in „{column}“ hat keinen gespeicherten Wert; die Zelle bleibt leer.",
        "Bitte in Excel öffnen und speichern oder die Zellen als Werte einfügen.",
    ),
    "excel_fehlerwert": Finding(
        _WARNING,
        "In „{column}“ steht ein Fehlerwert wie #NV oder #BEZUG!; die Zelle bleibt leer.",
        "Bitte die Formel in der Tabelle berichtigen.",
    ),
    "name_fehlt": Finding(
        _ERROR,
        "Die Zeile hat keinen Namen und wurde nicht übernommen.",
        "Bitte den Namen des Angebots ergänzen.",
    ),
    "summenzeile": Finding(
        _ERROR,
        "Die Zeile ist eine Summe („{text}“) und kein Angebot; sie wurde nicht übernommen.",
        "Nichts zu tun; ist es doch ein Angebot, bitte den Namen ausschreiben.",
    ),
    "datum_aus_zahl": Finding(
        _INFO, "Das Datum in „{column}“ war als Excel-Zahl gespeichert; gelesen wurde {date}."
    ),
    "datum_unmoeglich": Finding(
        _WARNING,
        "Das Datum in „{column}“ gibt es nicht; es fehlt beim Angebot.",
        "Bitte das Datum berichtigen.",
    ),
    "website_ergaenzt": Finding(_INFO, "Die Webseite wurde zu „{website}“ ergänzt."),
    "website_verworfen": Finding(
        _INFO,
        "Die Webseite ist keine http(s)-Adresse; der Text steht jetzt im Hinweis.",
        "Bitte eine Adresse angeben, die mit https:// beginnt.",
    ),
    "reichweite_unbekannt": Finding(
        _WARNING,
        "Die Art „{text}“ ist weder vor Ort noch mobil noch telefonisch; angenommen ist „vor Ort“.",
        "Bitte „vor Ort“, „mobil“ oder „telefonisch“ angeben.",
    ),
    "kategorie_fehlt": Finding(
        _WARNING,
        "Die Zeile nennt keine Kategorie; das Angebot steht ohne Kategorie.",
        "Bitte eine Kategorie ergänzen.",
    ),
    "kategorie_unbekannt": Finding(
        _WARNING,
        "Die Kategorie „{text}“ gibt es nicht; das Angebot steht {instead}{similar}.",
        "Bitte eine Kategorie aus der Liste der Kategorien angeben.",
    ),
    "zielgruppe_unbekannt": Finding(
        _WARNING,
        "Die Zielgruppe „{text}“ gibt es nicht; sie fehlt beim Angebot.",
        "Bitte Zielgruppen aus der Liste der Zielgruppen angeben.",
    ),
    "angebot_doppelt": Finding(
        _INFO,
        "Name und Anschrift stehen schon in Zeile {first}; beide Zeilen wurden übernommen.",
        "Bitte prüfen, ob es dasselbe Angebot ist.",
    ),
    "kennung_doppelt": Finding(
        _INFO,
        "Die Kennung steht schon in Zeile {first}; diese Zeile erhielt eine eigene.",
        "Bitte jede Kennung nur einmal vergeben.",
    ),
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


def finding(
    code: str,
    *,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    **details: object,
) -> Issue:
    """Return the issue of one code with its sentence filled in.

    Parameters
    ----------
    code
        Key of :data:`FINDINGS`.
    row, column, value
        Where and what; the value is cut to 200 characters.
    **details
        Values of the placeholders of the sentence; ``column`` is one by itself.

    Raises
    ------
    KeyError
        If the code or a placeholder is missing from the table.
    """
    kind = FINDINGS[code]
    shown = {key: _cut(str(detail)) for key, detail in details.items()}
    return Issue(
        code=code,
        severity=kind.severity,
        message=kind.message.format(column=_cut(column or ""), **shown),
        remedy=kind.remedy,
        row=row,
        column=column,
        value=None if value is None else _cut(value),
    )


def _cut(text: str) -> str:
    return text if len(text) <= VALUE_CHARS else text[: VALUE_CHARS - 1] + "…"
