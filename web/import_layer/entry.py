"""Take a file, show how far its check is, call it off, drop it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.errors import GeoError
from geo.importing.cleaning import clean_file_name
from geo.usecases import manage_layers
from geo.usecases.access import Action
from web import records
from web.errors import status_of
from web.import_layer.blueprint import blueprint
from web.import_layer.choices import STEPS, Choices, keep_choices, read_choices
from web.import_layer.looking import PATIENCE_S, Page, forget, look
from web.jobs import Job
from web.security import own_workspace, requires
from web.state import current_state
from web.workspaces import Draft


@blueprint.get("")
@requires(Action.EDIT)
def choose_file() -> str:
    """Ask for a file, and list what was begun."""
    return upload_page(layer_id=request.args.get("ebene", ""))


@blueprint.post("")
@requires(Action.EDIT)
def upload() -> Page:
    """Keep the file as a draft of the session and begin to check it."""
    file, layer_id = request.files.get("datei"), request.form.get("ebene", "")
    if file is None or not file.filename:
        return upload_page("Es wurde keine Datei ausgewählt.", layer_id=layer_id), 422
    try:
        draft = own_workspace().new(clean_file_name(file.filename))
    except GeoError as error:
        return upload_page(str(error), layer_id=layer_id), status_of(error)
    try:
        draft.receive(file)
        keep_choices(draft, Choices(layer_id=_known_layer(layer_id)))
    except GeoError:
        draft.discard()
        raise
    job = look(draft, read_choices(draft))
    job.wait(PATIENCE_S)
    if isinstance(job.error, GeoError) and draft.refusal:
        draft.discard()
        return upload_page(str(job.error), layer_id=layer_id), status_of(job.error)
    return redirect(url_for("import_layer.show_report", token=draft.token), 303)


@blueprint.get("/<token>/fortschritt")
@requires(Action.EDIT)
def progress(token: str) -> Response:
    """Tell a script how far the check of a draft, or the search for its addresses, is."""
    draft = own_workspace().find(token)
    job: Job[Any] | None = _job(draft)
    if request.args.get("was") == "anschriften":
        job = current_state().lookups.find(draft.subject)
    if job is None:
        return jsonify(running=False)
    return jsonify(running=job.is_running, phase=job.phase, fraction=round(job.fraction, 3))


@blueprint.post("/<token>/anhalten")
@requires(Action.EDIT)
def cancel(token: str) -> Response:
    """Stop checking a draft; it stays."""
    draft = own_workspace().find(token)
    forget(draft)
    flash(f"Die Prüfung von „{draft.file_name}“ ist angehalten. Die Datei wartet unten weiter.")
    return redirect(url_for("import_layer.choose_file"), 303)


@blueprint.post("/<token>/verwerfen")
@requires(Action.EDIT)
def discard(token: str) -> Response:
    """Drop a draft, also while it is being checked."""
    draft = own_workspace().find(token)
    forget(draft)
    current_state().lookups.forget(draft.subject)
    draft.discard()
    flash(f"„{draft.file_name}“ wurde verworfen; es ist nichts gespeichert.")
    return redirect(url_for("import_layer.choose_file"), 303)


@blueprint.post("/<token>/zuruecksetzen")
@requires(Action.EDIT)
def reset(token: str) -> Response:
    """Read the file as if nobody had said how."""
    draft = own_workspace().find(token)
    keep_choices(draft, read_choices(draft).without_reading())
    flash("Die Datei wird wieder so gelesen, wie sie von selbst erkannt wird.")
    return redirect(url_for("import_layer.show_report", token=draft.token), 303)


def upload_page(error: str = "", *, layer_id: str = "") -> str:
    """Return the form for a file with the list of what was begun."""
    instance = current_state().instance
    known = _known_layer(layer_id)
    return render_template(
        "import/upload.html",
        error=error,
        limit=instance.settings.max_upload_mb,
        drafts=[
            _described(draft) for draft in own_workspace().drafts if not draft.read(records.FILE)
        ],
        target=manage_layers.find_layer(instance, known) if known else None,
    )


def _described(draft: Draft) -> dict[str, Any]:
    job = _job(draft)
    return {
        "draft": draft,
        "when": datetime.fromtimestamp(draft.touched, UTC),
        "step": STEPS[read_choices(draft).step],
        "endpoint": f"import_layer.{read_choices(draft).step}",
        "job": job if job and job.is_running else None,
    }


def _job(draft: Draft) -> Job[Any] | None:
    return current_state().jobs.find(draft.subject)


def _known_layer(layer_id: str) -> str:
    """Return the id of a layer that exists, or nothing."""
    known = layer_id and manage_layers.find_layer(current_state().instance, layer_id)
    return layer_id if known else ""
