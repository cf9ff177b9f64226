"""Debian's Firefox as it is, driven through Marionette: JSON over a local socket."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

FIREFOX = Path("/usr/bin/firefox-esr")
PATIENCE_S = 60.0
Found = TypeVar("Found")
_MAKER = re.compile(r"\.(mozilla|firefox)\.(com|org|net):443 ")

_PREFERENCES: dict[str, object] = {
    "marionette.port": 0,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.no_proxies_on": "",
    "network.proxy.allow_hijacking_localhost": True,
    "network.dns.disablePrefetch": True,
    "browser.download.folderList": 2,
    "browser.download.alwaysOpenPanel": False,
}


class Firefox:
    """One window of a running browser.

    Parameters
    ----------
    port
        Where it listens for commands.
    downloads
        Folder in which it saves files.
    proxy
        The only way out that it knows: a socket on which somebody may call.
    """

    def __init__(self, port: int, downloads: Path, proxy: socket.socket) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self.downloads = downloads
        self._proxy = proxy
        self._read()  # says hello
        self._call(
            "WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._socket.close()

    def _read(self) -> Any:
        size = bytearray()
        while (char := self._stream.read(1)) != b":":
            size += char
        return json.loads(self._stream.read(int(size)))

    def _call(self, name: str, **parameters: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, parameters])
        self._socket.sendall(f"{len(message)}:{message}".encode())
        _, _, error, answer = self._read()
        if error:
            raise AssertionError(f"{name}: {error['message']}")
        return answer.get("value") if isinstance(answer, dict) else answer

    def open(self, url: str) -> None:
        """Show a page and wait until it is ready."""
        self._call("WebDriver:Navigate", url=url)
        self.wait("return document.body.dataset.ready === 'true'")

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self._call("WebDriver:ExecuteScript", script=script, args=list(arguments))

    def wait(self, script: str, *arguments: Any) -> Any:
        """Run a script until it returns something true."""
        return until(lambda: self.run(script, *arguments))

    def _find(self, selector: str) -> str:
        found = self._call("WebDriver:FindElement", using="css selector", value=selector)
        return str(next(iter(found.values())))

    def click(self, selector: str) -> None:
        """Click an element as a mouse does."""
        self._call("WebDriver:ElementClick", id=self._find(selector))

    def type(self, selector: str, text: str) -> None:
        """Type into an element as a keyboard does."""
        self._call("WebDriver:ElementSendKeys", id=self._find(selector), text=text)

    def complaints(self, about: str) -> list[str]:
        """Return what the browser's console says about a page since the start."""
        self._call("Marionette:SetContext", value="chrome")
        messages = self.run("return Services.console.getMessageArray().map(String)")
        self._call("Marionette:SetContext", value="content")
        return [each for each in messages if about in each]

    def called(self) -> list[str]:
        """Return the first lines of what has arrived at the proxy since it was last asked.

        What the browser asks its maker for by itself is not the page's doing.
        """
        lines = []
        with suppress(BlockingIOError):
            while True:
                connection, _ = self._proxy.accept()
                with connection:
                    connection.settimeout(5)
                    lines.append(connection.recv(4096).decode().split("\r\n")[0])
        return [line for line in lines if not _MAKER.search(line)]


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Run a browser with a profile of its own until the end of the block."""
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir()
    downloads.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0)
        port = proxy.getsockname()[1]
        own = {"browser.download.dir": str(downloads)}
        own |= {"network.proxy.http_port": port, "network.proxy.ssl_port": port}
        lines = [
            f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in (_PREFERENCES | own).items()
        ]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        options = ("--headless", "--no-remote", "--marionette", "--remote-allow-system-access")
        process = subprocess.Popen(
            [FIREFOX, *options, "--profile", profile],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                "HOME": str(folder),
                "PATH": "/usr/bin:/bin",
                "LANG": "de_DE.UTF-8",
                "MOZ_HEADLESS_WIDTH": "1366",
                "MOZ_HEADLESS_HEIGHT": "768",
            },
        )
        try:
            active = profile / "MarionetteActivePort"
            until(lambda: active.is_file() and active.read_text().strip())
            with Firefox(int(active.read_text()), downloads, proxy) as running:
                yield running
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def until(question: Callable[[], Found]) -> Found:
    """Ask until the answer is something true; fail after a minute."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError("nothing has come of it within a minute")
