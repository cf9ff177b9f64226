"""Write what can be taken along."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import Invocation
from cli.output import open_instance, write_file
from geo.errors import InvalidParameter

if TYPE_CHECKING:
    from geo.filtering import ResourceFilter
    from geo.results import MapView
    from geo.tiles import EmbeddedTiles
    from geo.usecases.instance import Instance
    from maps.poster_layout import Paper
    from maps.shading import Colouring

PAPERS = ("A4", "A3", "A2", "A1", "A0")
_LEVELS = ("sozialraum", "planregion", "gemeinde")


@click.group()
def export() -> None:
    """Karten als Dateien schreiben."""


def _choosing(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say what of the map is taken."""
    options = (
        click.option("--layer", "layers", multiple=True, help="Nur diese Ebene; mehrmals möglich."),
        click.option("--area", help="Nur dieser Sozialraum oder diese Planregion."),
        click.option(
            "--category", "categories", multiple=True, help="Nur diese Kategorie; mehrmals."
        ),
        click.option("--title", help="Überschrift der Karte."),
        click.option(
            "--shade",
            help="Flächen einfärben: angebote, angebote-je-1000, sozialindex oder die Kennung "
            "einer Kennzahl, mit @ und Stand auch einer früheren.",
        ),
        click.option(
            "--level", type=click.Choice(_LEVELS), help="Eingefärbte Gebiete, sonst Sozialräume."
        ),
        click.option("--classes", help="Klassen, etwa gleich-4 oder eigene-10,20,30."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@export.command("map")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@_choosing
@click.option("--basemap", help="Diesen Hintergrund mitnehmen (Kennung aus den Einstellungen).")
@click.pass_obj
def map_(invocation: Invocation, /, out: Path, *, basemap: str | None, **chosen: Any) -> None:
    """Die Konferenzdatei: eine HTML-Datei, die ohne Netz läuft."""
    from urllib.parse import urlencode

    import maps

    instance, view, wanted, colouring = _chosen(invocation, **chosen)
    look = urlencode(colouring.to_query() if colouring else {}, doseq=True)
    tiles = None if basemap is None else _tiles(instance, basemap, wanted)
    write_file(out, maps.conference_file(view, exported_on=_today(), tiles=tiles, look=look))
    _tell(out, view)
    if not view.count:
        click.echo("Zu dieser Auswahl gibt es keine Angebote; die Karte zeigt nur die Gebiete.")


@export.command("poster")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@_choosing
@click.option("--paper", type=click.Choice(PAPERS), default="A3", help="Papier, sonst A3.")
@click.option("--landscape/--portrait", default=None, help="Quer oder hoch, sonst wie es passt.")
@click.option("--url", help="Adresse des Dienstes im Netz, für den QR-Code.")
@click.pass_obj
def poster(
    invocation: Invocation,
    /,
    out: Path,
    *,
    paper: Paper,
    landscape: bool | None,
    url: str | None,
    **chosen: Any,
) -> None:
    """Ein Plakat als PDF, SVG oder PNG: Karte mit Nummern, Liste, Legende, QR-Code."""
    from geo.usecases.browse_map import chosen_area, live_address
    from maps.poster import format_of, poster

    output = format_of(out.suffix.removeprefix("."))
    instance, view, wanted, colouring = _chosen(invocation, **chosen)
    base = instance.settings.public_url if url is None else url
    made = poster(
        view,
        chosen_area(view.areas, wanted),
        exported_on=_today(),
        paper=paper,
        landscape=landscape,
        address=live_address(base, wanted, colouring.to_query() if colouring else {}),
        colouring=colouring,
        output=output,
    )
    write_file(out, made)
    _tell(out, view)


def _chosen(
    invocation: Invocation,
    *,
    layers: tuple[str, ...],
    area: str | None,
    categories: tuple[str, ...],
    title: str | None,
    **shading: str | None,
) -> tuple[Instance, MapView, ResourceFilter, Colouring | None]:
    from dataclasses import replace

    from geo.filtering import ResourceFilter
    from geo.importing.cleaning import clean_line
    from geo.usecases.browse_map import area_query, browse_map, narrow

    instance = open_instance(invocation)
    view = browse_map(instance)
    _require(layers, [each.layer.layer_id for each in view.layers], "Die veröffentlichte Ebene")
    _require(categories, [each.category_id for each in view.taxonomy.categories], "Die Kategorie")
    query = {} if area is None else area_query(view.areas, area)
    wanted = ResourceFilter.from_query({**query, "ebene": layers, "kategorie": categories})
    narrowed = replace(narrow(view, wanted), title=clean_line(title or "") or view.title)
    return instance, narrowed, wanted, _colouring(narrowed, **shading)


def _colouring(
    view: MapView, *, shade: str | None, level: str | None, classes: str | None
) -> Colouring | None:
    from maps.shading import chosen_colouring

    if shade is None and (level or classes):
        raise InvalidParameter("--level und --classes gehören zu --shade KENNZAHL.")
    if shade is None:
        return None
    return chosen_colouring(view, shade, level=level or "", classes=classes or "")


def _tell(out: Path, view: MapView) -> None:
    from geo.wording import selection_in_words

    click.echo(f"{out}: Angebote {view.count}, Ebenen {len(view.layers)}.")
    if selection := selection_in_words(view):
        click.echo(f"Auswahl: {selection}")


def _today() -> date:
    return datetime.now().astimezone().date()


def _tiles(instance: Instance, basemap: str, wanted: ResourceFilter) -> EmbeddedTiles:
    from geo.usecases.embed_basemap import embed_basemap, embedding_box, plan_embedding
    from geo.wording import plan_in_words, size_in_words

    plan = plan_embedding(instance, basemap, embedding_box(instance.areas, wanted))
    click.echo(f"Hintergrund: {plan_in_words(plan)}.", err=True)
    tiles = embed_basemap(instance, plan)
    click.echo(f"Er macht die Datei um {size_in_words(tiles.size_in_file)} größer.", err=True)
    return tiles


def _require(wanted: Iterable[str], known: Collection[str], what: str) -> None:
    for key in wanted:
        if key not in known:
            raise InvalidParameter(f"{what} „{key}“ gibt es nicht. Es gibt: {', '.join(known)}.")
