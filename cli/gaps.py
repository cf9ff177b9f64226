"""Write what is missing where as a file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import Invocation
from cli.output import open_instance, write_file
from geo.errors import InvalidParameter

if TYPE_CHECKING:
    from geo.usecases.find_gaps import GapQuery, Gaps
    from maps.gaps import GapSheet

_KINDS = (".xlsx", ".html", ".pdf")


@click.command(short_help="Das Lückenblatt schreiben: was fehlt wo.")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--level", type=click.Choice(["sozialraum", "planregion"]), help="Zeilen.")
@click.option(
    "--by",
    type=click.Choice(["kategorie", "ressort", "zielgruppe", "perspektive"]),
    help="Spalten.",
)
@click.option("--column", "columns", multiple=True, help="Nur diese Spalte; mehrmals möglich.")
@click.option(
    "--target", "targets", multiple=True, help="Ziel je 1.000 Einwohner: 0,25 oder SPALTE=0,25."
)
@click.option("--figure", type=click.Choice(["anzahl", "dichte", "ziel"]), help="Zahl der Zelle.")
@click.option("--layer", "layers", multiple=True, help="Nur diese Ebene; mehrmals möglich.")
@click.option("--area", help="Nur dieser Sozialraum oder diese Planregion.")
@click.option("--all-columns", is_flag=True, help="Auch Spalten ohne Angabe.")
@click.pass_obj
def gaps(
    invocation: Invocation,
    /,
    out: Path,
    *,
    layers: tuple[str, ...],
    area: str | None,
    **choices: str | bool | tuple[str, ...] | None,
) -> None:
    """Das Lückenblatt als OUT.xlsx, OUT.pdf (A3) oder OUT.html (läuft ohne Netz)."""
    from geo.filtering import ResourceFilter
    from geo.usecases.browse_map import area_query, browse_map
    from geo.usecases.find_gaps import GapQuery, find_gaps
    from maps.gaps import GapSheet

    if out.suffix.lower() not in _KINDS:
        raise InvalidParameter(f"{out.name}: Bitte eine Datei auf {', '.join(_KINDS)} nennen.")
    view = browse_map(open_instance(invocation))
    _require(layers, [each.layer.layer_id for each in view.layers], "Die veröffentlichte Ebene")
    wanted = {} if area is None else area_query(view.areas, area)
    asked = GapQuery.from_query(_query(choices))
    found = find_gaps(view, ResourceFilter.from_query({**wanted, "ebene": layers}), asked)
    _check(asked, found)
    sheet = GapSheet(view=found.view, matrix=found.matrix, figure=asked.figure, hidden=found.hidden)
    write_file(out, _content(sheet, out.suffix.lower(), datetime.now().astimezone().date()))
    matrix = found.matrix
    click.echo(f"{out}: Zeilen {len(matrix.rows)}, Spalten {len(matrix.columns)}.")


def _query(choices: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the choices as the query parameters of the page."""
    query: dict[str, list[str]] = {
        "stufe": [str(choices["level"] or "")],
        "nach": [str(choices["by"] or "")],
        "wert": [str(choices["figure"] or "")],
        "spalte": [*_texts(choices["columns"])],
        "ohne_angabe": ["1"] if choices["all_columns"] else [],
    }
    for target in _texts(choices["targets"]):
        column, _, value = target.rpartition("=")
        query[f"ziel.{column}" if column else "ziel"] = [value]
    return query


def _texts(values: object) -> Sequence[str]:
    return values if isinstance(values, tuple) else ()


def _check(asked: GapQuery, found: Gaps) -> None:
    from geo.gap_columns import EVERY_COLUMN

    if asked.rejected:
        raise InvalidParameter(
            f"„{asked.rejected[0]}“ ist keine Zieldichte. Bitte eine Zahl zwischen 0 und 1.000 "
            "nennen, etwa 0,25 oder familie.familienzentrum=0,25."
        )
    keys = [column.column_id for column in found.choices]
    _require(asked.columns, keys, "Die Spalte")
    _require(set(asked.targets) - {EVERY_COLUMN}, keys, "Die Spalte")


def _require(wanted: Iterable[str], known: Sequence[str], what: str) -> None:
    for key in wanted:
        if key not in known:
            raise InvalidParameter(f"{what} „{key}“ gibt es nicht. Es gibt: {', '.join(known)}.")


def _content(sheet: GapSheet, kind: str, today: date) -> str | bytes:
    from maps.gaps import gap_page, gap_paper, notes_of

    if kind == ".html":
        return gap_page(sheet, today=today)
    if kind == ".pdf":
        return gap_paper(sheet, today=today)

    from geo.duplicates import possible_duplicates
    from geo.gap_workbook import write_gaps

    book = io.BytesIO()
    pairs = possible_duplicates(sheet.view)
    write_gaps(book, sheet.view, sheet.matrix, pairs=pairs, notes=notes_of(sheet), today=today)
    return book.getvalue()
