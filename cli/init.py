"""Create the instance."""

from __future__ import annotations

import click

from cli import Invocation


@click.command()
@click.pass_obj
def init(invocation: Invocation) -> None:
    """Instanz anlegen: Datenbank, Gebiete und Beispiel-Ebenen."""
    from geo.usecases.create_instance import create_instance
    from geo.usecases.manage_layers import list_layers
    from geo.usecases.settings import load_settings

    instance = create_instance(load_settings(invocation.folder))
    number = len(list_layers(instance))
    click.echo(f"Die Instanz {instance.settings.instance} ist bereit: {number} Ebenen.")
