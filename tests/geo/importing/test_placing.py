"""Places and Sozialräume."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geo.importing import ImportResult
from geo.resources import LocationQuality, Resource

Load = Callable[..., ImportResult]


def _only(result: ImportResult) -> tuple[Resource, set[str]]:
    codes = {issue.code for issue in result.report.issues if issue.row is not None}
    return result.resources[0], codes


def test_a_row_is_placed_by_its_place(load: Load) -> None:
    found, codes = _only(load("Name;PLZ;Ort", ("A", "99992", "Probestadt")))
    assert (found.location_quality, found.sozialraum_id) == (LocationQuality.PLACE, "990010002")
    assert found.has_point
    assert codes == {"ort_ungefaehr"}


def test_a_row_without_place_is_kept_without_point(load: Load) -> None:
    found, codes = _only(load("Name;Ort", ("A", "Atlantis")))
    assert (found.has_point, found.location_quality) == (False, LocationQuality.NONE)
    assert codes == {"ohne_ort"}


def test_an_ambiguous_place_gives_no_point(load: Load) -> None:
    found, codes = _only(load("Name;Ort", ("A", "Neudorf")))
    assert (found.has_point, codes) == (False, {"ort_mehrdeutig"})


def test_the_postcode_makes_a_place_unambiguous(load: Load) -> None:
    found, codes = _only(load("Name;PLZ;Ort", ("A", "99993", "Neudorf")))
    assert (found.sozialraum_id, codes) == ("990010003", {"ort_ungefaehr"})


def test_a_postcode_of_another_place_is_told(load: Load) -> None:
    found, codes = _only(load("Name;PLZ;Ort", ("A", "99996", "Probestadt")))
    assert found.sozialraum_id == "990010002"
    assert codes == {"plz_abweichend", "ort_ungefaehr"}


def test_a_gemeinde_or_amt_without_centre_is_an_area(load: Load) -> None:
    found, codes = _only(load("Name;Ort", ("A", "Amt West")))
    assert (found.has_point, found.location_quality) == (False, LocationQuality.AREA)
    assert (found.sozialraum_id, codes) == ("990010001", {"nur_gebiet"})


def test_a_mobile_offer_with_service_areas_needs_no_point(load: Load) -> None:
    row = ("A", "mobil", "990010001", "Probestadt")
    found, codes = _only(load("Name;Art;Einzugsgebiet;Ort", row))
    assert (found.has_point, found.location_quality) == (False, LocationQuality.AREA)
    assert codes == set()


def test_a_mobile_offer_with_a_street_is_placed(load: Load) -> None:
    row = ("A", "mobil", "990010001", "Weg 1", "Probestadt")
    found, _ = _only(load("Name;Art;Einzugsgebiet;Straße;Ort", row))
    assert found.has_point


def test_a_telephone_service_needs_no_place(load: Load) -> None:
    found, codes = _only(load("Name;Art", ("A", "telefonisch")))
    assert (found.location_quality, codes) == (LocationQuality.NONE, set())


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Name;Anschrift", ("A", "Musterweg 1, 99992 Probestadt")),
        ("Name;Straße;PLZ/Ort", ("A", "Musterweg 1", "99992 Probestadt")),
        ("Name;Straße;Hausnummer;PLZ;Ort", ("A", "Musterweg", "1", "99992", "Probestadt")),
        ("Name;Straße", ("A", "Musterweg 1, 99992 Probestadt")),
    ],
)
def test_an_address_is_understood_however_its_cells_are_cut(
    load: Load, header: str, row: tuple[str, ...]
) -> None:
    found, _ = _only(load(header, row))
    assert (found.street, found.postcode, found.place) == ("Musterweg 1", "99992", "Probestadt")


@pytest.mark.parametrize("text", ["990010003", "Amt Ost", "amt ost"])
def test_without_point_the_sozialraum_of_the_list_holds(load: Load, text: str) -> None:
    found, codes = _only(load("Name;Sozialraum", ("A", text)))
    assert (found.sozialraum_id, codes) == ("990010003", {"ohne_ort"})


def test_an_unknown_sozialraum_is_told(load: Load) -> None:
    _, codes = _only(load("Name;Sozialraum", ("A", "Atlantis")))
    assert codes == {"sozialraum_unbekannt", "ohne_ort"}


def test_the_point_wins_over_the_list(
    load: Load, place: Callable[[float, float], tuple[float, float]]
) -> None:
    lon, lat = place(5_000, 5_000)
    row = ("A", str(lon), str(lat), "990010003")
    found, codes = _only(load("Name;lon;lat;Sozialraum", row))
    assert (found.sozialraum_id, codes) == ("990010001", {"sozialraum_abweichend"})


def test_a_point_outside_is_kept_with_nearest_and_distance(
    load: Load, place: Callable[[float, float], tuple[float, float]]
) -> None:
    lon, lat = place(33_200, 5_000)
    result = load("Name;lon;lat", ("A", str(lon), str(lat)))
    found, codes = _only(result)
    assert (found.sozialraum_id, found.has_point) == ("990010003", True)
    assert found.outside_m == pytest.approx(3_200, abs=1)
    assert codes == {"ausserhalb"}
    message = next(i.message for i in result.report.issues if i.code == "ausserhalb")
    assert "3,2 km von Amt Ost" in message


def test_why_a_row_has_no_place_is_told_as_it_is(load: Load) -> None:
    result = load(
        "Name;Ort;lat;lon",
        ("A", "", "", ""),
        ("B", "Potsdam", "", ""),
        ("C", "Probestadt", "x", "y"),
    )
    by_row = {i.row: i.message for i in result.report.issues if i.code in {"ohne_ort"}}
    assert by_row[2].startswith("Die Zeile nennt weder eine brauchbare Koordinate noch einen Ort;")
    assert by_row[3].startswith("Den Ort „Potsdam“ kennt das Ortsverzeichnis des Kreises nicht;")
    approximate = next(i for i in result.report.issues if i.code == "ort_ungefaehr")
    assert (approximate.row, approximate.message[:29]) == (4, "Ohne brauchbare Koordinate; d")


@pytest.mark.parametrize("number", ["2026-05-03", "03. Mai", "3.Mai"])
def test_a_date_as_house_number_is_told(load: Load, number: str) -> None:
    result = load("Name;Straße;Hausnummer;Ort", ("A", "Am Weg", number, "Probestadt"))
    issue = next(i for i in result.report.issues if i.code == "hausnummer_datum")
    assert (issue.value, issue.column) == (number, "Hausnummer")
    assert result.resources[0].street == f"Am Weg {number}"


@pytest.mark.parametrize("number", ["3", "12a", "3-5", "3/5", "12 a-c", ""])
def test_a_house_number_is_no_date(load: Load, number: str) -> None:
    result = load("Name;Straße;Hausnummer;Ort", ("A", "Am Weg", number, "Probestadt"))
    assert "hausnummer_datum" not in result.report.totals


def test_what_is_no_part_of_an_address_is_told_and_not_shown(load: Load) -> None:
    result = load("Name;Anschrift", ("A", "Weg 1, 99992 Probestadt, Tel. 0331 12"))
    assert result.resources[0].place == "Probestadt"
    issue = next(i for i in result.report.issues if i.code == "anschrift_gekuerzt")
    assert issue.message.endswith("fehlt beim Angebot: „Tel. 0331 12“.")


def test_the_part_of_a_place_after_the_comma_is_not_lost(load: Load) -> None:
    found, _ = _only(load("Name;PLZ/Ort", ("A", "99992 Probestadt, OT Nirgends")))
    assert (found.postcode, found.place) == ("99992", "Probestadt, OT Nirgends")


@pytest.mark.parametrize(
    "place", ["Am Weg 1, 99992 Probestadt", "99992 Probestadt, Am Weg 1", "99992 Probestadt"]
)
def test_a_street_in_the_place_is_not_lost(load: Load, place: str) -> None:
    found, codes = _only(load("Name;Ort", ("A", place)))
    assert (found.postcode, found.place) == ("99992", "Probestadt")
    assert found.street == ("Am Weg 1" if "Weg" in place else "")
    assert codes == {"ort_ungefaehr"}


@pytest.mark.parametrize(
    "place",
    ["Am Weg 1, 99992 Probestadt", "99992 Probestadt, Am Weg 1, Tel. 1", "Am Weg 1", "Am Weg 1-3"],
)
def test_the_street_of_a_protected_offer_is_nowhere(load: Load, place: str) -> None:
    result = load("Name;Kategorie;Ort", ("A", "Frauenhaus", place))
    assert result.resources[0].category_id == "beratung.gewaltschutz"
    assert "Weg" not in repr(result.resources)
    assert "Weg" not in repr(result.report)


@pytest.mark.parametrize(
    ("place", "district", "shown"),
    [
        ("Probestadt", "Nord", "Probestadt, OT Nord"),
        ("Probestadt", "OT Nord", "Probestadt, OT Nord"),
        ("Probestadt", "Probestadt", "Probestadt"),
        ("Probestadt", "Probestadt-Nord", "Probestadt-Nord"),
        ("Probestadt OT Nord", "Nord", "Probestadt OT Nord"),
        ("Probestadt", "03", "Probestadt"),
        ("Kloster Probestadt", "Probestadt", "Kloster Probestadt, OT Probestadt"),
    ],
)
def test_the_ortsteil_is_named_beside_the_ort(
    load: Load, place: str, district: str, shown: str
) -> None:
    found, _ = _only(load("Name;Ort;Ortsteil", ("A", place, district)))
    assert found.place == shown


def test_an_ortsteil_does_not_hide_the_ort_of_the_address(load: Load) -> None:
    row = ("A", "Am Weg 1, 99992 Probestadt", "Nord")
    assert _only(load("Name;Anschrift;Ortsteil", row))[0].place == "Probestadt, OT Nord"


def test_a_house_number_from_a_database_has_no_decimals(load: Load) -> None:
    row = ("A", "Am Weg", "12.0", "Probestadt")
    assert _only(load("Name;Straße;Hausnummer;Ort", row))[0].street == "Am Weg 12"
