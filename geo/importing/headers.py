"""Where the column names of a table stand: below title lines, in one row or two, or nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geo.importing.cleaning import one_line
from geo.importing.roles import Role, header_key, meaning_of

HEADER_SEARCH_ROWS = 30
CERTAIN = 2  # a single known word may as well be a value
_LABEL_CHARS = 120
_YEAR = re.compile(r"^(19|20)\d\d$")
# what only data holds: numbers, addresses of mail and web, postcodes, dates, house numbers
_DATA = re.compile(
    r"[-+]?[\d., '’]*\d[\d., '’%€]*|\S+@\S+\.\S+|(?:https?://|www\.)\S+|\d{5} \D.*"
    r"|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d\d-\d\d.*|.{3,60} (?!(?:19|20)\d\d$)\d{1,4} ?[a-zA-Z]?"
)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d")
# groups whose columns are about somebody else than the offer
_SOMEBODY_ELSE = {
    Role.PROVIDER: frozenset(Role) - {Role.PROVIDER},
    Role.CONTACT_PERSON: frozenset(
        {Role.NAME, Role.STREET, Role.HOUSE_NUMBER, Role.POSTCODE, Role.PLACE, Role.ADDRESS}
    ),
}
_Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Column names and where they were found.

    Parameters
    ----------
    first, last
        Indexes of the first and the last row that belong to the header.
    names
        One per column, as written; empty where the column has none.
    """

    first: int
    last: int
    names: tuple[str, ...]


def find_header(rows: Sequence[_Row]) -> Header | None:
    """Return the header of a table, ``None`` if its first row with content is data already.

    Searched are the first 30 rows: the one with the most recognised column names wins, alone or
    below a row of groups such as „Anschrift“, the earlier one among equals. If hardly any is
    recognised, it is the first row with content, or the first one that is as wide as the table
    where title lines are narrower.

    Parameters
    ----------
    rows
        Cells as text.
    """
    candidates = [header_at(rows, index) for index in range(min(len(rows), HEADER_SEARCH_ROWS))]
    scores = [recognised(header.names) for header in candidates]
    if max(scores, default=0) >= CERTAIN:
        return candidates[scores.index(max(scores))]
    position = _first_wide_row(rows)
    if _is_data(rows, position):
        return candidates[position - 1] if position and _names_most(rows, position) else None
    return candidates[position] if candidates else None


def header_at(rows: Sequence[_Row], index: int) -> Header:
    """Return the header that ends in a given row, with the row of groups above it if any."""
    row = rows[index]
    above = rows[index - 1] if index else ()
    if not _are_groups(above, row):
        return Header(first=index, last=index, names=tuple(row))
    return Header(first=index - 1, last=index, names=tuple(_joined(above, row)))


def recognised(cells: _Row) -> int:
    """Return the number of different meanings among column names."""
    return len({meaning[0] for meaning in map(meaning_of, cells) if meaning})


def is_label_row(cells: _Row) -> bool:
    """Tell whether a row could hold column names: some text, and nothing only data holds."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and not any(_looks_like_data(cell) for cell in filled)


def _looks_like_data(cell: str) -> bool:
    text = one_line(cell)
    known = meaning_of(text) is not None or _YEAR.match(text)
    return len(text) > _LABEL_CHARS or (not known and bool(_DATA.fullmatch(text)))


def _first_wide_row(rows: Sequence[_Row]) -> int:
    widths = [sum(bool(cell.strip()) for cell in row) for row in rows[:HEADER_SEARCH_ROWS]]
    usual = Counter(width for width in widths if width).most_common(1)
    return next((i for i, width in enumerate(widths) if usual and width >= usual[0][0]), 0)


def _names_most(rows: Sequence[_Row], position: int) -> bool:
    """Tell whether the row above data names most columns, as years below merged groups do."""
    above, width = rows[position - 1], sum(map(bool, map(str.strip, rows[position])))
    named = sum(map(bool, map(str.strip, above)))
    return is_label_row(above) and named > 1 and 2 * named >= width


def _is_data(rows: Sequence[_Row], position: int) -> bool:
    """Tell whether a row is like those below: data where they hold data, and in two columns."""
    if len(rows) <= position + 1:
        return False
    below = rows[position + 1 : position + 1 + HEADER_SEARCH_ROWS]
    alike = different = 0
    for column, cell in enumerate(rows[position]):
        values = [row[column] for row in below if column < len(row) and row[column].strip()]
        share = sum(map(_looks_like_data, values)) / len(values) if values else 0
        if share > 0.6:
            is_alike = _looks_like_data(cell) and not _dates_others(cell, values)
            alike += is_alike
            different += not is_alike
    return alike > different and alike >= 1


def _dates_others(cell: str, values: Sequence[str]) -> bool:
    """Tell whether a cell is a day above values that are none: „31.12.2023“ above numbers."""
    return bool(_DATE.fullmatch(cell.strip())) and not any(
        _DATE.fullmatch(value.strip()) for value in values
    )


def _are_groups(above: _Row, row: _Row) -> bool:
    """Tell whether a row names groups of the columns named below it.

    Every column has a name in one of the rows, some only in the lower one, and at least two
    groups or one that does not begin at the left like a title.
    """
    if not (is_label_row(above) and is_label_row(row)):
        return False
    width = max(len(above), len(row))
    pairs = [(_cell(above, column), _cell(row, column)) for column in range(width)]
    groups = [column for column, (upper, _) in enumerate(pairs) if upper]
    covered = any(not upper and lower for upper, lower in pairs)
    named_twice = any(upper and lower for upper, lower in pairs)
    return covered and named_twice and (len(groups) > 1 or groups[0] > 0)


def _joined(above: _Row, row: _Row) -> list[str]:
    """Return the lower names, with their group where they would mislead without it."""
    repeated = Counter(header_key(cell) for cell in row if cell.strip())
    names, group = [], ""
    for column in range(max(len(above), len(row))):
        upper, lower = _cell(above, column), _cell(row, column)
        group = upper or group
        if not lower:
            group = ""
        is_year = bool(_YEAR.match(lower))
        needs_group = is_year or repeated[header_key(lower)] > 1 or _misleads(group, lower)
        is_same = header_key(group) == header_key(lower)
        names.append(
            f"{group} {lower}" if group and needs_group and not is_same else lower or upper
        )
    return names


def _misleads(group: str, lower: str) -> bool:
    about, meant = meaning_of(group), meaning_of(lower)
    return bool(about and meant and meant[0] in _SOMEBODY_ELSE.get(about[0], ()))


def _cell(row: _Row, column: int) -> str:
    return one_line(row[column]) if column < len(row) else ""
