"""See what has changed for everybody between the ends of two days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from geo.areas import Level
from geo.change_rows import Told
from geo.changes import changes_between
from geo.filtering import ResourceFilter
from geo.layers import Visibility
from geo.periods import Period
from geo.resources import Resource
from geo.results import MapView
from geo.spelling import fold
from geo.store import history, versions
from geo.store import layers as stored_layers
from geo.store.history import NamedOffer
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
    """Return what everybody saw at the end of a day, by today's rules and areas.

    What has become internal or a refuge since then was so on that day, too: an address that must
    not be known is not told as that of a former day either.
    """
    entries = entries_at(instance, _end_of(day))
    with instance.database.reading() as session:
        numbers = history.shown_at(session, _end_of(day))
        if numbers == stored_layers.published_numbers(session):
            return shown if entries == shown.entries else replace(shown, entries=entries)
        layers = stored_layers.list_layers(session)
        public = {each.layer_id for each in layers if each.visibility is Visibility.PUBLIC}
        wanted = {key: number for key, number in numbers.items() if key in public}
        found = versions.resources_of_versions(session, wanted)
        hidden = history.offers_of_categories(session, instance.taxonomy.withheld)
    views = layer_views(instance, layers, _hidden_as_now(found, hidden, shown))
    return replace(shown, layers=views, entries=entries, date=day)


def _hidden_as_now(
    found: Mapping[str, Sequence[Resource]], hidden: Iterable[NamedOffer], shown: MapView
) -> dict[str, tuple[Resource, ...]]:
    """Return the resources, each that was ever withheld with the category that withholds it.

    They are found by key or, as whoever loses the address gets another key, by name. What
    everybody sees under its key today in another category is withheld no more.
    """
    categories: dict[tuple[str, ...], str | None] = {}
    for each in hidden:
        categories[each.layer_id, each.resource_id] = each.category_id
        categories[(fold(each.name),)] = each.category_id
    seen = {
        (each.layer.layer_id, one.resource_id)
        for each in shown.layers
        for one in each.resources
        if one.category_id not in shown.taxonomy.withheld
    }

    def as_now(layer_id: str, resource: Resource) -> Resource:
        key = (layer_id, resource.resource_id)
        category = categories.get(key) or categories.get((fold(resource.name),))
        known = category is None or key in seen
        return resource if known else replace(resource, category_id=category)

    return {key: tuple(as_now(key, each) for each in every) for key, every in found.items()}


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
