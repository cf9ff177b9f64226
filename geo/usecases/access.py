"""Who may do what. Until there are accounts, there are visitors and editors."""

from __future__ import annotations

from enum import StrEnum


class Actor(StrEnum):
    """Who asks."""

    VISITOR = "visitor"
    EDITOR = "editor"


class Action(StrEnum):
    """What is asked for."""

    VIEW = "view"
    EDIT = "edit"


_ALLOWED = {Actor.VISITOR: {Action.VIEW}, Actor.EDITOR: {Action.VIEW, Action.EDIT}}


def can(actor: Actor, action: Action) -> bool:
    """Tell whether the actor may do this; what is not allowed is forbidden."""
    return action in _ALLOWED.get(actor, set())
