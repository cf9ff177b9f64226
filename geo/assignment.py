"""Points to areas: one answer per point, by a fixed rule on borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.areas import Area
from geo.crs import require_projected
from geo.errors import InputError, UnknownCrs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

CELLS = 1536
"""Cells along the longer side of the grid: about 60 m each for a county."""

CHUNK = 65_536
"""Points looked up at once: their working arrays stay in the processor's cache."""

_OUTSIDE, _AT_BORDER = -1, -2
_SLACK = 1e-6
"""Share of a cell by which borders are widened; rounding moves a point far less."""


class Status(IntEnum):
    """Where a point lies; values of :attr:`Assignment.status`."""

    INSIDE = 0
    BORDER = 1
    OUTSIDE = 2
    MISSING = 3


@dataclass(frozen=True)
class Assignment:
    """Areas of n points, in the order of the points.

    Parameters
    ----------
    position
        Shape (n,): index into ``AreaIndex.areas``; -1 outside and for missing points.
    status
        Shape (n,): values of :class:`Status`. A point on a border belongs to the area with
        the lowest id of those that touch it.
    """

    position: NDArray[np.int32]
    status: NDArray[np.uint8]
    _index: AreaIndex = field(repr=False, compare=False)
    _x: NDArray[np.float64] = field(repr=False, compare=False)
    _y: NDArray[np.float64] = field(repr=False, compare=False)

    @property
    def nearest(self) -> NDArray[np.int32]:
        """Shape (n,): own area, or the nearest one of a point outside; -1 if missing."""
        return self._nearest[0]

    @property
    def distance_m(self) -> NDArray[np.float64]:
        """Shape (n,): metres to the nearest area, 0 inside, NaN if missing."""
        return self._nearest[1]

    @cached_property
    def _nearest(self) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        # Asked for rarely and costly for many points outside, so computed when asked for.
        nearest = self.position.copy()
        distance = np.where(self.status == Status.MISSING, np.nan, 0.0)
        outside = np.flatnonzero(self.status == Status.OUTSIDE)
        nearest[outside], distance[outside] = self._index.nearest(
            self._x[outside], self._y[outside]
        )
        return nearest, distance


class AreaIndex:
    """Areas of one level, prepared for millions of points.

    A grid of square cells covers the areas. A cell that no border touches lies as a whole in
    one area, or outside, and answers for all its points; a point in any other cell is tested
    exactly against the areas whose border touches the cell.

    Parameters
    ----------
    areas
        Areas that do not overlap, such as one level of an ``AreaHierarchy``.
    crs
        Projected CRS of their geometries.

    Attributes
    ----------
    areas : tuple of Area
        The areas ordered by id.

    Raises
    ------
    InputError
        If there are no areas.
    UnknownCrs
        If distances cannot be measured in ``crs``.
    """

    def __init__(self, areas: Sequence[Area], *, crs: str) -> None:
        require_projected(crs)
        if not areas:
            raise InputError("Ohne Gebiete lassen sich keine Punkte zuordnen.")
        self.areas = tuple(sorted(areas, key=lambda area: area.area_id))
        self.crs = crs
        self._polygons = np.asarray([area.geometry for area in self.areas], dtype=object)
        shapely.prepare(self._polygons)
        self._segments, self._owners = _border_segments(self._polygons)
        self._grid = _Grid(shapely.total_bounds(self._polygons))
        cells, segments = self._grid.cells_touched_by(self._segments)
        self._border_cells, self._candidates = self._candidates_of(cells, self._owners[segments])
        self._labels = self._label_cells()

    def assign(self, x: ArrayLike, y: ArrayLike, *, crs: str) -> Assignment:
        """Find the area of each point.

        Parameters
        ----------
        x, y
            Shape (n,): coordinates in ``crs``; what is not finite is missing.
        crs
            Must be the CRS of the index.

        Raises
        ------
        UnknownCrs
            If ``crs`` is another one.
        """
        if crs != self.crs:
            raise UnknownCrs(
                f"Die Punkte stehen in {crs}, die Gebiete in {self.crs}. Bitte zuerst umrechnen."
            )
        xs, ys = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        labels = np.empty(xs.shape, dtype=self._labels.dtype)
        for start in range(0, len(xs), CHUNK):
            part = slice(start, start + CHUNK)
            cells = self._grid.cell_of(xs[part], ys[part])
            self._labels.take(cells, out=labels[part], mode="clip")
        status = (labels < 0) * np.uint8(Status.OUTSIDE)
        status[~(np.isfinite(xs) & np.isfinite(ys))] = Status.MISSING
        position = labels.astype(np.int32)
        exact = np.flatnonzero(labels == _AT_BORDER)
        position[exact], status[exact] = self._test(xs[exact], ys[exact])
        return Assignment(position, status, self, xs, ys)

    def nearest(
        self, x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the nearest area of points outside all areas, and its distance.

        Parameters
        ----------
        x, y
            Shape (n,): finite coordinates in the CRS of the index.

        Returns
        -------
        tuple of ndarray
            Index into ``areas``, the lowest of equally near ones, and Euclidean distance to
            the area's border in metres; shape (n,) each.
        """
        (points, segments), distances = self._border_tree.query_nearest(
            shapely.points(x, y), return_distance=True
        )
        nearest = np.full(len(x), len(self.areas), dtype=np.int32)
        np.minimum.at(nearest, points, self._owners[segments])
        distance = np.empty(len(x), dtype=np.float64)
        distance[points] = distances
        return nearest, distance

    @cached_property
    def _border_tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.linestrings(self._segments))

    def _candidates_of(
        self, cells: NDArray[np.intp], owners: NDArray[np.int32]
    ) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
        """Return the cells that borders touch, ascending, and the areas these belong to.

        Shape (k,) and (k, most areas in one cell); areas ascending, padded with -1.
        """
        pairs = np.unique(cells * len(self.areas) + owners)
        border_cells, first, counts = np.unique(
            pairs // len(self.areas), return_index=True, return_counts=True
        )
        candidates = np.full((len(border_cells), counts.max()), _OUTSIDE, dtype=np.int32)
        slot = np.arange(len(pairs)) - np.repeat(first, counts)
        row = np.repeat(np.arange(len(border_cells)), counts)
        candidates[row, slot] = pairs % len(self.areas)
        return border_cells, candidates

    def _label_cells(self) -> NDArray[np.signedinteger]:
        """Return what each cell answers: an area, -1 outside, -2 at a border."""
        at_border = np.zeros(self._grid.cells, dtype=bool)
        at_border[self._border_cells] = True
        # A run of cells in a row without border between them lies in one area.
        starts = ~at_border & np.roll(at_border, 1)
        starts[:: self._grid.columns] = True
        # The smallest integers that fit keep the table in the processor's cache.
        runs = self._runs(np.flatnonzero(starts)).astype(np.min_scalar_type(-len(self.areas) - 1))
        labels = runs[np.cumsum(starts, dtype=np.int32) - 1]
        labels[at_border] = _AT_BORDER
        return labels

    def _runs(self, cells: NDArray[np.intp]) -> NDArray[np.int32]:
        """Return the area of each cell that no border touches, by its centre."""
        x, y = self._grid.centre_of(cells)
        answers = np.full(len(cells), _OUTSIDE, dtype=np.int32)
        for position, (polygon, bounds) in enumerate(
            zip(self._polygons, shapely.bounds(self._polygons), strict=True)
        ):
            west, south, east, north = bounds
            near = np.flatnonzero((x > west) & (x < east) & (y > south) & (y < north))
            answers[near[shapely.contains_xy(polygon, x[near], y[near])]] = position
        return answers

    def _test(
        self, x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Test points of border cells exactly against their candidates, lowest id first."""
        rows = np.searchsorted(self._border_cells, self._grid.cell_of(x, y))
        candidates = self._candidates[rows]
        position = np.full(len(x), _OUTSIDE, dtype=np.int32)
        status = np.full(len(x), Status.OUTSIDE, dtype=np.uint8)
        tests = ((shapely.contains_xy, Status.INSIDE), (shapely.intersects_xy, Status.BORDER))
        for test, meaning in tests:
            for areas in candidates.T:
                undecided = np.flatnonzero((position < 0) & (areas >= 0))
                polygons = self._polygons[areas[undecided]]
                hits = undecided[test(polygons, x[undecided], y[undecided])]
                position[hits], status[hits] = areas[hits], meaning
        return position, status


def _border_segments(
    polygons: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Return the border segments, shape (m, 2, 2), and the polygon of each."""
    parts, owners = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    joined = np.flatnonzero(ring[:-1] == ring[1:])
    segments = np.stack([coordinates[joined], coordinates[joined + 1]], axis=1)
    return segments, owners[part[ring[joined]]].astype(np.int32)


class _Grid:
    """Square cells around bounds, numbered by row, with a margin that no border touches."""

    def __init__(self, bounds: NDArray[np.float64]) -> None:
        west, south, east, north = bounds
        self.size = max(east - west, north - south) / CELLS
        self.per_metre = 1 / self.size
        self.west, self.south = west - 2 * self.size, south - 2 * self.size
        self.columns = int((east - self.west) / self.size) + 3
        self.rows = int((north - self.south) / self.size) + 3

    @property
    def cells(self) -> int:
        return self.columns * self.rows

    def cell_of(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int32]:
        """Return the cell of each point; beyond the grid, or not a number, one of its margin."""
        cell = self._step(y, self.south, self.rows)
        cell *= self.columns
        cell += self._step(x, self.west, self.columns)
        return cell

    def _step(self, values: NDArray[np.float64], start: float, count: int) -> NDArray[np.int32]:
        steps = values - start
        steps *= self.per_metre
        # fmin and fmax, unlike clip, turn NaN into a number.
        np.fmin(steps, count - 1, out=steps)
        np.fmax(steps, 0, out=steps)
        return steps.astype(np.int32)

    def centre_of(self, cells: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        row, column = np.divmod(cells, self.columns)
        return self.west + (column + 0.5) * self.size, self.south + (row + 0.5) * self.size

    def cells_touched_by(
        self, segments: NDArray[np.float64]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return pairs of a cell and the index of a segment that touches it.

        Each segment is cut at the columns of the grid; in a column it touches the rows
        between the heights at which it enters and leaves. All widened by ``_SLACK``.
        """
        ends = (segments - [self.west, self.south]) * self.per_metre
        ends = np.take_along_axis(ends, np.argsort(ends[:, :, :1], axis=1), axis=1)
        (u0, v0), (u1, v1) = ends[:, 0].T, ends[:, 1].T
        # Where a steep segment crosses the side of a column is not precise: take all of it.
        steep = u1 - u0 < 1e-3
        slope = (v1 - v0) / np.where(steep, 1, u1 - u0)
        segment, column = _ranges(u0 - _SLACK, u1 + _SLACK)
        begin = np.maximum(column - _SLACK, u0[segment]) - u0[segment]
        end = np.minimum(column + 1 + _SLACK, u1[segment]) - u0[segment]
        enters = np.where(steep[segment], v0[segment], v0[segment] + begin * slope[segment])
        leaves = np.where(steep[segment], v1[segment], v0[segment] + end * slope[segment])
        crossing, row = _ranges(
            np.minimum(enters, leaves) - _SLACK, np.maximum(enters, leaves) + _SLACK
        )
        return row * self.columns + column[crossing], segment[crossing]


def _ranges(
    first: NDArray[np.float64], last: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return every whole cell of the intervals [first, last], and the interval it is of."""
    lowest = np.floor(first).astype(np.intp)
    counts = np.floor(last).astype(np.intp) - lowest + 1
    interval = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return interval, lowest[interval] + step
