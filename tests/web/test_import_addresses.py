"""Addresses that the register does not know are looked up at a configured service."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from checking import CheckingClient
from wizard import draft_of, post, ready, upload

from geo.usecases.settings import Settings
from web import create_app

ROWS = (
    "Name;Kategorie;Straße;PLZ;Ort\n"
    "Treff;Familienzentrum;Musterweg 3;14547;Beelitz\n"
    "Klub;Familienzentrum;Irrweg 9;14547;Beelitz\n"
)
FOUND = {
    "lat": "52.24",
    "lon": "12.97",
    "display_name": "Musterweg 3, 14547 Beelitz",
    "addresstype": "building",
    "class": "building",
    "type": "yes",
    "address": {
        "house_number": "3",
        "road": "Musterweg",
        "town": "Beelitz",
        "postcode": "14547",
    },
}


class _Service(BaseHTTPRequestHandler):
    """Answers like Nominatim and knows one house."""

    def do_GET(self) -> None:
        body = json.dumps([FOUND] if "Musterweg" in self.path else []).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def editor(settings: Settings, service: str) -> CheckingClient:
    configured = {
        "geocoder": "nominatim",
        "geocoder_url": service,
        "geocoder_user_agent": "pruefung betreuung@example.org",
    }
    app = create_app(settings.model_copy(update=configured))
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.sign_in()
    return client


def test_what_was_asked_once_is_not_offered_again(editor: CheckingClient) -> None:
    address = draft_of(upload(editor, ROWS))
    assert "2 Anschriften nachschlagen" in editor.get(f"{address}/lage").text
    assert post(editor, f"{address}/anschriften").status_code == 303
    answer = editor.get(f"{address}/anschriften")
    while answer.status_code == 200:
        assert "werden nachgeschlagen" in answer.text
        answer = editor.get(f"{address}/anschriften")
    page = ready(editor, answer.headers["Location"]).text
    assert "Der Dienst kennt 1 der gefragten Anschriften." in page
    assert "nachschlagen</button>" not in page
    assert "<span>Hausadresse</span>" in page


def test_the_search_is_stopped(editor: CheckingClient) -> None:
    rows = "".join(f"T{n};Familienzentrum;Irrweg {n};14547;Beelitz\n" for n in range(1, 30))
    address = draft_of(upload(editor, ROWS + rows))
    post(editor, f"{address}/anschriften")
    state = editor.get(f"{address}/fortschritt?was=anschriften").get_json()
    assert state["running"] is True
    post(editor, f"{address}/anschriften/anhalten")
    page = ready(editor, f"{address}/lage").text
    assert "Die Suche ist angehalten" in page
