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
    try:
        day = day_from_number(text) or day_in(text)
    except ValueError:
        run.note_row(draft, "datum_unmoeglich", role=role)
        del draft.cells[role]
        return
    if day is None:
        return
    if day_from_number(text):
        run.note_row(draft, "datum_aus_zahl", role=role, date=f"{day:%d.%m.%Y}")
    draft.cells[role] = day.isoformat()


def day_from_number(text: str) -> date | None:
    """Return the day that Excel has stored as a number such as ``45363``, or ``None``."""
    serial = _SERIAL.fullmatch(text)
    if serial is None or int(serial[1]) not in _SERIALS:
        return None
    return _EXCEL_DAY_0 + timedelta(days=int(serial[1]))


def day_in(text: str) -> date | None:
    """Return the day of ``12.3.2026``, ``12.03.26`` or ``2026-03-12``, perhaps with a time.

    ``None`` if the text is written otherwise.

    Raises
    ------
    ValueError
        If there never was such a day.
    """
    german, iso = _GERMAN.fullmatch(text), _ISO.fullmatch(text)
    parts = german.group(3, 2, 1) if german else iso.groups() if iso else None
    if parts is None:
        return None
    year, month, number = map(int, parts)
    return date(year + _CENTURY if len(parts[0]) == 2 else year, month, number)
