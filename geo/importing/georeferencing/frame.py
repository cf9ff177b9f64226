"""The county and its surroundings: where the points of a list are expected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import transform_xy
from geo.importing.georeferencing.signatures import Floats, in_signature

SURROUNDINGS_M = 50_000.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The county and its surroundings.

    Parameters
    ----------
    crs
        Projected CRS of the county.
    county
        Its area in ``crs``.
    """

    crs: str
    county: shapely.Geometry

    def inside(self, x: Floats, y: Floats, *, crs: str) -> NDArray[np.bool_]:
        """Tell for each point in ``crs`` whether it is in the county."""
        shapely.prepare(self.county)
        px, py = transform_xy(x, y, source=crs, target=self.crs)
        return np.asarray(shapely.contains_xy(self.county, px, py))

    def near(self, x: Floats, y: Floats, *, crs: str) -> NDArray[np.bool_]:
        """Tell for each point whether it is possible in ``crs`` and near the county.

        Near is at most 50 km outside the county's bounding box.
        """
        found = in_signature(x, y, crs=crs)
        if found.any():
            px, py = transform_xy(x[found], y[found], source=crs, target=self.crs)
            west, south, east, north = self.county.bounds
            found[found] = (
                (px >= west - SURROUNDINGS_M)
                & (px <= east + SURROUNDINGS_M)
                & (py >= south - SURROUNDINGS_M)
                & (py <= north + SURROUNDINGS_M)
            )
        return found
