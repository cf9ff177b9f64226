"""What a person should know of how a table of numbers was read as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geo.areas import AreaHierarchy
from geo.importing.findings import finding
from geo.importing.records.areas import AreaFinder
from geo.importing.records.headings import Columns, Part, period_of, span_in
from geo.importing.records.rows import Row
from geo.importing.records.values import is_dash, is_less, is_unclear
from geo.importing.table import Table
from geo.indicators import Indicator, beside_official
from geo.numbers import written_date
from geo.report import Issue

_SHOWN_COLUMNS = 10
_WHOLE = frozenset({"", "-", "–", "insgesamt", "gesamt", "zusammen", "alle", "summe", "total"})


def about_columns(columns: Columns, table: Table, finder: AreaFinder) -> Iterator[Issue]:
    """Yield what is missing among the columns and what none of them is used for."""
    if not columns.areas:
        sideways = sum(len(finder.find(name)) == 1 for name in table.columns) > 1
        yield finding("gebiete_in_spalten" if sideways else "gebietsspalte_fehlt")
    if not columns.numbers and not columns.is_long:
        yield finding("kennzahlspalte_fehlt")
    if columns.unused:
        names = ", ".join(f"„{name}“" for name in columns.unused[:_SHOWN_COLUMNS])
        yield finding("spalten_ungenutzt", names=names)


def about_spans(columns: Columns, table: Table) -> Iterator[Issue]:
    """Yield for each span of years under which one its values stand."""
    texts = [table.columns[at] for at in columns.numbers]
    at = columns.parts.get(Part.PERIOD)
    texts += [] if at is None else dict.fromkeys(row[at] for row in table.rows)
    for text in texts:
        if span := span_in(text):
            yield finding("zeitraum_ueber_jahre", text=span[0], period=period_of(span[0]))


def about_signs(cells: Iterable[str], column: str) -> Iterator[Issue]:
    """Yield what signs in a column were taken for where they can mean something else."""
    for sign in dict.fromkeys(map(str.strip, cells)):
        if is_dash(sign):
            yield finding("strich_als_keine_angabe", column=column, text=sign)
        elif is_unclear(sign):
            yield finding("zeichen_als_keine_angabe", column=column, text=sign)
        elif is_less(sign):
            yield finding("kleine_zahl_als_gesperrt", column=column, text=sign)


def about_official(indicators: Iterable[Indicator], areas: AreaHierarchy) -> Iterator[Issue]:
    """Yield which indicators are called like official numbers, which they do not change."""
    days = sorted({area.population_date for area in areas if area.population_date})
    for each in indicators:
        own = beside_official(each)
        if own != each:
            day = written_date(days[-1].isoformat()) if days else "unbekannt"
            yield finding("kennzahl_amtlich", text=each.label, own=own.label, day=day)


def about_tables(tables: Sequence[Table], read: Table) -> Iterator[Issue]:
    """Yield that other tables of the file are not read."""
    if len(tables) > 1:
        names = ", ".join(table.name for table in tables)
        yield finding("mehrere_tabellen", names=names, name=read.name)


def reject_parts(rows: Iterable[Row], columns: Columns, table: Table) -> None:
    """Reject rows that are about a part of an area or of its people: it is not the area."""
    for row in rows:
        for at in columns.divisions:
            text = row.cells[at].strip()
            if text.casefold() not in _WHOLE:
                details = {"text": text, "column": table.columns[at]}
                row.issues.append(finding("zeile_ist_teil", row=row.number, **details))
                break
