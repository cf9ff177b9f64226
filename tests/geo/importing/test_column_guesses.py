"""Columns whose headers say nothing are known by what they hold, and that is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from geo.importing import (
    ColumnMapping,
    ImportContext,
    ImportResult,
    Role,
    Table,
    column_examples,
    suggest_mapping,
    suggest_roles,
)
from geo.importing.contents import likely_roles

Load = Callable[..., ImportResult]

VALUES = {
    Role.EMAIL: ["post@muster.example", "kita@muster.example"],
    Role.WEBSITE: ["www.muster.example", "https://muster.example/kita"],
    Role.COORDINATES: ["52.4012, 13.2034", "52.3111, 12.9555"],
    Role.POSTCODE: ["99991", "99992"],
    Role.ADDRESS: ["Musterweg 1, 99991 Musterdorf", "Am Markt 3a, 99992 Probestadt"],
    Role.PHONE: ["099/12 34 56", "+49 99 123456"],
    Role.LAT: ["52,3012", "52.4"],
    Role.LON: ["12,8812", "13.1"],
    Role.X: ["364000", "365123,45"],
    Role.Y: ["5790000", "5791234.5"],
    Role.STREET: ["Musterweg 1", "Straße des Friedens 12 b"],
}


@pytest.mark.parametrize(("role", "values"), VALUES.items())
def test_contents_give_a_meaning_away(role: Role, values: Sequence[str]) -> None:
    assert likely_roles(values)[0] is role


@pytest.mark.parametrize(
    "values", [[], ["3", "12"], ["ja", "nein"], ["2026-01-01"], ["1.234"], ["52", "13"]]
)
def test_what_says_nothing_means_nothing(values: Sequence[str]) -> None:
    assert likely_roles(values) == ()


def test_a_table_without_telling_headers_is_read_by_its_contents() -> None:
    columns = ["F1", "F2", "F3", "F4", "F5", "F6"]
    rows = [
        ("1", "Kita A", "Musterweg 1", "99991", "52,30", "12,88"),
        ("2", "Kita B", "Am Markt 3", "99992", "52,31", "12,89"),
    ]
    mapping = suggest_mapping(columns, rows)
    assert mapping.columns == {
        Role.NAME: "F2",
        Role.STREET: "F3",
        Role.POSTCODE: "F4",
        Role.LAT: "F5",
        Role.LON: "F6",
    }
    assert set(mapping.guessed) == set(mapping.columns)


def test_coordinates_are_found_under_any_header() -> None:
    rows = [("A", "364000", "5790000"), ("B", "365000", "5791000")]
    mapping = suggest_mapping(["Name", "ERW", "NRW"], rows)
    assert mapping.columns == {Role.NAME: "Name", Role.X: "ERW", Role.Y: "NRW"}
    assert mapping.guessed == (Role.X, Role.Y)


def test_half_a_coordinate_is_none() -> None:
    rows = [("A", "364000"), ("B", "365000")]
    assert suggest_mapping(["Name", "Baukosten"], rows).columns == {Role.NAME: "Name"}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Fax", "099/12 34 56"),
        ("Telefon privat", "099/12 34 56"),
        ("E-Mail Vorstand", "post@muster.example"),
        ("Adresse Träger", "Musterweg 1, 99991 Musterdorf"),
        ("Einwohner", "12345"),
    ],
)
def test_a_header_that_says_something_else_is_believed(header: str, value: str) -> None:
    assert suggest_mapping(["Name", header], [("A", value)]).columns == {Role.NAME: "Name"}


def test_a_second_coordinate_is_not_wanted() -> None:
    rows = [("A", "52.3", "12.9", "364000", "5790000")]
    columns = ["Name", "lat", "lon", "foo", "bar"]
    assert set(suggest_mapping(columns, rows).columns) == {Role.NAME, Role.LAT, Role.LON}


@pytest.mark.parametrize(
    ("value", "role"),
    [
        ("Frau Muster", Role.CONTACT_PERSON),
        ("post@muster.example", Role.EMAIL),
        ("099/12 34 56", Role.PHONE),
    ],
)
def test_values_tell_what_kontakt_means(value: str, role: Role) -> None:
    assert suggest_mapping(["Name", "Kontakt"], [("A", value)]).columns[role] == "Kontakt"


def test_known_places_and_categories_are_recognised(context: ImportContext) -> None:
    rows = [("A", "Probestadt", "Familienzentrum"), ("B", "Testlin", "Suchtberatung")]
    mapping = suggest_mapping(["Name", "Sitz", "Sorte"], rows, lookup=context.lookup)
    assert mapping.columns == {Role.NAME: "Name", Role.PLACE: "Sitz", Role.CATEGORY: "Sorte"}


def test_a_guessed_column_is_told_and_has_to_be_confirmed(load: Load) -> None:
    result = load("Foo;Ort", ("Treff", "Probestadt"), ("Klub", "Testlin"))
    assert [resource.name for resource in result.resources] == ["Treff", "Klub"]
    told = next(i for i in result.report.issues if i.code == "spalten_am_inhalt")
    assert "Name („Foo“)" in told.message
    assert "spalten_am_inhalt" in result.guesses


def test_what_was_confirmed_is_no_guess(load: Load) -> None:
    mapping = ColumnMapping({Role.NAME: "Foo", Role.PLACE: "Ort"})
    assert not load("Foo;Ort", ("Treff", "Probestadt"), mapping=mapping).guesses


def test_without_anything_like_a_name_it_is_told(load: Load) -> None:
    result = load("Anzahl;Ort", ("3", "Probestadt"), ("4", "Testlin"))
    assert "namensspalte_fehlt" in result.report.totals
    assert result.report.rejected == 2


TABLE = Table(
    name="T",
    columns=("Kontakt", "Leer"),
    rows=(("", ""), ("a@muster.example", ""), ("a@muster.example", ""), ("x\ny" * 40, "")),
    row_numbers=(2, 3, 4, 5),
)


def test_examples_are_different_short_and_on_one_line() -> None:
    first, second = column_examples(TABLE, "Kontakt")
    assert first == "a@muster.example"
    assert len(second) == 60
    assert "\n" not in second
    assert column_examples(TABLE, "Leer") == ()
    assert column_examples(TABLE, "Kontakt", 1) == (first,)


def test_roles_for_a_column_begin_with_the_likeliest() -> None:
    table = Table(
        name="T",
        columns=("Name", "Kontakt"),
        rows=(("A", "post@muster.example"),),
        row_numbers=(2,),
    )
    assert suggest_roles(table, "Kontakt")[0] is Role.EMAIL
    assert suggest_roles(table, "Name") == (Role.NAME,)
