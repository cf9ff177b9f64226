"""Lines below a table of numbers: its source, its day, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.importing.cleaning import one_line
from geo.importing.findings import finding
from geo.importing.records.rows import Row
from geo.importing.table import Table

_REMARK = re.compile(
    r"\W*(?:\(?(?:daten)?quellen?\b|stand\b|stichtag\b|datenstand\b|anmerkung|hinweis|erläuterung"
    r"|legende|fußnote)|©|\*|†|[¹²³]|\d\)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\W*(?:daten)?quellen?(?:angabe)?\s*[:;–-]?\s*(?P<rest>.+)", re.IGNORECASE)
_DAY = re.compile(r"\b(?:daten)?(?:stand|stichtag)\b.*", re.IGNORECASE)
_COPYRIGHT = "©"


def without_remarks(table: Table, rows: Sequence[Row]) -> tuple[Table, list[Row], list[Row]]:
    """Take the lines apart that say something of the table and nothing of an area.

    Parameters
    ----------
    table
        As in the file.
    rows
        All of its rows.

    Returns
    -------
    Table, list of Row, list of Row
        The table without remarks, its rows, and the remarks.
    """
    remarks = [row for row in rows if remark_in(row)]
    kept = [row for row in rows if not remark_in(row)]
    source = source_of(remarks)
    for row in remarks:
        is_source = bool(source) and source_in(remark_in(row)) == source
        code, text = ("quelle_gefunden", source) if is_source else ("anmerkung", remark_in(row))
        row.issues[:] = [finding(code, row=row.number, text=text)]
    data = tuple(tuple(row.cells) for row in kept)
    rest = replace(table, rows=data, row_numbers=tuple(row.number for row in kept), shapes=None)
    return rest, kept, remarks


def remark_in(row: Row) -> str:
    """Return the text of a row that is a remark, empty if it is none."""
    filled = [one_line(cell) for cell in row.cells if cell.strip()]
    return filled[0] if len(set(filled)) == 1 and _REMARK.match(filled[0]) else ""


def source_in(text: str) -> str:
    """Return the source that a remark names, empty if it names none."""
    named = _SOURCE.fullmatch(text)
    if named:
        return named["rest"].strip(" ()")
    return text.strip() if text.startswith(_COPYRIGHT) else ""


def days_in(remarks: Sequence[Row]) -> Iterator[str]:
    """Yield what remarks say of the day of the numbers: „Stand 31.12.2023“."""
    for row in remarks:
        if found := _DAY.search(remark_in(row)):
            yield found[0]


def source_of(remarks: Sequence[Row]) -> str:
    """Return the first source that remarks name, empty if none does."""
    texts = sorted(map(remark_in, remarks), key=lambda text: text.startswith(_COPYRIGHT))
    return next(filter(None, map(source_in, texts)), "")
