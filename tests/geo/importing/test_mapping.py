"""Columns are recognised by their usual headers."""

from __future__ import annotations

import pytest

from geo.importing import ColumnMapping, Role, suggest_mapping

HEADERS = {
    Role.NAME: ["Name", "Einrichtung", "Bezeichnung", "Angebot", "Name der Einrichtung", "TITEL"],
    Role.PROVIDER: ["Träger", "Anbieter", "provider", "traeger", "Name des Trägers"],
    Role.STREET: ["Straße", "Strasse", "Str.", "Straße, Hausnummer", "street", "STRASSE UND NR."],
    Role.HOUSE_NUMBER: ["Hausnummer", "Haus-Nr.", "hnr"],
    Role.HOUSE_NUMBER_SUFFIX: ["Hausnummernzusatz", "HNR-Zusatz"],
    Role.ADDRESS: ["Anschrift", "Adresse", "address"],
    Role.POSTCODE: ["PLZ", "Postleitzahl", "zip"],
    Role.PLACE: ["Ort", "Stadt", "Gemeinde", "PLZ/Ort", "city"],
    Role.LAT: ["Breitengrad", "lat", "Latitude", "geogr. Breite"],
    Role.LON: ["Längengrad", "lon", "lng", "long", "Longitude"],
    Role.X: ["x", "Rechtswert", "Ostwert", "Easting", "UTM_Ost"],
    Role.Y: ["y", "Hochwert", "Nordwert", "Northing", "UTM_Nord"],
    Role.COORDINATES: ["Koordinaten", "Lat/Lon"],
    Role.PHONE: ["Telefon", "Tel.", "Telefonnummer"],
    Role.EMAIL: ["E-Mail", "email", "E-Mail-Adresse"],
    Role.CONTACT_PERSON: ["Ansprechpartner", "Ansprechpartner*in", "Leitung"],
    Role.WEBSITE: ["Webseite", "Homepage", "URL", "Internet"],
    Role.CATEGORY: ["Kategorie", "Art der Einrichtung", "Typ"],
    Role.TARGET_GROUPS: ["Zielgruppe", "Zielgruppen", "Zielgruppe(n)"],
    Role.AS_OF: ["Stand", "Datenstand", "Zuletzt aktualisiert"],
    Role.LAST_CONFIRMED: ["Zuletzt bestätigt", "bestätigt am", "Geprüft am", "Letzte Prüfung"],
    Role.SOURCE: ["Quelle"],
    Role.NOTE: ["Bemerkung", "Hinweis", "Beschreibung"],
    Role.REACH: ["Reichweite", "Erreichbarkeit"],
    Role.SERVICE_AREAS: ["Einzugsgebiet"],
    Role.SOZIALRAUM: ["Sozialraum", "sozialraum_id"],
    Role.LOCATION_QUALITY: ["Lagegenauigkeit"],
    Role.ID: ["ID", "Kennung"],
}


def test_every_role_has_headers() -> None:
    assert {*HEADERS, Role.DISTRICT} == set(Role)


@pytest.mark.parametrize("header", ["Ortsteil", "Stadtteil", "Gemeindeteil", "Bezirk"])
def test_an_ortsteil_is_the_place_only_if_nothing_else_is(header: str) -> None:
    assert suggest_mapping([header]).columns == {Role.PLACE: header}
    assert suggest_mapping(["Ort", header]).columns == {Role.PLACE: "Ort", Role.DISTRICT: header}
    assert suggest_mapping([header, "Anschrift"]).columns[Role.DISTRICT] == header


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Telefon (mit Vorwahl)", Role.PHONE),
        ("Adresse (Straße, Nr., PLZ, Ort)*", Role.ADDRESS),
        ("Telefon / Phone", Role.PHONE),
        ("Straße/Postfach", Role.STREET),
        ("Beschreibung\nDescription", Role.NOTE),
    ],
)
def test_what_stands_beside_a_header_does_not_hide_it(header: str, role: Role) -> None:
    assert suggest_mapping([header]).columns == {role: header}


@pytest.mark.parametrize(
    "header",
    ["Telefon (privat)", "Straße (Träger)", "Name / Telefon", "Länge (cm)", "Plätze (Ort)", "( )"],
)
def test_what_stands_beside_a_header_may_change_it(header: str) -> None:
    assert suggest_mapping([header]).columns == {}


def test_the_title_of_a_person_is_no_name() -> None:
    columns = ["Titel", "Vorname", "Nachname", "Institution"]
    rows = [("Dr.", "Max", "Muster", "Amt"), ("", "Mia", "Muster", "Treff")]
    assert suggest_mapping(columns, rows).columns == {Role.NAME: "Institution"}
    assert suggest_mapping(["Titel"], [("Lesekreis",)]).columns == {Role.NAME: "Titel"}


def test_links_are_no_names() -> None:
    rows = [("http://daten.example/Q1", "Klinik A"), ("http://daten.example/Q2", "Klinik B")]
    assert suggest_mapping(["item", "itemLabel"], rows).columns[Role.NAME] == "itemLabel"
    assert Role.NAME not in suggest_mapping(["item", "Plätze"], rows[:0]).columns


@pytest.mark.parametrize(
    ("role", "header"), [(role, header) for role, names in HEADERS.items() for header in names]
)
def test_a_usual_header_is_recognised(role: Role, header: str) -> None:
    assert suggest_mapping([header]).columns == {role: header}


def test_the_clearest_header_wins() -> None:
    columns = ["Bezeichnung", "Name der Einrichtung", "Name"]
    assert suggest_mapping(columns).columns == {Role.NAME: "Name der Einrichtung"}


@pytest.mark.parametrize(
    ("value", "role"), [("vor Ort", Role.REACH), ("Familienzentrum", Role.CATEGORY)]
)
def test_values_tell_what_art_means(value: str, role: Role) -> None:
    assert suggest_mapping(["Art"], [(value,), ("",)]).columns == {role: "Art"}


@pytest.mark.parametrize(
    ("value", "role"), [("Hausadresse", Role.LOCATION_QUALITY), ("52.4, 13.2", Role.COORDINATES)]
)
def test_values_tell_what_koordinate_means(value: str, role: Role) -> None:
    assert suggest_mapping(["koordinate"], [(value,)]).columns == {role: "koordinate"}


def test_opening_hours_are_no_reach() -> None:
    assert suggest_mapping(["Erreichbarkeit"], [("Mo bis Fr 9 Uhr",)]).columns == {}


def test_a_number_is_a_house_number_only_after_the_street() -> None:
    columns = ["Nr.", "Name", "Straße"]
    assert Role.HOUSE_NUMBER not in suggest_mapping(columns).columns
    columns = ["Name", "Straße", "Nr."]
    assert suggest_mapping(columns).columns[Role.HOUSE_NUMBER] == "Nr."


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("lat (WGS84)", Role.LAT),
        ("Breite in Dezimalgrad", Role.LAT),
        ("ETRS89 Ost", Role.X),
        ("Hochwert (ETRS89/UTM33)", Role.Y),
        ("Ost (EPSG:25833)", Role.X),
        ("GPS Nord", Role.Y),
        ("SHAPE_X", Role.X),
        ("addr:street", Role.STREET),
        ("addr:housenumber", Role.HOUSE_NUMBER),
        ("adresse_plz", Role.POSTCODE),
        ("kontakt_telefon", Role.PHONE),
        ("Telefon dienstl.", Role.PHONE),
        ("Telefon 1", Role.PHONE),
        ("Spielplatz", Role.NAME),
        ("Vorsitzende/r", Role.CONTACT_PERSON),
    ],
)
def test_a_header_with_an_addition_is_recognised(header: str, role: Role) -> None:
    assert suggest_mapping([header]).columns == {role: header}


@pytest.mark.parametrize(
    ("header", "role"),
    [("bezeichnun", Role.NAME), ("POSTLEITZA", Role.POSTCODE), ("ansprechpa", Role.CONTACT_PERSON)],
)
def test_a_header_cut_off_by_a_shapefile_is_recognised(header: str, role: Role) -> None:
    assert suggest_mapping([header]).columns == {role: header}


@pytest.mark.parametrize(
    "header",
    ["Telefon privat", "Adresse Träger", "Ostern", "Fax", "Plätze", "x" * 5_000],
)
def test_another_header_is_not_taken_for_one(header: str) -> None:
    assert suggest_mapping([header]).columns == {}


def test_a_plain_header_wins_over_one_with_an_addition() -> None:
    columns = ["Telefon 1", "Mobil", "Telefon"]
    assert suggest_mapping(columns).columns == {Role.PHONE: "Telefon"}
    assert suggest_mapping(columns[:2]).columns == {Role.PHONE: "Telefon 1"}


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_german_word(role: Role) -> None:
    assert role.label


def test_a_known_mapping_holds_for_columns_that_are_there_again() -> None:
    known = ColumnMapping({Role.NAME: "Foo", Role.PHONE: "Rufnr. alt"}, unused=("Leitung",))
    columns = ["Foo", "Name", "Leitung", "Telefon"]
    assert suggest_mapping(columns, known=known).columns == {
        Role.NAME: "Foo",
        Role.PHONE: "Telefon",
    }


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Einrichtungsname", Role.NAME),
        ("KITA_NAME", Role.NAME),
        ("kitaName", Role.NAME),
        ("Name der Apotheke", Role.NAME),
        ("Objektbezeichnung", Role.NAME),
        ("Bezeichnung der Schule", Role.NAME),
        ("Adresse_Strasse", Role.STREET),
        ("STRNAME", Role.STREET),
        ("Strasse_HNR", Role.STREET),
        ("strasseHausnummer", Role.STREET),
        ("HSNR", Role.HOUSE_NUMBER),
        ("Haus-Nr", Role.HOUSE_NUMBER),
        ("PLZ_ORT", Role.PLACE),
        ("Standort PLZ", Role.POSTCODE),
        ("postalCode", Role.POSTCODE),
        ("Einrichtungsadresse", Role.ADDRESS),
        ("Straße, PLZ, Ort", Role.ADDRESS),
        ("xcoord", Role.X),
        ("GeoX", Role.X),
        ("POINT_Y", Role.Y),
        ("Y_UTM33", Role.Y),
        ("geo_lat", Role.LAT),
        ("the_geom", Role.COORDINATES),
        ("geo_point_2d", Role.COORDINATES),
        ("Telefon-Nr.", Role.PHONE),
        ("telefon_festnetz", Role.PHONE),
        ("Einrichtung Telefon", Role.PHONE),
        ("contact:email", Role.EMAIL),
        ("HYPERLINK", Role.WEBSITE),
        ("Träger der Einrichtung", Role.PROVIDER),
        ("traeger_bezeichnung", Role.PROVIDER),
        ("Schulträger", Role.PROVIDER),
        ("Art der Schule", Role.CATEGORY),
        ("Schultyp", Role.CATEGORY),
        ("Personenkreis", Role.TARGET_GROUPS),
        ("Kita-ID", Role.ID),
    ],
)
def test_headers_of_open_data_are_recognised(header: str, role: Role) -> None:
    assert suggest_mapping([header]).columns == {role: header}


@pytest.mark.parametrize(
    "header",
    [
        "Trägerart",
        "Telefax",
        "Anschrift des Trägers",
        "Lfd. Nr.",
        "Plätze gesamt",
        "Träger Telefon",
    ],
)
def test_headers_about_something_else_are_not_taken(header: str) -> None:
    assert suggest_mapping([header]).columns == {}


def test_contact_details_with_a_place_are_an_address() -> None:
    cell = "Träger e. V.\nAm Weg 1\n99992 Probestadt\nTel.: 0331 123"
    assert suggest_mapping(["Kontakt"], [(cell,)]).columns == {Role.ADDRESS: "Kontakt"}
    assert suggest_mapping(["Kontakt"], [("Frau A, Tel. 12345",)]).columns == {
        Role.CONTACT_PERSON: "Kontakt"
    }


def test_where_a_group_meets_is_not_what_it_is_called() -> None:
    assert suggest_mapping(["Treffpunkt", "Gruppe"]).columns == {Role.NAME: "Gruppe"}
    assert suggest_mapping(["stop_id", "stop_name"]).columns == {Role.NAME: "stop_name"}


@pytest.mark.parametrize(
    ("value", "role"), [("Hausadresse", Role.LOCATION_QUALITY), ("rund um die Uhr", None)]
)
def test_a_column_of_coordinates_without_digits_says_how_exact_they_are_or_nothing(
    value: str, role: Role | None
) -> None:
    columns = suggest_mapping(("Name", "Koordinate"), [("A", value)]).columns
    found = next((role for role, column in columns.items() if column == "Koordinate"), None)
    assert found == role
