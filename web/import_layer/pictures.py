"""The offers of a draft as a map shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from geo.layers import Layer
from geo.resources import Resource
from geo.results import LayerView, MapView
from web.state import current_state


def view_of(resources: Iterable[Resource]) -> MapView:
    """Return a map that shows nothing but some offers."""
    instance = current_state().instance
    layer = Layer(layer_id="entwurf", title="Diese Liste")
    return MapView(
        title="Diese Liste",
        county=instance.county.name,
        areas=instance.areas,
        layers=(LayerView(layer=layer, resources=tuple(resources)),),
        taxonomy=instance.taxonomy,
        places=instance.places,
        neighbours=instance.neighbours,
        date=datetime.now(UTC).date(),
    )
