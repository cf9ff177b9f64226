"""Points along a street."""

from __future__ import annotations

import pytest

from geo.geocoding.street import central, metres_between


def test_a_degree_of_latitude_is_111_km() -> None:
    assert metres_between((52.0, 13.0), (53.0, 13.0)) == pytest.approx(111_195, abs=1)


def test_a_degree_of_longitude_shrinks_with_the_latitude() -> None:
    assert metres_between((60.0, 13.0), (60.0, 14.0)) == pytest.approx(111_195 / 2, abs=1)


def test_the_middle_is_a_point_of_its_own() -> None:
    assert central([(52.0, 13.0), (52.1, 13.0), (52.4, 13.0)]) == (52.1, 13.0)
    assert central([]) is None
