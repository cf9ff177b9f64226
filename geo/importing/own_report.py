"""What a report file adds to a list, and how it is left out when the list comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.importing.table import ParsedFile, Table

CHECKED = ("Prüfung", "Befunde", "Was zu tun ist")
OVERVIEW = "Übersicht"
REJECTED = "abgelehnt"
_OTHERWISE = tuple(f"{name} (Prüfbericht)" for name in CHECKED)


def checked_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """Return how the columns of the report are called beside those of the list."""
    return _OTHERWISE if set(CHECKED) & set(columns) else CHECKED


def without_report(parsed: ParsedFile) -> ParsedFile:
    """Return the file without the columns and the sheet that a report file has added.

    The columns are known by standing together, so a list may have one of that name of its own.
    """
    if not any(added_columns(table.columns) for table in parsed.tables):
        return parsed
    lists = tuple(table for table in parsed.tables if table.name != OVERVIEW)
    return replace(parsed, tables=tuple(map(without_checked, lists or parsed.tables)))


def without_checked(table: Table) -> Table:
    """Return the table without the columns that a report file has added."""
    added = added_columns(table.columns)
    kept = [index for index in range(len(table.columns)) if index not in added]
    return replace(
        table,
        columns=tuple(table.columns[index] for index in kept),
        rows=tuple(tuple(row[index] for index in kept) for row in table.rows),
    )


def added_columns(columns: Sequence[str]) -> frozenset[int]:
    """Return the positions of the columns that a report file has added."""
    for names in (CHECKED, _OTHERWISE):
        if {*names} <= {*columns}:
            return frozenset(index for index, name in enumerate(columns) if name in names)
    return frozenset()


def as_before_report(cells: Sequence[str], added: frozenset[int]) -> Sequence[str]:
    """Return a row as it was before the report, if that says that it is no offer.

    Parameters
    ----------
    cells
        Row of the report.
    added
        See :func:`added_columns`.
    """
    if not any(at < len(cells) and cells[at].strip() == REJECTED for at in added):
        return cells
    return ["" if at in added else cell for at, cell in enumerate(cells)]
