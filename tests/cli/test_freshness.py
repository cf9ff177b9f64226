"""``freshness`` on the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from checking import Run

LIST = "nicht bestätigt 104 von 104."


def test_the_list_is_the_same_as_excel_file_and_as_csv(run: Run, tmp_path: Path) -> None:
    for ending in ("xlsx", "csv"):
        result = run("freshness", tmp_path / f"alt.{ending}", "--months", "1")
        assert (result.exit_code, LIST in result.output) == (0, True)
    book = openpyxl.load_workbook(tmp_path / "alt.xlsx")
    assert book.worksheets[0].max_row == 105
    facts = {row[0]: row[1] for row in book.worksheets[1].iter_rows(values_only=True)}
    assert "seit 1 Monat nicht bestätigt" in str(facts["Auswahl"])
    assert len((tmp_path / "alt.csv").read_text("utf-8-sig").splitlines()) == 105


def test_each_provider_gets_a_file_for_each_layer(run: Run, tmp_path: Path) -> None:
    result = run("freshness", tmp_path / "fragen", "--sheets", "--area", "120690616")
    told = [line for line in result.output.splitlines() if "rueckfrage-" in line]
    names = [path.name for path in (tmp_path / "fragen").iterdir()]
    assert len(told) == len(names) > 3
    sheet = openpyxl.load_workbook(tmp_path / "fragen" / names[0])["Angebote"]
    assert str(sheet["B1"].value).startswith("Stimmt noch?")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["alt.pdf"], ".xlsx oder .csv"),
        (["alt.csv", "--area", "nix"], "gibt es nicht"),
        (["alt.csv", "--months", "0"], "--months"),
    ],
)
def test_a_wrong_choice_is_told(run: Run, tmp_path: Path, wrong: list[str], words: str) -> None:
    name, *options = wrong
    result = run("freshness", tmp_path / name, *options)
    assert (result.exit_code, words in result.stderr) == (2, True)
    assert list(tmp_path.glob("alt.*")) == []
