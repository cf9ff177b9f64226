"""Show a picture of a background map that lies in a file of the administrator."""

from __future__ import annotations

from geo.basemaps import BasemapKind
from geo.errors import NotFound
from geo.tiles import Tile
from geo.usecases.instance import Instance


def own_picture(instance: Instance, basemap_id: str, tile: Tile) -> bytes:
    """Return one picture.

    Raises
    ------
    NotFound
        If there is no such file or it has no such picture.
    Unavailable
        If the file has become unreadable.
    """
    for basemap in instance.basemaps:
        if basemap.basemap_id == basemap_id and basemap.kind is BasemapKind.MBTILES:
            image = instance.tiles_of(basemap).tile(tile) if tile.exists else None
            if image:
                return image
    raise NotFound("Diese Kachel gibt es nicht.")
