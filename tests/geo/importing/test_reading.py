"""Text phases: names, categories, target groups, reach, websites, protected places."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import factories
import pytest

from geo.county import County
from geo.errors import InputError, NotFound
from geo.importing import (
    ColumnMapping,
    Decisions,
    ImportDefaults,
    ImportResult,
    Role,
    Shape,
    decision_key,
)
from geo.importing.vocabulary import Vocabulary
from geo.resources import LocationQuality, Reach
from geo.taxonomy import Category, Taxonomy

Load = Callable[..., ImportResult]
GEWALTSCHUTZ = "beratung.gewaltschutz"


def _category(category_id: str, label: str) -> Category:
    return Category(
        category_id=category_id,
        label=label,
        ressort_id=category_id.partition(".")[0],
        letters=label[:2],
    )


VOCABULARY = Vocabulary(
    Taxonomy(
        (),
        (
            _category("bildung.kita", "Kindertagesstätte, Krippe, Hort"),
            _category("existenz.schulden", "Schuldner- und Insolvenzberatung"),
            _category("teilhabe.beratung", "Teilhabeberatung (EUTB), Inklusionsberatung"),
            _category("migration.beratung", "Migrations- und Flüchtlingsberatung"),
        ),
        (),
    ),
    factories.county_areas(),
    County(name="Landkreis Musterland", ars="99001", crs=factories.CRS),
)


def _codes(result: ImportResult, row: int | None = 2) -> set[str]:
    """Return the codes of one row, without those about its missing place."""
    found = {issue.code for issue in result.report.issues if issue.row == row}
    return found - {"ohne_ort"}


def test_a_row_without_name_is_rejected(load: Load) -> None:
    result = load("Name;Ort", ("", "Probestadt"), ("A", "Probestadt"))
    assert [row.status for row in result.rows] == ["rejected", "corrected"]
    assert _codes(result) == {"name_fehlt"}
    assert result.rows[0].label == "Zeile 2"
    assert result.rows[0].resource is None


def test_a_table_without_a_name_column_says_so(load: Load) -> None:
    result = load("Foo;Ort", ("A", "Probestadt"))
    assert "namensspalte_fehlt" in _codes(result, None)
    assert (result.report.rows, result.report.rejected) == (1, 1)


def test_na_is_a_name(load: Load) -> None:
    assert load("Name", ("NA",)).resources[0].name == "NA"


def test_formula_like_text_is_text(load: Load) -> None:
    assert load("Name", ("=1+1",)).resources[0].name == "=1+1"


def test_control_characters_are_removed_and_told(load: Load) -> None:
    result = load("Name", ("Haus\x00 am \u202eSee",))
    assert result.resources[0].name == "Haus am See"
    assert "zeichen_entfernt" in _codes(result)


def test_unused_columns_are_told(load: Load) -> None:
    issues = load("Name;Farbe;Form", ("A", "rot", "rund")).report.issues
    assert "„Farbe“, „Form“" in next(i for i in issues if i.code == "spalten_ungenutzt").message


@pytest.mark.parametrize(
    "text", ["familie.familienzentrum", "Familienzentrum", "familienzentrum ", "FAMILIENZENTRUM"]
)
def test_a_category_is_found_by_key_and_label(load: Load, text: str) -> None:
    assert load("Name;Kategorie", ("A", text)).resources[0].category_id == (
        "familie.familienzentrum"
    )


@pytest.mark.parametrize("text", ["Gewaltschutz", "Frauenhaus", "Gewaltschutz, Frauenhaus"])
def test_a_category_is_found_by_each_name_in_its_label(load: Load, text: str) -> None:
    assert load("Name;Kategorie", ("A", text)).resources[0].category_id == GEWALTSCHUTZ


def test_an_unknown_category_is_told_and_the_row_kept(load: Load) -> None:
    result = load("Name;Kategorie", ("A", "Zirkus"))
    assert result.resources[0].category_id is None
    issue = next(i for i in result.report.issues if i.code == "kategorie_unbekannt")
    assert (issue.value, issue.column) == ("Zirkus", "Kategorie")


def test_a_missing_category_is_told(load: Load) -> None:
    assert "kategorie_fehlt" in _codes(load("Name;Kategorie", ("A", ""), ("B", "Suchtberatung")))


def test_a_list_without_categories_is_told_once(load: Load) -> None:
    result = load("Name", ("A",), ("B",))
    assert "kategoriespalte_fehlt" in _codes(result, None)
    assert _codes(result) == set()


def test_the_default_category_fills_gaps(load: Load) -> None:
    defaults = ImportDefaults(category_id="beratung.sucht")
    result = load("Name;Kategorie", ("A", ""), ("B", "Zirkus"), defaults=defaults)
    assert [r.category_id for r in result.resources] == ["beratung.sucht"] * 2
    assert _codes(result) == set()
    unknown = next(i for i in result.report.issues if i.code == "kategorie_unbekannt")
    assert "unter „Suchtberatung“" in unknown.message


def test_an_unknown_default_category_is_an_error(load: Load) -> None:
    with pytest.raises(NotFound):
        load("Name", ("A",), defaults=ImportDefaults(category_id="zirkus"))


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("familien", ("familien",)),
        ("Eltern und Familien", ("familien",)),
        ("Familien", ("familien",)),
        ("sucht; familien", ("familien", "sucht")),
        ("Familien, Suchtkranke Menschen", ("familien", "sucht")),
        ("Eltern", ("familien",)),
    ],
)
def test_target_groups_are_found_by_key_and_label(
    load: Load, text: str, groups: tuple[str, ...]
) -> None:
    assert load("Name;Zielgruppen", ("A", text)).resources[0].target_groups == groups


def test_unknown_target_groups_are_told(load: Load) -> None:
    result = load("Name;Zielgruppen", ("A", "Familien, Marsmenschen"))
    assert result.resources[0].target_groups == ("familien",)
    issue = next(i for i in result.report.issues if i.code == "zielgruppe_unbekannt")
    assert "Marsmenschen" in issue.message


@pytest.mark.parametrize("column", ["Zielgruppen", "Einzugsgebiet"])
def test_a_cell_of_ten_thousand_words_makes_a_few_findings(load: Load, column: str) -> None:
    cell = ";".join(f"w{number}" for number in range(5_000)) + ";w1" * 5_000
    report = load(f"Name;{column}", ("A", cell)).report
    issues = [issue for issue in report.issues if issue.column == column]
    assert len(issues) == 6
    assert "w5 … (4995 weitere)" in issues[-1].message


def test_only_so_many_unknown_words_are_remembered(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.importing.run._MOST_UNKNOWN", 2)
    result = load("Name;Zielgruppen", ("A", "x1; x2; x3"), ("B", "x3; x2; x2"))
    assert [(each.text, each.count) for each in result.proposals] == [("x2", 2), ("x1", 1)]


def test_the_usual_target_groups_of_a_category_are_supplied_and_told_once(load: Load) -> None:
    result = load("Name;Kategorie", ("A", "Suchtberatung"), ("B", "Suchtberatung"))
    assert [r.target_groups for r in result.resources] == [("sucht",)] * 2
    messages = [i.message for i in result.report.issues if i.code == "zielgruppen_ergaenzt"]
    assert len(messages) == 1
    assert messages[0].endswith("(Anzahl: 2).")


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("vor Ort", Reach.SITE),
        ("mobil", Reach.MOBILE),
        ("Mobiles Team", Reach.MOBILE),
        ("telefonisch, online", Reach.REMOTE),
        ("", Reach.SITE),
    ],
)
def test_reach_is_understood(load: Load, text: str, reach: Reach) -> None:
    result = load("Name;Reichweite", ("A", text), ("B", "mobil"))
    assert result.resources[0].reach is reach
    assert _codes(result) == set()


def test_an_unknown_reach_is_told(load: Load) -> None:
    result = load("Name;Reichweite", ("A", "Zauberei"), ("B", "mobil"))
    assert result.resources[0].reach is Reach.SITE
    assert _codes(result) == {"reichweite_unbekannt"}


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("990010002", ("990010002",)),
        ("Probestadt; Amt West", ("990010002", "990010001")),
        ("Amt West, Probestadt", ("990010001", "990010002")),
        ("Planregion 1", ("990010001", "990010002")),
        ("Testlin", ("990010003",)),
        ("99001", ("990010001", "990010002", "990010003", "990010005")),
        ("kreisweit", ("990010001", "990010002", "990010003", "990010005")),
    ],
)
def test_service_areas_are_found_on_every_level(
    load: Load, text: str, areas: tuple[str, ...]
) -> None:
    assert load("Name;Einzugsgebiet", ("A", text)).resources[0].service_areas == areas


def test_an_unknown_service_area_is_told(load: Load) -> None:
    result = load("Name;Einzugsgebiet", ("A", "Atlantis; Probestadt"))
    assert result.resources[0].service_areas == ("990010002",)
    assert _codes(result) == {"einzugsgebiet_unbekannt"}


@pytest.mark.parametrize(
    ("text", "website", "codes"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c", set()),
        ("www.example.org", "https://www.example.org", set()),
        ("example.org/x", "https://example.org/x", set()),
        ("javascript:alert(1)", "", {"website_verworfen"}),
        ("data:text/html,x", "", {"website_verworfen"}),
        ("https://[", "", {"website_verworfen"}),
        ("siehe Aushang", "", {"website_verworfen"}),
    ],
)
def test_only_web_addresses_are_websites(
    load: Load, text: str, website: str, codes: set[str]
) -> None:
    result = load("Name;Webseite", ("A", text))
    assert (result.resources[0].website, _codes(result)) == (website, codes)


def test_what_is_no_website_stays_as_text(load: Load) -> None:
    result = load("Name;Webseite;Hinweis", ("A", "siehe Aushang", "Montags zu"))
    assert result.resources[0].note == "Montags zu\nWebseite laut Liste: siehe Aushang"


def test_contact_columns_are_read_into_their_fields(load: Load) -> None:
    header = "Name;Telefon;E-Mail;Ansprechpartner;Träger;Quelle;Stand"
    row = ("A", "0331 1", "a@example.org", "Frau X", "T e. V.", "Amt", "2026-01")
    found = load(header, row).resources[0]
    assert (found.phone, found.email, found.contact_person) == row[1:4]
    assert (found.provider, found.source, found.as_of) == row[4:]


def test_source_and_date_come_from_the_defaults_where_the_row_has_none(load: Load) -> None:
    defaults = ImportDefaults(source="Amt", as_of="2026")
    found = load("Name;Quelle", ("A", ""), ("B", "Verein"), defaults=defaults).resources
    assert [(r.source, r.as_of) for r in found] == [("Amt", "2026"), ("Verein", "2026")]


def test_a_protected_place_is_forgotten_everywhere(load: Load) -> None:
    header = "Name;Kategorie;Straße;Hausnummer;PLZ;Ort;lat;lon;Adresse"
    row = (
        "A",
        GEWALTSCHUTZ,
        "Geheimweg\x00",
        "7",
        "99992",
        "Probestadt",
        "x52.3",
        "12.8",
        "Geheimweg 7",
    )
    result = load(header, row)
    found = result.resources[0]
    assert (found.street, found.lat, found.location_quality) == ("", None, LocationQuality.NONE)
    assert found.place == "Probestadt"
    assert _codes(result) == {"standort_geschuetzt", "zeichen_entfernt"}
    shown = repr(result.rows) + repr(result.report)
    assert "Geheimweg" not in shown
    assert "52.3" not in shown


def test_the_geometry_of_a_protected_place_is_forgotten(load: Load) -> None:
    shapes = [Shape(x=345_000, y=5_795_000)]
    result = load("Name;Kategorie", ("A", GEWALTSCHUTZ), shapes=shapes, crs="EPSG:25833")
    assert not result.resources[0].has_point
    assert "345" not in repr(result.rows)


def test_a_given_mapping_is_used(load: Load) -> None:
    mapping = ColumnMapping({Role.NAME: "Foo"})
    assert load("Foo;Name", ("A", "B"), mapping=mapping).resources[0].name == "A"


def test_a_mapping_to_a_missing_column_is_refused(load: Load) -> None:
    with pytest.raises(InputError, match="„Bar“"):
        load("Foo", ("A",), mapping=ColumnMapping({Role.NAME: "Bar"}))


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Kita", "bildung.kita"),
        ("kita", "bildung.kita"),
        ("Kita (Krippe)", "bildung.kita"),
        ("Krippe/Hort", "bildung.kita"),
        ("Schuldnerberatung", "existenz.schulden"),
        ("Insolvenzberatung", "existenz.schulden"),
        ("EUTB", "teilhabe.beratung"),
        ("Teilhabeberatung", "teilhabe.beratung"),
    ],
)
def test_a_category_is_found_by_its_short_name_and_by_parts_of_its_label(
    text: str, category: str
) -> None:
    assert VOCABULARY.category(text) == category


@pytest.mark.parametrize("text", ["Beratung", "Kita, Schuldnerberatung", "Kitas", "Schuldner", ""])
def test_a_name_of_two_categories_or_a_similar_one_is_no_match(text: str) -> None:
    assert VOCABULARY.category(text) is None


def test_a_similar_category_is_named_but_not_taken(load: Load) -> None:
    result = load("Name;Kategorie", ("A", "Familienzentren"), ("B", "Zirkus"))
    issues = [i for i in result.report.issues if i.code == "kategorie_unbekannt"]
    assert issues[0].message.endswith("ohne Kategorie; ähnlich ist „Familienzentrum“.")
    assert issues[1].message.endswith("ohne Kategorie.")
    assert [r.category_id for r in result.resources] == [None, None]


def test_thousands_of_unknown_categories_take_no_time(load: Load) -> None:
    start = time.perf_counter()
    load("Name;Kategorie", *[("A", f"Familienzentrn {n}") for n in range(3_000)])
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "cells",
    [
        ("Summe", "", "", "540"),
        ("Gesamt:", "3", "-", "1.540"),
        ("", "Insgesamt", "", "12,5"),
        ("TOTAL", "", "", ""),
        ("Gesamtsumme", "1 660", "", ""),
    ],
)
def test_a_row_of_totals_is_rejected_as_such(load: Load, cells: tuple[str, ...]) -> None:
    result = load("Name;Plätze;Telefon;Kinder", ("Kita", "5", "1", "5"), cells)
    assert [row.status for row in result.rows] == ["corrected", "rejected"]
    assert _codes(result, 3) == {"summenzeile"}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Name;PLZ;Plätze", ("Total", "14513", "3")),
        ("Name;lat;lon", ("Total", "52.3", "12.8")),
        ("Name;Ort", ("Gesamt", "Probestadt")),
        ("Name;Träger", ("Summe", "Summe e. V.")),
        ("Name;Plätze", ("Gesamtschule", "540")),
    ],
)
def test_an_offer_that_is_called_like_a_total_is_kept(
    load: Load, header: str, cells: tuple[str, ...]
) -> None:
    assert load(header, cells).report.rejected == 0


def test_a_feature_that_is_called_like_a_total_is_kept(load: Load) -> None:
    result = load("Name", ("Total",), shapes=[Shape(x=12.8, y=52.3)], crs="EPSG:4326")
    assert result.report.rejected == 0


@pytest.mark.parametrize("blank", ["-", "–", " — ", "k. A.", "k.A.", "keine Angabe"])
def test_a_dash_says_nothing(load: Load, blank: str) -> None:
    result = load("Name;Träger;lat;lon;Webseite", ("A", blank, blank, blank, blank), (blank,) * 5)
    assert result.resources[0].provider == ""
    assert (_codes(result), _codes(result, 3)) == (set(), {"name_fehlt"})


def test_a_column_without_content_is_not_told_as_unused(load: Load) -> None:
    result = load("Name;Spalte 2;Plätze", ("A", "", "5"), ("B", " ", ""))
    issue = next(i for i in result.report.issues if i.code == "spalten_ungenutzt")
    assert "übernommen: „Plätze“." in issue.message


@pytest.mark.parametrize("kind", ["Frauenhauss", ""])
def test_what_may_be_a_refuge_is_protected_until_somebody_says_otherwise(
    load: Load, kind: str
) -> None:
    row = (
        "Frauenhaus Musterstadt" if not kind else "Zuflucht",
        kind,
        "Geheimweg 1",
        "52.3",
        "12.9",
    )
    header = "Name;Kategorie;Straße;lat;lon"
    result = load(header, row, defaults=ImportDefaults(category_id="beratung.sucht"))
    assert (result.resources[0].has_point, result.resources[0].street) == (False, "")
    assert "standort_vorsorglich" in result.report.totals
    assert "Geheimweg" not in repr(result.report)
    decided = Decisions(categories={decision_key(kind): "familie.familienzentrum"})
    if kind:
        assert load(header, row, decisions=decided).resources[0].street == "Geheimweg 1"


def test_an_unknown_word_is_proposed_once_with_its_count(load: Load) -> None:
    rows = [("A", "Familienzentren", "Kobolde"), ("B", "familienzentren", ""), ("C", "Zirkus", "")]
    proposals = load("Name;Kategorie;Zielgruppe", *rows).proposals
    assert [(p.kind, p.text, p.keys, p.count) for p in proposals] == [
        ("category", "Familienzentren", ("familie.familienzentrum",), 2),
        ("category", "Zirkus", (), 1),
        ("target_group", "Kobolde", (), 1),
    ]


def test_a_confirmed_word_is_no_finding_any_more(load: Load) -> None:
    decided = Decisions(
        categories={"familienzentren": "familie.familienzentrum", "zirkus": None},
        target_groups={"kobolde": ("familien",), "riesen": ()},
    )
    result = load(
        "Name;Kategorie;Zielgruppe",
        ("A", "Familienzentren", "Kobolde, Riesen"),
        ("B", "Zirkus", ""),
        decisions=decided,
    )
    first, second = result.resources
    assert (first.category_id, first.target_groups) == ("familie.familienzentrum", ("familien",))
    assert second.category_id is None
    assert result.proposals == ()
    assert not {"kategorie_unbekannt", "zielgruppe_unbekannt"} & set(result.report.totals)


def test_a_character_that_was_lost_before_is_told(load: Load) -> None:
    result = load("Name;Ort", ("M\ufffdller", "Probestadt"))
    (told,) = [issue for issue in result.report.issues if issue.code == "zeichen_verloren"]
    assert (told.row, told.column, told.value) == (2, "Name", "M\ufffdller")


def test_a_row_that_was_rejected_while_parsing_is_no_offer(
    csv_file: Callable[..., Path], load_file: Callable[[Path], ImportResult]
) -> None:
    full = ["Kita A", "Weg 1", "99992", "Probestadt"]
    result = load_file(csv_file(["Name", "Straße", "PLZ", "Ort"], ["Horte", "", "", ""], full))
    assert [row.status for row in result.rows] == ["rejected", "corrected"]
    assert (result.report.rejected, len(result.resources)) == (1, 1)


@pytest.mark.parametrize(
    "cells",
    [
        ("Summe Amt Brück", "12"),
        ("Gesamt:", "12"),
        ("Zwischensumme", "3"),
        ("Gesamt: 4", ""),
        ("Teltow Ergebnis", "3"),
    ],
)
def test_other_totals_are_rejected(load: Load, cells: tuple[str, str]) -> None:
    result = load("Name;Plätze", cells)
    assert _codes(result, 2) >= {"summenzeile"}


@pytest.mark.parametrize("mark", ["dito", "dto.", '"', '-"-', "s. o.", "siehe oben", "''", "„"])
def test_a_cell_may_point_to_the_row_above(load: Load, mark: str) -> None:
    rows = (("A", "Am Weg 1", "Probestadt"), ("B", mark, mark), ("C", mark, "Musterdorf"))
    result = load("Name;Straße;Ort", *rows)
    assert [(each.street, each.place) for each in result.resources] == [
        ("Am Weg 1", "Probestadt"),
        ("Am Weg 1", "Probestadt"),
        ("Am Weg 1", "Musterdorf"),
    ]
    told = [(each.row, each.column) for each in result.report.issues if each.code == "wie_oben"]
    assert told == [(3, "Straße"), (3, "Ort"), (4, "Straße")]


def test_a_cell_that_points_to_nothing_stays_as_it_is(load: Load) -> None:
    result = load("Name;Träger", ("A", "dito"), ("B", "Dito e. V."))
    assert [each.provider for each in result.resources] == ["dito", "Dito e. V."]
