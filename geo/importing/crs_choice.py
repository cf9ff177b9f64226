"""Which CRS coordinates are in: the declared one, or the one that hits the county best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.crs import WGS84, transform_xy

CANDIDATES = {
    WGS84: "WGS 84, Länge und Breite",
    "EPSG:25833": "ETRS89 / UTM-Zone 33",
    "EPSG:25832": "ETRS89 / UTM-Zone 32",
    "EPSG:5650": "ETRS89 / UTM-Zone 33 mit vorangestellter 33",
    "EPSG:4647": "ETRS89 / UTM-Zone 32 mit vorangestellter 32",
    "EPSG:3857": "Web-Mercator",
}
SURROUNDINGS_M = 50_000.0
_SAMPLE = 2_000
_CONVINCING = 0.5
_GERMANY = (5.5, 47.0, 15.5, 55.5)


@dataclass(frozen=True, slots=True)
class Frame:
    """The county and its surroundings.

    Parameters
    ----------
    crs
        Projected CRS of the county.
    bounds
        West, south, east, north of the county in ``crs``, metres.
    """

    crs: str
    bounds: tuple[float, float, float, float]

    def contains(
        self, x: NDArray[np.float64], y: NDArray[np.float64], *, crs: str
    ) -> NDArray[np.bool_]:
        """Tell for each point in ``crs`` whether it is at most 50 km outside the bounds."""
        px, py = transform_xy(x, y, source=crs, target=self.crs)
        west, south, east, north = self.bounds
        return np.asarray(
            (px >= west - SURROUNDINGS_M)
            & (px <= east + SURROUNDINGS_M)
            & (py >= south - SURROUNDINGS_M)
            & (py <= north + SURROUNDINGS_M)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """How the coordinates of a table are read.

    Parameters
    ----------
    crs
        CRS of the coordinates.
    swapped
        Whether x and y stand in each other's place.
    hits, points
        How many points of the examined ones hit the county and its surroundings.
    """

    crs: str
    swapped: bool
    hits: int
    points: int


def crs_label(crs: str) -> str:
    """Return a CRS as people know it, such as ``"EPSG:25833 (ETRS89 / UTM-Zone 33)"``."""
    return f"{crs} ({CANDIDATES[crs]})" if crs in CANDIDATES else crs


def choose_crs(
    x: NDArray[np.float64], y: NDArray[np.float64], *, declared: str | None, frame: Frame
) -> Choice | None:
    """Choose the CRS of the points of one table.

    A declared CRS holds unless none of its points hits the county or its surroundings while
    another reading puts at least half of them there.

    Parameters
    ----------
    x, y
        Shape (n,), finite.
    declared
        What the file says, or ``None``.
    frame
        The county.

    Returns
    -------
    Choice or None
        ``None`` if nothing is declared and no candidate has a hit.
    """
    step = max(1, len(x) // _SAMPLE)
    x, y = x[::step], y[::step]
    readings = [(crs, swapped) for swapped in (False, True) for crs in CANDIDATES]
    if declared and (declared, False) not in readings:
        readings += [(declared, False), (declared, True)]
    choices = [_try(x, y, crs, swapped=swapped, frame=frame) for crs, swapped in readings]
    best = max(choices, key=lambda choice: choice.hits)
    own = next((c for c in choices if c.crs == declared and not c.swapped), None)
    if own is None:
        return best if best.hits else None
    return best if own.hits == 0 and best.hits >= _CONVINCING * best.points else own


def _try(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: str, *, swapped: bool, frame: Frame
) -> Choice:
    inside = frame.contains(*((y, x) if swapped else (x, y)), crs=crs)
    return Choice(crs, swapped, int(inside.sum()), len(x))


def in_germany(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell for each point in EPSG:4326 whether it can be in Germany (by its bounding box)."""
    west, south, east, north = _GERMANY
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
