"""Rows are placed at their house, and told how near to it they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import addressbook
import pytest
from factories import CRS, county_areas, taxonomy

from geo.county import County
from geo.gazetteer import Gazetteer, GazetteerPlace
from geo.geocoding.online import OnlineAnswer, online_query
from geo.importing import (
    Format,
    ImportContext,
    ImportResult,
    ParsedFile,
    Table,
    import_table,
)
from geo.resources import LocationQuality

Load = Callable[..., ImportResult]
HEADER = "Name;Straße;PLZ;Ort;Kategorie"


def _place(name: str, ars: str, postcode: str, part: int) -> GazetteerPlace:
    lat, lon = addressbook.point(addressbook.PARTS[part], 30)
    return GazetteerPlace(name=name, ars=ars, postcodes=(postcode,), lat=lat, lon=lon)


def _answers() -> dict[str, OnlineAnswer]:
    house = OnlineAnswer(
        service="dienst.example",
        lat=52.25,
        lon=12.8,
        quality=LocationQuality.HOUSE,
        label="Lindenstraße 4, 99992 Probestadt",
    )
    nothing = OnlineAnswer(service="dienst.example")
    queries = {
        "Lindenstraße 4": house,
        "Neuer Weg 4": house,
        "Lindenstraße 6": nothing,
        "Neue Gasse": replace(house, quality=LocationQuality.STREET),
        "Karl-Marx-Straße 5": house,
    }
    asked = {
        street: online_query(street, postcode="99992", place="Probestadt") for street in queries
    }
    return {query.key: queries[street] for street, query in asked.items() if query}


@pytest.fixture(scope="module")
def context() -> ImportContext:
    places = (
        _place("Probestadt", "990010002002", "99992", 0),
        _place("Musterdorf", "990010001001", "99991", 10),
    )
    return ImportContext(
        County(name="Landkreis Musterland", ars="99001", crs=CRS),
        county_areas(),
        taxonomy(),
        Gazetteer(places),
        addresses=addressbook.register(),
        online=_answers(),
    )


def _codes(result: ImportResult) -> set[str]:
    return {issue.code for issue in result.report.issues if issue.row is not None}


def test_an_exact_address_is_a_house_without_any_finding(load: Load) -> None:
    result = load(HEADER, ("A", "Karl-Marx-Str. 58 b", "99992", "Probestadt", "Suchtberatung"))
    found = result.resources[0]
    assert (found.lat, found.lon) == addressbook.house("Karl-Marx-Straße", "58b")
    assert (found.location_quality, found.sozialraum_id) == (LocationQuality.HOUSE, "990010002")
    assert _codes(result) == set()
    assert found.street == "Karl-Marx-Str. 58 b"


@pytest.mark.parametrize(
    ("street", "code", "quality", "words"),
    [
        (
            "Lindnstraße 12",
            "anschrift_berichtigt",
            "house",
            "als Lindenstraße 12, 99992 Probestadt",
        ),
        ("Kita Fuchs, Lindenstraße 12", "", "house", ""),
        ("Karl-Marx-Straße 4", "anschrift_nachbar", "street", "Karl-Marx-Straße 2, 99992"),
        ("Karl-Marx-Straße 1-1a", "anschrift_nachbar", "street", "Karl-Marx-Straße 1, 99992"),
        ("Lindenstraße", "anschrift_strasse", "street", "steht in der Straße: Lindenstraße"),
        ("Nirgendwoweg 5", "anschrift_unbekannt", "place", "Die Straße „Nirgendwoweg 5“ kennt"),
        ("Postfach 12 34", "postfach", "place", "„Postfach 12 34“ ist ein Postfach"),
        ("Dorfstraße 1", "anschrift_unbekannt", "place", "an diesem Ort nicht"),
    ],
)
def test_what_was_found_instead_is_told(
    load: Load, street: str, code: str, quality: str, words: str
) -> None:
    result = load(HEADER, ("A", street, "99992", "Probestadt", "Suchtberatung"))
    assert result.resources[0].location_quality.value == quality
    messages = {issue.code: issue.message for issue in result.report.issues}
    assert words in messages.get(code, "")
    assert _codes(result) - {"ort_ungefaehr"} == ({code} if code else set())


def test_an_ambiguous_address_names_its_candidates(load: Load) -> None:
    result = load(HEADER, ("A", "Dorfstraße 1", "99991", "Musterdorf", "Suchtberatung"))
    issue = next(i for i in result.report.issues if i.code == "anschrift_mehrdeutig")
    assert (
        "Dorfstraße 1, 99991 Musterdorf; Dorfstraße 1, 99991 Musterdorf OT Neudorf" in issue.message
    )
    assert result.resources[0].location_quality is LocationQuality.PLACE


def test_a_postcode_that_does_not_fit_is_told(load: Load) -> None:
    result = load(HEADER, ("A", "Lindenstraße 12", "99929", "Probestadt", "Suchtberatung"))
    assert result.resources[0].location_quality is LocationQuality.HOUSE
    assert _codes(result) == {"plz_abweichend"}


def test_a_place_that_only_the_postcode_explains_is_told(load: Load) -> None:
    result = load(HEADER, ("A", "Lindenstraße 12", "99992", "Altprobe", "Suchtberatung"))
    assert result.resources[0].location_quality is LocationQuality.HOUSE
    assert _codes(result) == {"ort_nach_plz"}


@pytest.mark.parametrize(
    "cell",
    [
        "Karl-Marx-Str. 5, 99992 Probestadt",
        "99992 Probestadt, Karl-Marx-Str. 5",
        "Familienhaus\nKarl-Marx-Str. 5\n99992 Probestadt",
        "Karl-Marx-Str. 5, D-99992 Probestadt, Deutschland",
        "Karl-Marx-Str. 5, Probestadt",
        "Probestadt, Karl-Marx-Str. 5",
    ],
)
def test_an_address_in_one_cell_finds_its_house(load: Load, cell: str) -> None:
    found = load("Name;Anschrift", ("A", cell)).resources[0]
    assert (found.lat, found.lon) == addressbook.house("Karl-Marx-Straße", "5")


def test_a_place_of_the_register_helps_where_the_built_in_places_end(load: Load) -> None:
    result = load(HEADER, ("A", "Nirgendwoweg 5", "99996", "Testlin", "Suchtberatung"))
    assert result.resources[0].location_quality is LocationQuality.PLACE
    assert _codes(result) == {"anschrift_unbekannt", "ort_ungefaehr"}


def test_the_own_coordinate_stays_and_a_far_house_is_told(load: Load) -> None:
    lat, lon = addressbook.house("Lindenstraße", "12")
    row = ("A", "Lindenstraße 12", "99992", "Probestadt", str(lat + 0.01), str(lon))
    result = load("Name;Straße;PLZ;Ort;lat;lon", row)
    assert result.resources[0].lat == pytest.approx(lat + 0.01)
    issue = next(i for i in result.report.issues if i.code == "anschrift_fern")
    assert "liegt 1,1 km von der Anschrift Lindenstraße 12, 99992 Probestadt" in issue.message


def test_a_coordinate_near_its_house_is_fine(load: Load) -> None:
    lat, lon = addressbook.house("Lindenstraße", "12")
    row = ("A", "Lindenstraße 12", "99992", "Probestadt", str(lat + 0.004), str(lon))
    result = load("Name;Straße;PLZ;Ort;lat;lon", row)
    assert "anschrift_fern" not in _codes(result)


def test_a_protected_place_is_never_looked_up(load: Load) -> None:
    row = ("A", "Karl-Marx-Straße 5", "99992", "Probestadt", "Gewaltschutz, Frauenhaus")
    result = load(HEADER, row)
    assert not result.resources[0].has_point
    assert "Karl-Marx" not in repr(result.resources) + repr(result.report)


@pytest.mark.parametrize(
    ("street", "quality", "from_service"),
    [
        ("Lindenstraße 4", "house", True),  # the register knows only a neighbour
        ("Neuer Weg 4", "house", True),
        ("Neue Gasse", "street", True),
        ("Lindenstraße 6", "street", False),  # the service knew nothing
        ("Karl-Marx-Straße 5", "house", False),  # the register comes first
    ],
)
def test_a_service_helps_where_the_register_has_no_house(
    load: Load, street: str, quality: str, *, from_service: bool
) -> None:
    result = load(HEADER, ("A", street, "99992", "Probestadt", "Suchtberatung"))
    assert result.resources[0].location_quality.value == quality
    assert ("anschrift_online" in _codes(result)) is from_service


def test_without_a_register_places_are_as_ever(context: ImportContext) -> None:
    table = Table(
        name="T",
        columns=("Name", "Straße", "Ort"),
        rows=(("A", "Lindenstraße 12", "Probestadt"),),
        row_numbers=(2,),
    )
    parsed = ParsedFile(file_name="l.csv", format=Format.CSV, encoding="UTF-8", tables=(table,))
    bare = replace(context, addresses=None, online={})
    result = import_table(parsed, table, context=bare)
    assert _codes(result) == {"ort_ungefaehr"}
