"""What the handlers of one application share, as one explicit object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from geo.usecases.import_layer import Preview
from geo.usecases.instance import Instance
from web.jobs import Jobs
from web.published import Published
from web.workspaces import Workspaces

_KEY = "ressourcenkarten"


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
    jobs
        Checks of lists that go on in the background, by draft.
    lookups
        Questions to a geocoding service, likewise; they take long but wait most of the time.
    """

    instance: Instance
    published: Published
    workspaces: Workspaces
    password_hash: str
    jobs: Jobs[Preview] = field(default_factory=Jobs)
    lookups: Jobs[int] = field(default_factory=Jobs)


def keep_state(app: Flask, state: State) -> None:
    """Attach the state to the application."""
    app.extensions[_KEY] = state


def current_state() -> State:
    """Return the state of the application that answers this request."""
    return cast("State", current_app.extensions[_KEY])
