"""Tables that stand below each other on one sheet."""

from __future__ import annotations

from dataclasses import replace

from geo.importing.headers import find_header
from geo.importing.page_rows import starts_another_table
from geo.importing.parsing.raw import RawTable

_MOST_TABLES = 20  # beyond it rows only look like column names


def split_tables(raw: RawTable) -> list[RawTable]:
    """Return the tables of a sheet, each with its own header.

    A further one begins where a row below an empty row or a title names other columns. Title
    lines right above that row belong to it.
    """
    header = find_header([cells for _, cells in raw.rows])
    if raw.header is not None or header is None:
        return [raw]
    starts = [0]
    current = [cells for _, cells in raw.rows[header.first : header.last + 1]]
    for index in range(header.last + 1, len(raw.rows)):
        cells = raw.rows[index][1]
        if _stands_apart(raw, index) and starts_another_table(cells, current):
            starts.append(_title_start(raw, index, after=starts[-1]))
            current = [cells]
    if len(starts) > _MOST_TABLES:
        return [raw]
    ends = [*starts[1:], len(raw.rows)]
    return [_part(raw, start, end) for start, end in zip(starts, ends, strict=True)]


def _stands_apart(raw: RawTable, index: int) -> bool:
    number, above = raw.rows[index - 1]
    return number + 1 < raw.rows[index][0] or sum(bool(cell.strip()) for cell in above) <= 1


def _title_start(raw: RawTable, index: int, *, after: int) -> int:
    """Return the index of the first of the single texts right above a header."""
    while index - 1 > after:
        number, cells = raw.rows[index - 1]
        is_next = number + 1 == raw.rows[index][0]
        if not is_next or sum(bool(cell.strip()) for cell in cells) != 1:
            break
        index -= 1
    return index


def _part(raw: RawTable, start: int, end: int) -> RawTable:
    rows = raw.rows[start:end]
    numbers = {number for number, _ in rows}
    return replace(
        raw,
        name=f"{raw.name} (ab Zeile {rows[0][0]})" if start else raw.name,
        rows=rows,
        notes=[note for note in raw.notes if note.row is None or note.row in numbers],
    )
