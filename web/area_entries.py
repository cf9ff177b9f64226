"""Bodies and agreements of the areas: the page with its filters, and the same as files."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, request

import maps
from geo.area_entries import (
    ENTRY_LEVELS,
    AreaEntry,
    EntryFilter,
    EntryKind,
    entries_by_area,
    select_entries,
    years_of,
)
from geo.areas import Area, AreaHierarchy, Level
from geo.entry_files import entries_csv, write_entries
from geo.errors import NotFound
from geo.results import MapView
from geo.spelling import sort_key
from geo.usecases.access import Action
from geo.usecases.area_entries import KIND_ID
from web.asked import today
from web.files import WORKBOOK, attachment
from web.resource_table import linked
from web.security import requires
from web.state import current_state

blueprint = Blueprint("area_entries", __name__)


@blueprint.get("/gremien")
@requires(Action.VIEW)
def show() -> str:
    """Show the bodies and agreements of the areas, each area with its own, newest first."""
    view = current_state().published.view()
    wanted = _asked(view.areas)
    found = select_entries(view.entries, view.areas, wanted)
    return render_template(
        "entries.html",
        view=view,
        wanted=wanted,
        query=_query(wanted),
        count=len(found),
        groups=entries_by_area(found, view.areas),
        kinds=[kind for kind in EntryKind if any(each.kind is kind for each in view.entries)],
        areas=_choices(view),
        years=_years(view.entries),
        regions={area.area_id: area.name for area in view.areas.at(Level.PLANREGION)},
        kind_id=KIND_ID,
        german=maps.german_text,
        linked=linked,
    )


@blueprint.get("/export/gremien.csv")
@requires(Action.VIEW)
def send_csv() -> Response:
    """Send the entries of the query as CSV."""
    view = current_state().published.view()
    content = "".join(entries_csv(_asked_entries(view), view.areas))
    return _fresh(attachment(content, f"gremien-{today().isoformat()}.csv", "text/csv"))


@blueprint.get("/export/gremien.xlsx")
@requires(Action.VIEW)
def send_workbook() -> Response:
    """Send the entries of the query as Excel file."""
    view, target = current_state().published.view(), io.BytesIO()
    write_entries(target, view, _asked_entries(view), today=today())
    name = f"gremien-{today().isoformat()}.xlsx"
    return _fresh(attachment(target.getvalue(), name, WORKBOOK))


def _fresh(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _asked_entries(view: MapView) -> tuple[AreaEntry, ...]:
    return select_entries(view.entries, view.areas, _asked(view.areas))


def _asked(areas: AreaHierarchy) -> EntryFilter:
    """Return the query; what means nothing does not restrict, as with a link that was cut off."""
    kind, year = request.args.get("gremium", ""), request.args.get("jahr", "")
    return EntryFilter(
        kind=EntryKind(kind) if kind in {each.value for each in EntryKind} else None,
        area=_area(areas, request.args.get("gebiet", "")),
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
    )


def _area(areas: AreaHierarchy, key: str) -> Area | None:
    level, _, area_id = key.partition(":")
    for known in ENTRY_LEVELS:
        if level == known.value:
            try:
                return areas.get(known, area_id)
            except NotFound:
                return None
    return None


def area_key(area: Area) -> str:
    """Return how an area stands in the query."""
    return f"{area.level.value}:{area.area_id}"


def _query(wanted: EntryFilter) -> dict[str, str]:
    query = {
        "gremium": wanted.kind.value if wanted.kind else "",
        "gebiet": area_key(wanted.area) if wanted.area else "",
        "jahr": str(wanted.year or ""),
    }
    return {key: value for key, value in query.items() if value}


def _choices(view: MapView) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the areas of each level by name, as the query names them."""
    titles = ("Sozialräume", "Planregionen", "Kreis")
    return [
        (
            title,
            [
                (area_key(area), area.name)
                for area in sorted(view.areas.at(level), key=lambda area: sort_key(area.name))
            ],
        )
        for title, level in zip(titles, ENTRY_LEVELS, strict=True)
    ]


def _years(entries: tuple[AreaEntry, ...]) -> list[int]:
    return sorted({year for entry in entries for year in years_of(entry)}, reverse=True)
