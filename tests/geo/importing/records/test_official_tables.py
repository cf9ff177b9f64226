"""Tables as offices send them: sums, footnotes, sources, signs, sheets, parts of areas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import factories
import pytest
import xlsxwriter

from geo.areas import AreaHierarchy, Level
from geo.importing import ImportContext, parse_file
from geo.importing.records import ReadRecords
from geo.importing.records.areas import AreaFinder
from geo.importing.records.headings import Heading, heading_of, period_of
from geo.importing.records.indicators import INDICATORS, IndicatorSeries
from geo.importing.records.totals import TotalRow, covering_totals
from geo.importing.records.values import HIDDEN, read_value

Read = Callable[..., ReadRecords[IndicatorSeries]]
_AREAS = factories.county_areas()
_ALL = "Musterdorf;1\nEntwurfsheim;2\nProbestadt;3\nAmt Ost;4\nVorlage an der Mitte;5\n"


@pytest.fixture
def read(context: ImportContext, tmp_path: Path) -> Read:
    """Read a list given as text, or a file."""

    def run(source: str | Path, *, ctx: ImportContext = context) -> ReadRecords[IndicatorSeries]:
        path = source if isinstance(source, Path) else tmp_path / "zahlen.csv"
        if isinstance(source, str):
            path.write_text(source, "utf-8")
        parsed = parse_file(path)
        return INDICATORS.read(parsed, INDICATORS.choose(parsed), ctx, {})

    return run


def _county(found: ReadRecords[IndicatorSeries]) -> list[float | None]:
    every = found.records[0].observations if found.records else ()
    return [each.value for each in every if each.level is Level.KREIS]


def _last(found: ReadRecords[IndicatorSeries]) -> list[str]:
    return [issue.code for issue in found.result.rows[-1].issues]


def _messages(found: ReadRecords[IndicatorSeries]) -> str:
    return "\n".join(issue.message for issue in found.result.report.issues)


@pytest.mark.parametrize(
    "words",
    ["Landkreis ML gesamt", "Kreis gesamt", "ML insgesamt", "LK ML", "ML", "Gesamt (Landkreis)",
     "Summe Muster-Land", "Lkr. Muster-Land", "Kreissumme", "Landkreis"],
)  # fmt: skip
def test_the_county_has_many_names(read: Read, context: ImportContext, words: str) -> None:
    named = [
        replace(each, name="Landkreis Muster-Land") if each.level is Level.KREIS else each
        for each in context.areas
    ]
    areas = AreaHierarchy(named, crs=factories.CRS)
    found = read(f"Gemeinde;Plätze 2023\n{_ALL}{words};15\n", ctx=replace(context, areas=areas))
    assert _county(found) == [15.0]
    assert _last(found)[0] == "summe_als_gebiet"


def test_a_named_sum_is_the_area_that_it_names(read: Read) -> None:
    found = read("Gebiet;Plätze 2023\nMusterdorf;1\nEntwurfsheim;2\nSumme Amt West;3\n")
    assert found.records[0].observations[-1].area_id == "990010001"


@pytest.mark.parametrize("word", ["Summe", "Insgesamt", "zusammen", "alle Gemeinden"])
def test_a_sum_without_name_is_the_county_only_if_the_rows_are(read: Read, word: str) -> None:
    whole = read(f"Gemeinde;Plätze 2023\n{_ALL}{word};16\n")
    assert _county(whole) == [16.0]
    assert _last(whole) == ["summe_als_kreis", "summe_widerspricht"]
    part = read(f"Gemeinde;Plätze 2023\nMusterdorf;1\nProbestadt;2\n{word};3\n")
    assert _county(part) == []
    assert _last(part) == ["summe_der_zeilen"]
    assert part.result.rows[-1].status == "rejected"


def test_sums_between_the_rows_are_not_the_county() -> None:
    def about(name: str) -> TotalRow:
        return TotalRow(next(each for each in _AREAS if each.name == name), is_total=False)

    west, town = about("Amt West"), about("Probestadt")
    rest = [about("Amt Ost"), about("Vorlage an der Mitte")]
    total = TotalRow(None, is_total=True)
    rows = [west, total, town, *rest, total, total]
    assert covering_totals(rows, _AREAS) == {6}
    assert covering_totals([total, west, town, *rest], _AREAS) == {0}
    assert covering_totals([west, town, *rest, total, west, total], _AREAS) == {4}


def test_a_name_that_can_be_either_says_what_it_was_taken_for(
    read: Read, context: ImportContext
) -> None:
    named = [
        replace(each, name="Amt Musterdorf") if each.name == "Amt West" else each
        for each in context.areas
    ]
    areas = AreaHierarchy(named, crs=factories.CRS)
    found = read("Gebiet;Plätze 2023\nAmt Ost;1\nMusterdorf;2\n", ctx=replace(context, areas=areas))
    assert _last(found) == ["gebiet_gelesen_als"]
    assert "als Gemeinde Musterdorf gelesen; gemeint sein kann auch Sozialraum" in _messages(found)


def test_the_line_below_a_table_is_its_source(read: Read) -> None:
    found = read(
        "Gemeinde;Plätze\nMusterdorf;1\n\nQuelle: Amt für Statistik, Stand 31.12.2023\n"
        "* vorläufig\n"
    )
    (series,) = found.records
    assert series.indicator.source == "Amt für Statistik, Stand 31.12.2023"
    assert series.observations[0].period == "2023-12-31"
    assert [[issue.code for issue in row.issues] for row in found.result.rows] == [
        [],
        ["quelle_gefunden"],
        ["anmerkung"],
    ]
    assert "Angebot" not in _messages(found)
    source = next(each for each in found.questions if each.label == "Quelle")
    assert source.value == series.indicator.source


def test_a_source_that_is_given_stays(read: Read) -> None:
    found = read(
        "Gemeinde;Kennzahl;Jahr;Wert;Quelle\nMusterdorf;Fälle;2023;7;Jugendamt\nQuelle: BA;;;;\n"
    )
    assert found.records[0].indicator.source == "Jugendamt"


def test_cells_that_show_per_cent_are_per_cent(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "quoten.xlsx"
    with xlsxwriter.Workbook(path) as book:
        shown, sheet = book.add_format({"num_format": "0.0%"}), book.add_worksheet("Quoten")
        sheet.write_row(0, 0, ["Gemeinde", "Arbeitslose 2023"])
        for row, (name, value) in enumerate([("Musterdorf", 0.045), ("Probestadt", 0.07)], start=1):
            sheet.write(row, 0, name)
            sheet.write(row, 1, value, shown)
    (series,) = read(path).records
    assert (series.indicator.unit, series.indicator.factor) == ("%", 100.0)
    assert [each.value for each in series.observations] == [4.5, 7.0]


def test_sheets_that_are_not_read_are_named(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "jahre.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for year in ("2021", "2022"):
            sheet = book.add_worksheet(year)
            sheet.write_row(0, 0, ["Gemeinde", "Fälle"])
            sheet.write_row(1, 0, ["Musterdorf", 4])
    assert "gelesen wird nur „2021“" in _messages(read(path))


def test_merged_headings_above_years_are_the_header(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "gruppen.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Bevölkerung")
        sheet.merge_range(0, 0, 0, 4, "Bevölkerung nach Gemeinden")
        sheet.write_row(2, 0, ["Gemeinde", "Geburten", "", "Anteil in %", ""])
        sheet.write_row(3, 1, [2022, 2023, 2022, 2023])
        for at, name in enumerate(["Musterdorf", "Entwurfsheim", "Probestadt", "Testlin"], start=4):
            sheet.write_row(at, 0, [name, at, 2 * at, 4.1, 4.5])
    births, share = read(path).records
    assert (births.indicator.label, share.indicator.label) == ("Geburten", "Anteil")
    assert [(each.period, each.value) for each in births.observations[:2]] == [
        ("2022", 4.0),
        ("2023", 8.0),
    ]


def test_days_above_numbers_are_the_header(read: Read) -> None:
    found = read("Gemeinde;31.12.2021;31.12.2023\nMusterdorf;7;8\nProbestadt;9;10\n")
    assert [each.period for each in found.records[0].observations[:2]] == [
        "2021-12-31",
        "2023-12-31",
    ]


def test_a_part_of_an_area_or_of_its_people_is_not_the_area(read: Read) -> None:
    found = read(
        "Gemeinde;Geschlecht;Fälle 2023\nMusterdorf;weiblich;4\nMusterdorf;insgesamt;9\n"
        "Probestadt;männlich;3\n"
    )
    assert [each.value for each in found.records[0].observations] == [9.0]
    assert "zählt nur „weiblich“ („Geschlecht“)" in _messages(found)
    assert _last(found) == ["zeile_ist_teil"]


def test_columns_that_differ_only_in_brackets_stay_apart(read: Read) -> None:
    found = read("Gemeinde;Fälle 2023 (männlich);Fälle 2023 (weiblich)\nMusterdorf;4;5\n")
    assert [each.indicator.label for each in found.records] == [
        "Fälle (männlich)",
        "Fälle (weiblich)",
    ]


def test_an_area_above_its_parts_is_a_heading(read: Read) -> None:
    found = read(
        "Gemeinde;Fälle 2023;Plätze 2023\nPlanregion 1;;\nMusterdorf;1;2\nEntwurfsheim;3;4\n"
        "Summe Planregion 1;9;9\n"
    )
    assert [issue.code for issue in found.result.rows[0].issues] == ["gebiet_ohne_werte"]
    assert [each.value for each in found.records[0].observations] == [1.0, 3.0, 9.0]


def test_a_larger_area_beside_each_row_only_groups_them(read: Read) -> None:
    found = read(
        "Kreis;Planregion;Gemeinde;Fälle 2023\nMusterland;Planregion 1;Musterdorf;1\n"
        "Musterland;Planregion 1;Entwurfsheim;2\nMusterland;Planregion 1;Summe;9\n"
        "Musterland;Planregion 2;Probestat;3\nMusterland;;Summe;4\n"
    )
    places = [(each.area_id, each.value) for each in found.records[0].observations]
    assert places == [("990010001001", 1.0), ("990010001004", 2.0), ("1", 9.0)]
    assert [issue.code for issue in found.result.rows[3].issues] == ["gebiet_unbekannt"]
    assert _last(found) == ["summe_der_zeilen"]


def test_areas_side_by_side_are_named_as_the_reason(read: Read) -> None:
    found = read("Kennzahl;Musterdorf;Probestadt\nFälle 2023;1;2\nPlätze 2023;3;4\n")
    assert "gebiete_in_spalten" in {issue.code for issue in found.result.report.issues}


def test_signs_that_may_hide_a_number_are_told(read: Read) -> None:
    found = read("Gemeinde;Fälle 2023\nMusterdorf;.\nProbestadt;unter 3\nTestlin;7\n")
    codes = [issue.code for issue in found.result.report.issues]
    assert {"zeichen_als_keine_angabe", "kleine_zahl_als_gesperrt"} <= set(codes)


@pytest.mark.parametrize("text", ["<3", "< 5", "unter 3", "weniger als 10"])
def test_a_number_that_is_only_said_to_be_small_is_hidden(text: str) -> None:
    assert read_value(text) == HIDDEN


@pytest.mark.parametrize("text", ["Probestadt¹", "Probestadt ¹⁾", "Probestadt*", "Probestadt²⁾"])
def test_footnotes_are_no_part_of_a_name(text: str) -> None:
    (found,) = AreaFinder(_AREAS).find(text)
    assert found.name == "Probestadt"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Wohngeld 2023¹⁾", Heading(label="Wohngeld", period="2023")),
        ("Fläche* 2022 (km²)", Heading(label="Fläche", unit="km²", period="2022")),
        ("Schüler 2022/23", Heading(label="Schüler", period="2022")),
        ("Kinder 2021–2023", Heading(label="Kinder", period="2023")),
        ("Fälle 2023-12-31", Heading(label="Fälle", period="2023-12-31")),
    ],
)
def test_headings_of_offices_are_taken_apart(name: str, expected: Heading) -> None:
    assert heading_of(name) == expected


def test_a_span_of_years_says_under_which_it_stands(read: Read) -> None:
    found = read("Gemeinde;Schüler 2022/23;Schüler 2023/24\nMusterdorf;1;2\n")
    assert [each.period for each in found.records[0].observations] == ["2022", "2023"]
    assert "zeitraum_ueber_jahre" in {issue.code for issue in found.result.report.issues}
    assert "„2022/23“ umfasst mehrere Jahre; die Werte stehen unter 2022." in _messages(found)
    assert period_of("2022-03") == "2022"
