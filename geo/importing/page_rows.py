"""Rows that belong to the printed page and not to the list.

Repeated column names, headings between the rows, notes below the table. Each is told and
counted; none becomes an offer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median_high

from geo.importing.cleaning import one_line
from geo.importing.headers import CERTAIN, is_label_row, recognised
from geo.importing.roles import Role, meaning_of
from geo.importing.words import is_total
from geo.spelling import fold

_NARROWEST = 3  # filled cells of a usual row; in a narrower list a short row is nothing special
_HEADING_CHARS = 150
_HEADING_COLUMNS = 2  # a running number may stand in front
_COUNTED = 3
_NOTE = re.compile(
    r"^\s*(\*|†|[¹²³]|\d\)|\(\d\)|Quelle|Stand\b|Legende|Erläuterung|Anmerkung|Hinweis|Fußnote)",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class PageRows:
    """What was found among the rows below a header.

    Parameters
    ----------
    codes
        For rows that are no data the code of their finding, by index.
    headings
        For each row of data the heading above it; empty where there is none.
    """

    codes: dict[int, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """Rows below a header; ``filled`` are the columns with content by index of the row."""

    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    filled: dict[int, list[int]]

    def text(self, index: int) -> str:
        return one_line(" ".join(self.rows[index]))

    def has_total(self, index: int) -> bool:
        return any(map(is_total, self.rows[index]))


def page_rows(
    rows: Sequence[Sequence[str]], numbers: Sequence[int], header: Sequence[Sequence[str]]
) -> PageRows:
    """Find the rows below a header that are no data.

    Parameters
    ----------
    rows, numbers
        Cells of the rows below the header and their row numbers; empty rows may be missing.
    header
        Rows of the header.
    """
    found = PageRows()
    filled: dict[int, list[int]] = {}
    for index, cells in enumerate(rows):
        if (
            _repeats(cells, header)
            or _translates(cells, header)
            or (not index and header and _counts_columns(cells))
        ):
            found.codes[index] = "kopfzeile_wiederholt"
        elif any(map(str.strip, cells)):
            filled[index] = [column for column, cell in enumerate(cells) if cell.strip()]
    usual = median_high([len(columns) for columns in filled.values() if len(columns) > 1] or [0])
    if usual >= _NARROWEST:
        body = _Body(rows=rows, numbers=numbers, filled=filled)
        _find_notes(found, body, most=1 if usual == _NARROWEST else 2)
        _find_headings(found, body)
    found.headings = _headings(found, rows, filled)
    return found


def starts_another_table(cells: Sequence[str], header: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row names the columns of a further table, other than those given.

    Two known names are enough if there is nothing else in the row and one is that of the offer.
    """
    filled = [cell for cell in cells if cell.strip()]
    is_short = len(filled) == CERTAIN and any(_names_offers(cell) for cell in filled)
    known = recognised(cells) + is_short
    return known > CERTAIN and is_label_row(cells) and not _repeats(cells, header)


def _names_offers(cell: str) -> bool:
    meaning = meaning_of(cell)
    return meaning is not None and meaning[0] is Role.NAME


def _repeats(cells: Sequence[str], header: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row says what a row of the header says, in at least two cells."""
    filled = [(column, cell) for column, cell in enumerate(cells) if cell.strip()]
    return len(filled) >= CERTAIN and any(
        all(column < len(names) and _same(names[column], cell) for column, cell in filled)
        for names in header
    )


def _translates(cells: Sequence[str], header: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row names most columns with other words, as below „Name; Address; City“."""
    if not header or not is_label_row(cells) or recognised(cells) <= CERTAIN:
        return False
    pairs = zip(map(meaning_of, header[-1]), map(meaning_of, cells), strict=False)
    alike = sum(bool(name and cell and name[0] == cell[0]) for name, cell in pairs)
    return alike > CERTAIN and 2 * alike > sum(map(bool, map(str.strip, cells)))


def _same(name: str, cell: str) -> bool:
    # folding is slow: most cells differ from a column name in their first letter already
    return name[:1].casefold() == cell[:1].casefold() and fold(name) == fold(cell)


def _counts_columns(cells: Sequence[str]) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3 and so on."""
    filled = [cell.strip(" ().") for cell in cells if cell.strip()]
    return len(filled) >= _COUNTED and filled == [str(n + 1) for n in range(len(filled))]


def _find_notes(found: PageRows, body: _Body, *, most: int) -> None:
    """Mark what stands below the last full row, totals apart.

    A row with two texts, as in a legend, is a note only below an empty row.
    """
    below: list[int] = []
    for index in reversed(body.filled):
        if len(body.filled[index]) > most and not body.has_total(index):
            break
        below.insert(0, index)
    if len(below) == len(body.filled):
        return
    apart = False
    for index in below:
        apart = apart or body.numbers[index] > _number_before(body, index) + 1
        if not body.has_total(index) and (apart or len(body.filled[index]) == 1):
            found.codes[index] = "anmerkung"


def _number_before(body: _Body, index: int) -> int:
    """Return the number of the row with content above a given one."""
    return next(body.numbers[i] for i in range(index - 1, -1, -1) if any(body.rows[i]))


def _find_headings(found: PageRows, body: _Body) -> None:
    """Mark rows with a single text at the left between fuller rows."""
    single = [
        index
        for index, columns in body.filled.items()
        if index not in found.codes and len(columns) == 1 and not body.has_total(index)
    ]
    if 2 * len(single) > len(body.filled):  # a list that mostly names things
        return
    for index in single:
        text = body.text(index)
        if _NOTE.match(text):
            found.codes[index] = "anmerkung"
        elif body.filled[index][0] < _HEADING_COLUMNS and _is_heading(text):
            found.codes[index] = "zwischenueberschrift"


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_CHARS and any(map(str.isalpha, text))


def _headings(found: PageRows, rows: Sequence[Sequence[str]], filled: Iterable[int]) -> list[str]:
    current, headings = "", [""] * len(rows)
    for index in filled:
        if found.codes.get(index) == "zwischenueberschrift":
            current = one_line(" ".join(rows[index]))
        elif current and index not in found.codes and not any(map(is_total, rows[index])):
            headings[index] = current
    return headings
