"""From raw rows to tables."""

from __future__ import annotations

import pytest

from geo.importing.parsing.formats import Format
from geo.importing.parsing.raw import Note, RawFile, RawTable
from geo.importing.parsing.refusals import Refused
from geo.importing.table import ParsedFile, Reading, Table
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


FULL = ["Kita A", "Weg 1", "14513", "Teltow"]
NAMES = ["Name", "Straße", "PLZ", "Ort"]


def _severe(table: Table) -> list[tuple[str, int | None]]:
    return [(i.code, i.row) for i in table.issues if i.severity is Severity.ERROR]


def test_headings_become_a_column_and_are_rejected_themselves() -> None:
    table = _table(NAMES, ["Amt Beetzsee", "", "", ""], FULL, ["Horte", "", "", ""], FULL)
    assert table.columns == (*NAMES, "Abschnitt")
    assert [row[4] for row in table.rows] == ["", "Amt Beetzsee", "", "Horte"]
    assert _severe(table) == [("zwischenueberschrift", 2), ("zwischenueberschrift", 4)]
    (told,) = [issue for issue in table.issues if issue.code == "abschnitte_als_spalte"]
    assert "„Amt Beetzsee“, „Horte“" in told.message


def test_a_report_that_comes_back_gets_no_second_column_of_headings() -> None:
    table = _table([*NAMES, "Abschnitt"], ["Horte", "", "", "", ""], [*FULL, "Horte"])
    assert table.columns == (*NAMES, "Abschnitt")
    assert _severe(table) == [("zwischenueberschrift", 2)]


def test_repeated_names_and_notes_are_rejected_by_row() -> None:
    table = _table(NAMES, FULL, NAMES, FULL, ["* ohne Gewähr", "", "", ""])
    assert _severe(table) == [("kopfzeile_wiederholt", 3), ("anmerkung", 5)]


def test_a_table_without_names_keeps_its_first_row() -> None:
    table = _table(FULL, ["Kita B", "Ring 2", "14542", "Werder"], ["C", "Hof 3", "14822", "Brück"])
    assert table.columns == ("Spalte 1", "Spalte 2", "Spalte 3", "Spalte 4")
    assert table.row_numbers == (1, 2, 3)
    assert (table.header_row, _codes(table)) == (None, ["kopfzeile_fehlt"])


def test_a_header_in_two_rows_is_told() -> None:
    table = _table(["Name", "Anschrift", "", ""], ["", "Straße", "PLZ", "Ort"], FULL)
    assert table.columns == tuple(NAMES)
    assert table.header_row == 2
    assert [(i.code, i.message) for i in table.issues] == [
        (
            "kopfzeile_zweizeilig",
            "Die Spaltennamen stehen in den Zeilen 1 und 2; sie wurden zusammengelesen.",
        )
    ]


def test_columns_without_name_and_content_are_left_out() -> None:
    table = _table(["", "Name", "", "Ort", ""], ["", "A", "", "B", ""], ["", "C", "x", "D", ""])
    assert table.columns == ("Name", "Spalte 3", "Ort")
    assert table.rows == (("A", "", "B"), ("C", "x", "D"))


def test_notes_find_their_column_when_others_are_left_out() -> None:
    notes = [Note("formel_ohne_wert", row=2, column=2), Note("formel_ohne_wert", row=2, column=0)]
    table = _table(["", "Name", "Ort"], ["", "A", ""], notes=notes)
    assert [issue.column for issue in table.issues] == ["Ort", None]


def test_tables_below_each_other_are_told_apart() -> None:
    rows = [
        (1, ["Beratung", "", "", ""]), (2, NAMES), (3, FULL), (5, ["Klubs", "", "", ""]),
        (6, ["Jugendklub", "Träger", "Adresse", "Telefon"]), (7, ["Klub 1", "AWO", "Weg 1", "12"]),
    ]  # fmt: skip
    parsed = _parsed(RawTable(name="Liste", rows=rows))
    assert [(table.name, table.row_numbers, table.header_row) for table in parsed.tables] == [
        ("Liste", (3,), 2),
        ("Liste (ab Zeile 5)", (7,), 6),
    ]


def test_a_table_to_the_right_is_noticed() -> None:
    table = _table(["Name", "Ort", "", "Name", "Ort"], ["A", "B", "", "C", "D"])
    (told,) = [issue for issue in table.issues if issue.code == "tabellen_nebeneinander"]
    assert "„Name (2)“" in told.message


def test_a_person_may_choose_the_header_or_none() -> None:
    raw = RawTable(name="Liste", rows=[(1, ["Name", "Ort"]), (3, ["A", "B"]), (4, ["C", "D"])])
    for chosen, columns, numbers in (
        (3, ("A", "B"), (4,)),
        (0, ("Spalte 1", "Spalte 2"), (1, 3, 4)),
        (2, ("Name", "Ort"), (3, 4)),
    ):
        parsed = tabulate(
            RawFile(tables=[raw]),
            kind=Format.CSV,
            file_name="x.csv",
            reading=Reading(header_rows={"Liste": chosen}),
        )
        assert (parsed.tables[0].columns, parsed.tables[0].row_numbers) == (columns, numbers)


@pytest.mark.parametrize("repair", [False, True])
def test_double_encoding_is_offered_for_repair_in_every_format(*, repair: bool) -> None:
    raw = RawFile(tables=[RawTable(name="x", rows=[(1, ["Name", "StraÃŸe"]), (2, ["CafÃ©", ""])])])
    parsed = tabulate(raw, kind=Format.XLSX, file_name="x.xlsx", reading=Reading(repair=repair))
    assert parsed.can_repair is not repair
    assert parsed.main.columns == ("Name", "Straße" if repair else "StraÃŸe")
    codes = [(issue.code, issue.row) for issue in parsed.main.issues]
    assert codes == ([("text_repariert", 2)] if repair else [("doppelt_kodiert", None)])


def test_the_proposed_table_is_the_one_with_the_most_known_columns() -> None:
    cover = RawTable(name="Deckblatt", rows=[(1, ["Kitas im Kreis"]), (2, ["Stand Mai"])])
    short = RawTable(name="Übersicht", rows=[(1, ["Kita", "Plätze"]), (2, ["A", "x"])])
    full = RawTable(name="Liste", rows=[(1, NAMES), (2, FULL)])
    assert _parsed(cover, short, full).main.name == "Liste"


def test_lines_drawn_between_rows_are_empty() -> None:
    rule = ["-" * 30]
    table = _table(rule, ["", "Name", "Ort", ""], rule, ["", "A ", "B", ""], ["", "-", "", ""])
    assert (table.columns, table.rows, table.row_numbers) == (("Name", "Ort"), (("A ", "B"),), (4,))


def test_reserved_and_endless_names_of_columns_stay_unique() -> None:
    table = _table(["geometry", "id", "fid", "x" * 300, "x" * 300], ["a", "b", "c", "d", "e"])
    assert table.columns == ("geometry", "id", "fid", "x" * 80, f"{'x' * 80} (2)")


def test_both_halves_of_a_row_that_a_line_break_has_cut_are_rejected() -> None:
    table = _table(NAMES, *[FULL] * 9, ["Kita B", "Am"], ["Anger 2", "14513", "Teltow"], FULL)
    assert _severe(table) == [("zeile_zerteilt", 11), ("zeile_zerteilt", 12)]


def test_a_table_that_lies_on_its_side_is_refused() -> None:
    rows = (
        ["Name", "A", "B"],
        ["Straße", "Weg 1", "Weg 2"],
        ["PLZ", "1", "2"],
        ["Ort", "Ulm", "Jena"],
    )
    with pytest.raises(Refused) as refused:
        _table(*rows)
    assert refused.value.reason == "tabelle_quer"
    assert _table(*([*cells] for cells in zip(*rows, strict=True))).rows[0][0] == "A"


def test_a_list_whose_names_sound_like_column_names_stands() -> None:
    rows = (["Angebot", "Ort"], ["Tafel", "Ulm"], ["Treffpunkt", "Jena"], ["Museum", "Köln"])
    assert len(_table(*rows).rows) == 3
