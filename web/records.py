"""Load lists of records, such as indicators, in the browser: look at the report, then publish.

A draft is a file with the choices about it in the folder of the session, as with the import of
offers. It is read anew for each page: such lists are short, and nothing else has to be kept.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from geo.errors import GeoError, NotFound
from geo.importing import write_report
from geo.importing.cleaning import clean_file_name, clean_line
from geo.importing.records import RecordKind
from geo.usecases import load_records
from geo.usecases.access import Action
from geo.usecases.load_records import Look, RecordOptions
from web.errors import status_of
from web.files import WORKBOOK, attachment
from web.report import RowFilter, group_issues, page_of
from web.security import own_workspace, requires
from web.state import current_state
from web.workspaces import Draft

Page = str | tuple[str, int] | Response

blueprint = Blueprint("records", __name__, url_prefix="/daten-laden")

FILE = "records.json"
_QUESTION = "frage."
_ANSWER_CHARS = 600


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What was chosen about a draft; what is empty was not chosen.

    Parameters
    ----------
    kind_id
        What its rows are.
    list_id
        Target; empty for a new list.
    title
        Name of the list.
    table
        Sheet of the file.
    answers
        What was answered, by the key of the question.
    """

    kind_id: str
    list_id: str = ""
    title: str = ""
    table: str = ""
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def options(self) -> RecordOptions:
        """How the file is read."""
        return RecordOptions(table=self.table or None, choices=self.answers)


@blueprint.get("/<kind_id>")
@requires(Action.EDIT)
def show_kind(kind_id: str) -> str:
    """Ask for a file, and show the lists with their versions."""
    return _kind_page(load_records.kind_of(kind_id))


@blueprint.post("/<kind_id>")
@requires(Action.EDIT)
def upload(kind_id: str) -> Page:
    """Keep the file as a draft of the session, unless it cannot be read."""
    kind, file = load_records.kind_of(kind_id), request.files.get("datei")
    if file is None or not file.filename:
        return _kind_page(kind, "Es wurde keine Datei ausgewählt."), 422
    try:
        draft = own_workspace().new(clean_file_name(file.filename))
    except GeoError as error:
        return _kind_page(kind, str(error)), status_of(error)
    try:
        draft.receive(file)
        _keep(draft, Wishes(kind_id=kind_id, list_id=request.form.get("liste", "")))
        _look(draft)
    except GeoError as error:
        draft.discard()
        return _kind_page(kind, str(error)), status_of(error)
    return redirect(_address(kind, draft), 303)


@blueprint.get("/<kind_id>/entwurf/<token>")
@requires(Action.EDIT)
def show_draft(kind_id: str, token: str) -> str:
    """Show what becomes of each row, and what may be decided."""
    return _draft_page(_draft(kind_id, token))


@blueprint.post("/<kind_id>/entwurf/<token>")
@requires(Action.EDIT)
def decide(kind_id: str, token: str) -> Page:
    """Keep what the form says; publish if that is wanted and what follows from it was seen."""
    draft = _draft(kind_id, token)
    old = _wishes(draft)
    new = _chosen(old, _look(draft))
    _keep(draft, new)
    if request.form.get("aktion") != "veroeffentlichen":
        return redirect(_address(load_records.kind_of(kind_id), draft), 303)
    seen = _look(draft)
    if _look_with(draft, old).fingerprint != seen.fingerprint:
        flash("Mit dieser Auswahl wurde neu geprüft. Bitte ansehen und dann veröffentlichen.")
        return redirect(_address(seen.kind, draft), 303)
    return _publish(draft, seen, new)


@blueprint.get("/<kind_id>/entwurf/<token>/bericht.xlsx")
@requires(Action.EDIT)
def download_report(kind_id: str, token: str) -> Response:
    """Send the list with what was found in each row, for the sender to correct."""
    draft = _draft(kind_id, token)
    seen, target = _look(draft), io.BytesIO()
    write_report(target, seen.table, seen.read.result)
    return attachment(target.getvalue(), f"{Path(draft.file_name).stem} Prüfbericht.xlsx", WORKBOOK)


@blueprint.post("/<kind_id>/entwurf/<token>/verwerfen")
@requires(Action.EDIT)
def discard(kind_id: str, token: str) -> Response:
    """Drop a draft."""
    draft = _draft(kind_id, token)
    draft.discard()
    flash(f"„{draft.file_name}“ wurde verworfen; es ist nichts gespeichert.")
    return redirect(url_for(".show_kind", kind_id=kind_id), 303)


@blueprint.post("/<kind_id>/<list_id>/staende/<int:number>")
@requires(Action.EDIT)
def publish(kind_id: str, list_id: str, number: int) -> Response:
    """Publish a version."""
    kind = load_records.kind_of(kind_id)
    changed = load_records.publish(current_state().instance, kind, list_id, number)
    word = "jetzt" if changed else "schon"
    flash(f"Stand {number} ist {word} veröffentlicht.")
    return redirect(url_for(".show_kind", kind_id=kind_id), 303)


@blueprint.post("/<kind_id>/<list_id>/staende/<int:number>/zurueck")
@requires(Action.EDIT)
def undo(kind_id: str, list_id: str, number: int) -> Response:
    """Take back the publication that the person saw; a second click takes back nothing."""
    kind = load_records.kind_of(kind_id)
    shown = load_records.undo(current_state().instance, kind, list_id, number=number)
    flash(
        f"Rückgängig gemacht; veröffentlicht ist wieder Stand {shown}."
        if shown
        else "Rückgängig gemacht; von der Liste ist nichts mehr veröffentlicht."
    )
    return redirect(url_for(".show_kind", kind_id=kind_id), 303)


@blueprint.get("/<kind_id>/<list_id>/staende/<int:number>/original")
@requires(Action.EDIT)
def download_original(kind_id: str, list_id: str, number: int) -> Response:
    """Send the file that a version was made of, unchanged."""
    instance = current_state().instance
    state = load_records.show(instance, load_records.kind_of(kind_id), list_id)
    version = next((each for each in state.versions if each.number == number), None)
    if version is None:
        raise NotFound(f"Die Liste „{list_id}“ hat keinen Stand {number}.")
    return send_file(
        instance.originals.open_path(version.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=version.report.file_name,
    )


def _publish(draft: Draft, seen: Look, wishes: Wishes) -> Page:
    list_id = wishes.list_id or load_records.list_id_from(wishes.title)
    try:
        if not list_id:
            return _draft_page(draft, "Die Liste braucht einen Namen mit Buchstaben."), 422
        kept = load_records.keep(
            current_state().instance, seen, list_id=list_id, title=wishes.title, publish=True
        )
    except GeoError as error:
        return _draft_page(draft, str(error)), status_of(error)
    draft.discard()
    flash(
        f"„{kept.record_list.title}“ ist veröffentlicht: Stand {kept.number}"
        + ("." if kept.is_new else "; es hat sich nichts geändert.")
    )
    return redirect(url_for(".show_kind", kind_id=seen.kind.kind_id), 303)


def _chosen(old: Wishes, seen: Look) -> Wishes:
    """Return the wishes as the form changes them; a field that it does not have stays."""
    form = request.form
    tables = {table.name for table in seen.parsed.tables}
    asked = {question.key: question for question in seen.read.questions}
    answers = {
        key: clean_line(form[_QUESTION + key])[:_ANSWER_CHARS]
        for key in asked
        if _QUESTION + key in form
    }
    return Wishes(
        kind_id=old.kind_id,
        list_id=form.get("liste", old.list_id),
        title=clean_line(form.get("titel", old.title))[:120],
        table=form["tabelle"] if form.get("tabelle") in tables else old.table,
        answers={**old.answers, **answers},
    )


def _kind_page(kind: RecordKind[Any], error: str = "") -> str:
    instance = current_state().instance
    drafts = [draft for draft in own_workspace().drafts if _kind_id(draft) == kind.kind_id]
    return render_template(
        "records/kind.html",
        kind=kind,
        error=error,
        limit=instance.settings.max_upload_mb,
        states=load_records.lists(instance, kind),
        drafts=drafts,
    )


def _draft_page(draft: Draft, error: str = "") -> str:
    wishes, seen = _wishes(draft), _look(draft)
    report = seen.read.result.report
    wanted = RowFilter.from_query(request.args)
    states = load_records.lists(current_state().instance, seen.kind)
    return render_template(
        "records/draft.html",
        draft=draft,
        kind=seen.kind,
        seen=seen,
        wishes=wishes,
        title=wishes.title or _usual_title(draft, wishes, states),
        states=states,
        error=error,
        report=report,
        groups=group_issues(report.issues),
        about_file=[issue for issue in report.issues if issue.row is None],
        wanted=wanted,
        page=page_of(seen.read.result.rows, wanted),
    )


def _usual_title(draft: Draft, wishes: Wishes, states: Any) -> str:
    names = {state.record_list.list_id: state.record_list.title for state in states}
    return names.get(wishes.list_id) or Path(draft.file_name).stem


def _draft(kind_id: str, token: str) -> Draft:
    draft = own_workspace().find(token)
    if _kind_id(draft) != kind_id:
        raise NotFound("Unter dieser Adresse wartet keine Liste.")
    return draft


def _look(draft: Draft) -> Look:
    return _look_with(draft, _wishes(draft))


def _look_with(draft: Draft, wishes: Wishes) -> Look:
    return load_records.look(
        current_state().instance,
        load_records.kind_of(wishes.kind_id),
        draft.path,
        file_name=draft.file_name,
        options=wishes.options,
    )


def _kind_id(draft: Draft) -> str:
    return _wishes(draft).kind_id


def _wishes(draft: Draft) -> Wishes:
    return Wishes(**json.loads(draft.read(FILE) or '{"kind_id": ""}'))


def _keep(draft: Draft, wishes: Wishes) -> None:
    draft.write(FILE, json.dumps(vars(wishes), ensure_ascii=False))


def _address(kind: RecordKind[Any], draft: Draft) -> str:
    return url_for(".show_draft", kind_id=kind.kind_id, token=draft.token)
