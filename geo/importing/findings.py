"""Every finding an import can report, in one table: code, severity, sentence, remedy.

``docs/findings.md`` is written from this table (``python -m geo.importing.findings_page``).
"""

from __future__ import annotations

from geo.importing.finding_kind import Finding
from geo.importing.findings_of_entries import FINDINGS_OF_ENTRIES
from geo.importing.findings_of_places import FINDINGS_OF_PLACES
from geo.importing.findings_of_records import FINDINGS_OF_RECORDS
from geo.importing.findings_of_returns import FINDINGS_OF_RETURNS
from geo.report import Issue, Severity

VALUE_CHARS = 200


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

FINDINGS: dict[str, Finding] = {
    # the file and its tables
    "notizen": Finding(
        _INFO,
        "Die Datei enthält Notizen aus einer Konferenzdatei. Eine neue Ebene daraus ist intern: "
        "Sie steht auf keiner öffentlichen Seite und in keiner Datei zum Mitnehmen.",
    ),
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
        "weiter, ihre Bedeutung ist nach dem Inhalt vermutet, und schon die erste Zeile wird "
        "gelesen.",
        "Bitte beim Laden angeben, was die Spalten bedeuten, oder eine Zeile mit Spaltennamen "
        "ergänzen.",
        guess=True,
    ),
    "kopfzeile_wiederholt": Finding(
        _ERROR,
        "Die Zeile wiederholt oder zählt die Spaltennamen und enthält keine Daten; sie wurde nicht "
        "übernommen.",
        "Nichts zu tun.",
    ),
    "zwischenueberschrift": Finding(
        _ERROR,
        "Die Zeile besteht nur aus „{text}“ und gilt als Zwischenüberschrift; sie wurde nicht "
        "übernommen.",
        "Nichts zu tun; gehört sie doch zur Liste, bitte eine weitere Spalte ausfüllen, etwa den "
        "Ort.",
    ),
    "abschnitte_als_spalte": Finding(
        _WARNING,
        "Die Liste ist durch Zwischenüberschriften gegliedert ({names}); sie stehen jetzt zu "
        "jeder Zeile in der Spalte „{column}“.",
        "Bitte beim Laden angeben, ob die Spalte etwa die Kategorie oder den Ort nennt.",
    ),
    "anmerkung": Finding(
        _ERROR,
        "Die Zeile ist eine Anmerkung zur Tabelle („{text}“); sie wurde nicht übernommen.",
        "Nichts zu tun; gehört sie doch zur Liste, bitte eine weitere Spalte ausfüllen, etwa den "
        "Ort.",
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
    "zeile_zerteilt": Finding(
        _ERROR,
        "Ein Zeilenumbruch hat die Zeile zerteilt, also stehen Werte in falschen Spalten; sie "
        "wurde nicht übernommen.",
        "Bitte den Umbruch entfernen oder den Text in Anführungszeichen setzen.",
    ),
    "zeile_zu_kurz": Finding(
        _WARNING,
        "Die Zeile hat weniger Zellen als die anderen; die fehlenden gelten als leer.",
        "Bitte prüfen, ob am Ende der Zeile etwas fehlt.",
    ),
    "zeichen_entfernt": Finding(_INFO, "Unsichtbare Steuerzeichen in „{column}“ wurden entfernt."),
    "wie_oben": Finding(
        _INFO, "In „{column}“ steht nur „{text}“; es gilt die Angabe der Zeile darüber."
    ),
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
    **FINDINGS_OF_PLACES,
    **FINDINGS_OF_RECORDS,
    **FINDINGS_OF_ENTRIES,
    **FINDINGS_OF_RETURNS,
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
