"""Run the service."""

from __future__ import annotations

import importlib
import socket
from typing import Any

import click

from cli import Invocation
from geo.errors import InvalidParameter

_THREADS = 8


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, auf der er lauscht.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.pass_obj
def serve(invocation: Invocation, *, host: str, port: int) -> None:
    """Den Dienst starten; legt die Instanz an, wenn es keine gibt."""
    from geo.usecases.settings import load_settings

    settings = load_settings(invocation.folder)
    _require_free(host, port)
    # By name: the rings let nothing but app.py know both the commands and the web.
    application = importlib.import_module("app").create_app(settings)
    ready = f"Ressourcenkarten läuft auf http://{host}:{port}/ (beenden mit Strg+C)"
    try:
        _serve_with_gunicorn(application, host, port, ready)
    except ModuleNotFoundError:  # on Windows
        click.echo(ready)
        importlib.import_module("waitress").serve(application, host=host, port=port, ident=None)


def _serve_with_gunicorn(application: Any, host: str, port: int, ready: str) -> None:
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    class Service(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": f"{host}:{port}",
                "workers": 1,  # one process shares the rendered page; parsing has its own
                "threads": _THREADS,
                "preload_app": True,
                "graceful_timeout": 30,
                "loglevel": "warning",
                "proc_name": "ressourcenkarten",
                "when_ready": lambda _server: click.echo(ready),
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Service().run()


def _require_free(host: str, port: int) -> None:
    """Say so in German before the server says it five times in English."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InvalidParameter(
                f"Auf {host}:{port} kann der Dienst nicht lauschen: {error.strerror}. "
                "Mit --port lässt sich ein anderer Anschluss wählen."
            ) from error
