"""The table of reach to take along, as CSV and as Excel file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

from geo.areas import Level
from geo.exporting import BYTE_ORDER_MARK, csv_cell, origin
from geo.numbers import german_decimal, german_number
from geo.reach import AreaCoverage, CoverageTable, DemandKind
from geo.results import MapView
from geo.usecases.measure_reach import Measured
from geo.workbooks import HEAD, Cell, new_workbook, tidy, write_facts, write_row

WORDS = {
    Level.SOZIALRAUM: "Sozialraum",
    Level.PLANREGION: "Planregion",
    Level.KREIS: "Landkreis",
}
POINTS = {DemandKind.ADDRESSES: "Adressen", DemandKind.PLACES: "Orte"}
#: What every table of reach has to say about itself.
STRAIGHT = (
    "Luftlinie ist die gerade Strecke. Wege sind länger, um Seen, Wälder und Bahnlinien herum; "
    "wie lange jemand unterwegs ist, sagt sie nicht."
)
COARSE = (
    "Orte sind ein grobes Maß: Gerechnet wird von der Ortsmitte, und jeder Ort zählt gleich, "
    "ein Dorf so viel wie eine Stadt."
)


def band_label(metres: float) -> str:
    """Return a band such as „bis 1,5 km“."""
    return f"bis {german_decimal(metres / 1_000, 2).rstrip('0').rstrip(',')} km"


def reach_csv(measured: Measured) -> str:
    """Return the table as German spreadsheets like it, all levels one after the other."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow(_headers(measured))
    writer.writerows([csv_cell(cell) for cell in row] for row in _rows(measured))
    return buffer.getvalue()


def write_reach(
    target: Path | IO[bytes], measured: Measured, *, view: MapView, today: date
) -> None:
    """Write the table as Excel file; its second sheet says how it was measured.

    Parameters
    ----------
    target
        File or stream.
    measured
        What was measured.
    view
        The offers it was measured to.
    today
        Date printed into it.
    """
    book = new_workbook(target)
    sheet = book.add_worksheet("Reichweite (Luftlinie)")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 99, 15)
    head = book.add_format(HEAD | {"text_wrap": True})
    headers = _headers(measured)
    write_row(sheet, 0, headers, [head] * len(headers))
    for number, row in enumerate(_rows(measured), start=1):
        write_row(sheet, number, row)
    sheet.freeze_panes(1, 2)
    write_facts(book, "Quellen und Stand", [*method(measured, view), *origin(view, today=today)])
    book.close()


def method(measured: Measured, view: MapView) -> Iterator[tuple[str, str]]:
    """Yield how it was measured, a word and a text each."""
    kind, offers = measured.points.kind, measured.offers
    points = f"{german_number(len(measured.points))} {POINTS[kind]}"
    yield "Gemessen", f"Luftlinie von {points} zum nächsten Angebot, in Metern ({view.areas.crs})"
    yield "Anteil", f"{POINTS[kind]} in höchstens diesem Abstand / alle {POINTS[kind]} des Gebiets"
    yield "Achtung", STRAIGHT if kind is DemandKind.ADDRESSES else f"{STRAIGHT} {COARSE}"
    yield "Angebote mit Ort", german_number(offers.measured)
    yield "davon nur ungefähr", german_number(offers.approximate)
    yield "ohne Ort, nicht gemessen", german_number(offers.placeless)
    yield "kommen hin, nicht gemessen", german_number(offers.mobile)
    yield "telefonisch oder online", german_number(offers.remote)
    if measured.spot:
        yield (
            "Probiert",
            f"ein weiteres Angebot bei {measured.spot.lat:.5f}, {measured.spot.lon:.5f}",
        )


def _headers(measured: Measured) -> list[str]:
    word = POINTS[measured.points.kind]
    columns = ["Gebietsart", "Gebiet", "Schlüssel", word]
    for more in ("", ", mit dem probierten") if measured.after else ("",):
        for band in measured.before.bands:
            columns += [f"{word} {band_label(band)}{more}", f"Anteil {band_label(band)} in %{more}"]
        columns.append(f"Median in m{more}")
    return columns


def _rows(measured: Measured) -> Iterator[list[Cell]]:
    tables = [measured.before] + ([measured.after] if measured.after else [])
    for rows in zip(*(_downwards(table) for table in tables), strict=True):
        area = rows[0].area
        cells: list[Cell] = [WORDS[area.level], tidy(area.name), area.area_id, rows[0].points]
        for row in rows:
            cells += _cells(row)
        yield cells


def _downwards(table: CoverageTable) -> list[AreaCoverage]:
    return [row for level in reversed(WORDS) for row in table.at(level)]


def _cells(row: AreaCoverage) -> Iterator[Cell]:
    for count, share in zip(row.within, row.shares, strict=True):
        yield count
        yield None if share is None else round(100 * share, 1)
    yield None if row.median_m is None else round(row.median_m)
