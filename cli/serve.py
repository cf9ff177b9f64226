"""Run the service."""

from __future__ import annotations

import importlib
import socket
import struct
from typing import Any

import click

from cli import Invocation
from geo.errors import InvalidParameter, reason_of

_THREADS = 32  # most of them wait for the network, not for the processor
_SILENCE_S = 20
_FENCES = {"landlock": "Landlock (andere Dateien)", "seccomp": "seccomp (Netz und Programme)"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, auf der er lauscht.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Anschluss, auf dem er lauscht.",
)
@click.pass_obj
def serve(invocation: Invocation, *, host: str, port: int) -> None:
    """Den Dienst starten; legt die Instanz an, wenn es keine gibt."""
    from geo.usecases.settings import load_settings

    settings = load_settings(invocation.folder)
    _require_free(host, port)
    _warn_of_missing_fences(required=settings.require_fences)
    # By name: the rings let nothing but app.py know both the commands and the web.
    application = importlib.import_module("app").create_app(settings)
    # A host name check knows no IPv6 addresses; the name for this machine always works.
    shown = "localhost" if ":" in host else host
    ready = f"Ressourcenkarten läuft auf http://{shown}:{port}/ (beenden mit Strg+C)"
    try:
        _serve_with_gunicorn(application, host, port, ready)
    except ModuleNotFoundError:  # on Windows
        click.echo(ready)
        importlib.import_module("waitress").serve(application, host=host, port=port, ident=None)


def _warn_of_missing_fences(*, required: bool) -> None:
    from geo.importing.process import missing_fences

    missing = missing_fences()
    if not missing:
        return
    names = " und ".join(_FENCES[fence] for fence in missing)
    consequence = "Listen werden gelesen; mit require_fences = true würden sie abgelehnt."
    if required:
        consequence = "Listen werden deshalb nicht gelesen (require_fences = true)."
    click.echo(
        f"Achtung: Dieses System kann das Lesen von Listen nicht vollständig abschotten, "
        f"es fehlt {names}. {consequence} Mehr dazu steht in docs/operation.md.",
        err=True,
    )


def _serve_with_gunicorn(application: Any, host: str, port: int, ready: str) -> None:
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    def when_ready(server: Any) -> None:
        for listener in server.LISTENERS:
            _hang_up_on_silence(listener.sock)
        click.echo(ready)

    class Service(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": 1,  # one process shares the rendered page; parsing has its own
                "threads": _THREADS,
                "preload_app": True,
                "graceful_timeout": 30,
                "limit_request_line": 8190,  # a query with every box ticked
                "loglevel": "error",  # its warnings name addresses and quote requests
                "control_socket_disable": True,  # one per home folder, and nobody asks it
                "proc_name": "ressourcenkarten",
                "when_ready": when_ready,
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Service().run()


def _hang_up_on_silence(listener: socket.socket) -> None:
    """Let connections that say nothing end, or a few of them would occupy all threads.

    Accepted connections inherit the option; a time-out of Python's own would not be.
    """
    patience = struct.pack("@ll", _SILENCE_S, 0)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)


def _require_free(host: str, port: int) -> None:
    """Say so in German before the server says it five times in English."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "den Rechnernamen gibt es nicht"
            if not isinstance(error, socket.gaierror):
                reason = reason_of(error)
            raise InvalidParameter(
                f"Auf {host}:{port} kann der Dienst nicht lauschen: {reason}. "
                "Mit --host und --port lassen sich Adresse und Anschluss wählen."
            ) from error
