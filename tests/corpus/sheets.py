"""Workbooks, written by XlsxWriter, openpyxl, xlwt and LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from corpus.catalogue import put, shows
from corpus.material import HEADER, OFFERS, POINTS, Row, points, rows

_DAY = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_TABLE: list[Row] = [HEADER, *rows()]


def _xlsxwriter(path: Path, fill: Callable[[Any, Any], object], **options: Any) -> None:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, **options})
    book.set_properties({"created": _DAY})
    fill(book, book.add_worksheet("Liste"))
    book.close()


def _fill(sheet: Any, table: Sequence[Row], first: int = 0) -> None:
    for number, row in enumerate(table, start=first):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell:
                sheet.write_string(number, column, cell)
            elif cell not in {"", None}:
                sheet.write(number, column, cell)


def _book(
    name: str, cases: str, what: str, fill: Callable[[Any, Any], object], **options: Any
) -> None:
    put(name, cases, f"XlsxWriter: {what}", lambda path: _xlsxwriter(path, fill, **options))


def _listed(table: Sequence[Row]) -> Callable[[Any, Any], object]:
    return lambda _book, sheet: _fill(sheet, table)


# --- T8, T9, T12 to T14 in workbooks ------------------------------------------------------------


def _titled(book: Any, sheet: Any) -> None:
    sheet.merge_range(0, 0, 0, 5, "Verzeichnis der Angebote", book.add_format({"bold": True}))
    sheet.write(1, 0, "Stand: 1. März 2026")
    _fill(sheet, _TABLE, first=3)
    sheet.write(15, 0, "Gesamt")
    sheet.write(15, 1, 10)


_book("t08-title-lines.xlsx", "T8", "merged title, date line, total below", _titled)
_book(
    "t08-empty-rows-and-columns.xlsx",
    "T8",
    "two empty columns before the table, empty rows in it",
    lambda _book, sheet: (
        [sheet.write_row(number * 2 + 2, 2, row) for number, row in enumerate(_TABLE)] and None
    ),
)
_book(
    "t09-duplicate-columns.xlsx",
    "T9",
    "the same header twice and one empty",
    _listed([(*HEADER, "Ort", ""), *[[*row, "x", "y"] for row in rows()]]),
)
_book(
    "t12-missing-words.xlsx",
    "T12",
    "NA, None, #N/A as text",
    _listed(
        [
            ("Name", "Ort", "Telefon"),
            ("NA", "Brück", "NA"),
            ("None", "Teltow", "#N/A"),
            ("-", "Beelitz", "-"),
        ]
    ),
)
_book(
    "t13-numbers-as-numbers.xlsx",
    "T13",
    "postcode and telephone as numbers that lost their zeros",
    _listed(
        [
            ("Name", "PLZ", "Ort", "Telefon"),
            ("Haus Elbe", 1067, "Dresden", 35100),
            ("Haus Muster", 14822, "Brück", 3384400),
        ]
    ),
)


def _dated(book: Any, sheet: Any) -> None:
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    _fill(sheet, [("Name", "Ort", "Stand")])
    for number, offer in enumerate(OFFERS[:4], start=1):
        sheet.write_row(number, 0, [offer.name, offer.place])
        sheet.write_datetime(number, 2, datetime(2026, number, 1), day)


_book("t14-dates.xlsx", "T14", "real dates, 1900 system", _dated)
_book("t14-dates-1904.xlsx", "T14", "real dates, 1904 system of old Macs", _dated, date_1904=True)

# --- T17 to T19 ---------------------------------------------------------------------------------


def _formulas(_book: Any, sheet: Any) -> None:
    _fill(sheet, [("Name", "PLZ", "Ort")])
    for number, offer in enumerate(OFFERS[:3], start=1):
        sheet.write_formula(number, 0, f'="{offer.name}"', None, offer.name)
        sheet.write(number, 1, offer.postcode)
        sheet.write_formula(number, 2, f'="{offer.place}"', None, offer.place)
    sheet.write_formula(4, 0, "=NA()", None, "#N/A")
    sheet.write_row(4, 1, ["14822", "Brück"])
    sheet.write_row(5, 0, ["Haus Fehler", "14822"])
    sheet.write_formula(5, 2, "=Tabelle9!A1", None, "#REF!")


_book("t17-formulas-cached.xlsx", "T17", "formulas with cached values, #NV and #BEZUG!", _formulas)


@shows("t17-formulas-uncached.xlsx", "T17", "openpyxl: formulas without cached values")
def _uncached(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = _first_sheet(book)
    sheet.append(["Name", "PLZ", "Ort"])
    for number, offer in enumerate(OFFERS[:3], start=2):
        sheet.append([offer.name, f'="{offer.postcode}"', f"=CONCATENATE(A{number})"])
    _save(book, path)


def _first_sheet(book: openpyxl.Workbook) -> Any:
    sheet = book.active
    assert sheet is not None
    sheet.title = "Liste"
    return sheet


def _save(book: openpyxl.Workbook, path: Path) -> None:
    book.properties.created = book.properties.modified = _DAY
    book.save(path)


def _hidden(book: Any, sheet: Any) -> None:
    _fill(
        sheet,
        [
            (*HEADER, "Ansprechpartner"),
            *[[*row, f"Erika Muster {n}"] for n, row in enumerate(rows())],
        ],
    )
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column(6, 6, None, None, {"hidden": True})
    other = book.add_worksheet("Personal")
    _fill(other, [("Name", "Gehalt"), ("Geheim Muster", 1)])
    other.hide()


_book("t18-hidden.xlsx", "T18", "hidden rows, a hidden column, a hidden sheet", _hidden)


def _filtered(_book: Any, sheet: Any) -> None:
    _fill(sheet, _TABLE)
    sheet.autofilter(0, 0, len(rows()), len(HEADER) - 1)
    sheet.filter_column(1, "x == Kita")
    for number, row in enumerate(rows(), start=1):
        if row[1] != "Kita":
            sheet.set_row(number, None, None, {"hidden": True})


_book("t18-filtered.xlsx", "T18", "an active filter hides most rows", _filtered)


def _merged(book: Any, sheet: Any) -> None:
    _fill(sheet, [("Träger", "Name", "Ort")])
    middle = book.add_format({"valign": "vcenter"})
    sheet.merge_range(1, 0, 3, 0, "Muster gGmbH", middle)
    sheet.merge_range(4, 0, 5, 0, "Probe e. V.", middle)
    for number, offer in enumerate(OFFERS[:5], start=1):
        sheet.write_row(number, 1, [offer.name, offer.place])


_book("t18-merged-rows.xlsx", "T18", "the Träger merged over its rows", _merged)


def _two_tables(_book: Any, sheet: Any) -> None:
    _fill(sheet, [HEADER, *rows(4)])
    _fill(sheet, [["Weitere"], ["Name", "Telefon"], ["Haus Anhang", "0000 9"]], first=8)


_book("t18-two-tables.xlsx", "T18", "a second table below the first", _two_tables)


def _grouped_header(book: Any, sheet: Any) -> None:
    sheet.merge_range(0, 1, 0, 3, "Anschrift", book.add_format({"align": "center"}))
    sheet.merge_range(0, 4, 0, 5, "Kontakt", book.add_format({"align": "center"}))
    _fill(sheet, [("Name", "Straße", "PLZ", "Ort", "Telefon", "E-Mail")], first=1)
    _fill(
        sheet,
        [[o.name, o.street, o.postcode, o.place, o.phone, "post@muster.example"] for o in OFFERS],
        first=2,
    )


_book("t18-grouped-header.xlsx", "T18 T8", "group headers merged above the header", _grouped_header)


def _empty_first(book: Any, _sheet: Any) -> None:
    _fill(book.add_worksheet("Angebote"), _TABLE)


_book("t19-empty-first-sheet.xlsx", "T19", "the first sheet is empty", _empty_first)


def _cover(book: Any, sheet: Any) -> None:
    _fill(sheet, [["Landkreis Muster"], ["Bericht 2026"], ["Bearbeitung: Musteramt"]])
    _fill(book.add_worksheet("Angebote"), _TABLE)
    _fill(book.add_worksheet("Legende"), [["Kürzel", "Bedeutung"], ["FZ", "Familienzentrum"]])


_book("t19-cover-sheet.xlsx", "T19", "cover sheet, list, legend", _cover)


def _chart_first(book: Any, sheet: Any) -> None:
    _fill(sheet, [("Name", "Ort", "Plätze"), *[[o.name, o.place, n] for n, o in enumerate(OFFERS)]])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Liste!$C$2:$C$11"})
    page = book.add_chartsheet("Diagramm")
    page.set_chart(chart)
    page.set_first_sheet()
    page.activate()


_book("t19-chart-sheet.xlsx", "T19", "a chart sheet is shown first", _chart_first)


def _many_sheets(book: Any, sheet: Any) -> None:
    _fill(sheet, [("Name", "Ort"), ("Haus 0", "Brück")])
    for number in range(1, 60):
        _fill(book.add_worksheet(f"Blatt {number}"), [("Name", "Ort"), (f"Haus {number}", "Brück")])


_book("t19-many-sheets.xlsx", "T19", "sixty sheets of one row", _many_sheets)
_book(
    "t21-formulas-as-text.xlsx",
    "T21",
    "texts that look like formulas",
    _listed(
        [
            ("Name", "Ort"),
            ("=1+1", "Brück"),
            ("+49 Haus", "Teltow"),
            ("-2+3", "Beelitz"),
            ("@Treff", "Lehnin"),
        ]
    ),
)


@shows("t20-macros.xlsm", "T20", "a workbook with a macro part")
def _with_macros(path: Path) -> None:
    _xlsxwriter(path, _listed(_TABLE))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo("xl/vbaProject.bin"), b"\xd0\xcf\x11\xe0 no real macro")


# --- other writers ------------------------------------------------------------------------------


@shows("x-openpyxl.xlsx", "", "openpyxl: a plain list with numbers and a comment")
def _by_openpyxl(path: Path) -> None:
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = _first_sheet(book)
    sheet.append(list(POINTS))
    for name, kind, lat, lon in points():
        sheet.append([name, kind, float(lat), float(lon)])
    sheet["A2"].comment = Comment("Nur ein Kommentar", "Muster")
    sheet.freeze_panes = "A2"
    _save(book, path)


def _xls(path: Path, sheets: dict[str, Sequence[Row]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for name, table in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write(number, column, cell, day)
                else:
                    sheet.write(number, column, cell)
    book.save(str(path))


@shows("t19-old-excel-sheets.xls", "T19", "xlwt: two sheets, the second is the list")
def _old_sheets(path: Path) -> None:
    _xls(path, {"Hinweise": [["Bitte beachten"]], "Liste": _TABLE})


@shows("t14-old-excel-dates.xls", "T14 T13", "xlwt: dates, postcodes as numbers")
def _old_dates(path: Path) -> None:
    _xls(
        path,
        {
            "Liste": [
                ("Name", "PLZ", "Ort", "Stand"),
                *[
                    [o.name, int(o.postcode), o.place, date(2026, 3, n + 1)]
                    for n, o in enumerate(OFFERS)
                ],
            ]
        },
    )


@shows("x-old-excel.xls", "", "xlwt: a plain list in the format of Excel 97")
def _old(path: Path) -> None:
    _xls(path, {"Liste": _TABLE})


def _office(path: Path, source: Callable[[Path], None], kind: str, source_name: str) -> None:
    """Let LibreOffice convert what another writer made."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source(folder / source_name)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{name}/profile", "--headless",
             "--convert-to", kind, "--outdir", name, folder / source_name],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        made = folder / f"{Path(source_name).stem}.{kind.partition(':')[0]}"
        shutil.move(made, path)


def _converted(
    name: str, cases: str, what: str, fill: Callable[[Any, Any], object], kind: str = ""
) -> None:
    target = kind or Path(name).suffix[1:]
    source = "quelle.xlsx" if target != "xlsx" else "quelle.xls"

    def build(path: Path) -> None:
        if source.endswith("xlsx"):
            _office(path, lambda place: _xlsxwriter(place, fill), target, source)
        else:
            _office(path, lambda place: _xls(place, {"Liste": _TABLE}), target, source)

    put(name, cases, f"LibreOffice: {what}", build)


_converted("x-libreoffice.ods", "", "OpenDocument of a plain list", _listed(_TABLE))
_converted("x-libreoffice.xlsx", "", "xlsx saved from an old xls", _listed(_TABLE))
_converted("x-libreoffice.xls", "", "Excel 97 of a plain list", _listed(_TABLE))
_converted("x-libreoffice.csv", "", "CSV export with its usual settings", _listed(_TABLE))
_converted(
    "x-libreoffice-semicolon.csv",
    "T1",
    "CSV export with semicolons in Windows-1252",
    _listed(_TABLE),
    "csv:Text - txt - csv (StarCalc):59,34,1252,1",
)
_converted("x-libreoffice.fods", "", "flat OpenDocument", _listed(_TABLE))
_converted("t08-title-lines.ods", "T8", "OpenDocument with merged title and total", _titled)
_converted("t14-dates.ods", "T14", "OpenDocument with real dates", _dated)
_converted("t17-formulas.ods", "T17", "OpenDocument with formulas and errors", _formulas)
_converted("t18-hidden.ods", "T18", "OpenDocument with hidden rows, column, sheet", _hidden)
_converted("t18-merged-rows.ods", "T18", "OpenDocument with merged cells", _merged)
_converted("t18-hidden.xls", "T18", "Excel 97 with hidden rows, column, sheet", _hidden)
_converted("t19-cover-sheet.ods", "T19", "OpenDocument with three sheets", _cover)
