"""Send files to a running service, as a browser does."""

from __future__ import annotations

import http.cookiejar
import os
import re
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
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
        form = {"csrf_token": self._token("/anmelden"), "password": password}
        self._send("/anmelden", urlencode(form).encode(), "application/x-www-form-urlencoded")

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
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + path.read_bytes() + f"\r\n--{_BOUNDARY}--\r\n".encode()
        status = self._send("/ebenen/import", body, f"multipart/form-data; boundary={_BOUNDARY}")
        if status >= 500:
            raise AssertionError(f"status {status}")
        return str(status)

    def _token(self, path: str) -> str:
        page = self._browser.open(self._url + path, timeout=60).read().decode()
        found = _TOKEN.search(page)
        return found[1] if found else ""

    def _send(self, path: str, body: bytes, kind: str) -> int:
        request = urllib.request.Request(self._url + path, body, {"Content-Type": kind})  # noqa: S310
        try:
            with self._browser.open(request, timeout=120) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
