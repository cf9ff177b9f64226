"""Profiles on the command line."""

from __future__ import annotations

from pathlib import Path

from checking import Run
from paper import pdf_info


def test_one_area_is_one_file(run: Run, tmp_path: Path) -> None:
    result = run("profile", "120690616", tmp_path / "profile")
    assert result.exit_code == 0
    (made,) = (tmp_path / "profile").iterdir()
    assert made.name == "profil-sozialraum-120690616-teltow.pdf"
    assert str(made) in result.output
    assert pdf_info(made.read_bytes())["Title"] == "Teltow"


def test_all_areas_are_24_files(run: Run, tmp_path: Path) -> None:
    assert run("profile", "--all", tmp_path).exit_code == 0
    titles = {pdf_info(path.read_bytes())["Title"] for path in tmp_path.glob("profil-*.pdf")}
    assert len(titles) == 24
    assert {"Amt Beetzsee", "Planregion 4"} <= titles


def test_an_unknown_area_or_a_missing_folder_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("profile", "1206", tmp_path).exit_code == 2
    assert run("profile", "120690616").exit_code == 2
    assert run("profile", "--all", "120690616", tmp_path).exit_code == 2


def test_a_folder_that_cannot_be_made_is_explained(run: Run, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("")
    result = run("profile", "120690616", tmp_path / "datei" / "ordner")
    assert result.exit_code == 1
    assert "lässt sich nicht anlegen" in result.output
