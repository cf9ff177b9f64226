"""Lists of records in the browser, without script: look, publish, take back."""

from __future__ import annotations

import io
import re

from checking import CheckingClient
from werkzeug.test import TestResponse

_KIND = "/daten-laden/kennzahlen"


def _upload(client: CheckingClient, text: str, name: str = "zahlen.csv") -> TestResponse:
    form = {"csrf_token": client.token(_KIND), "datei": (io.BytesIO(text.encode()), name)}
    return client.post(_KIND, data=form)


def test_a_visitor_is_asked_to_sign_in(visitor: CheckingClient) -> None:
    assert visitor.get(_KIND).status_code == 303


def test_a_kind_that_does_not_exist_is_not_found(editor: CheckingClient) -> None:
    assert editor.get("/daten-laden/wolken").status_code == 404


def test_without_a_file_the_page_says_so(editor: CheckingClient) -> None:
    answer = editor.post(_KIND, data={"csrf_token": editor.token(_KIND)})
    assert answer.status_code == 422
    assert "Es wurde keine Datei ausgewählt." in answer.text


def test_a_file_that_cannot_be_read_leaves_no_draft(editor: CheckingClient) -> None:
    answer = _upload(editor, "")
    assert answer.status_code == 422
    assert "Angefangene Listen" not in editor.get(_KIND).text


def test_the_report_tells_of_every_row_and_a_draft_can_be_dropped(editor: CheckingClient) -> None:
    answer = _upload(editor, "Ort;Zahl\nNirgendwo;3\n")
    page = editor.get(answer.headers["Location"])
    assert "abgelehnt" in page.text
    assert "zahlen.csv" not in editor.get("/ebenen/import").text
    found = re.search(r'formaction="([^"]+)"', page.text)
    assert found
    editor.post(found[1], data={"csrf_token": editor.token(_KIND)})
    assert "Angefangene Listen" not in editor.get(_KIND).text
