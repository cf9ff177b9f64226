"""Pairs of offers that may be one and the same."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import factories
import pytest
from browser.views import random_view
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.comparable import alike
from geo.duplicates import DuplicatePair, DuplicateReason, possible_duplicates
from geo.resources import LocationQuality, Reach
from geo.results import LayerView, MapView

NOWHERE: dict[str, Any] = {
    "lat": None,
    "lon": None,
    "street": "",
    "postcode": "",
    "place": "",
    "location_quality": LocationQuality.NONE,
    "sozialraum_id": None,
}
NORTH_100_M = 100 / 111_195


def pairs(*lists: list[dict[str, Any]], **options: Any) -> tuple[DuplicatePair, ...]:
    views = (
        LayerView(
            layer=factories.layer(f"liste{number}"),
            resources=tuple(factories.resource(f"r{at}", **each) for at, each in enumerate(offers)),
        )
        for number, offers in enumerate(lists)
    )
    return possible_duplicates(factories.map_view(*views), **options)


def reasons(*lists: list[dict[str, Any]], **options: Any) -> list[str]:
    return [pair.words for pair in pairs(*lists, **options)]


def test_one_offer_in_two_lists_is_found_with_all_reasons() -> None:
    (pair,) = pairs([{}], [{"name": "FAMILIENZENTRUM Musterhaus", "street": "Muster-Weg 1"}])
    assert pair.reasons == (
        DuplicateReason.SAME_NAME,
        DuplicateReason.SAME_PLACE,
        DuplicateReason.SAME_PROVIDER,
    )
    assert (pair.strength, pair.distance_m, pair.apart) == (100, 0.0, "gleiche Anschrift")
    assert [layer.layer_id for layer, _ in (pair.one, pair.other)] == ["liste0", "liste1"]


def test_a_slip_in_the_name_is_forgiven_nearby() -> None:
    other = {"name": "Familienzentrm Musterhaus", "provider": "", "street": "Weg 3"}
    near = {**other, "lat": 52.30 + 2 * NORTH_100_M}
    assert reasons([{}], [near]) == ["ähnlicher Name; Entfernung 200 m"]
    assert reasons([{}], [near], within_m=150) == []
    assert reasons([{}], [{**other, "lat": 52.30 + 4 * NORTH_100_M}]) == []


def test_a_missing_category_does_not_speak_against_a_similar_name() -> None:
    other = {"name": "Familienzentrm Musterhaus", "street": "Weg 3", "category_id": None}
    crowd = [{"name": f"Angebot {at}", "lat": 52.3 + at / 1e6, "street": ""} for at in range(40)]
    words = reasons([{}, *crowd], [{**other, "lat": 52.30 + NORTH_100_M}])
    assert "ähnlicher Name; Entfernung 100 m" in words


def test_offers_of_different_kinds_in_one_house_are_several_offers() -> None:
    house = [{}, {"name": "Suchtberatung Musterhaus", "category_id": "beratung.sucht"}]
    assert reasons(house) == []
    same_name = [{}, {"category_id": "beratung.sucht"}]
    assert reasons(same_name) == []


def test_two_lists_may_sort_one_offer_differently() -> None:
    (pair,) = pairs([{}], [{"category_id": "beratung.sucht"}])
    assert pair.reasons == (DuplicateReason.SAME_NAME,)


def test_branches_of_a_provider_in_different_places_are_several_offers() -> None:
    branch = {"street": "Musterweg 9", "lat": 52.30 + 5 * NORTH_100_M}
    assert reasons([{}, branch]) == []
    elsewhere = {"street": "Dorfstr. 1", "place": "Testlin", "sozialraum_id": "990010003"}
    assert reasons([{}, {**elsewhere, "location_quality": LocationQuality.PLACE}]) == []


def test_two_of_a_kind_in_one_house_are_asked_about() -> None:
    other = {"name": "Kleine Strolche", "provider": "Anderer Träger"}
    assert reasons([{}, other]) == ["gleicher Ort und gleiche Kategorie; gleiche Anschrift"]
    assert reasons([{}, {**other, "street": "", "place": "", "postcode": ""}]) == [
        "gleicher Ort und gleiche Kategorie; Entfernung 0 m"
    ]


def test_a_symbol_in_the_middle_of_a_village_is_no_place_they_share() -> None:
    middle = {"location_quality": LocationQuality.PLACE, "street": ""}
    assert reasons([middle, {**middle, "name": "Kleine Strolche"}]) == []


def test_one_provider_with_one_kind_nearby_is_asked_about() -> None:
    other = {"name": "Kleine Strolche", "street": "Weg 2", "lat": 52.30 + 2 * NORTH_100_M}
    assert reasons([{}, other]) == [
        "gleicher Träger und gleiche Kategorie in der Nähe; Entfernung 200 m"
    ]
    assert reasons([{}, {**other, "lat": 52.31}], within_m=1_200)
    assert reasons([{}, {**other, "provider": ""}]) == []


def test_a_name_without_a_place_belongs_to_one_that_nothing_speaks_against() -> None:
    assert reasons([{}], [NOWHERE]) == ["gleicher Name; Entfernung nicht bekannt"]
    assert reasons([{}], [NOWHERE | {"provider": "Anderer Träger"}]) == []
    assert reasons([{}], [NOWHERE | {"place": "Testlin"}]) == []
    assert reasons([{}], [NOWHERE | {"place": "Probestadt (Mitte)"}])


def test_protected_offers_are_compared_by_name_and_with_their_like_only() -> None:
    refuge = {"name": "Frauenhaus Muster", "category_id": "beratung.gewaltschutz"}
    assert reasons([refuge], [{"name": "Frauenhaus Muster"}]) == []
    assert reasons([refuge], [{**refuge, "name": "Zuflucht"}]) == []
    (pair,) = pairs([refuge], [refuge])
    assert (pair.reasons, pair.distance_m) == ((DuplicateReason.SAME_NAME,), None)


def test_what_is_surer_comes_first() -> None:
    weak = {"name": "Kleine Strolche", "provider": "Anderer Träger"}
    strengths = [pair.strength for pair in pairs([{}, weak], [{}])]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] == 100


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("birke", "kita"), ("birke", "kita", "nord"), True),
        (("kita",), ("birke", "kita"), False),
        (("birke", "kita"), ("birke", "hort"), False),
        (("1", "kita"), ("2", "kita"), False),
        (("kita", "nord"), ("2", "kita", "nord"), False),
        (("familienzentrum",), ("familienzentrm",), True),
        (("birke",), ("buche",), False),
    ],
)
def test_names_are_alike_up_to_slips(
    one: tuple[str, ...], other: tuple[str, ...], *, expected: bool
) -> None:
    assert alike(one, other) is alike(other, one) is expected


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000))
def test_pairs_do_not_depend_on_the_order_of_lists(seed: int) -> None:
    view = random_view(seed, count=30)
    view = replace(view, layers=tuple(_crowded(each) for each in view.layers))
    found = possible_duplicates(view)
    assert found == possible_duplicates(_shuffled(view, seed))
    keys = [tuple((layer.layer_id, r.resource_id) for layer, r in (p.one, p.other)) for p in found]
    assert len(set(keys)) == len(keys)
    assert all(one < other for one, other in keys)


def _crowded(layer: LayerView) -> LayerView:
    """Let offers share names and places."""
    resources = (
        replace(each, name=each.name.split(maxsplit=2)[-1], lat=each.lat and round(each.lat, 2))
        for each in layer.resources
    )
    return replace(layer, resources=tuple(resources))


def _shuffled(view: MapView, seed: int) -> MapView:
    source = random.Random(seed)  # noqa: S311
    layers = [
        replace(each, resources=tuple(source.sample(each.resources, len(each.resources))))
        for each in view.layers
    ]
    return replace(view, layers=tuple(source.sample(layers, len(layers))))


def test_a_place_with_very_many_offers_costs_little() -> None:
    house = [{"name": f"Praxis {at}", "provider": f"P{at}"} for at in range(500)]
    assert 0 < len(pairs(house)) < 500 * 60
    assert len(pairs([{"reach": Reach.MOBILE, **NOWHERE} for _ in range(3)])) == 3
