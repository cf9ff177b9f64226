"""The report goes to the sender as Excel file and comes back corrected."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.importing import (
    Decisions,
    ImportContext,
    ImportResult,
    ParsedFile,
    Table,
    import_table,
    parse_file,
    result_to_json,
    write_report,
)
from geo.importing.cleaning import clean_text
from geo.importing.own_report import CHECKED, OVERVIEW

HEADER = ("Name", "Kategorie", "Ort", "PLZ", "Bemerkung")
HOSTILE = (
    '=HYPERLINK("http://muster.example")',
    "=cmd|'/c calc'!A1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "https://muster.example",
    "file:///etc/hosts",
    "{=1+1}",
    "01067",
)


@pytest.fixture
def report(context: ImportContext, tmp_path: Path) -> Callable[[Path], tuple[ImportResult, Path]]:
    """Import a file and write its report."""

    def run(path: Path) -> tuple[ImportResult, Path]:
        parsed = parse_file(path)
        result = import_table(parsed, parsed.main, context=context)
        target = tmp_path / "bericht.xlsx"
        write_report(target, parsed.main, result)
        return result, target

    return run


@pytest.fixture
def again(context: ImportContext) -> Callable[[Path], tuple[ParsedFile, ImportResult]]:
    def run(path: Path) -> tuple[ParsedFile, ImportResult]:
        parsed = parse_file(path)
        return parsed, import_table(parsed, parsed.main, context=context)

    return run


def _sheet(path: Path, name: str | None = None) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    rows = list((book[name] if name else book.worksheets[0]).iter_rows(values_only=True))
    book.close()
    return rows


def test_each_row_says_in_words_what_became_of_it(
    csv_file: Callable[..., Path], report: Callable[..., tuple[ImportResult, Path]]
) -> None:
    rows = [("A", "Familienzentrum", "Probestadt", "99992", "x"), ("B", "Zirkus", "?", "", "")]
    _, path = report(csv_file(HEADER, *rows, ("", "Familienzentrum", "Probestadt", "", "")))
    head, *body = _sheet(path)
    assert head == (*HEADER, *CHECKED)
    assert [row[5] for row in body] == ["mit Befund", "mit Befund", "abgelehnt"]
    assert "Kategorie: Die Kategorie „Zirkus“ gibt es nicht" in body[1][6]
    assert body[2][7] == "Bitte den Namen des Angebots ergänzen."


def test_the_list_can_be_filtered_under_a_head_that_stays_and_is_coloured(
    csv_file: Callable[..., Path], report: Callable[..., tuple[ImportResult, Path]]
) -> None:
    _, path = report(csv_file(("Name", "Ort"), ("A", "Probestadt"), ("", "Probestadt")))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:E3", "A2")
    fills = [sheet.cell(row, 3).fill.fgColor.rgb for row in (2, 3)]
    assert fills == ["FFFFF0C2", "FFF9D2D0"]


def test_the_overview_counts_by_reason(
    csv_file: Callable[..., Path], report: Callable[..., tuple[ImportResult, Path]]
) -> None:
    _, path = report(csv_file(("Name", "Ort"), ("A", "Probestadt"), ("", "X"), ("", "Y")))
    rows = _sheet(path, OVERVIEW)
    assert rows[0][:2] == ("Prüfbericht", "liste.csv")
    assert [row[:2] for row in rows[1:5]] == [
        ("Zeilen", 3),
        ("übernommen", 0),
        ("mit Befund", 1),
        ("abgelehnt", 2),
    ]
    assert (2, "name_fehlt") in {(row[1], row[3]) for row in rows[7:]}


def test_the_corrected_file_comes_back_clean(
    csv_file: Callable[..., Path],
    report: Callable[..., tuple[ImportResult, Path]],
    again: Callable[[Path], tuple[ParsedFile, ImportResult]],
) -> None:
    rows = [("A", "Familienzentrum", "Probestadt", "99992", "x"), ("", "Suchtberatung", "Testlin")]
    first, path = report(csv_file(HEADER, *rows))
    assert first.report.rejected == 1
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A3"] = "B"
    book.save(path)
    parsed, result = again(path)
    assert [table.columns for table in parsed.tables] == [HEADER]
    assert (result.report.rows, result.report.rejected) == (2, 0)
    assert [issue.code for issue in result.report.issues if issue.row is None] == [
        issue.code for issue in first.report.issues if issue.row is None
    ]
    assert result.resources[0] == first.resources[0]


def test_a_report_of_a_report_is_no_longer(
    csv_file: Callable[..., Path], report: Callable[..., tuple[ImportResult, Path]]
) -> None:
    first, path = report(csv_file(HEADER, ("A", "Familienzentrum", "Probestadt", "99992", "x")))
    rows = _sheet(path)
    second, path = report(path)
    assert _sheet(path) == rows
    assert second.resources == first.resources


def test_a_list_may_have_columns_of_these_names(
    csv_file: Callable[..., Path],
    report: Callable[..., tuple[ImportResult, Path]],
    again: Callable[[Path], tuple[ParsedFile, ImportResult]],
) -> None:
    header = ("Name", "Ort", "Prüfung", "Befunde")
    first, path = report(csv_file(header, ("A", "Probestadt", "2025", "keine")))
    parsed, _ = again(path)
    assert parsed.main.columns == header == _sheet(path)[0][:4]
    assert "spalten_ungenutzt" in first.report.totals


def test_a_sheet_called_overview_is_kept_if_it_is_the_list(
    report: Callable[..., tuple[ImportResult, Path]],
    again: Callable[[Path], tuple[ParsedFile, ImportResult]],
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    book.active.title = OVERVIEW  # type: ignore[union-attr]
    for row in (("Name", "Ort"), ("A", "Probestadt")):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "übersicht.xlsx")
    _, path = report(tmp_path / "übersicht.xlsx")
    assert again(path)[1].report.rows == 1


def test_no_text_becomes_a_formula_or_a_link(
    csv_file: Callable[..., Path],
    report: Callable[..., tuple[ImportResult, Path]],
    again: Callable[[Path], tuple[ParsedFile, ImportResult]],
) -> None:
    rows = [(text, "", "Probestadt", "01067", text) for text in HOSTILE]
    first, path = report(csv_file(HEADER, *rows))
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [row[0] for row in _sheet(path)[1:]] == list(HOSTILE)
    assert again(path)[1].resources == first.resources


texts = st.text(max_size=8).filter(lambda text: "_x" not in text.lower())
rows = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows)
def test_any_text_is_written_and_read(
    load: Callable[..., ImportResult], rows: Sequence[tuple[str, str, str]]
) -> None:
    table = Table(
        name="Liste",
        columns=("Name", "Ort", "Foo"),
        rows=tuple(rows),
        row_numbers=tuple(range(2, len(rows) + 2)),
    )
    result = load("Name;Ort;Foo", *rows)
    stream = io.BytesIO()
    write_report(stream, table, result)
    sheet = openpyxl.load_workbook(stream).worksheets[0]
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            written = sheet.cell(number, column).value or ""
            assert written == _writable(text)


def _writable(text: str) -> str:
    return clean_text(text)[0].replace("\ufffe", "").replace("\uffff", "")


@pytest.mark.parametrize("text", ["x" * 32_767, "\U0001f3e0" * 32_767])
def test_the_longest_cells_are_written(
    text: str, load: Callable[..., ImportResult], tmp_path: Path
) -> None:
    table = Table(name="L", columns=("Name", "Foo"), rows=(("A", text),), row_numbers=(2,))
    write_report(tmp_path / "b.xlsx", table, load("Name;Foo", ("A", text)))
    written = _sheet(tmp_path / "b.xlsx")[1][1]
    assert text.startswith(written)
    assert len(written.encode("utf-16-le")) in {2 * 32_767, 2 * 32_766}


@pytest.mark.parametrize(
    ("shapes", "columns"),
    [
        ((shapely.Point(350_000, 5_795_000), None), ("Breite", "Länge")),
        (
            (
                shapely.Point(350_000, 5_795_000),
                shapely.box(350_000, 5_795_000, 350_010, 5_795_010),
            ),
            ("Breite", "Länge", "Lagegenauigkeit"),
        ),
    ],
)
def test_features_get_their_coordinates(
    shapes: tuple[shapely.Geometry | None, ...],
    columns: tuple[str, ...],
    write_layer: Callable[..., Path],
    report: Callable[..., tuple[ImportResult, Path]],
    again: Callable[[Path], tuple[ParsedFile, ImportResult]],
    tmp_path: Path,
) -> None:
    layer = write_layer(tmp_path / "l.gpkg", shapes, driver="GPKG", name=["A", "B"])
    first, path = report(layer)
    parsed, second = again(path)
    assert parsed.main.columns == ("name", *columns)
    for one, other in zip(first.resources, second.resources, strict=True):
        assert (one.lat, one.lon) == (other.lat, other.lon)
        assert one.location_quality is other.location_quality


def test_a_rejected_feature_keeps_its_place(
    write_layer: Callable[..., Path],
    report: Callable[..., tuple[ImportResult, Path]],
    tmp_path: Path,
) -> None:
    points = [shapely.Point(350_000, 5_795_000)] * 2
    _, path = report(write_layer(tmp_path / "l.gpkg", points, driver="GPKG", name=["A", ""]))
    accepted, rejected = _sheet(path)[1:]
    assert rejected[3] == "abgelehnt"
    assert list(map(float, rejected[1:3])) == pytest.approx(list(map(float, accepted[1:3])))


def test_a_protected_place_is_not_in_the_report(
    csv_file: Callable[..., Path], report: Callable[..., tuple[ImportResult, Path]]
) -> None:
    header = ("Name", "Kategorie", "Straße", "Ort", "lat", "lon", "Anfahrt")
    row = ("Zuflucht", "Frauenhaus", "Geheimweg 1", "Probestadt", "52.31", "12.89", "Bus Geheimweg")
    open_row = ("Treff", "Familienzentrum", "Offener Weg 2", "Probestadt", "52.3", "12.9", "Bus")
    first, path = report(csv_file(header, row, open_row))
    cells = [str(cell) for line in _sheet(path) for cell in line]
    assert not any("Geheimweg" in cell or "52.31" in cell for cell in cells)
    assert "Offener Weg 2" in cells
    assert _sheet(path)[1][3] == "Probestadt"
    assert first.rows[0].is_protected


def test_every_row_is_written(load: Callable[..., ImportResult], tmp_path: Path) -> None:
    rows = tuple((f"A{n}", "Probestadt") for n in range(2_000))
    numbers = tuple(range(2, len(rows) + 2))
    table = Table(name="L", columns=("Name", "Ort"), rows=rows, row_numbers=numbers)
    write_report(tmp_path / "b.xlsx", table, load("Name;Ort", *rows))
    assert len(_sheet(tmp_path / "b.xlsx")) == 2_001


def test_json_holds_counts_and_findings(load: Callable[..., ImportResult]) -> None:
    result = load("Name;Kategorie", ("A", "Zirkus"), ("", ""), decisions=Decisions())
    found = json.loads(json.dumps(result_to_json(result), allow_nan=False))
    assert (found["rows"], found["imported"], found["corrected"], found["rejected"]) == (2, 0, 1, 1)
    assert found["mapping"] == {"name": "Name", "category": "Kategorie"}
    assert {issue["code"] for issue in found["issues"]} >= {"kategorie_unbekannt", "name_fehlt"}


def test_rows_that_are_no_offers_come_back_as_what_they_are(
    csv_file: Callable[..., Path],
    report: Callable[[Path], tuple[ImportResult, Path]],
    again: Callable[[Path], tuple[ParsedFile, ImportResult]],
) -> None:
    full = ["A", "Kita", "Probestadt", "99992", "x"]
    path = csv_file(
        HEADER, ["Stadt Nord", "", "", "", ""], full, full, ["Quelle: Amt", "", "", "", ""]
    )
    result, written = report(path)
    back = again(written)[1]
    assert [row.status for row in back.rows] == [row.status for row in result.rows]
    codes = {issue.code for issue in back.report.issues if issue.row is not None}
    assert codes >= {"zwischenueberschrift", "anmerkung"}
