"""CSV as it comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.importing.delimited import decode, read_csv
from geo.importing.limits import Limits
from geo.importing.refusals import Refused

ROWS = [["Name", "Ort", "lat"], ["Käthe, Jürgen", "Köln; Nord", "52,4"], ["NA", "", "52,5"]]


def _refused(path: Path, limits: Limits) -> Refused:
    with pytest.raises(Refused) as refused:
        read_csv(path, limits)
    return refused.value


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_and_encoding_are_found(
    csv_file: Callable[..., Path], separator: str, encoding: str
) -> None:
    path = csv_file(*ROWS, separator=separator, encoding=encoding)
    table = read_csv(path, Limits()).tables[0]
    assert [cells for _, cells in table.rows] == ROWS


def test_a_guessed_encoding_is_noted(csv_file: Callable[..., Path]) -> None:
    read = read_csv(csv_file(*ROWS, encoding="cp1252"), Limits())
    assert read.encoding == "Windows-1252"
    assert [(note.code, note.details) for note in read.notes] == [
        ("kodierung_geraten", {"encoding": "Windows-1252"})
    ]


def test_utf8_is_no_guess(csv_file: Callable[..., Path]) -> None:
    assert read_csv(csv_file(*ROWS), Limits()).notes == []


def test_a_sep_line_decides(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_text("sep=|\nName|a;b;c\nX|1;2;3\n", "utf-8")
    assert [cells for _, cells in read_csv(path, Limits()).tables[0].rows] == [
        ["Name", "a;b;c"],
        ["X", "1;2;3"],
    ]


def test_line_breaks_inside_quotes_and_lone_carriage_returns_are_kept_apart(
    tmp_path: Path,
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b'Name;Ort\r"A\nB";C\rD;E\r')
    assert read_csv(path, Limits()).tables[0].rows == [
        (1, ["Name", "Ort"]),
        (2, ["A\nB", "C"]),
        (3, ["D", "E"]),
    ]


def test_a_quote_that_is_never_closed_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_text('Name;Ort\nA;B\nC;"D\nE;F\n', "utf-8")
    refused = _refused(path, Limits())
    assert (refused.reason, refused.details["row"]) == ("anfuehrungszeichen", "3")


def test_an_inch_sign_inside_a_text_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_text('Name;Ort\nRohr 5" lang;B\n', "utf-8")
    assert read_csv(path, Limits()).tables[0].rows[1] == (2, ['Rohr 5" lang', "B"])


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(rows=2), "zu_viele_zeilen"),
        (Limits(columns=2), "zu_viele_spalten"),
        (Limits(cell_chars=5), "zelle_zu_lang"),
    ],
)
def test_limits_are_kept(csv_file: Callable[..., Path], limits: Limits, reason: str) -> None:
    assert _refused(csv_file(*ROWS), limits).reason == reason


def test_bytes_that_break_their_own_mark_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        decode(b"\xef\xbb\xbfM\xfcller")
    assert refused.value.reason == "abgeschnitten"


def test_bytes_that_windows_does_not_know_are_still_read() -> None:
    assert decode(b"M\xfcller \x81") == ("Müller \x81", "ISO-8859-1", True)
