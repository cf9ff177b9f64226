"""Indicators of all areas of a level side by side, and as files to take along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from geo.aggregation import parts_without_value
from geo.areas import Area, Level
from geo.exporting import BYTE_ORDER_MARK, csv_cell
from geo.indicators import Indicator, IndicatorSet, ObservationStatus
from geo.profiles import Figure
from geo.profiles.figures import SIGNS, observed
from geo.results import MapView
from geo.spelling import sort_key
from geo.workbooks import HEAD, Cell, new_workbook, tidy, write_facts, write_row

_WIDTHS = (14, 30)
_WIDTH = 16
_NAMED_PARTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One indicator in one period.

    Parameters
    ----------
    indicator
        What was observed.
    period
        ``JJJJ`` or ``JJJJ-MM-TT``.
    is_break
        Whether it is not comparable with what was before.
    """

    indicator: Indicator
    period: str
    is_break: bool = False

    @property
    def day(self) -> str:
        """The period as people write it."""
        return german_period(self.period)

    @property
    def header(self) -> str:
        """Name, period and unit in one line, as the import reads them."""
        unit = f" ({self.indicator.unit})" if self.indicator.unit else ""
        return f"{self.indicator.label} {self.day}{unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An area with a figure for each column."""

    area: Area
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """Areas by indicators.

    Parameters
    ----------
    level
        Of the rows, which end with the county.
    columns, rows
        In display order.
    """

    level: Level
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def signs(self) -> dict[str, str]:
        """The signs that occur, with their meaning."""
        shown = {figure.text for row in self.rows for figure in row.figures}
        return {sign: words for sign, words in SIGNS.items() if sign in shown}


def years_of(found: IndicatorSet) -> tuple[str, ...]:
    """Return the years that anything was observed in, newest first."""
    years = {each.period[:4] for each in found.observations}
    return tuple(sorted(years, reverse=True))


def latest_columns(found: IndicatorSet, year: str = "") -> tuple[Column, ...]:
    """Return each indicator in its latest period, or in its latest of a year.

    Parameters
    ----------
    found
        Indicators with their observations.
    year
        ``JJJJ``; an indicator without observation in it is left out. Empty for the latest.
    """
    periods = {
        each.indicator_id: [p for p in found.periods(each.indicator_id) if p.startswith(year)]
        for each in found.indicators
    }
    return tuple(
        Column(indicator=each, period=periods[each.indicator_id][-1])
        for each in found.indicators
        if periods[each.indicator_id]
    )


def all_columns(found: IndicatorSet, indicator: Indicator) -> tuple[Column, ...]:
    """Return one indicator in all its periods, oldest first, with the breaks in its series."""
    columns: list[Column] = []
    for period in found.periods(indicator.indicator_id):
        before = columns[-1].period if columns else period
        is_break = any(before < each <= period for each in indicator.breaks)
        columns.append(Column(indicator=indicator, period=period, is_break=is_break))
    return tuple(columns)


def indicator_table(view: MapView, level: Level, columns: tuple[Column, ...]) -> IndicatorTable:
    """Return the figures of all areas of a level and of the county.

    Parameters
    ----------
    view
        What may leave the house.
    level
        Of the rows.
    columns
        See :func:`latest_columns` and :func:`all_columns`.
    """
    areas = sorted(view.areas.at(level), key=lambda area: sort_key(area.name))
    if level is not Level.KREIS:
        areas.append(view.areas.kreis)
    figures = [_figures(view.indicators, areas, column) for column in columns]
    rows = (
        Row(area=area, figures=tuple(each[at] for each in figures)) for at, area in enumerate(areas)
    )
    return IndicatorTable(level=level, columns=columns, rows=tuple(rows))


def missing_parts(view: MapView, table: IndicatorTable) -> Iterator[str]:
    """Yield for each area whose value is missing which smaller ones lack theirs, in words."""
    for row in table.rows:
        for column in table.columns:
            found = view.indicators.at(
                column.indicator.indicator_id, row.area.level, column.period
            ).get(row.area.area_id)
            if found is None or found.status is not ObservationStatus.MISSING:
                continue
            parts = parts_without_value(view.indicators, view.areas, found)
            if parts:
                yield f"{column.header}, {row.area.name}: es fehlen {_named(parts)}."


def _named(areas: Sequence[Area]) -> str:
    names = ", ".join(area.name for area in areas[:_NAMED_PARTS])
    more = len(areas) - _NAMED_PARTS
    return f"{names} und {more} weitere" if more > 0 else names


def german_period(period: str) -> str:
    """Return a period as ``2022`` or ``31.12.2022``."""
    return f"{date.fromisoformat(period):%d.%m.%Y}" if len(period) == 10 else period


def table_csv(table: IndicatorTable) -> str:
    """Return a table as CSV, as German spreadsheets like it and our own import reads it."""
    buffer = io.StringIO(newline="")
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([csv_cell(cell) for cell in row] for row in _cells(table))
    return buffer.getvalue()


def write_table(
    target: Path | IO[bytes], view: MapView, table: IndicatorTable, *, today: date
) -> None:
    """Write a table as Excel file; the second sheet tells sources, methods and signs.

    Parameters
    ----------
    target
        File or stream to write to.
    view, table
        What the table was made of, and the table.
    today
        Date printed on the second sheet.
    """
    book = new_workbook(target)
    head = book.add_format({**HEAD, "text_wrap": True})
    sheet = book.add_worksheet("Kennzahlen")
    sheet.freeze_panes(1, 2)
    sheet.set_column(2, 2 + len(table.columns), _WIDTH)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    looks = [None, None, *(book.add_format({"num_format": _format(c)}) for c in table.columns)]
    for number, row in enumerate(_cells(table)):
        write_row(sheet, number, map(tidy, row), looks if number else [head] * len(row))
    write_facts(book, "Quellen und Erläuterung", _facts(view, table, today))
    book.close()


def _format(column: Column) -> str:
    decimals = column.indicator.decimals
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _figures(found: IndicatorSet, areas: Iterable[Area], column: Column) -> tuple[Figure, ...]:
    pairs = [
        (area, found.at(column.indicator.indicator_id, area.level, column.period)) for area in areas
    ]
    observations = [each.get(area.area_id) for area, each in pairs]
    return observed(column.indicator, [area for area, _ in pairs], observations).figures


def _cells(table: IndicatorTable) -> Iterator[list[Cell]]:
    yield ["Schlüssel", "Gebiet", *(column.header for column in table.columns)]
    for row in table.rows:
        figures = zip(table.columns, row.figures, strict=True)
        yield [row.area.area_id, row.area.name, *(_cell(*each) for each in figures)]


def _cell(column: Column, figure: Figure) -> Cell:
    """Return a number as precise as it is shown, or the word for why there is none."""
    if figure.value is None:
        return figure.spoken
    return round(float(figure.value), column.indicator.decimals)


def _facts(view: MapView, table: IndicatorTable, today: date) -> Iterator[tuple[str, str]]:
    yield "Karte", f"{view.title}, {view.county}"
    yield "Erstellt am", f"{today:%d.%m.%Y}"
    for words in table.signs.values():
        yield words, SIGN_HELP[words]
    for indicator in dict.fromkeys(column.indicator for column in table.columns):
        licence = f" Lizenz: {indicator.licence}." if indicator.licence else ""
        source = f" Quelle: {indicator.source}." if indicator.source else ""
        yield indicator.label, f"{indicator.method}{source}{licence}{break_in_words(indicator)}"


def break_in_words(indicator: Indicator) -> str:
    """Return since when a series is not comparable, empty if it always is."""
    days = ", ".join(map(german_period, indicator.breaks))
    return f" Nicht mit früheren Werten vergleichbar ab {days}." if days else ""


#: What the words for a missing value mean.
SIGN_HELP = {
    "keine Angabe": "Die Quelle nennt keinen Wert, oder einem Teil des Gebiets fehlt er. Das ist "
    "nicht 0.",
    "gesperrt": "Die Zahl ist so klein, dass einzelne Menschen erkennbar wären, oder sie würde "
    "eine solche Zahl verraten.",
}
