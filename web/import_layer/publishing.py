"""The last step: which layer the list becomes, what changes there, and publishing it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from geo.comparing import changed_fields
from geo.errors import Conflict, InputError
from geo.importing.cleaning import clean_line
from geo.importing.decisions import Decisions
from geo.layers import ContactField, Layer
from geo.usecases import conference_notes, import_layer, manage_layers
from geo.usecases.access import Action
from web.errors import status_of
from web.import_layer.blueprint import blueprint
from web.import_layer.choices import Choices, keep_choices, read_choices
from web.import_layer.looking import Page, Seen, forget, with_preview
from web.import_layer.stages import open_guesses
from web.security import own_workspace, requires
from web.state import current_state


@blueprint.get("/<token>/ebene")
@requires(Action.EDIT)
@with_preview
def show_publishing(seen: Seen) -> Page:
    """Show target, attribution, and what would change."""
    return _page(seen)


@blueprint.post("/<token>/ebene")
@requires(Action.EDIT)
def choose_layer(token: str) -> Page:
    """Keep what the form says; publish if that is wanted and its consequences were seen."""
    draft = own_workspace().find(token)
    old = read_choices(draft)
    new = _chosen(old)
    keep_choices(draft, new)
    address = url_for("import_layer.show_publishing", token=token)
    if request.form.get("aktion") != "veroeffentlichen":
        return redirect(address, 303)
    if (new.layer_id, new.options.fingerprint) != (old.layer_id, old.options.fingerprint):
        flash(
            "Mit dieser Auswahl wurde neu geprüft. Bitte ansehen, was sich ändert, und dann "
            "veröffentlichen."
        )
        return redirect(address, 303)
    page: Page = with_preview(_publish)(token)
    return page


def _publish(seen: Seen) -> Page:
    instance = current_state().instance
    try:
        _require_confirmed(seen)
        layer = _wanted_layer(seen)
        is_new = not seen.choices.layer_id
        outcome = import_layer.commit(instance, seen.preview, layer, publish=True, is_new=is_new)
    except (InputError, Conflict) as error:
        return _page(seen, str(error)), status_of(error)
    forget(seen.draft)
    seen.draft.discard()
    what = (
        "intern gespeichert"
        if conference_notes.notes_title(seen.preview.result)
        else "veröffentlicht"
    )
    flash(
        f"„{outcome.layer.title}“ ist {what}: Stand {outcome.number}"
        + ("." if outcome.is_new else "; es hat sich nichts geändert.")
    )
    return redirect(url_for("manage_layers.show_layer", layer_id=outcome.layer.layer_id), 303)


def _require_confirmed(seen: Seen) -> None:
    if open_guesses(seen.preview.result, seen.choices):
        raise InputError(
            "Das Koordinatensystem ist geraten und noch nicht bestätigt. "
            "Bitte zuerst im Schritt „Lage“ die Punkte auf der Karte ansehen."
        )


def _page(seen: Seen, error: str = "") -> str:
    instance, choices = current_state().instance, seen.choices
    target = manage_layers.find_layer(instance, choices.layer_id) if choices.layer_id else None
    return render_template(
        "import/publishing.html",
        seen=seen,
        is_notes=conference_notes.notes_title(seen.preview.result) is not None,
        error=error,
        target=target,
        title=choices.title or _proposed_title(seen),
        layers=[each.layer for each in manage_layers.list_layers(instance)],
        taxonomy=instance.taxonomy,
        guesses=open_guesses(seen.preview.result, choices),
        changed_fields=changed_fields,
    )


def _proposed_title(seen: Seen) -> str:
    if conference_notes.notes_title(seen.preview.result) is None:
        return Path(seen.draft.file_name).stem
    return conference_notes.new_layer(seen.preview.result, "").title


def _chosen(old: Choices) -> Choices:
    """Return the choices as the form changes them; a field that it does not have stays."""
    form = request.form
    layer_id = form.get("ebene", old.layer_id)
    known = layer_id and manage_layers.find_layer(current_state().instance, layer_id)
    return replace(
        _with_defaults(old),
        title=clean_line(form.get("titel", old.title))[:120],
        source=clean_line(form.get("quelle", old.source))[:300],
        licence=clean_line(form.get("lizenz", old.licence))[:300],
        as_of=clean_line(form.get("stand", old.as_of))[:60],
        layer_id=layer_id if known else "",
        phone=form.get("telefon", old.phone)[:4],
        step="show_publishing",
    )


def _with_defaults(old: Choices) -> Choices:
    """Return the choices with the category and groups of the form, where it changes them.

    What is left as the page showed it stays undecided, so that another target brings its own.
    """
    instance, form = current_state().instance, request.form
    if "kategorie" not in form:
        return old
    known = manage_layers.remembered(instance, old.layer_id) if old.layer_id else Decisions()
    shown = known.merged(old.decisions)
    categories = {item.category_id for item in instance.taxonomy.categories}
    category = form["kategorie"] if form["kategorie"] in categories else ""
    wanted = set(form.getlist("zielgruppe"))
    groups = [item.target_group_id for item in instance.taxonomy.target_groups]
    chosen = tuple(each for each in groups if each in wanted)
    changes: dict[str, Any] = {}
    if category != (shown.default_category or ""):
        changes["default_category"] = category
    if set(chosen) != set(shown.default_groups or ()):
        changes["default_groups"] = chosen
    return old.deciding(**changes)


def _wanted_layer(seen: Seen) -> Layer:
    """Return the layer as it shall be: a new one, or an existing one changed.

    Raises
    ------
    InputError
        If a new one has no name.
    """
    instance, choices = current_state().instance, seen.choices
    known = manage_layers.find_layer(instance, choices.layer_id) if choices.layer_id else None
    if known is None:
        layer_id = import_layer.layer_id_from(choices.title)
        if not layer_id:
            raise InputError("Die Ebene braucht einen Namen mit Buchstaben oder Ziffern.")
        known = conference_notes.new_layer(seen.preview.result, layer_id, title=choices.title)
    return replace(
        known,
        source=choices.source or known.source,
        licence=choices.licence or known.licence,
        as_of=choices.as_of or known.as_of,
        released=_released(known, choices.phone),
    )


def _released(known: Layer, phone: str) -> frozenset[ContactField]:
    """Return which contact fields are shown: as before unless somebody says otherwise."""
    match phone:
        case "ja":
            return known.released | {ContactField.PHONE}
        case "nein":
            return known.released - {ContactField.PHONE}
        case _:
            return known.released
