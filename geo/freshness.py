"""How fresh what is known of the offers is: confirmed lately, longer ago, or nobody knows when."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo.layers import Layer
from geo.resources import Resource
from geo.results import MapView

#: Usual periods in months.
PERIODS = (6, 12, 24)
USUAL_MONTHS = 12
LONGEST_MONTHS = 120
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDate:
    """What is known about when the facts of an offer were right.

    Parameters
    ----------
    day
        First day that the text may mean; ``None`` if no date is known.
    text
        As the list says it; empty if it says nothing.
    is_confirmation
        Whether somebody has made sure of the offer; ``False`` if it is the date of the
        information only.
    """

    day: date | None = None
    text: str = ""
    is_confirmation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleOffer:
    """An offer that nobody has made sure of for a while, with its layer."""

    layer: Layer
    resource: Resource
    known: KnownDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """Offers by what is known of their date, each in exactly one group.

    Parameters
    ----------
    since
        Day from which on a date counts as lately.
    confirmed, older, unknown
        Known from ``since`` on, known before it, or not known.
    """

    since: date
    confirmed: tuple[Resource, ...]
    older: tuple[Resource, ...]
    unknown: tuple[Resource, ...]

    @property
    def total(self) -> int:
        """All offers."""
        return len(self.confirmed) + len(self.older) + len(self.unknown)


def freshness(resources: Iterable[Resource], today: date, months: int = USUAL_MONTHS) -> Freshness:
    """Group offers by whether they were confirmed within the last months.

    Parameters
    ----------
    resources
        Offers in any order, which is kept within the groups.
    today
        Day from which it is counted back; what lies after it is no date, see
        :func:`known_date`.
    months
        How long a confirmation holds.

    Returns
    -------
    Freshness
        Lately is what is surely not before the day ``months`` calendar months ago.
    """
    since = months_before(today, months)
    confirmed: list[Resource] = []
    older: list[Resource] = []
    unknown: list[Resource] = []
    for resource in resources:
        day = known_date(resource, today).day
        group = unknown if day is None else confirmed if day >= since else older
        group.append(resource)
    return Freshness(
        since=since, confirmed=tuple(confirmed), older=tuple(older), unknown=tuple(unknown)
    )


def stale_offers(view: MapView, months: int, today: date) -> tuple[StaleOffer, ...]:
    """Return the offers of a view that were not surely confirmed within the last months.

    They are ``older`` and ``unknown`` of :func:`freshness`, in the order of the view.
    """
    since = months_before(today, months)
    known = (
        StaleOffer(layer=each.layer, resource=resource, known=known_date(resource, today))
        for each in view.layers
        for resource in each.resources
    )
    return tuple(each for each in known if each.known.day is None or each.known.day < since)


def known_date(resource: Resource, today: date) -> KnownDate:
    """Return by which date an offer is known: its confirmation, else that of its information.

    A date without day or month counts from its first day: whoever says "2025" may mean January,
    and an offer that was asked about too early is better than one that was forgotten. A text
    that is no date ("Frühjahr 2026") and a date after today say nothing.
    """
    for text, is_confirmation in ((resource.last_confirmed, True), (resource.as_of, False)):
        day = first_day(text)
        if day is not None and day <= today:
            return KnownDate(day=day, text=text, is_confirmation=is_confirmation)
    return KnownDate(text=resource.last_confirmed or resource.as_of)


def first_day(text: str) -> date | None:
    """Return the first day that ``JJJJ``, ``JJJJ-MM`` or ``JJJJ-MM-TT`` means, else ``None``."""
    match = _PARTIAL.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups(default="1")))
    except ValueError:
        return None


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
