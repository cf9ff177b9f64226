"""Pages every public service must have, its built assets and its sign of life."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import lru_cache, partial

from flask import (
    Blueprint,
    Flask,
    Response,
    jsonify,
    render_template,
    request,
    send_from_directory,
    url_for,
)

import maps
from geo.importing import fence_status
from geo.numbers import german_decimal, german_distance, german_number
from geo.usecases.access import Action
from web.asked import today
from web.report import group_issues
from web.security import current_workspace, requires
from web.state import current_state

blueprint = Blueprint("pages", __name__)

_DAY_S = 24 * 3600
_YEAR_S = 365 * _DAY_S
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="#0b5a61" d="M8 0a6 6 0 0 1 6 6c0 4-6 10-6 10S2 10 2 6a6 6 0 0 1 6-6z"/>'
    '<circle cx="8" cy="6" r="2.5" fill="#fff"/></svg>'
)


def init_app(app: Flask) -> None:
    """Offer what every template needs."""
    app.jinja_env.globals |= {
        "static": static,
        "site_title": site_title,
        "printed_on": lambda: maps.german_date(today()),
    }
    app.jinja_env.filters |= {
        "zahl": german_number,
        "dezimal": partial(german_decimal, places=1),
        "stichtag": german_period,
        "datum": maps.german_date,
        "abstand": german_distance,
        "tag": german_day,
        "zeitpunkt": german_time,
        "dauer": german_duration,
        "gruppen": group_issues,
    }
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def static(name: str) -> str:
    """Return the address of a built asset; it changes with the content."""
    return url_for("pages.asset", name=name, v=_digest(name))


def site_title() -> str:
    """Return what stands at the top of every page, as on the map."""
    return current_state().instance.title


def german_period(period: str) -> str:
    """Return ``2022-12-31`` as ``31. Dezember 2022``; a year stays as it is."""
    try:
        return maps.german_date(date.fromisoformat(period))
    except ValueError:
        return period


def german_day(moment: datetime) -> str:
    """Return the day as ``05.03.2026`` in the server's zone."""
    return moment.astimezone().strftime("%d.%m.%Y")


def german_time(moment: datetime) -> str:
    """Return day and time as ``05.03.2026, 14:07 Uhr`` in the server's zone."""
    return moment.astimezone().strftime("%d.%m.%Y, %H:%M Uhr")


def german_duration(seconds: int) -> str:
    """Return a time in whole minutes, or in seconds if it is less than two."""
    if seconds < 120:
        return "1 Sekunde" if seconds == 1 else f"{seconds} Sekunden"
    return f"{german_number(round(seconds / 60))} Minuten"


@blueprint.get("/static/<path:name>")
@requires(Action.VIEW)
def asset(name: str) -> Response:
    """Send a built asset; if its address names its content, it may be kept for a year."""
    response = send_from_directory(maps.static_folder(), name)
    if request.args.get("v") == _digest(name):
        response.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
    return response


@blueprint.get("/favicon.ico")
@requires(Action.VIEW)
def icon() -> Response:
    """Send the sign in the browser's tab."""
    response = Response(_ICON, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={_DAY_S}"
    return response


@blueprint.get("/health")
@requires(Action.VIEW)
def health() -> Response:
    """Tell whether the service can read its data; 503 if not.

    Editors also learn which fences stand around the reading of lists.
    """
    current_state().instance.database.ping()
    if current_workspace() is None:
        return jsonify(status="ok")
    return jsonify(status="ok", fences=fence_status())


@blueprint.get("/impressum")
@requires(Action.VIEW)
def imprint() -> str:
    """Say who is responsible."""
    return _text_page("imprint")


@blueprint.get("/datenschutz")
@requires(Action.VIEW)
def privacy() -> str:
    """Say what happens with personal data."""
    return _text_page("privacy")


@blueprint.get("/barrierefreiheit")
@requires(Action.VIEW)
def accessibility() -> str:
    """Say how accessible the service is and whom to tell when it is not."""
    return _text_page("accessibility")


def _text_page(name: str) -> str:
    """Show the operator's text, or what can honestly be said without it."""
    instance = current_state().instance
    text: str = getattr(instance.settings, name)
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    return render_template(
        f"{name}.html",
        paragraphs=paragraphs,
        county=instance.county.name,
        basemaps=instance.basemaps,
    )


@lru_cache(maxsize=64)
def _digest(name: str) -> str:
    content = (maps.static_folder() / name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]
