"""A register answers with the asked house, or says what else it found."""

from __future__ import annotations

import time
from functools import cache

import addressbook
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.geocoding import AddressMatch, AddressRegister
from geo.geocoding.house_numbers import canonical, splits, without_unit
from geo.geocoding.keys import street_key
from geo.geocoding.street import Street
from geo.resources import LocationQuality


@cache
def _register() -> AddressRegister:
    return addressbook.register()


def _find(street: str, postcode: str = "99992", place: str = "Probestadt") -> AddressMatch:
    found = _register().find(street, postcode=postcode, place=place)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("written", "name", "number"),
    [
        ("Karl-Marx-Straße 58b", "Karl-Marx-Straße", "58b"),
        ("Karl-Marx-Str. 58 b", "Karl-Marx-Straße", "58b"),
        ("Karl Marx Strasse 58 B", "Karl-Marx-Straße", "58b"),
        ("KARL-MARX-STRASSE 58B", "Karl-Marx-Straße", "58b"),
        ("Karlmarxstr.58b", "Karl-Marx-Straße", "58b"),
        ("Karl-Marx-Straße (Altstadt) 5", "Karl-Marx-Straße", "5"),
        ("Karl-Marx-Straße, Nr. 5", "Karl-Marx-Straße", "5"),
        ("Karl-Marx-Straße Hausnr. 05", "Karl-Marx-Straße", "5"),
        ("Karl-Marx-Stra 5", "Karl-Marx-Straße", "5"),
        ("Lindenstr. 7 / 9", "Lindenstraße", "7/9"),
        ("Lindenstr 30/31", "Lindenstraße", "30/31"),
        ("Str. des 17. Juni 5", "Straße des 17. Juni", "5"),
        ("Strasse des 17.Juni 17", "Straße des 17. Juni", "17"),
        ("St. Anna Pl. 2", "Sankt-Anna-Platz", "2"),
        ("St.-Anna-Platz 2", "Sankt-Anna-Platz", "2"),
        ("Doktor-Uetz-Weg 4 a", "Dr.-Ütz-Weg", "4a"),
        ("An der B102 5", "An der B 102", "5"),
        ("An der B 102 Nr. 3", "An der B 102", "3"),
        ("Ahornallee 8 a - c", "Ahornallee", "8a-c"),
    ],
)
def test_usual_ways_of_writing_find_the_house(written: str, name: str, number: str) -> None:
    found = _find(written)
    assert (found.kind, found.quality, found.score) == ("house", LocationQuality.HOUSE, 1.0)
    assert (found.lat, found.lon) == addressbook.house(name, number)
    assert not found.corrected


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Karl-Marx-Strase 5", "Karl-Marx-Straße 5, 99992 Probestadt"),
        ("Kalr-Marx-Straße 5", "Karl-Marx-Straße 5, 99992 Probestadt"),
        ("Lindnstraße 1", "Lindenstraße 1, 99992 Probestadt"),
        ("Straße des 17. Jnui 5", "Straße des 17. Juni 5, 99992 Probestadt"),
        ("R.-Muster-Str. 9", "Rosa-Muster-Straße 9, 99992 Probestadt"),
        ("Lindenstraße 12 Haus 3", "Lindenstraße 12, 99992 Probestadt"),
        ("Lindenstraße 12, 2. OG links", "Lindenstraße 12, 99992 Probestadt"),
    ],
)
def test_a_slip_is_put_right_and_told(written: str, label: str) -> None:
    found = _find(written)
    assert (found.kind, found.label, found.corrected) == ("house", label, True)
    assert 0.8 < found.score <= 1.0


@pytest.mark.parametrize(
    "written",
    [
        "Am Rang 1",  # short names are too near to each other
        "Straße des 19. Juni 5",
        "Straße des 7. Juni 5",
        "Feldweg 1",  # exists, but not here
        "Dorfstraße 1",
        "Lindenweg 1",
        "Engels-Straße 5",
        "Karl-Murks-Allee 5",
    ],
)
def test_another_street_is_never_taken(written: str) -> None:
    found = _find(written)
    assert found.kind == "place"
    assert (found.quality, found.label) == (LocationQuality.PLACE, "Probestadt")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Karl-Marx-Straße 58b-60", "58b"),
        ("Karl-Marx-Straße 1-1a", "1"),
        ("Karl-Marx-Straße 4-5", "5"),
        ("Karl-Marx-Straße 4", "2"),  # the same side is nearer than across
        ("Karl-Marx-Straße 58a", "58"),
        ("Karl-Marx-Straße 5c", "5"),
        ("Karl-Marx-Straße 999", "60"),
        ("Karl-Marx-Straße 1 bis 3", "1"),
    ],
)
def test_an_unknown_number_gives_a_neighbour_and_says_so(written: str, number: str) -> None:
    found = _find(written)
    assert (found.kind, found.quality) == ("neighbour", LocationQuality.STREET)
    assert found.label == f"Karl-Marx-Straße {number}, 99992 Probestadt"
    assert 0.6 <= found.score <= 0.8


def test_a_street_without_number_gives_a_point_on_the_street() -> None:
    found = _find("Karl-Marx-Straße")
    assert (found.kind, found.quality) == ("street", LocationQuality.STREET)
    houses = [addressbook.house("Karl-Marx-Straße", n) for n in ("1", "2", "3", "5", "58", "60")]
    assert (found.lat, found.lon) in houses


def test_a_number_in_the_name_of_a_street_is_none_of_a_house() -> None:
    assert _find("An der B 102").kind == "street"
    assert _find("Straße des 17. Juni").kind == "street"


@pytest.mark.parametrize(
    ("place", "postcode", "district"),
    [
        ("Neudorf", "99991", "Neudorf"),
        ("Musterdorf OT Neudorf", "", "Neudorf"),
        ("Neudorf (Musterdorf)", "", "Neudorf"),
        ("Musterdorf / Neudorf", "", "Neudorf"),
        ("Musterdorf, Ortsteil Neudorf", "99991", "Neudorf"),
        ("OT Neudorf", "99991", "Neudorf"),
    ],
)
def test_the_ortsteil_decides_between_houses_of_the_same_address(
    place: str, postcode: str, district: str
) -> None:
    found = _find("Dorfstr. 2", postcode, place)
    assert (found.kind, found.label) == ("house", f"Dorfstraße 2, 99991 Musterdorf OT {district}")


@pytest.mark.parametrize(
    ("written", "postcode", "place"),
    [
        ("Dorfstraße 1", "99991", "Musterdorf"),  # the Gemeinde: in both Ortsteile
        ("Dorfstraße 1", "99991", ""),
        ("Dorfstraße 7", "99991", "Musterdorf"),  # only in the other Ortsteil of that name
        ("Dorfstraße 1", "", "Neudorf"),  # two places of this name
        ("Lindenstraße 1", "", ""),  # nothing says where
        ("Feldweg 1", "99991", "Musterdorf OT Musterdorf"),
        ("Karl-Marx-Straße 5", "99991", "Musterdorf"),
        ("Dorfstraße 9", "99993", "Musterdorf"),  # the postcode says otherwise
        ("Dorfstraße 1", "99993", "Musterdorf"),
        ("Dorfstraße 1", "99991", "Probestadt"),
        ("Dorfstraße 1", "", "Musterdorf, Beispielhausen"),
    ],
)
def test_what_can_mean_several_houses_is_no_house(written: str, postcode: str, place: str) -> None:
    found = _register().find(written, postcode=postcode, place=place)
    assert found is None or found.quality is not LocationQuality.HOUSE


def test_candidates_are_named() -> None:
    found = _find("Dorfstraße 1", "99991", "Musterdorf")
    assert (found.ambiguous, found.lat, found.quality) == (True, None, LocationQuality.NONE)
    assert found.candidates == (
        "Dorfstraße 1, 99991 Musterdorf",
        "Dorfstraße 1, 99991 Musterdorf OT Neudorf",
    )


def test_a_gemeinde_finds_what_only_one_of_its_ortsteile_has() -> None:
    found = _find("Feldweg 2", "99991", "Musterdorf")
    assert (found.kind, found.corrected) == ("house", False)


def test_it_is_told_in_which_of_several_streets_of_a_name_the_number_was_found() -> None:
    found = _find("Dorfstraße 7", "99991", "Musterdorf OT Neudorf")
    assert (found.kind, found.corrected) == ("house", False)
    found = _find("Dorfstraße 7", "99991", "")
    assert (found.kind, found.corrected) == ("house", True)


@pytest.mark.parametrize("postcode", ["99929", "99902", "99993"])
def test_with_a_wrong_postcode_the_place_counts_and_it_is_told(postcode: str) -> None:
    found = _find("Lindenstraße 12", postcode)
    assert (found.kind, found.postcode_fits, found.score) == ("house", False, 0.9)


def test_a_place_of_the_same_name_elsewhere_is_not_ours() -> None:
    assert _register().find("Dorfstraße 1", postcode="12345", place="Neudorf") is None
    assert _register().find("Dorfstraße 1", postcode="12345", place="Anderswo") is None
    assert _register().find("Dorfstraße 1", place="Anderswo") is None


def test_an_old_name_of_a_place_is_left_to_the_postcode_and_told() -> None:
    found = _find("Lindenstraße 12", place="Altprobe")
    assert (found.kind, found.place_fits, found.corrected) == ("house", False, True)


@pytest.mark.parametrize("place", ["Testlin", "Testlin (See)", "Testlin am See", "testlin/See"])
def test_an_addition_to_a_place_may_be_left_out(place: str) -> None:
    assert _find("Seeufer 3", "", place).kind == "house"


def test_an_unknown_street_gives_the_place() -> None:
    found = _find("Nirgendwoweg 5", "", "Testlin")
    assert (found.kind, found.label, found.score) == ("place", "Testlin (See)", 0.25)


def test_without_a_street_there_is_the_place() -> None:
    assert _find("").kind == "place"


def test_two_registers_streets_of_one_name_in_one_place_stay_apart() -> None:
    parts = [
        addressbook.Part("Weg", "99992", "", "Probestadt", "002", at, "1 2")
        for at in ((0.0, 0.0), (900.0, 0.0))
    ]
    found = AddressRegister(map(addressbook.street, parts)).find("Weg 1", place="Probestadt")
    assert found is not None
    assert found.ambiguous


def test_one_house_on_two_parts_of_a_street_is_one_house() -> None:
    parts = [
        addressbook.Part("Weg", code, "", "Probestadt", "002", (0.0, 0.0), "1")
        for code in ("99992", "99991")
    ]
    found = AddressRegister(map(addressbook.street, parts)).find("Weg 1", place="Probestadt")
    assert found is not None
    assert found.kind == "house"


_ROWS = st.sampled_from(addressbook.as_rows())


def _umlauts_out(text: str) -> str:
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ü", "Ue"), ("ß", "ss")):
        text = text.replace(umlaut, letters)
    return text


@given(_ROWS, st.sampled_from([str.upper, str.lower, str.title, _umlauts_out]))
def test_case_and_umlauts_do_not_matter(row: dict[str, str], change: object) -> None:
    assert callable(change)
    street = f"{row['street']} {row['number']}"
    place = f"{row['municipality']} OT {row['district']}"
    plain = _register().find(street, postcode=row["postcode"], place=place)
    changed = _register().find(change(street), postcode=row["postcode"], place=place)
    assert plain == changed
    assert plain is not None
    assert plain.kind == "house"


_TEXT = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{} {}{}".format,
        st.sampled_from([part.name for part in addressbook.PARTS] + ["Lindenstr", "Am Rin", "Weg"]),
        st.integers(0, 70),
        st.sampled_from(["", "a", "b", " b", "-60", "/9", " Haus 2", " x", "\n"]),
    ),
)
_PLACE = st.sampled_from(
    ["", "Probestadt", "Neudorf", "Musterdorf", "Musterdorf OT Neudorf", "Testlin", "Anderswo"]
)


@given(_TEXT, st.sampled_from(["", "99991", "99992", "99993", "12345"]), _PLACE)
def test_a_house_is_always_the_asked_number_in_the_asked_street(
    written: str, postcode: str, place: str
) -> None:
    found = _register().find(written, postcode=postcode, place=place)
    if found is None or found.quality is not LocationQuality.HOUSE:
        return
    name, number = splits(found.label.partition(",")[0])[0]
    bare = without_unit(written)
    assert any(number == canonical(asked) for _, asked in splits(bare) + splits(written))
    if not found.corrected:
        assert street_key(name) in {street_key(street) for street, _ in splits(written)}
    assert (found.lat, found.lon) in {
        point
        for street in _register().streets
        if street.name == name
        for house, point in street.houses.items()
        if house == number
    }


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=10))
def test_whatever_is_asked_gets_an_answer(street: str, place: str, postcode: str) -> None:
    found = _register().find(street, place=place, postcode=postcode)
    assert found is None or 0 <= found.score <= 1


def test_a_street_without_a_place_costs_no_look_at_all_streets() -> None:
    streets = [
        Street(
            name=f"Weg {at}",
            postcode="99992",
            district="",
            municipality="P",
            houses={"1": (52, 13)},
        )
        for at in range(20_000)
    ]
    register = AddressRegister(streets)
    begun = time.process_time()
    assert {register.find(f"Unbekannt {at}") for at in range(300)} == {None}
    assert time.process_time() - begun < 0.3
