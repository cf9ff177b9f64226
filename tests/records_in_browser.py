"""A person who loads a list of records in the browser, without script."""

from __future__ import annotations

import io
from collections.abc import Mapping

from checking import CheckingClient
from werkzeug.test import TestResponse

KIND = "/daten-laden/kennzahlen"


def upload_list(
    client: CheckingClient, text: str, *, name: str = "zahlen.csv", kind: str = KIND
) -> TestResponse:
    """Send a file; return the answer as it is."""
    form = {"csrf_token": client.token(kind), "datei": (io.BytesIO(text.encode()), name)}
    return client.post(kind, data=form)


def publish_list(
    client: CheckingClient,
    text: str,
    answers: Mapping[str, str] | None = None,
    *,
    name: str = "zahlen.csv",
    kind: str = KIND,
) -> str:
    """Send a file, answer its questions, look at the report and publish; return the report."""
    draft = upload_list(client, text, name=name, kind=kind).headers["Location"]
    form = {"csrf_token": client.token(kind), "titel": name, **(answers or {})}
    client.post(draft, data={**form, "aktion": "pruefen"})
    report = client.get(draft).text
    answer = client.post(draft, data={**form, "aktion": "veroeffentlichen"})
    assert answer.headers["Location"] == kind
    return report
