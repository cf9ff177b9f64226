"""The report to take along: an Excel file for the sender, JSON for machines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from geo.crs import WGS84, transform_xy
from geo.importing.cleaning import worksheet_text
from geo.importing.findings import FINDINGS
from geo.importing.own_report import OVERVIEW, checked_columns, without_checked
from geo.importing.pipeline import STATUS_WORDS, ImportResult, RowOutcome
from geo.importing.reading import PLACE_ROLES
from geo.importing.roles import Role
from geo.importing.table import Shape, Table

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_SHEET_NAME_CHARS = 31
_WIDTHS = (10, 40)
_WIDE = 60
_SAMPLE = 100
_FILLS = {"imported": "#d7efdc", "corrected": "#fff0c2", "rejected": "#f9d2d0"}
_AREA_WORD = "Gebiet"


def write_report(target: Path | IO[bytes], table: Table, result: ImportResult) -> None:
    """Write the list with what was found in each row, so that the sender can correct it.

    The first sheet holds the columns of the list, all as text, and behind them „Prüfung“,
    „Befunde“ and „Was zu tun ist“; features of a geodata file get their coordinates. The
    second sheet counts the findings. No text ever becomes a formula or a link. When the
    corrected file is imported, the added columns and the sheet are left out.

    Of offers whose place is protected only what was taken over remains.

    Parameters
    ----------
    target
        File or stream to write to.
    table, result
        The table as parsed and what came of it; any number of rows, written one by one.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    styles = _Styles.of(book)
    _write_list(book, styles, _Listing.of(without_checked(table), result))
    _write_overview(book, styles, result)
    book.close()


@dataclass(frozen=True, kw_only=True)
class _Styles:
    """Cell formats of one workbook."""

    head: Any
    text: Any
    wrapped: Any
    status: dict[str, Any]

    @classmethod
    def of(cls, book: Any) -> _Styles:
        text = {"num_format": "@", "valign": "top"}
        return cls(
            head=book.add_format({**text, "bold": True, "bg_color": "#e6e8eb", "text_wrap": True}),
            text=book.add_format(text),
            wrapped=book.add_format({**text, "text_wrap": True}),
            status={
                status: book.add_format({**text, "bg_color": color, "bold": True})
                for status, color in _FILLS.items()
            },
        )


@dataclass(frozen=True, kw_only=True)
class _Listing:
    """The rows of the first sheet."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]
    outcomes: tuple[RowOutcome, ...]

    @classmethod
    def of(cls, table: Table, result: ImportResult) -> _Listing:
        name = _NOT_IN_SHEET_NAMES.sub(" ", table.name).strip(" '")[:_SHEET_NAME_CHARS]
        places = _places(table, result)
        return cls(
            name="Liste" if name.casefold() in {"", OVERVIEW.casefold(), "history"} else name,
            columns=(*table.columns, *places),
            rows=_rows(table, result, places),
            outcomes=result.rows,
        )


def _rows(
    table: Table, result: ImportResult, places: dict[str, list[str]]
) -> Iterator[tuple[str, ...]]:
    roles = {column: role for role, column in result.mapping.columns.items()}
    read = [roles.get(column) for column in table.columns]
    added = zip(*places.values(), strict=True) if places else (() for _ in table.rows)
    for cells, more, outcome in zip(table.rows, added, result.rows, strict=True):
        shown = _without_place(cells, read, outcome) if outcome.is_protected else cells
        yield (*shown, *more)


def _without_place(
    cells: Sequence[str], read: Sequence[Role | None], outcome: RowOutcome
) -> Iterator[str]:
    """Yield what was taken over of a protected offer, and nothing that may tell its place."""
    resource = outcome.resource
    for cell, role in zip(cells, read, strict=True):
        match role:
            case Role.POSTCODE:
                yield resource.postcode if resource else ""
            case Role.PLACE:
                yield resource.place if resource else ""
            case _:
                yield "" if role is None or role in PLACE_ROLES else cell


def _places(table: Table, result: ImportResult) -> dict[str, list[str]]:
    """Return columns for the places of features, which a worksheet has no other way to hold."""
    if table.shapes is None:
        return {}
    lat, lon = _free("Breite", table.columns), _free("Länge", table.columns)
    points = [_point(*pair, result.crs) for pair in zip(table.shapes, result.rows, strict=True)]
    columns = {lat: [point[0] for point in points], lon: [point[1] for point in points]}
    if not all(shape is None or shape.is_point for shape in table.shapes):
        words = [_AREA_WORD if shape and not shape.is_point else "" for shape in table.shapes]
        columns[_free("Lagegenauigkeit", table.columns)] = words
    return columns


def _point(shape: Shape | None, outcome: RowOutcome, crs: str | None) -> tuple[str, str]:
    """Return latitude and longitude of a feature as text, empty if it has none."""
    if shape is None or outcome.is_protected:
        return "", ""
    if outcome.resource is not None and outcome.resource.has_point:
        return str(outcome.resource.lat), str(outcome.resource.lon)
    if crs is None:
        return "", ""
    lon, lat = transform_xy([shape.x], [shape.y], source=crs, target=WGS84)
    return f"{float(lat[0]):.7f}", f"{float(lon[0]):.7f}"


def _free(name: str, taken: Sequence[str]) -> str:
    return f"{name} (WGS84)" if name in taken else name


def _write_list(book: Any, styles: _Styles, listing: _Listing) -> None:
    sheet = book.add_worksheet(listing.name)
    columns = (*listing.columns, *checked_columns(listing.columns))
    first = len(listing.columns)
    rows = iter(listing.rows)
    sample = list(islice(rows, _SAMPLE))
    for index, column in enumerate(listing.columns):
        texts = (column, *(row[index] for row in sample))
        sheet.set_column(index, index, _width(texts), styles.text)
    sheet.set_column(first, first, 13)
    sheet.set_column(first + 1, first + 2, _WIDE)
    _write_row(sheet, 0, columns, styles.head)
    pairs = zip(_chained(sample, rows), listing.outcomes, strict=True)
    for number, (cells, outcome) in enumerate(pairs, start=1):
        _write_row(sheet, number, cells, styles.text)
        _write_cell(
            sheet, number, first, STATUS_WORDS[outcome.status], styles.status[outcome.status]
        )
        _write_cell(sheet, number, first + 1, _findings(outcome), styles.wrapped)
        _write_cell(sheet, number, first + 2, _remedies(outcome), styles.wrapped)
    last = len(listing.outcomes)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})


def _chained(sample: list[tuple[str, ...]], rows: Iterator[tuple[str, ...]]) -> Iterator[Any]:
    yield from sample
    yield from rows


def _findings(outcome: RowOutcome) -> str:
    lines = (
        f"{issue.column}: {issue.message}" if issue.column else issue.message
        for issue in outcome.issues
    )
    return "\n".join(dict.fromkeys(lines))


def _remedies(outcome: RowOutcome) -> str:
    return "\n".join(dict.fromkeys(issue.remedy for issue in outcome.issues if issue.remedy))


def _width(texts: Iterable[str]) -> int:
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    return min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])


def _write_overview(book: Any, styles: _Styles, result: ImportResult) -> None:
    sheet = book.add_worksheet(OVERVIEW)
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 3, _WIDE)
    _write_row(sheet, 0, ("Prüfbericht", result.report.file_name), styles.head)
    for number, (word, count, style) in enumerate(_counts(styles, result), start=1):
        _write_cell(sheet, number, 0, word, style)
        sheet.write_number(number, 1, count, styles.text)
    _write_row(sheet, 6, ("Befund", "Anzahl", "Was zu tun ist", "Kennwort"), styles.head)
    examples = {issue.code: issue for issue in reversed(result.report.issues)}
    for number, (code, count) in enumerate(result.report.totals.items(), start=7):
        issue = examples[code]
        example = f"Zum Beispiel: {issue.message}" if count > 1 else issue.message
        _write_cell(sheet, number, 0, example, styles.wrapped)
        sheet.write_number(number, 1, count, styles.text)
        _write_cell(sheet, number, 2, FINDINGS[code].remedy, styles.wrapped)
        _write_cell(sheet, number, 3, code, styles.text)
    sheet.freeze_panes(7, 0)


def _counts(styles: _Styles, result: ImportResult) -> Iterator[tuple[str, int, Any]]:
    report = result.report
    yield "Zeilen", report.rows, styles.text
    for status, word in STATUS_WORDS.items():
        yield word, getattr(report, status), styles.status[status]


def _write_row(sheet: Any, number: int, cells: Iterable[str], style: Any) -> None:
    for index, cell in enumerate(cells):
        _write_cell(sheet, number, index, cell, style)


def _write_cell(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write text as text, whatever it looks like, as far as a worksheet can hold it."""
    tidy = worksheet_text(text)
    if tidy:
        sheet.write_string(row, column, tidy, style)


def result_to_json(result: ImportResult) -> dict[str, Any]:
    """Return a result as plain values: counts, columns, CRS, encoding, findings, offers."""
    report = result.report
    return {
        "rows": report.rows,
        "imported": report.imported,
        "corrected": report.corrected,
        "rejected": report.rejected,
        "mapping": {role.value: column for role, column in result.mapping.columns.items()},
        "crs": result.crs,
        "encoding": result.encoding,
        "issues": [issue.to_dict() for issue in report.issues],
        "resources": [
            {
                "name": resource.name,
                "lat": resource.lat,
                "lon": resource.lon,
                "location_quality": resource.location_quality.value,
                "sozialraum_id": resource.sozialraum_id,
            }
            for resource in result.resources
        ],
    }
