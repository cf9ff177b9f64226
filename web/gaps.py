"""What is missing and what may be double, as pages and as files."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from geo.areas import Area, Level
from geo.duplicates import NEAR_M, DuplicatePair, possible_duplicates
from geo.filtering import ResourceFilter
from geo.gap_columns import GapColumn, Grouping
from geo.gap_workbook import write_duplicates, write_gaps
from geo.gaps import Figure, GapCell, GapRow, GapStatus
from geo.numbers import german_short
from geo.results import MapView
from geo.usecases.access import Action
from geo.usecases.browse_map import narrow
from geo.usecases.browse_table import active_of
from geo.usecases.find_gaps import GapQuery, Gaps, find_gaps
from maps.gaps import GapLinks, GapSheet, gap_paper, gap_table, notes_of, statuses_of
from web.asked import asked_filter, today
from web.files import WORKBOOK, attachment
from web.resource_table import TableRow, rows_of
from web.security import requires
from web.state import current_state

blueprint = Blueprint("gaps", __name__)

_SHOWN_PAIRS = 200
_FARTHEST_M = 10_000


@blueprint.get("/luecken")
@requires(Action.VIEW)
def show() -> str | AnyResponse:
    """Show areas against what they may need, as a table that needs no script."""
    wanted, asked = asked_filter(), _asked()
    if "" in request.args.values() and not asked.rejected:  # a form sends its empty fields, too
        return redirect(_address(wanted, asked), 303)
    everything = current_state().published.view()
    found = find_gaps(everything, wanted, asked)
    sheet = _sheet(found, asked)
    return render_template(
        "gaps.html",
        sheet=sheet,
        asked=asked,
        query=wanted.to_query(),
        all=wanted.to_query() | asked.to_query(),
        table=gap_table(sheet, _links(wanted)),
        legend=statuses_of(sheet.matrix),
        notes=tuple(notes_of(sheet)),
        choices=found.choices,
        grouped=[(name, [*each]) for name, each in groupby(found.choices, attrgetter("group"))],
        groupings=tuple(Grouping),
        figures=tuple(Figure),
        target_of=lambda key: german_short(asked.targets[key], 3) if key in asked.targets else "",
        active=active_of(everything, wanted),
        nothing=ResourceFilter(),
        address=lambda without: _address(without, asked),
        shown_address=_address(wanted, replace(asked, with_unknown=True)),
    )


@blueprint.get("/luecken.xlsx")
@requires(Action.VIEW)
def send_workbook() -> Response:
    """Send the same matrix as Excel file, with the possible duplicates of the selection."""
    found = find_gaps(current_state().published.view(), asked_filter(), _asked())
    pairs = _pairs(found.view, int(NEAR_M))
    content = io.BytesIO()
    sheet = _sheet(found, _asked())
    notes = [*notes_of(sheet)]
    write_gaps(content, found.view, found.matrix, pairs=pairs, notes=notes, today=today())
    return _download(content.getvalue(), "lueckenblatt", "xlsx", WORKBOOK)


@blueprint.get("/luecken.pdf")
@requires(Action.VIEW)
def send_paper() -> Response:
    """Send the same matrix as a sheet to print."""
    asked = _asked()
    found = find_gaps(current_state().published.view(), asked_filter(), asked)
    paper = gap_paper(_sheet(found, asked), today=today())
    return _download(paper, "lueckenblatt", "pdf", "application/pdf")


@blueprint.get("/luecken/doppelt")
@requires(Action.VIEW)
def show_duplicates() -> str:
    """Show the offers that may be one and the same, side by side."""
    everything, wanted = current_state().published.view(), asked_filter()
    view, within = narrow(everything, wanted), _within()
    pairs = _pairs(view, within)
    shown = pairs[:_SHOWN_PAIRS]
    return render_template(
        "gap_duplicates.html",
        view=view,
        pairs=[*zip(shown, *_rows(everything, shown), strict=True)],
        total=len(pairs),
        compared=view.count,
        within=within,
        query=wanted.to_query(),
        active=active_of(everything, wanted),
    )


@blueprint.get("/luecken/doppelt.xlsx")
@requires(Action.VIEW)
def send_duplicates() -> Response:
    """Send all pairs as Excel file."""
    view = narrow(current_state().published.view(), asked_filter())
    content = io.BytesIO()
    write_duplicates(content, view, _pairs(view, _within()), today=today())
    return _download(content.getvalue(), "doppelungen", "xlsx", WORKBOOK)


def _asked() -> GapQuery:
    return GapQuery.from_query(request.args.to_dict(flat=False))


def _within() -> int:
    """Return the distance that is asked for, in metres; what is no distance is the usual one."""
    text = request.args.get("abstand", "")
    metres = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else int(NEAR_M)
    return min(metres, _FARTHEST_M)


def _pairs(view: MapView, within: int) -> tuple[DuplicatePair, ...]:
    if within != NEAR_M:
        return possible_duplicates(view, within_m=within)
    return view.once("duplicates", lambda: possible_duplicates(view))


def _rows(view: MapView, pairs: tuple[DuplicatePair, ...]) -> tuple[list[TableRow], ...]:
    day = today()
    return (
        rows_of(view, (pair.one for pair in pairs), today=day),
        rows_of(view, (pair.other for pair in pairs), today=day),
    )


def _sheet(found: Gaps, asked: GapQuery) -> GapSheet:
    return GapSheet(view=found.view, matrix=found.matrix, figure=asked.figure, hidden=found.hidden)


def _address(wanted: ResourceFilter, asked: GapQuery) -> str:
    query: dict[str, Any] = {**wanted.to_query(), **asked.to_query()}
    return url_for(".show", **query)


def _links(wanted: ResourceFilter) -> GapLinks:
    """Return where cells and names lead: the map with the same offers, the profile."""
    on_map, asked = url_for("browse_map.show_map"), wanted.to_query()

    def cell(row: GapRow, column: GapColumn, found: GapCell) -> str:
        query = asked | _within_column(column, wanted)
        level, area_id = row.area.level.value, row.area.area_id
        if found.status is not GapStatus.MISSING:
            return f"{on_map}?{urlencode(query | {level: [area_id]}, doseq=True)}"
        # Nothing is there: the nearest ones are of use, with the area beside them.
        around = {key: query[key] for key in query if key not in {"sozialraum", "planregion"}}
        place = quote(f"{level}:{area_id}", safe="")
        return f"{on_map}?{urlencode(around, doseq=True)}#gebiet/{place}"

    return GapLinks(cell=cell, area=_profile)


def _within_column(column: GapColumn, wanted: ResourceFilter) -> dict[str, list[str]]:
    chosen = ((key, values, getattr(wanted, key)) for key, values in column.query.items())
    return {
        key: [each for each in values if not limits or each in limits]
        for key, values, limits in chosen
    }


def _profile(area: Area) -> str:
    endpoint = "show_sozialraum" if area.level is Level.SOZIALRAUM else "show_planregion"
    return url_for(f"area_pages.{endpoint}", area_id=area.area_id)


def _download(content: bytes, name: str, ending: str, kind: str) -> Response:
    answer = attachment(content, f"{name}-{today().isoformat()}.{ending}", kind)
    answer.headers["Cache-Control"] = "no-store"
    return answer
