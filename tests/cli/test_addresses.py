"""Loading and trying a register on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checking import Run

LINES = (
    (
        ";DEBB000000000001;A;12;0;69;017;0000;00001;1;;33361500,000;5790000,000;"
        "Übungsstraße;14547;Beelitz;;Probeteil"
    ),
    (
        ";DEBB000000000002;A;12;0;69;017;0000;00001;2;a;33361520,000;5790000,000;"
        "Übungsstraße;14547;Beelitz;;Probeteil"
    ),
    "unbrauchbar;x",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hk.txt"
    path.write_bytes("\r\n".join(LINES).encode("iso-8859-1"))
    return path


def test_a_load_says_what_was_taken_and_what_was_not(run: Run, file: Path) -> None:
    result = run("addresses", "load", file, "--source", "Musteramt 2026", "--licence", "frei")
    assert result.exit_code == 0
    assert "hk.txt: 3 Zeilen gelesen, 2 Adressen in 1 Straßen geladen." in result.output
    assert "Übergangen (ohne Straße): 1." in result.output


def test_a_load_can_be_read_by_machines(run: Run, file: Path) -> None:
    done = json.loads(run("addresses", "load", file, "--json", "--source", "Amt").stdout)
    assert (done["read"], done["houses"], done["source"]) == (3, 2, "Amt")
    assert done["skipped"] == {"ohne Straße": 1}


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Uebungsstr. 2 A, 14547 Beelitz", 0, "genau dieses Haus"),
        ("Übungsstraße 9, Beelitz", 0, "das nächste Haus; die Hausnummer ist nicht verzeichnet"),
        ("Übungsstraße, Beelitz", 0, "die Straße"),
        ("Übunsgstraße 1, Beelitz", 0, "Die Schreibweise weicht ab."),
        ("Übungsstraße 1, 14574 Beelitz", 0, "Die Postleitzahl passt nicht dazu."),
        ("Übungsstraße 1, 14547 Altort", 0, "gesucht wurde nach der Postleitzahl"),
        ("Anderswoweg 1, Beelitz", 0, "nur der Ort"),
        ("Postfach 12, 14547 Beelitz", 0, "Ein Postfach liegt nirgends."),
        ("Übungsstraße 1", 1, "Nicht eindeutig. Gemeint sein kann:"),
        ("Übungsstraße 1, Atlantis", 1, "Nicht gefunden"),
    ],
)
def test_a_find_says_what_was_found(run: Run, file: Path, text: str, code: int, words: str) -> None:
    run("addresses", "load", file)
    result = run("addresses", "find", text)
    assert words in result.output
    assert result.exit_code == code


def test_a_find_can_be_read_by_machines(run: Run, file: Path) -> None:
    run("addresses", "load", file)
    found = json.loads(run("addresses", "find", "Übungsstr. 1, 14547 Beelitz", "--json").stdout)
    assert (found["street"], found["postcode"], found["place"]) == (
        "Übungsstr. 1",
        "14547",
        "Beelitz",
    )
    assert found["match"]["kind"] == "house"
    assert found["match"]["label"] == "Übungsstraße 1, 14547 Beelitz OT Probeteil"


def test_without_a_register_the_remedy_is_told(run: Run) -> None:
    result = run("addresses", "find", "Weg 1")
    assert (result.exit_code, "addresses load DATEI" in result.output) == (1, True)


def test_what_is_no_register_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Sehr geehrte Damen und Herren", encoding="utf-8")
    result = run("addresses", "load", path)
    assert (result.exit_code, "kein Adressregister" in result.output) == (1, True)
