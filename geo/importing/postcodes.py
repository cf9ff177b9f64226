"""Phase on postcodes: lost zeros, decimals and thousands points that programs put into them."""

from __future__ import annotations

import re

from geo.importing.roles import Role
from geo.importing.run import Draft, Run

_FIVE = re.compile(r"\d{5}")
# such as 14513.0, 14.513, 14 513 or D-14513
_DISFIGURED = re.compile(r"(?:D\s*[-–]?\s*)?(\d{2})[. ]?(\d{3})(?:[.,]0+)?", re.IGNORECASE)
_FOUR = re.compile(r"(\d{4})(?:[.,]0+)?")


def mend_postcodes(run: Run) -> None:
    """Mend postcodes where it is clear what they were, and tell of all others that are none.

    Four digits lost a zero at the front, unless the county has the place named beside them: then
    a digit may as well be missing elsewhere.
    """
    for draft in run.open_drafts:
        text = draft.text(Role.POSTCODE)
        if not text or _FIVE.fullmatch(text):
            continue
        disfigured, four = _DISFIGURED.fullmatch(text), _FOUR.fullmatch(text)
        if disfigured:
            _replace(run, draft, "plz_berichtigt", disfigured[1] + disfigured[2])
        elif four and _may_lack_zero(run, draft, four[1]):
            _replace(run, draft, "plz_ergaenzt", f"0{four[1]}")
        elif not any(map(str.isalpha, text)):  # „14513 Teltow“ is for the addresses to read
            run.note_row(draft, "plz_unvollstaendig", role=Role.POSTCODE)


def _replace(run: Run, draft: Draft, code: str, postcode: str) -> None:
    run.note_row(draft, code, role=Role.POSTCODE)
    draft.cells[Role.POSTCODE] = postcode


def _may_lack_zero(run: Run, draft: Draft, digits: str) -> bool:
    place = draft.text(Role.PLACE)
    return digits >= "1000" and bool(place) and run.context.gazetteer.find(place) is None
