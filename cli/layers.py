"""Load, list and take back layers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import Invocation, json_option
from cli.import_layer import import_
from cli.output import changes, counts, open_instance, print_json, summary, version_facts

if TYPE_CHECKING:
    from geo.comparing import Change, LayerChanges
    from geo.layers import LayerSummary, LayerVersion
    from geo.usecases.manage_layers import LayerDiff, LayerState


@click.group()
def layers() -> None:
    """Ebenen laden, auflisten und zurücknehmen."""


layers.add_command(import_)


@layers.command("list")
@json_option
@click.pass_obj
def list_(invocation: Invocation, *, as_json: bool) -> None:
    """Alle Ebenen auflisten."""
    from geo.usecases.manage_layers import list_layers

    summaries = list_layers(open_instance(invocation))
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

    state = show_layer(open_instance(invocation), layer_id)
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

    number = take_back(open_instance(invocation), layer_id)
    shown = f"wieder Stand {number}" if number else "nichts mehr"
    click.echo(f"Rückgängig gemacht: Von der Ebene „{layer_id}“ ist {shown} veröffentlicht.")


@layers.command()
@click.argument("layer_id")
@click.option("--from", "before", type=click.IntRange(min=1), help="Früherer Stand.")
@click.option(
    "--to", "after", type=click.IntRange(min=1), help="Späterer Stand; sonst der neueste."
)
@json_option
@click.pass_obj
def diff(
    invocation: Invocation, layer_id: str, *, before: int | None, after: int | None, as_json: bool
) -> None:
    """Zwei Stände einer Ebene vergleichen; sonst die beiden neuesten."""
    from geo.usecases import manage_layers

    found = manage_layers.diff(open_instance(invocation), layer_id, before=before, after=after)
    if as_json:
        print_json(_diff_to_json(layer_id, found))
        return
    since = f"von Stand {found.before}" if found.before else "vom leeren Anfang"
    click.echo(f"Ebene „{layer_id}“, {since} zu Stand {found.after}: {changes(found.changes)}")
    for word, group in _groups(found.changes).items():
        for change in group:
            click.echo(f"  {word}: {_change(change)}")


@layers.command()
@click.argument("layer_id")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def mapping(invocation: Invocation, layer_id: str, out: Path | None) -> None:
    """Zeigen oder in OUT ablegen, wie die nächste Liste gelesen wird; für import --mapping."""
    from geo.errors import Unavailable, reason_of
    from geo.usecases import manage_layers

    instance = open_instance(invocation)
    manage_layers.show_layer(instance, layer_id)
    decided = manage_layers.remembered(instance, layer_id)
    if out is None:
        click.echo(decided.to_toml(), nl=False)
        return
    try:
        decided.write(out)
    except OSError as error:
        raise Unavailable(f"{out} lässt sich nicht ablegen: {reason_of(error)}.") from error
    click.echo(f"Geschrieben: {out}")


def _groups(found: LayerChanges) -> dict[str, tuple[Change, ...]]:
    return {
        "neu": found.new,
        "geändert": found.changed,
        "verschoben": found.moved,
        "entfallen": found.removed,
    }


def _change(change: Change) -> str:
    from geo.comparing import changed_fields

    differing = changed_fields(change)
    return f"{change.resource.name} ({differing})" if differing else change.resource.name


def _diff_to_json(layer_id: str, found: LayerDiff) -> dict[str, Any]:
    def listed(group: tuple[Change, ...]) -> list[dict[str, Any]]:
        return [
            {
                "id": change.resource.resource_id,
                "name": change.resource.name,
                "fields": list(change.fields),
            }
            for change in group
        ]

    return {
        "layer": layer_id,
        "from": found.before or None,
        "to": found.after or None,
        "unchanged": len(found.changes.unchanged),
        **{
            name: listed(getattr(found.changes, name))
            for name in ("new", "changed", "moved", "removed")
        },
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
        **version_facts(version),
        **counts(version.report),
    }
