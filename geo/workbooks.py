"""Excel files in which no text ever becomes a formula, a link or a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from geo.importing.cleaning import defused, undefused, worksheet_text

#: Of a coordinate: about a centimetre.
DECIMALS = 7
HEAD = {"bold": True, "bg_color": "#e6e8eb", "valign": "top"}

Cell = str | float | None


def new_workbook(target: Path | IO[bytes]) -> Any:
    """Return an empty workbook of xlsxwriter; rows are written from top to bottom.

    Parameters
    ----------
    target
        File or stream that gets the file when the book is closed.
    """
    import xlsxwriter

    return xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )


def write_row(sheet: Any, number: int, row: Iterable[Cell], formats: Sequence[Any] = ()) -> None:
    """Write cells from the first column on; ``None`` stays empty.

    Parameters
    ----------
    sheet
        Worksheet.
    number
        Row, from 0.
    row
        Texts and numbers, see :func:`tidy`.
    formats
        Of each cell; for those beyond its end there is none.
    """
    for at, cell in enumerate(row):
        look = formats[at] if at < len(formats) else None
        if isinstance(cell, str):
            # Nothing is a formula here; marked is only what the import would take for marked.
            sheet.write_string(number, at, cell if undefused(cell) == cell else defused(cell), look)
        elif cell is not None:
            sheet.write_number(number, at, cell, look)


def tidy(cell: Cell) -> Cell:
    """Return a cell without characters that a worksheet cannot hold; empty text is no cell."""
    if isinstance(cell, float):
        return round(cell, DECIMALS)
    return worksheet_text(cell) if cell else None


def write_facts(book: Any, title: str, lines: Iterable[tuple[str, str]]) -> None:
    """Add a sheet with a word and a text in each row, such as sources and explanations."""
    sheet = book.add_worksheet(title)
    head = book.add_format(HEAD)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    for number, (word, text) in enumerate(lines):
        write_row(sheet, number, (word, tidy(text)), (head,))
