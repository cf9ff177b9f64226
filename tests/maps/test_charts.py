"""Bars and lines: as long as the numbers are, and told apart without colour."""

from __future__ import annotations

import re

import pytest
from defusedxml.ElementTree import fromstring

from geo.counting import ReachCounts
from geo.profiles import Figure, Point
from geo.resources import Reach
from maps import charts


def _widths(svg: str) -> list[float]:
    return [float(each) for each in re.findall(r'<rect [^>]*width="([\d.]+)"', svg)]


@pytest.mark.parametrize(
    ("value", "widths"), [(2.0, [200.0]), (1.0, [100.0]), (0.0, []), (None, []), (-1.0, [])]
)
def test_a_bar_is_as_long_as_its_share_of_the_largest(
    value: float | None, widths: list[float]
) -> None:
    assert _widths(charts.bar(value, 2.0)) == widths


def test_little_is_not_nothing() -> None:
    assert _widths(charts.bar(0.001, 100.0)) == [2.0]


def test_what_is_compared_with_is_outlined() -> None:
    assert 'fill="none"' in charts.bar(1.0, 2.0, outlined=True)
    assert 'fill="none"' not in charts.bar(1.0, 2.0)


def test_three_kinds_of_reach_look_different_without_colour() -> None:
    looks = {str(charts.key(reach)) for reach in Reach}
    assert len(looks) == 3
    assert set(re.findall(r'(?:fill|stroke)="(\w+)"', "".join(looks))) == {"currentColor", "none"}


def test_parts_of_a_bar_stand_one_behind_the_other() -> None:
    svg = charts.reach_bar(ReachCounts(site=2, remote=2), 8)
    places = [float(each) for each in re.findall(r'<rect x="([\d.]+)"', svg)]
    assert places == [0.0, 50.5]


def _point(value: float | None, *, breaks: bool = False) -> Point:
    return Point(period="", figure=Figure(name="", value=value, text=""), breaks=breaks)


def test_a_line_is_interrupted_by_a_missing_value_and_by_a_break() -> None:
    whole = charts.series([_point(1.0), _point(2.0), _point(3.0)])
    missing = charts.series([_point(1.0), _point(None), _point(3.0)])
    broken = charts.series([_point(1.0), _point(2.0, breaks=True), _point(3.0)])
    assert [each.count('stroke-width="1.5"') for each in (whole, missing, broken)] == [2, 0, 1]
    assert [each.count("stroke-dasharray") for each in (whole, missing, broken)] == [0, 0, 1]
    assert [each.count("<circle") for each in (whole, missing, broken)] == [3, 2, 3]


@pytest.mark.parametrize("values", [[], [0.0], [0.0, 0.0], [None, None], [-1.0, 2.0]])
def test_any_series_is_a_picture(values: list[float | None]) -> None:
    svg = charts.series([_point(each) for each in values])
    assert fromstring(svg).tag.endswith("svg")
    assert "nan" not in svg
