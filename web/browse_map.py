"""The map: all its queries are one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, request, url_for

import maps
from geo.results import MapView
from geo.usecases.access import Action
from web.pages import static
from web.published import Packed
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
        table=url_for("browse_table.show"),
        evaluations=url_for("evaluations.show"),
        layers=url_for("manage_layers.show_layers"),
        sozialraum=url_for("area_pages.show_sozialraum", area_id="-").removesuffix("-"),
        planregion=url_for("area_pages.show_planregion", area_id="-").removesuffix("-"),
        kreis=url_for("area_pages.show_kreis"),
        imprint=url_for("pages.imprint"),
        privacy=url_for("pages.privacy"),
        accessibility=url_for("pages.accessibility"),
    )
    files = [url_for("browse_map.show_data", digest=each) for each in digests]
    reachable = replace(view, basemaps=with_addresses(view.basemaps))
    return maps.map_page(reachable, links=links, static=static, files=files)
