"""Excel workbooks (.xlsx, .xlsm): visible cells as text, formulas by their stored values."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.outlines import outline
from geo.importing.parsing.raw import Note, RawFile
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.sheets import DOCTYPE, SheetOutline, cell_text, visible_table

_PROLOG_BYTES = 65_536
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # openpyxl finds no sheets in it
_INFINITE = (math.inf, -math.inf)  # what a number such as 1e400 becomes
_MACROS = "xl/vbaProject.bin"


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
        if _MACROS in archive.namelist():
            read.notes.append(Note("makros_uebergangen"))
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
    table = visible_table(sheet.title, seen, _grid(sheet, seen), limits)
    if table.rows:
        read.tables.append(table)
    return bool(seen.valueless)


def _part_name(sheet: Any) -> str:
    """Return the name of a worksheet's part in the archive."""
    return str(sheet._worksheet_path).lstrip("/")  # noqa: SLF001 - openpyxl has no public way


def _grid(sheet: Any, seen: SheetOutline) -> Iterator[tuple[int, list[str | None]]]:
    if not seen.last_row:
        return
    sheet.reset_dimensions()
    grid = sheet.iter_rows(max_row=seen.last_row, max_col=seen.last_column)
    for row, cells in enumerate(grid, start=1):
        yield row, [_text(cell) for cell in cells]


def _text(cell: Any) -> str | None:
    if cell.data_type == "e" or cell.value in _INFINITE:
        return None
    return cell_text(cell.value, "" if cell.value is None else cell.number_format or "")
