from __future__ import annotations

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.filtering import ResourceFilter, search_key, select

AREAS = factories.county_areas()
LABELS = {category.category_id: category.label for category in factories.taxonomy().categories}
RESOURCES = (
    factories.resource("fz", name="Familienzentrum Süd"),
    factories.resource(
        "sucht",
        name="Beratungsstelle",
        category_id="beratung.sucht",
        target_groups=("sucht",),
        provider="Beispiel gGmbH",
        sozialraum_id="990010003",
    ),
    factories.resource(
        "mobil",
        name="Bus",
        lat=None,
        lon=None,
        sozialraum_id=None,
        service_areas=("990010001", "990010005"),
    ),
)


def _ids(**query: list[str]) -> list[str]:
    wanted = ResourceFilter.from_query(query)
    found = select(RESOURCES, wanted, areas=AREAS, category_labels=LABELS)
    return [resource.resource_id for resource in found]


def test_an_empty_query_selects_everything() -> None:
    assert _ids() == ["fz", "sucht", "mobil"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kategorie": ["beratung.sucht"]}, ["sucht"]),
        ({"zielgruppe": ["familien"]}, ["fz", "mobil"]),
        ({"traeger": ["Beispiel gGmbH"]}, ["sucht"]),
        ({"planregion": ["1"]}, ["fz", "mobil"]),
        ({"planregion": ["2"]}, ["sucht", "mobil"]),
        ({"sozialraum": ["990010005"]}, ["mobil"]),
        ({"art": ["mobile"]}, []),
        ({"q": ["sued"]}, ["fz"]),
        ({"q": ["SUD familien"]}, ["fz"]),
        ({"q": ["suchtberatung"]}, ["sucht"]),
    ],
)
def test_a_key_restricts(query: dict[str, list[str]], expected: list[str]) -> None:
    assert _ids(**query) == expected


def test_values_of_a_key_are_alternatives() -> None:
    assert _ids(sozialraum=["990010003", "990010002"]) == ["fz", "sucht"]


def test_different_keys_must_all_hold() -> None:
    assert _ids(planregion=["2"], zielgruppe=["familien"]) == ["mobil"]


def test_empty_values_do_not_restrict() -> None:
    assert _ids(kategorie=[""], q=[" "]) == ["fz", "sucht", "mobil"]


def test_search_key_folds_case_umlauts_and_sharp_s() -> None:
    assert search_key("Große STRASSE Süd") == "grosse strasse sud"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Süd", "Sued"),
        ("SÜD", "sud"),
        ("Göhlsdorf", "Goehlsdorf"),
        ("Äpfel", "AEPFEL"),
        ("Straße", "strasse"),
        ("Bauer", "BAUER"),
    ],
)
def test_spellings_of_an_umlaut_are_one(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_an_empty_layer_list_accepts_every_layer() -> None:
    assert ResourceFilter().accepts_layer("x")
    assert not ResourceFilter(ebene=frozenset({"y"})).accepts_layer("x")


@given(
    values=st.fixed_dictionaries(
        {},
        optional={key: st.frozensets(st.text(min_size=1)) for key in ("ebene", "traeger", "art")},
    ),
    q=st.text().map(str.strip),
)
def test_a_filter_survives_the_way_through_an_address(
    values: dict[str, frozenset[str]], q: str
) -> None:
    wanted = ResourceFilter(**values, q=q)
    assert ResourceFilter.from_query(wanted.to_query()) == wanted
