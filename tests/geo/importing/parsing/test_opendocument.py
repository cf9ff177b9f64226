"""OpenDocument spreadsheets, written by hand; those of LibreOffice are in test_office_files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.errors import UnreadableFile
from geo.importing import Format, parse_file
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.opendocument import read_opendocument
from geo.importing.parsing.raw import RawFile
from geo.importing.parsing.refusals import Refused

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
Write = Callable[..., Path]


def cell(text: str = "", *, times: int = 1, name: str = "table-cell", **values: str) -> str:
    shown = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    given = "".join(
        f' {key.replace("_", ":", 1).replace("_", "-")}="{v}"' for key, v in values.items()
    )
    return f'<table:{name} table:number-columns-repeated="{times}"{given}>{shown}</table:{name}>'


def row(*cells: str, times: int = 1, **values: str) -> str:
    given = "".join(f' {key.replace("_", ":", 1)}="{value}"' for key, value in values.items())
    inside = "".join(text if text.startswith("<") else cell(text) for text in cells)
    return (
        f'<table:table-row table:number-rows-repeated="{times}"{given}>{inside}</table:table-row>'
    )


@pytest.fixture
def ods(tmp_path: Path) -> Write:
    """Write rows, or whole sheets, given as XML."""

    def write(*parts: str, styles: str = "", head: str = "", manifest: str = "") -> Path:
        tables = "".join(parts)
        if not tables.startswith("<table:table "):
            tables = f'<table:table table:name="Liste">{tables}</table:table>'
        content = (
            f'<?xml version="1.0"?>{head}<office:document-content {_SPACES} {_CALC}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>"
        )
        path = tmp_path / "liste.ods"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", MIMETYPE)
            archive.writestr("content.xml", content)
            archive.writestr("META-INF/manifest.xml", manifest)
        return path

    return write


def _read(path: Path, limits: Limits | None = None) -> RawFile:
    return read_opendocument(path, limits or Limits())


def _cells(path: Path) -> list[list[str]]:
    return [cells for _, cells in _read(path).tables[0].rows]


def _refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        _read(path, limits)
    return refused.value.reason


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (cell("Käthe\nzwei"), "Käthe\nzwei"),
        (cell("14.513,00", office_value_type="float", office_value="14513"), "14513"),
        (cell("52,39", office_value_type="float", office_value="52.394364"), "52.394364"),
        (cell("01067", office_value_type="float", office_value="1067"), "01067"),
        (cell("85 %", office_value_type="percentage", office_value="0.85"), "85 %"),
        (cell("inf", office_value_type="float", office_value="1e999"), ""),
        (cell("01. Feb", office_value_type="date", office_date_value="2026-02-01"), "2026-02-01"),
        (cell("x", office_value_type="date", office_date_value="2026-02-01T14:30:00"),
         "2026-02-01 14:30:00"),
        (cell("irgendwann", office_value_type="date", office_date_value="-0044-03-15"),
         "irgendwann"),
        (cell("09:05", office_value_type="time", office_time_value="PT09H05M00S"), "09:05:00"),
        (cell("WAHR", office_value_type="boolean", office_boolean_value="true"), "ja"),
        (cell("FALSCH", office_value_type="boolean", office_boolean_value="false"), "nein"),
        (cell("#NV", office_value_type="string", calcext_value_type="error"), ""),
        (cell("", office_value_type="string", office_string_value="nur so"), "nur so"),
        (("<table:table-cell><text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d"
         "<text:span>e</text:span><text:a>f</text:a></text:p></table:table-cell>"), "a   b\tc\ndef"),  # noqa: E501
        (("<table:table-cell><office:annotation><text:p>geheim</text:p></office:annotation>"
         "<text:p>A</text:p></table:table-cell>"), "A"),
        (cell("verdeckt", name="covered-table-cell"), ""),
    ],
)  # fmt: skip
def test_a_cell_becomes_what_a_person_means(ods: Write, written: str, text: str) -> None:
    assert _cells(ods(row("x", written, "y"))) == [["x", text, "y"]]


def test_errors_are_noted(ods: Write) -> None:
    path = ods(row("A", cell("Err:502", calcext_value_type="error")))
    notes = _read(path).tables[0].notes
    assert [(note.code, note.row, note.column) for note in notes] == [("excel_fehlerwert", 1, 1)]


def test_a_formula_gives_its_stored_value_and_is_noted_without(ods: Write) -> None:
    path = ods(
        row("Name", "Haus"),
        row("A", cell("Haus 7", table_formula="of:=x", office_value_type="string")),
        row("B", cell("", table_formula="of:=x")),
        row("C", cell("", table_formula="of:=x", office_value_type="string")),
    )
    table = _read(path).tables[0]
    assert [cells for _, cells in table.rows][1:] == [["A", "Haus 7"], ["B", ""], ["C", ""]]
    assert [(note.code, note.row, note.column) for note in table.notes] == [
        ("formel_ohne_wert", 3, 1)
    ]


def test_nothing_but_formulas_without_value_is_refused(ods: Write) -> None:
    assert _refusal(ods(row(cell("", table_formula="of:=x")))) == "formeln_ohne_wert"


def test_rows_keep_their_numbers_whatever_is_repeated(ods: Write) -> None:
    path = ods(row("Name"), row("", times=5), row("A", times=2), row(times=1_048_000))
    assert _read(path).tables[0].rows == [(1, ["Name"]), (7, ["A"]), (8, ["A"])]


def test_repeated_cells_fill_the_columns_between(ods: Write) -> None:
    path = ods(row("a", cell("", times=2), cell("b", times=2), cell("", times=16_000)))
    assert _cells(path) == [["a", "", "", "b", "b"]]


def test_hidden_rows_columns_and_sheets_are_skipped_and_noted(ods: Write) -> None:
    styles = (
        '<style:style style:name="weg" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="da" style:family="table">'
        '<style:table-properties table:display="true"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    path = ods(
        f'<table:table table:name="Liste" table:style-name="da">{columns}'
        + row("Name", "geheim", "Ort")
        + row("A", "x", "B")
        + row("weg", "y", "C", table_visibility="filter")
        + row("weg", "y", "C", table_visibility="collapse", times=2)
        + row("", table_visibility="collapse", times=1_000_000)
        + "</table:table>",
        f'<table:table table:name="Intern" table:style-name="weg">{row("Name")}</table:table>',
        styles=styles,
    )
    read = _read(path)
    assert [cells for _, cells in read.tables[0].rows] == [["Name", "Ort"], ["A", "B"]]
    assert [(note.code, note.details) for note in (*read.notes, *read.tables[0].notes)] == [
        ("blatt_verborgen", {"name": "Intern"}),
        ("zeilen_verborgen", {"count": "3"}),
        ("spalten_verborgen", {"names": "B"}),
    ]


def test_cells_merged_over_rows_count_for_each_of_them(ods: Write) -> None:
    path = ods(
        row(cell("Teltow", table_number_rows_spanned="3"), "A"),
        row(cell("", name="covered-table-cell"), "B"),
        row("", "", times=2),
    )
    assert _cells(path) == [["Teltow", "A"], ["Teltow", "B"]]


def test_a_table_inside_a_cell_is_no_sheet(ods: Write) -> None:
    inner = f'<table:table table:name="innen">{row("geheim")}</table:table>'
    path = ods(row(f"<table:table-cell><text:p>A</text:p>{inner}</table:table-cell>", "B"))
    read = _read(path)
    assert [table.rows for table in read.tables] == [[(1, ["A", "B"])]]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (row("A", times=1_048_576), "zu_viele_zeilen"),
        (row("", times=1_048_575) + row("A"), "zu_viele_zeilen"),
        (row(cell("A", times=16_384)), "zu_viele_spalten"),
        (row(cell("", times=16_383), "A"), "zu_viele_spalten"),
        (row(cell("A", times=500), times=100_000), "zu_aufwendig"),
        (row("A" * 40_000), "zelle_zu_lang"),
        (row("<table:table-cell>" + "<text:p>" * 300 + "</text:p>" * 300 + "</table:table-cell>"),
         "zu_aufwendig"),
        (row(cell("A", times=0, office_value_type="float", office_value="kaputt")),
         "abgeschnitten"),
    ],
    ids=["rows", "far row", "columns", "far column", "both", "long cell", "deep", "no number"],
)  # fmt: skip
def test_what_grows_without_end_is_refused(ods: Write, rows: str, reason: str) -> None:
    assert _refusal(ods(rows)) == reason


def test_a_document_type_is_refused(ods: Write) -> None:
    path = ods(row("Name"), head="<!DOCTYPE x [<!ENTITY a 'b'>]>")
    assert _refusal(path) == "verweist_nach_aussen"


def test_a_protected_file_is_refused_by_name(ods: Write) -> None:
    path = ods(row("Name"), manifest="<m><manifest:encryption-data/></m>")
    assert _refusal(path) == "kennwort"


def test_a_file_that_is_protected_as_a_whole_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "liste.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("encrypted-package", "x")
    with pytest.raises(UnreadableFile, match="Kennwort"):
        parse_file(path)


def test_a_text_document_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "brief.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(UnreadableFile, match="keine gepackte Tabelle"):
        parse_file(path)


def test_an_empty_sheet_is_refused(ods: Write) -> None:
    assert _refusal(ods(row("", times=1_048_576))) == "ohne_zeilen"


def test_a_sheet_goes_the_whole_way(ods: Write) -> None:
    parsed = parse_file(ods(row("Name", "PLZ"), row("Käthe", "01067")))
    assert parsed.format is Format.ODS
    assert parsed.main.rows == (("Käthe", "01067"),)
