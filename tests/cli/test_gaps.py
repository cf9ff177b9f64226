"""The matrix of gaps on the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from checking import Run
from paper import pdf_text


def test_each_form_has_the_same_numbers(run: Run, tmp_path: Path) -> None:
    for ending in ("xlsx", "html", "pdf"):
        result = run("gaps", tmp_path / f"luecken.{ending}", "--column", "bildung.kita")
        assert result.exit_code == 0
        assert "Zeilen 19, Spalten 1." in result.output
    book = openpyxl.load_workbook(tmp_path / "luecken.xlsx")
    row = [cell.value for cell in book["Lückenblatt"][8]]
    assert row == ["Beelitz", 13219, 1, 0, "● 1 vorhanden"]
    assert "Beelitz, Kindertagesstätte, Krippe, Hort: vorhanden; 1 vor Ort" in (
        tmp_path / "luecken.html"
    ).read_text("utf-8")
    assert "● 1 vorhanden" in pdf_text((tmp_path / "luecken.pdf").read_bytes())


def test_rows_targets_and_selection_can_be_chosen(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "luecken.html"
    result = run(
        *("gaps", out, "--level", "planregion", "--by", "ressort", "--layer", "familie"),
        *("--area", "1", "--target", "0,5", "--target", "familie=1", "--figure", "ziel"),
        "--all-columns",
    )
    assert "Zeilen 1, Spalten 13." in result.output
    text = out.read_text("utf-8")
    assert "Lückenblatt: Planregionen und Ressorts" in text
    assert "Ebene Kinder, Jugend und Familie; Planregion 1" in text
    assert "Zum Ziel fehlen zusammen" in text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["luecken.txt"], ".xlsx, .html, .pdf"),
        (["luecken.pdf", "--column", "nix"], "„nix“ gibt es nicht"),
        (["luecken.pdf", "--layer", "nix"], "„nix“ gibt es nicht"),
        (["luecken.pdf", "--area", "nix"], "„nix“ gibt es nicht"),
        (["luecken.pdf", "--target", "nix=1"], "„nix“ gibt es nicht"),
        (["luecken.pdf", "--target", "viel"], "keine Zieldichte"),
        (["luecken.pdf", "--by", "nix"], "„nix“"),
    ],
)
def test_an_unknown_choice_is_wrong_usage(
    run: Run, tmp_path: Path, wrong: list[str], words: str
) -> None:
    name, *options = wrong
    result = run("gaps", tmp_path / name, *options)
    assert result.exit_code == 2
    assert words in result.stderr
    assert list(tmp_path.glob("luecken.*")) == []
