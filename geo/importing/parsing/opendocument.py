"""OpenDocument spreadsheets (.ods), read as a stream: visible cells as text.

An empty sheet is written as one row repeated a million times; nothing here grows with such
numbers, only with what is really there.
"""

from __future__ import annotations

import math
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from xml.parsers import expat

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import Note, RawFile
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.sheets import DOCTYPE, SheetOutline, cell_text, visible_table
from geo.numbers import german_number

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (
    f"{_OASIS}{space}:1.0 " for space in ("table", "office", "text", "style")
)
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_HIDDEN = frozenset({"collapse", "filter"})
_PER_CENT = "percentage"
_NUMBERS = frozenset({"float", "currency", _PER_CENT})
_TRUTHS = frozenset({"true", "wahr", "false", "falsch"})
_MOST_CELLS = 10_000_000
_DEEPEST = 200
_MOST_BLANKS = 100
_TIME = re.compile(r"^PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S$")


def read_opendocument(path: Path, limits: Limits) -> RawFile:
    """Read all visible sheets that have content.

    Raises
    ------
    Refused
        If the file is protected or damaged, a limit is exceeded, or only formulas without
        stored values are found.
    """
    with zipfile.ZipFile(path) as archive:
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
            raise Refused("kennwort")
        with archive.open("content.xml") as stream:
            reader = _Reader(limits)
            parser = expat.ParserCreate(namespace_separator=" ")
            parser.buffer_text = True
            parser.StartElementHandler = reader.start
            parser.EndElementHandler = reader.end
            parser.CharacterDataHandler = reader.text
            parser.StartDoctypeDeclHandler = _refuse_doctype
            try:
                parser.ParseFile(stream)
            except (expat.ExpatError, ValueError) as error:
                raise Refused("abgeschnitten", where="") from error
    if not reader.read.tables:
        raise Refused("formeln_ohne_wert" if reader.has_valueless else "ohne_zeilen")
    return reader.read


def _refuse_doctype(*_declaration: object) -> None:
    raise Refused("verweist_nach_aussen", what=DOCTYPE)


@dataclass(slots=True)
class _Cell:
    """One cell while it is read; ``text`` are its paragraphs."""

    attributes: dict[str, str]
    covered: bool
    depth: int
    text: list[str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is read."""

    name: str
    hidden: bool
    seen: SheetOutline = field(default_factory=SheetOutline)
    rows: list[tuple[int, list[str | None]]] = field(default_factory=list)
    row: int = 0
    columns: int = 0


class _Reader:
    """Handlers for the elements that matter; everything else passes by."""

    def __init__(self, limits: Limits) -> None:
        self.read = RawFile(tables=[])
        self.limits = limits
        self.path: list[str] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.sheet: _Sheet | None = None
        self.cell: _Cell | None = None
        self.cells: list[str | None] = []
        self.row_attributes: dict[str, str] = {}
        self.muted_at = 0
        self.count = 0
        self.has_valueless = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if len(self.path) > _DEEPEST:
            raise Refused("zu_aufwendig")
        if self.cell is not None:
            self._start_in_cell(self.cell, name, attributes)
        elif self.sheet is not None:
            self._start_in_sheet(self.sheet, name, attributes)
        elif name == _TABLE + "table" and parent == _OFFICE + "spreadsheet":
            style = attributes.get(_TABLE + "style-name", "")
            self.sheet = _Sheet(attributes.get(_TABLE + "name", ""), style in self.hidden_styles)
        elif name == _STYLE + "style":
            self.style = attributes.get(_STYLE + "name", "")
        elif name == _STYLE + "table-properties" and attributes.get(_TABLE + "display") == "false":
            self.hidden_styles.add(self.style)

    def _start_in_sheet(self, sheet: _Sheet, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self.cell = _Cell(attributes, name == _CELLS[1], len(self.path))
        elif name == _TABLE + "table-row":
            self.cells, self.row_attributes = [], attributes
        elif name == _TABLE + "table-column":
            count = _repeated(attributes, "columns")
            if attributes.get(_TABLE + "visibility") in _HIDDEN:
                last = min(sheet.columns + count, self.limits.columns)
                sheet.seen.hidden_columns.update(range(sheet.columns + 1, last + 1))
            sheet.columns += count

    def _start_in_cell(self, cell: _Cell, name: str, attributes: dict[str, str]) -> None:
        if self.muted_at:
            return
        if not name.startswith(_TEXT):  # a comment, a picture, a table inside
            self.muted_at = len(self.path)
        elif name == _TEXT + "p":
            cell.text.append("")
        elif name == _TEXT + "s":
            self.text(" " * min(int(attributes.get(_TEXT + "c", 1)), _MOST_BLANKS))
        elif name == _TEXT + "tab":
            self.text("\t")
        elif name == _TEXT + "line-break":
            self.text("\n")

    def text(self, text: str) -> None:
        if self.cell is None or self.muted_at or not self.cell.text:
            return
        self.cell.text[-1] += text
        if len(self.cell.text[-1]) > self.limits.cell_chars and self.sheet is not None:
            limit = german_number(self.limits.cell_chars)
            raise Refused("zelle_zu_lang", row=self.sheet.row + 1, limit=limit)

    def end(self, name: str) -> None:
        depth = len(self.path)
        self.path.pop()
        if self.muted_at:
            self.muted_at = 0 if self.muted_at == depth else self.muted_at
        elif self.cell is not None and self.sheet is not None:
            if depth == self.cell.depth:
                self._end_cell(self.sheet, self.cell)
                self.cell = None
        elif self.sheet is not None and name == _TABLE + "table-row":
            self._end_row(self.sheet)
        elif self.sheet is not None and self.path[-1] == _OFFICE + "spreadsheet":
            self._end_sheet(self.sheet)
            self.sheet = None

    def _end_cell(self, sheet: _Sheet, cell: _Cell) -> None:
        count = _repeated(cell.attributes, "columns")
        column, row = len(self.cells) + 1, sheet.row + 1
        text = "" if cell.covered else _cell_text(cell)
        if (
            text == ""
            and not cell.covered
            and cell.get(_TABLE + "formula")
            and not _has_value(cell)
        ):
            sheet.seen.valueless.add((row, column))
            self.has_valueless = True
        if text != "" and column + count - 1 > self.limits.columns:
            raise Refused("zu_viele_spalten", limit=german_number(self.limits.columns))
        span = int(cell.attributes.get(_TABLE + "number-rows-spanned", 1))
        if span > 1 and text:
            sheet.seen.merged.append((row, row + span - 1, column))
        self.cells += [text] * min(count, max(0, self.limits.columns + 1 - len(self.cells)))

    def _end_row(self, sheet: _Sheet) -> None:
        count = _repeated(self.row_attributes, "rows")
        while self.cells and self.cells[-1] == "":
            self.cells.pop()
        if self.cells:
            self._keep_rows(sheet, count)
        sheet.row += count

    def _keep_rows(self, sheet: _Sheet, count: int) -> None:
        self.count += count * len(self.cells)
        if sheet.row + count > self.limits.rows:
            raise Refused("zu_viele_zeilen", limit=german_number(self.limits.rows))
        if self.count > _MOST_CELLS:
            raise Refused("zu_aufwendig")
        numbers = range(sheet.row + 1, sheet.row + count + 1)
        if self.row_attributes.get(_TABLE + "visibility") in _HIDDEN:
            sheet.seen.hidden_rows.update(numbers)
        sheet.rows += [(number, self.cells) for number in numbers]
        sheet.seen.last_row = numbers[-1]
        sheet.seen.last_column = max(sheet.seen.last_column, len(self.cells))

    def _end_sheet(self, sheet: _Sheet) -> None:
        if sheet.hidden:
            self.read.notes.append(Note("blatt_verborgen", details={"name": sheet.name}))
            return
        table = visible_table(sheet.name, sheet.seen, sheet.rows, self.limits)
        if table.rows:
            self.read.tables.append(table)


def _repeated(attributes: dict[str, str], what: str) -> int:
    return max(1, int(attributes.get(f"{_TABLE}number-{what}-repeated", 1)))


def _has_value(cell: _Cell) -> bool:
    return bool(cell.get(_OFFICE + "value-type"))


def _cell_text(cell: _Cell) -> str | None:
    """Return what a person means by a cell, ``None`` for an error value."""
    if cell.get(_CALC + "value-type") == "error":
        return None
    shown = "\n".join(cell.text)
    kind = cell.get(_OFFICE + "value-type")
    if kind in _NUMBERS:
        value = cell.get(_OFFICE + "value")
        text = _number_text(value, shown)
        return cell_text(float(value), "0%") if kind == _PER_CENT and text else text
    if kind == "date":
        return _date_text(cell.get(_OFFICE + "date-value")) or shown
    if kind == "time":
        clock = _TIME.match(cell.get(_OFFICE + "time-value"))
        return cell_text(time(int(clock[1]), int(clock[2]), int(clock[3]))) if clock else shown
    if kind == "boolean":
        return cell_text(cell.get(_OFFICE + "boolean-value") == "true")
    return shown or cell.get(_OFFICE + "string-value")


def _number_text(value: str, shown: str) -> str | None:
    number = float(value)
    if not math.isfinite(number):
        return None
    if shown.casefold() in _TRUTHS:  # a formula such as =TRUE() yields a number
        return cell_text(bool(number))
    is_padded = shown.isascii() and shown.isdigit() and shown.startswith("0")
    return shown if is_padded and int(shown) == number else cell_text(number)


def _date_text(value: str) -> str:
    try:
        return cell_text(
            datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        )
    except ValueError:  # before the year 1 or after 9999
        return ""
