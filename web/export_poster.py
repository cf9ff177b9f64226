"""The poster: the map of a query as PDF, SVG or PNG."""

from __future__ import annotations

from ipaddress import ip_address
from threading import BoundedSemaphore
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from geo.errors import Unavailable
from geo.usecases.access import Action
from geo.usecases.browse_map import chosen_area, live_address, narrow
from web.asked import asked_filter, asked_look, today
from web.export_map import titled
from web.files import attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("export_poster", __name__)

_TYPES = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}
_LANDSCAPE = {"quer": True, "hoch": False}
#: A picture on large paper takes seconds and some hundred megabytes.
_AT_ONCE = BoundedSemaphore(1)
_PATIENCE_S = 20.0


@blueprint.get("/export/plakat.<output>")
@requires(Action.VIEW)
def send(output: str) -> Response:
    """Send the poster of the query."""
    from maps.poster import format_of, paper_of, poster, poster_file_name
    from maps.shading import colouring_of

    kind, paper = format_of(output), paper_of(request.args.get("papier", "A3"))
    state, wanted, day = current_state(), asked_filter(), today()
    look = asked_look()
    view = titled(narrow(state.published.view(), wanted))
    base = state.instance.settings.public_url or _own_address()
    if not _AT_ONCE.acquire(timeout=_PATIENCE_S):
        raise Unavailable(
            "Gerade entstehen andere Plakate. Bitte in einer Minute noch einmal versuchen."
        )
    try:
        made = poster(
            view,
            chosen_area(view.areas, wanted),
            exported_on=day,
            paper=paper,
            landscape=_LANDSCAPE.get(request.args.get("ausrichtung", "")),
            address=live_address(base, wanted, look),
            colouring=colouring_of(look),
            output=kind,
        )
    finally:
        _AT_ONCE.release()
    return attachment(made, poster_file_name(view.title, day, kind), _TYPES[kind])


def _own_address() -> str:
    """Return the address the request came to; empty if only this machine knows it."""
    host = urlsplit(request.host_url).hostname or ""
    try:
        local = ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost" or host.endswith(".localhost")
    return "" if local else request.host_url
