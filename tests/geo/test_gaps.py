"""What is here and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import factories
import pytest
from browser.views import random_view, small_view
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.areas import Level
from geo.counting import ReachCounts, all_offers, counts_at
from geo.errors import InvalidParameter
from geo.filtering import ResourceFilter
from geo.gap_columns import EVERY_COLUMN, Grouping
from geo.gaps import GapCell, GapMatrix, GapStatus, gap_matrix, missing_to
from geo.resources import Reach
from geo.results import LayerView, MapView
from geo.searching import sozialraeume_of
from geo.taxonomy import Perspective, Taxonomy
from geo.usecases.browse_map import narrow

WEST, PROBESTADT, OST, MITTE = "990010001", "990010002", "990010003", "990010005"
FAMILY, ADVICE, REFUGE = "familie.familienzentrum", "beratung.sucht", "beratung.gewaltschutz"


def view_of(*offers: dict[str, Any]) -> MapView:
    resources = tuple(factories.resource(f"r{at}", **each) for at, each in enumerate(offers))
    return factories.map_view(LayerView(layer=factories.layer(), resources=resources))


def with_perspectives(view: MapView) -> MapView:
    known = view.taxonomy
    groups = tuple(replace(each, perspective_id="betroffene") for each in known.target_groups)
    both = Perspective(
        perspective_id="betroffene", label="Betroffene", target_group_ids=("familien", "sucht")
    )
    named = Taxonomy(known.ressorts, known.categories, groups, (both,))
    return replace(view, taxonomy=named)


def cell_of(matrix: GapMatrix, area_id: str, column_id: str) -> GapCell:
    row = next(row for row in matrix.rows if row.area.area_id == area_id)
    place = [column.column_id for column in matrix.columns].index(column_id)
    return row.cells[place]


def test_the_small_county_worked_out_by_hand() -> None:
    matrix = gap_matrix(small_view())
    assert [column.label for column in matrix.columns] == [
        "Familienzentrum",
        "Suchtberatung",
        "Gewaltschutz, Frauenhaus",
    ]
    table = {row.area.name: [cell.status.value for cell in row.cells] for row in matrix.rows}
    assert table == {
        "Amt Ost": ["nur mobil", "vorhanden", "geschützt"],
        "Amt West": ["vorhanden", "fehlt", "geschützt"],
        "Probestadt": ["vorhanden", "fehlt", "geschützt"],
        "Vorlage an der Mitte": ["nur mobil", "vorhanden", "geschützt"],
    }
    assert [row.total.counts.total for row in matrix.rows] == [3, 1, 2, 2]
    assert [cell.counts.total for cell in matrix.county.cells] == [5, 3, 1]
    assert (matrix.county.total.counts.total, matrix.nowhere, matrix.unnamed) == (9, 2, 0)


@pytest.mark.parametrize(
    ("offer", "status"),
    [
        ({"sozialraum_id": WEST}, GapStatus.HERE),
        ({"service_areas": (WEST,)}, GapStatus.ELSEWHERE),
        ({"service_areas": (WEST,), "reach": Reach.MOBILE}, GapStatus.MOBILE),
        ({"service_areas": (WEST,), "reach": Reach.REMOTE}, GapStatus.REMOTE),
        ({}, GapStatus.MISSING),
        ({"category_id": ADVICE, "sozialraum_id": WEST}, GapStatus.UNKNOWN),
    ],
)
def test_a_status_says_how_near_an_offer_comes(offer: dict[str, Any], status: GapStatus) -> None:
    assert cell_of(gap_matrix(view_of(offer)), WEST, FAMILY).status is status


def test_the_nearest_way_gives_the_status() -> None:
    served = {"service_areas": (WEST,)}
    offers = ({**served, "reach": Reach.REMOTE}, served, {**served, "reach": Reach.MOBILE})
    cell = cell_of(gap_matrix(view_of(*offers)), WEST, FAMILY)
    assert cell.status is GapStatus.MOBILE
    assert (cell.counts, cell.elsewhere) == (ReachCounts(site=1, mobile=1, remote=1), 1)


def test_in_a_region_a_place_of_one_of_its_areas_is_not_elsewhere() -> None:
    matrix = gap_matrix(view_of({"service_areas": (WEST, OST)}), level=Level.PLANREGION)
    assert cell_of(matrix, "1", FAMILY).status is GapStatus.HERE
    assert cell_of(matrix, "2", FAMILY).status is GapStatus.ELSEWHERE


def test_what_no_list_has_is_not_missing_and_has_no_number() -> None:
    matrix = gap_matrix(view_of({}), targets={EVERY_COLUMN: 1.0})
    assert [column.known for column in matrix.columns] == [True, False, False]
    cell = cell_of(matrix, WEST, ADVICE)
    assert (cell.status, cell.per_1000, cell.missing) == (GapStatus.UNKNOWN, None, None)


def test_what_a_query_leaves_out_is_still_known() -> None:
    everything = view_of({}, {"category_id": ADVICE, "provider": "Anderer Träger"})
    part = narrow(everything, ResourceFilter(traeger=frozenset({"Muster e. V."})))
    matrix = gap_matrix(part, everything=everything)
    assert cell_of(matrix, PROBESTADT, ADVICE).status is GapStatus.MISSING


def test_the_target_of_a_column_goes_before_the_one_for_all() -> None:
    matrix = gap_matrix(
        view_of({}, {}, {"category_id": ADVICE}), targets={EVERY_COLUMN: 0.5, FAMILY: 2.5}
    )
    assert [column.target for column in matrix.columns] == [2.5, 0.5, 0.5]
    assert [cell_of(matrix, each, FAMILY).missing for each in (WEST, PROBESTADT)] == [5, 1]
    assert [cell_of(matrix, each, ADVICE).missing for each in (WEST, PROBESTADT)] == [1, 0]
    assert [cell.missing for cell in matrix.county.cells] == [14, 3, None]
    assert [row.total.missing for row in matrix.rows] == [6, 6, 1, 4]
    assert matrix.county.total.missing == 17


@pytest.mark.parametrize(
    ("target", "population", "offers", "missing"),
    [
        (0.1, 30_000, 3, 0),
        (0.1, 30_001, 3, 1),
        (0.5, 1_000, 0, 1),
        (0.2, 1_000, 5, 0),
        (0, 9, 0, 0),
    ],
)
def test_a_target_that_is_met_exactly_lacks_nothing(
    target: float, population: int, offers: int, missing: int
) -> None:
    assert missing_to(target, population, offers) == missing


def test_the_density_of_a_category_has_two_decimals() -> None:
    matrix = gap_matrix(view_of({}, {}, {}))
    assert cell_of(matrix, PROBESTADT, FAMILY).per_1000 == 3.0
    assert matrix.county.cells[0].per_1000 == 0.5


def test_only_columns_and_areas_in_question_are_shown() -> None:
    view = small_view()
    matrix = gap_matrix(view, columns=[ADVICE], areas=[OST])
    assert [column.column_id for column in matrix.columns] == [ADVICE]
    assert [row.area.area_id for row in matrix.rows] == [OST]
    assert matrix.rows[0].total.counts == ReachCounts(site=2)


def test_an_offer_of_two_groups_counts_once_in_the_total() -> None:
    matrix = gap_matrix(
        view_of({"target_groups": ("familien", "sucht")}, {"target_groups": ()}),
        by=Grouping.ZIELGRUPPE,
    )
    row = matrix.county
    assert [cell.counts.total for cell in row.cells] == [1, 1]
    assert (row.total.counts.total, matrix.unnamed) == (1, 1)


def test_a_perspective_has_the_offers_of_its_groups_once() -> None:
    view = view_of({"target_groups": ("familien", "sucht")}, {"target_groups": ("frei",)})
    matrix = gap_matrix(with_perspectives(view), by=Grouping.PERSPEKTIVE)
    assert [column.label for column in matrix.columns] == ["Betroffene"]
    assert (matrix.county.cells[0].counts.total, matrix.unnamed) == (1, 1)


def test_offers_without_a_known_category_have_a_column_of_their_own() -> None:
    matrix = gap_matrix(view_of({"category_id": None}, {"category_id": "frei.erfunden"}))
    last = matrix.columns[-1]
    assert (last.label, last.query["kategorie"]) == ("Ohne Kategorie", ("-", "frei.erfunden"))
    assert cell_of(matrix, PROBESTADT, "-").counts.total == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": Level.GEMEINDE},
        {"level": Level.KREIS},
        {"columns": ["nix"]},
        {"targets": {"nix": 1.0}},
        {"targets": {EVERY_COLUMN: -1.0}},
    ],
)
def test_what_no_matrix_has_is_refused_in_german(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameter, match=r"gibt es|nicht kleiner"):
        gap_matrix(small_view(), **wrong)


@pytest.mark.parametrize("level", [Level.SOZIALRAUM, Level.PLANREGION])
@pytest.mark.parametrize("by", list(Grouping))
@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_a_number_is_what_the_query_for_area_column_and_reach_finds(
    by: Grouping, level: Level, seed: int
) -> None:
    view = with_perspectives(random_view(seed, count=9))
    matrix = gap_matrix(view, level=level, by=by)
    for row in matrix.rows:
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            for reach in Reach:
                area = {level.value: [row.area.area_id], "art": [reach.value]}
                found = narrow(view, ResourceFilter.from_query({**area, **column.query}))
                assert found.count == getattr(cell.counts, reach.value)


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_rows_and_columns_add_up(seed: int) -> None:
    view = random_view(seed, count=20)
    matrix = gap_matrix(view)
    counts = counts_at(view, Level.SOZIALRAUM)
    areas_of = Counter(
        {each.resource_id: len(sozialraeume_of(each)) for _, each in all_offers(view)}
    )
    for row in (*matrix.rows, matrix.county):
        cells = sum((cell.counts for cell in row.cells), start=ReachCounts())
        assert cells == row.total.counts
    assert {row.area.area_id: row.total.counts for row in matrix.rows} == counts
    assert sum(row.total.counts.total for row in matrix.rows) == areas_of.total()
    assert matrix.county.total.counts.total == view.count
    assert matrix.nowhere == sum(not count for count in areas_of.values())
