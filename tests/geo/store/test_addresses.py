"""The register in the database, and the turns at an online service."""

from __future__ import annotations

import addressbook
import pytest

from geo.geocoding.online import OnlineAnswer
from geo.resources import LocationQuality
from geo.store import addresses, geocoder
from geo.store.database import Database

STREETS = [addressbook.street(part) for part in addressbook.PARTS]


def _replace(database: Database, count: int) -> addresses.RegisterState:
    with database.writing() as session:
        return addresses.replace_register(
            session, STREETS[:count], source="Amt", licence="frei", file_name="hk.txt"
        )


def test_without_a_load_there_is_no_register(database: Database) -> None:
    with database.reading() as session:
        assert addresses.register_state(session) is None
        assert addresses.load_register(session) is None


def test_a_register_is_read_as_it_was_written(database: Database) -> None:
    state = _replace(database, len(STREETS))
    with database.reading() as session:
        assert addresses.register_state(session) == state
        register = addresses.load_register(session)
    assert register is not None
    assert (register.source, register.licence) == ("Amt", "frei")
    assert register.houses == state.houses == sum(len(street.houses) for street in STREETS)
    for mine, read in zip(STREETS, register.streets, strict=True):
        assert (mine.name, mine.label("1"), dict(mine.houses)) == (
            read.name,
            read.label("1"),
            dict(read.houses),
        )


def test_another_register_takes_the_place_of_the_first_and_gets_another_number(
    database: Database,
) -> None:
    first, second = _replace(database, 5), _replace(database, 2)
    assert second.number == first.number + 1
    with database.reading() as session:
        register = addresses.load_register(session)
    assert register is not None
    assert len(register.streets) == second.streets == 2


def test_a_failed_load_leaves_the_register_as_it_was(database: Database) -> None:
    state = _replace(database, 3)

    def interrupted() -> None:
        with database.writing() as session:
            addresses.replace_register(session, [], source="", licence="", file_name="")
            raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError, match="interrupted"):
        interrupted()
    with database.reading() as session:
        assert addresses.register_state(session) == state


def test_answers_are_kept_even_if_nothing_was_found(database: Database) -> None:
    house = OnlineAnswer(
        service="a.example", lat=52.0, lon=13.0, quality=LocationQuality.HOUSE, label="Weg 1"
    )
    nothing = OnlineAnswer(service="a.example")
    with database.reading() as session:
        before = geocoder.answers_state(session)
    with database.writing() as session:
        geocoder.keep_answer(session, "weg|1||", nothing)
        geocoder.keep_answer(session, "weg|2||", nothing)
    with database.writing() as session:
        geocoder.keep_answer(session, "weg|1||", house)
    with database.reading() as session:
        assert geocoder.answers(session) == {"weg|1||": house, "weg|2||": nothing}
        assert geocoder.answers_state(session) != before


def test_turns_are_a_pause_apart_whoever_takes_them(database: Database) -> None:
    moments = []
    for _ in range(3):
        with database.writing() as session:
            moments.append(geocoder.take_turn(session, 1_000.0, pause=1.0))
    assert moments == [1_000.0, 1_001.0, 1_002.0]
    with database.writing() as session:
        assert geocoder.take_turn(session, 2_000.0, pause=1.0) == 2_000.0


def test_a_clock_that_went_wrong_stops_nobody_for_long(database: Database) -> None:
    with database.writing() as session:
        geocoder.take_turn(session, 9_000_000.0, pause=1.0)
    with database.writing() as session:
        assert geocoder.take_turn(session, 1_000.0, pause=1.0) == 1_000.0
