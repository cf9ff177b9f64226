"""Gaps and possible duplicates as Excel files: coloured, in words, and as a list to pivot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from geo.areas import Level
from geo.counting import Offer
from geo.duplicates import DuplicatePair
from geo.exporting import origin
from geo.gap_columns import GapColumn
from geo.gaps import GapCell, GapMatrix, GapRow, GapStatus
from geo.numbers import german_number
from geo.results import MapView
from geo.wording import names_of
from geo.workbooks import HEAD, Cell, new_workbook, tidy, write_facts, write_row

_LEVELS = {Level.SOZIALRAUM: "Sozialraum", Level.PLANREGION: "Planregion"}
_HEAD_HEIGHT = 150  # points: the longest name of a Kategorie, upright
_COLUMN_WIDTH = 13  # of characters: sign, number and word
_LIST_HEAD = (
    "Einwohner",
    "Ressort",
    "Spalte",
    "Status",
    "vor Ort",
    "davon in einem anderen Gebiet",
    "kommt hin",
    "telefonisch, online",
    "zusammen",
    "je 1.000 Einwohner",
    "Ziel je 1.000 Einwohner",
    "zum Ziel fehlen",
)


def write_gaps(
    target: Path | IO[bytes],
    view: MapView,
    matrix: GapMatrix,
    *,
    pairs: Sequence[DuplicatePair],
    notes: Iterable[str],
    today: date,
) -> None:
    """Write a matrix as Excel file.

    Its sheets: the matrix with colours and words; what they mean and where the data come from;
    the possible duplicates; all numbers as a list with one row per area and column.

    Parameters
    ----------
    target
        File or stream to write to.
    view
        What was counted.
    matrix
        The numbers.
    pairs
        Offers that may be one.
    notes
        What a reader must know, in sentences.
    today
        Date printed into the file.
    """
    book = new_workbook(target)
    _write_matrix(book, matrix)
    write_facts(book, "Erläuterung", _explanation(view, notes, today))
    _write_pairs(book, view, pairs)
    _write_list(book, matrix)
    book.close()


def write_duplicates(
    target: Path | IO[bytes], view: MapView, pairs: Sequence[DuplicatePair], *, today: date
) -> None:
    """Write pairs of offers that may be one as Excel file, a work list with room for a decision.

    Parameters
    ----------
    target
        File or stream to write to.
    view
        What was compared.
    pairs
        In the order of the file.
    today
        Date printed into the file.
    """
    book = new_workbook(target)
    _write_pairs(book, view, pairs)
    write_facts(book, "Quellen und Stand", origin(view, today=today))
    book.close()


def _write_matrix(book: Any, matrix: GapMatrix) -> None:
    sheet = book.add_worksheet("Lückenblatt")
    upright = book.add_format({**HEAD, "rotation": 90, "valign": "bottom", "align": "center"})
    head, plain = book.add_format(HEAD), book.add_format({"align": "right"})
    looks = {
        status: book.add_format(
            {"bg_color": status.tint, "align": "center", "border": 1, "border_color": "#c3caca"}
        )
        for status in GapStatus
    }
    columns = [column.label for column in matrix.columns]
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 3, 10)
    sheet.set_column(4, 3 + len(columns), _COLUMN_WIDTH)
    sheet.set_row(0, _HEAD_HEIGHT)
    first = (_LEVELS[matrix.level], "Einwohner", "zusammen", "Lücken")
    write_row(sheet, 0, (*first, *map(tidy, columns)), (head, *[upright] * (3 + len(columns))))
    last = 0
    for last, row in enumerate((*matrix.rows, matrix.county), start=1):
        cells = [_in_words(cell) for cell in row.cells]
        formats = (head, plain, plain, plain, *(looks[cell.status] for cell in row.cells))
        write_row(sheet, last, (*_sums(row), *cells), formats)
    lacking = [matrix.lacking(place) for place in range(len(columns))]
    write_row(sheet, last + 1, ("Gebiete, in denen es fehlt", None, None, None, *lacking), (head,))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _sums(row: GapRow) -> tuple[Cell, ...]:
    return tidy(row.area.name), row.area.population, row.total.counts.total, row.gaps


def _in_words(cell: GapCell) -> str:
    """Return sign, number and word, such as ``● 2 vorhanden``: readable without colour."""
    number = german_number(cell.counts.total) if cell.counts.total else ""
    return " ".join(filter(None, (cell.status.sign, number, cell.status.value)))


def _explanation(view: MapView, notes: Iterable[str], today: date) -> Iterator[tuple[str, str]]:
    for status in GapStatus:
        yield f"{status.sign} {status.value}", status.meaning
    for note in notes:
        yield "So ist gezählt", note
    yield from origin(view, today=today)


def _write_list(book: Any, matrix: GapMatrix) -> None:
    sheet = book.add_worksheet("Zahlen")
    head = book.add_format(HEAD)
    rate = book.add_format({"num_format": "0.00"})
    titles = (_LEVELS[matrix.level], *_LIST_HEAD)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(titles) - 1, 18)
    write_row(sheet, 0, titles, [head] * len(titles))
    formats = [None] * 10 + [rate]
    last = 0
    for last, (row, column, cell) in enumerate(_cells(matrix), start=1):
        write_row(sheet, last, _numbers(row, column, cell), formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(titles) - 1)


def _cells(matrix: GapMatrix) -> Iterator[tuple[GapRow, GapColumn, GapCell]]:
    for row in matrix.rows:
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            yield row, column, cell


def _numbers(row: GapRow, column: GapColumn, cell: GapCell) -> tuple[Cell, ...]:
    counts, told = cell.counts, cell.status.is_statement
    numbers = (counts.site, cell.elsewhere, counts.mobile, counts.remote, counts.total)
    return (
        tidy(row.area.name),
        row.area.population,
        tidy(column.group),
        tidy(column.label),
        cell.status.value,
        *(number if told else None for number in numbers),
        cell.per_1000,
        column.target,
        cell.missing,
    )


def _write_pairs(book: Any, view: MapView, pairs: Sequence[DuplicatePair]) -> None:
    sheet = book.add_worksheet("Mögliche Doppelungen")
    head = book.add_format(HEAD)
    sides = [
        f"{word} {side}"
        for side in "AB"
        for word in ("Angebot", "Kategorie", "Träger", "Anschrift", "Ebene", "Kennung")
    ]
    titles = ("Nr.", "Warum", "Entfernung (m)", *sides, "Entscheidung")
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, len(titles) - 1, 24)
    write_row(sheet, 0, titles, [head] * len(titles))
    categories = names_of(view)["kategorie"]
    for number, pair in enumerate(pairs, start=1):
        metres = None if pair.distance_m is None else round(pair.distance_m)
        both = (*_side(pair.one, categories), *_side(pair.other, categories))
        write_row(sheet, number, (number, pair.words, metres, *both))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(pairs), len(titles) - 1)


def _side(offer: Offer, categories: dict[str, str]) -> tuple[Cell, ...]:
    layer, resource = offer
    town = f"{resource.postcode} {resource.place}".strip()
    texts = (
        resource.name,
        categories.get(resource.category_id or "", "Ohne Kategorie"),
        resource.provider,
        ", ".join(filter(None, (resource.street, town))),
        layer.title,
        resource.resource_id,
    )
    return tuple(map(tidy, texts))
