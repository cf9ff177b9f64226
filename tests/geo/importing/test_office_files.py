"""One list in every format of LibreOffice: a person sees the same, so the same is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.importing import ImportContext, import_table, parse_file
from geo.importing.table import Table

FILES = Path(__file__).parent / "files"
COLUMNS = "lfd. Nr.;Einrichtung;Straße;PLZ;Ort;Plätze;Stand;Bemerkung;Abschnitt"
KITA = "1;Kita „Übermut“;Am Größenwahn 1;99991;Musterdorf;12;2026-02-01;Haus 7;Amt West"
HORT = "2;Hort Müßiggang;Weg 2;99991;Musterdorf;7.5;2026-03-01;;Amt West"
LAST = "4;Kita Näschen\nam Wald;Allee 4;01067;Probestadt;20;2026-04-01;ja;Probestadt"


def _table(name: str) -> Table:
    return parse_file(FILES / name).main


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_the_list_is_read_as_a_person_sees_it(suffix: str) -> None:
    table = _table(f"musterliste.{suffix}")
    assert (table.name, table.header_row) == ("Einrichtungen", 4)
    assert table.columns == tuple(COLUMNS.split(";"))
    assert table.row_numbers == (5, 6, 7, 9, 10, 11, 13)
    data = [";".join(table.rows[index]) for index in (1, 2, 4)]
    assert data == [KITA, HORT, LAST]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_everything_unusual_in_it_is_told(suffix: str) -> None:
    table = _table(f"musterliste.{suffix}")
    assert [(issue.code, issue.row) for issue in table.issues] == [
        ("blatt_verborgen", None),
        ("kopfzeile_gefunden", None),
        ("kopfzeile_zweizeilig", None),
        ("excel_fehlerwert", 7),
        ("zeilen_verborgen", None),
        ("spalten_verborgen", None),
        ("zellen_verbunden", None),
        ("abschnitte_als_spalte", None),
        ("zwischenueberschrift", 5),
        ("zwischenueberschrift", 9),
        ("anmerkung", 13),
    ]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_nothing_hidden_comes_through(suffix: str) -> None:
    parsed = parse_file(FILES / f"musterliste.{suffix}")
    everything = repr([(table.columns, table.rows, table.issues) for table in parsed.tables])
    assert not any(word in everything for word in ("geheim", "weggefiltert", "weitergeben"))


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "csv"])
def test_every_row_is_accounted_for(suffix: str, context: ImportContext) -> None:
    parsed = parse_file(FILES / f"musterliste.{suffix}")
    result = import_table(parsed, parsed.main, context=context)
    offers = [row.label for row in result.rows if row.resource]
    expected = ["Kita „Übermut“", "Hort Müßiggang", "Kita Näschen am Wald"]
    assert [name for name in offers if name != "weggefiltert"] == expected
    assert [row.status for row in result.rows].count("rejected") == 4
    assert result.report.rows == len(result.rows)
