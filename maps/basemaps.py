"""Background maps on a page: addresses of pictures on a live one, the pictures in a file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from geo.basemaps import Basemap
from geo.county import Attribution
from geo.tiles import EmbeddedTiles
from maps.islands import island


def basemap_islands(basemaps: Iterable[Basemap], tiles: EmbeddedTiles | None) -> Markup:
    """Return what the client needs to draw backgrounds.

    Parameters
    ----------
    basemaps
        Those of a live page; each must have an address by now.
    tiles
        Those of a file.
    """
    islands = [island("basemap", _encode(each)) for each in basemaps]
    if tiles:
        islands.extend(island(kind, data, deflate=False) for kind, data in _embedded(tiles))
    return Markup("\n".join(islands))  # noqa: S704 - islands escape


def _encode(basemap: Basemap) -> dict[str, Any]:
    return {
        "title": basemap.title,
        "credit": credit(basemap.attribution),
        "host": basemap.host,
        "address": basemap.address,
        "zooms": [basemap.min_zoom, basemap.max_zoom],
        "side": basemap.tile_size,
        "photo": basemap.photo,
        "box": basemap.box,
    }


def _embedded(tiles: EmbeddedTiles) -> Iterator[tuple[str, Any]]:
    zooms = [tile.z for tile in tiles.tiles]
    yield (
        "tiles",
        {
            "title": tiles.title,
            "credit": credit(tiles.attribution),
            "media": tiles.media_type,
            "zooms": [min(zooms), max(zooms)],
            "side": tiles.tile_size,
            "photo": tiles.photo,
            "box": tiles.box,
        },
    )
    # One island each: together they would be deflated, which makes no picture smaller and takes
    # the browser ten times as long to read.
    for tile, image in sorted(tiles.tiles.items()):
        yield "tile", [*tile, b64encode(image).decode()]


def credit(attribution: Attribution) -> str:
    """Return a source line with its licence."""
    return " · ".join(filter(None, (attribution.text, attribution.licence)))
