"""The points of a table as arrays: as written, and as they may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.crs import WGS84
from geo.importing.georeferencing.frame import Frame
from geo.importing.georeferencing.positions import Position
from geo.importing.georeferencing.postcode_regions import regions_of
from geo.importing.georeferencing.signatures import Floats

_SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class Readings:
    """The points of a table.

    Parameters
    ----------
    written
        x and y as written; shape (2, n).
    restored
        The same as degrees with the decimal sign put back, where it is missing.
    grouped
        The same with the only sign read as one between thousands, where that is possible.
    regions
        Region of each row's postcode, see
        :func:`geo.importing.georeferencing.postcode_regions.regions_of`; shape (n,).
    """

    written: Floats
    restored: Floats
    grouped: Floats
    regions: NDArray[np.int8]

    @classmethod
    def of(cls, positions: Sequence[Position], postcodes: Sequence[str] = ()) -> Readings:
        """Gather the points of some rows, and their postcodes where they have any."""
        return cls(
            np.array([(spot.x, spot.y) for spot in positions]).T,
            np.array([spot.restored or (spot.x, spot.y) for spot in positions]).T,
            np.array([spot.grouped or (spot.x, spot.y) for spot in positions]).T,
            regions_of(postcodes or [""] * len(positions)),
        )

    def __len__(self) -> int:
        return int(self.written.shape[1])

    def sample(self) -> Readings:
        """Return at most some 2,000 of the points, evenly spread."""
        step = max(1, len(self) // _SAMPLE)
        return Readings(
            self.written[:, ::step],
            self.restored[:, ::step],
            self.grouped[:, ::step],
            self.regions[::step],
        )

    def read(self, crs: str, *, swapped: bool, frame: Frame) -> tuple[Floats, NDArray[np.bool_]]:
        """Return x and y in ``crs``, shape (2, n), and which were not taken as written.

        A point is taken as written unless only the other reading puts it near the county.
        """
        written, other = self.written, self.restored if crs == WGS84 else self.grouped
        if swapped:
            written, other = written[::-1], other[::-1]
        changed = np.any(written != other, axis=0)
        if changed.any():
            changed &= ~frame.near(*written, crs=crs) & frame.near(*other, crs=crs)
        return np.where(changed, other, written), changed
