"""Phase: from raw rows to a table with unique column names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from geo.importing.cleaning import clean_text, one_line
from geo.importing.findings import finding
from geo.importing.formats import Format
from geo.importing.raw import Note, RawFile, RawTable
from geo.importing.refusals import Refused
from geo.importing.roles import meaning_of
from geo.importing.table import ParsedFile, Reading, Shape, Table
from geo.report import Issue

HEADER_SEARCH_ROWS = 30
_COLUMN_CHARS = 80
_CERTAIN = 2  # a single known word may as well be a value


def tabulate(
    raw: RawFile, *, kind: Format, file_name: str, reading: Reading | None = None
) -> ParsedFile:
    """Find headers and turn raw tables into tables.

    Raises
    ------
    Refused
        If no table has a data row.
    """
    reading = reading or Reading()
    shared = [_issue(note, ()) for note in raw.notes]
    tables = [_table(table, shared, file_name) for table in raw.tables]
    filled = tuple(table for table in tables if table.rows)
    if not filled:
        raise Refused("ohne_zeilen" if any(table.rows for table in raw.tables) else "leer")
    return ParsedFile(
        file_name=file_name,
        format=kind,
        encoding=raw.encoding,
        tables=filled,
        encodings=tuple(raw.encodings),
    )


def _table(raw: RawTable, shared: list[Issue], file_name: str) -> Table:
    start, header = _header(raw)
    columns, renamed = unique_columns(header)
    body = list(enumerate(raw.rows))[start:]
    kept = [index for index, (_, cells) in body if _has_content(raw, index, cells)]
    numbers = {raw.rows[index][0] for index in kept}
    issues = [*shared, *_header_issues(raw, start), *renamed]
    if len(kept) < len(body):
        issues.append(finding("leere_zeilen", count=len(body) - len(kept)))
    issues += [_issue(note, columns) for note in raw.notes if note.row in {None, *numbers}]
    issues += _surplus(raw, kept, len(columns))
    return Table(
        name=raw.name or file_name,
        columns=columns,
        rows=tuple(tuple(_fitted(raw.rows[index][1], len(columns))) for index in kept),
        row_numbers=tuple(raw.rows[index][0] for index in kept),
        shapes=None if raw.shapes is None else tuple(_shape(raw.shapes[index]) for index in kept),
        crs=raw.crs,
        issues=tuple(issues),
    )


def _header(raw: RawTable) -> tuple[int, list[str]]:
    """Return the index of the first data row and the column names."""
    if raw.header is not None or not raw.rows:
        return 0, raw.header or []
    position = header_position([cells for _, cells in raw.rows])
    return position + 1, raw.rows[position][1]


def _header_issues(raw: RawTable, start: int) -> list[Issue]:
    above = raw.rows[: max(start - 1, 0)]
    if not any(cell.strip() for _, cells in above for cell in cells):
        return []
    return [finding("kopfzeile_gefunden", header=raw.rows[start - 1][0])]


def _has_content(raw: RawTable, index: int, cells: list[str]) -> bool:
    return any(map(str.strip, cells)) or bool(raw.shapes and raw.shapes[index])


def _surplus(raw: RawTable, kept: list[int], width: int) -> Iterable[Issue]:
    for index in kept:
        row, cells = raw.rows[index]
        surplus = " | ".join(filter(str.strip, cells[width:]))
        if surplus:
            yield finding("zeile_zu_lang", row=row, value=surplus)


def _issue(note: Note, columns: Sequence[str]) -> Issue:
    named = note.column is not None and note.column < len(columns)
    column = columns[note.column] if named and note.column is not None else None
    return finding(note.code, row=note.row, column=column, **note.details)


def _shape(raw: list[float] | None) -> Shape | None:
    return None if raw is None else Shape(x=raw[0], y=raw[1], is_point=bool(raw[2]))


def _fitted(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def header_position(rows: Sequence[Sequence[str]]) -> int:
    """Return the index of the row that looks most like a header.

    Searched are the first 30 rows: the one with the most recognised column names wins, the
    earlier one among equals. If hardly any is recognised, it is the first row with content, or the
    first one that is as wide as the table where title lines are narrower.

    Parameters
    ----------
    rows
        Cells as text.
    """
    candidates = rows[:HEADER_SEARCH_ROWS]
    scores = [_recognised(row) for row in candidates]
    if max(scores, default=0) >= _CERTAIN:
        return scores.index(max(scores))
    widths = [sum(bool(cell.strip()) for cell in row) for row in candidates]
    usual = Counter(width for width in widths if width).most_common(1)
    return next((i for i, width in enumerate(widths) if usual and width >= usual[0][0]), 0)


def _recognised(cells: Sequence[str]) -> int:
    return len({meaning[0] for meaning in map(meaning_of, cells) if meaning})


def unique_columns(header: Iterable[str]) -> tuple[tuple[str, ...], list[Issue]]:
    """Return unique, clean column names and an issue for each name that came repeatedly.

    Columns without a name are called „Spalte 3“.
    """
    cleaned = [one_line(clean_text(name)[0])[:_COLUMN_CHARS] for name in header]
    taken: set[str] = set()
    columns: list[str] = []
    renamed: dict[str, list[str]] = {}
    for position, name in enumerate(cleaned, start=1):
        unique = name or f"Spalte {position}"
        number = 1
        while unique in taken:
            number += 1
            unique = f"{name or f'Spalte {position}'} ({number})"
        if name and unique != name:
            renamed.setdefault(name, []).append(unique)
        taken.add(unique)
        columns.append(unique)
    issues = [
        finding("spalte_doppelt", name=name, names=", ".join(f"„{new}“" for new in names))
        for name, names in renamed.items()
    ]
    return tuple(columns), issues
