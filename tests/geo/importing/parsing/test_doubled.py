"""Double-encoded text is noticed anywhere and mended on request only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.importing.parsing.doubled import mend, undoubled
from geo.importing.parsing.encodings import decode_bytes
from geo.importing.parsing.raw import RawTable

TEXT = "Müller Straße Äpfel Öl Übung „Haus“ – 5 € § 3 ŠŁł é"


@pytest.mark.parametrize("name", ["Windows-1252", "DOS (cp850)", "DOS (cp437)", "Mac Roman"])
def test_text_that_was_read_wrongly_once_is_mended(name: str) -> None:
    assert undoubled(decode_bytes(TEXT.encode(), name)) == TEXT


def test_text_that_was_read_wrongly_twice_is_mended() -> None:
    text = TEXT
    for _ in range(2):
        text = decode_bytes(text.encode(), "Windows-1252")
    assert undoubled(text) == TEXT


def test_text_read_as_plain_latin_is_mended() -> None:
    assert undoubled("Straße".encode().decode("latin-1")) == "Straße"


@pytest.mark.parametrize(
    "text", ["„SPÄ“", "SÃO PAULO", "Âge", "50 °C", "Größe²", "TÜ“", "Ã", "â", "Ä–Ö", "naïve café"]
)
def test_real_text_is_left_alone(text: str) -> None:
    assert undoubled(text) == text


@given(st.text(alphabet="abcÄÖÜäöüß „“–.,€é"))
def test_german_text_is_never_changed_and_always_comes_back(text: str) -> None:
    assert undoubled(text) == text
    assert undoubled(decode_bytes(text.encode(), "Windows-1252")) == text


def _table() -> RawTable:
    return RawTable(name="x", rows=[(1, ["Name", "StraÃŸe"]), (2, ["CafÃ©", "Weg"]), (3, ["A"])])


def test_the_sender_is_told_with_an_example() -> None:
    table = _table()
    note = mend(table, repair=False)
    assert note is not None
    assert (note.code, note.details) == (
        "doppelt_kodiert",
        {"text": "StraÃŸe", "meant": "Straße", "count": "2"},
    )
    assert table.rows == _table().rows


def test_on_request_it_is_mended_and_told_by_row() -> None:
    table = _table()
    assert mend(table, repair=True) is None
    assert table.rows == [(1, ["Name", "Straße"]), (2, ["Café", "Weg"]), (3, ["A"])]
    assert [(note.code, note.row, note.column) for note in table.notes] == [
        ("text_repariert", 1, 1),
        ("text_repariert", 2, 0),
    ]


def test_a_file_without_any_says_nothing() -> None:
    assert mend(RawTable(name="x", rows=[(1, ["Straße", "Â"])]), repair=False) is None
