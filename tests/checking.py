"""A client that checks every page it fetches, and the type of a call of the command."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from click.testing import Result
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Run = Callable[..., Result]

PASSWORD = "Prüfstein-2026"  # noqa: S105 - opens nothing but the instances of tests
_CONTROLS = {"input", "select", "textarea"}
_LOADING = {"script": "src", "link": "href", "img": "src", "form": "action", "iframe": "src"}


class PageCheck(HTMLParser):
    """Collects from a page what must hold for all pages."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.title = ""
        self.headings = 0
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.open: list[str] = []
        self.unprotected_forms = 0
        self.texts: list[str] = []
        self._in_label = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.open.append(tag)
        self.lang = given.get("lang") or self.lang if tag == "html" else self.lang
        self.headings += tag == "h1"
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.inline.append("script")
        if tag == "style":
            self.inline.append("style")
        if (address := given.get(_LOADING.get(tag, ""))) is not None:
            self.loaded.append(address)
        if tag == "label":
            self._in_label = True
            self.labelled.add(given.get("for") or "")
        if tag == "form" and given.get("method") == "post":
            self.unprotected_forms += 1
        if given.get("name") == "csrf_token":
            self.unprotected_forms -= 1
        if tag in _CONTROLS and given.get("type") != "hidden" and not self._in_label:
            self.controls.append(given)

    def handle_endtag(self, tag: str) -> None:
        self._in_label = self._in_label and tag != "label"

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.open and self.open[-1] == "title" and not self.title:
            self.title = data.strip()

    def verify(self, where: str) -> None:
        assert self.lang == "de", where
        assert self.title, where
        assert self.headings == 1, where
        assert self.inline == [], where
        foreign = [address for address in self.loaded if not address.startswith(("/", "data:"))]
        assert foreign == [], where
        unlabelled = [
            control
            for control in self.controls
            if control.get("id") not in self.labelled and not control.get("aria-label")
        ]
        assert unlabelled == [], where
        assert self.unprotected_forms == 0, where


def check_page(text: str, where: str = "") -> PageCheck:
    page = PageCheck()
    page.feed(text)
    page.verify(where)
    return page


class CheckingClient(FlaskClient):
    """Checks headers of every answer and content of every page."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        response = super().open(*args, buffered=True, **options)
        where = f"{response.request.method} {response.request.path}"
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), where
        assert "unsafe" not in policy, where
        assert response.headers["X-Content-Type-Options"] == "nosniff", where
        assert response.headers["X-Frame-Options"] == "DENY", where
        assert response.headers["Referrer-Policy"] == "same-origin", where
        assert b"Traceback" not in response.data or response.mimetype == "text/javascript", where
        is_page = response.mimetype == "text/html" and response.status_code not in {303, 304}
        is_file = "attachment" in response.headers.get("Content-Disposition", "")
        if is_page and response.data and not is_file:
            check_page(response.text, where)
        return response

    def token(self, path: str = "/anmelden") -> str:
        """Return the CSRF token of a form."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found
        return found[1]

    def sign_in(self, password: str = PASSWORD, **fields: str) -> TestResponse:
        form = {"kennwort": password, "csrf_token": self.token(), **fields}
        return self.post("/anmelden", data=form)


def unpacked(html: str) -> str:
    """Return a page with its deflated data as text, so that nothing hides from a test."""

    def plain(found: re.Match[str]) -> str:
        return zlib.decompress(b64decode(found[1])).decode()

    return re.sub(r'(?<=data-packing="deflate">)"([^"]*)"(?=</script>)', plain, html)
