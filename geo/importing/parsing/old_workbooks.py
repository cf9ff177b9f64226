"""Old Excel workbooks (.xls, Excel 5 to 2003): visible cells as text, like new ones."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import Note, RawFile
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.sheets import SheetOutline, cell_text, visible_table
from geo.numbers import german_number

_OLDEST = 50  # Excel 5; before it a file was one sheet


def read_old_workbook(path: Path, limits: Limits) -> RawFile:
    """Read all visible sheets that have content.

    Raises
    ------
    Refused
        If the file is protected, too old or damaged, or a limit is exceeded.
    """
    read = RawFile(tables=[])
    book = _opened(path)
    for position in range(book.nsheets):
        sheet = book.sheet_by_index(position)
        if sheet.visibility:
            read.notes.append(Note("blatt_verborgen", details={"name": sheet.name}))
        else:
            seen = _outline(sheet, limits)
            table = visible_table(sheet.name, seen, _grid(book, sheet, seen), limits)
            read.tables += [table] if table.rows else []
        book.unload_sheet(position)
    if not read.tables:
        raise Refused("ohne_zeilen")
    return read


def _opened(path: Path) -> Any:
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=path.read_bytes(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,  # else a far cell makes every row as long as its own
            logfile=io.StringIO(),
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Refused("kennwort") from error
        raise Refused("abgeschnitten", where="") from error
    if book.biff_version < _OLDEST:
        raise Refused("excel_uralt")
    return book


def _outline(sheet: Any, limits: Limits) -> SheetOutline:
    """Return what is hidden and merged; xlrd counts from 0 and its ends are exclusive."""
    seen = SheetOutline()
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        filled = [column for column, kind in enumerate(kinds, start=1) if _has_content(kind)]
        if filled:
            seen.last_row, seen.last_column = row + 1, max(seen.last_column, filled[-1])
    if seen.last_row > limits.rows:
        raise Refused("zu_viele_zeilen", limit=german_number(limits.rows))
    seen.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if _is_hidden(info)}
    seen.hidden_columns = {
        column + 1 for column, info in sheet.colinfo_map.items() if info.hidden or not info.width
    }
    seen.merged = [
        (first + 1, last, column + 1)
        for first, last, column, _ in sheet.merged_cells
        if last > first + 1
    ]
    return seen


def _is_hidden(info: Any) -> bool:
    return bool(info.hidden or info.height == 0)


def _has_content(kind: int) -> bool:
    import xlrd

    return kind not in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}


def _grid(book: Any, sheet: Any, seen: SheetOutline) -> Iterator[tuple[int, list[str | None]]]:
    for row in range(seen.last_row):
        cells = sheet.row(row)[: seen.last_column]
        yield row + 1, [_text(book, cell) for cell in cells]


def _text(book: Any, cell: Any) -> str | None:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR or cell.value in {math.inf, -math.inf}:
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date_text(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return cell_text(cell.value, _number_format(book, cell.xf_index))
    return str(cell.value)


def _date_text(value: float, datemode: int) -> str:
    """Return a date, a time without date, or the number if the calendar has no such day."""
    import xlrd

    try:
        moment = xlrd.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return cell_text(value)
    return cell_text(moment.time() if 0 <= value < 1 else moment)


def _number_format(book: Any, style: int | None) -> str:
    if style is None or style >= len(book.xf_list):
        return ""
    form = book.format_map.get(book.xf_list[style].format_key)
    return form.format_str if form else ""
