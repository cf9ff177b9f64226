"""The shipped county with invented offers, for drawings and posters."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from factories import CRS, layer, map_view, resource

from geo.areas import Area, Level
from geo.assignment import AreaIndex
from geo.boundaries import read_areas
from geo.county import read_county
from geo.crs import WGS84, transform_xy
from geo.resources import LocationQuality, Resource
from geo.results import LayerView, MapView
from geo.shipped import data_dir, read_neighbours, read_places, read_taxonomy


@lru_cache(maxsize=8)
def county_view(count: int) -> MapView:
    """Return the shipped county with offers in its villages, several of them at one place."""
    folder = data_dir()
    county = read_county(folder)
    view = map_view(
        areas=read_areas(folder / "boundaries", county),
        taxonomy=read_taxonomy(folder),
        places=read_places(folder),
        neighbours=read_neighbours(folder),
        county=county.name,
    )
    offers = tuple(_offers(view, count, random.Random(count)))  # noqa: S311
    return replace(view, layers=(LayerView(layer=layer(), resources=offers),))


def _offers(view: MapView, count: int, source: random.Random) -> Iterator[Resource]:
    categories = [each for each in view.taxonomy.categories if each.has_point and each.public]
    for number in range(count):
        place = source.choice(view.places)
        spread = source.choice((0.0, 0.001, 0.01))
        lat, lon = place.lat + source.gauss(0, spread), place.lon + source.gauss(0, spread)
        yield resource(
            f"r{number:05}",
            name=f"Angebot Nummer {number}",
            category_id=source.choice(categories).category_id,
            lat=lat,
            lon=lon,
            location_quality=source.choice([LocationQuality.HOUSE, LocationQuality.PLACE]),
            sozialraum_id=_space_of(view, lat, lon),
        )


def _space_of(view: MapView, lat: float, lon: float) -> str:
    xs, ys = transform_xy([lon], [lat], source=WGS84, target=view.areas.crs)
    index = view.once("index", lambda: AreaIndex(view.areas.at(Level.SOZIALRAUM), crs=CRS))
    position = int(index.assign(xs, ys, crs=CRS).position[0])
    return index.areas[position].area_id if position >= 0 else ""


def drawn_areas(view: MapView) -> tuple[Area, ...]:
    """Return the 19 Sozialräume, the 4 Planregionen and the county."""
    levels = (Level.SOZIALRAUM, Level.PLANREGION, Level.KREIS)
    return tuple(area for level in levels for area in view.areas.at(level))
