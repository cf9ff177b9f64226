"""The regions of postcodes against the official addresses and well-known cities."""

from __future__ import annotations

import numpy as np
import pytest

from geo.importing.georeferencing.postcode_regions import UNKNOWN, in_region, regions_of


def test_only_five_digits_have_a_region() -> None:
    assert regions_of(["01067", "14513", "1067", "", "D-14513"]).tolist() == [
        0,
        1,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
    ]


@pytest.mark.parametrize(
    ("postcode", "lon", "lat"),
    [
        ("02826", 14.99, 51.15),  # Görlitz, in the far east
        ("06108", 11.97, 51.48),  # Halle
        ("19230", 11.19, 53.43),  # Hagenow
        ("17419", 14.16, 53.94),  # Usedom
        ("26757", 6.67, 53.59),  # Borkum
        ("23966", 11.46, 53.89),  # Wismar
        ("39307", 12.17, 52.41),  # Genthin
        ("52064", 6.08, 50.77),  # Aachen
        ("49074", 8.05, 52.28),  # Osnabrück
        ("66111", 6.99, 49.23),  # Saarbrücken
        ("78462", 9.17, 47.66),  # Konstanz
        ("83471", 13.00, 47.63),  # Berchtesgaden
        ("94032", 13.46, 48.57),  # Passau
        ("99084", 11.03, 50.98),  # Erfurt
    ],
)
def test_a_city_lies_in_the_region_of_its_postcode_and_not_in_the_next_zone(
    postcode: str, lon: float, lat: float
) -> None:
    regions = regions_of([postcode] * 3)
    inside = in_region(np.array([lon, lon - 6, lon + 6]), np.array([lat] * 3), regions)
    assert inside.tolist() == [True, False, False]
