"""Write the profiles of areas as PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from cli import Invocation
from cli.output import make_folder, open_instance, write_file


@click.command(short_help="Profile von Gebieten als PDF schreiben.")
@click.argument("what", metavar="[AREA_ID] OUT_DIR", nargs=-1, required=True)
@click.option(
    "--all", "everything", is_flag=True, help="Alle Sozialräume, Planregionen, der Kreis."
)
@click.pass_obj
def profile(invocation: Invocation, what: tuple[str, ...], *, everything: bool) -> None:
    """Das Profil eines Gebiets als PDF, oder mit --all die Profile aller Gebiete."""
    import maps
    from geo.profiles import profiled_areas
    from geo.usecases.browse_map import area_of, browse_map

    if len(what) != (1 if everything else 2):
        raise click.UsageError("Bitte AREA_ID und OUT_DIR nennen, oder --all und OUT_DIR.")
    folder = Path(what[-1])
    view = browse_map(open_instance(invocation))
    areas = profiled_areas(view.areas) if everything else (area_of(view.areas, what[0]),)
    today = datetime.now().astimezone().date()
    make_folder(folder)
    for area in areas:
        out = folder / maps.profile_pdf_name(area)
        write_file(out, maps.profile_pdf(view, area, today=today))
        click.echo(f"{out}: {area.name}")
