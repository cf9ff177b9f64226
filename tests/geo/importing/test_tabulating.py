"""From raw rows to tables."""

from __future__ import annotations

import pytest

from geo.importing.formats import Format
from geo.importing.raw import Note, RawFile, RawTable
from geo.importing.refusals import Refused
from geo.importing.table import ParsedFile, Table
from geo.importing.tabulating import tabulate
from geo.report import Severity


def _parsed(*tables: RawTable, notes: list[Note] | None = None) -> ParsedFile:
    raw = RawFile(tables=list(tables), notes=notes or [])
    return tabulate(raw, kind=Format.CSV, file_name="liste.csv")


def _table(*rows: list[str], notes: list[Note] | None = None) -> Table:
    raw = RawTable(name="", rows=list(enumerate(rows, start=1)), notes=notes or [])
    return _parsed(raw).tables[0]


def _codes(table: Table) -> list[str]:
    return [issue.code for issue in table.issues]


def test_the_first_row_is_the_header() -> None:
    table = _table(["Name", "Ort"], ["A", "B"])
    assert (table.name, table.columns, table.rows) == ("liste.csv", ("Name", "Ort"), (("A", "B"),))
    assert table.row_numbers == (2,)
    assert table.issues == ()


def test_title_lines_above_the_header_are_passed_over_and_told() -> None:
    table = _table(["Kitas in Musterland"], ["Stand 2026"], [], ["Name", "Ort"], ["A", "B"])
    assert table.columns == ("Name", "Ort")
    assert table.row_numbers == (5,)
    assert table.issues[0].message.startswith("Die Spaltennamen stehen in Zeile 4")


def test_empty_rows_above_the_header_are_not_worth_telling() -> None:
    table = _table([], ["Name", "Ort"], ["A", "B"])
    assert (table.row_numbers, table.issues) == ((3,), ())


def test_an_unknown_header_is_the_first_row_as_wide_as_the_table() -> None:
    table = _table(["Liste"], ["Wie", "Was", "Wo"], ["Kita", "b", "c"], ["d", "e", "f"])
    assert table.columns == ("Wie", "Was", "Wo")


def test_a_word_of_the_header_in_a_data_row_is_no_header() -> None:
    assert _table(["Wie", "Was"], ["Kita", "b"], ["d", "e"]).columns == ("Wie", "Was")


def test_empty_rows_do_not_count_but_are_told() -> None:
    table = _table(["Name", "Ort"], ["A", "B"], ["", " "], [], ["C", "D"])
    assert table.row_numbers == (2, 5)
    assert table.issues[0].message == "Leere Zeilen wurden übergangen (Anzahl: 2)."
    assert _codes(table) == ["leere_zeilen"]


def test_rows_with_surplus_cells_are_rejected_because_their_values_have_moved() -> None:
    table = _table(["Name", "Ort"], ["A", "x"], ["B", "C", "", "D", "E"])
    assert table.rows == (("A", "x"), ("B", "C"))
    assert [(i.code, i.row, i.severity) for i in table.issues] == [
        ("zeile_zu_lang", 3, Severity.ERROR)
    ]


def test_cells_beyond_the_last_name_belong_to_the_table_if_most_rows_have_them() -> None:
    table = _table(["Name", "Ort"], ["A", "B", "x"], ["C", "D", "y"], ["E", "F"])
    assert table.columns == ("Name", "Ort", "Spalte 3")
    assert table.issues == ()


def test_a_row_that_is_shorter_than_all_others_is_told() -> None:
    table = _table(["Name", "Straße", "Ort"], *[["A", "B", "C"]] * 9, ["D", "E"])
    assert [(i.code, i.row) for i in table.issues] == [("zeile_zu_kurz", 11)]


def test_lists_that_leave_out_empty_cells_at_the_end_are_nothing_special() -> None:
    table = _table(["Name", "Straße", "Ort"], ["A", "B"], ["D", "E"], ["F", "G", "H"])
    assert table.issues == ()


def test_repeated_and_empty_headers_become_unique() -> None:
    table = _table(["Name", "Ort", "", "Ort"], ["A", "B", "C", "D"])
    assert table.columns == ("Name", "Ort", "Spalte 3", "Ort (2)")
    assert _codes(table) == ["spalte_doppelt"]


def test_notes_about_dropped_rows_are_dropped_with_them() -> None:
    notes = [Note("formel_ohne_wert", row=row, column=1) for row in (1, 2, 3)]
    table = _table(["Name", "Ort"], ["A", ""], ["", ""], notes=notes)
    assert [(i.code, i.row, i.column) for i in table.issues] == [
        ("leere_zeilen", None, None),
        ("formel_ohne_wert", 2, "Ort"),
    ]


def test_notes_about_the_file_are_in_every_table() -> None:
    raw = RawTable(name="A", rows=[(1, ["Name"]), (2, ["x"])])
    notes = [Note("blatt_verborgen", details={"name": "Intern"})]
    parsed = _parsed(raw, RawTable(name="B", rows=raw.rows), notes=notes)
    assert [_codes(table) for table in parsed.tables] == [["blatt_verborgen"]] * 2


def test_tables_without_data_rows_are_left_out() -> None:
    full = RawTable(name="voll", rows=[(1, ["Name"]), (2, ["x"])])
    assert [t.name for t in _parsed(RawTable(name="leer", rows=[(1, ["Name"])]), full).tables] == [
        "voll"
    ]


@pytest.mark.parametrize(
    ("rows", "reason"), [([], "leer"), ([(1, ["Name", "Ort"]), (2, ["", ""])], "ohne_zeilen")]
)
def test_a_file_without_data_rows_is_refused(
    rows: list[tuple[int, list[str]]], reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        _parsed(RawTable(name="", rows=rows))
    assert refused.value.reason == reason
