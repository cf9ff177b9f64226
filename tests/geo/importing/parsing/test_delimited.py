"""CSV as it comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.importing.parsing.delimited import read_csv
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused

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


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Name~Ort\nA~B\n", [["Name", "Ort"], ["A", "B"]]),
        ("Wer:Wo\nA:B\n", [["Wer", "Wo"], ["A", "B"]]),
        (
            "Name      Ort     PLZ\nKita Am See  Teltow  14513\n",
            [["Name", "Ort", "PLZ"], ["Kita Am See", "Teltow", "14513"]],
        ),
        ("Name\nA, B\nC\nD\n", [["Name"], ["A, B"], ["C"], ["D"]]),
        ("Zeit\n08:00\n09:00 - 10:00\n", [["Zeit"], ["08:00"], ["09:00 - 10:00"]]),
        (
            "Name;lat;lon\nA;52,4;13,1\nB;52,5;13,2\n",
            [["Name", "lat", "lon"], ["A", "52,4", "13,1"], ["B", "52,5", "13,2"]],
        ),
        ("'Name';'Ort'\n'A;x';'B'\n", [["Name", "Ort"], ["A;x", "B"]]),
        ('Name;Ort\n"Haus \\"Am See\\"; alt";B\n', [["Name", "Ort"], ['Haus "Am See"; alt', "B"]]),
        ('"Name,Ort"\n"A,""Teltow, Stadt"""\n', [["Name", "Ort"], ["A", "Teltow, Stadt"]]),
    ],
    ids=[
        "tilde",
        "colon",
        "blanks",
        "comma in text",
        "times",
        "decimals",
        "apostrophes",
        "backslash",
        "wrapped lines",
    ],
)
def test_unusual_ways_of_writing_are_understood(
    tmp_path: Path, text: str, rows: list[list[str]]
) -> None:
    path = tmp_path / "upload"
    path.write_text(text, "utf-8")
    assert [cells for _, cells in read_csv(path, Limits()).tables[0].rows] == rows


@pytest.mark.parametrize(
    "line", ["sep=\t\r", "sep=\t\n", "SEP=\t\r\n", '"sep=\t"\n', "sep=\t\t\t\n"]
)
def test_a_sep_line_may_end_in_any_way_and_follow_a_mark(tmp_path: Path, line: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(f"\ufeff{line}Name\tOrt\nA;b\tC\n".encode())
    assert [cells for _, cells in read_csv(path, Limits()).tables[0].rows] == [
        ["Name", "Ort"],
        ["A;b", "C"],
    ]


def test_rows_in_another_encoding_are_read_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes("Name;Ort\nBär;Köln\nBär;Köln\n".encode() + "Jürgen;Köln\n".encode("cp1252"))
    read = read_csv(path, Limits())
    assert read.tables[0].rows[-1] == (4, ["Jürgen", "Köln"])
    assert [(note.code, note.row) for note in read.tables[0].notes] == [("kodierung_gemischt", 4)]
    assert read.encoding == "UTF-8, Windows-1252"


def test_a_person_may_choose_the_encoding(csv_file: Callable[..., Path]) -> None:
    read = read_csv(csv_file(*ROWS, encoding="cp1252"), Limits(), "DOS (cp850)")
    assert read.tables[0].rows[1][1][0] == "Kõthe, J³rgen"
    assert (read.encoding, read.notes) == ("DOS (cp850)", [])
    assert "Windows-1252" in read.encodings


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('Name;PLZ\nA;="01067"\nB;"=""01069"""\n', [["A", "01067"], ["B", "01069"]]),
        ('Name;PLZ\nA;="1"&"2"\n', [["A", '="1"&"2"']]),
        ('Name; Ort\n"A; B"; "Köln; Nord"\n"C"; "Ulm"\n', [["A; B", "Köln; Nord"], ["C", "Ulm"]]),
        ("Name;Ort\nA;Ulm\n\x1a", [["A", "Ulm"]]),
    ],
    ids=["text as formula", "a real formula", "blanks before quotes", "end of file of DOS"],
)
def test_habits_of_exporting_programs_are_undone(
    tmp_path: Path, text: str, rows: list[list[str]]
) -> None:
    path = tmp_path / "upload"
    path.write_text(text, "utf-8")
    assert [cells for _, cells in read_csv(path, Limits()).tables[0].rows][1:] == rows


def test_quotes_within_a_text_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_text('Name;Ort\nKita "Süd";Ulm\nHort; "Nord" Ulm\n', "utf-8")
    assert [cells for _, cells in read_csv(path, Limits()).tables[0].rows][1:] == [
        ['Kita "Süd"', "Ulm"],
        ["Hort", ' "Nord" Ulm'],
    ]
