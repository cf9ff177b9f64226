"""See what has changed for everybody between the ends of two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from geo.areas import Level
from geo.change_rows import Told
from geo.changes import changes_between
from geo.filtering import ResourceFilter
from geo.layers import Visibility
from geo.periods import Period
from geo.results import MapView
from geo.store import history, versions
from geo.store import layers as stored_layers
from geo.usecases.area_entries import KIND_ID, entries_at
from geo.usecases.browse_map import layer_views
from geo.usecases.instance import Instance
from geo.wording import criteria


def report_changes(
    instance: Instance,
    shown: MapView,
    period: Period,
    *,
    wanted: ResourceFilter | None = None,
    level: Level = Level.SOZIALRAUM,
) -> Told:
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
    wanted = wanted or ResourceFilter()
    before, after = (view_on(instance, shown, day) for day in (period.start, period.end))
    return Told(
        before=before,
        after=after,
        report=changes_between(before, after, wanted=wanted, level=level),
        period=period,
        criteria=criteria(shown, wanted),
    )


def view_on(instance: Instance, shown: MapView, day: date) -> MapView:
    """Return what everybody saw at the end of a day, by today's rules and areas."""
    entries = entries_at(instance, _end_of(day))
    with instance.database.reading() as session:
        numbers = history.shown_at(session, _end_of(day))
        if numbers == stored_layers.published_numbers(session):
            return shown if entries == shown.entries else replace(shown, entries=entries)
        layers = stored_layers.list_layers(session)
        public = {each.layer_id for each in layers if each.visibility is Visibility.PUBLIC}
        wanted = {key: number for key, number in numbers.items() if key in public}
        found = versions.resources_of_versions(session, wanted)
    views = layer_views(instance, layers, found)
    return replace(shown, layers=views, entries=entries, date=day)


def publication_days(instance: Instance) -> tuple[date, ...]:
    """Return the days on which anything public was published or taken back, newest first."""
    with instance.database.reading() as session:
        layers = stored_layers.list_layers(session)
        public = (each.layer_id for each in layers if each.visibility is Visibility.PUBLIC)
        moments = history.moments_of_layers(session, frozenset(public))
        moments |= history.moments_of_records(session, KIND_ID)
    return tuple(sorted({each.astimezone().date() for each in moments}, reverse=True))


def _end_of(day: date) -> datetime:
    """Return the first moment after a day, in the zone of the service."""
    return datetime.combine(day + timedelta(days=1), time()).astimezone()
