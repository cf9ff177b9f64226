"""What a map on a page needs to know, as data islands: areas, places, words, layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from geo.areas import Level
from geo.results import MapView
from maps.boundaries import encode_boundaries
from maps.islands import island
from maps.payload import encode_layer, encode_neighbours, encode_places, encode_taxonomy


def map_data(view: MapView) -> Iterator[tuple[str, Any]]:
    """Yield kind and content of each island of a map.

    Parameters
    ----------
    view
        What the map shows.
    """
    boundaries = encode_boundaries(view.areas)
    yield "taxonomy", encode_taxonomy(view.taxonomy)
    yield "places", encode_places(view.places)
    yield "neighbours", encode_neighbours(view.neighbours)
    yield "arcs", boundaries.arcs
    for level in Level:
        yield "boundary", {"level": level.value, "areas": boundaries.levels[level]}
    for layer in view.layers:
        yield "layer", encode_layer(layer, view.taxonomy)


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
