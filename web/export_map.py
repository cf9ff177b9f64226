"""The Konferenzdatei: say what it will hold, then send it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from operator import itemgetter

from flask import Blueprint, Response, render_template, request

import maps
from geo.areas import Level
from geo.filtering import ResourceFilter
from geo.importing.cleaning import clean_line
from geo.results import MapView
from geo.usecases.access import Action
from geo.usecases.browse_map import narrow
from geo.wording import size_in_words
from web.files import attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("export_map", __name__)

_LONGEST_TITLE = 120
#: What the form lets people change; everything else of the query travels hidden.
_CHOSEN = ("ebene", "planregion", "sozialraum")


@blueprint.get("/export")
@requires(Action.VIEW)
def choose() -> str:
    """Show in words what the file will hold, and let people change it."""
    everything, wanted = current_state().published.view(), _wanted()
    view, today = _titled(narrow(everything, wanted)), _today()
    query = wanted.to_query()
    return render_template(
        "export.html",
        view=view,
        wanted=wanted,
        layers=[(each.layer.layer_id, each.layer.title) for each in everything.layers],
        regions=_choices(everything, Level.PLANREGION),
        spaces=_choices(everything, Level.SOZIALRAUM),
        hidden={key: values for key, values in query.items() if key not in _CHOSEN},
        query=query,
        count=_count(view),
        data_date=maps.german_date(view.date),
        file_name=maps.conference_file_name(view.title, today),
        size=size_in_words(len(maps.conference_file(view, exported_on=today).encode())),
    )


@blueprint.get("/export/konferenz.html")
@requires(Action.VIEW)
def send() -> Response:
    """Send the query's resources as one file that needs no network."""
    view, today = _titled(narrow(current_state().published.view(), _wanted())), _today()
    page = maps.conference_file(view, exported_on=today)
    response = attachment(page, maps.conference_file_name(view.title, today), "text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _wanted() -> ResourceFilter:
    return ResourceFilter.from_query(request.args.to_dict(flat=False))


def _titled(view: MapView) -> MapView:
    title = clean_line(request.args.get("titel", ""))[:_LONGEST_TITLE]
    return replace(view, title=title or view.title)


def _today() -> date:
    return datetime.now().astimezone().date()


def _choices(view: MapView, level: Level) -> list[tuple[str, str]]:
    return sorted(((area.area_id, area.name) for area in view.areas.at(level)), key=itemgetter(1))


def _count(view: MapView) -> int:
    return sum(len(layer.resources) for layer in view.layers)
