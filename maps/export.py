"""The Konferenzdatei: one HTML file that needs nothing else, not even a network."""

from __future__ import annotations

from base64 import b64encode
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.results import MapView
from geo.tiles import EmbeddedTiles
from maps.document import PageLinks, file_stem, page_context, page_template, static_folder

if TYPE_CHECKING:
    from maps.folium_bridge import ResourceMap


def conference_file(
    view: MapView, *, exported_on: date, tiles: EmbeddedTiles | None = None, look: str = ""
) -> str:
    """Return a self-contained page; the same input gives the same bytes.

    The file allows its one script and its one style by checksum and forbids everything
    else, so that it cannot load or send anything.

    Parameters
    ----------
    view
        What the file shows, without anything internal.
    exported_on
        Date printed into the file.
    tiles
        Background that the file takes along.
    look
        How the map looks when the file is opened, as it stands in an address: boundaries and
        coloured areas. Empty for the usual look.

    Raises
    ------
    IntegrityError
        If the front end has not been built.
    """
    from maps.folium_bridge import render

    context = _context(view, exported_on=exported_on, tiles=tiles, look=look)
    return render(view, template=page_template(), context=context)


def resource_map(view: MapView, *, exported_on: date | None = None) -> ResourceMap:
    """Return the Konferenzdatei as a folium map, for a notebook.

    It shows itself as the result of a cell, and its method ``save`` writes the same page as
    :func:`conference_file`.

    Parameters
    ----------
    view
        What the map shows, without anything internal.
    exported_on
        Date printed into the page; today by default.

    Raises
    ------
    IntegrityError
        If the front end has not been built.
    """
    from maps import folium_bridge

    today = datetime.now().astimezone().date()
    context = _context(view, exported_on=exported_on or today)
    return folium_bridge.resource_map(view, template=page_template(), context=context)


def _context(
    view: MapView, *, exported_on: date, tiles: EmbeddedTiles | None = None, look: str = ""
) -> dict[str, Any]:
    script, style = _asset("map.js", end="</script"), _asset("map.css", end="</style")
    page = page_context(view, links=PageLinks(), exported_on=exported_on, tiles=tiles, look=look)
    return page | {
        "assets": None,
        "inline": {
            # Our own build; that neither can end its element has just been checked.
            "script": Markup(script),  # noqa: S704
            "style": Markup(style),  # noqa: S704
            "policy": file_policy(style=style, script=script),
        },
    }


def conference_file_name(title: str, exported_on: date) -> str:
    """Return a name that every system accepts, such as "familien-im-kreis-2026-11-22.html"."""
    return f"{file_stem(title)}-{exported_on.isoformat()}.html"


def _asset(name: str, *, end: str) -> str:
    text = (static_folder() / name).read_text(encoding="utf-8").strip()
    if end in text.lower():
        raise ValueError(f"{name} would end its own element")
    return text


def file_policy(*, style: str, script: str = "") -> str:
    """Return what a file may do: use its one style and its one script, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_checksum(script)}" if script else "script-src 'none'",
            f"style-src {_checksum(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _checksum(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
