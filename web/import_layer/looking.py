"""The preview of a draft: made by a job, kept until other choices ask for another one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, wraps

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from geo.errors import GeoError, InputError, LimitExceeded, UnreadableFile
from geo.importing import ParsedFile
from geo.importing.decisions import Placement
from geo.resources import Resource
from geo.usecases import import_layer, load_addresses, manage_layers
from geo.usecases.import_layer import Preview
from geo.usecases.instance import Instance
from web.errors import status_of
from web.import_layer.choices import Choices, keep_choices, read_choices
from web.import_layer.stages import Stage, placeable, stages_of
from web.jobs import Job
from web.security import own_workspace
from web.state import current_state
from web.workspaces import Draft

Page = str | tuple[str, int] | Response

PATIENCE_S = 1.5  # a short list is ready by then


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A draft, what was chosen about it, and what it would become."""

    draft: Draft
    choices: Choices
    preview: Preview

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """What is done and what needs a look."""
        left = [each for each in self.placeable if each.resource_id not in self.placements]
        return stages_of(self.preview, self.choices, placeless=left)

    @cached_property
    def target(self) -> str:
        """Title of the layer that the list is for; empty for a new one."""
        instance, layer_id = current_state().instance, self.choices.layer_id
        known = manage_layers.find_layer(instance, layer_id) if layer_id else None
        return known.title if known else ""

    @cached_property
    def placeable(self) -> tuple[Resource, ...]:
        """Offers without a place of their own."""
        return placeable(self.preview.result, current_state().instance.taxonomy)

    @cached_property
    def placements(self) -> dict[str, Placement]:
        """Places set by hand, for this list or for an earlier one, and not taken back."""
        instance, layer_id = current_state().instance, self.choices.layer_id
        known = manage_layers.remembered(instance, layer_id).placements if layer_id else {}
        decided = {**known, **self.choices.decisions.placements}
        return {key: placement for key, placement in decided.items() if placement}


def with_preview(view: Callable[[Seen], Page]) -> Callable[[str], Page]:
    """Call a view with what a draft would become; show the progress while that is unknown."""
    return _previewing(view, placements_may_wait=False)


def with_last_preview(view: Callable[[Seen], Page]) -> Callable[[str], Page]:
    """Do the same, but make do without the places that were set since the last check."""
    return _previewing(view, placements_may_wait=True)


def _previewing(
    view: Callable[[Seen], Page], *, placements_may_wait: bool
) -> Callable[[str], Page]:
    @wraps(view)
    def shown(token: str) -> Page:
        draft = own_workspace().find(token)
        if draft.refusal:
            return _refused(draft)
        choices = read_choices(draft)
        job = look(draft, choices, placements_may_wait=placements_may_wait)
        if not job.wait(PATIENCE_S):
            return render_template("import/progress.html", draft=draft, job=job, held=_held())
        if job.error:
            return _failed(draft, choices, job.error)
        if job.result is None:  # somebody has called it off in another window
            return redirect(url_for("import_layer.choose_file"), 303)
        if job.result.answers_to:  # a returned sheet knows its layer
            choices = replace(choices, layer_id=job.result.answers_to)
            keep_choices(draft, choices)
        return view(Seen(draft=draft, choices=choices, preview=job.result))

    return shown


def _held() -> list[tuple[str, str]]:
    """Return the fields of a form that came before the preview was there: it is sent again."""
    return list(request.form.items(multi=True))


def look(draft: Draft, choices: Choices, *, placements_may_wait: bool = False) -> Job[Preview]:
    """Return the job that makes the preview of a draft, started if need be."""
    state = current_state()
    known = state.jobs.find(draft.subject)
    key = _key(state.instance, choices)
    if known and not known.is_cancelled and placements_may_wait and _but_places(known.key, key):
        return known
    parsed = _parsed(known, choices)
    return state.jobs.want(
        draft.subject, key, lambda job: _preview(job, state.instance, draft, choices, parsed)
    )


def forget(draft: Draft) -> None:
    """Stop checking a draft, and drop what was found."""
    current_state().jobs.forget(draft.subject)


def _refused(draft: Draft) -> Page:
    return render_template("import/refused.html", draft=draft), 422


def _key(instance: Instance, choices: Choices) -> str:
    """Return a text that differs when the preview would; placements are in its second line."""
    options = choices.options
    shown = manage_layers.shown_number(instance, choices.layer_id) if choices.layer_id else None
    register = load_addresses.loaded(instance)
    known = register and register.number, len(instance.import_context.online)
    base = replace(options, decisions=replace(options.decisions, placements={}))
    first = json.dumps([choices.layer_id, shown, known, base.fingerprint])
    return f"{first}\n{options.fingerprint}"


def _but_places(one: str, other: str) -> bool:
    return one.partition("\n")[0] == other.partition("\n")[0]


def _parsed(known: Job[Preview] | None, choices: Choices) -> ParsedFile | None:
    """Return the tables that were read before, if they were read the same way."""
    seen = known.result if known else None
    return seen.parsed if seen and seen.options.reading == choices.reading else None


def _preview(
    job: Job[Preview],
    instance: Instance,
    draft: Draft,
    choices: Choices,
    parsed: ParsedFile | None,
) -> Preview:
    def report(fraction: float) -> None:
        reading = parsed is None and fraction < import_layer.READING_SHARE
        job.report(fraction, "Die Datei wird gelesen" if reading else "Die Zeilen werden geprüft")

    try:
        return import_layer.preview(
            instance,
            draft.path,
            file_name=draft.file_name,
            options=choices.options,
            layer_id=choices.layer_id or None,
            parsed=parsed,
            progress=report,
        )
    except (UnreadableFile, LimitExceeded) as error:
        if choices.reading == Choices().reading:  # nothing can be chosen that would help
            draft.refuse(str(error))
        raise


def _failed(draft: Draft, choices: Choices, error: Exception) -> Page:
    """Show why there is no preview; a reload tries again."""
    forget(draft)
    if not isinstance(error, GeoError):
        raise error
    if draft.refusal:
        return _refused(draft)
    if isinstance(error, InputError) and choices != choices.without_reading():
        page = render_template("import/stuck.html", draft=draft, error=str(error))
        return page, status_of(error)
    raise error
