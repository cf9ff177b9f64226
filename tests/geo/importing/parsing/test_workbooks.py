"""Excel files from two real writers."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from geo.importing import parse_file
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.sheets import cell_text
from geo.importing.parsing.workbooks import read_workbook


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    def write(fill: Callable[[Any], None]) -> Path:
        path = tmp_path / "liste.xlsx"
        book = openpyxl.Workbook()
        fill(book)
        book.save(path)
        return path

    return write


def _rows(table: RawTable) -> list[list[str]]:
    return [cells for _, cells in table.rows]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (14513, "General", "14513"),
        (14513.0, "General", "14513"),
        (1067, "00000", "01067"),
        (52.394364, "General", "52.394364"),
        (True, "General", "ja"),
        (date(2026, 2, 1), "dd.mm.yyyy", "2026-02-01"),
        (datetime(2026, 2, 1, 0, 0), "dd.mm.yyyy", "2026-02-01"),
        (datetime(2026, 2, 1, 14, 30), "", "2026-02-01 14:30:00"),
        ("NA", "General", "NA"),
        ("0331 / 12", "@", "0331 / 12"),
        (float("inf"), "General", ""),
        (None, "General", ""),
    ],
)
def test_a_cell_becomes_what_a_person_means(value: object, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


def test_rows_keep_their_numbers_and_text_its_zeros(workbook: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append(["Name", "PLZ", "Telefon"])
        sheet.append([])
        sheet.append(["NA", "01067", "033 / 5"])

    table = read_workbook(workbook(fill), Limits()).tables[0]
    assert table.rows == [(1, ["Name", "PLZ", "Telefon"]), (3, ["NA", "01067", "033 / 5"])]


def test_a_formula_gives_its_stored_value(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Liste")
    sheet.write_row(0, 0, ["Name", "Summe"])
    sheet.write_formula(1, 0, '="Haus " & 7', None, "Haus 7")
    sheet.write(1, 1, 3)
    book.close()
    assert _rows(read_workbook(path, Limits()).tables[0])[1] == ["Haus 7", "3"]


def test_a_formula_without_value_is_noted(workbook: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        book.active.append(["Name", "Ort"])
        book.active.append(["A", "=B9"])

    table = read_workbook(workbook(fill), Limits()).tables[0]
    assert _rows(table)[1] == ["A", ""]
    assert [(note.code, note.row, note.column) for note in table.notes] == [
        ("formel_ohne_wert", 2, 1)
    ]


def test_nothing_but_formulas_without_value_is_refused(workbook: Callable[..., Path]) -> None:
    with pytest.raises(Refused) as refused:
        read_workbook(workbook(lambda book: book.active.append(["=B9"])), Limits())
    assert refused.value.reason == "formeln_ohne_wert"


def test_an_empty_workbook_is_refused(workbook: Callable[..., Path]) -> None:
    with pytest.raises(Refused) as refused:
        read_workbook(workbook(lambda book: None), Limits())  # noqa: ARG005
    assert refused.value.reason == "ohne_zeilen"


def test_an_error_cell_is_noted_and_empty(workbook: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        book.active.append(["Name", "Ort"])
        book.active.append(["A", "#N/A"])

    table = read_workbook(workbook(fill), Limits()).tables[0]
    assert _rows(table)[1] == ["A", ""]
    assert [note.code for note in table.notes] == ["excel_fehlerwert"]


def test_hidden_rows_columns_and_sheets_are_skipped_and_noted(
    workbook: Callable[..., Path],
) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for row in (["Name", "geheim", "Ort"], ["A", "x", "B"], ["weg", "y", "C"]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("Intern").append(["Name"])
        book["Intern"].sheet_state = "hidden"

    read = read_workbook(workbook(fill), Limits())
    assert [_rows(table) for table in read.tables] == [[["Name", "Ort"], ["A", "B"]]]
    notes = [(note.code, note.details) for note in (*read.notes, *read.tables[0].notes)]
    assert notes == [
        ("blatt_verborgen", {"name": "Intern"}),
        ("zeilen_verborgen", {"count": "1"}),
        ("spalten_verborgen", {"names": "B"}),
    ]


def test_the_first_sheet_with_content_comes_first(workbook: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        book.create_sheet("Zweites").append(["Name"])
        book.create_sheet("Drittes").append(["Name"])

    tables = read_workbook(workbook(fill), Limits()).tables
    assert [table.name for table in tables] == ["Zweites", "Drittes"]


@pytest.mark.parametrize(
    ("cell", "reason"), [("XFD1048576", "zu_viele_zeilen"), ("XFD3", "zu_viele_spalten")]
)
def test_a_far_cell_is_refused(workbook: Callable[..., Path], cell: str, reason: str) -> None:
    def fill(book: Any) -> None:
        book.active["A1"] = "Name"
        book.active[cell] = "x"

    with pytest.raises(Refused) as refused:
        read_workbook(workbook(fill), Limits())
    assert refused.value.reason == reason


def test_a_far_format_without_content_is_harmless(workbook: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        book.active.append(["Name"])
        book.active.append(["A"])
        book.active["XFD1048576"].number_format = "0.00"

    assert _rows(read_workbook(workbook(fill), Limits()).tables[0]) == [["Name"], ["A"]]


def test_a_long_cell_is_refused(workbook: Callable[..., Path]) -> None:
    with pytest.raises(Refused) as refused:
        read_workbook(workbook(lambda book: book.active.append(["x" * 20])), Limits(cell_chars=10))
    assert refused.value.reason == "zelle_zu_lang"


def test_a_sheet_with_a_document_type_is_refused(
    workbook: Callable[..., Path], tmp_path: Path
) -> None:
    source = workbook(lambda book: book.active.append(["Name"]))
    path = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.xml"):
                content = b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + content
            new.writestr(part, content)
    with pytest.raises(Refused) as refused:
        read_workbook(path, Limits())
    assert refused.value.reason == "verweist_nach_aussen"


def test_cells_merged_over_several_rows_count_for_each_of_them(
    workbook: Callable[..., Path],
) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for row in (["Ort", "Name"], ["Teltow", "A"], ["", "B"], ["", ""], ["Werder", "C"]):
            sheet.append(row)
        sheet.merge_cells("A2:A4")

    table = read_workbook(workbook(fill), Limits()).tables[0]
    assert table.rows[1:] == [(2, ["Teltow", "A"]), (3, ["Teltow", "B"]), (5, ["Werder", "C"])]
    assert [note.code for note in table.notes] == ["zellen_verbunden"]


def test_a_header_of_two_rows_is_read_with_its_merged_cells(workbook: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append(["Name", "Träger", "Anschrift", "", ""])
        sheet.append(["", "", "Straße", "PLZ", "Ort"])
        sheet.append(["Kita", "AWO", "Am Weg 1", "14513", "Teltow"])
        for area in ("A1:A2", "B1:B2", "C1:E1"):
            sheet.merge_cells(area)

    table = parse_file(workbook(fill)).tables[0]
    assert table.columns == ("Name", "Träger", "Straße", "PLZ", "Ort")
    assert table.rows == (("Kita", "AWO", "Am Weg 1", "14513", "Teltow"),)


def test_more_merged_cells_than_rows_are_allowed_is_too_much(workbook: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        book.active.append(["Name"])
        for row in range(1, 30, 3):
            book.active.merge_cells(f"A{row}:A{row + 1}")

    with pytest.raises(Refused) as refused:
        read_workbook(workbook(fill), Limits(rows=5))
    assert refused.value.reason == "zu_aufwendig"


def test_a_strict_workbook_is_refused_as_what_it_is(
    tmp_path: Path, xlsx_file: Callable[..., Path]
) -> None:
    plain = xlsx_file({1: ["Name"], 2: ["A"]}, name="plain.xlsx")
    path = tmp_path / "streng.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            content = old.read(part).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            new.writestr(part, content)
    with pytest.raises(Refused) as refused:
        read_workbook(path, Limits())
    assert refused.value.reason == "excel_streng"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook with some bytes of its parts replaced and parts added."""

    def write(source: Path, *changes: tuple[bytes, bytes], **added: bytes) -> Path:
        path = tmp_path / f"changed-{source.name}"
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
            for part in old.namelist():
                content = old.read(part)
                for before, after in changes:
                    content = content.replace(before, after)
                new.writestr(part, content)
            for name, content in added.items():
                new.writestr(f"xl/{name}.bin", content)
        return path

    return write


def test_a_workbook_with_macros_is_read_without_them(
    xlsx_file: Callable[..., Path], changed: Callable[..., Path]
) -> None:
    parsed = parse_file(changed(xlsx_file({1: ["Name"], 2: ["A"]}), vbaProject=b"macros"))
    assert parsed.main.rows == (("A",),)
    assert [issue.code for issue in parsed.main.issues] == ["makros_uebergangen"]


def test_columns_and_rows_without_any_size_are_hidden(
    tmp_path: Path, changed: Callable[..., Path]
) -> None:
    path = tmp_path / "liste.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Liste")
    for number, cells in enumerate((["Name", "geheim", "Ort"], ["A", "x", "B"], ["weg", "y"])):
        sheet.write_row(number, 0, cells)
    sheet.set_column(1, 1, 5)
    sheet.set_row(2, 33)
    book.close()
    flat = changed(path, (b'width="5.7109375"', b'width="0"'), (b'ht="33"', b'ht="0"'))
    assert _rows(read_workbook(path, Limits()).tables[0])[2] == ["weg", "y", ""]
    table = read_workbook(flat, Limits()).tables[0]
    assert _rows(table) == [["Name", "Ort"], ["A", "B"]]


def test_the_calendar_of_1904_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    book.add_worksheet("Liste").write_datetime(0, 0, datetime(2026, 2, 1), day)
    book.close()
    assert _rows(read_workbook(path, Limits()).tables[0]) == [["2026-02-01"]]


@pytest.mark.parametrize("form", ["00000", '"D-"00000', "[$-407]00000"])
def test_formats_of_postcodes_keep_their_zeros(form: str) -> None:
    assert cell_text(1067, form) == "01067"


def test_a_number_without_end_is_noted_as_an_error(
    xlsx_file: Callable[..., Path], changed: Callable[..., Path]
) -> None:
    path = changed(xlsx_file({1: ["Name", "x"], 2: ["A", 7]}), (b"<v>7</v>", b"<v>1e400</v>"))
    table = read_workbook(path, Limits()).tables[0]
    assert _rows(table)[1] == ["A", ""]
    assert [(note.code, note.row, note.column) for note in table.notes] == [
        ("excel_fehlerwert", 2, 1)
    ]


def test_a_sheet_with_a_chart_only_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    book = xlsxwriter.Workbook(path)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Liste!$B$2:$B$3"})
    book.add_chartsheet("Diagramm").set_chart(chart)
    sheet = book.add_worksheet("Liste")
    for number, cells in enumerate((["Name", "Plätze"], ["A", 1], ["B", 2])):
        sheet.write_row(number, 0, cells)
    book.close()
    assert parse_file(path).main.name == "Liste"
