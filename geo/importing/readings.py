"""The points of a table as arrays: as written, and as they may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.crs import WGS84
from geo.importing.frame import Frame
from geo.importing.positions import Position
from geo.importing.signatures import Floats

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
    """

    written: Floats
    restored: Floats
    grouped: Floats

    @classmethod
    def of(cls, positions: Iterable[Position]) -> Readings:
        """Gather the points of some rows."""
        found = list(positions)
        return cls(
            np.array([(spot.x, spot.y) for spot in found]).T,
            np.array([spot.restored or (spot.x, spot.y) for spot in found]).T,
            np.array([spot.grouped or (spot.x, spot.y) for spot in found]).T,
        )

    def __len__(self) -> int:
        return int(self.written.shape[1])

    def sample(self) -> Readings:
        """Return at most some 2,000 of the points, evenly spread."""
        step = max(1, len(self) // _SAMPLE)
        return Readings(self.written[:, ::step], self.restored[:, ::step], self.grouped[:, ::step])

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
