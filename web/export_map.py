"""The Konferenzdatei: say what it will hold, then send it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import itemgetter
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

import maps
from geo.areas import Level
from geo.basemaps import Basemap
from geo.errors import GeoError
from geo.filtering import ResourceFilter
from geo.importing.cleaning import clean_line
from geo.results import MapView
from geo.tiles import Extent
from geo.usecases.access import Action
from geo.usecases.browse_map import narrow
from geo.usecases.embed_basemap import (
    embed_basemap,
    embeddable,
    embedding_box,
    plan_embedding,
)
from geo.wording import plan_in_words, size_in_words
from maps.poster_layout import PAPERS
from web.asked import asked_filter, asked_look, today
from web.files import attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("export_map", __name__)

_LONGEST_TITLE = 120


@dataclass(frozen=True, kw_only=True)
class Background:
    """A background map that a file can take along.

    Parameters
    ----------
    basemap_id
        Empty for none.
    title
        As in the settings.
    words
        What it would cost, or why the file cannot have it.
    size
        In bytes; ``None`` if the file cannot have it.
    """

    basemap_id: str
    title: str
    words: str = ""
    size: int | None = 0


@blueprint.get("/export")
@requires(Action.VIEW)
def choose() -> str:
    """Show in words what the file will hold, and let people change it."""
    everything = current_state().published.view()
    choices = {
        "ebene": [(each.layer.layer_id, each.layer.title) for each in everything.layers],
        "planregion": _choices(everything, Level.PLANREGION),
        "sozialraum": _choices(everything, Level.SOZIALRAUM),
    }
    wanted = _offered(choices, asked_filter())
    view, day = titled(narrow(everything, wanted)), today()
    query, look = wanted.to_query(), asked_look()
    backgrounds = _backgrounds(wanted)
    chosen = next((each for each in backgrounds if each.basemap_id == _background()), None)
    size = len(maps.conference_file(view, exported_on=day).encode())
    return render_template(
        "export.html",
        view=view,
        wanted=wanted,
        choices=choices,
        hidden={key: values for key, values in query.items() if key not in choices},
        look=look,
        seen=query | look,
        count=view.count,
        data_date=maps.german_date(view.date),
        file_name=maps.conference_file_name(view.title, day),
        backgrounds=backgrounds,
        background=chosen,
        papers=PAPERS,
        paper=request.args.get("papier", "A3"),
        orientation=request.args.get("ausrichtung", ""),
        size=size_in_words(size + ((chosen.size or 0) if chosen else 0)),
    )


@blueprint.get("/export/konferenz.html")
@requires(Action.VIEW)
def send() -> Response:
    """Send the query's resources as one file that needs no network."""
    state, wanted = current_state(), asked_filter()
    view, day = titled(narrow(state.published.view(), wanted)), today()
    tiles = None
    if basemap_id := _background():
        box = embedding_box(view.areas, wanted)
        tiles = embed_basemap(state.instance, plan_embedding(state.instance, basemap_id, box))
    look = urlencode(asked_look(), doseq=True)
    page = maps.conference_file(view, exported_on=day, tiles=tiles, look=look)
    response = attachment(page, maps.conference_file_name(view.title, day), "text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _offered(choices: dict[str, list[tuple[str, str]]], wanted: ResourceFilter) -> ResourceFilter:
    """Return a query without what the form cannot tick, and therefore would not send."""
    query = wanted.to_query()
    for key, options in choices.items():
        known = {value for value, _ in options}
        query[key] = [value for value in query.get(key, []) if value in known]
    return ResourceFilter.from_query(query)


def _background() -> str:
    return request.args.get("hintergrund", "")


def _backgrounds(wanted: ResourceFilter) -> list[Background]:
    """Return what may lie under the map; without a configured one nothing is to be chosen."""
    instance = current_state().instance
    box = embedding_box(instance.areas, wanted)
    configured = [_planned(each, box) for each in embeddable(instance)]
    return [Background(basemap_id="", title="keiner"), *configured] if configured else []


def _planned(basemap: Basemap, box: Extent) -> Background:
    known = {"basemap_id": basemap.basemap_id, "title": basemap.title}
    try:
        plan = plan_embedding(current_state().instance, basemap.basemap_id, box)
    except GeoError as error:
        return Background(**known, words=str(error), size=None)
    return Background(**known, words=plan_in_words(plan), size=plan.size)


def titled(view: MapView) -> MapView:
    """Return a view with the title that the request asks for."""
    title = clean_line(request.args.get("titel", ""))[:_LONGEST_TITLE]
    return replace(view, title=title or view.title)


def _choices(view: MapView, level: Level) -> list[tuple[str, str]]:
    return sorted(((area.area_id, area.name) for area in view.areas.at(level)), key=itemgetter(1))
