"""What there is for the people of an area."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import factories
import pytest
from browser.views import SPACES, TODAY, random_view, small_view

from geo.areas import Level
from geo.counting import ReachCounts, counts_at, per_1000
from geo.filtering import ResourceFilter
from geo.profiles import profile_of
from geo.resources import Reach
from geo.results import LayerView, MapView
from geo.usecases.browse_map import narrow


def _view(*offers: dict[str, Any]) -> MapView:
    resources = tuple(factories.resource(f"r{at}", **each) for at, each in enumerate(offers))
    return factories.map_view(LayerView(layer=factories.layer(), resources=resources))


def test_offers_that_lie_in_an_area_and_those_that_serve_it_are_counted_by_reach() -> None:
    view = small_view()
    profile = profile_of(view, view.areas.get(Level.SOZIALRAUM, "990010003"), today=TODAY)
    assert profile.counts == ReachCounts(site=2, mobile=1)
    assert [each.label for each in profile.ressorts] == ["Familie", "Beratung"]
    assert profile.ressorts[1].categories[0].counts == ReachCounts(site=2)
    assert (profile.elsewhere, profile.outside) == (0, 1)


def test_the_county_has_all_offers_also_those_without_a_place() -> None:
    view = small_view()
    assert profile_of(view, view.areas.kreis, today=TODAY).counts.total == 9


def test_an_offer_that_serves_two_areas_of_a_region_counts_once_in_it() -> None:
    view = _view({"service_areas": SPACES, "reach": Reach.MOBILE})
    assert profile_of(
        view, view.areas.get(Level.PLANREGION, "2"), today=TODAY
    ).counts == ReachCounts(mobile=1)


def test_a_place_elsewhere_that_serves_an_area_is_told() -> None:
    view = _view({"service_areas": ("990010001",)})
    profile = profile_of(view, view.areas.get(Level.SOZIALRAUM, "990010001"), today=TODAY)
    assert (profile.counts.site, profile.elsewhere) == (1, 1)


@pytest.mark.parametrize(
    ("offers", "population", "rate"),
    [
        (1, 1_000, 1.0),
        (1, 2_000, 0.5),
        (1, 3_000, 0.33),
        (1, 30_000, 0.03),
        (1, 200_000, 0.01),
        (0, 5, 0.0),
        (3, 0, None),
    ],
)
def test_offers_per_1000_inhabitants_have_two_decimals(
    offers: int, population: int, rate: float | None
) -> None:
    assert per_1000(offers, population) == rate


@pytest.mark.parametrize(
    ("population", "area_km2", "density"),
    [(7, 2.0, 4), (149, 100.0, 1), (None, 2.0, None), (7, None, None)],
)
def test_inhabitants_per_square_kilometre_are_rounded_half_up(
    population: int | None, area_km2: float | None, density: int | None
) -> None:
    view = _view()
    area = replace(view.areas.kreis, population=population, area_km2=area_km2)
    assert profile_of(view, area, today=TODAY).density == density


def test_offers_without_a_known_category_have_a_group_of_their_own() -> None:
    view = _view({"category_id": None}, {"category_id": "frei.erfunden"}, {})
    profile = profile_of(view, view.areas.kreis, today=TODAY)
    assert [(each.label, each.counts.site) for each in profile.ressorts] == [
        ("Familie", 1),
        ("Ohne Kategorie", 2),
    ]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("level", [Level.SOZIALRAUM, Level.PLANREGION])
def test_a_number_is_what_the_query_for_area_and_reach_finds(seed: int, level: Level) -> None:
    view = random_view(seed)
    counts = counts_at(view, level)
    for area in view.areas.at(level):
        assert profile_of(view, area, today=TODAY).counts == counts[area.area_id]
        for reach in Reach:
            query = {level.value: [area.area_id], "art": [reach.value]}
            found = narrow(view, ResourceFilter.from_query(query))
            assert found.count == getattr(counts[area.area_id], reach.value)
