from __future__ import annotations

import numpy as np
import pytest

from geo.crs import WGS84, require_projected, transform_xy
from geo.errors import UnknownCrs


def test_the_central_meridian_of_zone_33_has_easting_500_km() -> None:
    x, _ = transform_xy([15.0], [52.0], source=WGS84, target="EPSG:25833")
    assert x[0] == pytest.approx(500_000, abs=1e-3)


def test_there_and_back_again_is_the_same_place() -> None:
    x, y = transform_xy([12.6, 13.2], [52.1, 52.4], source=WGS84, target="EPSG:25833")
    lon, lat = transform_xy(x, y, source="EPSG:25833", target=WGS84)
    np.testing.assert_allclose([lon, lat], [[12.6, 13.2], [52.1, 52.4]], atol=1e-9)


def test_the_same_system_changes_nothing() -> None:
    x, y = transform_xy([1.0], [2.0], source=WGS84, target=WGS84)
    assert (x[0], y[0]) == (1.0, 2.0)


def test_an_unknown_system_is_named() -> None:
    with pytest.raises(UnknownCrs, match="EPSG:1"):
        transform_xy([1.0], [2.0], source="EPSG:1", target=WGS84)


@pytest.mark.parametrize("crs", [WGS84, "EPSG:3857", "Unsinn"])
def test_distances_need_a_projected_system(crs: str) -> None:
    with pytest.raises(UnknownCrs):
        require_projected(crs)


def test_utm_is_projected() -> None:
    require_projected("EPSG:25833")
