"""Load a list in the browser: upload, look at the report, publish."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.errors import Conflict, GeoError, InputError
from geo.importing.cleaning import clean_file_name
from geo.layers import ContactField, Layer
from geo.usecases import import_layer, manage_layers
from geo.usecases.access import Action
from geo.usecases.import_layer import ImportOptions, Preview
from web.errors import status_of
from web.report import Digest
from web.security import own_workspace, requires
from web.state import current_state
from web.workspaces import Waiting

blueprint = Blueprint("import_layer", __name__)

_CHOICES = ("ebene", "titel", "kategorie", "tabelle", "quelle", "lizenz", "stand", "telefon")
Page = str | tuple[str, int] | Response


@blueprint.get("/ebenen/import")
@requires(Action.EDIT)
def choose_file() -> str:
    """Ask for a file."""
    return _upload_page()


@blueprint.post("/ebenen/import")
@requires(Action.EDIT)
def upload() -> Page:
    """Let the file wait in the session's folder; its report has an address of its own."""
    file = request.files.get("datei")
    if file is None or not file.filename:
        return _upload_page("Es wurde keine Datei ausgewählt."), 422
    waiting = own_workspace().new(clean_file_name(file.filename))
    try:
        waiting.receive(file)
        _preview(waiting)
        return _to_preview(waiting)
    except GeoError as error:
        waiting.discard()
        return _upload_page(str(error)), status_of(error)


@blueprint.get("/ebenen/import/<token>")
@requires(Action.EDIT)
def look_again(token: str) -> Page:
    """Show a waiting file's report; the query holds what was chosen."""
    return _preview_page(own_workspace().find(token))


@blueprint.post("/ebenen/import/<token>")
@requires(Action.EDIT)
def decide(token: str) -> Page:
    """Check again with other choices, publish, or drop the file."""
    waiting = own_workspace().find(token)
    match request.form.get("aktion"):
        case "verwerfen":
            waiting.discard()
            flash(f"„{waiting.file_name}“ wurde verworfen; es ist nichts gespeichert.")
            return redirect(url_for("manage_layers.show_layers"), 303)
        case "veroeffentlichen":
            return _publish(waiting)
        case _:
            return _to_preview(waiting)


def _to_preview(waiting: Waiting) -> Response:
    chosen = {name: request.form[name] for name in _CHOICES if request.form.get(name)}
    address = url_for("import_layer.look_again", token=waiting.token)
    return redirect(f"{address}?{urlencode(chosen)}" if chosen else address, 303)


def _publish(waiting: Waiting) -> Page:
    instance = current_state().instance
    try:
        seen = _preview(waiting)
        layer = _wanted_layer()
        is_new = layer.layer_id != request.form.get("ebene")
        outcome = import_layer.commit(instance, seen, layer, publish=True, is_new=is_new)
    except (InputError, Conflict) as error:
        return _preview_page(waiting, str(error)), status_of(error)
    waiting.discard()
    flash(
        f"„{outcome.layer.title}“ ist veröffentlicht: Stand {outcome.number}"
        + ("." if outcome.is_new else "; die Datei war schon geladen.")
    )
    return redirect(url_for("manage_layers.show_layer", layer_id=outcome.layer.layer_id), 303)


def _preview(waiting: Waiting) -> Preview:
    state = current_state()
    options = ImportOptions(
        category_id=request.values.get("kategorie") or None,
        table=request.values.get("tabelle") or None,
    )
    with state.turn_to_parse():
        return import_layer.preview(
            state.instance, waiting.path, file_name=waiting.file_name, options=options
        )


def _wanted_layer() -> Layer:
    """Return the layer as the form describes it: a new one, or an existing one changed."""
    instance, form = current_state().instance, request.form
    title = form.get("titel", "").strip()[:120]
    layer_id = form.get("ebene", "")
    known = manage_layers.find_layer(instance, layer_id) if layer_id else None
    if known is None:
        layer_id = import_layer.layer_id_from(title)
        if not layer_id:
            raise InputError("Die Ebene braucht einen Namen mit Buchstaben oder Ziffern.")
        known = Layer(layer_id=layer_id, title=title)
    return replace(
        known,
        source=form.get("quelle", "").strip()[:300] or known.source,
        licence=form.get("lizenz", "").strip()[:300] or known.licence,
        as_of=form.get("stand", "").strip()[:60] or known.as_of,
        released=_released(known),
    )


def _released(known: Layer) -> frozenset[ContactField]:
    """Return which contact fields are shown: as before unless the form says otherwise."""
    match request.form.get("telefon"):
        case "ja":
            return known.released | {ContactField.PHONE}
        case "nein":
            return known.released - {ContactField.PHONE}
        case _:
            return known.released


def _preview_page(waiting: Waiting, error: str = "") -> str:
    state = current_state()
    seen = _preview(waiting)
    return render_template(
        "preview.html",
        waiting=waiting,
        seen=seen,
        digest=Digest.of(seen.result, state.instance.areas),
        layers=[each.layer for each in manage_layers.list_layers(state.instance)],
        taxonomy=state.instance.taxonomy,
        form=request.values,
        title=request.values.get("titel") or Path(waiting.file_name).stem,
        error=error,
    )


def _upload_page(error: str = "") -> str:
    limit = current_state().instance.settings.max_upload_mb
    return render_template("upload.html", error=error, limit=limit)
