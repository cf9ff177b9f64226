"""Two days between which something is compared, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from geo.errors import InputError
from geo.freshness import months_before

USUAL_MONTHS = 3
_FIRST = date(2000, 1, 1)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Two days, each of which counts as it was at its end.

    Parameters
    ----------
    start, end
        In the zone of the service, ``start <= end``.
    notes
        German sentences on what was asked for otherwise.
    """

    start: date
    end: date
    notes: tuple[str, ...] = ()


def period_of(start: str, end: str, *, today: date) -> Period:
    """Read two days as people write them; without any it is the last three months.

    Days in the wrong order are turned round, a day to come becomes today; both is told.

    Parameters
    ----------
    start, end
        ``2026-03-12`` or ``12.3.2026``, or empty.
    today
        What it is where the service runs.

    Raises
    ------
    InputError
        If a text is no day, or one before the year 2000.
    """
    last = _day(end) if end.strip() else today
    first = _day(start) if start.strip() else months_before(min(last, today), USUAL_MONTHS)
    notes = []
    if first > last:
        first, last = last, first
        notes.append("Der frühere Tag stand hinten; die beiden Tage sind getauscht.")
    if last > today:
        first, last = min(first, today), today
        notes.append("Der spätere Tag liegt in der Zukunft; verglichen wird mit heute.")
    return Period(start=first, end=last, notes=tuple(notes))


def _day(text: str) -> date:
    for year, month, day in _parts(text.strip()):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            break
        if found >= _FIRST:
            return found
        raise InputError("Verglichen werden kann erst ab dem 1. Januar 2000.")
    raise InputError(
        f"„{text.strip()[:40]}“ ist kein Tag. Bitte so eingeben: 12.03.2026 oder 2026-03-12."
    )


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    if match := _ISO.fullmatch(text):
        yield match[1], match[2], match[3]
    if match := _GERMAN.fullmatch(text):
        yield match[3], match[2], match[1]
