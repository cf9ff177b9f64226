"""The map and its table twin: two views of the same query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

import maps
from geo.filtering import ResourceFilter
from geo.results import MapView
from geo.usecases.access import Action
from geo.usecases.browse_map import narrow
from geo.wording import criteria
from web.pages import static
from web.published import Packed
from web.resource_table import PAGE_ROWS, facets_of, membership_of, rows_of
from web.security import policy, requires
from web.show_basemap import with_addresses
from web.state import current_state

blueprint = Blueprint("browse_map", __name__)


@blueprint.get("/")
@blueprint.get("/karte")
@requires(Action.VIEW)
def show_map() -> Response:
    """Show the map; the client applies the query, so all queries share one page."""
    response = _send(current_state().published.page(_render_map))
    response.headers["Cache-Control"] = "no-cache"
    if hosts := [each.origin for each in current_state().instance.basemaps if each.origin]:
        response.headers["Content-Security-Policy"] = policy(hosts)
    return response


@blueprint.get("/daten/<digest>.json")
@requires(Action.VIEW)
def show_data(digest: str) -> Response:
    """Send boundaries or a layer; its address changes with it, so a browser may keep it."""
    file = current_state().published.file(digest)
    if file is None:
        abort(404)
    response = _send(file)
    response.mimetype = "application/json"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@blueprint.get("/tabelle")
@requires(Action.VIEW)
def show_table() -> str:
    """Show the same resources as a table that needs neither script nor map."""
    everything = current_state().published.view()
    wanted = ResourceFilter.from_query(request.args.to_dict(flat=False))
    rows = rows_of(narrow(everything, wanted))
    facets = facets_of(everything)
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    page = min(max(1, request.args.get("seite", 1, type=int)), pages)
    first = (page - 1) * PAGE_ROWS
    return render_template(
        "table.html",
        view=everything,
        wanted=wanted,
        facets=facets,
        active=criteria(everything, wanted),
        rows=rows[first : first + PAGE_ROWS],
        first=first,
        total=len(rows),
        page=page,
        pages=pages,
        query=wanted.to_query(),
        **membership_of(everything),
    )


def _send(packed: Packed) -> Response:
    zipped = request.accept_encodings.quality("gzip") > 0
    response = make_response(packed.compressed if zipped else packed.content)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{packed.etag}-gzip" if zipped else packed.etag)
    response.make_conditional(request)
    return response


def _render_map(view: MapView, digests: Sequence[str]) -> str:
    links = maps.PageLinks(
        export=url_for("export_map.choose"),
        table=url_for("browse_map.show_table"),
        layers=url_for("manage_layers.show_layers"),
        imprint=url_for("pages.imprint"),
        privacy=url_for("pages.privacy"),
        accessibility=url_for("pages.accessibility"),
    )
    files = [url_for("browse_map.show_data", digest=each) for each in digests]
    reachable = replace(view, basemaps=with_addresses(view.basemaps))
    return maps.map_page(reachable, links=links, static=static, files=files)
