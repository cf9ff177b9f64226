"""Squares of the Web Mercator pyramid: which of them cover an area, and how many fit a file."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geo.county import Attribution

DEEPEST_ZOOM = 22
_SPARSE = 4
_HALF_WORLD_M = math.pi * 6_378_137  # half of the equator on the sphere of EPSG:3857
_LARGEST_LAT = 85.051128
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class Tile(NamedTuple):
    """One square: zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        """Whether the pyramid has such a square."""
        side = 1 << self.z if 0 <= self.z <= DEEPEST_ZOOM else 0
        return 0 <= self.x < side and 0 <= self.y < side

    @property
    def box_m(self) -> tuple[float, float, float, float]:
        """West, south, east, north in metres of EPSG:3857."""
        side = 2 * _HALF_WORLD_M / (1 << self.z)
        west, north = self.x * side - _HALF_WORLD_M, _HALF_WORLD_M - self.y * side
        return west, north - side, west + side, north


class Extent(NamedTuple):
    """A rectangle in EPSG:4326 degrees."""

    west: float
    south: float
    east: float
    north: float

    def within(self, other: Extent) -> Extent:
        """Return the part that lies in another one; the whole if none does."""
        west, south = max(self.west, other.west), max(self.south, other.south)
        east, north = min(self.east, other.east), min(self.north, other.north)
        return Extent(west, south, east, north) if west < east and south < north else self

    def widened(self, share: float) -> Extent:
        """Return the rectangle with a margin on each side, as a share of its longer side."""
        margin = share * max(self.east - self.west, self.north - self.south)
        return Extent(
            self.west - margin, self.south - margin, self.east + margin, self.north + margin
        )


@dataclass(frozen=True, slots=True)
class TileRange:
    """All squares of one zoom between two columns and two rows, each included."""

    z: int
    west: int
    north: int
    east: int
    south: int

    @property
    def count(self) -> int:
        """Number of squares."""
        return (self.east - self.west + 1) * (self.south - self.north + 1)

    def __iter__(self) -> Iterator[Tile]:
        """Yield the squares, column by column from north to south."""
        for x in range(self.west, self.east + 1):
            for y in range(self.north, self.south + 1):
                yield Tile(self.z, x, y)


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLimits:
    """What a file may take along.

    Parameters
    ----------
    count
        Number of tiles.
    size
        Their bytes in the file.
    """

    count: int = 2_000
    size: int = 8_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TilePlan:
    """What of a basemap a file would take along.

    Parameters
    ----------
    basemap_id
        The basemap.
    box
        The area, margin included.
    levels
        One range per zoom, from the coarsest to the finest; none if nothing fits.
    count, size
        Number of tiles and their bytes in the file.
    exact
        Whether number and size are counted; otherwise they are estimated.
    """

    basemap_id: str
    box: Extent
    levels: tuple[TileRange, ...]
    count: int
    size: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedTiles:
    """Tiles that travel in a file.

    Parameters
    ----------
    title
        Name of the basemap.
    attribution
        Its source line.
    box
        The area they cover; there is nothing outside.
    tile_size
        Side of a tile in pixels.
    media_type
        Such as ``"image/png"``.
    photo
        Whether they are photographs.
    tiles
        The images by their square; what the basemap leaves empty is missing.
    """

    title: str
    attribution: Attribution
    box: Extent
    tile_size: int
    media_type: str
    photo: bool = False
    tiles: Mapping[Tile, bytes]

    @property
    def size_in_file(self) -> int:
        """Bytes of all images as base64."""
        return sum(bytes_in_file(len(image)) for image in self.tiles.values())


def tile_range(box: Extent, z: int) -> TileRange:
    """Return the squares of one zoom that touch a rectangle."""
    west, north = _square(box.west, box.north, z)
    east, south = _square(box.east, box.south, z)
    return TileRange(z, west, north, east, south)


def _square(lon: float, lat: float, z: int) -> tuple[int, int]:
    side = 1 << z
    limited = math.radians(max(-_LARGEST_LAT, min(_LARGEST_LAT, lat)))
    down = (1 - math.asinh(math.tan(limited)) / math.pi) / 2
    column, row = math.floor((lon + 180) / 360 * side), math.floor(down * side)
    return max(0, min(side - 1, column)), max(0, min(side - 1, row))


def plan_levels(
    box: Extent,
    zooms: Sequence[int],
    *,
    limits: TileLimits,
    measure: Callable[[TileRange], tuple[int, int]],
) -> tuple[tuple[TileRange, ...], int, int]:
    """Choose the zooms that fit, from the coarsest on; return them, number and size.

    Parameters
    ----------
    box
        The area.
    zooms
        The zooms there are, coarsest first.
    limits
        What may not be exceeded.
    measure
        Tells number and bytes in the file of the tiles of a range.
    """
    levels: list[TileRange] = []
    count = size = 0
    for z in zooms:
        level = tile_range(box, z)
        # An empty square costs nothing, but a range of millions must not even be counted.
        if level.count > _SPARSE * limits.count:
            break
        more, bytes_ = measure(level)
        if count + more > limits.count or size + bytes_ > limits.size:
            break
        levels.append(level)
        count, size = count + more, size + bytes_
    return tuple(levels), count, size


def bytes_in_file(length: int) -> int:
    """Return what an image of some bytes takes as base64."""
    return (length + 2) // 3 * 4


def media_type_of(image: bytes) -> str:
    """Return what an image is, by its first bytes; empty if it is none that browsers show."""
    if image[:4] == b"RIFF" and image[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES.items() if image.startswith(start)), "")
