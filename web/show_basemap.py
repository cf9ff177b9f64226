"""Background maps: pictures from files of the administrator, and who else may be asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, Response, request, url_for

from geo.basemaps import Basemap, BasemapKind
from geo.tiles import Tile, media_type_of
from geo.usecases.access import Action
from geo.usecases.show_basemap import own_picture
from web.security import requires
from web.state import current_state

blueprint = Blueprint("show_basemap", __name__)

_DAY_S = 24 * 3600


@blueprint.get("/hintergrund/<basemap_id>/<int:z>/<int:x>/<int:y>")
@requires(Action.VIEW)
def picture(basemap_id: str, z: int, x: int, y: int) -> Response:
    """Send a picture of an MBTiles file."""
    image = own_picture(current_state().instance, basemap_id, Tile(z, x, y))
    response = Response(image, mimetype=media_type_of(image))
    response.headers["Cache-Control"] = f"public, max-age={_DAY_S}"
    response.set_etag(hashlib.sha256(image).hexdigest()[:32])
    response.make_conditional(request)
    return response


def with_addresses(basemaps: Iterable[Basemap]) -> tuple[Basemap, ...]:
    """Return background maps that can be asked for: those of files at this service."""
    return tuple(
        replace(each, address=_own_address(each)) if each.kind is BasemapKind.MBTILES else each
        for each in basemaps
    )


def _own_address(basemap: Basemap) -> str:
    first = url_for("show_basemap.picture", basemap_id=basemap.basemap_id, z=0, x=0, y=0)
    return first.removesuffix("0/0/0") + "{z}/{x}/{y}"
