"""The layers with their versions: publish one, take it back."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from geo.areas import Level
from geo.comparing import changed_fields
from geo.errors import NotFound
from geo.layers import LayerVersion, Visibility
from geo.usecases import manage_layers
from geo.usecases.access import Action
from geo.usecases.load_records import KINDS
from web.files import attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("manage_layers", __name__)

_MOST_ROWS = 500  # of an internal layer, which no other page shows


@blueprint.get("/ebenen")
@requires(Action.EDIT)
def show_layers() -> str:
    """List all layers, whatever is published of them."""
    return render_template(
        "layers.html",
        summaries=manage_layers.list_layers(current_state().instance),
        kinds=KINDS.values(),
    )


@blueprint.get("/ebenen/<layer_id>")
@requires(Action.EDIT)
def show_layer(layer_id: str) -> str:
    """Show one layer with its versions, what happened to their rows, and what is only here."""
    instance = current_state().instance
    state = manage_layers.show_layer(instance, layer_id)
    is_internal = state.layer.visibility is Visibility.INTERNAL
    internal = manage_layers.shown_resources(instance, layer_id) if is_internal else ()
    return render_template(
        "layer.html",
        state=state,
        internal=internal[:_MOST_ROWS],
        more=len(internal[_MOST_ROWS:]),
        spaces={area.area_id: area.name for area in instance.areas.at(Level.SOZIALRAUM)},
        remembered=manage_layers.remembered(instance, layer_id),
    )


@blueprint.get("/ebenen/<layer_id>/vergleich")
@requires(Action.EDIT)
def compare(layer_id: str) -> str:
    """Show what lies between two versions, by default between the newest and the one before."""
    instance = current_state().instance
    return render_template(
        "compare.html",
        state=manage_layers.show_layer(instance, layer_id),
        diff=manage_layers.diff(
            instance,
            layer_id,
            before=request.args.get("von", type=int),
            after=request.args.get("bis", type=int),
        ),
        changed_fields=changed_fields,
    )


@blueprint.get("/ebenen/<layer_id>/zuordnung.toml")
@requires(Action.EDIT)
def download_mapping(layer_id: str) -> Response:
    """Send what the layer remembers about its lists, as the command line reads it."""
    manage_layers.show_layer(current_state().instance, layer_id)
    kept = manage_layers.remembered(current_state().instance, layer_id)
    return attachment(kept.to_toml(), f"{layer_id}.toml", "application/toml")


@blueprint.get("/ebenen/<layer_id>/staende/<int:number>/original")
@requires(Action.EDIT)
def download_original(layer_id: str, number: int) -> Response:
    """Send the file that a version was made of, unchanged."""
    version = _version(layer_id, number)
    return send_file(
        current_state().instance.originals.open_path(version.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=version.report.file_name,
    )


@blueprint.get("/ebenen/<layer_id>/staende/<int:number>/bericht.json")
@requires(Action.EDIT)
def download_report(layer_id: str, number: int) -> Response:
    """Send what happened to each row of a version."""
    report = _version(layer_id, number).report
    answer = jsonify(
        file_name=report.file_name,
        rows=report.rows,
        imported=report.imported,
        corrected=report.corrected,
        rejected=report.rejected,
        issues=[issue.to_dict() for issue in report.issues],
    )
    answer.headers.set("Content-Disposition", "attachment", filename=f"{layer_id}-{number}.json")
    return answer


@blueprint.post("/ebenen/<layer_id>/staende/<int:number>")
@requires(Action.EDIT)
def publish(layer_id: str, number: int) -> Response:
    """Publish a version."""
    changed = manage_layers.publish(current_state().instance, layer_id, number)
    flash(
        f"Stand {number} ist jetzt veröffentlicht."
        if changed
        else f"Stand {number} war schon veröffentlicht."
    )
    return redirect(url_for("manage_layers.show_layer", layer_id=layer_id), 303)


@blueprint.post("/ebenen/<layer_id>/staende/<int:number>/zurueck")
@requires(Action.EDIT)
def undo(layer_id: str, number: int) -> Response:
    """Take back the publication that the person saw; a second click takes back nothing."""
    shown = manage_layers.undo(current_state().instance, layer_id, number=number)
    flash(
        f"Rückgängig gemacht; veröffentlicht ist wieder Stand {shown}."
        if shown
        else "Rückgängig gemacht; von der Ebene ist nichts mehr veröffentlicht."
    )
    return redirect(url_for("manage_layers.show_layer", layer_id=layer_id), 303)


def _version(layer_id: str, number: int) -> LayerVersion:
    """Return a version of a layer.

    Raises
    ------
    NotFound
        If there is no such layer or version.
    """
    for version in manage_layers.show_layer(current_state().instance, layer_id).versions:
        if version.number == number:
            return version
    raise NotFound(f"Die Ebene „{layer_id}“ hat keinen Stand {number}.")
