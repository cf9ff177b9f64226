"""Columns without names are known by what they hold."""

from __future__ import annotations

import time

import pytest

from geo.importing.contents import likely_roles, roles_by_contents
from geo.importing.roles import Role


def test_the_usual_columns_are_known() -> None:
    columns = [
        ["1", "2", "3"],
        ["Kita A", "Kita B", "Hort C"],
        ["Am Weg 1", "Ring 12a", "Lange Straße 3-5"],
        ["14513", "14542", "01067"],
        ["Teltow", "Werder (Havel)", "Teltow"],
        ["03328 12", "+49 3327 5", "0331/44-0"],
        ["a@b.example", "c@d.example"],
        ["https://a.example", "www.b.example"],
        ["52,4", "52.41", "52,3"],
        ["13,2", "12.9", "13,1"],
        [],
    ]
    assert roles_by_contents(columns) == {
        Role.NAME: 1,
        Role.STREET: 2,
        Role.POSTCODE: 3,
        Role.PLACE: 4,
        Role.PHONE: 5,
        Role.EMAIL: 6,
        Role.WEBSITE: 7,
        Role.LAT: 8,
        Role.LON: 9,
    }


def test_an_address_in_one_cell_is_known() -> None:
    columns = [["Kita A", "Kita B"], ["Am Weg 1, 14513 Teltow", "Ring 2, 14542 Werder"]]
    assert roles_by_contents(columns) == {Role.NAME: 0, Role.ADDRESS: 1}


def test_what_is_mostly_repeated_is_no_name() -> None:
    assert roles_by_contents([["Kita", "Kita", "Hort", "Kita"]]) == {}


@pytest.mark.parametrize("cell", ["1" * 32_767, "1.11" * 8_000, "a1 " * 10_000, "(" * 32_767])
def test_cells_of_the_longest_kind_are_passed_over_at_once(cell: str) -> None:
    begun = time.process_time()
    assert likely_roles([cell] * 200) == ()
    assert time.process_time() - begun < 1.0
