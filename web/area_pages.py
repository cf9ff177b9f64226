"""What there is for the people of one area: a page for each Sozialraum, Planregion, the county."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

import maps
from geo.areas import Area, AreaHierarchy, Level
from geo.profiles import profile_of
from geo.spelling import sort_key
from geo.usecases.access import Action
from geo.usecases.browse_table import WHOLE_ROWS
from maps import charts
from maps.drawing import area_drawing
from web.asked import today
from web.resource_table import rows_of
from web.security import requires
from web.state import current_state

blueprint = Blueprint("area_pages", __name__)

#: Width and height of the map, so that its type of 6 pt is 8 CSS pixels high.
MAP_MM = (120.0, 90.0)


@blueprint.get("/sozialraum/<area_id>")
@requires(Action.VIEW)
def show_sozialraum(area_id: str) -> str:
    """Show a Sozialraum."""
    return _page(_areas().get(Level.SOZIALRAUM, area_id))


@blueprint.get("/planregion/<area_id>")
@requires(Action.VIEW)
def show_planregion(area_id: str) -> str:
    """Show a Planregion."""
    return _page(_areas().get(Level.PLANREGION, area_id))


@blueprint.get("/kreis")
@requires(Action.VIEW)
def show_kreis() -> str:
    """Show the whole county."""
    return _page(_areas().kreis)


@blueprint.get("/sozialraum/<area_id>/karte.svg")
@requires(Action.VIEW)
def draw_sozialraum(area_id: str) -> Response:
    """Send the map of a Sozialraum."""
    return _drawing(_areas().get(Level.SOZIALRAUM, area_id))


@blueprint.get("/planregion/<area_id>/karte.svg")
@requires(Action.VIEW)
def draw_planregion(area_id: str) -> Response:
    """Send the map of a Planregion."""
    return _drawing(_areas().get(Level.PLANREGION, area_id))


@blueprint.get("/kreis/karte.svg")
@requires(Action.VIEW)
def draw_kreis() -> Response:
    """Send the map of the county."""
    return _drawing(_areas().kreis)


def _drawing(area: Area) -> Response:
    """Send the map of an area, drawn once for each state of the data."""
    view = current_state().published.view()
    width, height = MAP_MM
    picture = view.once(
        ("drawing", area.level, area.area_id),
        lambda: area_drawing(view, area, width_mm=width, height_mm=height),
    )
    response = Response(picture, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _drawing_address(area: Area) -> str:
    if area.level is Level.KREIS:
        return url_for(".draw_kreis")
    return url_for(f".draw_{area.level.value}", area_id=area.area_id)


def _areas() -> AreaHierarchy:
    return current_state().published.view().areas


def _page(area: Area) -> str:
    view, day = current_state().published.view(), today()
    profile = profile_of(view, area, today=day)
    return render_template(
        "area.html",
        view=view,
        area=area,
        profile=profile,
        query={} if area.level is Level.KREIS else {area.level.value: [area.area_id]},
        population_date=maps.german_date(area.population_date) if area.population_date else "",
        since=maps.german_date(profile.freshness.since),
        parent=_parent(view.areas, area),
        parts=_parts(view.areas, area),
        siblings=_siblings(view.areas, area),
        rows=rows_of(view, profile.offers[:WHOLE_ROWS], today=day),
        most=WHOLE_ROWS,
        letters={each.category_id: each.letters for each in view.taxonomy.categories},
        charts=charts,
        german=maps.german_text,
        drawing_url=_drawing_address(area),
        pdf_url=f"{request.path}.pdf",
    )


def _parent(areas: AreaHierarchy, area: Area) -> Area | None:
    level = area.level.parent
    return areas.get(level, area.parent_id) if level and area.parent_id else None


def _parts(areas: AreaHierarchy, area: Area) -> list[Area]:
    """Return the areas of the next smaller level that make it up."""
    smaller = next((level for level in Level if level.parent is area.level), None)
    found = (
        [each for each in areas.at(smaller) if each.parent_id == area.area_id] if smaller else []
    )
    return sorted(found, key=lambda each: sort_key(each.name))


def _siblings(areas: AreaHierarchy, area: Area) -> list[Area]:
    """Return the other areas of its level in the same larger one."""
    others = [
        each
        for each in areas.at(area.level)
        if each.parent_id == area.parent_id and each.area_id != area.area_id
    ]
    return sorted(others, key=lambda each: sort_key(each.name))
