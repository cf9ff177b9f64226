"""Default deny, same-site writes, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, redirect, request, session, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response as AnyResponse

from geo.usecases.access import Action, Actor, can
from web.errors import wants_json
from web.state import current_state
from web.workspaces import Workspace

View = TypeVar("View", bound=Callable[..., object])

SESSION_TOKEN = "token"  # noqa: S105 - the key, not the token
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def requires(action: Action) -> Callable[[View], View]:
    """Declare what a visitor must be allowed to do to see a route."""

    def mark(view: View) -> View:
        view.required_action = action  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    """Guard all routes.

    Raises
    ------
    RuntimeError
        If a route declares no permission.
    """
    undeclared = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if not hasattr(view, "required_action")
    ]
    if undeclared:
        raise RuntimeError(f"routes without @requires: {', '.join(sorted(undeclared))}")
    app.before_request(_refuse_foreign_writes)
    app.before_request(_refuse_what_is_not_allowed)
    CSRFProtect(app)
    app.after_request(_add_headers)


def current_workspace() -> Workspace | None:
    """Return the workspace of the signed-in editor, ``None`` for a visitor."""
    token = session.get(SESSION_TOKEN)
    return current_state().workspaces.find(token) if isinstance(token, str) else None


def own_workspace() -> Workspace:
    """Return the workspace of the editor, on routes that only editors reach."""
    workspace = current_workspace()
    if workspace is None:
        abort(401)
    return workspace


def _refuse_foreign_writes() -> None:
    """Refuse what another site sends, whatever token it holds."""
    if request.method in _SAFE_METHODS:
        return
    relation = request.headers.get("Sec-Fetch-Site")
    if relation is None:  # an old browser: compare what it says about the page it comes from
        origin = request.headers.get("Origin", request.host_url)
        relation = "same-origin" if urlsplit(origin).netloc == request.host else "cross-site"
    if relation not in {"same-origin", "none"}:
        abort(403)


def _refuse_what_is_not_allowed() -> AnyResponse | None:
    view = current_app.view_functions.get(request.endpoint or "")
    action = cast("Action", getattr(view, "required_action", Action.VIEW))
    if action is Action.VIEW:
        return None
    actor = Actor.EDITOR if current_workspace() else Actor.VISITOR
    if can(actor, action):
        request.max_content_length = current_app.config["UPLOAD_BYTES"]
        return None
    if request.method not in {"GET", "HEAD"} or wants_json():
        abort(401)
    return redirect(url_for("accounts.sign_in", weiter=request.full_path.rstrip("?")), 303)


def policy(image_hosts: Iterable[str] = ()) -> str:
    """Return what a page may load: everything from here, pictures from some hosts besides.

    Parameters
    ----------
    image_hosts
        Scheme, host and port each.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            " ".join(("img-src 'self' data:", *sorted(set(image_hosts)))),
            "connect-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", policy())
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
    return response
