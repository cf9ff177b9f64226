"""Which column of a list of bodies and agreements means what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from geo.importing.cleaning import clean_text, one_line, undefused
from geo.importing.reading import is_blank
from geo.importing.roles import header_key
from geo.importing.table import Table


class Column(StrEnum):
    """What a column can hold; its value is the header of our own lists."""

    KIND = "Art"
    AREA = "Gebiet"
    DATE = "Datum"
    FROM = "Von"
    UNTIL = "Bis"
    YEAR = "Jahr"
    TITLE = "Titel"
    PARTNERS = "Partner"
    AMOUNT = "Betrag in Euro"
    SUMMARY = "Zusammenfassung"
    SOURCE = "Quelle"
    KEY = "Schlüssel"


_MULTI_LINE = frozenset({Column.PARTNERS, Column.SUMMARY})
# The clearest first; what stands in parentheses and the unit of money are taken off before.
_HEADERS = {
    Column.KIND: """
        Art; Art des Gremiums; Art des Eintrags; Eintragsart; Gremienart; Gremium; Typ; Form;
        Format; Art der Veranstaltung; Veranstaltungsart; Veranstaltung; Kategorie; Vorgang; Was
        """,
    Column.AREA: """
        Gebiet; Gebietsname; Name des Gebiets; Gebietsschlüssel; Gebiets-ID; Sozialraum;
        Name des Sozialraums; Sozialraumname; Sozialraum ID; Sozialraumschlüssel; Raum; Kommune;
        Gemeinde; Stadt; Amt; Stadt/Gemeinde; Amt/Gemeinde; Stadt/Amt; Ort; ARS; AGS; Wo;
        Planregion; Region
        """,
    Column.DATE: """
        Datum; Termin; Tag; Zeitpunkt; Sitzungsdatum; Datum der Sitzung; Sitzung am; Am;
        Stattgefunden am; Tagungsdatum; Vertragsdatum; Datum des Vertrags; Unterzeichnet am;
        Abgeschlossen am; Vertragsschluss; Zeitraum; Laufzeit; Datum/Zeitraum; Monat; Wann
        """,
    Column.FROM: """
        Von; Ab; Seit; Beginn; Anfang; Start; Gültig von; Gültig ab; Laufzeit von; Laufzeit ab;
        Besteht seit; In Kraft seit; Vertragsbeginn; Datum von
        """,
    Column.UNTIL: """
        Bis; Ende; Gültig bis; Laufzeit bis; Läuft bis; Befristet bis; Vertragsende; Datum bis
        """,
    Column.YEAR: "Jahr; Haushaltsjahr; Budgetjahr; Kalenderjahr; Berichtsjahr",
    Column.TITLE: """
        Titel; Bezeichnung; Name; Name des Gremiums; Thema; Themen; Überschrift; Betreff; Anlass
        """,
    Column.PARTNERS: """
        Partner; Vertragspartner; Vertragsparteien; Vertragschließende; Beteiligte;
        Beteiligte Partner; Beteiligte Träger; Kooperationspartner; Mitglieder; Teilnehmende;
        Teilnehmer; Akteure; Unterzeichner; Unterzeichnende; Träger; Mit wem
        """,
    Column.AMOUNT: """
        Betrag; Budget; Höhe; Höhe des Budgets; Budgethöhe; Sozialraumbudget; Summe; Mittel;
        Fördersumme; Finanzmittel; Euro; EUR; T€; TEUR
        """,
    Column.SUMMARY: """
        Zusammenfassung; Öffentliche Zusammenfassung; Kurzfassung; Ergebnis; Ergebnisse; Inhalt;
        Inhalte; Beschreibung; Protokoll; Bemerkung; Bemerkungen; Anmerkung; Hinweis; Notiz
        """,
    Column.SOURCE: "Quelle; Quellen; Fundstelle; Beleg; Nachweis; Dokument; Link",
    Column.KEY: "Schlüssel; Kennung; ID; Eintrags-ID; Aktenzeichen",
}
_KNOWN = {
    header_key(header): (rank, column)
    for column, headers in _HEADERS.items()
    for rank, header in enumerate(headers.split(";"))
}
_PARENTHESES = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_UNIT = re.compile(r"(?:\s+in)?\s*(?:T€|TEUR|Tsd\.? ?(?:€|Euro)|Tausend Euro|€|Euro|EUR)$", re.I)
_THOUSANDS = re.compile(r"T€|TEUR|Tsd|Tausend", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of one table.

    Parameters
    ----------
    places
        Position of the columns of each meaning, the clearest first; only an area may stand in
        several.
    in_thousands
        Whether the header says that amounts are in thousands of Euro.
    unused
        Names of columns with content that mean nothing here.
    """

    places: dict[Column, tuple[int, ...]]
    in_thousands: bool
    unused: tuple[str, ...]


def columns_of(table: Table) -> Columns:
    """Recognise the columns of a table by their headers."""
    found: dict[Column, list[tuple[int, int]]] = {}
    for position, header in enumerate(table.columns):
        if meaning := _meaning(header):
            rank, column = meaning
            found.setdefault(column, []).append((rank, position))
    places = {
        column: tuple(position for _, position in sorted(ranked)[: _most(column)])
        for column, ranked in found.items()
    }
    used = {position for each in places.values() for position in each}
    amounts = places.get(Column.AMOUNT, ())
    return Columns(
        places=places,
        in_thousands=any(_THOUSANDS.search(table.columns[each]) for each in amounts),
        unused=tuple(
            header
            for position, header in enumerate(table.columns)
            if position not in used and not all(is_blank(row[position]) for row in table.rows)
        ),
    )


def _most(column: Column) -> int | None:
    return None if column is Column.AREA else 1


def _meaning(header: str) -> tuple[int, Column] | None:
    bare = _UNIT.sub("", _PARENTHESES.sub("", header)) or header
    return _KNOWN.get(header_key(header)) or _KNOWN.get(header_key(bare))


def cells_of(row: tuple[str, ...], columns: Columns) -> tuple[dict[Column, str], list[Column]]:
    """Return the clean texts of a row, and in which of them invisible characters were removed."""
    texts: dict[Column, str] = {}
    changed: list[Column] = []
    for column, positions in columns.places.items():
        cell = next((row[each] for each in positions if not is_blank(row[each])), "")
        text, removed = clean_text(undefused(cell))
        if removed:
            changed.append(column)
        if text:
            texts[column] = text if column in _MULTI_LINE else one_line(text)
    return texts, changed
