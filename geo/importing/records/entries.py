"""Bodies and agreements of areas, read from lists: one row, one entry."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from geo.area_entries import ENTRY_LEVELS, AreaEntry, EntryKind
from geo.areas import Area, Level
from geo.importing.findings import finding
from geo.importing.pipeline import ImportResult, RowOutcome
from geo.importing.records.areas import AreaFinder
from geo.importing.records.entry_columns import Column, Columns, cells_of, columns_of
from geo.importing.records.entry_values import (
    Period,
    kind_in,
    money_in,
    partners_in,
    period_in,
    person_in,
)
from geo.importing.records.kind import Choices, Question, ReadRecords, RecordKind, outcome
from geo.importing.run import ImportContext
from geo.importing.table import ParsedFile, Table
from geo.numbers import german_number, written_date
from geo.report import Issue, ValidationReport
from geo.spelling import fold

KIND_FOR_ALL = "art"
_LEVEL_WORDS = {
    Level.SOZIALRAUM: "einem Sozialraum",
    Level.PLANREGION: "einer Planregion",
    Level.KREIS: "dem Kreis",
}
_KEY_CHARS = 64


@dataclass(slots=True, kw_only=True)
class _Row:
    """One row on its way to an entry."""

    number: int
    texts: dict[Column, str]
    columns: Columns
    names: tuple[str, ...]
    issues: list[Issue] = field(default_factory=list)

    def text(self, column: Column) -> str:
        return self.texts.get(column, "")

    def note(self, code: str, column: Column | None = None, **details: Any) -> None:
        places = self.columns.places.get(column, ()) if column else ()
        name = self.names[places[0]] if places else None
        self.issues.append(finding(code, row=self.number, column=name, **details))


def read_entries(
    parsed: ParsedFile, table: Table, context: ImportContext, choices: Choices
) -> ReadRecords[AreaEntry]:
    """Read one table of bodies and agreements.

    Parameters
    ----------
    parsed, table
        The file and one of its tables.
    context
        The county.
    choices
        Under ``art`` what all rows are that do not say it themselves.
    """
    columns, finder = columns_of(table), AreaFinder(context.areas)
    question = _question(table, parsed, columns, choices)
    usual = kind_in(question.value) if question else None
    rows = _drafts(table, columns)
    drafts = [(row, _entry(row, finder, context, usual[0] if usual else None)) for row in rows]
    entries = _distinct(drafts)
    outcomes = tuple(_outcome(row, entry, context) for row, entry in drafts)
    about_file = [issue for issue in table.issues if issue.row is None]
    if columns.unused:
        names = ", ".join(f"„{name}“" for name in columns.unused)
        about_file.append(finding("spalten_ungenutzt", names=names))
    issues = [*about_file, *(issue for each in outcomes for issue in each.issues)]
    report = ValidationReport(file_name=parsed.file_name, rows=len(rows), issues=issues)
    return ReadRecords(
        records=entries,
        result=ImportResult(report=report, rows=outcomes),
        questions=(question,) if question else (),
    )


def _question(
    table: Table, parsed: ParsedFile, columns: Columns, choices: Choices
) -> Question | None:
    """Ask what the rows are where no column says it; the name of sheet or file may tell."""
    if Column.KIND in columns.places:
        return None
    told = next(filter(None, map(kind_in, (table.name, parsed.file_name))), None)
    chosen = choices.get(KIND_FOR_ALL)
    return Question(
        key=KIND_FOR_ALL,
        label="Art der Einträge",
        value=chosen if chosen is not None else told[0].value if told else "",
        options=(("", "steht im Titel"), *((kind.value, kind.label) for kind in EntryKind)),
        hint="Die Liste hat keine Spalte „Art“. Was hier steht, gilt für Zeilen, deren Titel es "
        "nicht sagt.",
        is_guess=chosen is None,
    )


def _drafts(table: Table, columns: Columns) -> list[_Row]:
    noticed: defaultdict[int | None, list[Issue]] = defaultdict(list)
    for issue in table.issues:
        noticed[issue.row].append(issue)
    rows = []
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        texts, changed = cells_of(cells, columns)
        row = _Row(number=number, texts=texts, columns=columns, names=table.columns)
        row.issues += noticed[number]
        for column in changed:
            row.note("zeichen_entfernt", column)
        rows.append(row)
    return rows


def _entry(
    row: _Row, finder: AreaFinder, context: ImportContext, usual: EntryKind | None
) -> AreaEntry | None:
    """Return the entry of a row, ``None`` if it cannot be taken over."""
    if _is_rejected(row):  # it is no row of the list at all
        return None
    kind, area = _kind(row, usual), _area(row, finder, context)
    if kind is None or area is None:
        return None
    _check_level(row, kind, area)
    period = _period(row)
    entry = AreaEntry(
        entry_id="",
        kind=kind,
        level=area.level,
        area_id=area.area_id,
        title=_public(row, Column.TITLE),
        date=period.date,
        until=period.until,
        partners=_partners(row),
        amount=_amount(row, kind),
        summary=_public(row, Column.SUMMARY),
        source=_public(row, Column.SOURCE),
    )
    return replace(entry, entry_id=_key(row, entry))


def _kind(row: _Row, usual: EntryKind | None) -> EntryKind | None:
    text = row.text(Column.KIND)
    named = kind_in(text or row.text(Column.TITLE))
    if named and (named[1] or not text):
        return named[0]
    if named:
        row.note("art_erkannt", Column.KIND, text=text, kind=named[0].label)
        row.texts.setdefault(Column.TITLE, text)  # what else it says must not be lost
        return named[0]
    if text:
        row.note("art_unbekannt", Column.KIND, value=text, text=text)
    elif usual is None:
        row.note("art_fehlt")
    return None if text else usual


def _area(row: _Row, finder: AreaFinder, context: ImportContext) -> Area | None:
    text = row.text(Column.AREA)
    if not text:
        row.note("gebiet_fehlt")
        return None
    found = finder.find(text, levels=ENTRY_LEVELS) or finder.find(
        f"Planregion {text}", levels=ENTRY_LEVELS
    )
    if not found:
        return _area_around(row, text, finder, context)
    if len(found) > 1:
        names = ", ".join(f"{area.name} ({_LEVEL_WORDS[area.level]})" for area in found)
        row.note("gebiet_mehrdeutig", Column.AREA, value=text, text=text, names=names)
        return None
    return found[0]


def _area_around(row: _Row, text: str, finder: AreaFinder, context: ImportContext) -> Area | None:
    """Return the county that „kreisweit“ means, or the Sozialraum of a Gemeinde of an Amt."""
    gemeinden = finder.find(text, levels=(Level.GEMEINDE,))
    if len(gemeinden) == 1:
        space = context.areas.ancestor(gemeinden[0], Level.SOZIALRAUM)
        row.note("gebiet_ist_gemeinde", Column.AREA, value=text, text=text, space=space.name)
        return space
    served, _ = context.vocabulary.service_areas(text)
    if len(served) == len(context.areas.at(Level.SOZIALRAUM)):
        return context.areas.kreis
    row.note("gebiet_unbekannt", Column.AREA, value=text, text=text)
    return None


def _check_level(row: _Row, kind: EntryKind, area: Area) -> None:
    if area.level not in kind.usual_levels:
        levels = " oder ".join(_LEVEL_WORDS[level] for level in kind.usual_levels)
        row.note("ebene_unueblich", Column.AREA, kind=kind.label, levels=levels, text=area.name)


def _period(row: _Row) -> Period:
    """Return when it was: day or period, else from and until, else the year."""
    period = _time(row, Column.DATE)
    start = period.date or _time(row, Column.FROM).date or _time(row, Column.YEAR).date
    until = period.until or _until(row) or ("" if period.date else _time(row, Column.YEAR).until)
    if not start and not any(issue.code == "eintrag_datum_unlesbar" for issue in row.issues):
        row.note("eintrag_ohne_datum")
    elif until and until[: len(start)] < start[: len(until)]:
        row.note("ende_vor_beginn", Column.UNTIL, date=start, until=until)
        until = ""
    return Period(date=start, until=until)


def _time(row: _Row, column: Column) -> Period:
    text = row.text(column)
    period = period_in(text) if text else Period()
    if period is None:
        row.note("eintrag_datum_unlesbar", column, value=text, text=text)
        row.texts.pop(column)  # once is enough
    return period or Period()


def _until(row: _Row) -> str:
    period = _time(row, Column.UNTIL)
    return period.until or period.date


def _amount(row: _Row, kind: EntryKind) -> int | None:
    text = row.text(Column.AMOUNT)
    if not kind.has_amount:
        if text:
            row.note("betrag_unpassend", Column.AMOUNT, value=text, kind=kind.label)
        return None
    if not text:
        row.note("betrag_fehlt")
        return None
    value = money_in(text, in_thousands=row.columns.in_thousands)
    if value is None:
        row.note("betrag_unlesbar", Column.AMOUNT, value=text, text=text)
        return None
    if value != round(value):
        row.note("betrag_gerundet", Column.AMOUNT, value=text, amount=german_number(round(value)))
    return round(value)


def _partners(row: _Row) -> tuple[str, ...]:
    kept = []
    for partner in partners_in(row.text(Column.PARTNERS)):
        if what := person_in(partner):
            row.note("person_entfernt", Column.PARTNERS, what=what)
        else:
            kept.append(partner)
    return tuple(kept)


def _public(row: _Row, column: Column) -> str:
    """Return a text, or nothing if it names a person: what else it names, no program knows."""
    text = row.text(column)
    if what := person_in(text):
        row.note("person_entfernt", column, what=what)
        return ""
    return text


def _key(row: _Row, entry: AreaEntry) -> str:
    """Return the key of the list, else one that stays the same from list to list."""
    if given := _public(row, Column.KEY)[:_KEY_CHARS]:
        return given
    own = "|".join((entry.kind, entry.level, entry.area_id, entry.date, fold(entry.title)))
    return f"{entry.kind}-{hashlib.sha256(own.encode()).hexdigest()[:12]}"


def _distinct(drafts: list[tuple[_Row, AreaEntry | None]]) -> tuple[AreaEntry, ...]:
    """Return the entries of all rows that are taken over, each with a key of its own."""
    same: dict[AreaEntry, int] = {}
    by_key: dict[str, int] = {}
    used: Counter[str] = Counter()
    kept = []
    for row, entry in drafts:
        if entry is None or _is_rejected(row):
            continue
        if entry in same:
            row.note("eintrag_doppelt", first=same[entry])
            continue
        same[entry] = row.number
        if entry.entry_id in by_key:
            _note_second(row, entry, by_key[entry.entry_id])
        kept.append(_with_own_key(entry, by_key, used))
        by_key[kept[-1].entry_id] = row.number
    return tuple(kept)


def _is_rejected(row: _Row) -> bool:
    return outcome(row.number, "", tuple(row.issues)).status == "rejected"


def _note_second(row: _Row, entry: AreaEntry, first: int) -> None:
    if row.text(Column.KEY):
        row.note("eintrag_schluessel_doppelt", Column.KEY, text=entry.entry_id, first=first)
    else:
        row.note("eintrag_widerspruch", first=first)


def _with_own_key(entry: AreaEntry, taken: Mapping[str, int], used: Counter[str]) -> AreaEntry:
    """Return the entry with a number behind its key if that is taken; ``used`` counts them."""
    key = entry.entry_id
    while key in taken:
        used[entry.entry_id] += 1
        key = f"{entry.entry_id}-{used[entry.entry_id] + 1}"
    return replace(entry, entry_id=key)


def _outcome(row: _Row, entry: AreaEntry | None, context: ImportContext) -> RowOutcome:
    words: Iterable[str] = (row.text(Column.KIND), row.text(Column.AREA))
    if entry is not None:
        words = (
            entry.name,
            context.areas.get(entry.level, entry.area_id).name,
            written_date(entry.date),
        )
    return outcome(row.number, ", ".join(filter(None, words)), tuple(row.issues))


def _choose(parsed: ParsedFile) -> Table:
    """Return the table with most columns that mean something here."""
    return max(parsed.tables, key=lambda table: len(columns_of(table).places))


def _to_json(entry: AreaEntry) -> dict[str, Any]:
    return asdict(entry)


def entry_from_json(stored: dict[str, Any]) -> AreaEntry:
    """Return an entry as it was before it was stored."""
    return AreaEntry(
        **{
            **stored,
            "kind": EntryKind(stored["kind"]),
            "level": Level(stored["level"]),
            "partners": tuple(stored["partners"]),
        }
    )


ENTRIES: RecordKind[AreaEntry] = RecordKind(
    kind_id="gremien",
    title="Gremien und Vereinbarungen",
    one="Eintrag",
    many="Einträge",
    hint="Eine Zeile je Eintrag mit Art (etwa Sozialraumkonferenz, Regionalteam, "
    "Sozialraumvertrag, Sozialraumbudget), Gebiet und Datum, dazu nach Bedarf Bis, Titel, "
    "Partner, Betrag, Zusammenfassung, Quelle und Schlüssel. Keine Namen von Personen.",
    most_rows=5_000,
    choose=_choose,
    read=read_entries,
    to_json=_to_json,
    from_json=entry_from_json,
)
