"""The whole chain: the row equation, order, real lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.areas import Level
from geo.boundaries import read_areas
from geo.county import read_county
from geo.gazetteer import read_gazetteer
from geo.importing import ImportContext, ImportResult, Shape, import_table, parse_file
from geo.report import Severity
from geo.resources import LocationQuality, Reach
from geo.shipped import data_dir, read_taxonomy

Load = Callable[..., ImportResult]
HEADER = (
    "Name;Kategorie;Zielgruppen;Art;Einzugsgebiet;Straße;PLZ;Ort;lat;lon;Sozialraum;Webseite;ID"
)

cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "Familienzentrum",
            "beratung.gewaltschutz",
            "mobil",
            "99001",
            "Probestadt",
            "Neudorf",
            "52.30",
            "12,88",
            "0",
            "1e400",
            "NaN",
            "990010001",
            "www.example.org",
            "A",
        ]
    ),
)
rows = st.lists(st.tuples(*[cells] * len(HEADER.split(";"))), max_size=12)
shapes = st.one_of(
    st.none(),
    st.builds(
        Shape,
        x=st.floats(allow_nan=False, allow_infinity=False),
        y=st.floats(allow_nan=False, allow_infinity=False),
        is_point=st.booleans(),
    ),
)


def _check_equation(result: ImportResult, count: int) -> None:
    report = result.report
    assert report.rows == count == report.imported + report.corrected + report.rejected
    by_status = Counter(row.status for row in result.rows)
    assert by_status["imported"] == report.imported
    assert by_status["corrected"] == report.corrected
    assert by_status["rejected"] == report.rejected
    assert len(result.resources) == report.imported + report.corrected
    assert len({r.resource_id for r in result.resources}) == len(result.resources)


relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@relaxed
@given(rows)
def test_rows_are_imported_corrected_or_rejected(load: Load, table: list[tuple[str, ...]]) -> None:
    _check_equation(load(HEADER, *table), len(table))


@relaxed
@given(
    st.lists(shapes, min_size=1, max_size=12), st.sampled_from([None, "EPSG:4326", "EPSG:25833"])
)
def test_the_equation_holds_for_any_geometry(
    load: Load, places: list[Shape | None], crs: str | None
) -> None:
    result = load("Name", *[(f"A{n}",) for n in range(len(places))], shapes=places, crs=crs)
    _check_equation(result, len(places))
    assert all(-90 <= (r.lat or 0) <= 90 for r in result.resources)


@relaxed
@given(rows)
def test_a_protected_offer_never_has_a_point(load: Load, table: list[tuple[str, ...]]) -> None:
    for resource in load(HEADER, *table).resources:
        if resource.category_id == "beratung.gewaltschutz":
            assert (resource.has_point, resource.street) == (False, "")


def test_the_same_table_gives_the_same_result(load: Load) -> None:
    table = [("A", "Familienzentrum"), ("B", "?"), ("A", "Familienzentrum")]
    assert load("Name;Kategorie", *table) == load("Name;Kategorie", *table)


def test_findings_about_the_file_come_first_then_row_by_row(load: Load) -> None:
    issues = load("Name;Kategorie;Foo", ("A", "?", ""), ("", "", "")).report.issues
    assert [issue.row for issue in issues] == sorted((i.row for i in issues), key=lambda r: r or 0)


def test_several_tables_are_told(tmp_path: Path, context: ImportContext) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for name in ("Kitas", "Schulen"):
        sheet = book.create_sheet(name)
        sheet.append(["Name", "Ort"])
        sheet.append(["A", "Probestadt"])
    book.save(tmp_path / "liste.xlsx")
    parsed = parse_file(tmp_path / "liste.xlsx")
    result = import_table(parsed, parsed.tables[1], context=context)
    issue = next(i for i in result.report.issues if i.code == "mehrere_tabellen")
    assert "(„Kitas“, „Schulen“); gelesen wird nur „Schulen“" in issue.message


@pytest.fixture(scope="module")
def real_county() -> ImportContext:
    folder = data_dir()
    county = read_county(folder)
    return ImportContext(
        county,
        read_areas(folder / "boundaries", county),
        read_taxonomy(folder),
        read_gazetteer(folder),
    )


@pytest.fixture(scope="module")
def examples(real_county: ImportContext) -> ImportResult:
    parsed = parse_file(data_dir() / "examples" / "einrichtungen.csv")
    return import_table(parsed, parsed.tables[0], context=real_county)


def test_every_example_institution_is_loaded(examples: ImportResult) -> None:
    assert (examples.report.rows, examples.report.rejected) == (104, 0)
    assert (examples.encoding, examples.crs) == ("UTF-8", "EPSG:4326")
    unused = [i for i in examples.report.issues if i.code == "spalten_ungenutzt"]
    assert unused == []


def test_example_coordinates_are_those_of_houses(examples: ImportResult) -> None:
    houses = [r for r in examples.resources if r.location_quality is LocationQuality.HOUSE]
    assert len(houses) == 48
    assert all(r.has_point for r in houses)


def test_the_mobile_family_centre_serves_an_area_without_a_point(examples: ImportResult) -> None:
    mobile = next(r for r in examples.resources if r.name.startswith("Mobiles Familienzentrum"))
    assert (mobile.reach, mobile.location_quality) == (Reach.MOBILE, LocationQuality.AREA)
    assert (mobile.service_areas, mobile.has_point) == (("120695902",), False)


def test_every_example_category_is_in_the_vocabulary(examples: ImportResult) -> None:
    assert all(r.category_id for r in examples.resources)
    assert "kategorie_unbekannt" not in examples.report.totals


def test_the_examples_agree_with_the_sozialraum_they_name(
    examples: ImportResult, real_county: ImportContext
) -> None:
    known = {area.area_id for area in real_county.areas.at(Level.SOZIALRAUM)}
    assert {r.sozialraum_id for r in examples.resources} <= known | {None}
    assert "sozialraum_abweichend" not in examples.report.totals
    assert Severity.ERROR not in {issue.severity for issue in examples.report.issues}


def test_a_cover_sheet_is_not_taken_for_the_list(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    cover = book.create_sheet("Deckblatt", 0)
    cover.append(["Pflegeeinrichtungen"])
    cover.append(["erstellt vom Fachdienst"])
    sheet = book.create_sheet("Ambulant")
    sheet.append(["Name der Einrichtung", "Ort"])
    sheet.append(["A", "Probestadt"])
    book.save(tmp_path / "liste.xlsx")
    assert parse_file(tmp_path / "liste.xlsx").main.name == "Ambulant"


def test_surplus_cells_of_a_protected_offer_are_not_quoted(
    tmp_path: Path, context: ImportContext
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Name;Kategorie\nA;Frauenhaus;Geheimweg 1\nB;Kita\nC;Kita\n", "utf-8")
    parsed = parse_file(path)
    report = import_table(parsed, parsed.main, context=context).report
    assert [issue.row for issue in report.issues if issue.code == "zeile_zu_lang"] == [2]
    assert "Geheimweg" not in repr(report)


def test_a_long_phase_can_be_called_off(
    context: ImportContext, csv_file: Callable[..., Path]
) -> None:
    rows = [(f"Treff {number}", "Probestadt") for number in range(2_000)]
    parsed = parse_file(csv_file(("Name", "Ort"), *rows))
    told: list[float] = []
    import_table(parsed, parsed.main, context=context, progress=told.append)
    assert max(b - a for a, b in pairwise(told)) < 0.06
    assert len(told) > 40
