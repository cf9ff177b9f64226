"""Tables of numbers become indicators: golden answers worked by hand on Musterland."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import factories
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from geo.areas import AreaHierarchy, Level
from geo.importing import ImportContext, parse_file
from geo.importing.parsing.formats import Format
from geo.importing.records import ReadRecords
from geo.importing.records.areas import AreaFinder
from geo.importing.records.headings import Heading, Part, heading_of, period_of
from geo.importing.records.indicators import INDICATORS, IndicatorSeries
from geo.importing.records.values import HIDDEN, NOTHING, groups_thousands, read_value
from geo.indicators import Aggregation, ObservationStatus

FILES = Path(__file__).parent / "files"
Read = Callable[..., ReadRecords[IndicatorSeries]]


@pytest.fixture
def read(context: ImportContext, tmp_path: Path) -> Read:
    """Read a list given as text, or a file, as the browser and the command do."""

    def run(
        source: str | Path,
        name: str = "zahlen.csv",
        *,
        ctx: ImportContext = context,
        **choices: str,
    ) -> ReadRecords[IndicatorSeries]:
        path = source if isinstance(source, Path) else tmp_path / name
        if isinstance(source, str):
            path.write_text(source, "utf-8")
        parsed = parse_file(path)
        answers = {key.replace("__", "."): value for key, value in choices.items()}
        return INDICATORS.read(parsed, INDICATORS.choose(parsed), ctx, answers)

    return run


def _values(found: ReadRecords[IndicatorSeries], number: int = 0) -> dict[str, object]:
    signs = {ObservationStatus.SUPPRESSED: "•", ObservationStatus.MISSING: "–"}
    return {
        f"{each.area_id} {each.period}": signs.get(each.status, each.value)
        for each in found.records[number].observations
    }


def _codes(found: ReadRecords[IndicatorSeries]) -> set[str]:
    return {issue.code for issue in found.result.report.issues}


def test_a_wide_table_has_a_column_for_each_indicator_and_year(read: Read) -> None:
    found = read(
        "Gemeinde;Einwohner 2022;Einwohner am 31.12.2023;SGB II-Quote 2023 (%)\n"
        "Musterdorf;1.234;1.250;4,5\n"
        "Stadt Probestadt;0;k. A.;•\n"
        "Amt West;.;x;–\n"
    )
    people, quota = (each.indicator for each in found.records)
    assert (people.label, people.aggregation, people.sensitive) == (
        "Einwohner",
        Aggregation.SUM,
        False,
    )
    assert (quota.label, quota.unit, quota.factor, quota.sensitive) == (
        "SGB II-Quote",
        "%",
        100.0,
        True,
    )
    assert _values(found) == {
        "990010001001 2022": 1234.0,
        "990010001001 2023-12-31": 1250.0,
        "990010002002 2022": 0.0,
        "990010002002 2023-12-31": "–",
        "990010001 2022": "–",
        "990010001 2023-12-31": "–",
    }
    assert _values(found, 1)["990010002002 2023"] == "•"
    assert {"punkt_als_tausender", "strich_als_keine_angabe"} <= _codes(found)


def test_a_long_table_has_a_row_for_each_value(read: Read) -> None:
    found = read(
        "AGS;Kennzahl;Jahr;Wert;Zähler;Nenner;Einheit;Quelle\n"
        "99001001;Quote;2022;;10;100;%;BA\n"
        "99001004;Quote;2022;;90;300;%;BA\n"
        "99001001;;2022;1;;;;\n"
    )
    (quote,) = found.records
    assert (quote.indicator.source, quote.indicator.unit) == ("BA", "%")
    assert quote.indicator.aggregation is Aggregation.RATIO
    assert [each.value for each in quote.observations] == [10.0, 30.0]
    assert "kennzahl_fehlt" in _codes(found)


def test_rows_that_cannot_be_read_are_rejected_with_their_reason(read: Read) -> None:
    found = read(
        "Gemeinde;Fälle 2023\nMusterdorf;4\nAtlantis;5\nMusterdorf;6\nProbestadt;viele\nSumme;12\n"
    )
    rows = {row.row: (row.status, [each.code for each in row.issues]) for row in found.result.rows}
    assert rows == {
        2: ("imported", []),
        3: ("rejected", ["gebiet_unbekannt"]),
        4: ("rejected", ["wert_doppelt"]),
        5: ("corrected", ["wert_unlesbar"]),
        6: ("rejected", ["summe_der_zeilen"]),
    }
    assert _values(found) == {
        "990010001001 2023": 4.0,
        "990010002002 2023": "–",
    }


def test_a_row_without_area_is_rejected(read: Read) -> None:
    found = read("Gemeinde;Fälle 2023;Plätze 2023\nMusterdorf;4;1\nTestlin;4;1\n;5;2\n")
    assert found.result.rows[2].issues[0].code == "gebiet_fehlt"


def test_a_table_without_areas_or_numbers_says_so(read: Read) -> None:
    found = read("Name;Farbe\nA;rot\nB;blau\n")
    assert {"gebietsspalte_fehlt", "kennzahlspalte_fehlt"} <= _codes(found)
    assert found.records == ()
    assert found.result.report.rejected == found.result.report.rows == 2


def test_a_year_is_taken_from_the_name_of_the_file_or_asked_for(read: Read) -> None:
    text = "Gemeinde;Fälle\nMusterdorf;4\nTestlin;5\n"
    guessed = read(text, "Fallzahlen 2021.csv")
    assert "zeitraum_geraten" in _codes(guessed)
    assert "990010001001 2021" in _values(guessed)
    unknown = read(text, "Fallzahlen.csv")
    assert unknown.result.report.rejected == 2
    assert _codes(unknown) == {"zeitraum_fehlt"}
    assert unknown.questions[0].key == "zeitraum"
    assert "990010001001 2020" in _values(read(text, "Fallzahlen.csv", zeitraum="2020"))


def test_a_column_without_year_beside_others_is_left_out_and_named(read: Read) -> None:
    found = read("Gemeinde;Fälle 2023;Plätze;Bemerkung\nMusterdorf;4;7;gut\nTestlin;5;8;schön\n")
    assert {"spalten_ohne_zeitraum", "spalten_ungenutzt"} <= _codes(found)
    assert [each.indicator.label for each in found.records] == ["Fälle"]


def test_a_year_column_gives_the_period_of_a_wide_table(read: Read) -> None:
    found = read("Gemeinde;Jahr;Fälle\nMusterdorf;2022;4\nMusterdorf;2023;5\nTestlin;2022;6\n")
    assert _values(found)["990010001001 2023"] == 5.0


def test_what_the_file_does_not_say_is_asked(read: Read) -> None:
    text = "Gemeinde;SGB II-Quote 2023 (%);Fälle 2023\nMusterdorf;4,5;7\nTestlin;3,0;9\n"
    found = read(text)
    assert {"anteil_ohne_nenner", "aggregation_vermutet"} <= _codes(found)
    guesses = {each.key for each in found.questions if each.is_guess}
    assert guesses >= {"sgb-ii-quote.aggregation", "faelle.aggregation"}
    decided = read(
        text,
        **{
            "sgb-ii-quote__aggregation": "population",
            "sgb-ii-quote__breaks": "2023; 1.1.2024",
            "sgb-ii-quote__method": "Jahresdurchschnitt",
            "faelle__sensitive": "nein",
        },
    )
    quote, cases = decided.records
    assert quote.indicator.aggregation is Aggregation.RATIO
    assert quote.indicator.breaks == ("2023", "2024-01-01")
    assert quote.indicator.method.startswith("Jahresdurchschnitt. Werte größerer Gebiete")
    assert "Näherung" in quote.indicator.method
    # 4.5 % of 1,000 inhabitants are 45
    assert (quote.observations[0].numerator, quote.observations[0].denominator) == (45.0, 1000)
    assert not cases.indicator.sensitive


def test_a_sheet_that_describes_the_indicators_is_read_too(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "mit-blatt.xlsx"
    with xlsxwriter.Workbook(path) as book:
        about = book.add_worksheet("Erläuterung")
        about.write_row(0, 0, ["Kennzahl", "Einheit", "Quelle", "Aggregation", "Schützenswert"])
        about.write_row(1, 0, ["Fälle", "Personen", "Jugendamt", "Summe", "nein"])
        sheet = book.add_worksheet("Zahlen")
        sheet.write_row(0, 0, ["Gemeinde", "Fälle 2022", "Fälle 2023"])
        sheet.write_row(1, 0, ["Musterdorf", 4, 5.5])
        sheet.write_row(2, 0, ["Testlin", 1000, 7])
    found = read(path)
    (cases,) = found.records
    assert cases.indicator.unit == "Personen"
    assert cases.indicator.source == "Jugendamt"
    assert (cases.indicator.sensitive, cases.indicator.decimals) == (False, 1)
    assert not any(each.is_guess for each in found.questions)
    assert _values(found)["990010001001 2023"] == 5.5


def test_years_below_a_group_are_years_of_that_group(read: Read) -> None:
    found = read(
        ";Fälle;;Plätze;\nGemeinde;2021;2022;2022;2023\nMusterdorf;1;2;3;4\nTestlin;5;6;7;8\n"
    )
    assert [each.indicator.label for each in found.records] == ["Fälle", "Plätze"]
    assert _values(found) == {
        "990010001001 2021": 1.0,
        "990010001001 2022": 2.0,
        "990010003006 2021": 5.0,
        "990010003006 2022": 6.0,
    }


def test_a_sum_that_its_parts_do_not_make_is_named_and_holds(read: Read) -> None:
    found = read(
        "Gebiet;Fälle 2023\nMusterdorf;10\nEntwurfsheim;20\nAmt West;31\nGemeinde Testlin;5\n"
    )
    (issue,) = [each for each in found.result.report.issues if each.code == "summe_widerspricht"]
    assert issue.row == 4
    assert "nennt 31, aus den Teilen folgt 30" in issue.message


@pytest.fixture
def brueck(context: ImportContext) -> ImportContext:
    """Musterland with an Amt that is called like one of its Gemeinden."""
    areas = [
        replace(each, name="Amt Musterdorf") if each.name == "Amt West" else each
        for each in context.areas
    ]
    return replace(context, areas=AreaHierarchy(areas, crs=factories.CRS))


def test_a_name_of_amt_and_gemeinde_is_decided_by_the_list_or_rejected(
    read: Read, brueck: ImportContext
) -> None:
    alone = read("Name;Fälle 2023\nMusterdorf;4\nProbestadt;5\n", ctx=brueck)
    assert alone.result.rows[0].issues[0].code == "gebiet_mehrdeutig"
    with_others = read("Name;Fälle 2023\nMusterdorf;4\nEntwurfsheim;5\n", ctx=brueck)
    assert "gebiete_ebene_geraten" in _codes(with_others)
    assert "990010001001 2023" in _values(with_others)
    spaces = "Name;Fälle 2023\nMusterdorf;4\nProbestadt;5\nAmt Ost;6\nVorlage an der Mitte;7\n"
    assert "990010001001 2023" in _values(read(spaces, ctx=brueck))  # Ämter are called so here
    decided = read(spaces, ctx=brueck, ebene="sozialraum")
    assert "990010001 2023" in _values(decided)
    typed = read("Typ;Name;Fälle 2023\nAmt;Musterdorf;4\nStadt;Probestadt;5\n", ctx=brueck)
    assert "990010001 2023" in _values(typed)
    headed = read("Amt;Fälle 2023\nMusterdorf;4\nOst;5\n", ctx=brueck)
    assert "990010001 2023" in _values(headed)


def test_what_is_stored_comes_back(read: Read) -> None:
    import json

    found = read("Gemeinde;Quote 2023 (%)\nMusterdorf;4,5\nTestlin;•\n")
    for series in found.records:
        stored = json.loads(json.dumps(INDICATORS.to_json(series)))
        assert INDICATORS.from_json(stored) == series
        assert stored == INDICATORS.to_json(series)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_same_list_in_three_formats_gives_the_same(read: Read, ending: str) -> None:
    found = read(FILES / f"kennzahlen.{ending}")
    report = found.result.report
    assert (report.rows, report.imported, report.corrected, report.rejected) == (7, 6, 0, 1)
    assert _values(found) == {
        "990010001001 2022": 1234.0,
        "990010001004 2022": 987.0,
        "990010002002 2022": 15000.0,
        "990010003003 2022": 2.0,
        "990010003006 2022": "•",
        "990010005005 2022": "–",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amt West", ["990010001"]),
        ("Sozialraum Amt West", ["990010001"]),
        ("Probestadt, Stadt", ["990010002002"]),
        ("PROBESTADT", ["990010002002"]),
        ("Sozialraum Probestadt", ["990010002002"]),
        ("Planregion 2", ["2"]),
        ("Landkreis Musterland", ["99001"]),
        ("Musterland", ["99001"]),
        ("99001001", ["990010001001"]),
        ("990010001001", ["990010001001"]),
        ("99 001 000 1", ["990010001"]),
        ("1", []),
        ("Amt Musterdorf", []),
        ("Nirgendwo", []),
    ],
)
def test_areas_are_found_by_name_type_and_key(text: str, expected: list[str]) -> None:
    finder = AreaFinder(factories.county_areas())
    assert [area.area_id for area in finder.find(text)] == expected


def test_levels_that_cannot_be_meant_are_left_out() -> None:
    finder = AreaFinder(factories.county_areas())
    (found,) = finder.find("Probestadt", levels={Level.SOZIALRAUM, Level.PLANREGION})
    assert found.level is Level.SOZIALRAUM


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Einwohner 2022", Heading(label="Einwohner", period="2022")),
        ("SGB II-Quote 2023 (%)", Heading(label="SGB II-Quote", unit="%", period="2023")),
        (
            "Anteil 65+ in % (31.12.2022)",
            Heading(label="Anteil 65+", unit="%", period="2022-12-31"),
        ),
        ("Kitaplätze", Heading(label="Kitaplätze")),
        ("2021", Heading(label="", period="2021")),
        ("Quote 2022 Zähler", Heading(label="Quote", period="2022", part=Part.NUMERATOR)),
        ("Quote (Nenner)", Heading(label="Quote", part=Part.DENOMINATOR)),
    ],
)
def test_the_name_of_a_column_is_taken_apart(name: str, expected: Heading) -> None:
    assert heading_of(name) == expected


@pytest.mark.parametrize(
    ("text", "period"),
    [("31.12.2022", "2022-12-31"), ("31.02.2022", ""), ("um 1870", ""), ("", "")],
)
def test_a_period_is_a_year_or_a_day(text: str, period: str) -> None:
    assert period_of(text) == period


@pytest.mark.parametrize("text", ["", ".", "–", "-", "k. A.", "k.A.", "keine Angabe", "x", "…"])
def test_signs_for_nothing_are_not_zero(text: str) -> None:
    assert read_value(text) == NOTHING


@pytest.mark.parametrize("text", ["•", "*", "gesperrt"])
def test_signs_for_hidden_are_not_missing(text: str) -> None:
    assert read_value(text) == HIDDEN


@given(st.integers(0, 10**9))
def test_whole_numbers_are_read_however_they_are_grouped(number: int) -> None:
    for text in (str(number), f"{number:,}".replace(",", "."), f"{number:,}".replace(",", " ")):
        value = read_value(text, grouped=True)
        assert value is not None
        assert value.number == number


@pytest.mark.parametrize(
    ("cells", "kind", "expected"),
    [
        (["1.234", "17"], Format.CSV, 1234.0),
        (["1.234", "1.5"], Format.CSV, 1.234),
        (["1.234", "2.345.678"], Format.XLSX, 1234.0),
        (["1.234", "17"], Format.XLSX, 1.234),
    ],
)
def test_points_group_thousands_where_people_have_written(
    cells: list[str], kind: Format, expected: float
) -> None:
    value = read_value(cells[0], grouped=groups_thousands(cells, kind))
    assert value is not None
    assert value.number == expected


@pytest.mark.parametrize(
    ("label", "sensitive"),
    [
        ("Einwohner", False),
        ("Bevölkerung insgesamt", False),
        ("Kita-Plätze je 100 Kinder", False),
        ("Fläche", False),
        ("Arbeitslose je 1.000 Einwohner", True),
        ("Einwohner mit Behinderung", True),
        ("Wohnungslose", True),
        ("Ausländische Bevölkerung", True),
        ("Belegte Plätze im Frauenhaus", True),
    ],
)
def test_only_names_that_tell_of_no_people_are_harmless(
    read: Read, *, label: str, sensitive: bool
) -> None:
    found = read(f"Gemeinde;{label} 2023\nMusterdorf;7\nTestlin;9\n")
    assert found.records[0].indicator.sensitive is sensitive


@pytest.mark.parametrize(("word", "sensitive"), [("Nein", False), ("ja, streng", True)])
def test_only_a_clear_no_lets_small_numbers_be_shown(
    read: Read, *, word: str, sensitive: bool
) -> None:
    found = read("Gemeinde;Fälle 2023\nMusterdorf;7\n", faelle__sensitive=word)
    assert found.records[0].indicator.sensitive is sensitive


@pytest.mark.parametrize(
    ("text", "unit", "factor", "decimals", "shown"),
    [
        ("SGB II-Quote 2023 Zähler;SGB II-Quote 2023 Nenner\nMusterdorf;30;800", "%", 100, 1, 3.75),
        ("Kinder 2023 Zähler;Kinder 2023 Nenner\nMusterdorf;30;800", "", 1, 2, 0.0375),
        ("Last 2023;Last 2023 Zähler;Last 2023 Nenner\nMusterdorf;3,8;30;800", "%", 100, 1, 3.8),
        ("Last 2023;Last 2023 Zähler;Last 2023 Nenner\nMusterdorf;38;30;800", "", 1000, 1, 38),
        ("Quote 2023;Quote 2023 Zähler;Quote 2023 Nenner\nMusterdorf;0,04;30;800", "", 1, 2, 0.04),
        (
            "Anteil 2023 (je 1.000) Zähler;Anteil 2023 (je 1.000) Nenner\nMusterdorf;3;800",
            "je 1.000",
            1000,
            1,
            3.75,
        ),
    ],
)
def test_a_ratio_without_unit_is_not_rounded_to_nothing(
    read: Read, text: str, unit: str, factor: float, decimals: int, shown: float
) -> None:
    (series,) = read(f"Gemeinde;{text}\n").records
    indicator = series.indicator
    assert (indicator.unit, indicator.factor, indicator.decimals) == (unit, factor, decimals)
    assert series.observations[0].value == pytest.approx(shown)
