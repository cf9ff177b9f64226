"""Indicators on the command line: load, list, take back."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from checking import Run


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    path = tmp_path / "Sozialdaten 2023.csv"
    path.write_text("Gemeinde;Fälle;SGB II-Quote (%)\nTeltow;4;3,5\nBeelitz;7;2,0\n", "utf-8")
    return path


def test_a_list_is_loaded_listed_and_taken_back(run: Run, numbers: Path) -> None:
    done = run("indicators", "load", numbers, "--publish", "--title", "Sozialdaten")
    assert done.exit_code == 0
    assert "2 Zeilen, davon 2 übernommen" in done.output
    assert "--set faelle.aggregation" in done.output
    assert "Gespeichert als Stand 1 der Liste „Sozialdaten“, veröffentlicht." in done.output
    again = run("indicators", "load", numbers, "--publish")
    assert "Schon vorhanden als Stand 1 der Liste „Sozialdaten“" in again.output
    listed = json.loads(run("indicators", "list", "--json").output)["lists"]
    assert [(each["list"], len(each["versions"])) for each in listed] == [("sozialdaten-2023", 1)]
    assert "Stand 1, 2 Kennzahlen" in run("indicators", "list").output
    undone = run("indicators", "undo", "sozialdaten-2023")
    assert "ist nichts mehr veröffentlicht" in undone.output
    assert run("indicators", "undo", "sozialdaten-2023").exit_code == 1
    assert run("indicators", "undo", "wolken").exit_code == 2


def test_a_dry_run_keeps_nothing_and_writes_the_report(
    run: Run, numbers: Path, tmp_path: Path
) -> None:
    report = tmp_path / "bericht.xlsx"
    done = run("indicators", "load", numbers, "--dry-run", "--report", report)
    assert "Nur geprüft: Es wurde nichts gespeichert." in done.output
    assert openpyxl.load_workbook(report).worksheets[0]["A2"].value == "Teltow"
    assert "Noch keine Listen." in run("indicators", "list").output


def test_answers_change_what_is_read_and_json_tells_it_all(run: Run, numbers: Path) -> None:
    answer = "sgb-ii-quote.aggregation=population"
    done = run("indicators", "load", numbers, "--set", answer, "--json")
    told = json.loads(done.output)
    assert (told["rows"], told["imported"], told["rejected"]) == (2, 2, 0)
    assert (told["version"], told["published"]) == (1, False)
    assert told["records"][1]["indicator"]["aggregation"] == "ratio"
    assert {each["key"] for each in told["questions"] if not each["guess"]} >= {
        "sgb-ii-quote.aggregation"
    }
    assert "zeitraum_geraten" in {each["code"] for each in told["issues"]}


def test_an_answer_that_nothing_asks_for_or_that_is_none_of_the_choices_is_refused(
    run: Run, numbers: Path
) -> None:
    typo = run("indicators", "load", numbers, "--set", "quote.aggregation=sum", "--publish")
    assert typo.exit_code == 2
    assert "stellt sich zu dieser Datei nicht" in typo.output
    assert "sgb-ii-quote.aggregation" in typo.output
    wrong = run("indicators", "load", numbers, "--set", "sgb-ii-quote.aggregation=mean")
    assert wrong.exit_code == 2
    assert "Möglich sind: " in wrong.output
    assert "Noch keine Listen." in run("indicators", "list").output


def test_rejected_rows_and_wrong_calls_have_their_exit_codes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "zahlen.csv"
    path.write_text("Gemeinde;Fälle 2023\nTeltow;4\nNirgendwo;7\n", "utf-8")
    assert run("indicators", "load", path, "--dry-run").exit_code == 1
    assert run("indicators", "load", path, "--set", "unsinn").exit_code == 2
    assert run("indicators", "load", path, "--list", "Groß Klein").exit_code == 2
    assert run("indicators", "load", path, "--table", "Blatt 9").exit_code == 2
    assert run("indicators", "load", tmp_path / "fehlt.csv").exit_code == 1
