"""The command ``ressourcenkarten``: exit 0 done, 1 refused or rejected rows, 2 wrong usage."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any, cast

import click

from cli.german import speak_german
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

    def main(self, *args: Any, **options: Any) -> Any:
        """Run as a program: in German, on any terminal."""
        speak_german()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        return super().main(*args, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; ``--json`` counts even if the command is called wrongly."""
        ctx.obj = Invocation(as_json="--json" in args)
        with _refusing(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the user can act on becomes a sentence and an exit code."""
        with _refusing(ctx):
            return super().invoke(ctx)


class Refusal(click.ClickException):
    """An error shown as a sentence or, with ``--json``, as one object."""

    def __init__(self, message: str, *, code: str, exit_code: int, as_json: bool) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]
        self._code = code
        self._as_json = as_json

    def show(self, file: Any = None) -> None:
        """Print it."""
        if self._as_json:
            from cli.output import print_json

            print_json({"error": {"code": self._code, "message": self.message}})
        else:
            super().show(file)


@contextmanager
def _refusing(ctx: click.Context) -> Iterator[None]:
    as_json = ctx.obj.as_json
    try:
        yield
    except GeoError as error:
        exit_code = 2 if isinstance(error, InvalidParameter | NotFound) else 1
        raise Refusal(str(error), code=error.code, exit_code=exit_code, as_json=as_json) from error
    except click.UsageError as error:
        if not as_json:
            raise
        raise Refusal(error.format_message(), code="aufruf", exit_code=2, as_json=True) from error


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


json_option = click.option(
    "--json", "as_json", is_flag=True, help="Genau ein JSON-Objekt ausgeben."
)


@click.group(
    cls=LazyGroup,
    commands_in={
        "init": "cli.init",
        "serve": "cli.serve",
        "layers": "cli.layers",
        "addresses": "cli.addresses",
        "indicators": "cli.records",
        "entries": "cli.records",
        "export": "cli.export",
        "profile": "cli.profile",
        "changes": "cli.changes",
        "gaps": "cli.gaps",
        "freshness": "cli.freshness",
        "boundaries": "cli.boundaries",
    },
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--instance",
    type=click.Path(path_type=Path, file_okay=False),
    help="Ordner der Instanz; sonst RESSOURCENKARTEN_INSTANCE oder ./instance.",
)
@click.version_option(
    package_name="ressourcenkarten", message="%(version)s", help="Die Fassung nennen."
)
@click.pass_context
def main(ctx: click.Context, instance: Path | None) -> None:
    """Karten sozialer Angebote: Listen laden, Karte zeigen, Karte mitnehmen."""
    ctx.obj = replace(ctx.obj, folder=instance)
