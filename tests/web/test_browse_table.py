"""The table twin: filters, order, pages, rows, downloads, without any script."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import factories
import openpyxl
import pytest
from browser.views import SPACES, random_view, small_view
from checking import CheckingClient
from markupsafe import escape

import maps
from geo.filtering import ResourceFilter
from geo.resources import LocationQuality, Reach
from geo.results import LayerView, MapView
from geo.shipped import data_dir
from geo.taxonomy import Perspective
from geo.usecases.browse_map import narrow
from geo.usecases.browse_table import COLUMNS, ChoiceGroup, Order, active_of, facets_of, in_order
from geo.usecases.create_instance import EXAMPLES
from web.browse_table import _HEADINGS, Pages
from web.resource_table import divisible, is_long_ago, linked, rows_of

ROW = '<th scope="row" role="rowheader">'
NAME = re.compile(r'class="offers__name">([^<]*)<')


def _names(page: str) -> list[str]:
    return NAME.findall(page)


def _view(*offers: dict[str, Any]) -> MapView:
    resources = tuple(factories.resource(f"r{at}", **each) for at, each in enumerate(offers))
    return factories.map_view(LayerView(layer=factories.layer(), resources=resources))


def test_the_table_lists_all_resources(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle?seite=alle").text
    assert "<strong>104</strong> Angebote" in page
    assert page.count(ROW) == 104


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("kategorie=familie.familienzentrum", {"kategorie": ["familie.familienzentrum"]}),
        (
            "kategorie=familie.treff&kategorie=pflege.hospiz",
            {"kategorie": ["familie.treff", "pflege.hospiz"]},
        ),
        ("art=mobile", {"art": ["mobil"]}),
        (
            "kategorie=familie.familienzentrum&art=site",
            {"kategorie": ["familie.familienzentrum"], "art": ["vor Ort"]},
        ),
        ("traeger=Stiftung+JOB", {"traeger": ["Stiftung JOB"]}),
    ],
)
def test_the_table_follows_the_query(
    visitor: CheckingClient, query: str, wanted: dict[str, list[str]]
) -> None:
    with (data_dir() / EXAMPLES).open(encoding="utf-8", newline="") as stream:
        expected = [
            row["name"]
            for row in csv.DictReader(stream)
            if all(row[column] in values for column, values in wanted.items())
        ]
    page = visitor.get(f"/tabelle?{query}").text
    assert expected
    assert page.count(ROW) == len(expected)
    assert [name for name in expected if str(escape(name)) not in page] == []


def test_a_query_that_finds_nothing_says_what_to_do(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle?q=gibtesnicht").text
    assert "Keine Angebote gefunden" in page
    assert "Suche „gibtesnicht“" in page


@pytest.mark.parametrize("page", ["-1", "0", "99999999999999999999", "x", "%00", "1.5"])
def test_a_strange_page_number_shows_a_page(visitor: CheckingClient, page: str) -> None:
    assert "<strong>104</strong>" in visitor.get(f"/tabelle?seite={page}").text


def test_the_table_says_which_membership_is_unconfirmed(visitor: CheckingClient) -> None:
    assert "16 der 19 Sozialräume gehören, ist unbestätigt" in visitor.get("/tabelle").text


def test_links_of_the_table_keep_the_selection_but_not_the_page(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle?seite=1&art=mobile&art=site&q=a+b").text
    assert 'href="/export?art=mobile&amp;art=site&amp;q=a+b"' in page


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("query", [{}, {"art": ["site"], "kategorie": ["beratung.sucht", "-"]}])
def test_a_choice_counts_what_it_would_find(seed: int, query: dict[str, list[str]]) -> None:
    view, wanted = random_view(seed), ResourceFilter.from_query(query)
    for facet in facets_of(view, wanted):
        for choice in facet.choices:
            one = ResourceFilter.from_query({**query, facet.key: [choice.value]})
            found = narrow(view, one).layers
            assert choice.count == sum(len(layer.resources) for layer in found), choice


def _perspectives() -> MapView:
    """Return offers for three Zielgruppen, two of which belong to perspectives."""
    view = _view({"target_groups": ("familien",)}, {"target_groups": ("sucht", "familien")}, {})
    perspectives = (
        Perspective(
            perspective_id="e", label="Eltern", target_group_ids=("familien", "schwangere")
        ),
        Perspective(perspective_id="w", label="Gemeinwesen", target_group_ids=("gemeinwesen",)),
    )
    return replace(view, taxonomy=replace(view.taxonomy, perspectives=perspectives))


def _groups(wanted: ResourceFilter) -> tuple[ChoiceGroup, ...]:
    facets = facets_of(_perspectives(), wanted)
    return next(facet.groups for facet in facets if facet.key == "zielgruppe")


def test_target_groups_are_grouped_by_perspective_and_none_is_lost() -> None:
    found = [
        (group.label, [(choice.value, choice.count) for choice in group.choices])
        for group in _groups(ResourceFilter())
    ]
    assert found == [("Eltern", [("familien", 3)]), ("Ohne Perspektive", [("sucht", 1)])]


def test_a_whole_perspective_is_chosen_beside_what_is_chosen_and_left_again() -> None:
    sucht = ResourceFilter(zielgruppe=frozenset({"sucht"}))
    parents, others = _groups(sucht)
    assert (parents.size, parents.chosen, others.switched) == (2, False, None)
    assert parents.switched == ResourceFilter(
        zielgruppe=frozenset({"sucht", "familien", "schwangere"})
    )
    assert _groups(parents.switched)[0].switched == sucht


def test_the_form_offers_a_whole_perspective(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle").text
    assert re.search(r'<div role="group" aria-label="Angehörige und Eltern">', page)
    address = "zielgruppe=alleinerziehende&amp;zielgruppe=angehoerige&amp;zielgruppe=familien"
    assert f"/tabelle?{address}&amp;zielgruppe=schwangere" in page


def test_what_no_query_changes_is_made_once_for_all_visitors() -> None:
    view, everything = small_view(), ResourceFilter()
    assert narrow(view, everything) is view
    assert in_order(view, Order("traeger")) is in_order(view, Order("traeger"))


def test_a_chosen_value_stays_among_the_choices_even_if_it_finds_nothing() -> None:
    wanted = ResourceFilter.from_query({"traeger": ["Gibt es nicht"], "art": ["remote"]})
    providers = next(each for each in facets_of(small_view(), wanted) if each.key == "traeger")
    assert [(each.label, each.count) for each in providers.choices if each.chosen] == [
        ("Gibt es nicht", 0)
    ]


def test_too_many_providers_are_cut_to_the_frequent_ones() -> None:
    view = _view(*({"provider": f"Verein {number}"} for number in range(70)), {"provider": "Amt"})
    wanted = ResourceFilter(traeger=frozenset({"Verein 69"}))
    providers = next(each for each in facets_of(view, wanted) if each.key == "traeger")
    assert (len(providers.choices), providers.more) == (60, 11)
    assert "Verein 69" in {each.value for each in providers.choices}


def test_each_condition_can_be_taken_away_alone() -> None:
    query = {"art": ["site", "mobile"], "bbox": ["12.00000,52.00000,13.00000,53.00000"]}
    wanted = ResourceFilter.from_query({**query, "q": ["a b"]})
    active = {each.label: each.without.to_query() for each in active_of(small_view(), wanted)}
    assert active == {
        "Erreichbarkeit: kommt hin": {**query, "art": ["site"], "q": ["a b"]},
        "Erreichbarkeit: vor Ort": {**query, "art": ["mobile"], "q": ["a b"]},
        "nur ein Kartenausschnitt": {"art": ["mobile", "site"], "q": ["a b"]},
        "Suche: a b": {**query, "art": ["mobile", "site"]},
    }


def test_a_chip_leads_to_the_query_without_it(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle?art=mobile&art=remote&sortierung=-traeger").text
    assert 'href="/tabelle?art=remote&amp;sortierung=-traeger"' in page


def test_the_form_keeps_order_and_part_of_the_map(visitor: CheckingClient) -> None:
    box = "12.00000,52.00000,13.00000,53.00000"
    page = visitor.get(f"/tabelle?bbox={box}&sortierung=-lage").text
    assert f'<input type="hidden" name="bbox" value="{box}">' in page
    assert '<input type="hidden" name="sortierung" value="-lage">' in page


def test_every_column_has_a_heading_that_sorts(visitor: CheckingClient) -> None:
    assert set(_HEADINGS) == set(COLUMNS)
    for column in COLUMNS:
        page = visitor.get(f"/tabelle?sortierung={column}").text
        assert page.count("aria-sort") == 1
        assert f'aria-sort="ascending"><a href="/tabelle?sortierung=-{column}">' in page
        assert page.count(ROW) == 50


@pytest.mark.parametrize(
    ("column", "fields"),
    [
        ("angebot", [{"name": "Äpfel 9"}, {"name": "Apfel 10"}, {"name": "Zebra"}]),
        ("traeger", [{"provider": "Ärzte"}, {"provider": "Caritas"}, {"provider": ""}]),
        ("lage", [{}, {"location_quality": LocationQuality.PLACE}]),
        ("bestaetigt", [{"last_confirmed": "2025-03"}, {"last_confirmed": "2026-01-02"}, {}]),
        ("art", [{"reach": Reach.MOBILE}, {"reach": Reach.REMOTE}, {"reach": Reach.SITE}]),
        ("anschrift", [{"place": "Beelitz", "street": "Weg 9"}, {"place": "Brück"}]),
    ],
)
def test_rows_are_in_german_order_and_empty_ones_last(
    column: str, fields: list[dict[str, Any]]
) -> None:
    if column == "angebot":
        fields[0]["name"], fields[1]["name"] = "Apfel 9", "Äpfel 10"
    view = _view(*reversed(fields))
    ids = [f"r{len(fields) - 1 - at}" for at in range(len(fields))]
    assert [each.resource_id for _, each in in_order(view, Order(column))] == ids
    filled = ids[:-1] if column in {"traeger", "bestaetigt"} else ids
    turned = [each.resource_id for _, each in in_order(view, Order(column, descending=True))]
    assert turned == [*reversed(filled), *ids[len(filled) :]]


@pytest.mark.parametrize("text", ["", "-", "x", "--ort", "<b>", "__class__"])
def test_a_strange_order_is_the_usual_one(text: str) -> None:
    assert Order.parse(text) == Order()


def test_pages_hold_all_rows_once(visitor: CheckingClient) -> None:
    pages = [_names(visitor.get(f"/tabelle?seite={number}").text) for number in (1, 2, 3)]
    assert [len(names) for names in pages] == [50, 50, 4]
    whole = _names(visitor.get("/tabelle?seite=alle").text)
    assert [name for names in pages for name in names] == whole


def test_so_many_rows_are_never_put_on_one_page() -> None:
    assert not Pages.read("alle", total=1_001).whole
    assert Pages.read("alle", total=1_000).whole


def test_every_row_leads_to_its_card_on_the_map_with_the_same_query(
    visitor: CheckingClient,
) -> None:
    page = visitor.get("/tabelle?ebene=familie&seite=alle").text
    links = re.findall(r'href="/(?:karte)?\?ebene=familie#angebot/(familie%3A\w+)"', page)
    anchors = re.findall(r'id="angebot-(familie%3A\w+)"', page)
    assert links == anchors
    assert len(links) == page.count(ROW) == 20


def test_the_row_of_an_offer_is_found_on_whatever_page_it_is(visitor: CheckingClient) -> None:
    last = visitor.get("/tabelle?seite=3&sortierung=-traeger").text
    key = re.findall(r'id="angebot-([^"]+)"', last)[0].replace("%3A", ":")
    answer = visitor.get(f"/tabelle?sortierung=-traeger&angebot={key}")
    anchor = key.replace(":", "%3A")
    assert answer.status_code == 303
    assert answer.location == f"/tabelle?sortierung=-traeger&seite=3#angebot-{anchor}"


def test_an_offer_that_the_filters_hide_is_found_without_them(visitor: CheckingClient) -> None:
    key = re.findall(r'id="angebot-([^"]+)"', visitor.get("/tabelle?ebene=familie").text)[0]
    answer = visitor.get(f"/tabelle?ebene=jugend&angebot={key.replace('%3A', ':')}")
    assert re.fullmatch(rf"/tabelle(\?seite=\d)?#angebot-{key}", answer.location)


def test_an_offer_that_is_gone_leads_to_the_table(visitor: CheckingClient) -> None:
    assert visitor.get("/tabelle?art=mobile&angebot=x:y").location == "/tabelle?art=mobile"


def test_all_that_the_map_knows_of_an_offer_is_in_its_row(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle?seite=alle").text
    with (data_dir() / EXAMPLES).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for column in ("name", "traeger", "strasse", "ort", "telefon", "hinweis"):
        missing = [row[column] for row in rows if str(escape(row[column])) not in page]
        assert missing == [], column
    for text in ("Hausadresse", "Einzugs&shy;gebiet: ", "nicht bekannt"):
        assert text in page
    assert "Planregion 3 (unbestätigt)" in page


def test_a_row_says_what_the_card_says_of_place_and_time() -> None:
    offer = {
        "outside_m": 1_300.0,
        "service_areas": SPACES,
        "last_confirmed": "2025-03-12",
        "as_of": "",
    }
    view = _view(offer)
    (row,) = rows_of(view, in_order(view, Order()), today=date(2026, 11, 22))
    assert (row.outside, row.served) == ("1,3 km", "der ganze Landkreis")
    assert (row.confirmed, row.long_ago) == ("12.\N{NO-BREAK SPACE}März 2025", True)
    assert (row.as_of, row.source[0].text) == ("Januar 2026", "Musterliste")  # of the layer


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-03-12", "12.\N{NO-BREAK SPACE}März 2026"),
        ("2026-03", "März 2026"),
        ("2026", "2026"),
        ("2026-13", "2026-13"),
        ("Frühjahr 2026", "Frühjahr 2026"),
    ],
)
def test_dates_are_written_in_german(text: str, shown: str) -> None:
    assert maps.german_text(text) == shown


@pytest.mark.parametrize(
    ("text", "long_ago"),
    [
        ("2025-11-21", True),
        ("2025-11-22", False),
        ("2025-10", True),
        ("2025-11", False),
        ("2024", True),
        ("2025", False),
        ("", False),
        ("Frühjahr 2019", False),
        ("2024/25", False),
    ],
)
def test_more_than_a_year_ago_is_said_only_when_it_is_sure(text: str, *, long_ago: bool) -> None:
    assert is_long_ago(text, date(2026, 11, 22)) is long_ago


def test_addresses_within_a_text_become_links() -> None:
    parts = linked("Amt; https://www.muster.example/a?b=1 ; http://[x; javascript:alert(1)")
    assert [(part.text, part.address) for part in parts] == [
        ("Amt; ", ""),
        ("muster.example", "https://www.muster.example/a?b=1"),
        (" ; ", ""),
        ("http://[x", ""),
        ("; javascript:alert(1)", ""),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kreisinformationsbroschüre", "Kreisinformations|broschüre"),
        ("Gesundheitszentrum", "Gesundheits|zentrum"),
        ("Wohnungen und Stationen", "Wohnungen und Stationen"),
    ],
)
def test_long_words_get_seams_where_they_are_sure(text: str, shown: str) -> None:
    assert divisible(text).replace("\u00ad", "|") == shown


def test_the_sozialraeume_are_counted_for_the_query(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle?art=mobile").text
    (row,) = re.findall(r"<tr><th scope=\"row\"><a [^>]*>Amt Beetzsee</a></th>.*</tr>", page)
    assert re.findall(r'class="number">([^<]*)<', row) == ["8.373", "0", "2", "0", "2"]


def test_the_query_is_sent_as_csv(visitor: CheckingClient) -> None:
    answer = visitor.get("/export/angebote.csv?ebene=familie&art=mobile")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r"attachment; filename=angebote-\d{4}-\d\d-\d\d\.csv",
        answer.headers["Content-Disposition"],
    )
    text = answer.data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {row["Erreichbarkeit"] for row in rows} == {"kommt hin"}


def test_the_query_is_sent_as_workbook(visitor: CheckingClient) -> None:
    answer = visitor.get("/export/angebote.xlsx?ebene=familie&art=mobile")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    facts = {str(row[0].value): str(row[1].value) for row in book.worksheets[1].iter_rows()}
    assert book.sheetnames == ["Angebote", "Quellen und Stand"]
    assert "Erreichbarkeit kommt hin" in facts["Auswahl"]


def test_the_table_says_what_stands_for_a_mistyped_word(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle?q=Familenzentrum").text
    assert "Nichts mit „Familenzentrum“; gezeigt wird „Familienzentrum“." in page
    exact = re.search(r'href="([^"]+)">Genau so suchen', page)
    assert exact
    assert "Genau so suchen" not in visitor.get(exact[1].replace("&amp;", "&")).text


def test_very_many_values_of_a_filter_are_one_condition() -> None:
    wanted = ResourceFilter(traeger=frozenset(f"Verein {at}" for at in range(900)), q="rat")
    active = active_of(small_view(), wanted)
    assert [each.label for each in active] == ["Träger: 900 Werte", "Suche: rat"]
    assert active[0].without.to_query() == {"q": ["rat"]}
