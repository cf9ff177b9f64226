"""See the layers with their versions, publish one, take it back."""

from __future__ import annotations

from dataclasses import dataclass

from geo.comparing import LayerChanges, compare
from geo.errors import NotFound
from geo.importing import Decisions
from geo.layers import Layer, LayerSummary, LayerVersion
from geo.resources import Resource
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


@dataclass(frozen=True, kw_only=True)
class LayerDiff:
    """What lies between two versions; number 0 is the empty layer before the first one."""

    before: int
    after: int
    changes: LayerChanges


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


def shown_number(instance: Instance, layer_id: str) -> int | None:
    """Return the number of the version that a layer shows, without reading any report.

    Raises
    ------
    NotFound
        If there is no layer with this id.
    """
    with instance.database.reading() as session:
        if stored_layers.find_layer(session, layer_id) is None:
            raise NotFound(f"Die Ebene „{layer_id}“ gibt es nicht.")
        return stored_layers.published_numbers(session).get(layer_id)


def remembered(instance: Instance, layer_id: str) -> Decisions:
    """Return what the next list of a layer is read with; nothing for an unknown layer."""
    with instance.database.reading() as session:
        return versions.remembered(session, layer_id)


def shown_resources(instance: Instance, layer_id: str) -> tuple[Resource, ...]:
    """Return the resources that a layer shows; none if it shows nothing or is unknown."""
    with instance.database.reading() as session:
        return versions.shown_resources(session, layer_id)


def diff(
    instance: Instance, layer_id: str, *, before: int | None = None, after: int | None = None
) -> LayerDiff:
    """Compare two versions of a layer.

    Parameters
    ----------
    instance, layer_id
        Where.
    before
        Earlier version; by default the one before ``after``, or nothing if there is none.
    after
        Later version; by default the newest.

    Raises
    ------
    NotFound
        If there is no such layer or version.
    """
    numbers = [version.number for version in show_layer(instance, layer_id).versions]
    if after is None:
        after = max(numbers, default=0)
    if before is None:
        before = max((number for number in numbers if number < after), default=0)
    with instance.database.reading() as session:
        old, new = (
            versions.resources_of(session, layer_id, number) if number else ()
            for number in (before, after)
        )
    return LayerDiff(before=before, after=after, changes=compare(old, new))


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
