"""The outline of an Excel worksheet, from its XML.

openpyxl's streaming reader tells none of this, and believes the size a file claims to have.
"""

from __future__ import annotations

import re
from typing import IO
from xml.parsers import expat

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.sheets import DOCTYPE, SheetOutline, column_number
from geo.numbers import german_number

_REFERENCE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_AREA = re.compile(r"^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$")
_MOST_COLUMNS = 16_384
_YES = frozenset({"1", "true"})


class _Scanner:
    """Handlers for the few elements that matter; everything else passes by."""

    def __init__(self, limits: Limits) -> None:
        self.seen = SheetOutline()
        self.limits = limits
        self.row = self.column = 0
        self.has_formula = self.has_value = self.is_text = self.in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "is"}:
            # an empty text is a result, an empty number is none
            self.in_value, self.has_value = True, self.is_text
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "col" and _is_hidden(attributes, "width"):
            last = min(int(attributes["max"]), _MOST_COLUMNS)
            self.seen.hidden_columns.update(range(int(attributes["min"]), last + 1))
        elif name == "mergeCell":
            self._merge(attributes)

    def text(self, _text: str) -> None:
        self.has_value = self.has_value or self.in_value

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in {"v", "is"}:
            self.in_value = False
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        if self.has_value:
            self.seen.last_row = max(self.seen.last_row, self.row)
            self.seen.last_column = max(self.seen.last_column, self.column)
        elif self.has_formula:
            self.seen.valueless.add((self.row, self.column))
        if self.has_value and self.row > self.limits.rows:
            raise Refused("zu_viele_zeilen", limit=german_number(self.limits.rows))
        if self.has_value and self.column > self.limits.columns:
            raise Refused("zu_viele_spalten", limit=german_number(self.limits.columns))

    def _merge(self, attributes: dict[str, str]) -> None:
        area = _AREA.match(attributes.get("ref", ""))
        if area and int(area[2]) < int(area[3]):
            self.seen.merged.append((int(area[2]), int(area[3]), column_number(area[1])))
        if len(self.seen.merged) > self.limits.rows:
            raise Refused("zu_aufwendig")

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0
        if _is_hidden(attributes, "ht"):
            self.seen.hidden_rows.add(self.row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.match(attributes.get("r", ""))
        self.column = column_number(reference.group(1)) if reference else self.column + 1
        self.has_formula = self.has_value = False
        self.is_text = attributes.get("t") == "str"


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return attributes.get("hidden") in _YES or float(attributes.get(size, 1)) == 0


def outline(stream: IO[bytes], limits: Limits) -> SheetOutline:
    """Read the outline of one worksheet.

    Parameters
    ----------
    stream
        The worksheet's XML.
    limits
        Give the most rows and columns with content.

    Raises
    ------
    Refused
        If a limit is exceeded or the XML is damaged or declares a document type.
    """
    scanner = _Scanner(limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.ParseFile(stream)
    except (expat.ExpatError, KeyError, ValueError) as error:
        raise Refused("abgeschnitten", where="") from error
    return scanner.seen


def _refuse_doctype(*_declaration: object) -> None:
    raise Refused("verweist_nach_aussen", what=DOCTYPE)
