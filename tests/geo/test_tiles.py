"""Squares of the pyramid and the choice of those that fit a file."""

from __future__ import annotations

from base64 import b64encode

import pytest

from geo.tiles import (
    Extent,
    Tile,
    TileLimits,
    TileRange,
    bytes_in_file,
    media_type_of,
    plan_levels,
    tile_range,
)

POTSDAM = Extent(12.9, 52.3, 13.2, 52.5)


def test_a_place_lies_in_the_square_that_everybody_gives_it() -> None:
    berlin = Extent(13.4050, 52.5200, 13.4050, 52.5200)
    assert list(tile_range(berlin, 10)) == [Tile(10, 550, 335)]


def test_a_rectangle_is_covered_with_its_parents() -> None:
    finer = {Tile(z - 1, x // 2, y // 2) for z, x, y in tile_range(POTSDAM, 12)}
    assert finer == set(tile_range(POTSDAM, 11))


def test_a_square_knows_its_metres() -> None:
    assert Tile(0, 0, 0).box_m == pytest.approx((-20037508.34, -20037508.34) + (20037508.34,) * 2)
    west, south, east, north = Tile(1, 1, 0).box_m
    assert (west, south) == (0, 0)
    assert east == north == pytest.approx(20037508.34)


@pytest.mark.parametrize(
    "tile", [Tile(-1, 0, 0), Tile(8, 256, 0), Tile(8, 0, -1), Tile(23, 0, 0), Tile(10**9, 0, 0)]
)
def test_squares_outside_the_pyramid_do_not_exist(tile: Tile) -> None:
    assert not tile.exists


def test_the_poles_and_the_date_line_have_squares() -> None:
    world = Extent(-200.0, -90.0, 200.0, 90.0)
    assert tile_range(world, 3) == TileRange(3, 0, 0, 7, 7)


def test_a_margin_is_a_share_of_the_longer_side() -> None:
    assert Extent(10, 50, 20, 52).widened(0.1) == Extent(9, 49, 21, 53)


def test_a_rectangle_is_cut_to_another_unless_they_are_apart() -> None:
    assert Extent(12, 52, 14, 54).within(POTSDAM) == POTSDAM
    assert Extent(12, 52, 13, 52.4).within(POTSDAM) == Extent(12.9, 52.3, 13, 52.4)
    assert Extent(1, 2, 3, 4).within(POTSDAM) == Extent(1, 2, 3, 4)


@pytest.mark.parametrize("length", range(5))
def test_an_image_is_counted_as_it_stands_in_the_file(length: int) -> None:
    assert bytes_in_file(length) == len(b64encode(b"x" * length))


def _plan(limits: TileLimits, each: int = 1_000) -> tuple[list[int], int, int]:
    def measure(level: TileRange) -> tuple[int, int]:
        return level.count, level.count * each

    levels, count, size = plan_levels(POTSDAM, range(8, 23), limits=limits, measure=measure)
    return [level.z for level in levels], count, size


def test_zooms_are_taken_until_the_number_is_reached() -> None:
    zooms, count, size = _plan(TileLimits(count=100, size=10**9))
    counted = sum(tile_range(POTSDAM, z).count for z in zooms)
    assert zooms[0] == 8
    assert zooms == list(range(8, zooms[-1] + 1))
    assert counted == count <= 100 < counted + tile_range(POTSDAM, zooms[-1] + 1).count
    assert size == 1_000 * count


def test_zooms_are_taken_until_the_size_is_reached() -> None:
    assert _plan(TileLimits(count=10_000, size=100_000))[0] == _plan(TileLimits(count=100))[0]


def test_nothing_is_taken_if_the_first_zoom_is_too_large() -> None:
    assert _plan(TileLimits(size=500)) == ([], 0, 0)


def test_ranges_of_millions_are_not_measured() -> None:
    seen: list[int] = []

    def measure(level: TileRange) -> tuple[int, int]:
        seen.append(level.count)
        return 0, 0

    plan_levels(Extent(5, 47, 15, 55), range(23), limits=TileLimits(count=10), measure=measure)
    assert max(seen) <= 40


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", ""),
        (b"<svg onload=alert(1)>", ""),
        (b"GIF89a", ""),
        (b"", ""),
    ],
)
def test_an_image_is_known_by_its_first_bytes(image: bytes, kind: str) -> None:
    assert media_type_of(image) == kind
