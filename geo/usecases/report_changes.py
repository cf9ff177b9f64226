"""See what has changed for everybody between the ends of two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from geo.areas import Level
from geo.changes import ChangeReport, changes_between
from geo.errors import InputError
from geo.filtering import ResourceFilter
from geo.freshness import months_before
from geo.layers import Visibility
from geo.results import MapView
from geo.store import history, versions
from geo.store import layers as stored_layers
from geo.usecases.browse_map import layer_views
from geo.usecases.instance import Instance

USUAL_MONTHS = 3
LEVELS = (Level.SOZIALRAUM, Level.PLANREGION, Level.KREIS)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A period with what was shown at both ends of it, and what lies between."""

    period: Period
    before: MapView
    after: MapView
    report: ChangeReport


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


def report_changes(
    instance: Instance,
    shown: MapView,
    period: Period,
    *,
    wanted: ResourceFilter | None = None,
    level: Level = Level.SOZIALRAUM,
) -> Changes:
    """Compare what everybody saw at the end of two days.

    Parameters
    ----------
    instance
        Where the history is.
    shown
        What everybody sees now: what is internal now, or has become so, counts on neither day.
    period
        The two days.
    wanted
        Which offers count; by default all.
    level
        Areas that the numbers are given for.
    """
    before, after = (view_on(instance, shown, day) for day in (period.start, period.end))
    report = changes_between(before, after, wanted=wanted or ResourceFilter(), level=level)
    return Changes(period=period, before=before, after=after, report=report)


def view_on(instance: Instance, shown: MapView, day: date) -> MapView:
    """Return what everybody saw at the end of a day, by today's rules and areas."""
    with instance.database.reading() as session:
        numbers = history.shown_at(session, _end_of(day))
        if numbers == stored_layers.published_numbers(session):
            return shown
        layers = stored_layers.list_layers(session)
        public = {each.layer_id for each in layers if each.visibility is Visibility.PUBLIC}
        wanted = {key: number for key, number in numbers.items() if key in public}
        found = versions.resources_of_versions(session, wanted)
    return replace(shown, layers=layer_views(instance, layers, found), date=day)


def publication_days(instance: Instance) -> tuple[date, ...]:
    """Return the days on which anything public was published or taken back, newest first."""
    with instance.database.reading() as session:
        layers = stored_layers.list_layers(session)
        public = (each.layer_id for each in layers if each.visibility is Visibility.PUBLIC)
        moments = history.moments_of_layers(session, frozenset(public))
    return tuple(sorted({each.astimezone().date() for each in moments}, reverse=True))


def _end_of(day: date) -> datetime:
    """Return the first moment after a day, in the zone of the service."""
    return datetime.combine(day + timedelta(days=1), time()).astimezone()


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
