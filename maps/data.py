"""What a map on a page needs to know, as data islands: areas, places, words, layers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from markupsafe import Markup

from geo.areas import AreaHierarchy, Level
from geo.results import LayerView, MapView
from geo.taxonomy import Taxonomy
from maps.boundaries import encode_boundaries
from maps.indicators import encode_indicators
from maps.islands import DataFile, data_file, island
from maps.payload import encode_layer, encode_neighbours, encode_places, encode_taxonomy
from maps.profiles import encode_profiles

Islands = Iterator[tuple[str, Any]]


def map_data(view: MapView) -> Islands:
    """Yield kind and content of each island of a map.

    Parameters
    ----------
    view
        What the map shows.
    """
    layers = (_layer(layer, view.taxonomy) for layer in view.layers)
    return chain(words(view), _boundaries(view.areas), _indicators(view), layers, _profiles(view))


def words(view: MapView) -> Islands:
    """Yield the islands that stand in every page: vocabulary and names of places.

    Parameters
    ----------
    view
        What the map shows.
    """
    yield "taxonomy", encode_taxonomy(view.taxonomy)
    yield "places", encode_places(view.places)
    yield "neighbours", encode_neighbours(view.neighbours)


def boundary_file(areas: AreaHierarchy) -> DataFile:
    """Return the boundaries of a map as a file.

    Parameters
    ----------
    areas
        Areas of all levels.
    """
    return data_file(_boundaries(areas))


def indicator_file(view: MapView) -> DataFile:
    """Return the numbers of the areas of a map as a file.

    Parameters
    ----------
    view
        What the map shows.
    """
    return data_file(_indicators(view))


def layer_file(view: LayerView, taxonomy: Taxonomy) -> DataFile:
    """Return a layer of a map as a file.

    Parameters
    ----------
    view
        The layer, without anything internal.
    taxonomy
        Tells which categories never have a point.
    """
    return data_file([_layer(view, taxonomy)])


def profile_file(view: MapView) -> DataFile:
    """Return the profiles of all areas of a map as a file.

    Parameters
    ----------
    view
        What the map shows.
    """
    return data_file(_profiles(view))


def _profiles(view: MapView) -> Islands:
    yield "profiles", encode_profiles(view)


def _boundaries(areas: AreaHierarchy) -> Islands:
    boundaries = encode_boundaries(areas)
    yield "arcs", boundaries.arcs
    for level in Level:
        yield "boundary", {"level": level.value, "areas": boundaries.levels[level]}


def _indicators(view: MapView) -> Islands:
    yield "indicators", encode_indicators(view)


def _layer(view: LayerView, taxonomy: Taxonomy) -> tuple[str, Any]:
    return "layer", encode_layer(view, taxonomy)


def map_islands(view: MapView) -> Markup:
    """Return the islands of a map as markup for a page of the service.

    Parameters
    ----------
    view
        What the map shows.
    """
    text = "\n".join(island(kind, data) for kind, data in map_data(view))
    # A lone surrogate, as broken lists contain them, cannot be sent anywhere.
    return Markup(text.encode("utf-8", "replace").decode("utf-8"))  # noqa: S704 - islands escape
