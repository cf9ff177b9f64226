"""Metric coordinates whose text names the zone."""

from __future__ import annotations

import pytest

from geo.crs import WGS84, transform_xy
from geo.importing.georeferencing.grids import parse_grid


@pytest.mark.parametrize(
    "text",
    [
        "33U 367000 5805000",
        "33 U 0367000 5805000",
        "UTM 33 367000 5805000",
        "UTM33: 367000/5805000",
        "Zone 33 E 367000 N 5805000",
        "33U 367000E 5805000N",
        "33N Ost 367.000,0 m, Nord 5.805.000,0 m",
        "33UUU 67000 05000",
        "33UUU6700005000",
        "33u uu 67000 05000",
    ],
)
def test_zone_easting_and_northing_are_read(text: str) -> None:
    assert parse_grid(text) == (367_000.0, 5_805_000.0, "EPSG:25833")


def test_the_zone_of_the_west_is_read() -> None:
    assert parse_grid("32U 500000 5673895") == (500_000.0, 5_673_895.0, "EPSG:25832")


def test_rows_of_letters_are_shifted_in_even_zones() -> None:
    """32U NB is the square around Kassel."""
    found = parse_grid("32U NB 33000 84000")
    assert found is not None
    lon, lat = transform_xy([found[0]], [found[1]], source=found[2], target=WGS84)
    assert (round(float(lon[0]), 1), round(float(lat[0]), 1)) == (9.5, 51.3)


def test_few_figures_mean_the_middle_of_their_square() -> None:
    assert parse_grid("33UUU 67 05") == (367_500.0, 5_805_500.0, "EPSG:25833")


@pytest.mark.parametrize(
    "text", ["", "33", "33U", "33UUU 670 05", "33U 52.4 13.2", "60U 367000 5805000", "33UAU 67 05"]
)
def test_what_names_no_zone_is_none(text: str) -> None:
    assert parse_grid(text) is None
