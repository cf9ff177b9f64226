"""Classes of values: golden examples by hand, and what holds for all values."""

from __future__ import annotations

import itertools

import mapclassify
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.classification import Classes, Method, classify
from geo.errors import InvalidParameter

TEN = [1.0, 2.0, 3.0, 4.0, 10.0, 11.0, 12.0, 30.0, 31.0, 50.0]
COMPUTED = (Method.QUANTILE, Method.EQUAL, Method.NATURAL)
VALUES = st.lists(st.integers(0, 400).map(lambda each: each / 4), min_size=1, max_size=38)


def test_quantiles_share_the_areas_out() -> None:
    found = classify(TEN, Method.QUANTILE, k=5)
    assert found.bounds == pytest.approx((2.8, 7.6, 11.4, 30.2))
    assert found.counts == (2, 2, 2, 2, 2)
    assert found.labels == ("1 bis 2", "3 bis 7", "8 bis 11", "12 bis 30", "31 bis 50")


def test_equal_classes_have_one_width() -> None:
    found = classify(TEN, Method.EQUAL, k=7)
    assert found.bounds == (8.0, 15.0, 22.0, 29.0, 36.0, 43.0)
    assert found.counts == (4, 3, 0, 0, 2, 0, 1)
    assert found.labels[2] == "16 bis 22"


def test_natural_classes_part_where_the_gaps_are() -> None:
    found = classify(TEN, Method.NATURAL, k=4)
    assert found.bounds == (4.0, 12.0, 31.0)
    assert found.counts == (4, 3, 2, 1)


def test_large_values_keep_their_natural_classes() -> None:
    """Single precision, in which mapclassify computes, would lose the differences."""
    found = classify([1e6 + each for each in TEN], Method.NATURAL, k=4)
    assert found.counts == (4, 3, 2, 1)


def test_own_bounds_are_open_at_both_ends_and_may_leave_classes_empty() -> None:
    found = classify([1.5, 10.0, None, 35.5], Method.OWN, bounds=(10, 20, 30), decimals=1)
    assert found.labels == ("bis 10,0", "über 10,0 bis 20,0", "über 20,0 bis 30,0", "über 30,0")
    assert found.index == (0, 0, None, 3)
    assert found.counts == (2, 0, 0, 1)
    whole = classify([0.0, 1.0], Method.OWN, bounds=(0.2, 0.7), decimals=1)
    assert whole.labels == ("bis 0,2", "über 0,2 bis 0,7", "über 0,7")


@pytest.mark.parametrize("method", COMPUTED)
def test_few_distinct_values_are_classes_of_their_own(method: Method) -> None:
    found = classify([2.5, 1.0, None, 2.5], method, k=5, decimals=1)
    assert (found.labels, found.index) == (("1,0", "2,5"), (1, 0, None, 1))
    assert classify([7.0, 7.0], method).labels == ("7",)
    assert classify([7.0], method).index == (0,)


@pytest.mark.parametrize("method", Method)
def test_without_values_there_are_no_classes(method: Method) -> None:
    empty = Classes(bounds=(), labels=(), index=(None, None))
    assert classify([None, None], method, bounds=(1, 2)) == empty
    assert classify([], method, bounds=(1, 2)).counts == ()


def test_many_zeros_make_fewer_quantiles() -> None:
    found = classify([0.0] * 12 + [1.0, 2.0, 3.0, 4.0, 5.0], Method.QUANTILE, k=5)
    assert found.counts == (12, 1, 4)
    assert found.labels == ("0", "1", "2 bis 5")


def test_labels_tell_close_values_apart() -> None:
    close = [0.501, 0.502, 0.503, 0.504, 0.9]
    labels = classify(close, Method.NATURAL, k=3, decimals=1).labels
    assert labels == ("0,501 bis 0,502", "über 0,502 bis 0,504", "über 0,504 bis 0,900")


@pytest.mark.parametrize("k", [2, 8])
def test_wrong_numbers_of_classes_are_refused(k: int) -> None:
    with pytest.raises(InvalidParameter, match="möglich sind 3 bis 7"):
        classify(TEN, k=k)


@pytest.mark.parametrize("bounds", [(), (1,), (2, 1), (1, 1), tuple(range(7)), (1, float("nan"))])
def test_wrong_bounds_are_refused(bounds: tuple[float, ...]) -> None:
    with pytest.raises(InvalidParameter, match="etwa 10; 20; 30"):
        classify(TEN, Method.OWN, bounds=bounds)


@given(VALUES, st.sampled_from(COMPUTED), st.integers(3, 7))
def test_classes_are_in_order_and_none_is_lost(values: list[float], method: Method, k: int) -> None:
    found = classify(values, method, k=k, decimals=2)
    places = [place for place in found.index if place is not None]
    assert sum(found.counts) == len(values) == len(places)
    assert len(found.labels) == len(found.bounds) + 1 <= k
    assert len(set(found.labels)) == len(found.labels)
    if method is not Method.EQUAL:
        assert all(found.counts)
    pairs = sorted(zip(values, places, strict=True))
    assert [place for _, place in pairs] == sorted(places)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=4, max_size=9), st.integers(3, 4))
def test_natural_classes_are_the_best_there_are(values: list[int], k: int) -> None:
    if len(set(values)) <= k:
        return
    index = classify(list(map(float, values)), Method.NATURAL, k=k).index
    classes = [
        [value for value, place in zip(values, index, strict=True) if place == each]
        for each in range(k)
    ]
    ordered = sorted(values)
    best = min(
        sum(
            _spread(ordered[start:end])
            for start, end in itertools.pairwise((0, *cuts, len(values)))
        )
        for cuts in itertools.combinations(range(1, len(values)), k - 1)
    )
    assert sum(map(_spread, classes)) == pytest.approx(best, rel=1e-4)


def _spread(values: list[int]) -> float:
    if not values:
        return 0.0
    mean = sum(values) / len(values)
    return sum((each - mean) ** 2 for each in values)


def test_the_rules_are_those_of_mapclassify() -> None:
    for peer, method in (
        (mapclassify.Quantiles, Method.QUANTILE),
        (mapclassify.EqualInterval, Method.EQUAL),
    ):
        assert classify(TEN, method, k=5).index == tuple(peer(TEN, k=5).yb)
