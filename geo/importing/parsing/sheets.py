"""Worksheets of whatever format: what a person sees of them becomes a table of text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import Note, RawTable
from geo.importing.parsing.refusals import Refused
from geo.numbers import german_number

DOCTYPE = "eine Dokumenttyp-Angabe (DOCTYPE)"
_EXACT = 2**53  # beyond it not every whole number is a float
# such as 00000, "D-"00000 or [$-407]00000
_ZERO_PADDED = re.compile(r'^(?:"[^"]*"|\[[^\]]*\])*(0{2,})$')
#: A sign of its own: „0.0 %“, not „0.0" %"“ behind a number that is per cent already.
_PER_CENT = re.compile(r'^(?:[^"%\\\\]|"[^"]*"|\\\\.)*%')
_PER_CENT_DIGITS = 10  # what binary fractions add behind them is no digit of the source


@dataclass(slots=True)
class SheetOutline:
    """Outline of one worksheet; rows and columns count from 1.

    Parameters
    ----------
    last_row, last_column
        Last ones with content; 0 in an empty sheet.
    hidden_rows, hidden_columns
        Numbers of what the person does not see.
    valueless
        Row and column of formulas that were never calculated.
    merged
        First row, last row and first column of cells merged over several rows.
    """

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    valueless: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def column_letters(column: int) -> str:
    """Return the name of a column in a spreadsheet, such as ``"AB"`` for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column, such as 28 for ``"AB"``."""
    number_ = 0
    for letter in letters:
        number_ = number_ * 26 + ord(letter) - ord("A") + 1
    return number_


def visible_table(
    name: str,
    seen: SheetOutline,
    grid: Iterable[tuple[int, Sequence[str | None]]],
    limits: Limits,
) -> RawTable:
    """Return the visible rows with content, merged cells filled downwards.

    Parameters
    ----------
    name
        Name of the sheet.
    seen
        Its outline.
    grid
        Row number and texts of the cells, ``None`` for an error value; cells at the end may be
        missing.
    limits
        Give the length of a cell.

    Raises
    ------
    Refused
        If a cell is too long.
    """
    table = RawTable(name=name)
    skipped = 0
    # columns in between are kept as they are: removing hidden ones renames nothing
    visible = [
        column for column in range(seen.last_column) if column + 1 not in seen.hidden_columns
    ]
    for row, cells in grid:
        if row in seen.hidden_rows:
            skipped += any(cell != "" for cell in cells)
            continue
        shown = [cells[column] if column < len(cells) else "" for column in visible]
        if any(cell != "" for cell in shown):
            table.rows.append((row, list(_texts(table, row, shown, limits))))
    table.notes += _hidden_notes(seen, skipped)
    positions = {column + 1: position for position, column in enumerate(visible)}
    _fill_merged(table, seen, positions)
    table.notes += [
        Note("formel_ohne_wert", row=row, column=positions[column])
        for row, column in sorted(seen.valueless)
        if column in positions and row not in seen.hidden_rows
    ]
    return table


def _texts(table: RawTable, row: int, cells: list[str | None], limits: Limits) -> Iterator[str]:
    for position, cell in enumerate(cells):
        if cell is None:
            table.notes.append(Note("excel_fehlerwert", row=row, column=position))
        elif len(cell) > limits.cell_chars:
            raise Refused("zelle_zu_lang", row=row, limit=german_number(limits.cell_chars))
        yield cell or ""


def _hidden_notes(seen: SheetOutline, skipped_rows: int) -> Iterator[Note]:
    if skipped_rows:
        yield Note("zeilen_verborgen", details={"count": str(skipped_rows)})
    hidden = sorted(column for column in seen.hidden_columns if column <= seen.last_column)
    if hidden:
        names = ", ".join(map(column_letters, hidden))
        yield Note("spalten_verborgen", details={"names": names})


def _fill_merged(table: RawTable, seen: SheetOutline, positions: dict[int, int]) -> None:
    """Give the text of a cell merged over several rows to each row that has other content."""
    rows = dict(table.rows)
    filled = 0
    for first, last, column in seen.merged:
        position = positions.get(column)
        if position is None or first not in rows or not rows[first][position]:
            continue
        for row in range(first + 1, min(last, seen.last_row) + 1):
            if row in rows and not rows[row][position]:
                rows[row][position] = rows[first][position]
                filled += 1
    if filled:
        table.notes.append(Note("zellen_verbunden"))


def cell_text(value: object, number_format: str = "") -> str:
    """Return what a person means by a cell; a number that is none is empty.

    Whole numbers have no decimals, dates are ISO, postcodes stored as numbers with a format
    such as ``00000`` keep their zeros, and 0.045 that is shown as 4.5 % is „4.5 %“.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int | float):
        return _number_text(value, number_format)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number_text(value: float, number_format: str) -> str:
    if not math.isfinite(value):
        return ""
    if _PER_CENT.search(number_format):
        return f"{_number_text(round(100 * value, _PER_CENT_DIGITS), '')} %"
    whole = abs(value) < _EXACT and float(value).is_integer()
    padded = _ZERO_PADDED.match(number_format)
    return str(int(value)).zfill(len(padded[1]) if padded else 0) if whole else str(value)
