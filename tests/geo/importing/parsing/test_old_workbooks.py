"""Old Excel files, by a real writer and by LibreOffice."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlwt

from geo.errors import UnreadableFile
from geo.importing import Format, parse_file
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.old_workbooks import read_old_workbook
from geo.importing.parsing.raw import RawTable
from geo.importing.parsing.refusals import Refused

DAY = xlwt.easyxf(num_format_str="dd.mm.yyyy")
POSTCODE = xlwt.easyxf(num_format_str="00000")


@pytest.fixture
def old_book(tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    def write(fill: Callable[[Any], None]) -> Path:
        path = tmp_path / "liste.xls"
        book = xlwt.Workbook()
        fill(book)
        book.save(str(path))
        return path

    return write


def _filled(*rows: list[Any]) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("Liste")
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(number, column, *(cell if isinstance(cell, tuple) else (cell,)))

    return fill


def _rows(table: RawTable) -> list[list[str]]:
    return [cells for _, cells in table.rows]


def test_cells_become_what_a_person_means(old_book: Callable[..., Path]) -> None:
    path = old_book(
        _filled(
            ["Käthe", 14513.0, (1067, POSTCODE), "01067", 52.394364],
            [True, (date(2026, 2, 1), DAY), (datetime(2026, 2, 1, 14, 30), DAY), (time(9, 5), DAY)],
        )
    )
    assert _rows(read_old_workbook(path, Limits()).tables[0]) == [
        ["Käthe", "14513", "01067", "01067", "52.394364"],
        ["ja", "2026-02-01", "2026-02-01 14:30:00", "09:05:00", ""],
    ]


def test_the_calendar_of_1904_is_kept(old_book: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        book.dates_1904 = True
        book.add_sheet("Liste").write(0, 0, 0.0, DAY)
        book.get_sheet(0).write(0, 1, 44_592.0, DAY)

    assert _rows(read_old_workbook(old_book(fill), Limits()).tables[0])[0][1] == "2026-02-01"


def test_an_impossible_day_stays_a_number(old_book: Callable[..., Path]) -> None:
    path = old_book(_filled(["A", (1e7, DAY)]))
    assert _rows(read_old_workbook(path, Limits()).tables[0]) == [["A", "10000000"]]


def test_hidden_rows_columns_and_sheets_are_skipped_and_noted(
    old_book: Callable[..., Path],
) -> None:
    def fill(book: Any) -> None:
        _filled(["Name", "geheim", "Ort"], ["A", "x", "B"], ["weg", "y", "C"])(book)
        book.get_sheet(0).row(2).hidden = True
        book.get_sheet(0).col(1).hidden = True
        for name, state in (("Intern", 1), ("Tief", 2)):
            sheet = book.add_sheet(name)
            sheet.visibility = state
            sheet.write(0, 0, "Name")

    read = read_old_workbook(old_book(fill), Limits())
    assert [_rows(table) for table in read.tables] == [[["Name", "Ort"], ["A", "B"]]]
    assert [(note.code, note.details) for note in (*read.notes, *read.tables[0].notes)] == [
        ("blatt_verborgen", {"name": "Intern"}),
        ("blatt_verborgen", {"name": "Tief"}),
        ("zeilen_verborgen", {"count": "1"}),
        ("spalten_verborgen", {"names": "B"}),
    ]


def test_cells_merged_over_rows_count_for_each_of_them(old_book: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("Liste")
        sheet.write_merge(0, 1, 0, 0, "Teltow")
        sheet.write(0, 1, "A")
        sheet.write(1, 1, "B")

    table = read_old_workbook(old_book(fill), Limits()).tables[0]
    assert _rows(table) == [["Teltow", "A"], ["Teltow", "B"]]
    assert [note.code for note in table.notes] == ["zellen_verbunden"]


def test_a_far_cell_costs_nothing_and_formats_do_not_count(old_book: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        _filled(["Name"], ["A"])(book)
        book.get_sheet(0).write(65_535, 255, "", DAY)

    assert _rows(read_old_workbook(old_book(fill), Limits()).tables[0]) == [["Name"], ["A"]]


def test_limits_are_kept(old_book: Callable[..., Path]) -> None:
    path = old_book(_filled(["Name"], ["A"], ["x" * 20]))
    for limits, reason in (
        (Limits(rows=2), "zu_viele_zeilen"),
        (Limits(cell_chars=10), "zelle_zu_lang"),
    ):
        with pytest.raises(Refused) as refused:
            read_old_workbook(path, limits)
        assert refused.value.reason == reason


def test_an_empty_workbook_is_refused(old_book: Callable[..., Path]) -> None:
    with pytest.raises(Refused) as refused:
        read_old_workbook(old_book(lambda book: book.add_sheet("leer")), Limits())
    assert refused.value.reason == "ohne_zeilen"


def test_a_protected_workbook_is_refused_by_name(old_book: Callable[..., Path]) -> None:
    path = old_book(_filled(["Name"], ["A"]))
    content = path.read_bytes()
    # the record that announces encryption, in place of one that every file has
    window = struct.pack("<HH", 0x00E1, 2)
    assert content.count(window) == 1
    path.write_bytes(content.replace(window, struct.pack("<HH", 0x002F, 2)))
    with pytest.raises(Refused) as refused:
        read_old_workbook(path, Limits())
    assert refused.value.reason == "kennwort"


def test_a_damaged_workbook_is_refused(old_book: Callable[..., Path]) -> None:
    path = old_book(_filled(["Name"], ["A"]))
    path.write_bytes(path.read_bytes()[:1_500])
    with pytest.raises(UnreadableFile, match="unvollständig oder beschädigt"):
        parse_file(path)


def test_an_old_workbook_goes_the_whole_way(old_book: Callable[..., Path]) -> None:
    parsed = parse_file(old_book(_filled(["Name", "PLZ"], ["Käthe", 14513])))
    assert parsed.format is Format.XLS
    assert parsed.main.rows == (("Käthe", "14513"),)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"<html><table><tr><td>Name</td></tr></table></html>", "Webseite"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
         "XML-Format von 2003"),
        (b"\x09\x02\x06\x00\x00\x00\x10\x00" + bytes(40), "vor 1995"),
    ],
)  # fmt: skip
def test_other_files_called_xls_are_refused_by_their_cause(
    tmp_path: Path, content: bytes, cause: str
) -> None:
    path = tmp_path / "liste.xls"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=cause):
        parse_file(path)


def test_a_text_file_called_xls_is_read(tmp_path: Path) -> None:
    path = tmp_path / "liste.xls"
    path.write_text("Name\tOrt\nA\tTeltow\n", "utf-8")
    assert parse_file(path).main.columns == ("Name", "Ort")
