"""Changes between two days as an Excel file: numbers, offers, and what stands in each area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from geo.change_rows import LISTED, ChangeRow, Told
from geo.changes import Balance, Kind
from geo.workbooks import HEAD, Cell, new_workbook, tidy, write_facts, write_row

_OFFER = ("Angebot", "Ebene", "Kategorie", "Träger", "Anschrift", "Sozialraum", "Wechsel", "Was")
_NUMBERS = ("Gebiet", "vorher", *(kind.label for kind in Kind), "nachher")
_WIDTHS = {"Angebot": 40, "Träger": 30, "Anschrift": 34, "Wechsel": 40, "Was": 80}
_WIDTH = 18


def write_changes(target: Path | IO[bytes], told: Told) -> None:
    """Write a report as Excel file.

    Parameters
    ----------
    target
        File or stream to write to.
    told
        The report.
    """
    book = new_workbook(target)
    _write_list(book, "Zahlen", _NUMBERS, _number_rows(told))
    offers = (row for kind in LISTED for row in told.rows(kind))
    _write_list(book, "Angebote", ("Änderung", *_OFFER), map(_offer_row, offers))
    by_area = (
        [name, *_offer_row(row)] for name, balance in told.areas for row in told.area_rows(balance)
    )
    _write_list(book, "Je Gebiet", ("gesehen von", "Änderung", *_OFFER), by_area)
    if told.entries:
        entries = ([row.kind.label, row.area, row.name, row.what] for row in told.entries)
        _write_list(book, "Gremien", ("Änderung", "Sozialraum", "Eintrag", "Was"), entries)
    write_facts(book, "Erläuterung", _facts(told))
    book.close()


def _number_rows(told: Told) -> Iterator[list[Cell]]:
    for name, balance in told.areas:
        yield _numbers(name, balance)
    yield _numbers("zusammen (jedes Angebot einmal)", told.report.total)


def _numbers(name: str, balance: Balance) -> list[Cell]:
    return [name, balance.before, *(balance.of(kind) for kind in Kind), balance.after]


def _offer_row(row: ChangeRow) -> list[Cell]:
    texts = (row.name, row.layer, row.category, row.provider, row.address, row.area, row.move)
    return [row.kind.label, *texts, row.what]


def _write_list(book: Any, title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format(HEAD)
    for at, word in enumerate(head):
        sheet.set_column(at, at, _WIDTHS.get(word, _WIDTH))
    write_row(sheet, 0, head, [bold] * len(head))
    last = 0
    for last, row in enumerate(rows, start=1):
        write_row(sheet, last, [tidy(each) if isinstance(each, str) else each for each in row])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(head) - 1)


def _facts(told: Told) -> Iterator[tuple[str, str]]:
    yield "Karte", f"{told.after.title}, {told.after.county}"
    yield "Auswahl", told.selection
    yield "vorher", f"am Ende des {told.period.start:%d.%m.%Y}"
    yield "nachher", f"am Ende des {told.period.end:%d.%m.%Y}"
    for remark in told.remarks:
        yield "Hinweis", remark
    for kind in Kind:
        yield kind.label, kind.meaning
