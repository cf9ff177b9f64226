"""How the server opens a connection to a service that the administrator has configured.

Verified, to the configured host only, not even by a proxy that the environment names, and with
an answer that is bounded in size and time.
"""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from functools import lru_cache
from http.client import HTTPConnection, HTTPMessage, HTTPResponse, HTTPSConnection
from threading import Event, Timer
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

_BLOCK_BYTES = 65_536


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only within the same scheme, host and port."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        """Return the next request, or refuse."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            raise HTTPError(req.full_url, code, "redirect to another host", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Prompt(HTTPConnection):
    """Hangs up if the head of the answer takes too long, however little comes at once."""

    def getresponse(self) -> HTTPResponse:
        late = Event()
        timer = Timer(self.timeout or 0, self._hang_up, (late,))
        timer.daemon = True
        timer.start()
        try:
            answer = super().getresponse()
        finally:
            timer.cancel()
        if late.is_set():  # what was cut off looks like a short head
            raise TimeoutError
        return answer

    def _hang_up(self, late: Event) -> None:
        late.set()
        if self.sock:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _PromptTls(_Prompt, HTTPSConnection):
    """The same, verified."""


class _Plain(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Prompt, req)


class _Verified(HTTPSHandler):
    def __init__(self) -> None:
        super().__init__()
        self._tls = ssl.create_default_context()

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_PromptTls, req, context=self._tls)


def fetch(url: str, *, headers: dict[str, str], timeout: float, largest: int) -> bytes:
    """Return what an address answers, cut off one byte after ``largest``.

    Parameters
    ----------
    url
        With http or https, of a configured host.
    headers
        Sent along.
    timeout
        Seconds for the answer as a whole, however little comes at once.
    largest
        Bytes that are read at most.

    Raises
    ------
    HTTPError
        If the answer is none of success; a redirect to another host is one of these.
    OSError, HTTPException
        If there is no answer in time.
    """
    with _opener().open(Request(url, headers=headers), timeout=timeout) as page:  # noqa: S310
        return _read(page, timeout, largest)


@lru_cache(maxsize=1)
def _opener() -> OpenerDirector:
    return build_opener(ProxyHandler({}), _Plain(), _Verified(), _SameHost())


def _read(page: IO[bytes], timeout: float, largest: int) -> bytes:
    deadline = time.monotonic() + timeout
    content = b""
    while len(content) <= largest and (block := page.read1(_BLOCK_BYTES)):  # type: ignore[attr-defined]
        content += block
        if time.monotonic() > deadline:
            raise TimeoutError
    return content
