"""Phase: offers without a coordinate of their own stand where a person has put them."""

from __future__ import annotations

from dataclasses import replace

from geo.importing.decisions import Placement
from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.spelling import fold

_ADDRESS = (Role.STREET, Role.POSTCODE, Role.PLACE)


def place_by_hand(run: Run) -> None:
    """Apply the remembered placements, by the key of the row.

    A coordinate in the list holds before them and a protected place is never placed. Under the
    same key another address ends a placement.
    """
    decided = run.decisions.placements.items()
    run.placements = {key: placement for key, placement in decided if placement}
    for draft in run.open_drafts:
        placement = run.placements.get(draft.resource_id)
        if placement is None or draft.is_protected:
            continue
        address = " ".join(filter(None, (fold(draft.text(role)) for role in _ADDRESS)))
        if placement.address not in {"", address}:
            del run.placements[draft.resource_id]
            run.note_row(draft, "ort_von_hand_veraltet")
            continue
        run.placements[draft.resource_id] = replace(placement, address=address)
        if draft.lat is None:
            _put(run, draft, placement)


def _put(run: Run, draft: Draft, placement: Placement) -> None:
    draft.lat, draft.lon, draft.quality = placement.lat, placement.lon, placement.quality
    where = f"bei {placement.label}" if placement.label else "an einen Punkt der Karte"
    run.note_row(draft, "ort_von_hand", place=where)
