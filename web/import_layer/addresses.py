"""Addresses of a list: what the register knows, and asking a configured service for the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from geo.errors import GeoError
from geo.geocoding.online import OnlineQuery
from geo.resources import LocationQuality
from geo.store.addresses import RegisterState
from geo.usecases import geocode_online, load_addresses
from geo.usecases.access import Action
from geo.usecases.import_layer import Preview
from geo.usecases.instance import Instance
from web.errors import FAULT
from web.import_layer.blueprint import blueprint
from web.import_layer.looking import PATIENCE_S, Page, Seen, forget, with_preview
from web.jobs import Job
from web.security import own_workspace, requires
from web.state import current_state

_ADDRESSED = (LocationQuality.HOUSE, LocationQuality.STREET, LocationQuality.PLACE)


@dataclass(frozen=True, kw_only=True)
class AddressFacts:
    """What the addresses of a list led to.

    Parameters
    ----------
    register
        What is loaded, ``None`` if nothing is.
    qualities
        How many offers lie how exactly, as pairs of words and number.
    service
        Name of the configured service, empty if there is none.
    questions
        How many addresses it has not been asked for yet; each takes a second.
    is_rough
        Whether offers stand in the middle of their place.
    """

    register: RegisterState | None
    qualities: tuple[tuple[str, int], ...]
    service: str
    questions: int
    is_rough: bool

    @classmethod
    def of(cls, instance: Instance, seen: Preview) -> AddressFacts:
        """Gather them."""
        counts = Counter(each.location_quality for each in seen.result.resources)
        asked = instance.import_context.online
        queries = geocode_online.missing(instance, seen)
        return cls(
            register=load_addresses.loaded(instance),
            qualities=tuple((each.label, counts[each]) for each in _ADDRESSED if counts[each]),
            service=instance.settings.geocoder,
            questions=sum(query.key not in asked for query in queries)
            if geocode_online.is_configured(instance)
            else 0,
            is_rough=counts[LocationQuality.PLACE] > 0,
        )


@blueprint.post("/<token>/anschriften")
@requires(Action.EDIT)
@with_preview
def look_up(seen: Seen) -> Page:
    """Begin to ask the configured service; the answers are kept for all lists."""
    state, draft = current_state(), seen.draft
    queries = geocode_online.missing(state.instance, seen.preview)
    subject = draft.subject
    state.lookups.forget(subject)
    state.lookups.want(subject, subject, lambda job: _asked(job, state.instance, queries))
    return redirect(url_for("import_layer.show_lookup", token=draft.token), 303)


@blueprint.get("/<token>/anschriften")
@requires(Action.EDIT)
def show_lookup(token: str) -> Page:
    """Show how far the questions are; when they are answered, go on to the map."""
    draft = own_workspace().find(token)
    job = current_state().lookups.find(draft.subject)
    if job and not job.wait(PATIENCE_S):
        return render_template("import/lookup.html", draft=draft, job=job)
    if job and job.error:
        flash(str(job.error) if isinstance(job.error, GeoError) else FAULT, "error")
    elif job and job.result is not None:
        flash(f"Der Dienst kennt {job.result or 'keine'} der gefragten Anschriften.")
    return redirect(url_for("import_layer.show_coordinates", token=token), 303)


@blueprint.post("/<token>/anschriften/anhalten")
@requires(Action.EDIT)
def stop_lookup(token: str) -> Response:
    """Stop asking; what was answered so far counts."""
    draft = own_workspace().find(token)
    current_state().lookups.forget(draft.subject)
    forget(draft)
    flash("Die Suche ist angehalten. Was bis dahin gefunden wurde, gilt.")
    return redirect(url_for("import_layer.show_coordinates", token=token), 303)


def _asked(job: Job[int], instance: Instance, queries: tuple[OnlineQuery, ...]) -> int:
    def report(fraction: float) -> None:
        job.report(fraction, "Die Anschriften werden nachgeschlagen")

    return geocode_online.look_up(instance, queries, progress=report)
