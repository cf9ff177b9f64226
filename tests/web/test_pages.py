"""What the operator learns from the sign of life and from the log."""

from __future__ import annotations

import json

import pytest
from checking import CheckingClient

import web
from geo.importing import fence_status
from geo.usecases.settings import Settings


def test_health_tells_editors_which_fences_stand(
    visitor: CheckingClient, editor: CheckingClient
) -> None:
    assert json.loads(visitor.get("/health").text) == {"status": "ok"}
    assert json.loads(editor.get("/health").text) == {"status": "ok", "fences": fence_status()}


def test_a_missing_fence_is_logged_at_the_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(web, "missing_fences", lambda: ("landlock",))
    web.create_app(settings)
    entry = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (entry["event"], entry["level"]) == ("fences_missing", "warning")
    assert entry["fences"] == ["landlock"]
