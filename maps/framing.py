"""From metres on the ground to millimetres on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: Decimals of coordinates on paper: a hundredth of a millimetre.
DECIMALS = 2
_ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on paper in millimetres, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """Return the rectangle of a size about its middle."""
        return cls(
            left=x - width / 2, top=y - height / 2, right=x + width / 2, bottom=y + height / 2
        )

    @property
    def area(self) -> float:
        """Area in mm²."""
        return (self.right - self.left) * (self.bottom - self.top)

    def overlaps(self, other: Box) -> bool:
        """Tell whether two rectangles share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Tell whether another rectangle lies within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> Box:
        """Return the rectangle with its edges moved outwards."""
        return Box(
            left=self.left - by, top=self.top - by, right=self.right + by, bottom=self.bottom + by
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle of paper and the part of the county that it shows.

    Parameters
    ----------
    west, north
        Projected coordinates of its upper left corner in metres.
    scale
        Millimetres of paper per metre of ground: 1:100,000 is 0.01.
    width, height
        Size on paper in millimetres.
    """

    west: float
    north: float
    scale: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        """The whole rectangle."""
        return Box(left=0.0, top=0.0, right=self.width, bottom=self.height)

    @property
    def denominator(self) -> float:
        """Denominator of the scale: metres of ground per metre of paper."""
        return 1000.0 / self.scale

    def place(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where projected coordinates of shape (n, 2) lie on paper, in millimetres."""
        corner = np.array([self.west, self.north])
        placed: NDArray[np.float64] = np.round((xy - corner) * (self.scale, -self.scale), DECIMALS)
        return placed

    def cut(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return what of a geometry in metres is seen, on paper in millimetres."""
        east, south = self.west + self.width / self.scale, self.north - self.height / self.scale
        seen = shapely.clip_by_rect(geometry, self.west, south, east, self.north)
        return shapely.transform(seen, self.place)


def frame_around(geometry: BaseGeometry, *, width: float, height: float, margin: float) -> Frame:
    """Return the frame that shows a geometry as large as possible, in the middle.

    Parameters
    ----------
    geometry
        In metres of a projected CRS.
    width, height
        Size of the frame in millimetres.
    margin
        Millimetres kept free on each side; at most a quarter of the smaller edge.
    """
    west, south, east, north = geometry.bounds
    free = min(margin, min(width, height) / 4)
    room = (width - 2 * free, height - 2 * free)
    scale = min(room[0] / max(east - west, 1.0), room[1] / max(north - south, 1.0))
    return Frame(
        west=(west + east) / 2 - width / scale / 2,
        north=(south + north) / 2 + height / scale / 2,
        scale=scale,
        width=width,
        height=height,
    )


def round_length(longest: float) -> float:
    """Return the longest of 1, 2, 5, 10, 20, 50, … that is no longer than ``longest`` (> 0)."""
    power = 10.0 ** np.floor(np.log10(longest))
    return float(max(step * power for step in _ROUND if step * power <= longest * (1 + 1e-9)))


def path_of(geometry: BaseGeometry) -> str:
    """Return lines and polygons on paper as the ``d`` of an SVG path; empty for nothing."""
    return "".join(_line(ring, closed=closed) for ring, closed in _lines(geometry))


def _lines(geometry: BaseGeometry) -> Sequence[tuple[NDArray[np.float64], bool]]:
    found = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            rings = (part.exterior, *part.interiors)
            found += [(shapely.get_coordinates(ring), True) for ring in rings]
        elif part.geom_type == "LineString":
            found.append((shapely.get_coordinates(part), False))
        elif part.geom_type not in {"Point"}:
            found += _lines(part)
    return found


def _line(xy: NDArray[np.float64], *, closed: bool) -> str:
    moved = np.concatenate([[True], np.any(np.diff(xy, axis=0) != 0, axis=1)])
    kept = xy[moved].tolist()
    if len(kept) < 2:
        return ""
    corners = kept[:-1] if closed and kept[0] == kept[-1] else kept
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + ("Z" if closed else "")
