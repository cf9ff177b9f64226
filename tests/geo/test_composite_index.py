"""The Sozialindex: an example worked by hand, and what holds for all values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.areas import Level
from geo.composite_index import CompositeIndex, Grade, composite_index, weighted_moments
from geo.errors import InvalidParameter, NotFound
from geo.index_plan import IndexPart, IndexPlan, Missing, plan_from_query, plan_from_settings
from geo.indicators import Indicator, IndicatorSet, Observation, ObservationStatus

WEST, PROBE, OST, NORD = "990010001", "990010002", "990010003", "990010005"
SPACES = (WEST, PROBE, OST, NORD)
#: Inhabitants of the four in thousands.
PEOPLE = {WEST: 2.0, PROBE: 1.0, OST: 2.0, NORD: 1.0}
SUPPRESSED = ObservationStatus.SUPPRESSED
# Mean (2*25 + 25 + 2*15 + 15)/6 = 20, variance (2*25 + 25 + 2*25 + 25)/6 = 25.
POOR = {WEST: 25.0, PROBE: 25.0, OST: 15.0, NORD: 15.0}
# Mean (2*110 + 80 + 2*100 + 100)/6 = 100, variance (2*100 + 400)/6 = 100.
WORK = {WEST: 110.0, PROBE: 80.0, OST: 100.0, NORD: 100.0}
PLAN = IndexPlan(
    parts=(
        IndexPart(indicator_id="poor"),
        IndexPart(indicator_id="work", direction=-1, weight=1.5),
    )
)

Values = Mapping[str, Mapping[str, float | ObservationStatus]]


def indicator_set(values: Values) -> IndicatorSet:
    return IndicatorSet(
        indicators=tuple(Indicator(indicator_id=each, label=each.title()) for each in values),
        observations=tuple(
            Observation(
                indicator_id=name,
                level=Level.SOZIALRAUM,
                area_id=area_id,
                period="2024",
                value=None if isinstance(value, ObservationStatus) else value,
                status=value if isinstance(value, ObservationStatus) else ObservationStatus.OK,
            )
            for name, areas in values.items()
            for area_id, value in areas.items()
        ),
    )


def index_of(values: Values, plan: IndexPlan = PLAN) -> CompositeIndex:
    return composite_index(factories.county_areas(), indicator_set(values), plan)


def test_an_example_worked_by_hand() -> None:
    found = index_of({"poor": POOR, "work": WORK})
    assert [(each.mean, each.sd) for each in found.parts] == [(20.0, 5.0), (100.0, 10.0)]
    zs = {area: [each.z for each in found.of(area).contributions] for area in SPACES}
    assert zs == {WEST: [1, 1], PROBE: [1, -2], OST: [-1, 0], NORD: [-1, 0]}
    values = {area: found.of(area).value for area in SPACES}
    assert values == {WEST: -0.5, PROBE: 4.0, OST: -1.0, NORD: -1.0}
    assert [(each.area.area_id, each.rank) for each in found.areas] == [
        (PROBE, 1),
        (WEST, 2),
        (OST, 3),
        (NORD, 3),
    ]
    # Variance of the index (2*0.25 + 16 + 2*1 + 1)/6 = 3.25.
    assert found.of(PROBE).deviation == pytest.approx(4 / math.sqrt(3.25))
    assert [found.of(each).grade for each in SPACES] == [
        Grade.AROUND,
        Grade.FAR_ABOVE,
        Grade.BELOW,
        Grade.BELOW,
    ]


@pytest.mark.parametrize(
    ("gone", "word"), [(ObservationStatus.MISSING, "keine Angabe"), (SUPPRESSED, "gesperrt")]
)
def test_an_area_without_a_value_has_no_index(gone: ObservationStatus, word: str) -> None:
    found = index_of({"poor": {**POOR, NORD: gone}, "work": WORK})
    nord = found.areas[-1]
    assert (nord.area.area_id, nord.value, nord.rank) == (NORD, None, None)
    assert nord.reason == f"Poor: {word}."
    assert nord.contributions[1].z == 0.0
    # The others: mean (2*25 + 25 + 2*15)/5 = 21 of those with a value.
    assert found.parts[0].mean == 21.0
    assert found.parts[0].areas == 3


def test_an_unlisted_area_counts_as_missing() -> None:
    found = index_of({"poor": {WEST: 1.0, PROBE: 2.0}, "work": WORK})
    assert found.of(OST).reason == "Poor: keine Angabe."


def test_the_other_indicators_may_count_for_a_missing_one() -> None:
    plan = IndexPlan(parts=PLAN.parts, missing=Missing.OTHERS)
    found = index_of({"poor": {**POOR, PROBE: SUPPRESSED}, "work": WORK}, plan)
    # Only -1.5 * -2 = 3 is known, of 1.5 of 2.5 weights: 3 * 2.5 / 1.5.
    assert found.of(PROBE).value == pytest.approx(5.0)
    assert found.of(PROBE).stretched
    assert not found.of(WEST).stretched
    nothing = index_of({"poor": {**POOR, PROBE: SUPPRESSED}}, IndexPlan(parts=PLAN.parts[:1]))
    assert nothing.of(PROBE).value is None


def test_an_indicator_without_variance_drops_out_and_says_so() -> None:
    found = index_of({"poor": dict.fromkeys(SPACES, 0.1), "work": WORK})
    assert found.parts[0].dropped == (
        "„Poor“ zählt nicht mit: alle Sozialräume haben denselben Wert."
    )
    assert [each.part.indicator_id for each in found.counted] == ["work"]
    assert found.of(PROBE).value == 3.0
    alone = index_of({"poor": {WEST: 1.0}, "work": WORK})
    assert "weniger als zwei Sozialräume" in alone.parts[0].dropped
    assert alone.of(OST).value == 0.0


def test_an_index_of_nothing_gives_nothing() -> None:
    assert {each.value for each in index_of({}, IndexPlan()).areas} == {None}
    with pytest.raises(NotFound, match="poor"):
        index_of({})


def test_the_latest_period_of_the_sozialraeume_counts() -> None:
    older = indicator_set({"poor": POOR})
    county = Observation(
        indicator_id="poor", level=Level.KREIS, area_id="99001", period="2025", value=20.0
    )
    both = IndicatorSet(older.indicators, (*older.observations, county))
    found = composite_index(factories.county_areas(), both, IndexPlan(parts=PLAN.parts[:1]))
    assert found.parts[0].period == "2024"
    assert found.of(WEST).value == 1.0


NUMBERS = st.lists(
    st.integers(-1_000, 1_000).map(lambda each: each / 8), min_size=4, max_size=4
).filter(lambda each: len(set(each)) > 1)


def z_values(values: Sequence[float]) -> list[float]:
    found = index_of(
        {"poor": dict(zip(SPACES, values, strict=True))}, IndexPlan(parts=PLAN.parts[:1])
    )
    return [found.of(each).value or 0.0 for each in SPACES]


@given(NUMBERS)
def test_the_weighted_mean_of_z_is_0_and_its_spread_1(values: list[float]) -> None:
    mean, sd = weighted_moments(list(zip(PEOPLE.values(), z_values(values), strict=True)))
    assert mean == pytest.approx(0.0, abs=1e-9)
    assert sd == pytest.approx(1.0)


@given(NUMBERS, st.integers(-500, 500), st.integers(1, 64))
def test_neither_shift_nor_scale_of_an_indicator_matters(
    values: list[float], shift: int, scale: int
) -> None:
    moved = z_values([each * scale + shift for each in values])
    assert moved == pytest.approx(z_values(values), abs=1e-6)


@given(NUMBERS, NUMBERS, st.permutations(range(2)), st.permutations(range(4)))
def test_no_order_matters(
    one: list[float], other: list[float], parts: list[int], areas: list[int]
) -> None:
    values = {
        "poor": dict(zip(SPACES, one, strict=True)),
        "work": dict(zip(SPACES, other, strict=True)),
    }
    turned = {
        name: {SPACES[place]: known[SPACES[place]] for place in areas}
        for name, known in values.items()
    }
    plan = IndexPlan(parts=tuple(PLAN.parts[place] for place in parts))
    first, second = index_of(values), index_of(turned, plan)
    assert [each.value for each in first.areas] == [each.value for each in second.areas]


def test_a_plan_is_read_from_an_address() -> None:
    query = {"kennzahl": ["poor:+:1.5", "work:-", "rest", "a: :2,5"], "fehlend": ["uebrige"]}
    plan = plan_from_query(query)
    assert list(map(str, plan.parts)) == ["poor:+:1.5", "work:-:1", "rest:+:1", "a:+:2.5"]
    assert plan.missing is Missing.OTHERS
    assert plan_from_query({}) == IndexPlan()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Armut", "die Kennzahl ist ein Schlüssel"),
        ("poor:*", "die Richtung ist"),
        ("poor:+:0", "das Gewicht ist eine Zahl über 0 bis 100"),
        ("poor:+:viel", "das Gewicht"),
        ("poor:+:1e9", "das Gewicht"),
    ],
)
def test_what_cannot_be_read_in_an_address_is_said(text: str, reason: str) -> None:
    with pytest.raises(InvalidParameter, match=reason):
        plan_from_query({"kennzahl": [text]})


def test_a_plan_has_each_indicator_once_and_not_too_many() -> None:
    with pytest.raises(InvalidParameter, match="steht zweimal"):
        plan_from_query({"kennzahl": ["a", "a:-"]})
    with pytest.raises(InvalidParameter, match="höchstens 20"):
        plan_from_query({"kennzahl": [f"a{each}" for each in range(21)]})
    with pytest.raises(InvalidParameter, match="ohne-index oder uebrige"):
        plan_from_query({"kennzahl": ["a"], "fehlend": ["null"]})


def test_a_plan_is_read_from_the_settings() -> None:
    tables = [{"kennzahl": "poor", "gewicht": 2}, {"kennzahl": "work", "richtung": "-"}]
    assert list(map(str, plan_from_settings(tables).parts)) == ["poor:+:2", "work:-:1"]
    for wrong in ({"kennzahl": "poor", "gewicht": True}, {"kennzal": "poor"}, "poor"):
        with pytest.raises(InvalidParameter, match="sozialindex"):
            plan_from_settings([wrong])
