from __future__ import annotations

from typing import Any

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.filtering import Box, ResourceFilter, select
from geo.results import LayerView

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


VIEW = factories.map_view(LayerView(layer=factories.layer(), resources=RESOURCES))


def _ids(**query: list[str]) -> list[str]:
    found = select(VIEW, ResourceFilter.from_query(query))
    return [resource.resource_id for layer in found for resource in layer.resources]


def test_an_empty_query_selects_everything() -> None:
    assert _ids() == ["fz", "sucht", "mobil"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"ebene": ["familie"]}, ["fz", "sucht", "mobil"]),
        ({"ebene": ["andere"]}, []),
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


def test_a_layer_of_which_nothing_is_left_is_omitted() -> None:
    empty = ResourceFilter.from_query({"traeger": ["Niemand"]})
    assert select(VIEW, empty) == ()


def test_a_dash_asks_for_what_has_no_category() -> None:
    unknown = factories.resource("ohne", category_id=None)
    known = factories.resource("mit")
    layer = LayerView(layer=factories.layer(), resources=(unknown, known))
    wanted = ResourceFilter.from_query({"kategorie": ["-"]})
    assert [each.resources for each in select(factories.map_view(layer), wanted)] == [(unknown,)]


def test_how_exactly_a_place_is_known_restricts() -> None:
    assert _ids(lage=["house"]) == ["fz", "sucht", "mobil"]
    assert _ids(lage=["street", "none"]) == []


def test_a_box_takes_what_has_a_point_in_it() -> None:
    assert _ids(bbox=["12.80000,52.20000,13.00000,52.40000"]) == ["fz", "sucht"]
    assert _ids(bbox=["12.80000,52.20000,12.87999,52.40000"]) == []
    assert _ids(bbox=["12.88000,52.30000,12.88000,52.30000"]) == ["fz", "sucht"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "alles",
        "12.8,52.2,13.0",
        "12.8,52.2,13.0,52.4,0",
        "13.0,52.2,12.8,52.4",
        "12.8,52.4,13.0,52.2",
        "12.8,52.2,181,52.4",
        "12.8,52.2,13.0,90.1",
        "12.8,52.2,nan,52.4",
        "1e1,52.2,13.0,52.4",
        " 12.8,52.2,13.0,52.4",
        "١٢.8,52.2,13.0,52.4",
    ],
)
def test_what_is_no_box_is_ignored(text: str) -> None:
    assert ResourceFilter.from_query({"bbox": [text]}) == ResourceFilter()


def test_a_box_is_rounded_to_the_places_of_the_page() -> None:
    assert str(Box.parse("12.800004,-52.2,12.800006,52")) == (
        "12.80000,-52.20000,12.80001,52.00000"
    )


SOME = st.frozensets(st.text(min_size=1, max_size=5), max_size=3)
KEYS = ("ebene", "kategorie", "traeger", "art", "lage")
EDGES = st.tuples(st.integers(-18_000_000, 18_000_000), st.integers(-9_000_000, 9_000_000))
BOXES = st.tuples(EDGES, EDGES).map(
    lambda ends: Box(*map(min, zip(*ends, strict=True)), *map(max, zip(*ends, strict=True)))
)


@given(
    values=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(KEYS, SOME),
    ),
    bbox=st.none() | BOXES,
    q=st.text().map(str.strip),
)
def test_a_filter_survives_the_way_through_an_address(
    values: dict[str, Any], bbox: Box | None, q: str
) -> None:
    wanted = ResourceFilter(**values, bbox=bbox, q=q)
    assert ResourceFilter.from_query(wanted.to_query()) == wanted


def test_no_more_of_a_search_counts_than_its_field_takes() -> None:
    q = "a " * 5_000
    assert ResourceFilter.from_query({"q": [q]}).q == q[:120].strip()
    assert ResourceFilter.from_query({"q": ["𝒳" * 121]}).q == "𝒳" * 120
