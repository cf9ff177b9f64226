"""The service: the only package that knows HTTP."""

from __future__ import annotations

import logging

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import maps
from geo.importing.parsing.limits import MEGABYTE
from geo.importing.process import missing_fences
from geo.usecases.create_instance import create_instance
from geo.usecases.settings import Settings, load_settings
from web import (
    accounts,
    area_entries,
    area_pages,
    area_sheets,
    browse_indicators,
    browse_map,
    browse_table,
    changes,
    errors,
    evaluations,
    export_map,
    export_poster,
    freshness,
    gaps,
    import_layer,
    logs,
    manage_layers,
    pages,
    reach,
    records,
    security,
    show_basemap,
    social_index,
)
from web.published import Published
from web.state import State, keep_state
from web.workspaces import Workspaces

__all__ = ["create_app"]

_FORM_BYTES = 100_000
_PAGES = (
    browse_map,
    browse_table,
    area_entries,
    area_pages,
    area_sheets,
    evaluations,
    browse_indicators,
    changes,
    reach,
    gaps,
    social_index,
    freshness,
    show_basemap,
    export_map,
    export_poster,
    manage_layers,
    import_layer,
    records,
    accounts,
    pages,
)
_LOG = logging.getLogger("ressourcenkarten")


def create_app(settings: Settings | None = None) -> Flask:
    """Return the WSGI application; creates the instance if there is none.

    Parameters
    ----------
    settings
        By default read from the instance folder and the environment.

    Raises
    ------
    InvalidParameter
        If a setting is wrong.
    IntegrityError
        If database, secrets or the built front end are missing or damaged.
    RuntimeError
        If a route declares no permission.
    """
    settings = settings or load_settings()
    maps.static_folder()  # without it no page could be shown
    app = Flask(__name__, static_folder=None)
    keep_state(app, _open_state(settings))
    app.config.update(_flask_config(settings))
    for module in _PAGES:
        app.register_blueprint(module.blueprint)
    for part in (pages, errors, logs, accounts, security):
        part.init_app(app)
    if missing := missing_fences():
        _LOG.warning("fences_missing", extra={"fences": missing})
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app


def _open_state(settings: Settings) -> State:
    instance = create_instance(settings)
    password_hash = accounts.password_hash(settings)
    workspaces = Workspaces(
        settings.instance / "sessions", key=password_hash, hours=settings.session_hours
    )
    workspaces.remove_expired()
    instance.database.close()  # connections must not cross the fork of a server
    return State(
        instance=instance,
        published=Published(instance),
        workspaces=workspaces,
        password_hash=password_hash,
    )


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": accounts.secret_key(settings.instance),
        "MAX_CONTENT_LENGTH": _FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": _FORM_BYTES,
        "UPLOAD_BYTES": settings.max_upload_mb * MEGABYTE + _FORM_BYTES,  # for editors only
        "MAX_FORM_PARTS": 50,
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "SESSION_COOKIE_NAME": "__Host-sitzung" if settings.secure_cookies else "sitzung",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "PERMANENT_SESSION_LIFETIME": settings.session_hours * 3600,
        "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open as long as the session
        "WTF_CSRF_SSL_STRICT": False,  # Sec-Fetch-Site is checked instead of the Referer
        "RATELIMIT_HEADERS_ENABLED": False,
    }
