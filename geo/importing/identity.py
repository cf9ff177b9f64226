"""Phase: a key for each row that stays the same from one import to the next."""

from __future__ import annotations

import hashlib

from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.spelling import fold

_KEY_ROLES = (Role.NAME, Role.STREET, Role.POSTCODE, Role.PLACE)
_ID_CHARS = 100


def identify(run: Run) -> None:
    """Use the list's own key where it is unique, else one made of name and address.

    Rows with the same name and address are numbered in the order of the file.
    """
    owners: dict[str, int] = {}
    for draft in run.open_drafts:
        own = draft.text(Role.ID)[:_ID_CHARS]
        if own and own in owners:
            run.note_row(draft, "kennung_doppelt", role=Role.ID, first=owners[own])
        elif own:
            draft.resource_id = own
            owners[own] = draft.row
    seen: dict[str, list[int]] = {}
    for draft in run.open_drafts:
        key = content_key(draft)
        rows = seen.setdefault(key, [])
        if rows:
            run.note_row(draft, "angebot_doppelt", role=Role.NAME, first=rows[0])
        rows.append(draft.row)
        if not draft.resource_id:
            draft.resource_id = _free(key, len(rows), owners)
            owners[draft.resource_id] = draft.row


def content_key(draft: Draft) -> str:
    """Return the key of name and address: case, umlauts and punctuation do not matter."""
    text = "\n".join(fold(draft.text(role)) for role in _KEY_ROLES)
    return "r" + hashlib.sha256(text.encode()).hexdigest()[:16]


def _free(key: str, count: int, taken: dict[str, int]) -> str:
    candidate = key if count == 1 else f"{key}-{count}"
    while candidate in taken:
        count += 1
        candidate = f"{key}-{count}"
    return candidate
