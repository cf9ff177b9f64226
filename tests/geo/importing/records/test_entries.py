"""Lists of bodies and agreements: each row an entry or a reason, whatever the list looks like."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import factories
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import AreaHierarchy, Level
from geo.boundaries import read_areas
from geo.county import County, read_county
from geo.gazetteer import Gazetteer
from geo.importing import Format, ImportContext, ParsedFile, parse_file
from geo.importing.records import ReadRecords
from geo.importing.records.entries import ENTRIES, entry_from_json, read_entries
from geo.importing.table import Table
from geo.shipped import data_dir, read_taxonomy

HEADER = ("Art", "Gebiet", "Datum")
GOOD = ("Sozialraumkonferenz", "Amt West", "12.03.2025")
EXAMPLE = Path(__file__).parents[4] / "docs" / "examples" / "gremien.csv"
Found = ReadRecords[AreaEntry]
CONTEXT = ImportContext(
    County(name="Landkreis Musterland", ars="99001", crs=factories.CRS),
    factories.county_areas(),
    factories.taxonomy(),
    Gazetteer((), areas={}),
)


@pytest.fixture(scope="module")
def context() -> ImportContext:
    return CONTEXT


@pytest.fixture(scope="module")
def shipped() -> ImportContext:
    """Return the county that comes with the program, without its places."""
    county = read_county(data_dir())
    areas = read_areas(data_dir() / "boundaries", county)
    return ImportContext(county, areas, read_taxonomy(data_dir()), Gazetteer((), areas={}))


def _read(
    context: ImportContext,
    rows: Sequence[Sequence[str]],
    header: Sequence[str] = HEADER,
    **choices: str,
) -> Found:
    table = Table(
        name="liste",
        columns=tuple(header),
        rows=tuple(tuple(row) for row in rows),
        row_numbers=tuple(range(2, len(rows) + 2)),
    )
    parsed = ParsedFile(file_name="liste.csv", format=Format.CSV, encoding="", tables=(table,))
    return read_entries(parsed, table, context, choices)


def _codes(found: Found) -> list[str]:
    return [issue.code for issue in found.result.report.issues]


def _one(context: ImportContext, **cells: str) -> tuple[AreaEntry | None, list[str]]:
    """Read one row; the columns that are not given are those of a good one."""
    given = {**dict(zip(HEADER, GOOD, strict=True)), **cells}
    found = _read(context, [tuple(given.values())], tuple(given))
    return (found.records[0] if found.records else None), _codes(found)


def test_a_good_row_becomes_an_entry_without_a_finding(context: ImportContext) -> None:
    entry, codes = _one(context, Titel="Auftakt", Partner="Amt West; Verein e. V.", Quelle="Akte 1")
    assert entry is not None
    assert codes == []
    assert (entry.kind, entry.level, entry.area_id) == (
        *(EntryKind.SOZIALRAUMKONFERENZ, Level.SOZIALRAUM),
        "990010001",
    )
    assert (entry.date, entry.until, entry.title) == ("2025-03-12", "", "Auftakt")
    assert (entry.partners, entry.source) == (("Amt West", "Verein e. V."), "Akte 1")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SRK", EntryKind.SOZIALRAUMKONFERENZ),
        ("Gemeinsames Regionalteam", EntryKind.REGIONALTEAM),
        ("sozialräumliches Fachkräfteteam", EntryKind.FACHKRAEFTETEAM),
        ("Fachkräfteteam", EntryKind.FACHKRAEFTETEAM),
        ("REGIONALKONFERENZ", EntryKind.REGIONALKONFERENZ),
        ("Pflegekonferenzen", EntryKind.PFLEGEKONFERENZ),
        ("Runde Tische", EntryKind.RUNDER_TISCH),
        ("Sozialraum-Vertrag", None),
        ("Sozialraumvertrag", EntryKind.SOZIALRAUMVERTRAG),
        ("Sozialraumbudget", EntryKind.SOZIALRAUMBUDGET),
        ("jährliches Partnergespräch", EntryKind.PARTNERGESPRAECH),
        ("Partnerinterview", EntryKind.PARTNERGESPRAECH),
    ],
)
def test_kinds_are_known_by_many_names(
    context: ImportContext, text: str, kind: EntryKind | None
) -> None:
    entry, codes = _one(context, Art=text)
    assert (entry.kind if entry else None) == kind
    assert ("art_unbekannt" in codes) is (kind is None)


def test_what_else_the_kind_says_becomes_the_title(context: ImportContext) -> None:
    entry, codes = _one(context, Art="2. Sozialraumkonferenz West")
    assert codes == ["art_erkannt"]
    assert entry is not None
    assert (entry.kind, entry.title) == (
        EntryKind.SOZIALRAUMKONFERENZ,
        "2. Sozialraumkonferenz West",
    )


def test_without_a_column_of_kinds_the_title_tells_and_a_person_is_asked(
    context: ImportContext,
) -> None:
    rows = [("Runder Tisch Armut", "Amt Ost"), ("Auftakt", "Amt West")]
    found = _read(context, rows, ("Titel", "Gebiet"))
    assert [entry.kind for entry in found.records] == [EntryKind.RUNDER_TISCH]
    assert "art_fehlt" in _codes(found)
    (question,) = found.questions
    assert (question.key, question.value, question.is_guess) == ("art", "", True)
    answered = _read(context, rows, ("Titel", "Gebiet"), art="sozialraumkonferenz")
    assert [entry.kind for entry in answered.records] == [
        *(EntryKind.RUNDER_TISCH, EntryKind.SOZIALRAUMKONFERENZ)
    ]


@pytest.mark.parametrize(
    ("text", "level", "area_id", "code"),
    [
        ("990010001", Level.SOZIALRAUM, "990010001", None),
        ("Amt Ost", Level.SOZIALRAUM, "990010003", None),
        ("Stadt Probestadt", Level.SOZIALRAUM, "990010002", None),
        ("Testlin", Level.SOZIALRAUM, "990010003", "gebiet_ist_gemeinde"),
        ("Planregion 2", Level.PLANREGION, "2", "ebene_unueblich"),
        ("2", Level.PLANREGION, "2", "ebene_unueblich"),
        ("kreisweit", Level.KREIS, "99001", "ebene_unueblich"),
        ("Landkreis Musterland", Level.KREIS, "99001", "ebene_unueblich"),
    ],
)
def test_areas_are_found_by_name_or_key(
    context: ImportContext, text: str, level: Level, area_id: str, code: str | None
) -> None:
    entry, codes = _one(context, Gebiet=text)
    assert entry is not None
    assert (entry.level, entry.area_id) == (level, area_id)
    assert codes == ([code] if code else [])


def test_an_unknown_area_or_none_is_refused(context: ImportContext) -> None:
    assert _one(context, Gebiet="Atlantis") == (None, ["gebiet_unbekannt"])
    assert _one(context, Gebiet="") == (None, ["gebiet_fehlt"])


def test_a_name_of_two_areas_is_refused(context: ImportContext) -> None:
    areas = [
        replace(area, name="Probestadt") if area.level is Level.PLANREGION else area
        for area in context.areas
    ]
    doubtful = replace(context, areas=AreaHierarchy(areas, crs=factories.CRS))
    assert _one(doubtful, Gebiet="Probestadt") == (None, ["gebiet_mehrdeutig"])


def test_a_regional_conference_belongs_to_a_planregion(context: ImportContext) -> None:
    assert _one(context, Art="Regionalkonferenz")[1] == ["ebene_unueblich"]
    assert _one(context, Art="Regionalkonferenz", Gebiet="Planregion 1")[1] == []


def test_the_columns_of_each_level_are_read_the_smaller_one_first(context: ImportContext) -> None:
    header = ("Was", "Planregion", "Sozialraum", "Jahr")
    rows = [
        ("Sozialraumkonferenz", "Planregion 1", "Amt West", "2024"),
        ("Regionalteam", "1", "", "2024"),
    ]
    found = _read(context, rows, header)
    assert [(entry.level, entry.area_id) for entry in found.records] == [
        (Level.SOZIALRAUM, "990010001"),
        (Level.PLANREGION, "1"),
    ]


def test_a_period_comes_from_two_columns_or_from_one(context: ImportContext) -> None:
    header = ("Art", "Gebiet", "Gültig ab", "Gültig bis")
    found = _read(context, [("Sozialraumvertrag", "Amt West", "01.01.2023", "12.2025")], header)
    assert (found.records[0].date, found.records[0].until) == ("2023-01-01", "2025-12")
    entry, _ = _one(context, Datum="2023/24")
    assert entry is not None
    assert (entry.date, entry.until) == ("2023", "2024")


def test_what_is_wrong_with_a_date_costs_the_date_not_the_row(context: ImportContext) -> None:
    for text, code in (("", "eintrag_ohne_datum"), ("31.02.2025", "eintrag_datum_unlesbar")):
        entry, codes = _one(context, Datum=text)
        assert entry is not None
        assert (entry.date, codes) == ("", [code])
    entry, codes = _one(context, Bis="2024")
    assert entry is not None
    assert (entry.date, entry.until, codes) == ("2025-03-12", "", ["ende_vor_beginn"])
    assert _one(context, Bis="2025")[1] == []


def test_only_a_budget_has_an_amount(context: ImportContext) -> None:
    budget, codes = _one(context, Art="Sozialraumbudget", Betrag="12.500,60 €")
    assert budget is not None
    assert (budget.amount, codes) == (12_501, ["betrag_gerundet"])
    missing, codes = _one(context, Art="Sozialraumbudget", Betrag="")
    assert missing is not None
    assert (missing.amount, codes) == (None, ["betrag_fehlt"])
    nothing, codes = _one(context, Art="Sozialraumbudget", Betrag="0 €")
    assert nothing is not None
    assert (nothing.amount, codes) == (0, [])
    assert _one(context, Art="Sozialraumbudget", Betrag="viel")[1] == ["betrag_unlesbar"]
    other, codes = _one(context, Betrag="500")
    assert other is not None
    assert (other.amount, codes) == (None, ["betrag_unpassend"])


def test_the_unit_of_a_column_counts(context: ImportContext) -> None:
    entry, codes = _one(context, Art="Sozialraumbudget", **{"Budget (T€)": "12,5"})
    assert entry is not None
    assert (entry.amount, codes) == (12_500, [])


def test_persons_do_not_reach_public_data(context: ImportContext) -> None:
    entry, codes = _one(
        context,
        Titel="Gespräch mit Herrn Muster",
        Partner="Frau Dr. Probe; Verein e. V.",
        Zusammenfassung="Kontakt: probe@example.org",
        Quelle="Tel. 033201 12345",
        Schlüssel="erika@example.org",
    )
    assert entry is not None
    assert (entry.title, entry.partners, entry.summary, entry.source) == (
        "",
        ("Verein e. V.",),
        "",
        "",
    )
    assert "@" not in entry.entry_id
    assert codes == ["person_entfernt"] * 5
    found = _read(context, [(*GOOD, "Frau Probe")], (*HEADER, "Partner"))
    assert "Probe" not in repr(found)


def test_the_same_row_twice_is_told_and_taken_once(context: ImportContext) -> None:
    found = _read(context, [GOOD, GOOD])
    assert (len(found.records), _codes(found)) == (1, ["eintrag_doppelt"])
    assert found.result.report.rejected == 1


def test_two_rows_that_contradict_each_other_are_both_kept(context: ImportContext) -> None:
    header = (*HEADER, "Betrag")
    row = ("Sozialraumbudget", "Amt West", "2025")
    found = _read(context, [(*row, "100"), (*row, "200")], header)
    assert [entry.amount for entry in found.records] == [100, 200]
    assert _codes(found) == ["eintrag_widerspruch"]
    assert len({entry.entry_id for entry in found.records}) == 2


def test_a_key_is_used_once(context: ImportContext) -> None:
    header = (*HEADER, "Schlüssel")
    found = _read(context, [(*GOOD, "a"), ("Regionalteam", "Amt West", "2024", "a")], header)
    assert [entry.entry_id for entry in found.records] == ["a", "a-2"]
    assert _codes(found) == ["eintrag_schluessel_doppelt"]


def test_a_key_that_nobody_gave_stays_the_same_in_the_next_list(context: ImportContext) -> None:
    first = _read(context, [GOOD, ("Regionalteam", "Amt West", "2024")]).records
    later = _read(context, [("Regionalteam", "Amt West", "2024"), GOOD]).records
    assert {entry.entry_id for entry in first} == {entry.entry_id for entry in later}


def test_a_row_of_the_printed_page_has_one_reason_to_be_refused(
    tmp_path: Path, context: ImportContext
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Art;Gebiet;Datum\nSRK;Amt West;2024\nEnde der Liste;;\n", "utf-8")
    parsed = parse_file(path)
    found = read_entries(parsed, ENTRIES.choose(parsed), context, {})
    assert [(each.status, len(each.issues)) for each in found.result.rows] == [
        *(("imported", 0), ("rejected", 1))
    ]


def test_columns_that_mean_nothing_are_named(context: ImportContext) -> None:
    found = _read(context, [(*GOOD, "gelb")], (*HEADER, "Farbe"))
    assert _codes(found) == ["spalten_ungenutzt"]
    assert found.result.report.corrected == 0


def test_an_entry_is_stored_and_read_again(context: ImportContext) -> None:
    (entry,) = _read(context, [GOOD]).records
    assert entry_from_json(ENTRIES.to_json(entry)) == entry


WORDS = st.sampled_from(
    [
        *GOOD,
        "Regionalteam",
        "Sozialraumbudget",
        "Planregion 1",
        "Testlin",
        "kreisweit",
        "2024",
        "",
        "-",
        "Frau Muster",
        "12,5 T€",
        "99.99.2024",
        "bis 2020",
        "=1+1",
        "a",
    ]
)


@given(st.lists(st.tuples(*[WORDS | st.text(max_size=8)] * 8), max_size=8))
def test_every_row_is_imported_corrected_or_rejected(
    rows: list[tuple[str, ...]],
) -> None:
    header = (*HEADER, "Bis", "Titel", "Partner", "Betrag", "Schlüssel")
    found = _read(CONTEXT, rows, header)
    report = found.result.report
    assert report.imported + report.corrected + report.rejected == report.rows == len(rows)
    assert len(found.records) == report.imported + report.corrected
    assert len({entry.entry_id for entry in found.records}) == len(found.records)
    assert [each.row for each in found.result.rows] == list(range(2, len(rows) + 2))


# The same list in three formats, as offices write them.
_LISTS_HEADER = ("Gremium", "Kommune", "Termin", "Budget", "Beteiligte")


def _csv(path: Path) -> None:
    text = "Gremien 2025 (erfunden)\n\n" + ";".join(_LISTS_HEADER) + "\n"
    text += 'Sozialräumliches Fachkräfteteam;Amt West;12.03.2025;;"Verein A\nVerein B"\n'
    text += "Sozialraumbudget;Amt Ost;2025;12.500,00 €;\n"
    text += "Kaffeekränzchen;Amt Ost;2025;;\n"
    path.write_bytes(text.encode("cp1252"))


def _xlsx(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("2025")
    sheet.write(0, 0, "Gremien 2025 (erfunden)")
    sheet.write_row(2, 0, _LISTS_HEADER)
    sheet.write_row(3, 0, ("Sozialräumliches Fachkräfteteam", "Amt West"))
    sheet.write_datetime(3, 2, date(2025, 3, 12), book.add_format({"num_format": "dd.mm.yy"}))
    sheet.write(3, 4, "Verein A\nVerein B")
    sheet.write_row(4, 0, ("Sozialraumbudget", "Amt Ost", 2025))
    sheet.write_number(4, 3, 12_500, book.add_format({"num_format": '#,##0.00 "€"'}))
    sheet.write_row(5, 0, ("Kaffeekränzchen", "Amt Ost", 2025))
    book.close()


def _ods(path: Path) -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )

    def cell(text: str, **values: str) -> str:
        given = "".join(f' office:{key.replace("_", "-")}="{v}"' for key, v in values.items())
        lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
        return f"<table:table-cell{given}>{lines if text else ''}</table:table-cell>"

    def row(*cells: str) -> str:
        inside = "".join(each if each.startswith("<") else cell(each) for each in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    day = cell("12.03.25", value_type="date", date_value="2025-03-12")
    money = cell("12.500,00 €", value_type="currency", currency="EUR", value="12500")
    year = cell("2025", value_type="float", value="2025")
    rows = (
        row("Gremien 2025 (erfunden)"),
        row(""),
        row(*_LISTS_HEADER),
        row("Sozialräumliches Fachkräfteteam", "Amt West", day, "", "Verein A\nVerein B"),
        row("Sozialraumbudget", "Amt Ost", year, money),
        row("Kaffeekränzchen", "Amt Ost", year),
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table "
        f'table:name="2025">{"".join(rows)}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)


@pytest.mark.parametrize(("suffix", "write"), [("csv", _csv), ("xlsx", _xlsx), ("ods", _ods)])
def test_a_list_says_the_same_in_every_format(
    tmp_path: Path, context: ImportContext, suffix: str, write: Callable[[Path], None]
) -> None:
    path = tmp_path / f"gremien.{suffix}"
    write(path)
    parsed = parse_file(path)
    found = read_entries(parsed, ENTRIES.choose(parsed), context, {})
    report = found.result.report
    assert (report.rows, report.imported, report.rejected) == (3, 2, 1)
    team, budget = found.records
    assert (team.kind, team.date, team.partners) == (
        *(EntryKind.FACHKRAEFTETEAM, "2025-03-12"),
        ("Verein A", "Verein B"),
    )
    assert (budget.area_id, budget.date, budget.amount) == ("990010003", "2025", 12_500)


def test_the_example_list_has_a_row_of_each_kind(shipped: ImportContext) -> None:
    parsed = parse_file(EXAMPLE)
    found = read_entries(parsed, ENTRIES.choose(parsed), shipped, {})
    assert found.result.report.imported == found.result.report.rows == len(EntryKind)
    assert [entry.kind for entry in found.records] == list(EntryKind)
