"""The coordinate systems that lists in Germany come in, and the numbers each of them yields.

Gauß-Krüger and Soldner stand on the Potsdam datum (DHDN). PROJ moves it to ETRS89 with seven
parameters, exact to about 3 m (EPSG:1777, 2 to 3 m within one part of Germany); the grid BETA2007
(under 1 m) is not part of pyproj. System 42/83, once used in eastern Germany, has the same
numbers as Gauß-Krüger and lies some 150 m away: nothing in a list tells the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.crs import WGS84, transform_xy

Floats = NDArray[np.float64]
_GERMANY = (5.5, 47.0, 15.5, 55.5)


@dataclass(frozen=True, slots=True)
class Signature:
    """One coordinate system: its German name and the range of its numbers over Germany.

    Parameters
    ----------
    label
        As people know it.
    x, y
        Least and greatest easting (longitude) and northing (latitude).
    least
        Greater of the two absolute values is at least this.
    """

    label: str
    x: tuple[float, float]
    y: tuple[float, float]
    least: float = 0.0


_NORTHINGS = (5_150_000.0, 6_150_000.0)
CANDIDATES = {
    WGS84: Signature("WGS 84, Länge und Breite", (5.0, 16.0), (46.5, 56.0)),
    "EPSG:25833": Signature("ETRS89 / UTM-Zone 33", (-150_000, 560_000), _NORTHINGS),
    "EPSG:25832": Signature("ETRS89 / UTM-Zone 32", (200_000, 930_000), _NORTHINGS),
    "EPSG:5650": Signature(
        "ETRS89 / UTM-Zone 33 mit vorangestellter 33", (32_850_000, 33_560_000), _NORTHINGS
    ),
    "EPSG:4647": Signature(
        "ETRS89 / UTM-Zone 32 mit vorangestellter 32", (32_200_000, 32_930_000), _NORTHINGS
    ),
    "EPSG:31466": Signature("Gauß-Krüger, Zone 2", (2_020_000, 2_999_999), _NORTHINGS),
    "EPSG:31467": Signature("Gauß-Krüger, Zone 3", (3_020_000, 3_999_999), _NORTHINGS),
    "EPSG:31468": Signature("Gauß-Krüger, Zone 4", (4_020_000, 4_999_999), _NORTHINGS),
    "EPSG:31469": Signature("Gauß-Krüger, Zone 5", (5_020_000, 5_999_999), _NORTHINGS),
    "EPSG:3857": Signature("Web-Mercator", (550_000, 1_780_000), (5_900_000, 7_500_000)),
    "EPSG:3035": Signature("ETRS89 / LAEA Europa", (3_950_000, 4_750_000), (2_600_000, 3_600_000)),
    # small numbers, which anything else could be too: only when they are not degrees
    "EPSG:3068": Signature("Soldner Berlin", (-130_000, 160_000), (-130_000, 160_000), least=181.0),
}
_SAME_ZONE = {"EPSG:25833": "EPSG:5650", "EPSG:25832": "EPSG:4647"}


def crs_label(crs: str) -> str:
    """Return a CRS as people know it, such as ``"EPSG:25833 (ETRS89 / UTM-Zone 33)"``."""
    return f"{crs} ({CANDIDATES[crs].label})" if crs in CANDIDATES else crs


def with_zone_prefix(declared: str | None, crs: str) -> bool:
    """Tell whether ``crs`` is the declared system with its zone before the easting."""
    return declared is not None and _SAME_ZONE.get(declared) == crs


def in_signature(x: Floats, y: Floats, *, crs: str) -> NDArray[np.bool_]:
    """Tell for each point whether its numbers can be of a CRS; any can if it is no candidate."""
    known = CANDIDATES.get(crs)
    if known is None:
        return np.asarray(np.isfinite(x) & np.isfinite(y))
    return np.asarray(
        (x >= known.x[0])
        & (x <= known.x[1])
        & (y >= known.y[0])
        & (y <= known.y[1])
        & (np.maximum(np.abs(x), np.abs(y)) >= known.least)
    )


def in_germany(x: Floats, y: Floats, *, crs: str) -> NDArray[np.bool_]:
    """Tell for each point in ``crs`` whether it can be in Germany (by its bounding box)."""
    found = in_signature(x, y, crs=crs)
    if found.any():
        west, south, east, north = _GERMANY
        lon, lat = transform_xy(x[found], y[found], source=crs, target=WGS84)
        found[found] = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return found
