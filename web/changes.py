"""What has changed between two days: a page, an Excel file and a PDF of the same report."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

import maps.changes
from geo.areas import Area, Level
from geo.change_rows import Told
from geo.change_workbook import write_changes
from geo.errors import InputError, InvalidParameter
from geo.filtering import VALUES, ResourceFilter
from geo.periods import Period, period_of
from geo.results import MapView
from geo.spelling import sort_key
from geo.usecases.access import Action
from geo.usecases.browse_map import area_query
from geo.usecases.browse_table import active_of
from geo.usecases.report_changes import publication_days, report_changes
from web.asked import today
from web.errors import wants_json
from web.files import WORKBOOK, attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("changes", __name__)

_DAYS = 10
_LEVELS = {
    Level.SOZIALRAUM: "Sozialraum",
    Level.PLANREGION: "Planregion",
    Level.KREIS: "Kreis",
}


@blueprint.get("/aenderungen")
@requires(Action.VIEW)
def show() -> str | tuple[str, int]:
    """Show the report; a day that is none leaves the form with the reason."""
    try:
        told = _told()
    except InputError as error:
        if wants_json():
            raise
        period = period_of("", "", today=today())
        return _page(None, period=period, error=str(error)), 422
    return _page(told, period=told.period)


@blueprint.get("/aenderungen.xlsx")
@requires(Action.VIEW)
def send_workbook() -> Response:
    """Send the report as Excel file."""
    told, content = _told(), io.BytesIO()
    write_changes(content, told)
    return attachment(content.getvalue(), _file_name(told, "xlsx"), WORKBOOK)


@blueprint.get("/aenderungen.pdf")
@requires(Action.VIEW)
def send_pdf() -> Response:
    """Send the report as tagged PDF."""
    told = _told()
    pdf = maps.changes.changes_pdf(told, made_on=today())
    return attachment(pdf, _file_name(told, "pdf"), "application/pdf")


def _told() -> Told:
    state, view = current_state(), current_state().published.view()
    period = period_of(request.args.get("von", ""), request.args.get("bis", ""), today=today())
    return report_changes(state.instance, view, period, wanted=_wanted(view), level=_level())


def _wanted(view: MapView) -> ResourceFilter:
    """Return the query of the map, and the area that was chosen here."""
    query = request.args.to_dict(flat=False)
    if area_id := request.args.get("gebiet", ""):
        query |= area_query(view.areas, area_id)
    return ResourceFilter.from_query(query)


def _level() -> Level:
    wanted = request.args.get("stufe", Level.SOZIALRAUM.value)
    level = next((each for each in _LEVELS if each.value == wanted), None)
    if level is None:
        known = ", ".join(each.value for each in _LEVELS)
        raise InvalidParameter(f"Die Stufe „{wanted[:40]}“ gibt es nicht. Es gibt: {known}.")
    return level


def _page(told: Told | None, *, period: Period, error: str = "") -> str:
    state, view = current_state(), current_state().published.view()
    return render_template(
        "report_changes.html",
        error=error,
        told=told,
        period=period,
        body=maps.changes.changes_body(told, links=_links()) if told else "",
        days=publication_days(state.instance)[:_DAYS],
        levels=_LEVELS,
        level=told.report.level if told else Level.SOZIALRAUM,
        area_id=request.args.get("gebiet", ""),
        regions=_ordered(view, Level.PLANREGION),
        spaces=_ordered(view, Level.SOZIALRAUM),
        view=view,
        active=active_of(view, _wanted(view)) if told else (),
        nothing=ResourceFilter(),
        narrowed=_narrowed,
        kept=_kept(),
        address=_address,
        german_date=maps.german_date,
    )


def _ordered(view: MapView, level: Level) -> list[Area]:
    return sorted(view.areas.at(level), key=lambda area: sort_key(area.name))


def _kept() -> list[tuple[str, str]]:
    """Return what of the map's query narrows the report, for the form to keep."""
    keys = (*VALUES, "q", "bbox")
    return [(key, value) for key in keys for value in request.args.getlist(key) if value]


def _links() -> maps.changes.ChangeLinks:
    return maps.changes.ChangeLinks(
        offer=lambda key: url_for("browse_table.show", angebot=key),
        area=lambda area: _address(".show", gebiet=area.area_id),
    )


def _address(endpoint: str, **changes: str) -> str:
    """Return the address of this report with other choices; what is empty is not named."""
    query: dict[str, Any] = {key: request.args.getlist(key) for key in request.args}
    query |= changes
    return url_for(endpoint, **{key: value for key, value in query.items() if value})


def _narrowed(wanted: ResourceFilter) -> str:
    """Return the address of this report for other offers; the form knows its area as „gebiet“."""
    query: dict[str, Any] = {key: request.args.get(key) for key in ("von", "bis", "stufe")}
    query |= wanted.to_query()
    area_id = request.args.get("gebiet", "")
    for level in (Level.PLANREGION, Level.SOZIALRAUM):
        if query.get(level.value) == [area_id]:
            query |= {level.value: None, "gebiet": area_id}
    return url_for(".show", **query)


def _file_name(told: Told, ending: str) -> str:
    return f"aenderungen-{told.period.start}-bis-{told.period.end}.{ending}"
