"""Phase: from raw rows to tables with unique column names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from geo.importing.cleaning import clean_line, one_line
from geo.importing.findings import finding
from geo.importing.headers import CERTAIN, Header, find_header, header_at, recognised
from geo.importing.own_report import added_columns, as_before_report
from geo.importing.page_rows import PageRows, page_rows
from geo.importing.parsing.doubled import mend
from geo.importing.parsing.formats import Format
from geo.importing.parsing.raw import Note, RawFile, RawTable
from geo.importing.parsing.refusals import Refused
from geo.importing.roles import header_key, made_up_name
from geo.importing.stacked import split_tables
from geo.importing.table import ParsedFile, Reading, Shape, Table
from geo.report import Issue

_COLUMN_CHARS = 80
#: Column of the headings that stand between the rows.
SECTION = "Abschnitt"
_USUAL_SHARE = 0.8
_MOST_NAMES = 10
_RULES = " \t\r\n\u00a0-–—_=+|"  # what lines between rows are drawn with


def tabulate(
    raw: RawFile, *, kind: Format, file_name: str, reading: Reading | None = None
) -> ParsedFile:
    """Find headers and turn raw tables into tables.

    Raises
    ------
    Refused
        If no table has a data row or stands upright.
    """
    reading = reading or Reading()
    tables, can_repair = [], False
    for sheet in raw.tables:
        sheet.name = sheet.name or file_name
        doubled = mend(sheet, repair=reading.repair)
        can_repair = can_repair or doubled is not None
        shared = [_issue(note, {}) for note in (*raw.notes, *([doubled] if doubled else ()))]
        wanted = reading.header_rows
        parts = [sheet] if sheet.name in wanted else split_tables(sheet)
        tables += [_table(part, shared, wanted.get(part.name)) for part in parts]
    filled = tuple(table for table in tables if table.rows)
    if not filled:
        raise Refused("ohne_zeilen" if any(table.rows for table in raw.tables) else "leer")
    if all(map(_lies, filled)):
        raise Refused("tabelle_quer")
    return ParsedFile(
        file_name=file_name,
        format=kind,
        encoding=raw.encoding,
        tables=filled,
        encodings=tuple(raw.encodings),
        can_repair=can_repair,
    )


def _table(raw: RawTable, shared: list[Issue], wanted: int | None) -> Table:
    header = _header(raw, wanted)
    start = header.last + 1 if header else 0
    body = range(start, len(raw.rows))
    kept = [index for index in body if _has_content(raw, index)]
    cells, numbers = [raw.rows[index][1] for index in kept], [raw.rows[i][0] for i in kept]
    page = _page_rows(raw, header, cells, numbers)
    names = _names(raw, header, cells)
    used = [at for at, name in enumerate(names) if name.strip() or _is_filled(cells, at)]
    columns, renamed = _columns(names, used, page)
    issues = [
        *shared,
        *_header_issues(raw, header),
        *renamed,
        *_beside(names, used, columns),
        *_empty_rows(len(body) - len(kept)),
        *_notes(raw, dict(zip(used, columns, strict=False)), set(numbers)),
        *_page_issues(page, cells, numbers, columns),
        *_uneven(raw, page, cells, numbers, len(names)),
    ]
    return Table(
        name=raw.name,
        columns=columns,
        rows=tuple(_row(row, used, heading) for row, heading in _with_headings(cells, page)),
        row_numbers=tuple(numbers),
        shapes=None if raw.shapes is None else tuple(_shape(raw.shapes[index]) for index in kept),
        crs=raw.crs,
        issues=tuple(issues),
        header_row=raw.rows[header.last][0] if header else None,
    )


def _lies(table: Table) -> bool:
    """Tell whether the column names of a table stand one below the other, not side by side."""
    if len(table.columns) == 1 or 2 * recognised(table.columns) > CERTAIN:
        return False
    names = [*table.columns[:1], *(cell for row in table.rows for cell in row[:1])]
    known = recognised(names)
    return known > CERTAIN and 2 * known >= len(names)


def _header(raw: RawTable, wanted: int | None) -> Header | None:
    """Return the header, ``None`` if the format knows the names or there are none."""
    if raw.header is not None or not raw.rows or wanted == 0:
        return None
    rows = [cells for _, cells in raw.rows]
    chosen = (index for index, (number, _) in enumerate(raw.rows) if number == wanted)
    index = next(chosen, None)
    return find_header(rows) if index is None else header_at(rows, index)


def _has_content(raw: RawTable, index: int) -> bool:
    drawn = any(cell.strip(_RULES) for cell in raw.rows[index][1])
    return drawn or bool(raw.shapes and raw.shapes[index])


def _page_rows(
    raw: RawTable, header: Header | None, cells: Sequence[Sequence[str]], numbers: Sequence[int]
) -> PageRows:
    if raw.header is not None:  # features are no printed page
        return PageRows()
    above = raw.rows[header.first : header.last + 1] if header else []
    added = added_columns(header.names if header else ())
    own = [as_before_report(row, added) for row in cells] if added else cells
    found = page_rows(own, numbers, [row for _, row in above])
    if header and SECTION in header.names:  # a report of ours that comes back
        found.headings = []
    return found


def _names(raw: RawTable, header: Header | None, cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the name of each column, empty for those without one.

    Columns beyond the last name belong to the table if most rows go as far.
    """
    if raw.header is not None:
        return raw.header
    names = list(header.names) if header else []
    widths = [_width(row) for row in cells]
    wider = Counter(width for width in widths if width > len(names))
    if 2 * wider.total() > len(widths):
        names += [""] * (max(wider) - len(names))
    return names


def _width(cells: Sequence[str]) -> int:
    """Return the number of cells up to the last one with content."""
    return next((i + 1 for i in range(len(cells) - 1, -1, -1) if cells[i].strip()), 0)


def _is_filled(cells: Iterable[Sequence[str]], column: int) -> bool:
    return any(column < len(row) and row[column].strip() for row in cells)


def _columns(
    names: Sequence[str], used: Sequence[int], page: PageRows
) -> tuple[tuple[str, ...], list[Issue]]:
    """Return unique names of the columns in use, and of the headings if there are any."""
    section = [SECTION] if any(page.headings) else []
    return unique_columns([*(names[at] for at in used), *section], positions=used)


def _row(cells: Sequence[str], used: Sequence[int], heading: str | None) -> tuple[str, ...]:
    row = [cells[at] if at < len(cells) else "" for at in used]
    return tuple(row) if heading is None else (*row, heading)


def _with_headings(
    cells: Sequence[Sequence[str]], page: PageRows
) -> Iterator[tuple[Sequence[str], str | None]]:
    """Yield each row with the heading above it, ``None`` if the table has no headings."""
    headings: Sequence[str | None] = page.headings if any(page.headings) else [None] * len(cells)
    return zip(cells, headings, strict=True)


def _header_issues(raw: RawTable, header: Header | None) -> Iterator[Issue]:
    if header is None:
        if raw.header is None and raw.rows:
            yield finding("kopfzeile_fehlt")
        return
    first, last = raw.rows[header.first][0], raw.rows[header.last][0]
    if any(cell.strip() for _, cells in raw.rows[: header.first] for cell in cells):
        yield finding("kopfzeile_gefunden", header=last)
    if first < last:
        yield finding("kopfzeile_zweizeilig", first=first, last=last)


def _beside(names: Sequence[str], used: Sequence[int], columns: Sequence[str]) -> Iterator[Issue]:
    """Tell of a table to the right: behind an empty column the same names begin again."""
    gaps = (at for before, at in pairwise(used) if at > before + 1)
    for gap in gaps:
        left = {header_key(name) for name in names[:gap] if name.strip()}
        right = {header_key(name) for name in names[gap:] if name.strip()}
        if left & right:
            yield finding("tabellen_nebeneinander", column=columns[used.index(gap)])
            return


def _empty_rows(count: int) -> Iterator[Issue]:
    if count:
        yield finding("leere_zeilen", count=count)


def _notes(raw: RawTable, columns: Mapping[int, str], numbers: set[int]) -> Iterator[Issue]:
    return (_issue(note, columns) for note in raw.notes if note.row is None or note.row in numbers)


def _issue(note: Note, columns: Mapping[int, str]) -> Issue:
    column = None if note.column is None else columns.get(note.column)
    return finding(note.code, row=note.row, column=column, **note.details)


def _page_issues(
    page: PageRows, cells: Sequence[Sequence[str]], numbers: Sequence[int], columns: Sequence[str]
) -> Iterator[Issue]:
    names = [f"„{name}“" for name in dict.fromkeys(filter(None, page.headings))]
    if names:
        more = ["…"] if len(names) > _MOST_NAMES else []
        shown = ", ".join(names[:_MOST_NAMES] + more)
        yield finding("abschnitte_als_spalte", names=shown, column=columns[-1])
    for index, code in sorted(page.codes.items()):
        yield finding(code, row=numbers[index], text=one_line(" ".join(cells[index])))


def _uneven(
    raw: RawTable,
    page: PageRows,
    cells: Sequence[Sequence[str]],
    numbers: Sequence[int],
    width: int,
) -> Iterator[Issue]:
    """Tell of rows with more cells than columns, and of shorter ones if hardly any is."""
    if raw.header is not None:
        return
    complete = sum(len(row) >= width for row in cells)
    tells = complete >= _USUAL_SHARE * len(cells)
    for index, row in enumerate(cells):
        if index in page.codes:
            continue
        if any(map(str.strip, row[width:])):
            yield finding("zeile_zu_lang", row=numbers[index])
        elif len(row) < width and tells:
            code = "zeile_zerteilt" if _is_half(cells, index, width) else "zeile_zu_kurz"
            yield finding(code, row=numbers[index])


def _is_half(cells: Sequence[Sequence[str]], index: int, width: int) -> bool:
    """Tell whether a row and the one above or below have as many cells as one and a cut cell."""
    beside = [*cells[max(index - 1, 0) : index], *cells[index + 1 : index + 2]]
    return any(len(row) + len(cells[index]) == width + 1 for row in beside)


def _shape(raw: list[float] | None) -> Shape | None:
    return None if raw is None else Shape(x=raw[0], y=raw[1], is_point=bool(raw[2]))


def unique_columns(
    header: Sequence[str], *, positions: Sequence[int] = ()
) -> tuple[tuple[str, ...], list[Issue]]:
    """Return unique, clean column names and an issue for each name that came repeatedly.

    Parameters
    ----------
    header
        Names as written; those without one are called „Spalte 3“ by their position.
    positions
        Where each column stands in the file, counted from 0; default one after the other.
    """
    cleaned = [clean_line(name)[:_COLUMN_CHARS] for name in header]
    places = [*positions, *range(len(positions), len(header))]
    taken: set[str] = set()
    columns: list[str] = []
    renamed: dict[str, list[str]] = {}
    for position, name in zip(places, cleaned, strict=True):
        bare = name or made_up_name(position + 1)
        unique, number = bare, 1
        while unique in taken:
            number += 1
            unique = f"{bare} ({number})"
        if name and unique != name:
            renamed.setdefault(name, []).append(unique)
        taken.add(unique)
        columns.append(unique)
    issues = [
        finding("spalte_doppelt", name=name, names=", ".join(f"„{new}“" for new in names))
        for name, names in renamed.items()
    ]
    return tuple(columns), issues
