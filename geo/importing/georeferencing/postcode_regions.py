"""Where in Germany a postcode is, roughly: enough to tell zones of a grid apart.

The first digit of a German postcode names one of ten regions. Zones of UTM are 6° apart, those of
Gauß-Krüger 3°, so that boxes around the regions settle which zone the numbers of a list from
anywhere in Germany are in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from geo.importing.georeferencing.signatures import Floats

# west, south, east, north in degrees, by the first digit; read off a map of the regions
_BOXES = np.array(
    [
        (10.6, 50.1, 15.1, 52.6),
        (10.4, 51.2, 14.9, 54.8),
        (6.5, 52.2, 11.8, 55.2),
        (7.9, 50.2, 12.8, 53.3),
        (5.8, 50.9, 9.0, 53.0),
        (5.8, 49.5, 8.6, 51.8),
        (6.3, 48.9, 10.2, 50.7),
        (7.4, 47.4, 10.5, 49.8),
        (9.3, 47.2, 13.9, 49.4),
        (8.9, 48.2, 13.9, 51.7),
    ]
)
_POSTCODE = re.compile(r"\d{5}")
UNKNOWN = -1


def regions_of(postcodes: Iterable[str]) -> NDArray[np.int8]:
    """Return the region of each postcode, 0 to 9; :data:`UNKNOWN` where it is none."""
    return np.array(
        [int(text[0]) if _POSTCODE.fullmatch(text) else UNKNOWN for text in postcodes],
        dtype=np.int8,
    )


def in_region(lon: Floats, lat: Floats, regions: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Tell for each point in EPSG:4326 whether it can have a postcode of its region.

    Parameters
    ----------
    lon, lat, regions
        Shape (n,).

    Returns
    -------
    ndarray of bool
        Shape (n,); false where the region is unknown.
    """
    west, south, east, north = _BOXES[regions].T
    return np.asarray(
        (regions != UNKNOWN) & (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    )
