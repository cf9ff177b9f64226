"""Bodies and agreements as files that the import reads back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import factories
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import Level
from geo.county import County
from geo.entry_files import HEADERS, entries_csv, write_entries
from geo.gazetteer import Gazetteer
from geo.importing import Format, ImportContext, ParsedFile, parse_file
from geo.importing.records.entries import ENTRIES, read_entries
from geo.importing.table import Table

AREAS = factories.county_areas()
CONTEXT = ImportContext(
    County(name="Landkreis Musterland", ars="99001", crs=factories.CRS),
    AREAS,
    factories.taxonomy(),
    Gazetteer((), areas={}),
)
BUDGET = AreaEntry(
    entry_id="liste:b",
    kind=EntryKind.SOZIALRAUMBUDGET,
    level=Level.SOZIALRAUM,
    area_id="990010002",
    date="2025",
    amount=12_500,
)
CONTRACT = AreaEntry(
    entry_id="liste:v",
    kind=EntryKind.SOZIALRAUMVERTRAG,
    level=Level.SOZIALRAUM,
    area_id="990010001",
    title="=Vertrag",
    date="2024-01-01",
    until="2026-12",
    partners=("Amt West", "Verein, e. V."),
    summary="Zeile 1\nZeile 2",
    source="https://example.org/a",
)
TEAM = AreaEntry(
    entry_id="liste:t", kind=EntryKind.REGIONALTEAM, level=Level.PLANREGION, area_id="2"
)


def _read(path: Path) -> tuple[AreaEntry, ...]:
    parsed = parse_file(path)
    found = read_entries(parsed, ENTRIES.choose(parsed), CONTEXT, {})
    assert found.result.report.rejected == 0
    return tuple(replace(entry, entry_id=f"liste:{entry.entry_id}") for entry in found.records)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_is_read_back_as_it_was(tmp_path: Path, suffix: str) -> None:
    entries, path = (BUDGET, CONTRACT, TEAM), tmp_path / f"gremien.{suffix}"
    if suffix == "csv":
        path.write_text("".join(entries_csv(entries, AREAS)), "utf-8", newline="")
    else:
        with path.open("wb") as stream:
            write_entries(stream, factories.map_view(), entries, today=date(2026, 1, 2))
    assert _read(path) == entries


def test_no_text_of_the_workbook_is_a_formula() -> None:
    target = io.BytesIO()
    write_entries(target, factories.map_view(), (CONTRACT, BUDGET), today=date(2026, 1, 2))
    sheet = openpyxl.load_workbook(target)["Gremien und Vereinbarungen"]
    header, contract, budget = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert header == [column.value for column in HEADERS]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row].count("f") == 0
    assert contract[3:5] == ["01.01.2024", "12.2026"]
    assert budget[7] == 12_500


DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat)
DATES = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
WORDS = st.text("abcdeÄöß ,.&()", max_size=20).map(lambda text: " ".join(text.split()))


def _rows(lines: Iterable[str]) -> list[tuple[str, ...]]:
    import csv

    text = "".join(lines).removeprefix("\ufeff")
    return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")]


@given(st.sampled_from(EntryKind), DATES, WORDS, st.integers(0, 10**8))
def test_any_entry_survives_the_way_out_and_in(
    kind: EntryKind, day: str, words: str, amount: int
) -> None:
    entry = AreaEntry(
        entry_id="liste:1",
        kind=kind,
        level=Level.SOZIALRAUM,
        area_id="990010001",
        date=day,
        title=words if words not in {"-", "."} else "",
        amount=amount if kind.has_amount else None,
    )
    header, *rows = _rows(entries_csv([entry], AREAS))
    table = Table(name="t", columns=header, rows=tuple(rows), row_numbers=(2,))
    parsed = ParsedFile(file_name="t.csv", format=Format.CSV, encoding="", tables=(table,))
    (read,) = read_entries(parsed, table, CONTEXT, {}).records
    assert replace(read, entry_id="liste:1", title="") == replace(entry, title="")
    assert read.title in {entry.title, ""}
