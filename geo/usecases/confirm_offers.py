"""Ask providers whether their offers still hold, and put what they answer into its layer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from geo.confirming import with_answers
from geo.errors import NotFound
from geo.freshness import stale_offers
from geo.importing import Decisions, ImportResult, Table
from geo.importing.own_sheet import is_return, layer_of
from geo.results import MapView
from geo.store import layers as stored_layers
from geo.store import versions
from geo.usecases.instance import Instance


def layer_answered(table: Table) -> str:
    """Return the id of the layer that a returned sheet is about; empty for any other list."""
    return layer_of(table) if is_return(table) else ""


def put_in(
    instance: Instance, layer_id: str, table: Table, result: ImportResult, *, given: Decisions
) -> ImportResult:
    """Return the whole layer with the answers of a sheet.

    The layer goes on to remember how its own list is read, not how the sheet was.

    Parameters
    ----------
    instance
        Where the layer is.
    layer_id, table, result
        The layer that the sheet is about, the sheet, and what the import has read in it.
    given
        What a person has decided about the sheet.

    Raises
    ------
    NotFound
        If there is no such layer, or it shows nothing.
    """
    with instance.database.reading() as session:
        layer = stored_layers.find_layer(session, layer_id)
        shown = versions.shown_resources(session, layer_id)
        known = versions.remembered(session, layer_id)
    if layer is None or not shown:
        raise NotFound(
            f"Die Datei antwortet auf eine Frage zur Ebene „{layer_id}“; von ihr ist nichts "
            "veröffentlicht. Bitte die Ebene zuerst wieder veröffentlichen."
        )
    today = datetime.now().astimezone().date()
    answered = with_answers(result, table, shown, layer=layer, today=today)
    placements = {**known.placements, **result.decisions.placements}
    decisions = replace(known.merged(given), mapping=known.mapping, placements=placements)
    return replace(answered, decisions=decisions)


def only_stale(view: MapView, months: int, today: date) -> MapView:
    """Return what of a view has to be asked about; a layer of which nothing is left is omitted.

    Parameters
    ----------
    view
        What everybody sees, narrowed to a provider and a layer.
    months, today
        See :func:`geo.freshness.stale_offers`.
    """
    stale = {id(each.resource) for each in stale_offers(view, months, today)}
    layers = (
        replace(each, resources=tuple(one for one in each.resources if id(one) in stale))
        for each in view.layers
    )
    return replace(view, layers=tuple(each for each in layers if each.resources))
