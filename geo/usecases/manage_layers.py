"""See the layers with their versions, publish one, take it back."""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import NotFound
from geo.layers import Layer, LayerSummary, LayerVersion
from geo.store import layers as stored_layers
from geo.store import versions
from geo.usecases.instance import Instance


@dataclass(frozen=True, kw_only=True)
class LayerState:
    """A layer with all its versions, newest first."""

    layer: Layer
    versions: tuple[LayerVersion, ...]

    @property
    def published(self) -> LayerVersion | None:
        """The version that is shown."""
        return next((version for version in self.versions if version.published), None)


def list_layers(instance: Instance) -> tuple[LayerSummary, ...]:
    """Return all layers, oldest first."""
    with instance.database.reading() as session:
        return versions.summarize_layers(session)


def find_layer(instance: Instance, layer_id: str) -> Layer | None:
    """Return the attributes of a layer, or ``None`` if there is none with this id."""
    with instance.database.reading() as session:
        return stored_layers.find_layer(session, layer_id)


def show_layer(instance: Instance, layer_id: str) -> LayerState:
    """Return one layer.

    Raises
    ------
    NotFound
        If there is no layer with this id.
    """
    with instance.database.reading() as session:
        layer = stored_layers.find_layer(session, layer_id)
        if layer is None:
            raise NotFound(f"Die Ebene „{layer_id}“ gibt es nicht.")
        return LayerState(layer=layer, versions=versions.versions_of(session, layer_id))


def publish(instance: Instance, layer_id: str, number: int) -> bool:
    """Show a version of a layer; return whether that changed anything.

    Raises
    ------
    NotFound
        If there is no such layer or version.
    """
    with instance.database.writing() as session:
        return stored_layers.publish(session, layer_id, number)


def undo(instance: Instance, layer_id: str, *, number: int | None = None) -> int | None:
    """Show what the layer showed before; return that version, ``None`` if it shows nothing.

    Parameters
    ----------
    instance, layer_id
        Where.
    number
        Version that the person saw and takes back; by default whichever is shown.

    Raises
    ------
    NotFound
        If there is no such layer.
    Conflict
        If nothing of it is shown, or another version than the person saw.
    """
    with instance.database.writing() as session:
        return stored_layers.undo(session, layer_id, number=number)
