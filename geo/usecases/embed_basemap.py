"""Take a background map along in a file: what it would cost, and the pictures themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from geo.areas import Area, AreaHierarchy, Level
from geo.basemaps import Basemap, BasemapKind
from geo.crs import PRECISION, WGS84, transform_xy
from geo.errors import InvalidParameter, LimitExceeded, NotFound
from geo.filtering import ResourceFilter
from geo.tiles import (
    EmbeddedTiles,
    Extent,
    Tile,
    TileLimits,
    TilePlan,
    TileRange,
    bytes_in_file,
    media_type_of,
    plan_levels,
)
from geo.usecases.instance import Instance
from geo.usecases.tile_services import TileService

FIRST_ZOOM = 8
_MARGIN = 0.04
_USUAL_BYTES = 20_000  # of a picture of 256 pixels, until a service has shown its own
_STORE = "basemaps"


def embeddable(instance: Instance) -> tuple[Basemap, ...]:
    """Return the background maps that files may take along."""
    return tuple(each for each in instance.basemaps if each.embed)


def embedding_box(areas: AreaHierarchy, wanted: ResourceFilter) -> Extent:
    """Return the rectangle that a file shows, with a margin.

    Parameters
    ----------
    areas
        The areas of the county.
    wanted
        The query of the file: the chosen areas count, without them the chosen part of the map,
        else it is the county.
    """
    ids = {Level.SOZIALRAUM: wanted.sozialraum, Level.PLANREGION: wanted.planregion}
    chosen = [area for level in ids for area in areas.at(level) if area.area_id in ids[level]]
    if not chosen and wanted.bbox:
        edges = wanted.bbox.west, wanted.bbox.south, wanted.bbox.east, wanted.bbox.north
        county = _box_of([areas.kreis], crs=areas.crs)
        return county.within(Extent(*(edge / PRECISION for edge in edges))).widened(_MARGIN)
    return _box_of(chosen or [areas.kreis], crs=areas.crs).widened(_MARGIN)


def _box_of(areas: Iterable[Area], *, crs: str) -> Extent:
    corners = np.array([area.geometry.bounds for area in areas])
    west, south = corners[:, :2].min(axis=0)
    east, north = corners[:, 2:].max(axis=0)
    lon, lat = transform_xy(
        [west, west, east, east], [south, north, south, north], source=crs, target=WGS84
    )
    return Extent(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))


def plan_embedding(instance: Instance, basemap_id: str, box: Extent) -> TilePlan:
    """Return what a file would take along; nothing is loaded.

    Parameters
    ----------
    instance
        With the background map and the limits.
    basemap_id
        One of :func:`embeddable`.
    box
        From :func:`embedding_box`.

    Raises
    ------
    NotFound
        If there is no such background map, or it has no pictures of the area.
    InvalidParameter
        If files may not take it along.
    LimitExceeded
        If not even its coarsest pictures fit.
    """
    basemap = _embeddable(instance, basemap_id)
    local = basemap.kind is BasemapKind.MBTILES
    limits = _limits(instance)
    levels, count, size = plan_levels(
        box,
        range(min(max(FIRST_ZOOM, basemap.min_zoom), basemap.max_zoom), basemap.max_zoom + 1),
        limits=limits,
        measure=instance.tiles_of(basemap).measure if local else _estimate(instance, basemap),
    )
    if not levels:
        raise _too_large(basemap, limits)
    if not count:
        raise _without_pictures(basemap)
    return TilePlan(
        basemap_id=basemap_id, box=box, levels=levels, count=count, size=size, exact=local
    )


def embed_basemap(instance: Instance, plan: TilePlan) -> EmbeddedTiles:
    """Return the pictures of a plan; the last zooms are left out if they are too large after all.

    Parameters
    ----------
    instance
        As for the plan.
    plan
        From :func:`plan_embedding`.

    Raises
    ------
    Unavailable
        If the service cannot be used now, or the pictures of another file are being loaded.
    LimitExceeded
        If not even its coarsest pictures fit.
    NotFound
        If there are none at all.
    """
    basemap = _embeddable(instance, plan.basemap_id)
    if basemap.kind is BasemapKind.MBTILES:
        file = instance.tiles_of(basemap)
        tiles, all_fit = _up_to_the_limit(map(file.tiles, plan.levels), _limits(instance))
    else:
        with _service(instance, basemap) as service:
            tiles, all_fit = _up_to_the_limit(map(service.load, plan.levels), _limits(instance))
    if not tiles:
        raise _without_pictures(basemap) if all_fit else _too_large(basemap, _limits(instance))
    return EmbeddedTiles(
        title=basemap.title,
        attribution=basemap.attribution,
        box=plan.box,
        tile_size=basemap.tile_size,
        media_type=media_type_of(next(iter(tiles.values()))),
        photo=basemap.photo,
        tiles=tiles,
    )


def _up_to_the_limit(
    levels: Iterable[Iterator[tuple[Tile, bytes]]], limits: TileLimits
) -> tuple[dict[Tile, bytes], bool]:
    """Return the levels that fit and whether all do; of one that does not no more is loaded."""
    tiles: dict[Tile, bytes] = {}
    left = limits.size
    for level in levels:
        found: dict[Tile, bytes] = {}
        for tile, image in level:
            found[tile] = image
            left -= bytes_in_file(len(image))
            if left < 0:
                return tiles, False
        tiles |= found
    return tiles, True


def _estimate(instance: Instance, basemap: Basemap) -> Callable[[TileRange], tuple[int, int]]:
    usual = _USUAL_BYTES * (basemap.tile_size // 256) ** 2
    mean = bytes_in_file(_service(instance, basemap).mean_size() or usual)
    return lambda wanted: (wanted.count, wanted.count * mean)


def _service(instance: Instance, basemap: Basemap) -> TileService:
    settings = instance.settings
    return TileService(basemap, settings.instance / _STORE, settings.basemap_user_agent)


def _embeddable(instance: Instance, basemap_id: str) -> Basemap:
    for basemap in instance.basemaps:
        if basemap.basemap_id == basemap_id:
            if basemap.embed:
                return basemap
            raise InvalidParameter(
                f"Der Hintergrund „{basemap.title}“ darf nicht in Dateien mitgenommen werden "
                "(„embed“ in den Einstellungen)."
            )
    known = ", ".join(each.basemap_id for each in embeddable(instance)) or "keinen"
    raise NotFound(f"Den Hintergrund „{basemap_id}“ gibt es nicht. Es gibt: {known}.")


def _limits(instance: Instance) -> TileLimits:
    settings = instance.settings
    return TileLimits(count=settings.embedded_tiles, size=settings.embedded_tiles_mb * 1_000_000)


def _without_pictures(basemap: Basemap) -> NotFound:
    return NotFound(f"Der Hintergrund „{basemap.title}“ hat für dieses Gebiet keine Bilder.")


def _too_large(basemap: Basemap, limits: TileLimits) -> LimitExceeded:
    return LimitExceeded(
        f"Der Hintergrund „{basemap.title}“ passt auch in der gröbsten Stufe nicht in "
        f"{limits.count} Kacheln und {limits.size // 1_000_000} MB. Bitte ein kleineres Gebiet "
        "wählen oder ohne Hintergrund exportieren."
    )
