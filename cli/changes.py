"""Write what has changed between two days."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import Invocation
from cli.output import open_instance, write_file
from geo.errors import InvalidParameter

if TYPE_CHECKING:
    from geo.change_rows import Told

_LEVELS = ("sozialraum", "planregion", "kreis")


@click.command()
@click.option("--from", "start", default="", help="Früherer Tag; sonst drei Monate vorher.")
@click.option("--to", "end", default="", help="Späterer Tag; sonst heute.")
@click.option("--area", help="Nur dieser Sozialraum oder diese Planregion.")
@click.option("--level", type=click.Choice(_LEVELS), default="sozialraum", help="Zahlen je Gebiet.")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def changes(
    invocation: Invocation, out: Path, *, start: str, end: str, area: str | None, level: str
) -> None:
    """Was sich zwischen zwei Tagen geändert hat, als OUT.html, OUT.xlsx oder OUT.pdf."""
    from geo.areas import Level
    from geo.filtering import ResourceFilter
    from geo.periods import period_of
    from geo.usecases.browse_map import area_query, browse_map
    from geo.usecases.report_changes import report_changes

    today = datetime.now().astimezone().date()
    period = period_of(start, end, today=today)
    instance = open_instance(invocation)
    view = browse_map(instance)
    wanted = ResourceFilter.from_query({} if area is None else area_query(view.areas, area))
    told = report_changes(instance, view, period, wanted=wanted, level=Level(level))
    write_file(out, _content(out, told, today))
    total = told.report.total
    for note in period.notes:
        click.echo(note, err=True)
    click.echo(f"{out}: vorher {total.before}, nachher {total.after}, geändert {total.changed}.")


def _content(out: Path, told: Told, today: date) -> bytes:
    import maps.changes

    if out.suffix == ".html":
        return maps.changes.changes_file(told, made_on=today).encode()
    if out.suffix == ".pdf":
        return maps.changes.changes_pdf(told, made_on=today)
    if out.suffix == ".xlsx":
        return _workbook(told)
    raise InvalidParameter(f"{out.name}: Die Datei muss auf .html, .xlsx oder .pdf enden.")


def _workbook(told: Told) -> bytes:
    from geo.change_workbook import write_changes

    content = io.BytesIO()
    write_changes(content, told)
    return content.getvalue()
