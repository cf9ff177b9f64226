"""What is shown to everybody, narrowed by a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode, urlsplit

from geo.areas import Area, AreaHierarchy, Level
from geo.errors import InvalidParameter
from geo.filtering import ResourceFilter, select
from geo.importing.records.indicators import INDICATORS
from geo.layers import Layer, public_resources
from geo.profiles import profiled_areas
from geo.resources import Resource
from geo.results import LayerView, MapView, Selection
from geo.store import layers as stored_layers
from geo.store import records as stored_records
from geo.store import versions
from geo.usecases.area_entries import KIND_ID, shown_entries
from geo.usecases.browse_indicators import public_indicators
from geo.usecases.instance import Instance
from geo.wording import criteria

_USUAL_LOOK: Mapping[str, Sequence[str]] = {}


def browse_map(instance: Instance) -> MapView:
    """Return the published, public resources; a layer without any is omitted."""
    with instance.database.reading() as session:
        layers = stored_layers.list_layers(session)
        found = versions.published_resources(session)
        entries = stored_records.published_records(session, KIND_ID)
        published_at = stored_layers.last_published_at(session)
        numbers = stored_records.published_records(session, INDICATORS.kind_id)
    return MapView(
        title=instance.title,
        county=instance.county.name,
        areas=instance.areas,
        layers=layer_views(instance, layers, found),
        taxonomy=instance.taxonomy,
        places=instance.places,
        neighbours=instance.neighbours,
        attributions=instance.attributions,
        basemaps=instance.basemaps,
        indicators=public_indicators(instance, numbers.values()),
        index_plan=instance.settings.index_plan,
        entries=shown_entries(instance.areas, entries),
        date=_local_day(published_at),
    )


def layer_views(
    instance: Instance, layers: Iterable[Layer], found: Mapping[str, Sequence[Resource]]
) -> tuple[LayerView, ...]:
    """Return what of each layer may leave the house; a layer without any is omitted.

    Parameters
    ----------
    instance
        Gives the vocabulary, which tells what is internal.
    layers
        In display order.
    found
        Resources of each layer id.
    """
    views = (
        LayerView(
            layer=layer,
            resources=public_resources(layer, found.get(layer.layer_id, ()), instance.taxonomy),
        )
        for layer in layers
    )
    return tuple(view for view in views if view.resources)


def narrow(view: MapView, wanted: ResourceFilter) -> MapView:
    """Return what of a view matches a query; a layer of which nothing is left is omitted.

    The selection stands in the result unless the query asks for everything: that is the view
    itself, with all that was made of it before.
    """
    if wanted == ResourceFilter() and all(layer.resources for layer in view.layers):
        return view
    asked = criteria(view, wanted)
    query = urlencode(wanted.to_query(), doseq=True)
    chosen = Selection(criteria=asked, total=view.count, query=query)
    return replace(view, layers=select(view, wanted), selection=chosen if asked else view.selection)


def public_state(instance: Instance) -> str:
    """Return a text that changes whenever the published data changes."""
    with instance.database.reading() as session:
        return stored_layers.public_state(session)


def area_of(areas: AreaHierarchy, area_id: str) -> Area:
    """Return one Sozialraum, one Planregion or the county by its key.

    Raises
    ------
    InvalidParameter
        If there is no such area.
    """
    for area in profiled_areas(areas):
        if area.area_id == area_id:
            return area
    raise InvalidParameter(
        f"Das Gebiet „{area_id}“ gibt es nicht. Erlaubt ist der Schlüssel eines Sozialraums, "
        "einer Planregion oder des Kreises."
    )


def area_query(areas: AreaHierarchy, area_id: str) -> dict[str, list[str]]:
    """Return the query keys for one Sozialraum, one Planregion or the whole county.

    Raises
    ------
    InvalidParameter
        If there is no such area.
    """
    area = area_of(areas, area_id)
    return {} if area.level is Level.KREIS else {area.level.value: [area_id]}


def chosen_area(areas: AreaHierarchy, wanted: ResourceFilter) -> Area:
    """Return the one Sozialraum or Planregion that a query asks for; else the county."""
    asked = [(Level.SOZIALRAUM, each) for each in wanted.sozialraum]
    asked += [(Level.PLANREGION, each) for each in wanted.planregion]
    if len(asked) == 1:
        level, area_id = asked[0]
        return next((area for area in areas.at(level) if area.area_id == area_id), areas.kreis)
    return areas.kreis


def live_address(
    base: str, wanted: ResourceFilter, look: Mapping[str, Sequence[str]] = _USUAL_LOOK
) -> str:
    """Return the address of the map with a query; empty without the address of the service.

    Parameters
    ----------
    base
        Address of the service, or empty.
    wanted
        What is shown.
    look
        How the map looks, by key of its address: boundaries and coloured areas.

    Raises
    ------
    InvalidParameter
        If the address of the service is no web address.
    """
    if not base:
        return ""
    if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).hostname:
        raise InvalidParameter(
            f"„{base}“ ist keine Adresse im Netz. Sie beginnt mit https:// oder http://."
        )
    query = urlencode({**wanted.to_query(), **look}, doseq=True)
    return f"{base.rstrip('/')}/karte{f'?{query}' if query else ''}"


def _local_day(moment: datetime | None) -> date:
    return (moment or datetime.now(UTC)).astimezone().date()
