"""Every error as a German page or as JSON; never a traceback."""

from __future__ import annotations

import logging
from contextlib import suppress

from flask import Flask, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    RequestEntityTooLarge,
    SecurityError,
)

from geo.errors import (
    Conflict,
    GeoError,
    InputError,
    IntegrityError,
    InvalidParameter,
    LimitExceeded,
    NotFound,
    Unavailable,
)
from web.logs import trace_without_values

_STATUS: dict[type[GeoError], int] = {
    InvalidParameter: 400,
    LimitExceeded: 413,
    InputError: 422,
    NotFound: 404,
    Conflict: 409,
    Unavailable: 503,
    IntegrityError: 500,
    GeoError: 500,
}
FAULT = (
    "Im Programm ist ein Fehler aufgetreten; es wurde nichts geändert. "
    "Bitte noch einmal versuchen und sonst der Betreuung Uhrzeit und Seite nennen."
)
_MESSAGES = {
    400: "Die Anfrage ist nicht verständlich. Bitte die Seite neu laden und noch einmal versuchen.",
    401: "Dafür ist eine Anmeldung nötig.",
    403: "Diese Anfrage kam von einer fremden Seite und wurde nicht ausgeführt.",
    404: "Diese Seite gibt es nicht. Bitte die Adresse prüfen.",
    405: "Diese Adresse lässt sich so nicht aufrufen.",
    413: "Die Datei ist größer als erlaubt. Bitte nur die benötigten Spalten und Zeilen "
    "speichern oder die Liste teilen.",
    429: "Das Kennwort wurde zu oft falsch eingegeben. "
    "Bitte nach 15 Minuten noch einmal versuchen.",
    500: FAULT,
}
_CODES = {
    400: "anfrage",
    401: "anmeldung",
    403: "verboten",
    404: NotFound.code,
    405: "methode",
    413: LimitExceeded.code,
    429: "zu_oft",
}
_RETRY_S = {429: "900", 503: "60"}
_EXPIRED = (
    "Das Formular ist abgelaufen oder wurde auf einer fremden Seite ausgefüllt. "
    "Bitte die Seite neu laden und noch einmal absenden."
)
_FOREIGN_HOST = (
    "Unter diesem Rechnernamen antwortet der Dienst nicht. Die Betreuung kann ihn in der "
    "Einstellung „trusted_hosts“ freigeben."
)


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(GeoError, _own_error)
    app.register_error_handler(CSRFError, lambda _: answer(400, "formular", _EXPIRED))
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(MethodNotAllowed, _wrong_method)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


def status_of(error: GeoError) -> int:
    """Return the status of the nearest class in the table."""
    return next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)


def answer(status: int, code: str, message: str) -> ResponseReturnValue:
    """Return an error as the client likes it: a page, or one JSON shape."""
    if wants_json():
        body: str | object = jsonify(error={"code": code, "message": message})
    else:
        body = render_template("error.html", status=status, message=message)
    headers = {"Retry-After": _RETRY_S[status]} if status in _RETRY_S else {}
    return body, status, headers  # type: ignore[return-value]


def _own_error(error: GeoError) -> ResponseReturnValue:
    status = status_of(error)
    if status >= 500:
        _log(error)
    return answer(status, error.code, str(error))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400 and error.response is not None:  # a redirect to the right spelling
        return error.get_response()
    message = _MESSAGES.get(status, _MESSAGES[400] if status < 500 else FAULT)
    return answer(status, _CODES.get(status, "fehler"), message)


def _wrong_method(error: MethodNotAllowed) -> ResponseReturnValue:
    response = make_response(_http_error(error))
    response.allow.update(error.valid_methods or ())
    return response


def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Hear the client out, within bounds: a browser shows no answer while it is still sending."""
    rest = 2 * int(current_app.config["UPLOAD_BYTES"])
    with suppress(OSError):
        while rest > 0 and (chunk := request.environ["wsgi.input"].read(min(rest, 65_536))):
            rest -= len(chunk)
    return _http_error(error)


def _foreign_host(_: SecurityError) -> ResponseReturnValue:
    """Answer without links: with a foreign host name there is no address to build them from."""
    return _FOREIGN_HOST, 400, {"Content-Type": "text/plain; charset=utf-8"}


def _fault(error: Exception) -> ResponseReturnValue:
    _log(error)
    return answer(500, "fehler", FAULT)


def _log(error: Exception) -> None:
    logging.getLogger("ressourcenkarten").error("fault", extra=trace_without_values(error))


def wants_json() -> bool:
    """Tell whether the client is a program rather than a browser."""
    if request.endpoint == "pages.health":
        return True
    kinds = request.accept_mimetypes
    return kinds.best_match(("text/html", "application/json"), "text/html") == "application/json"
