"""The layers with their versions: publish one, take it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from geo.usecases import manage_layers
from geo.usecases.access import Action
from web.security import requires
from web.state import current_state

blueprint = Blueprint("manage_layers", __name__)


@blueprint.get("/ebenen")
@requires(Action.EDIT)
def show_layers() -> str:
    """List all layers, whatever is published of them."""
    return render_template(
        "layers.html", summaries=manage_layers.list_layers(current_state().instance)
    )


@blueprint.get("/ebenen/<layer_id>")
@requires(Action.EDIT)
def show_layer(layer_id: str) -> str:
    """Show one layer with all its versions and what happened to their rows."""
    return render_template(
        "layer.html", state=manage_layers.show_layer(current_state().instance, layer_id)
    )


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
