"""The table twin of the map, and the same offers as files."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from geo.areas import Level
from geo.counting import all_offers, counts_at
from geo.exporting import WORKBOOK_OFFERS, csv_chunks, write_workbook
from geo.filtering import ResourceFilter
from geo.resources import LocationQuality
from geo.results import MapView
from geo.searching import sozialraeume_of
from geo.spelling import sort_key
from geo.usecases.access import Action
from geo.usecases.browse_map import narrow
from geo.usecases.browse_table import (
    PAGE_ROWS,
    WHOLE_ROWS,
    Order,
    active_of,
    facets_of,
    in_order,
)
from geo.wording import corrections
from web.asked import asked_filter, today
from web.files import WORKBOOK
from web.resource_table import membership_of, rows_of
from web.security import requires
from web.state import current_state

blueprint = Blueprint("browse_table", __name__)

_WHOLE = "alle"
_HEADINGS = {
    "angebot": "Angebot",
    "kategorie": "Kategorie",
    "zielgruppe": "Zielgruppen",
    "traeger": "Träger",
    "anschrift": "Anschrift",
    "lage": "Lagegenauigkeit",
    "kontakt": "Kontakt",
    "sozialraum": "Sozialraum",
    "art": "Erreichbarkeit",
    "stand": "Stand und Quelle",
    "bestaetigt": "Zuletzt bestätigt",
}


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Which rows of how many are shown."""

    total: int
    number: int
    whole: bool

    @classmethod
    def read(cls, text: str, *, total: int) -> Pages:
        """Return the page that an address asks for, or the nearest that there is."""
        whole = text == _WHOLE and total <= WHOLE_ROWS
        last = max(1, -(-total // PAGE_ROWS))
        wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
        return cls(total=total, number=min(max(1, wanted), last), whole=whole)

    @property
    def last(self) -> int:
        """Number of pages."""
        return 1 if self.whole else max(1, -(-self.total // PAGE_ROWS))

    @property
    def rows(self) -> slice:
        """Places of the rows that are shown."""
        first = 0 if self.whole else (self.number - 1) * PAGE_ROWS
        return slice(first, self.total if self.whole else min(first + PAGE_ROWS, self.total))

    @property
    def fit_on_one(self) -> bool:
        """Whether it makes sense to offer all rows on one page."""
        return PAGE_ROWS < self.total <= WHOLE_ROWS


@blueprint.get("/tabelle")
@requires(Action.VIEW)
def show() -> str | AnyResponse:
    """Show the resources of the map as a table that needs neither script nor map."""
    everything, wanted = current_state().published.view(), asked_filter()
    order = Order.parse(request.args.get("sortierung", ""))
    if key := request.args.get("angebot", ""):
        return redirect(_row_address(everything, wanted, order, key), 303)
    view = narrow(everything, wanted)
    offers = in_order(view, order)
    pages = Pages.read(request.args.get("seite", ""), total=len(offers))
    day = today()
    return render_template(
        "table.html",
        view=view,
        wanted=wanted,
        query=wanted.to_query(),
        order=order,
        headings=_HEADINGS,
        qualities=tuple(LocationQuality),
        facets=facets_of(everything, wanted),
        active=active_of(everything, wanted),
        corrections=tuple(corrections(everything, wanted)),
        pages=pages,
        rows=rows_of(everything, offers[pages.rows], today=day),
        as_workbook=len(offers) <= WORKBOOK_OFFERS,
        table_address=_address,
        **view.once("areas of the table", lambda: _areas_of(view)),
        **membership_of(view),
    )


@blueprint.get("/export/angebote.csv")
@requires(Action.VIEW)
def send_csv() -> Response:
    """Send the query's resources as CSV, while it is written."""
    view = narrow(current_state().published.view(), asked_filter())
    response = Response((chunk.encode() for chunk in csv_chunks(view)), mimetype="text/csv")
    return _as_download(response, "csv")


@blueprint.get("/export/angebote.xlsx")
@requires(Action.VIEW)
def send_workbook() -> Response:
    """Send the query's resources as Excel file."""
    view = narrow(current_state().published.view(), asked_filter())
    content = io.BytesIO()
    write_workbook(content, view, today=today())
    return _as_download(Response(content.getvalue(), mimetype=WORKBOOK), "xlsx")


def _as_download(response: Response, ending: str) -> Response:
    name = f"angebote-{today().isoformat()}.{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _address(wanted: ResourceFilter, order: Order, page: int | str = 1) -> str:
    """Return the address of a page of the table; what is usual is not named."""
    query: dict[str, Any] = dict(wanted.to_query())
    if order != Order():
        query["sortierung"] = str(order)
    if page != 1:
        query["seite"] = page
    return url_for(".show", **query)


def _row_address(everything: MapView, wanted: ResourceFilter, order: Order, key: str) -> str:
    """Return where the row of an offer is: within the query, if it matches, else among all."""
    for asked in (wanted, ResourceFilter()):
        offers = in_order(narrow(everything, asked), order)
        keys = (f"{layer.layer_id}:{resource.resource_id}" for layer, resource in offers)
        place = next((at for at, each in enumerate(keys) if each == key), None)
        if place is not None:
            page = _address(asked, order, place // PAGE_ROWS + 1)
            return f"{page}#angebot-{quote(key, safe='')}"
    return _address(wanted, order)


def _areas_of(view: MapView) -> dict[str, object]:
    """Return the Sozialräume with their counts, and how many offers belong to none."""
    regions = {area.area_id: area for area in view.areas.at(Level.PLANREGION)}
    counts = counts_at(view, Level.SOZIALRAUM)
    spaces = sorted(view.areas.at(Level.SOZIALRAUM), key=lambda area: sort_key(area.name))
    entries = (each for each in view.entries if each.level is Level.SOZIALRAUM)
    return {
        "entry_counts": Counter(each.area_id for each in entries),
        "areas": [
            (area, regions.get(area.parent_id or ""), counts[area.area_id]) for area in spaces
        ],
        "nowhere": sum(not sozialraeume_of(resource) for _, resource in all_offers(view)),
    }
