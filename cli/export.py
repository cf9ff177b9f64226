"""Write what can be taken along."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import Invocation
from cli.output import write_file
from geo.errors import InvalidParameter

if TYPE_CHECKING:
    from geo.filtering import ResourceFilter
    from geo.tiles import EmbeddedTiles
    from geo.usecases.instance import Instance


@click.group()
def export() -> None:
    """Karten als Dateien schreiben."""


@export.command("map")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--layer", "layers", multiple=True, help="Nur diese Ebene; mehrmals möglich.")
@click.option("--area", help="Nur dieser Sozialraum oder diese Planregion.")
@click.option("--category", "categories", multiple=True, help="Nur diese Kategorie; mehrmals.")
@click.option("--title", help="Überschrift der Karte.")
@click.option("--basemap", help="Diesen Hintergrund mitnehmen (Kennung aus den Einstellungen).")
@click.pass_obj
def map_(
    invocation: Invocation,
    out: Path,
    *,
    layers: tuple[str, ...],
    area: str | None,
    categories: tuple[str, ...],
    title: str | None,
    basemap: str | None,
) -> None:
    """Die Konferenzdatei: eine HTML-Datei, die ohne Netz läuft."""
    from dataclasses import replace

    import maps
    from geo.filtering import ResourceFilter
    from geo.importing.cleaning import clean_line
    from geo.usecases.browse_map import area_query, browse_map, narrow
    from geo.usecases.create_instance import create_instance
    from geo.usecases.settings import load_settings
    from geo.wording import selection_in_words

    instance = create_instance(load_settings(invocation.folder))
    view = browse_map(instance)
    _require(layers, [each.layer.layer_id for each in view.layers], "Die veröffentlichte Ebene")
    _require(categories, [each.category_id for each in view.taxonomy.categories], "Die Kategorie")
    query = {} if area is None else area_query(view.areas, area)
    wanted = ResourceFilter.from_query({**query, "ebene": layers, "kategorie": categories})
    narrowed = replace(narrow(view, wanted), title=clean_line(title or "") or view.title)
    today = datetime.now().astimezone().date()
    tiles = None if basemap is None else _tiles(instance, basemap, wanted)
    write_file(out, maps.conference_file(narrowed, exported_on=today, tiles=tiles))
    click.echo(f"{out}: Angebote {narrowed.count}, Ebenen {len(narrowed.layers)}.")
    if selection := selection_in_words(narrowed):
        click.echo(f"Auswahl: {selection}")
    if not narrowed.count:
        click.echo("Zu dieser Auswahl gibt es keine Angebote; die Karte zeigt nur die Gebiete.")


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
