"""Offers without a place: put on the map by a click, or by the name of a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import maps
from geo.errors import GeoError, InputError
from geo.importing.decisions import Placement
from geo.resources import LocationQuality, Resource
from geo.usecases import load_addresses
from geo.usecases.access import Action
from geo.usecases.instance import Instance
from web.errors import status_of
from web.import_layer.blueprint import blueprint
from web.import_layer.choices import keep_choices
from web.import_layer.looking import Page, Seen, with_last_preview
from web.import_layer.pictures import view_of
from web.security import requires
from web.state import current_state

_PAGE_ROWS = 50
_LONGEST = 200
_HOUSE = re.compile(r"\D\d")  # a number behind a name


@blueprint.get("/<token>/orte")
@requires(Action.EDIT)
@with_last_preview
def show_placeless(seen: Seen) -> Page:
    """Show the offers without a place, one of them ready to be placed."""
    return _page(seen, request.args.get("zeile", ""))


@blueprint.post("/<token>/orte")
@requires(Action.EDIT)
@with_last_preview
def place(seen: Seen) -> Page:
    """Put an offer somewhere, or take that back."""
    key = request.form.get("zeile", "")
    chosen = dict(seen.choices.decisions.placements)
    resource = next((each for each in seen.placeable if each.resource_id == key), None)
    if resource is None:
        return _page(seen, "", "Dieses Angebot braucht keinen Ort mehr."), 409
    try:
        if request.form.get("aktion") == "zurueck":
            chosen[key] = None
            message, following = f"„{resource.name}“ hat wieder keinen Ort.", key
        else:
            chosen[key] = wanted = _wanted_place(current_state().instance)
            label = wanted.label or "an der gewählten Stelle"
            message, following = f"„{resource.name}“ liegt jetzt: {label}.", _next(seen, key)
    except GeoError as error:
        return _page(seen, key, str(error)), status_of(error)
    choices = replace(seen.choices, step="show_placeless").deciding(placements=chosen)
    keep_choices(seen.draft, choices)
    flash(message)
    return _back(seen, following)


def _back(seen: Seen, key: str) -> Response:
    address = url_for("import_layer.show_placeless", token=seen.draft.token, zeile=key or None)
    return redirect(address, 303)


def _page(seen: Seen, wanted: str, error: str = "") -> str:
    rows = seen.placeable
    active = _find(rows, wanted) or _find(rows, _next(seen, "")) or (rows[0] if rows else None)
    first = rows.index(active) // _PAGE_ROWS * _PAGE_ROWS if active else 0
    gazetteer = current_state().instance.import_context.gazetteer
    return render_template(
        "import/places.html",
        seen=seen,
        rows=rows[first : first + _PAGE_ROWS],
        numbers={
            row.resource.resource_id: row.row for row in seen.preview.result.rows if row.resource
        },
        first=first,
        total=len(rows),
        previous=rows[first - 1].resource_id if first else None,
        following=rows[first + _PAGE_ROWS].resource_id if first + _PAGE_ROWS < len(rows) else None,
        active=active,
        left=sum(each.resource_id not in seen.placements for each in rows),
        names=sorted({place.name for place in gazetteer.places}),
        knows_addresses=current_state().instance.import_context.addresses is not None,
        attributions=current_state().instance.attributions,
        islands=maps.map_islands(view_of(_placed(seen))),
        error=error,
    )


def _find(rows: Sequence[Resource], key: str) -> Resource | None:
    return next((each for each in rows if each.resource_id == key), None)


def _next(seen: Seen, key: str) -> str:
    """Return the next offer without a place after another one, or the first."""
    keys = [each.resource_id for each in seen.placeable]
    start = keys.index(key) + 1 if key in keys else 0
    turned = [*keys[start:], *keys[:start]]
    return next((each for each in turned if each not in seen.placements and each != key), "")


def _placed(seen: Seen) -> list[Resource]:
    """Return all offers, those placed by hand where they were put last."""
    moved = []
    before = seen.preview.decisions.placements
    for resource in seen.preview.result.resources:
        place = seen.placements.get(resource.resource_id)
        if _has_own_place(resource):
            moved.append(resource)
        elif place:
            moved.append(_at(resource, place.lat, place.lon, place.quality))
        elif resource.resource_id in before:  # taken back
            moved.append(_at(resource, None, None, LocationQuality.NONE))
        else:
            moved.append(resource)
    return moved


def _at(
    resource: Resource, lat: float | None, lon: float | None, quality: LocationQuality
) -> Resource:
    return replace(resource, lat=lat, lon=lon, location_quality=quality)


def _has_own_place(resource: Resource) -> bool:
    return resource.location_quality in {LocationQuality.HOUSE, LocationQuality.STREET}


def _wanted_place(instance: Instance) -> Placement:
    """Return the place that the form names or points at.

    Raises
    ------
    InputError
        If it does neither.
    """
    text = request.form.get("ort", "").strip()[:_LONGEST]
    if text:
        return _known_place(instance, text)
    lat = request.form.get("breite", type=float)
    lon = request.form.get("laenge", type=float)
    with suppress(ValueError):
        if lat is not None and lon is not None:
            return Placement(lat=lat, lon=lon)
    raise InputError(
        "Es wurde kein Ort gewählt. Bitte einen Ort eingeben oder auf die Karte klicken."
    )


def _known_place(instance: Instance, text: str) -> Placement:
    """Return an address of the register if the text is one, else a place by its name."""
    context = instance.import_context
    if context.addresses and _HOUSE.search(text):
        found = load_addresses.find(instance, text).match
        if found and found.kind in {"house", "neighbour", "street"} and found.lat is not None:
            return Placement(lat=found.lat, lon=found.lon or 0.0, label=found.label)
    match = context.gazetteer.point_of(text)
    return Placement(
        lat=match.lat or 0.0,
        lon=match.lon or 0.0,
        quality=LocationQuality.PLACE,
        label=match.name,
    )
