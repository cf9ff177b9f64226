"""Where the browser tests play: devices, and a server that behaves like the service."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page
from werkzeug.serving import make_server

from geo.usecases.settings import Settings
from maps import static_folder
from web import create_app

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
DESKTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
DEVICES = {"desktop": DESKTOP, "phone": PHONE}

OpenPage = Callable[..., Page]


class Live(NamedTuple):
    """A live page and the files that it fetches."""

    html: str
    data: dict[str, bytes]


class Site:
    """A folder and the address it is served at."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.folder = folder
        self.base_url = base_url

    def publish(self, name: str, page: Live) -> str:
        """Write a page with its data and return its address."""
        (self.folder / name).write_text(page.html, encoding="utf-8")
        data = self.folder / "daten"
        data.mkdir(exist_ok=True)
        for file, content in page.data.items():
            (data / file).write_bytes(content)
        return f"{self.base_url}/{name}"

    def place(self, name: str, html: str) -> str:
        """Write a file and return its address without a server."""
        target = self.folder / name
        target.write_text(html, encoding="utf-8")
        return target.as_uri()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder with the policy that the service sends."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        # The time of a file has whole seconds: another page of that name could pass for unchanged.
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve a folder with the built assets in ``/static/`` until the end of the block."""
    (folder / "static").symlink_to(static_folder())
    handler = functools.partial(_Handler, directory=folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Site(folder, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving_app(settings: Settings) -> Iterator[str]:
    """Serve the real service until the end of the block and give its address."""
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
