"""Excel workbooks (.xlsx): visible cells as text, formulas by their stored values."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from geo.importing.limits import Limits
from geo.importing.numbers import german_number
from geo.importing.raw import Note, RawFile, RawTable
from geo.importing.refusals import Refused
from geo.importing.sheets import DOCTYPE, SheetOutline, column_letters, outline

_PROLOG_BYTES = 65_536
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # openpyxl finds no sheets in it
_EXACT = 2**53  # beyond it not every whole number is a float
_ZERO_PADDED = re.compile(r"^0{2,}$")


def read_workbook(path: Path, limits: Limits) -> RawFile:
    """Read all visible sheets that have content.

    Raises
    ------
    Refused
        If a limit is exceeded or only formulas without stored values are found.
    """
    import openpyxl

    read = RawFile(tables=[])
    # the open file instead of its name, because openpyxl judges names by their ending
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        _refuse_doctypes(archive)
        if _STRICT in archive.read("xl/workbook.xml")[:_PROLOG_BYTES]:
            raise Refused("excel_streng")
        workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        with closing(workbook):
            lost = [_read_visible(read, sheet, archive, limits) for sheet in workbook.worksheets]
    if not read.tables:
        raise Refused("formeln_ohne_wert" if any(lost) else "ohne_zeilen")
    return read


def _refuse_doctypes(archive: zipfile.ZipFile) -> None:
    """Refuse parts that declare a document type; the parsers refuse its entities anyway."""
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(_PROLOG_BYTES):
                    raise Refused("verweist_nach_aussen", what=DOCTYPE)


def _read_visible(read: RawFile, sheet: Any, archive: zipfile.ZipFile, limits: Limits) -> bool:
    """Add the table of a sheet; return whether some of its formulas have no value."""
    if sheet.sheet_state != "visible":
        read.notes.append(Note("blatt_verborgen", details={"name": sheet.title}))
        return False
    with archive.open(_part_name(sheet)) as stream:
        seen = outline(stream, limits)
    table = _read_sheet(sheet, seen, limits)
    if table.rows:
        read.tables.append(table)
    return bool(seen.valueless)


def _part_name(sheet: Any) -> str:
    """Return the name of a worksheet's part in the archive."""
    return str(sheet._worksheet_path).lstrip("/")  # noqa: SLF001 - openpyxl has no public way


def _read_sheet(sheet: Any, seen: SheetOutline, limits: Limits) -> RawTable:
    table = RawTable(name=sheet.title)
    if not seen.last_row:
        return table
    sheet.reset_dimensions()
    skipped = 0
    # columns in between are kept as they are: removing hidden ones renames nothing
    visible = [
        column for column in range(seen.last_column) if column + 1 not in seen.hidden_columns
    ]
    grid = sheet.iter_rows(max_row=seen.last_row, max_col=seen.last_column)
    for row, cells in enumerate(grid, start=1):
        if row in seen.hidden_rows:
            skipped += any(cell.value is not None for cell in cells)
            continue
        texts = list(_texts(table, row, [cells[column] for column in visible], limits))
        if any(texts):
            table.rows.append((row, texts))
    table.notes += _hidden_notes(seen, skipped)
    positions = {column + 1: position for position, column in enumerate(visible)}
    _fill_merged(table, seen, positions)
    table.notes += [
        Note("formel_ohne_wert", row=row, column=positions[column])
        for row, column in sorted(seen.valueless)
        if column in positions and row not in seen.hidden_rows
    ]
    return table


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


def _hidden_notes(seen: SheetOutline, skipped_rows: int) -> Iterator[Note]:
    if skipped_rows:
        yield Note("zeilen_verborgen", details={"count": str(skipped_rows)})
    hidden = sorted(column for column in seen.hidden_columns if column <= seen.last_column)
    if hidden:
        names = ", ".join(map(column_letters, hidden))
        yield Note("spalten_verborgen", details={"names": names})


def _texts(table: RawTable, row: int, cells: list[Any], limits: Limits) -> Iterator[str]:
    for position, cell in enumerate(cells):
        if cell.data_type == "e":
            table.notes.append(Note("excel_fehlerwert", row=row, column=position))
            yield ""
            continue
        text = cell_text(cell.value, "" if cell.value is None else cell.number_format or "")
        if len(text) > limits.cell_chars:
            raise Refused("zelle_zu_lang", row=row, limit=german_number(limits.cell_chars))
        yield text


def cell_text(value: object, number_format: str = "") -> str:
    """Return what a person means by a cell.

    Whole numbers have no decimals, dates are ISO, postcodes stored as numbers with a format
    such as ``00000`` keep their zeros.
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
    whole = abs(value) < _EXACT and float(value).is_integer()
    digits = len(number_format) if _ZERO_PADDED.match(number_format) else 0
    return str(int(value)).zfill(digits) if whole else str(value)
