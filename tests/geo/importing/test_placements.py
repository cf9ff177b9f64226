"""Offers stand where a person has put them, list after list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from geo.importing import Decisions, ImportResult, Placement
from geo.resources import LocationQuality

Load = Callable[..., ImportResult]
HEADER = "ID;Name;Kategorie;Straße;Ort"
ROW = ("K1", "Treff", "", "Musterweg 1", "Nirgendwo")
SPOT = Placement(52.30, 12.88)


def _codes(result: ImportResult) -> set[str]:
    return {issue.code for issue in result.rows[0].issues}


def test_a_row_without_a_coordinate_stands_where_it_was_put(load: Load) -> None:
    result = load(HEADER, ROW, decisions=Decisions(placements={"K1": SPOT}))
    (treff,) = result.resources
    assert (treff.lat, treff.lon, treff.location_quality) == (52.30, 12.88, LocationQuality.MANUAL)
    assert treff.sozialraum_id == "990010002"
    assert "ort_von_hand" in _codes(result)
    assert "ohne_ort" not in _codes(result)


def test_a_chosen_place_is_named_and_no_house(load: Load) -> None:
    place = replace(SPOT, quality=LocationQuality.PLACE, label="Probestadt")
    result = load(HEADER, ROW, decisions=Decisions(placements={"K1": place}))
    assert result.resources[0].location_quality is LocationQuality.PLACE
    assert any("Probestadt" in issue.message for issue in result.rows[0].issues)


def test_a_coordinate_of_the_list_holds(load: Load) -> None:
    row = ("K1", "Treff", "52.31", "12.89")
    result = load("ID;Name;lat;lon", row, decisions=Decisions(placements={"K1": SPOT}))
    assert (result.resources[0].lat, result.resources[0].lon) == (52.31, 12.89)
    assert result.decisions.placements.keys() == {"K1"}


def test_a_protected_place_is_never_set(load: Load) -> None:
    row = ("K1", "Zuflucht", "Frauenhaus", "", "Probestadt")
    result = load(HEADER, row, decisions=Decisions(placements={"K1": SPOT}))
    assert not result.resources[0].has_point or result.resources[0].lat != SPOT.lat
    assert result.resources[0].location_quality is not LocationQuality.MANUAL


def test_a_placement_survives_another_spelling_of_the_name(load: Load) -> None:
    first = load(HEADER, ROW, decisions=Decisions(placements={"K1": SPOT})).decisions
    renamed = ("K1", "Treff am Markt", *ROW[2:])
    assert load(HEADER, renamed, decisions=first).resources[0].has_point


def test_another_address_under_the_same_key_ends_the_placement(load: Load) -> None:
    first = load(HEADER, ROW, decisions=Decisions(placements={"K1": SPOT})).decisions
    moved = load(HEADER, ("K1", "Treff", "", "Anderer Weg 9", "Nirgendwo"), decisions=first)
    assert not moved.resources[0].has_point
    assert "ort_von_hand_veraltet" in _codes(moved)
    assert moved.decisions.placements == {}


def test_a_placement_waits_for_its_row_to_come_back(load: Load) -> None:
    decided = Decisions(placements={"K9": SPOT})
    assert load(HEADER, ROW, decisions=decided).decisions.placements == {"K9": SPOT}


def test_without_a_key_of_the_list_name_and_address_are_the_key(load: Load) -> None:
    key = load("Name;Straße;Ort", ("Treff", "Musterweg 1", "X")).resources[0].resource_id
    decided = Decisions(placements={key: SPOT})
    again = load("Name;Straße;Ort", ("TREFF", "Musterweg  1", "x"), decisions=decided)
    assert again.resources[0].location_quality is LocationQuality.MANUAL


def test_a_place_that_was_taken_back_is_forgotten(load: Load) -> None:
    first = load(HEADER, ROW, decisions=Decisions(placements={"K1": SPOT})).decisions
    taken_back = first.merged(Decisions(placements={"K1": None}))
    again = load(HEADER, ROW, decisions=taken_back)
    assert not again.resources[0].has_point
    assert not again.decisions.placements
