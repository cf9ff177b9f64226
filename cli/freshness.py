"""Write which offers nobody has confirmed for a while, and the files that ask their providers."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import Invocation
from cli.output import make_folder, open_instance, write_file
from geo.errors import InvalidParameter

if TYPE_CHECKING:
    from geo.results import MapView

_KINDS = (".xlsx", ".csv")


@click.command(short_help="Angebote auflisten, die lange niemand bestätigt hat.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--months", type=click.IntRange(1, 120), default=12, help="Seit so vielen Monaten; sonst 12."
)
@click.option("--area", help="Nur dieser Sozialraum oder diese Planregion.")
@click.option("--sheets", is_flag=True, help="In den Ordner OUT, je Träger und Ebene eine Datei.")
@click.pass_obj
def freshness(
    invocation: Invocation, out: Path, *, months: int, area: str | None, sheets: bool
) -> None:
    """Die Liste als OUT.xlsx oder OUT.csv, oder mit --sheets die Rückfragen an die Träger."""
    from geo.filtering import ResourceFilter
    from geo.usecases.browse_map import area_query, browse_map, narrow
    from geo.usecases.confirm_offers import only_stale

    if not sheets and out.suffix.lower() not in _KINDS:
        raise InvalidParameter(f"{out.name}: Bitte eine Datei auf {' oder '.join(_KINDS)} nennen.")
    today = datetime.now().astimezone().date()
    everything = browse_map(open_instance(invocation))
    wanted = {} if area is None else area_query(everything.areas, area)
    view = narrow(everything, ResourceFilter.from_query(wanted))
    stale = only_stale(view, months, today)
    if sheets:
        make_folder(out)
        for name, part in _parts(stale, months, today):
            write_file(out / name, _sheet(part, today))
            click.echo(f"{out / name}: Angebote {part.count}.")
    else:
        write_file(out, _list(out, _told(stale, view, months), today))
    click.echo(f"{out}: nicht bestätigt {stale.count} von {view.count}.")


def _told(stale: MapView, view: MapView, months: int) -> MapView:
    """Return the view with what it is of in words, for its second sheet."""
    from geo.results import Selection

    chosen = view.selection or Selection(criteria=(), total=view.count, query="")
    words = "1 Monat" if months == 1 else f"{months} Monaten"
    criteria = (*chosen.criteria, f"seit {words} nicht bestätigt")
    return replace(stale, selection=replace(chosen, criteria=criteria))


def _list(out: Path, view: MapView, today: date) -> str | bytes:
    from geo.exporting import csv_chunks, write_workbook

    if out.suffix.lower() == ".csv":
        return "".join(csv_chunks(view))
    content = io.BytesIO()
    write_workbook(content, view, today=today)
    return content.getvalue()


def _parts(stale: MapView, months: int, today: date) -> Iterator[tuple[str, MapView]]:
    """Yield what each provider is asked about each layer, with a file name of its own."""
    from geo.confirmation_sheet import by_provider
    from geo.filtering import ResourceFilter
    from geo.freshness import stale_offers
    from geo.usecases.browse_map import narrow
    from maps.document import inquiry_name

    taken: Counter[str] = Counter()
    for asked in by_provider(stale_offers(stale, months, today)):
        for layer in asked.layers if asked.name else ():
            query = {"traeger": asked.spellings, "ebene": [layer.layer_id]}
            name = inquiry_name(asked.name, layer)
            taken[name] += 1
            # Long names may be cut off to the same one: no file replaces another.
            suffix = f"-{taken[name]}.xlsx" if taken[name] > 1 else ".xlsx"
            yield name + suffix, narrow(stale, ResourceFilter.from_query(query))


def _sheet(view: MapView, today: date) -> bytes:
    from geo.confirmation_sheet import write_sheet

    content = io.BytesIO()
    write_sheet(content, view, today=today)
    return content.getvalue()
