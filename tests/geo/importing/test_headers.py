"""Where column names stand."""

from __future__ import annotations

import pytest

from geo.importing.headers import Header, find_header, header_at
from geo.importing.roles import Role, meaning_of


def _found(*lines: str) -> Header | None:
    return find_header([line.split("|") for line in lines])


def _names(*lines: str) -> tuple[str, ...]:
    header = _found(*lines)
    assert header is not None
    return header.names


GROUPS = "Name|Träger|Anschrift||"


@pytest.mark.parametrize("lower", ["||Straße|PLZ|Ort", "Name|Träger|Straße|PLZ|Ort"])
def test_names_below_a_group_are_joined_with_those_beside_it(lower: str) -> None:
    header = _found(GROUPS, lower, "Kita A|AWO|Am Weg 1|14513|Teltow")
    assert header == Header(first=0, last=1, names=("Name", "Träger", "Straße", "PLZ", "Ort"))


def test_a_group_tells_apart_what_is_called_alike() -> None:
    names = _names(
        "Einrichtung|||Träger||",
        "Name|Straße|Ort|Name|Straße|Ort",
        "Kita A|Weg 1|Teltow|AWO|Weg 2|Potsdam",
    )
    assert names[0] == "Einrichtung Name"
    assert names[3:] == ("Träger Name", "Träger Straße", "Träger Ort")
    meanings = [meaning_of(name) for name in names]
    assert [meaning and meaning[0] for meaning in meanings] == [
        Role.NAME, Role.STREET, Role.PLACE, Role.PROVIDER, None, None,
    ]  # fmt: skip


def test_the_name_of_a_contact_is_never_the_name_of_the_offer() -> None:
    names = _names(
        "Einrichtung|Ort|Kontakt||", "||Name|Telefon|E-Mail", "Kita A|Teltow|Frau Muster|12|"
    )
    assert names == ("Einrichtung", "Ort", "Kontakt Name", "Telefon", "E-Mail")


def test_running_numbers_and_line_breaks_do_not_hide_a_header_in_two_rows() -> None:
    header = _found(
        "Kitas im Landkreis|||||",
        "|||||",
        "lfd.\nNr.|Einrichtung|||Plätze|",
        "|Name|Straße,\nHaus-Nr.|Ort|Krippe|Hort",
        "1|Kita A|Weg 1|Teltow|5|6",
    )
    assert header is not None
    assert (header.first, header.last) == (2, 3)
    assert header.names == ("lfd. Nr.", "Name", "Straße, Haus-Nr.", "Ort", "Krippe", "Hort")


def test_a_heading_below_the_header_is_no_part_of_it() -> None:
    lines = "Einrichtungen|Ort|Träger", "Kindertagesstätten||", "A|Teltow|AWO", "B|Brück|AWO"
    assert _names(*lines) == ("Einrichtungen", "Ort", "Träger")


def test_years_are_column_names() -> None:
    assert _names("Gemeinde|2024|2025", "Teltow|12|13", "Brück|1|2")[1:] == ("2024", "2025")


@pytest.mark.parametrize(
    "lines",
    [
        ("Kita A|Hauptstr. 1|14513|Teltow", "Kita B|Ring 2|14542|Werder", "C|Weg 3|14822|Brück"),
        ("Kita A|info@a.example", "Kita B|info@b.example"),
        ("Kita A|52,4|13,2", "Kita B|52,5|13,1"),
    ],
)
def test_a_list_that_begins_with_data_has_no_header(lines: tuple[str, ...]) -> None:
    assert _found(*lines) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Wie|Was|Wo", "Kita|b|c", "d|e|f"),
        ("Name", "A", "B"),
        ("Haus|Plätze", "A|12", "B|13"),
        ("Nummer 1|x", "A|b"),
    ],
)
def test_a_first_row_that_differs_from_the_data_is_the_header(lines: tuple[str, ...]) -> None:
    header = _found(*lines)
    assert header is not None
    assert (header.first, header.last) == (0, 0)


def test_a_person_may_choose_the_row() -> None:
    rows = [["x", "y"], ["Name", "Ort"], ["A", "B"]]
    assert header_at(rows, 2).names == ("A", "B")


def test_no_rows_have_no_header() -> None:
    assert find_header([]) is None
