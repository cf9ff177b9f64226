"""Page around the map: language, title, landmarks, and the way to everything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.errors import IntegrityError
from geo.layers import Layer
from geo.numbers import german_number
from geo.results import MapView
from geo.spelling import fold
from geo.tiles import EmbeddedTiles
from geo.wording import selection_in_words
from maps.basemaps import basemap_islands
from maps.islands import island

if TYPE_CHECKING:
    from jinja2 import Template

FOLDER = Path(__file__).resolve().parent
ASSETS = (
    "map.js",
    "map.css",
    "import.js",
    "import.css",
    "reach.js",
    "reach.css",
    "pages.css",
    "fonts/SourceSans3_400Regular.ttf",
)
_LONGEST_NAME = 60
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """Addresses of the other pages; an empty one is not offered.

    Parameters
    ----------
    export
        Where the Konferenzdatei is made; the client adds the query of the current selection.
    table
        The table twin; the client adds the query, too.
    evaluations
        List of the evaluations.
    layers
        List of layers for editors.
    sozialraum, planregion, kreis
        Area pages; the client adds the key of the area to the first two.
    imprint, privacy, accessibility
        Pages every public service must have.
    """

    export: str = ""
    table: str = ""
    evaluations: str = ""
    layers: str = ""
    sozialraum: str = ""
    planregion: str = ""
    kreis: str = ""
    imprint: str = ""
    privacy: str = ""
    accessibility: str = ""


def static_folder() -> Path:
    """Return the folder with the built assets of all pages.

    Raises
    ------
    IntegrityError
        If the front end has not been built.
    """
    folder = FOLDER / "static"
    if missing := [name for name in ASSETS if not (folder / name).is_file()]:
        raise IntegrityError(
            f"Die Oberfläche ist nicht gebaut: In {folder} fehlt {missing[0]}. "
            "Bitte das Programm neu installieren; im Quelltext hilft „make assets“."
        )
    return folder


def map_page(
    view: MapView, *, links: PageLinks, static: Callable[[str], str], files: Sequence[str]
) -> str:
    """Return the live map page.

    It holds no inline script or style, so that the strictest policy can be sent with it, and
    neither boundaries nor layers: a browser fetches those that it has not kept.

    Parameters
    ----------
    view
        What the map shows.
    links
        Addresses of the other pages.
    static
        Gives the address of a file in :func:`static_folder`.
    files
        Addresses of what :func:`maps.boundary_file` and :func:`maps.layer_file` return.
    """
    from maps.folium_bridge import render

    assets = {"script": static("map.js"), "style": static("map.css")}
    context = page_context(view, links=links) | {"assets": assets, "inline": None}
    return render(view, template=page_template(), context=context, files=files)


def page_context(
    view: MapView,
    *,
    links: PageLinks,
    exported_on: date | None = None,
    tiles: EmbeddedTiles | None = None,
    look: str = "",
) -> dict[str, Any]:
    """Return what the page template needs besides scripts and styles.

    A file has no background but the pictures that it holds.
    """
    services = () if exported_on else view.basemaps
    resources = [each for layer in view.layers for each in layer.resources]
    selection = selection_in_words(view)
    settings = {
        "mode": "file" if exported_on else "live",
        "title": view.title,
        "name": file_stem(view.title),
        "date": view.date.isoformat(),
        "exported_on": exported_on.isoformat() if exported_on else "",
        "selection": selection,
        "chosen": view.selection.query if view.selection else "",
        "look": look,
        "links": asdict(links),
    }
    return {
        "view": view,
        "links": links,
        "total": len(resources),
        "placeless": sum(not each.has_point for each in resources),
        "data_date": german_date(view.date),
        "exported_on": german_date(exported_on) if exported_on else "",
        "selection": selection,
        "backgrounds": (*services, tiles) if tiles else services,
        "background": basemap_islands(services, tiles),
        "settings": Markup(island("settings", settings)),  # noqa: S704 - islands escape
    }


def page_template() -> Template:
    """Return the template of the map page."""
    return template("map.html")


@lru_cache
def template(name: str) -> Template:
    """Return a template of ``maps/templates``; text that it inserts is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"zahl": german_number, "datum": german_date}
    return environment.get_template(name)


def file_stem(title: str) -> str:
    """Return a title as every system accepts it in a file's name, such as "kitas-im-sueden"."""
    return fold(title).replace(" ", "-")[:_LONGEST_NAME].strip("-") or "ressourcenkarte"


def inquiry_name(provider: str, layer: Layer) -> str:
    """Return how the file that asks a provider about a layer is called, without its ending."""
    return f"rueckfrage-{file_stem(provider)}-{layer.layer_id}"


def german_date(day: date) -> str:
    """Return a date as ``12. März 2026`` with day and month on one line."""
    return f"{day.day}.\N{NO-BREAK SPACE}{MONTHS[day.month - 1]} {day.year}"


def german_text(text: str) -> str:
    """Return ``2026-03-12`` as „12. März 2026“ and ``2026-03`` as „März 2026“.

    Whatever else a list says of a date stays as it is.
    """
    match = _DAY.fullmatch(text)
    try:
        day = date(*map(int, match.groups(default="1"))) if match else None
    except ValueError:
        return text
    if match is None or day is None:
        return text
    return german_date(day) if match[3] else f"{MONTHS[day.month - 1]} {day.year}"
