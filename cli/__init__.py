"""The command ``ressourcenkarten``: exit 0 done, 1 refused or rejected rows, 2 wrong usage."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import click

from geo.errors import GeoError, InvalidParameter, NotFound

__all__ = ["main"]


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and whose errors speak German.

    Parameters
    ----------
    commands_in
        Module of each command; the command has the same name there.
    """

    def __init__(self, *args: Any, commands_in: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self._commands_in = commands_in

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of use."""
        return list(self._commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        module = self._commands_in.get(cmd_name)
        if module is None:
            return None
        return cast("click.Command", getattr(importlib.import_module(module), cmd_name))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the user can act on becomes a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except GeoError as error:
            raise Refusal(error, as_json=ctx.ensure_object(Invocation).as_json) from error


class Refusal(click.ClickException):
    """An error of the library, shown as a sentence or, with ``--json``, as one object."""

    def __init__(self, error: GeoError, *, as_json: bool) -> None:
        super().__init__(str(error))
        self.exit_code = 2 if isinstance(error, InvalidParameter | NotFound) else 1  # type: ignore[misc]
        self._code = error.code
        self._as_json = as_json

    def show(self, file: Any = None) -> None:
        """Print it."""
        if self._as_json:
            from cli.output import print_json

            print_json({"error": {"code": self._code, "message": self.message}})
        else:
            click.echo(f"Fehler: {self.message}", err=True, file=file)


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """What holds for the whole call.

    Parameters
    ----------
    folder
        Instance folder as given, ``None`` for the default.
    as_json
        Whether standard output gets one JSON object.
    """

    folder: Path | None = None
    as_json: bool = False


def _set_json(ctx: click.Context, _parameter: click.Parameter, value: bool) -> bool:  # noqa: FBT001
    root = ctx.find_root()
    root.obj = replace(root.ensure_object(Invocation), as_json=value)
    return value


json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    is_eager=True,
    callback=_set_json,
    help="Genau ein JSON-Objekt ausgeben.",
)


@click.group(
    cls=LazyGroup,
    commands_in={
        "init": "cli.init",
        "serve": "cli.serve",
        "layers": "cli.layers",
        "export": "cli.export",
        "boundaries": "cli.boundaries",
    },
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--instance",
    type=click.Path(path_type=Path, file_okay=False),
    help="Ordner der Instanz; sonst RESSOURCENKARTEN_INSTANCE oder ./instance.",
)
@click.version_option(package_name="ressourcenkarten", message="%(version)s")
@click.pass_context
def main(ctx: click.Context, instance: Path | None) -> None:
    """Karten sozialer Angebote: Listen laden, Karte zeigen, Karte mitnehmen."""
    ctx.obj = Invocation(folder=instance)
