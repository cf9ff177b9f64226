"""Phase on dates: whatever a list writes becomes ISO, and days that never were are told."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.importing.roles import Role
from geo.importing.run import Draft, Run

_DATES = (Role.AS_OF, Role.LAST_CONFIRMED)
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:[ ,T]+\d{1,2}:\d\d.*)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d\d.*)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_CENTURY = 2000


def read_dates(run: Run) -> None:
    """Write the dates of each row as ISO; other texts such as „Frühjahr 2026“ stay as they are."""
    for draft in run.open_drafts:
        for role in _DATES:
            if draft.text(role):
                _read_date(run, draft, role)


def _read_date(run: Run, draft: Draft, role: Role) -> None:
    text = draft.text(role)
    german, iso, serial = (form.fullmatch(text) for form in (_GERMAN, _ISO, _SERIAL))
    if serial and int(serial[1]) in _SERIALS:
        day = _EXCEL_DAY_0 + timedelta(days=int(serial[1]))
        run.note_row(draft, "datum_aus_zahl", role=role, date=f"{day:%d.%m.%Y}")
        draft.cells[role] = day.isoformat()
        return
    parts = german.group(3, 2, 1) if german else iso.groups() if iso else None
    if parts is None:
        return
    year, month, number = map(int, parts)
    try:
        day = date(year + _CENTURY if len(parts[0]) == 2 else year, month, number)
    except ValueError:
        run.note_row(draft, "datum_unmoeglich", role=role)
        del draft.cells[role]
        return
    draft.cells[role] = day.isoformat()
