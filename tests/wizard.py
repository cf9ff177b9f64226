"""A person who loads a list in the browser, step by step, without script."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Mapping, Sequence

from checking import CheckingClient
from werkzeug.test import TestResponse

_STEP = re.compile(r'href="(/ebenen/import/[A-Za-z0-9_-]{22})')


def send(client: CheckingClient, content: str | bytes, name: str, **fields: str) -> TestResponse:
    """Send a file; return the answer as it is."""
    raw = content.encode() if isinstance(content, str) else content
    token = client.token("/ebenen/import")
    form = {"csrf_token": token, "datei": (io.BytesIO(raw), name), **fields}
    return client.post("/ebenen/import", data=form)


def upload(
    client: CheckingClient, content: str | bytes, name: str = "liste.csv", **fields: str
) -> TestResponse:
    """Send a file and wait for its report."""
    return followed(client, send(client, content, name, **fields))


def followed(client: CheckingClient, answer: TestResponse) -> TestResponse:
    """Return the page that a redirection leads to, when it is ready."""
    target = answer.headers.get("Location", "")
    return ready(client, target) if target.startswith("/ebenen/") else answer


def ready(client: CheckingClient, address: str) -> TestResponse:
    """Return a page once the list has been checked."""
    for _ in range(600):
        page = client.get(address)
        if 'id="fortschritt"' not in page.text:
            return page
        time.sleep(0.05)
    raise AssertionError(f"{address} is never ready")


def draft_of(page: TestResponse) -> str:
    """Return the address of the draft that a page is about."""
    found = _STEP.search(page.text)
    assert found
    return found[1]


def post(
    client: CheckingClient, address: str, fields: Mapping[str, str | Sequence[str]] | None = None
) -> TestResponse:
    """Send a form; return the answer as it is."""
    return client.post(
        address, data={"csrf_token": client.token("/ebenen/import"), **(fields or {})}
    )


def choose(client: CheckingClient, page: TestResponse, step: str, **fields: str) -> TestResponse:
    """Fill in a step of a draft and return the page that follows."""
    address = f"{draft_of(page)}/{step}"
    return followed(client, post(client, address, dict(fields)))


def publish(client: CheckingClient, page: TestResponse, **fields: str) -> TestResponse:
    """Choose what the layer shall be, look at what changes, and publish; return the answer."""
    address = f"{draft_of(page)}/ebene"
    post(client, address, {**fields, "aktion": "pruefen"})
    ready(client, address)
    return post(client, address, {**fields, "aktion": "veroeffentlichen"})
