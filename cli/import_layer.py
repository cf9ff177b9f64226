"""Load a list into a layer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import json_option
from cli.output import changes, columns, frequent_findings, open_instance, print_json, summary

if TYPE_CHECKING:
    from geo.layers import Layer
    from geo.usecases.import_layer import ImportOptions, Outcome, Preview
    from geo.usecases.instance import Instance

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--layer", "layer_id", required=True, help="Kennung der Ebene, etwa kitas-2026.")
@click.option("--title", help="Name der Ebene; bei neuen Ebenen sonst die Kennung.")
@click.option("--category", help="Kategorie der Zeilen, die keine nennen.")
@click.option(
    "--target-group", multiple=True, help="Zielgruppe der Zeilen, die keine nennen (mehrfach)."
)
@click.option(
    "--mapping",
    type=_FILE,
    help="Zuordnung von Spalten, Wörtern und Orten (TOML); sonst wie bei der letzten Liste.",
)
@click.option("--crs", help="Koordinatensystem der Liste, etwa EPSG:31468.")
@click.option("--encoding", help="Zeichenkodierung der Liste, etwa Windows-1252.")
@click.option("--table", help="Blatt oder Ebene der Datei, wenn sie mehrere hat.")
@click.option("--source", help="Quelle, die mit der Ebene gezeigt wird; sonst wie bisher.")
@click.option("--licence", help="Lizenz der Quelle; sonst wie bisher.")
@click.option("--as-of", help="Stand der Daten, etwa 2026-03-01; sonst wie bisher.")
@click.option(
    "--release",
    type=click.Choice(["phone", "email", "contact_person", "none"]),
    multiple=True,
    help="Diese Kontaktangaben öffentlich zeigen (mehrfach möglich); none: keine; "
    "sonst wie bisher, bei neuen Ebenen keine.",
)
@click.option(
    "--online", is_flag=True, help="Unbekannte Anschriften beim eingestellten Dienst nachfragen."
)
@click.option("--report", type=_FILE, help="Den Prüfbericht als Excel-Datei ablegen.")
@click.option("--dry-run", is_flag=True, help="Nur prüfen, nichts speichern.")
@click.option("--publish", is_flag=True, help="Den neuen Stand gleich zeigen.")
@json_option
@click.pass_context
def import_(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    /,
    file: Path,
    *,
    layer_id: str,
    title: str | None,
    online: bool,
    report: Path | None,
    dry_run: bool,
    publish: bool,
    as_json: bool,
    source: str | None,
    licence: str | None,
    as_of: str | None,
    release: tuple[str, ...],
    **reading: Any,
) -> None:
    """Eine Liste (CSV, Excel, ODS, GeoJSON, GeoPackage, Shapefile als zip, KML …) laden."""
    from geo.usecases import import_layer

    import_layer.check_layer_id(layer_id)
    instance = open_instance(ctx.obj)
    seen = _look(instance, file, layer_id, _options(**reading), online=online)
    if report is not None:
        _write_report(report, seen)
    outcome = None
    if not dry_run:
        attributes = {"title": title, "source": source, "licence": licence, "as_of": as_of}
        layer = _layer(instance, seen, layer_id, release=release, **attributes)
        outcome = import_layer.commit(instance, seen, layer, publish=publish)
    if as_json:
        print_json(_to_json(seen, layer_id, outcome))
    else:
        _tell(seen, outcome)
    ctx.exit(1 if seen.result.report.rejected else 0)


def _look(
    instance: Instance, file: Path, layer_id: str, options: ImportOptions, *, online: bool
) -> Preview:
    from geo.usecases import geocode_online, import_layer

    look = partial(
        import_layer.preview,
        instance,
        file,
        file_name=file.name,
        options=options,
        layer_id=layer_id,
    )
    seen = look()
    if not online:
        return seen
    geocode_online.look_up(instance, geocode_online.missing(instance, seen))
    return look(parsed=seen.parsed)


def _options(
    *,
    category: str | None,
    target_group: tuple[str, ...],
    mapping: Path | None,
    crs: str | None,
    encoding: str | None,
    table: str | None,
) -> ImportOptions:
    from geo.importing import Decisions, Reading
    from geo.usecases.import_layer import ImportOptions

    decided = Decisions.read(mapping) if mapping else Decisions()
    return ImportOptions(
        table=table,
        reading=Reading(encoding=encoding),
        decisions=decided.merged(
            Decisions(crs=crs, default_category=category, default_groups=target_group or None)
        ),
    )


def _layer(
    instance: Instance,
    seen: Preview,
    layer_id: str,
    *,
    release: tuple[str, ...],
    **attributes: str | None,
) -> Layer:
    """Return the layer as it is, changed by what was given."""
    from geo.layers import ContactField
    from geo.usecases.conference_notes import new_layer
    from geo.usecases.manage_layers import find_layer

    layer = find_layer(instance, layer_id) or new_layer(seen.result, layer_id)
    changed: dict[str, Any] = {name: value for name, value in attributes.items() if value}
    if release:
        changed["released"] = frozenset(ContactField(each) for each in release if each != "none")
    return replace(layer, **changed)


def _write_report(path: Path, seen: Preview) -> None:
    from geo.errors import Unavailable, reason_of
    from geo.importing import write_report

    try:
        with path.open("wb") as stream:
            write_report(stream, seen.parsed_table, seen.result)
    except OSError as error:
        raise Unavailable(
            f"Der Prüfbericht {path} lässt sich nicht ablegen: {reason_of(error)}. "
            "Es wurde nichts gespeichert."
        ) from error


def _tell(seen: Preview, outcome: Outcome | None) -> None:
    click.echo(summary(seen.result.report))
    click.echo("Gelesene Spalten: " + columns(seen.result.mapping))
    if seen.result.report.issues:
        click.echo("Häufigste Befunde:")
        for line in frequent_findings(seen.result.report):
            click.echo(line)
    if seen.changes is not None:
        click.echo("Gegenüber dem, was die Ebene zeigt: " + changes(seen.changes))
    click.echo(_what_was_done(outcome))


def _what_was_done(outcome: Outcome | None) -> str:
    if outcome is None:
        return "Nur geprüft: Es wurde nichts gespeichert."
    name = f"Stand {outcome.number} der Ebene „{outcome.layer.title}“"
    kept = (
        f"Gespeichert als {name}"
        if outcome.is_new
        else f"An den Angeboten ändert sich nichts. Schon vorhanden als {name}"
    )
    return f"{kept}, " + (
        "veröffentlicht."
        if outcome.published
        else "noch nicht veröffentlicht; mit --publish wird er gezeigt und gelten Name, Quelle, "
        "Datenstand und Freigaben."
    )


def _to_json(seen: Preview, layer_id: str, outcome: Outcome | None) -> dict[str, Any]:
    from geo.importing import result_to_json

    return {
        "layer": layer_id,
        "version": outcome.number if outcome else None,
        "is_new": bool(outcome and outcome.is_new),
        "published": bool(outcome and outcome.published),
        **result_to_json(seen.result),
    }
