"""Coordinates of every kind, declared or guessed."""

from __future__ import annotations

from collections.abc import Callable

import factories
import numpy as np
import pytest

from geo.crs import transform_xy
from geo.errors import UnknownCrs
from geo.importing import Decisions, ImportResult, Shape
from geo.resources import LocationQuality

Load = Callable[..., ImportResult]
EAST, NORTH = factories.ORIGIN
LATLON = "EPSG:4326"
METRES = [
    (EAST + 5_000, NORTH + 5_000),
    (EAST + 15_000, NORTH + 5_000),
    (EAST + 25_000, NORTH + 15_000),
]
SOZIALRAEUME = ["990010001", "990010002", "990010003"]


def _in(crs: str) -> list[tuple[float, float]]:
    x, y = transform_xy(*np.transpose(METRES), source=factories.CRS, target=crs)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _codes(result: ImportResult, row: int | None = None) -> set[str]:
    found = {issue.code for issue in result.report.issues if issue.row == row}
    return found - {"kategoriespalte_fehlt", "ohne_ort"}


def _rows(crs: str, *, swap: bool = False) -> list[tuple[str, ...]]:
    pairs = [(y, x) if swap else (x, y) for x, y in _in(crs)]
    return [(f"A{n}", f"{x:.7f}", f"{y:.7f}") for n, (x, y) in enumerate(pairs)]


def _sozialraeume(result: ImportResult) -> list[str | None]:
    return [resource.sozialraum_id for resource in result.resources]


def test_latitude_and_longitude_are_no_guess(load: Load) -> None:
    result = load("Name;lon;lat", *_rows("EPSG:4326"))
    assert _sozialraeume(result) == SOZIALRAEUME
    assert (result.crs, _codes(result)) == ("EPSG:4326", set())
    assert (result.report.imported, result.report.rows) == (3, 3)


def test_a_point_is_kept_as_it_was_written(load: Load) -> None:
    found = load("Name;lat;lon", ("A", "52,2435670", "12.7612345")).resources[0]
    assert (found.lat, found.lon) == (52.243567, 12.7612345)
    assert found.location_quality is LocationQuality.HOUSE


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:25833", "EPSG:25832", "EPSG:3857"])
@pytest.mark.parametrize("swap", [False, True], ids=["x first", "swapped"])
def test_an_unknown_crs_is_found_by_hits_and_told_as_a_guess(
    load: Load,
    crs: str,
    swap: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    result = load("Name;x;y", *_rows(crs, swap=swap))
    assert (result.crs, _sozialraeume(result)) == (crs, SOZIALRAEUME)
    assert _codes(result) == {"crs_geraten"} | ({"achsen_vertauscht"} if swap else set())
    guess = next(i for i in result.report.issues if i.code == "crs_geraten")
    assert "3 von 3 Punkten" in guess.message


@pytest.mark.parametrize(
    ("header", "crs"),
    [("Name;UTM33 Ost;UTM33 y", "EPSG:25833"), ("Name;x;y", "EPSG:25833")],
)
def test_a_crs_in_the_header_or_chosen_by_a_person_is_no_guess(
    load: Load, header: str, crs: str
) -> None:
    chosen = None if "33" in header else crs
    result = load(header, *_rows(crs), decisions=Decisions(crs=chosen))
    assert (_sozialraeume(result), _codes(result)) == (SOZIALRAEUME, set())


def test_swapped_latitude_and_longitude_are_turned_back(load: Load) -> None:
    result = load("Name;lat;lon", *_rows("EPSG:4326"))
    assert (_sozialraeume(result), _codes(result)) == (SOZIALRAEUME, {"achsen_vertauscht"})


def test_a_wrong_declared_zone_is_named(load: Load) -> None:
    shapes = [Shape(x=x, y=y) for x, y in METRES]
    result = load("Name", ("A",), ("B",), ("C",), shapes=shapes, crs="EPSG:25832")
    assert (_sozialraeume(result), _codes(result)) == (SOZIALRAEUME, {"zone_falsch"})
    issue = next(i for i in result.report.issues if i.code == "zone_falsch")
    assert "liegen 6° daneben: Angegeben ist EPSG:25832" in issue.message
    assert "nach den Zahlen ist es EPSG:25833" in issue.message


def test_a_declared_crs_beyond_the_candidates_is_used(load: Load) -> None:
    shapes = [Shape(x=x, y=y) for x, y in _in("EPSG:31468")]
    result = load("Name", ("A",), ("B",), ("C",), shapes=shapes, crs="EPSG:31468")
    assert (_sozialraeume(result), _codes(result)) == (SOZIALRAEUME, set())


def test_a_declared_crs_holds_when_all_points_are_elsewhere_in_germany(load: Load) -> None:
    result = load("Name;lat;lon", ("München", "48.137", "11.575"))
    assert result.resources[0].lat == 48.137
    assert _codes(result, 2) == {"ausserhalb"}


def test_an_unknown_chosen_crs_is_an_error(load: Load) -> None:
    with pytest.raises(UnknownCrs):
        load("Name;x;y", *_rows("EPSG:25833"), decisions=Decisions(crs="EPSG:999999"))


def test_coordinates_without_any_hit_stay_unused(load: Load) -> None:
    result = load("Name;x;y", ("A", "1", "2"), ("B", "9999999", "3"))
    assert _codes(result) == {"crs_unbekannt"}
    assert [r.location_quality for r in result.resources] == [LocationQuality.NONE] * 2


def test_a_single_swapped_row_is_turned_back(load: Load) -> None:
    rows = _rows("EPSG:4326")
    rows[1] = (rows[1][0], rows[1][2], rows[1][1])
    result = load("Name;lon;lat", *rows)
    assert _sozialraeume(result) == SOZIALRAEUME
    assert _codes(result, 3) == {"koordinate_vertauscht"}


@pytest.mark.parametrize(("lon", "lat"), [("0", "0"), ("170", "-40"), ("9" * 9, "9" * 9)])
def test_a_single_impossible_row_goes_without_point(load: Load, lon: str, lat: str) -> None:
    result = load("Name;lon;lat", *_rows("EPSG:4326"), ("Weit", lon, lat))
    assert _codes(result, 5) == {"koordinate_unplausibel"}
    assert not result.resources[3].has_point


def test_an_impossible_row_is_placed_by_its_place(load: Load) -> None:
    result = load("Name;lat;lon;Ort", ("A", "0", "0", "Probestadt"))
    assert result.resources[0].location_quality is LocationQuality.PLACE
    assert _codes(result, 2) == {"koordinate_unplausibel", "ort_ungefaehr"}


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("52.3", "", "koordinate_unvollstaendig"),
        ("n. b.", "12.8", "koordinate_unlesbar"),
        ("52° 78'", "12.8", "koordinate_unlesbar"),
        ("1e400", "12.8", "koordinate_unlesbar"),
        ("nan", "nan", "koordinate_unlesbar"),
    ],
)
def test_a_coordinate_that_is_no_number_is_told(load: Load, lat: str, lon: str, code: str) -> None:
    result = load("Name;lat;lon", ("A", lat, lon))
    assert (_codes(result, 2), result.resources[0].has_point) == ({code}, False)


@pytest.mark.parametrize("text", ["52.2435, 12.7612", "52,2435 12,7612", "POINT (12.7612 52.2435)"])
def test_both_coordinates_in_one_cell(load: Load, text: str) -> None:
    found = load("Name;Koordinaten", ("A", text)).resources[0]
    assert (found.lat, found.lon) == (52.2435, 12.7612)


def test_one_cell_without_a_pair_is_told(load: Load) -> None:
    result = load("Name;Koordinaten", ("A", "52.2435, 12.7612"), ("B", "siehe 7"))
    assert _codes(result, 3) == {"koordinate_unlesbar"}


def test_decimal_comma_and_blanks_in_metres(load: Load) -> None:
    result = load("Name;Rechtswert;Hochwert", ("A", "345 000,5", "5.795.000,25"))
    assert (result.crs, _sozialraeume(result)) == ("EPSG:25833", ["990010001"])


def test_an_area_is_represented_by_a_point_and_told(load: Load) -> None:
    shapes = [Shape(x=METRES[0][0], y=METRES[0][1], is_point=False)]
    result = load("Name", ("A",), shapes=shapes, crs="EPSG:25833")
    assert result.resources[0].location_quality is LocationQuality.AREA
    assert _codes(result, 2) == {"geometrie_punkt"}


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("Hausadresse", LocationQuality.HOUSE),
        ("Straße", LocationQuality.STREET),
        ("von Hand gesetzt", LocationQuality.MANUAL),
        ("", LocationQuality.HOUSE),
    ],
)
def test_the_list_says_how_exact_its_points_are(
    load: Load, text: str, quality: LocationQuality
) -> None:
    row = (*_rows("EPSG:4326")[0], text)
    assert load("Name;lon;lat;Koordinate", row).resources[0].location_quality is quality


def test_an_unknown_exactness_is_told(load: Load) -> None:
    row = (*_rows("EPSG:4326")[0], "Pi mal Daumen")
    result = load("Name;lon;lat;Lagegenauigkeit", row)
    assert _codes(result, 2) == {"lagegenauigkeit_unbekannt"}


def test_a_crs_named_by_its_number_in_the_header_is_no_guess(load: Load) -> None:
    result = load("Name;Rechtswert (EPSG:31468);Hochwert", *_rows("EPSG:31468"))
    assert (result.crs, _sozialraeume(result)) == ("EPSG:31468", SOZIALRAEUME)
    assert _codes(result) == set()


def test_gps_in_the_header_means_degrees(load: Load) -> None:
    result = load("Name;GPS Ost;GPS Nord", *_rows("EPSG:4326"))
    assert (result.crs, _codes(result)) == ("EPSG:4326", set())


def test_the_zone_before_the_easting_is_understood_and_told(load: Load) -> None:
    rows = [(name, f"33{x}", y) for name, x, y in _rows("EPSG:25833")]
    result = load("Name;Ostwert;Nordwert", *rows)
    assert (result.crs, _sozialraeume(result)) == ("EPSG:5650", SOZIALRAEUME)
    assert _codes(result) == {"crs_geraten"}


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("52° 18' 36\" N", "12° 48' 0\" O"),
        ("52°18,6'N", "12°48'E"),
        ("52.31°", "12.8° O"),
        ("N 52,31°", "E 12,8°"),
    ],
)
def test_degrees_minutes_and_seconds_are_read(load: Load, lat: str, lon: str) -> None:
    (row,) = load("Name;Breite;Länge", ("A", lat, lon)).resources
    assert (row.lat, row.lon) == (52.31, 12.8)


@pytest.mark.parametrize(
    "text", ["52°18'36\"N 12°48'0\"E", "12,8° O; 52,31° N", "52.31°, 12.8°", "N52.31° E12.8°"]
)
def test_two_angles_in_one_cell_are_read(load: Load, text: str) -> None:
    (row,) = load("Name;Koordinaten", ("A", text)).resources
    assert (row.lat, row.lon) == (52.31, 12.8)


RARE = [
    "EPSG:5650",
    "EPSG:4647",
    "EPSG:31466",
    "EPSG:31467",
    "EPSG:31468",
    "EPSG:31469",
    "EPSG:3035",
    "EPSG:3068",
]


@pytest.mark.parametrize("crs", RARE)
def test_old_and_rare_systems_are_found_by_hits(load: Load, crs: str) -> None:
    result = load("Name;Rechtswert;Hochwert", *_rows(crs))
    assert (result.crs, _sozialraeume(result)) == (crs, SOZIALRAEUME)
    assert _codes(result) == {"crs_geraten"}
    assert result.crs_candidates[0].crs == crs
    assert (result.crs_candidates[0].hits, result.crs_candidates[0].points) == (3, 3)


@pytest.mark.parametrize(
    ("headers", "crs"),
    [
        ("GK4 Rechtswert;GK4 Hochwert", "EPSG:31468"),
        ("Rechtswert (Gauß-Krüger, Zone 4);Hochwert", "EPSG:31468"),
        ("Rechtswert EPSG 31469;Hochwert EPSG 31469", "EPSG:31469"),
        ("x (Soldner);y (Soldner)", "EPSG:3068"),
        ("Ostwert (ETRS89/UTM33N);Nordwert", "EPSG:25833"),
        ("x_25832;y_25832", "EPSG:25832"),
    ],
)
def test_headers_declare_a_system(load: Load, headers: str, crs: str) -> None:
    result = load(f"Name;{headers}", *_rows(crs))
    assert (result.crs, _sozialraeume(result), _codes(result)) == (crs, SOZIALRAEUME, set())


def test_a_zone_before_the_easting_of_the_declared_system_is_no_guess(load: Load) -> None:
    result = load("Name;UTM33 Ost;UTM33 Nord", *_rows("EPSG:5650"))
    assert (result.crs, _sozialraeume(result)) == ("EPSG:5650", SOZIALRAEUME)
    assert _codes(result) == {"zone_vorangestellt"}


def test_metres_under_latitude_and_longitude_contradict(load: Load) -> None:
    result = load("Name;lon;lat", *_rows("EPSG:25833"))
    assert (result.crs, _codes(result)) == ("EPSG:25833", {"crs_widerspricht"})


def test_metres_in_a_geojson_without_crs_are_read_and_told(load: Load) -> None:
    shapes = [Shape(x=x, y=y) for x, y in METRES]
    result = load("Name", ("A",), ("B",), ("C",), shapes=shapes, crs="EPSG:4326")
    assert (_sozialraeume(result), _codes(result)) == (SOZIALRAEUME, {"crs_widerspricht"})


def test_an_unknown_crs_of_the_file_is_told_and_guessed(load: Load) -> None:
    shapes = [Shape(x=x, y=y) for x, y in METRES]
    result = load("Name", ("A",), ("B",), ("C",), shapes=shapes, crs="EPSG:999999")
    assert result.crs == "EPSG:25833"
    assert _codes(result) == {"crs_angabe_unbekannt", "crs_geraten"}


def test_a_list_of_another_region_is_noticed(load: Load) -> None:
    result = load("Name;lat;lon", ("A", "48.137", "11.575"), ("B", "48.2371", "11.6751"))
    assert "alle_ausserhalb" in _codes(result)


def test_decimal_signs_that_excel_took_away_are_put_back(load: Load) -> None:
    mangled = [(n, x.replace(".", ""), f"{y[:2]}.{y[3:6]}.{y[6:9]}") for n, x, y in _rows(LATLON)]
    result = load("Name;lon;lat", *mangled)
    assert (result.crs, _sozialraeume(result)) == ("EPSG:4326", SOZIALRAEUME)
    assert _codes(result) == {"dezimalzeichen_fehlt"}
    assert _codes(result, 2) == {"koordinate_umgerechnet"}
    told = next(issue for issue in result.report.issues if issue.row == 2)
    assert "52,2" in told.message


def test_points_between_thousands_are_understood_where_nothing_else_fits(load: Load) -> None:
    result = load("Name;x;y", ("A", "345.123", "5.795.123"), ("B", "345123", "5795123"))
    assert result.resources[0].lat == result.resources[1].lat
    assert _codes(result) == {"crs_geraten", "dezimalzeichen_fehlt"}
    assert _codes(result, 3) == set()


@pytest.mark.parametrize("other", ["EPSG:25833", "EPSG:31468", "EPSG:3857", "EPSG:4647"])
def test_a_single_row_in_another_system_is_read_with_it_and_told(load: Load, other: str) -> None:
    odd = ("D", *_rows(other)[0][1:])
    result = load("Name;lon;lat", *_rows(LATLON), odd)
    assert _sozialraeume(result) == [*SOZIALRAEUME, SOZIALRAEUME[0]]
    assert (_codes(result), _codes(result, 5)) == (set(), {"koordinate_anderes_system"})


def test_letters_turn_a_single_row_around(load: Load) -> None:
    result = load("Name;Breite;Länge", ("A", "12° 48' O", "52° 18' 36\" N"))
    assert (result.resources[0].lat, result.resources[0].lon) == (52.31, 12.8)
    assert "koordinate_vertauscht" in _codes(result, 2)


def test_a_converted_coordinate_shows_what_was_read(load: Load) -> None:
    result = load("Name;Koordinaten", ("A", "33U 345000 5795000"))
    (issue,) = (issue for issue in result.report.issues if issue.code == "koordinate_umgerechnet")
    assert (issue.row, issue.value) == (2, "33U 345000 5795000")
    assert "52,2" in issue.message
    assert result.crs == "EPSG:25833"


def test_an_unknown_system_named_by_a_cell_is_told(load: Load) -> None:
    result = load("Name;Koordinaten", ("A", "SRID=999999;POINT(1 2)"))
    assert (_codes(result), result.resources[0].has_point) == ({"crs_angabe_unbekannt"}, False)


def test_an_empty_geometry_in_a_cell_is_no_place_and_no_mistake(load: Load) -> None:
    result = load("Name;Koordinaten", ("A", "POINT EMPTY"))
    assert (_codes(result, 2), result.resources[0].has_point) == (set(), False)


def test_an_empty_pair_of_columns_gives_way_to_the_next(load: Load) -> None:
    rows = [(name, "", "", x, y) for name, x, y in _rows("EPSG:25833")]
    assert load("Name;lat;lon;x;y", *rows).crs == "EPSG:25833"


def test_both_numbers_in_one_of_two_columns_are_found(load: Load) -> None:
    result = load("Name;lat;lon", ("A", "52.2435, 12.7612", ""))
    assert (result.resources[0].lat, result.resources[0].lon) == (52.2435, 12.7612)


def test_coordinates_of_two_decimals_are_called_coarse(load: Load) -> None:
    rows = [(f"A{n}", f"12.7{n}", f"52.2{n}") for n in range(6)]
    result = load("Name;lon;lat", *rows)
    assert _codes(result) == {"koordinaten_grob"}
    assert {r.location_quality for r in result.resources} == {LocationQuality.PLACE}


def test_many_offers_at_one_point_are_noticed(load: Load) -> None:
    rows = [(f"A{n}", "12.76123", "52.24356") for n in range(6)]
    assert _codes(load("Name;lon;lat", *rows)) == {"koordinaten_gleich"}


def test_a_bad_coordinate_leaves_the_place_of_the_row(load: Load) -> None:
    result = load("Name;lat;lon;Ort", ("A", "1e308", "12.8", "Probestadt"))
    assert result.resources[0].location_quality is LocationQuality.PLACE


def test_what_a_person_has_chosen_holds_against_more_hits(load: Load) -> None:
    rows = [*_rows("EPSG:25833"), ("D", *_rows("EPSG:31468")[0][1:])]
    chosen = load("Name;x;y", *rows, decisions=Decisions(crs="EPSG:31468"))
    assert (load("Name;x;y", *rows).crs, chosen.crs) == ("EPSG:25833", "EPSG:31468")
    assert _codes(chosen) == set()
    assert _codes(chosen, 2) == {"koordinate_anderes_system"}
