"""``changes`` on the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from checking import Run
from paper import pdf_text


def test_html_excel_and_paper_tell_the_same(run: Run, tmp_path: Path) -> None:
    """The examples are published when the instance is made: before that there was nothing."""
    for ending in ("html", "xlsx", "pdf"):
        out = tmp_path / f"neu.{ending}"
        result = run("changes", "--from", "1.1.2020", out)
        assert result.exit_code == 0, result.output
        assert "vorher 0, nachher 104, geändert 104." in result.output
    assert "Jugendklub" in (tmp_path / "neu.html").read_text("utf-8")
    book = openpyxl.load_workbook(tmp_path / "neu.xlsx")
    assert book["Angebote"].max_row == 105
    assert "vorher" in pdf_text((tmp_path / "neu.pdf").read_bytes())


def test_one_area(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "neu.xlsx"
    result = run("changes", "--from", "2020-01-01", "--area", "120690616", "--level", "kreis", out)
    assert "nachher 18" in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--from", "bald", "neu.html"), 1, "kein Tag"),
        (("neu.doc",), 2, ".html, .xlsx oder .pdf"),
        (("--area", "nirgends", "neu.html"), 2, "gibt es nicht"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    *options, name = arguments
    result = run("changes", *options, tmp_path / name)
    assert (result.exit_code, words in result.output) == (code, True)
    assert list(tmp_path.glob("neu.*")) == []


def test_turned_days_are_told(run: Run, tmp_path: Path) -> None:
    result = run("changes", "--from", "2026-02-01", "--to", "2020-01-01", tmp_path / "neu.html")
    assert "getauscht" in result.output
