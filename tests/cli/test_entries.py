"""Bodies and agreements on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from checking import Run

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "gremien.csv"


def test_a_list_is_loaded_shown_and_taken_back(run: Run) -> None:
    result = run("entries", "load", EXAMPLE, "--publish", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["rows"], told["imported"], told["published"]) == (0, 9, 9, True)
    assert told["records"][0]["kind"] == "sozialraumkonferenz"
    assert "Stand 1, 9 Einträge" in run("entries", "list").stdout
    assert "nichts mehr veröffentlicht" in run("entries", "undo", "gremien").stdout


def test_a_rejected_row_is_an_exit_code(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Art;Gebiet\nSRK;Teltow\nKaffee;Teltow\n", "utf-8")
    result = run("entries", "load", path, "--dry-run")
    assert result.exit_code == 1
    assert "Nur geprüft" in result.stdout


def test_what_all_rows_are_can_be_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Sozialraum;Datum;Thema\nTeltow;2025;Auftakt\n", "utf-8")
    assert run("entries", "load", path, "--dry-run").exit_code == 1
    given = run("entries", "load", path, "--dry-run", "--set", "art=runder_tisch")
    assert given.exit_code == 0
