"""What the handlers of one application share, as one explicit object."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import cast

from flask import Flask, current_app

from geo.errors import Unavailable
from geo.usecases.instance import Instance
from web.published import Published
from web.workspaces import Workspaces

_KEY = "ressourcenkarten"
_PARSERS = 2
_PATIENCE_S = 30


@dataclass(frozen=True, kw_only=True)
class State:
    """Parts of a running application.

    Parameters
    ----------
    instance
        The opened instance.
    published
        Cache of the published data and its page.
    workspaces
        Sessions of signed-in editors and the files they are looking at.
    password_hash
        What a password is checked against.
    """

    instance: Instance
    published: Published
    workspaces: Workspaces
    password_hash: str
    _parsers: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_PARSERS))

    @contextmanager
    def turn_to_parse(self) -> Iterator[None]:
        """Wait until fewer than two lists are being read: each may take memory and time.

        Raises
        ------
        Unavailable
            If that takes too long.
        """
        if not self._parsers.acquire(timeout=_PATIENCE_S):
            raise Unavailable(
                "Es werden gerade andere Listen geprüft. Bitte in einer Minute noch einmal senden."
            )
        try:
            yield
        finally:
            self._parsers.release()


def keep_state(app: Flask, state: State) -> None:
    """Attach the state to the application."""
    app.extensions[_KEY] = state


def current_state() -> State:
    """Return the state of the application that answers this request."""
    return cast("State", current_app.extensions[_KEY])
