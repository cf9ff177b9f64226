"""Text is tidied, never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.importing.cleaning import clean_file_name, clean_text
from geo.spelling import fold


@pytest.mark.parametrize(
    ("text", "clean", "changed"),
    [
        ("  Haus \u00a0 am\tSee ", "Haus am See", False),
        ("A\x00B\x07", "AB", True),
        ("gnp.\u202eexe", "gnp.exe", True),
        ("Zeile\r\n  zwei", "Zeile\nzwei", False),
        ("Mu\u0308ller", "Müller", False),
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")', False),
        ("\ud800A", "A", True),
    ],
)
def test_controls_are_removed_and_blanks_joined(text: str, clean: str, *, changed: bool) -> None:
    assert clean_text(text) == (clean, changed)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once, _ = clean_text(text)
    assert clean_text(once) == (once, False)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Liste.xlsx", "Liste.xlsx"),
        ("liste\u202ecsv.exe\n", "listecsv.exe"),
        ("\x00", "ohne Namen"),
    ],
)
def test_a_file_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert clean_file_name(name) == shown


def test_a_long_file_name_is_shortened_in_the_middle() -> None:
    shown = clean_file_name("a" * 500 + ".csv")
    assert len(shown) <= 121
    assert shown.endswith(".csv")


def test_folding_spells_umlauts_out() -> None:
    assert fold("Straße/Nr. (Ä)") == "strasse nr ae"
