"""One JSON line per request: what was asked for and how it went, never who or with what."""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request

_NAME = "ressourcenkarten"
_FIELDS = ("method", "route", "status", "ms", "bytes", "kind", "frames", "fences")


class JsonLines(logging.Formatter):
    """Writes the known fields of a record; anything else could be personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        entry |= {name: vars(record)[name] for name in _FIELDS if name in vars(record)}
        return json.dumps(entry, ensure_ascii=True)


class _StandardError(logging.Handler):
    """Writes to whatever standard error is at the time."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError, ValueError):  # a full disk or a closed pipe stops no answer
            sys.stderr.write(f"{self.format(record)}\n")


def init_app(app: Flask) -> None:
    """Log every request of the application to standard error."""
    logger = logging.getLogger(_NAME)
    if not logger.handlers:
        handler = _StandardError()
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    app.before_request(_start_clock)
    app.after_request(_log_request)


def trace_without_values(error: BaseException) -> dict[str, Any]:
    """Return where an error happened, without its text, which may quote a cell of a list."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames]
    return {"kind": type(error).__name__, "frames": places[-12:]}


def _start_clock() -> None:
    g.started = time.perf_counter()


def _log_request(response: Response) -> Response:
    fields = {
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else "-",
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        "bytes": response.content_length,
    }
    logging.getLogger(_NAME).info("request", extra=fields)
    return response
