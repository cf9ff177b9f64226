"""Send files to a running service, as a browser does."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_PAGES = (
    "", "/tabelle", "/spalten", "/lage", "/woerter", "/orte", "/ebene", "/bericht.json",
    "/bericht.xlsx",
)  # fmt: skip
_BOUNDARY = "corpus-boundary"


class Sender:
    """A signed-in browser without scripts.

    Parameters
    ----------
    url
        Where the service runs.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(jar)
        password = os.environ["RESSOURCENKARTEN_EDITOR_PASSWORD"]
        form = {"csrf_token": self._token("/anmelden"), "kennwort": password}
        self._send_form("/anmelden", form)

    def verdict(self, path: Path, name: str) -> str:
        """Send a file; return the status of the answer.

        Raises
        ------
        AssertionError
            If the service failed.
        """
        head = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
            f"{self._token('/ebenen/import')}\r\n"
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="datei"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + path.read_bytes() + f"\r\n--{_BOUNDARY}--\r\n".encode()
        status, where = self._send(
            "/ebenen/import", body, f"multipart/form-data; boundary={_BOUNDARY}"
        )
        if re.fullmatch(r".*/ebenen/import/[\w-]+", where):
            status = max(status, self._look_through(where))
        if status >= 500:
            raise AssertionError(f"status {status}")
        return str(status)

    def _look_through(self, draft: str) -> int:
        """Wait until a draft is checked, open its pages and drop it; return the worst status."""
        for _ in range(300):
            with self._browser.open(f"{draft}/fortschritt", timeout=60) as answer:
                if not json.load(answer)["running"]:
                    break
            time.sleep(0.1)
        statuses = [self._get(draft + page) for page in _PAGES]
        form = {"csrf_token": self._token("/ebenen/import")}
        dropped = self._send_form(f"{draft}/verwerfen".removeprefix(self._url), form)
        return max(*statuses, dropped)

    def _get(self, url: str) -> int:
        try:
            with self._browser.open(url, timeout=120) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def _send_form(self, path: str, form: dict[str, str]) -> int:
        return self._send(path, urlencode(form).encode(), "application/x-www-form-urlencoded")[0]

    def _token(self, path: str) -> str:
        page = self._browser.open(self._url + path, timeout=60).read().decode()
        found = _TOKEN.search(page)
        return found[1] if found else ""

    def _send(self, path: str, body: bytes, kind: str) -> tuple[int, str]:
        request = urllib.request.Request(self._url + path, body, {"Content-Type": kind})
        try:
            with self._browser.open(request, timeout=120) as answer:
                answer.read()
                return int(answer.status), str(answer.url)
        except urllib.error.HTTPError as error:
            return error.code, error.url
