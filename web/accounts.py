"""Signing in with the editor password, and the secrets in the instance folder."""

from __future__ import annotations

import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import IntegrityError, Unavailable, reason_of
from geo.usecases.access import Action
from geo.usecases.settings import Settings
from web.security import SESSION_TOKEN, requires
from web.state import current_state

blueprint = Blueprint("accounts", __name__)

_ATTEMPTS = "10 per 15 minutes"
_LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")


def init_app(app: Flask) -> None:
    """Limit the wrong passwords that one address may try."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    limited: Any = limiter.limit(_ATTEMPTS, deduct_when=_was_refused)(check)
    app.view_functions["accounts.check"] = limited


@blueprint.get("/anmelden")
@requires(Action.VIEW)
def sign_in() -> str:
    """Ask for the password."""
    return render_template("sign_in.html", target=_target(), error="")


@blueprint.post("/anmelden")
@requires(Action.VIEW)
def check() -> AnyResponse | tuple[str, int]:
    """Begin a new session if the password is right; nothing of the old one survives."""
    state = current_state()
    if not check_password_hash(state.password_hash, request.form.get("kennwort", "")):
        error = "Das Kennwort ist falsch. Bitte noch einmal eingeben."
        return render_template("sign_in.html", target=_target(), error=error), 403
    _end_session()
    session[SESSION_TOKEN] = state.workspaces.open()
    session.permanent = True
    return redirect(_target(), 303)


@blueprint.post("/abmelden")
@requires(Action.VIEW)
def sign_out() -> AnyResponse:
    """End the session, here and on the server."""
    _end_session()
    return redirect(url_for("browse_map.show_map"), 303)


def secret_key(folder: Path) -> str:
    """Return the key that signs cookies; made when there is none.

    Raises
    ------
    IntegrityError
        If it is damaged.
    Unavailable
        If it can be neither read nor made.
    """
    file = folder / "secret_key"
    kept = _kept(file, secrets.token_urlsafe(48))
    if len(kept) < 32:
        raise IntegrityError(
            f"Die Datei {file} ist beschädigt. Bitte löschen: Der nächste Start macht eine neue, "
            "und alle melden sich neu an."
        )
    return kept


def password_hash(settings: Settings) -> str:
    """Return what passwords are checked against.

    A configured hash counts; a configured password replaces the kept one; else a password
    is made at the first start, kept as hash in the instance and printed this one time.

    Raises
    ------
    IntegrityError
        If the kept one is damaged.
    Unavailable
        If it can be neither read nor made.
    """
    if settings.editor_password_hash:
        return settings.editor_password_hash.get_secret_value()
    file = settings.instance / "editor_password_hash"
    if settings.editor_password:
        return _keep_password(file, settings.editor_password.get_secret_value())
    password = secrets.token_urlsafe(12)
    made = generate_password_hash(password)
    kept = _kept(file, made)
    if not kept.startswith("scrypt:"):
        raise IntegrityError(
            f"Die Datei {file} ist beschädigt. Bitte löschen: Der nächste Start zeigt ein neues "
            "Kennwort."
        )
    if kept == made:
        sys.stdout.write(
            f"Kennwort zum Bearbeiten (wird nur dieses eine Mal angezeigt): {password}\n"
        )
        sys.stdout.flush()
    return kept


def _keep_password(file: Path, password: str) -> str:
    """Keep the hash of a configured password; the same password keeps its hash."""
    kept = _kept(file, generate_password_hash(password))
    if check_password_hash(kept, password):
        return kept
    with _explained(file):
        file.unlink()
    return _kept(file, generate_password_hash(password))


def _kept(file: Path, value: str) -> str:
    """Keep a secret that only the owner may read, unless there is one; return what is kept.

    It gets its name when it is complete, so that a crash leaves no empty secret.
    """
    with _explained(file):
        if not file.exists():
            with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, prefix=".") as stream:
                stream.write(value)
                stream.flush()
                os.fsync(stream.fileno())
                with suppress(FileExistsError):  # another process was faster
                    os.link(stream.name, file)
        return file.read_text("utf-8")


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(
            f"Die Datei {file} lässt sich nicht lesen oder schreiben: {reason_of(error)}. "
            "Bitte Rechte und freien Platz im Ordner der Instanz prüfen."
        ) from error


def _end_session() -> None:
    """Remove the files of the session and whatever is being done with them."""
    state = current_state()
    if token := session.get(SESSION_TOKEN):
        workspace = state.workspaces.find(token)
        for draft in workspace.drafts if workspace else ():
            state.jobs.forget(draft.subject)
            state.lookups.forget(draft.subject)
        state.workspaces.close(token)
    session.clear()


def _target() -> str:
    """Return where to go after signing in: a path of this service, nothing else."""
    wanted = request.values.get("weiter", "")
    return wanted if _LOCAL_PATH.fullmatch(wanted) else url_for("manage_layers.show_layers")


def _was_refused(response: Response) -> bool:
    return response.status_code == 403
