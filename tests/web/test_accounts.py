"""Signing in and out."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from checking import PASSWORD, CheckingClient
from flask import Flask
from werkzeug.security import check_password_hash

from geo.errors import IntegrityError, Unavailable
from geo.usecases.settings import Settings, load_settings
from web import accounts, create_app
from web.workspaces import Workspaces


def test_the_right_password_opens_the_wanted_page(visitor: CheckingClient) -> None:
    answer = visitor.get("/ebenen/import?a=b")
    assert answer.headers["Location"] == "/anmelden?weiter=/ebenen/import?a%3Db"
    answer = visitor.sign_in(weiter="/ebenen/import")
    assert answer.headers["Location"] == "/ebenen/import"
    assert visitor.get("/ebenen").status_code == 200


def test_a_wrong_password_opens_nothing(visitor: CheckingClient) -> None:
    answer = visitor.sign_in("falsch")
    assert answer.status_code == 403
    assert "Das Kennwort ist falsch" in answer.text
    assert visitor.get("/ebenen").status_code == 303


def test_ten_wrong_passwords_are_enough(visitor: CheckingClient) -> None:
    codes = [visitor.sign_in("falsch").status_code for _ in range(11)]
    assert codes == [403] * 10 + [429]
    assert visitor.sign_in().status_code == 429


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/\tevil", "evil", "/a\nb", ""],
)
def test_signing_in_never_leads_away(visitor: CheckingClient, target: str) -> None:
    assert visitor.sign_in(weiter=target).headers["Location"] == "/ebenen"


def test_nothing_of_the_session_before_survives_signing_in(visitor: CheckingClient) -> None:
    before = visitor.token()
    with visitor.session_transaction() as session:
        session.update(planted="value", token="chosen")  # noqa: S106
    visitor.sign_in()
    with visitor.session_transaction() as session:
        assert "planted" not in session
        assert session["token"] not in {"", "chosen"}
    assert visitor.token() != before


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(
    app: Flask, editor: CheckingClient
) -> None:
    thief = app.test_client()
    cookie = editor.get_cookie("sitzung")
    assert cookie
    thief.set_cookie("sitzung", cookie.value)
    assert thief.get("/ebenen").status_code == 200
    editor.post("/abmelden", data={"csrf_token": editor.token("/ebenen")})
    assert editor.get("/ebenen").status_code == 303
    assert thief.get("/ebenen").status_code == 303


def test_another_password_ends_all_sessions(editor: CheckingClient, settings: Settings) -> None:
    cookie = editor.get_cookie("sitzung")
    assert cookie
    changed = load_settings(settings.instance, editor_password=PASSWORD[::-1])
    other = create_app(changed).test_client()
    other.set_cookie("sitzung", cookie.value)
    assert other.get("/ebenen").status_code == 303


def test_a_session_ends_after_its_hours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspaces = Workspaces(tmp_path, key="k", hours=1)
    token = workspaces.open()
    assert workspaces.find(token)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3601)
    assert workspaces.find(token) is None
    workspaces.remove_expired()
    assert list(tmp_path.iterdir()) == []


def test_a_file_waits_for_a_day_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspaces = Workspaces(tmp_path, key="k", hours=48)
    workspace = workspaces.find(workspaces.open())
    assert workspace
    waiting = workspace.new("liste.csv")
    waiting.path.write_text("Name\n")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 25 * 3600)
    workspaces.remove_expired()
    assert not waiting.path.exists()


def test_the_first_start_prints_a_password_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(tmp_path)
    kept = accounts.password_hash(settings)
    printed = re.search(r"Mal angezeigt\): (\S+)\n", capsys.readouterr().out)
    assert printed
    assert check_password_hash(kept, printed[1])
    assert kept.startswith("scrypt:")
    assert accounts.password_hash(settings) == kept
    assert capsys.readouterr().out == ""


def test_secrets_are_readable_for_the_owner_only(tmp_path: Path) -> None:
    accounts.secret_key(tmp_path)
    accounts.password_hash(load_settings(tmp_path))
    for name in ("secret_key", "editor_password_hash"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_configured_password_replaces_the_kept_one(tmp_path: Path) -> None:
    accounts.password_hash(load_settings(tmp_path))
    configured = load_settings(tmp_path, editor_password=PASSWORD)
    kept = accounts.password_hash(configured)
    assert check_password_hash(kept, PASSWORD)
    assert accounts.password_hash(configured) == kept


def test_a_damaged_secret_is_explained(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(IntegrityError, match="secret_key ist beschädigt"):
        accounts.secret_key(tmp_path)
    (tmp_path / "editor_password_hash").touch()
    with pytest.raises(IntegrityError, match="editor_password_hash ist beschädigt"):
        accounts.password_hash(load_settings(tmp_path))


def test_a_secret_has_its_name_only_when_it_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        accounts.secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_secret_is_explained(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="der Ordner fehlt"):
        accounts.secret_key(tmp_path / "fehlt")


def test_a_session_that_cannot_be_kept_is_a_503(app: Flask, visitor: CheckingClient) -> None:
    folder = app.extensions["ressourcenkarten"].instance.settings.instance
    (folder / "sessions").touch()
    assert visitor.sign_in().status_code == 503
