"""Load, list and take back layers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import Invocation, json_option
from cli.output import columns, counts, frequent_findings, print_json, summary

if TYPE_CHECKING:
    from geo.layers import Layer, LayerSummary, LayerVersion
    from geo.usecases.import_layer import ImportOptions, Outcome, Preview
    from geo.usecases.instance import Instance
    from geo.usecases.manage_layers import LayerState


@click.group()
def layers() -> None:
    """Ebenen laden, auflisten und zurücknehmen."""


@layers.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--layer", "layer_id", required=True, help="Kennung der Ebene, etwa kitas-2026.")
@click.option("--title", help="Name der Ebene; bei neuen Ebenen sonst die Kennung.")
@click.option("--category", help="Kategorie der Zeilen, die keine nennen.")
@click.option(
    "--mapping", type=click.Path(path_type=Path, dir_okay=False), help="Zuordnung der Spalten."
)
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
    category: str | None,
    mapping: Path | None,
    table: str | None,
    dry_run: bool,
    publish: bool,
    as_json: bool,
    **attributes: Any,
) -> None:
    """Eine Liste (CSV, Excel, GeoJSON, GeoPackage, Shapefile als zip, KML) laden."""
    from geo.usecases import import_layer

    import_layer.check_layer_id(layer_id)
    instance = _open(ctx.obj)
    options = _options(category, mapping, table)
    seen = import_layer.preview(
        instance, file, file_name=file.name, options=options, layer_id=layer_id
    )
    outcome = None
    if not dry_run:
        layer = _layer(instance, layer_id, title=title, **attributes)
        outcome = import_layer.commit(instance, seen, layer, publish=publish)
    if as_json:
        print_json(_import_to_json(seen, layer_id, outcome))
    else:
        _tell_import(seen, outcome)
    ctx.exit(1 if seen.result.report.rejected else 0)


@layers.command("list")
@json_option
@click.pass_obj
def list_(invocation: Invocation, *, as_json: bool) -> None:
    """Alle Ebenen auflisten."""
    from geo.usecases.manage_layers import list_layers

    summaries = list_layers(_open(invocation))
    if as_json:
        print_json({"layers": [_summary_to_json(summary) for summary in summaries]})
        return
    width = max((len(each.layer.layer_id) for each in summaries), default=0)
    for each in summaries:
        shown = f"Stand {each.published}" if each.published else "nicht veröffentlicht"
        click.echo(f"{each.layer.layer_id:<{width}}  {shown}  {each.layer.title}")
    if not summaries:
        click.echo("Noch keine Ebenen. „layers import DATEI --layer KENNUNG“ lädt eine Liste.")


@layers.command()
@click.argument("layer_id")
@json_option
@click.pass_obj
def show(invocation: Invocation, layer_id: str, *, as_json: bool) -> None:
    """Eine Ebene mit ihren Ständen zeigen."""
    from geo.usecases.manage_layers import show_layer

    state = show_layer(_open(invocation), layer_id)
    if as_json:
        print_json(_state_to_json(state))
        return
    click.echo(f"{state.layer.title} ({layer_id})")
    for version in state.versions:
        mark = ", veröffentlicht" if version.published else ""
        day = version.created_at.astimezone().strftime("%d.%m.%Y")
        click.echo(f"Stand {version.number} vom {day}{mark}: {summary(version.report)}")


@layers.command()
@click.argument("layer_id")
@click.pass_obj
def undo(invocation: Invocation, layer_id: str) -> None:
    """Die letzte Veröffentlichung einer Ebene zurücknehmen."""
    from geo.usecases.manage_layers import undo as take_back

    number = take_back(_open(invocation), layer_id)
    shown = f"wieder Stand {number}" if number else "nichts mehr"
    click.echo(f"Rückgängig gemacht: Von der Ebene „{layer_id}“ ist {shown} veröffentlicht.")


def _open(invocation: Invocation) -> Instance:
    from geo.usecases.create_instance import create_instance
    from geo.usecases.settings import load_settings

    return create_instance(load_settings(invocation.folder))


def _options(category: str | None, mapping: Path | None, table: str | None) -> ImportOptions:
    from geo.importing import Decisions
    from geo.usecases.import_layer import ImportOptions

    decided = Decisions.read(mapping) if mapping else Decisions()
    return ImportOptions(category_id=category, table=table, decisions=decided)


def _layer(
    instance: Instance, layer_id: str, *, release: tuple[str, ...], **attributes: str | None
) -> Layer:
    """Return the layer as it is, changed by what was given."""
    from geo.layers import ContactField, Layer
    from geo.usecases.manage_layers import find_layer

    layer = find_layer(instance, layer_id) or Layer(layer_id=layer_id, title=layer_id)
    changes: dict[str, Any] = {name: value for name, value in attributes.items() if value}
    if release:
        changes["released"] = frozenset(ContactField(each) for each in release if each != "none")
    return replace(layer, **changes)


def _tell_import(seen: Preview, outcome: Outcome | None) -> None:
    click.echo(summary(seen.result.report))
    click.echo("Gelesene Spalten: " + columns(seen.result.mapping))
    if seen.result.report.issues:
        click.echo("Häufigste Befunde:")
        for line in frequent_findings(seen.result.report):
            click.echo(line)
    click.echo(_what_was_done(outcome))


def _what_was_done(outcome: Outcome | None) -> str:
    if outcome is None:
        return "Nur geprüft: Es wurde nichts gespeichert."
    name = f"Stand {outcome.number} der Ebene „{outcome.layer.title}“"
    kept = f"Gespeichert als {name}" if outcome.is_new else f"Schon vorhanden als {name}"
    return f"{kept}, " + (
        "veröffentlicht."
        if outcome.published
        else "noch nicht veröffentlicht; mit --publish wird er gezeigt und gelten Name, Quelle, "
        "Datenstand und Freigaben."
    )


def _import_to_json(seen: Preview, layer_id: str, outcome: Outcome | None) -> dict[str, Any]:
    from geo.importing import result_to_json

    return {
        "layer": layer_id,
        "version": outcome.number if outcome else None,
        "published": bool(outcome and outcome.published),
        **result_to_json(seen.result),
    }


def _summary_to_json(summary: LayerSummary) -> dict[str, Any]:
    return {
        "layer": summary.layer.layer_id,
        "title": summary.layer.title,
        "versions": summary.versions,
        "published": summary.published,
        "resources": summary.resources,
    }


def _state_to_json(state: LayerState) -> dict[str, Any]:
    return {
        "layer": state.layer.layer_id,
        "title": state.layer.title,
        "versions": [_version_to_json(version) for version in state.versions],
    }


def _version_to_json(version: LayerVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "published": version.published,
        "created_at": version.created_at.isoformat(),
        "sha256": version.sha256,
        "file_name": version.report.file_name,
        **counts(version.report),
    }
