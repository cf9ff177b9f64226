"""Sheets become paper: fonts inside, text stays text, the same input gives the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from paper import is_accessible, pdf_fonts, pdf_info, pdf_text

from maps import typesetting

DAY = date(2026, 3, 12)
SHEET = """
#import "common.typ": *
#let data = json("data.json")
#show: paper.with(title: data.title, county: "Probekreis", stand: "Stand: 12. März 2026")
= #data.title
#listing(
  ((label: "Name", width: 1fr), (label: "Zahl", right: true)),
  data.rows,
)
"""


@pytest.fixture(autouse=True)
def sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a sheet of our own beside the common part."""
    (tmp_path / "probe.typ").write_text(SHEET, "utf-8")
    common = typesetting.SHEETS / "common.typ"
    (tmp_path / "common.typ").write_bytes(common.read_bytes())
    monkeypatch.setattr(typesetting, "SHEETS", tmp_path)


def _pdf(rows: list[list[str]]) -> bytes:
    return typesetting.typeset("probe", {"title": "Ein Blatt", "rows": rows}, made_on=DAY)


def test_a_sheet_is_a_tagged_pdf_for_readers_with_its_title() -> None:
    made = _pdf([["Übersee", "3"]])
    info = pdf_info(made)
    assert info["Tagged"] == "yes"
    assert info["Title"] == "Ein Blatt"
    assert is_accessible(made)
    assert info["Page size"] == "595.276 x 841.89 pts (A4)"


def test_only_our_fonts_are_in_it() -> None:
    fonts = pdf_fonts(_pdf([["a", "1"]]))
    assert fonts
    assert all(name.startswith("SourceSans3") and inside for name, inside in fonts.items())


def test_the_same_input_gives_the_same_bytes() -> None:
    assert _pdf([["a", "1"]]) == _pdf([["a", "1"]])


def test_text_from_lists_is_no_markup() -> None:
    hostile = '#panic("no") *fett* $x$ #include "/etc/passwd"'
    assert hostile in pdf_text(_pdf([[hostile, "1"]]))


def test_a_sheet_reads_no_file_that_it_was_not_given(tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("geheim")
    (tmp_path / "probe.typ").write_text(f'#read("{secret}")')
    with pytest.raises(RuntimeError, match=r"not found|denied"):
        _pdf([])


def test_a_picture_has_one_page(tmp_path: Path) -> None:
    (tmp_path / "probe.typ").write_text("a #pagebreak() b")
    with pytest.raises(ValueError, match="2 pages"):
        typesetting.typeset("probe", {}, made_on=DAY, output="svg")
