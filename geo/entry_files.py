"""Bodies and agreements of areas as a table to take along, with headers that the import reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO

from geo.area_entries import ENTRY_LEVELS, AreaEntry
from geo.areas import AreaHierarchy
from geo.exporting import csv_rows
from geo.importing.records.areas import AreaFinder
from geo.importing.records.entry_columns import Column
from geo.numbers import written_date
from geo.results import MapView
from geo.workbooks import HEAD, Cell, new_workbook, tidy, write_facts, write_row

HEADERS = (
    Column.KEY,
    Column.KIND,
    Column.AREA,
    Column.DATE,
    Column.UNTIL,
    Column.TITLE,
    Column.PARTNERS,
    Column.AMOUNT,
    Column.SUMMARY,
    Column.SOURCE,
)
_WIDTHS = {Column.KIND: 30, Column.TITLE: 40, Column.PARTNERS: 40, Column.SUMMARY: 60}
_WIDTH = 18


def entries_csv(entries: Sequence[AreaEntry], areas: AreaHierarchy) -> Iterator[str]:
    """Yield entries as CSV in pieces: semicolons, a byte order mark, no formula.

    Parameters
    ----------
    entries
        In the order of the file.
    areas
        Areas that they belong to.
    """
    rows = ([tidy(cell) for cell in row] for row in _rows(entries, areas))
    return csv_rows(HEADERS, rows)


def write_entries(
    target: IO[bytes], view: MapView, entries: Sequence[AreaEntry], *, today: date
) -> None:
    """Write entries as Excel file; no text ever becomes a formula or a link.

    Parameters
    ----------
    target
        Stream to write to.
    view
        The map that they are of.
    entries
        In the order of the file.
    today
        Date printed on the second sheet.
    """
    book = new_workbook(target)
    sheet = book.add_worksheet("Gremien und Vereinbarungen")
    for at, column in enumerate(HEADERS):
        sheet.set_column(at, at, _WIDTHS.get(column, _WIDTH))
    write_row(sheet, 0, HEADERS, [book.add_format(HEAD)] * len(HEADERS))
    for number, row in enumerate(_rows(entries, view.areas), start=1):
        write_row(sheet, number, [tidy(cell) for cell in row])
    sheet.freeze_panes(1, 0)
    facts = (
        ("Karte", f"{view.title}, {view.county}"),
        ("Einträge", str(len(entries))),
        ("Erstellt am", f"{today:%d.%m.%Y}"),
        ("Daten zuletzt geändert", f"{view.date:%d.%m.%Y}"),
    )
    write_facts(book, "Quellen und Stand", facts)
    book.close()


def _rows(entries: Sequence[AreaEntry], areas: AreaHierarchy) -> Iterator[list[Cell]]:
    finder = AreaFinder(areas)
    for entry in entries:
        yield [
            entry.entry_id.partition(":")[2] or entry.entry_id,
            entry.kind.label,
            _area_name(entry, areas, finder),
            written_date(entry.date),
            written_date(entry.until),
            entry.title,
            "; ".join(entry.partners),
            None if entry.amount is None else float(entry.amount),
            entry.summary,
            entry.source,
        ]


def _area_name(entry: AreaEntry, areas: AreaHierarchy, finder: AreaFinder) -> str:
    """Return the name of an area, its key where the name could be another one."""
    area = areas.get(entry.level, entry.area_id)
    return area.name if finder.find(area.name, levels=ENTRY_LEVELS) == (area,) else area.area_id
