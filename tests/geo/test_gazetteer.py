"""Built-in places answer as a person would who knows the county."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.areas import Level
from geo.assignment import AreaIndex
from geo.boundaries import read_areas
from geo.county import read_county
from geo.crs import WGS84, transform_xy
from geo.errors import UnreadableFile
from geo.gazetteer import Gazetteer, GazetteerPlace, read_gazetteer
from geo.resources import LocationQuality
from geo.shipped import data_dir


@cache
def _shipped() -> Gazetteer:
    return read_gazetteer(data_dir())


@pytest.mark.parametrize(
    ("text", "postcode", "name"),
    [
        ("Teltow", "14513", "Teltow"),
        ("TELTOW", "", "Teltow"),
        ("Stadt Teltow", "", "Teltow"),
        ("14513 Teltow", "", "Teltow"),
        ("D-14513 Teltow", "", "Teltow"),
        ("Stahnsdorf", "14532", "Stahnsdorf Ort"),
        ("Kloster Lehnin", "14797", "Lehnin"),
        ("Wiesenburg/Mark", "14827", "Wiesenburg"),
        ("Wiesenburg", "", "Wiesenburg"),
        ("Werder", "", "Werder (Havel)"),
        ("Werder/Havel", "", "Werder (Havel)"),
        ("Werder an der Havel", "", "Werder (Havel)"),
        ("Gross Kreutz", "", "Groß Kreutz"),
        ("Gr. Kreutz (Havel)", "", "Groß Kreutz"),
        ("Brueck", "", "Brück"),
        ("Pa\u0308wesin", "", "Päwesin"),
        ("Bergholz Rehbrücke", "", "Bergholz-Rehbrücke"),
        ("Belzig", "", "Bad Belzig"),
        ("Schwielowsee OT Caputh", "14548", "Caputh"),
        ("Schwielowsee, Ortsteil Caputh", "", "Caputh"),
        ("Schwielowsee - Geltow", "", "Geltow"),
        ("Caputh (Schwielowsee)", "", "Caputh"),
        ("Michendorf-Wilhelmshorst", "", "Wilhelmshorst"),
        ("Groß Kreutz (Havel) OT Jeserig", "14550", "Jeserig"),
        ("Werder (Havel) OT Glindow, Elisabethhöhe", "14542", "Glindow"),
        ("Rabenstein/Fläming OT Raben", "14823", "Raben"),
        ("Amt Niemegk OT Raben", "", "Raben"),
        ("Buchholz", "14547", "Buchholz"),
        ("Buchholz", "14823", "Buchholz b. Niemegk"),
        ("Buchholz bei Niemegk", "", "Buchholz b. Niemegk"),
        ("Jeserig", "14827", "Jeserig/Fläming"),
    ],
)
def test_usual_ways_of_writing_a_place_are_understood(text: str, postcode: str, name: str) -> None:
    found = _shipped().find(text, postcode=postcode)
    assert found is not None
    assert (found.name, found.quality, found.ambiguous) == (name, LocationQuality.PLACE, False)
    assert found.lat is not None


@pytest.mark.parametrize("postcode", ["14797", "14929"])
def test_the_postcode_chooses_among_places_of_the_same_name(postcode: str) -> None:
    found = _shipped().find("Rietz", postcode=postcode)
    assert found is not None
    assert found.ars[:9] == {"14797": "120690306", "14929": "120690632"}[postcode]


def test_the_gemeinde_chooses_among_places_of_the_same_name() -> None:
    found = _shipped().find("Rietz (Treuenbrietzen)")
    assert found is not None
    assert found.ars == "120690632632"


@pytest.mark.parametrize("text", ["Rietz", "Teltow, Stahnsdorf", "Beelitz OT Neuendorf"])
def test_a_name_with_several_meanings_gets_no_point(text: str) -> None:
    found = _shipped().find(text)
    assert found is not None
    assert (found.ambiguous, found.lat, found.lon) == (True, None, None)
    assert found.quality is LocationQuality.NONE
    assert len(found.candidates) == 2


@pytest.mark.parametrize(
    ("text", "area_id"),
    [
        ("Amt Beetzsee (mobil)", "120695902"),
        ("Amt Brück", "120695904"),
        ("Landkreis Potsdam-Mittelmark", "12069"),
        ("Potsdam-Mittelmark", "12069"),
    ],
)
def test_an_area_is_found_without_a_point(text: str, area_id: str) -> None:
    found = _shipped().find(text, postcode="14778")
    assert found is not None
    assert (found.ars, found.quality) == (area_id, LocationQuality.AREA)
    assert found.lat is None


def test_the_gemeinde_beetzsee_is_a_place_and_no_amt() -> None:
    found = _shipped().find("Beetzsee", postcode="14778")
    assert found is not None
    assert found.ars == "120695902018"


@pytest.mark.parametrize("text", ["Nuthetal", "Schwielowsee", "Seddiner See", "Havelsee"])
def test_a_gemeinde_without_a_place_of_its_name_says_which_place_stands_for_it(text: str) -> None:
    found = _shipped().find(text)
    assert found is not None
    assert found.name == text
    assert found.approximate_by in {p.name for p in _shipped().places if p.ars == found.ars}


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("Brandenburg an der Havel", ""),
        ("Potsdam", "14467"),
        ("Berlin-Buchholz", ""),
        ("Neuendorf", "16515"),
        ("Plaue", "14774"),
        ("Kirchmöser", "14774"),
        ("", "14513"),
        ("  ", ""),
        ("(mobil)", ""),
        ("OT", ""),
    ],
)
def test_what_lies_elsewhere_or_says_nothing_is_not_found(text: str, postcode: str) -> None:
    assert _shipped().find(text, postcode=postcode) is None


@pytest.mark.parametrize(("text", "postcode"), [("Teltow", "14512"), ("Nichel", "14823")])
def test_a_postcode_that_does_not_fit_is_told(text: str, postcode: str) -> None:
    found = _shipped().find(text, postcode=postcode)
    assert found is not None
    assert not found.postcode_fits


@pytest.mark.parametrize("postcode", ["", "x", "1451", "PLZ?"])
def test_what_is_no_postcode_is_ignored(postcode: str) -> None:
    found = _shipped().find("Teltow", postcode=postcode)
    assert found is not None
    assert found.postcode_fits


def test_every_shipped_place_finds_itself() -> None:
    for place in _shipped().places:
        found = _shipped().find(place.name, postcode=place.postcodes[0])
        assert found is not None
        assert (found.lat, found.lon, found.ars) == (place.lat, place.lon, place.ars)


def test_every_example_institution_is_placed_in_its_own_sozialraum() -> None:
    county = read_county(data_dir())
    areas = read_areas(data_dir() / "boundaries", county)
    index = AreaIndex(areas.at(Level.SOZIALRAUM), crs=areas.crs)
    path = data_dir() / "examples/einrichtungen.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert len(rows) == 104
    for row in rows:
        found = _shipped().find(row["ort"], postcode=row["plz"])
        if found is None:
            assert row["ort"] == "Brandenburg an der Havel"
        elif found.lat is None or found.lon is None:
            assert (row["ort"], found.ars) == ("Amt Beetzsee (mobil)", row["sozialraum_id"])
        else:
            x, y = transform_xy([found.lon], [found.lat], source=WGS84, target=areas.crs)
            position = index.assign(x, y, crs=areas.crs).position[0]
            assert index.areas[position].area_id == row["sozialraum_id"]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=40), postcode=st.text(max_size=6))
def test_any_text_gets_an_answer_or_none(text: str, postcode: str) -> None:
    found = _shipped().find(text, postcode=postcode)
    assert found is None or (found.lat is None) == (found.lon is None)


@settings(max_examples=100, deadline=None)
@given(spread=st.lists(st.tuples(st.floats(51, 53), st.floats(12, 14)), min_size=1, max_size=6))
def test_the_most_central_place_stands_for_a_gemeinde(
    spread: list[tuple[float, float]],
) -> None:
    places = [
        GazetteerPlace(name=f"Ort{at}", ars="9", postcodes=(), lat=lat, lon=lon)
        for at, (lat, lon) in enumerate(spread)
    ]
    found = Gazetteer(places, gemeinden={"9": "Seenland"}).find("Seenland")
    assert found is not None

    def total(lat: float, lon: float) -> float:
        width = math.cos(math.radians(lat))
        return sum(math.hypot((b - lon) * width, a - lat) for a, b in spread)

    assert found.lat is not None
    assert found.lon is not None
    assert total(found.lat, found.lon) == min(total(lat, lon) for lat, lon in spread)


def test_a_wrong_coordinate_is_refused(tmp_path: Path) -> None:
    for name in ("county.toml", "gemeinden.csv", "sozialraeume.csv"):
        (tmp_path / name).write_bytes((data_dir() / name).read_bytes())
    (tmp_path / "orte.csv").write_text("ars,ort,plz,lat,lon\n1,A,1,x,2\n", "utf-8")
    with pytest.raises(UnreadableFile, match="keine Zahl"):
        read_gazetteer(tmp_path)
