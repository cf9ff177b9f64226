"""What belongs to the printed page is no offer."""

from __future__ import annotations

import pytest

from geo.importing.page_rows import PageRows, page_rows, starts_another_table

HEADER = ["Name", "Straße", "PLZ", "Ort"]
FULL = "Kita A|Weg 1|14513|Teltow"


def _found(*lines: str, gaps: tuple[int, ...] = ()) -> PageRows:
    """Judge rows; before those in ``gaps`` stands an empty row."""
    numbers = [2 + i + sum(gap <= i for gap in gaps) for i in range(len(lines))]
    return page_rows([line.split("|") for line in lines], numbers, [HEADER])


def test_headings_between_full_rows_are_found_and_hold_for_the_rows_below() -> None:
    found = _found("Amt Beetzsee|||", FULL, FULL, "Stadt Werder (Havel)|||", FULL)
    assert found.codes == {0: "zwischenueberschrift", 3: "zwischenueberschrift"}
    assert found.headings == ["", "Amt Beetzsee", "Amt Beetzsee", "", "Stadt Werder (Havel)"]


def test_a_heading_may_stand_behind_the_running_number() -> None:
    assert _found(FULL, "|Horte||", FULL).codes == {1: "zwischenueberschrift"}


@pytest.mark.parametrize(
    "lines",
    [
        ("Kita A|||", "Kita B|||", "Kita C|||", FULL),
        (FULL, "||14513|", FULL),
        (FULL, "12|||", FULL),
    ],
    ids=["mostly names", "at the right", "a number"],
)
def test_other_single_cells_are_no_headings(lines: tuple[str, ...]) -> None:
    assert _found(*lines).codes == {}


def test_in_a_narrow_list_a_name_alone_is_an_offer() -> None:
    rows = [["A", "B"], ["C", ""], ["D", "E"]]
    assert page_rows(rows, [2, 3, 4], [["Name", "Ort"]]).codes == {}


def test_notes_below_the_table_are_found_beyond_totals() -> None:
    found = _found(FULL, FULL, "Summe||3|", "* mit Hort|||", "Quelle: Jugendamt|||")
    assert found.codes == {3: "anmerkung", 4: "anmerkung"}


def test_a_legend_in_two_columns_is_one_only_below_an_empty_row() -> None:
    lines = (FULL, FULL, "BE|Betriebserlaubnis||", "IK|Integrationskita||")
    assert _found(*lines, gaps=(2,)).codes == {2: "anmerkung", 3: "anmerkung"}
    assert _found(*lines).codes == {}


def test_a_note_within_the_list_is_no_heading() -> None:
    assert _found(FULL, "*geschlossen bis Mai|||", FULL).codes == {1: "anmerkung"}


@pytest.mark.parametrize("line", ["Name|Straße|PLZ|Ort", "NAME|Strasse||", "Name|||Ort"])
def test_repeated_column_names_are_found(line: str) -> None:
    assert _found(FULL, line, FULL).codes == {1: "kopfzeile_wiederholt"}


def test_a_row_that_counts_the_columns_is_found_right_below_them() -> None:
    assert _found("1|2|3|4", FULL).codes == {0: "kopfzeile_wiederholt"}
    assert _found(FULL, "1|2|3|4").codes == {}


def test_totals_stand_under_no_heading() -> None:
    assert _found("Horte|||", FULL, "Summe||3|").headings == ["", "Horte", ""]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Klub|Träger|Adresse|Telefon", True),
        ("Jugendklub|Träger|Adresse|Telefon", True),
        ("Name|Straße|PLZ|Ort", False),
        ("Kita|Weg 1|14513|Ort", False),
        ("Einrichtung|Telefon||", True),
        ("Schule|Hort||", False),
        ("Ort|Telefon||", False),
    ],
)
def test_other_column_names_begin_another_table(line: str, *, expected: bool) -> None:
    assert starts_another_table(line.split("|"), [HEADER]) is expected


def test_nothing_is_found_among_no_rows() -> None:
    assert page_rows([], [], [HEADER]) == PageRows()


def test_a_second_row_of_names_in_other_words_is_no_offer() -> None:
    rows = [["Bezeichnung", "Address", "Postcode", "City"], ["Schule", "Markt", "", "Ort"]]
    assert page_rows(rows, [2, 3], [HEADER]).codes == {0: "kopfzeile_wiederholt"}
