"""CSV in its usual variants: encodings, separators, quotes, a ``sep=`` line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from geo.importing.parsing.encodings import ODD_ONE, Decoded, decode
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import Note, RawFile, RawTable
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.separators import (
    Dialect,
    declared_separator,
    find_dialect,
    unwrapped,
    with_tabs,
)
from geo.numbers import german_number

_QUOTES = 2
_END_OF_FILE = "\x1a"  # as DOS wrote it


def read_csv(path: Path, limits: Limits, encoding: str | None = None) -> RawFile:
    """Read a CSV file.

    Parameters
    ----------
    path, limits
        The file and what it may cost.
    encoding
        See :attr:`geo.importing.table.Reading.encoding`.

    Raises
    ------
    Refused
        If a quote is never closed, the encoding is unknown or a limit is exceeded.
    """
    decoded = decode(path.read_bytes(), encoding)
    text, dialect = _taken_apart(decoded.text)
    table = RawTable(name="")
    for row, cells in _records(text, dialect, limits):
        if row > limits.rows:
            raise Refused("zu_viele_zeilen", limit=german_number(limits.rows))
        if len(cells) > limits.columns:
            raise Refused("zu_viele_spalten", limit=german_number(limits.columns))
        texts = [_without_formula(cell) for cell in cells]
        table.rows.append((row, _noted(table, row, texts) if decoded.mixed else texts))
    return RawFile(
        tables=[table],
        encoding=decoded.encoding,
        encodings=list(decoded.offers),
        notes=_encoding_notes(decoded),
    )


def _encoding_notes(decoded: Decoded) -> list[Note]:
    if not decoded.guessed:
        return []
    return [Note("kodierung_geraten", details={"encoding": decoded.encoding})]


def _noted(table: RawTable, row: int, cells: list[str]) -> list[str]:
    """Note a row that is encoded otherwise than most, and take the marks out of it."""
    if any(ODD_ONE in cell for cell in cells):
        table.notes.append(Note("kodierung_gemischt", row=row))
        return [cell.replace(ODD_ONE, "") for cell in cells]
    return cells


def _without_formula(cell: str) -> str:
    """Return the text of ``="01067"``, with which exports keep Excel from making a number of it."""
    is_text = cell.startswith('="') and cell.endswith('"') and cell.count('"') == _QUOTES
    return cell[len('="') : -1] if is_text else cell


def _taken_apart(text: str) -> tuple[str, Dialect]:
    """Return the text of the table and how to read it."""
    declared, body = declared_separator(text.rstrip(_END_OF_FILE))
    dialect = find_dialect(body, declared)
    if dialect.separator:
        return body, dialect
    body = unwrapped(body) or with_tabs(body) or body
    return body, find_dialect(body)


def _records(text: str, dialect: Dialect, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    # a text that is never closed swallows the rest of the file without an error
    unclosed = text.count(dialect.quote) % 2 == 1 and _swallows_the_end(text, dialect)
    if unclosed:
        raise Refused("anfuehrungszeichen", row=unclosed)
    row = 0
    try:
        for row, cells in enumerate(dialect.read(io.StringIO(text, newline="")), start=1):
            if max(map(len, cells), default=0) > limits.cell_chars:
                raise Refused("zelle_zu_lang", row=row, limit=german_number(limits.cell_chars))
            yield row, cells
    except csv.Error as error:  # a cell beyond the reader's own, larger limit
        raise Refused(
            "zelle_zu_lang", row=row + 1, limit=german_number(limits.cell_chars)
        ) from error


def _swallows_the_end(text: str, dialect: Dialect) -> int:
    """Return the row in which a text begins that is never closed, or 0."""
    row = 0
    try:
        for row, _ in enumerate(  # noqa: B007 - needed after the loop
            dialect.read(io.StringIO(text, newline=""), strict=True), start=1
        ):
            pass
    except csv.Error as error:
        endless = any(words in str(error) for words in ("end of data", "field limit"))
        return row + 1 if endless else 0
    return 0
