"""Every error is a German page or one JSON shape."""

from __future__ import annotations

import errno
import io
import json
import logging
import sys

import pytest
from checking import CheckingClient
from flask import Flask

from geo import errors as geo_errors
from geo.errors import GeoError
from geo.usecases import manage_layers
from geo.usecases.settings import Settings
from web.errors import status_of
from web.logs import JsonLines

JSON = {"Accept": "application/json"}


def _all_errors(kind: type[GeoError]) -> list[type[GeoError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in _all_errors(child))]


@pytest.mark.parametrize("kind", _all_errors(GeoError), ids=lambda kind: kind.__name__)
def test_every_error_of_the_library_has_a_status(kind: type[GeoError]) -> None:
    ours = {GeoError, geo_errors.IntegrityError, geo_errors.Unavailable}
    assert (status_of(kind("")) >= 500) == (kind in ours)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nix", 404),
        ("GET", "/ebenen", 401),
        ("POST", "/ebenen", 405),
        ("POST", "/anmelden", 400),
        ("POST", "/ebenen/import", 401),
    ],
)
def test_programs_get_one_shape(
    visitor: CheckingClient, method: str, path: str, status: int
) -> None:
    answer = visitor.open(path, method=method, headers=JSON)
    assert answer.status_code == status
    body = json.loads(answer.text)
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"].endswith(".")


@pytest.mark.parametrize("path", ["/nix", "/ebenen/nix", "/karte/", "/%00", "/ebenen/%2e%2e"])
def test_what_is_not_there_is_not_found(editor: CheckingClient, path: str) -> None:
    answer = editor.get(path)
    assert answer.status_code == 404
    assert "gibt es nicht" in answer.text


def test_a_fault_of_ours_shows_no_detail_and_logs_no_value(
    editor: CheckingClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(_instance: object) -> None:
        raise ValueError("Frau Muster, 0331 12345")

    monkeypatch.setattr(manage_layers, "list_layers", broken)
    answer = editor.get("/ebenen")
    assert answer.status_code == 500
    assert "Im Programm ist ein Fehler aufgetreten" in answer.text
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (fault,) = [line for line in lines if line["event"] == "fault"]
    assert fault["kind"] == "ValueError"
    assert any("broken" in frame for frame in fault["frames"])
    assert "Muster" not in json.dumps(lines)


def test_a_broken_database_is_a_503_that_says_when_to_come_back(
    app: Flask, visitor: CheckingClient
) -> None:
    instance = app.extensions["ressourcenkarten"].instance
    (instance.settings.instance / "ressourcenkarten.db").unlink()
    for path in ("/health", "/tabelle"):
        answer = visitor.get(path)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "60"
    assert json.loads(visitor.get("/health").text)["error"]["code"] == "nicht_erreichbar"


def test_requests_are_logged_without_address_and_query(
    visitor: CheckingClient, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor.get("/tabelle?q=geheim", headers={"User-Agent": "mein Browser"})
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert entry["route"] == "/tabelle"
    assert entry["status"] == 200
    assert set(entry) == {"time", "level", "event", "method", "route", "status", "ms", "bytes"}


def test_a_log_line_is_one_line() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "a\nb\x1b[31m", None, None)
    assert "\n" not in JsonLines().format(record)
    assert "\x1b" not in JsonLines().format(record)


def test_a_wrong_method_names_the_right_ones(visitor: CheckingClient) -> None:
    answer = visitor.put("/abmelden", headers=JSON)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_number_that_no_database_holds_is_no_fault(editor: CheckingClient) -> None:
    token = {"csrf_token": editor.token("/ebenen")}
    answer = editor.post(f"/ebenen/familie/staende/{10**30}", data=token)
    assert answer.status_code == 422


def test_a_log_that_cannot_be_written_stops_no_answer(
    visitor: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_text: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys.stderr, "write", full)
    assert visitor.get("/health").status_code == 200


def test_too_large_a_body_is_heard_out(editor: CheckingClient, settings: Settings) -> None:
    size = settings.max_upload_mb * 1024 * 1024 + 200_000
    body = io.BytesIO(b"x" * size)
    answer = editor.post(
        "/ebenen/import", input_stream=body, content_length=size, content_type="multipart/form-data"
    )
    assert answer.status_code == 413
    assert body.read() == b""
