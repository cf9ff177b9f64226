"""Ask a configured online service for addresses that the register does not know.

Nothing here runs unless the administrator has configured a service. Only street, house number,
postcode and place leave the house; every answer is kept, so no address is asked twice, and an
interrupted run goes on where it ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from geo.geocoding.online import OnlineQuery, online_query
from geo.store import geocoder as stored
from geo.usecases.geocoder_services import ask, service_for
from geo.usecases.instance import Instance

if TYPE_CHECKING:
    from geo.importing import RowOutcome
    from geo.usecases.import_layer import Preview

PAUSE_S = 1.0  # between two questions of all processes of an instance
_ROUGH = frozenset(
    {
        "anschrift_nachbar",
        "anschrift_strasse",
        "anschrift_mehrdeutig",
        "anschrift_unbekannt",
        "ort_ungefaehr",
        "ort_mehrdeutig",
        "nur_gebiet",
        "ohne_ort",
    }
)


def is_configured(instance: Instance) -> bool:
    """Tell whether there is a service to ask."""
    return bool(instance.settings.geocoder)


def missing(instance: Instance, seen: Preview) -> tuple[OnlineQuery, ...]:
    """Return what to ask for the rows that have an address but no house.

    Rows with a coordinate of their own, placed by hand, or with a protected place are none of
    them: protected places have no street by then. Neither are offers of internal categories, nor
    rows whose unknown category, or without one whose name, sounds like an internal one.
    """
    queries: dict[str, OnlineQuery] = {}
    sounds_internal = lru_cache(maxsize=None)(partial(_sounds_internal, instance))
    for row in seen.result.rows:
        if row.resource is None or not any(issue.code in _ROUGH for issue in row.issues):
            continue
        if _is_internal(instance, row, sounds_internal):
            continue
        query = online_query(
            row.resource.street, postcode=row.resource.postcode, place=row.resource.place
        )
        if query is not None:
            queries.setdefault(query.key, query)
    return tuple(queries.values())


def _is_internal(
    instance: Instance, row: RowOutcome, sounds_internal: Callable[[str], bool]
) -> bool:
    category_id = row.resource.category_id if row.resource else None
    if category_id is not None:
        return not instance.taxonomy.category(category_id).public
    named = (issue.value for issue in row.issues if issue.code == "kategorie_unbekannt")
    return sounds_internal(next(named, None) or row.label)


def _sounds_internal(instance: Instance, text: str) -> bool:
    keys = instance.import_context.vocabulary.similar("category", text)
    return any(not instance.taxonomy.category(key).public for key in keys)


def look_up(
    instance: Instance,
    queries: Sequence[OnlineQuery],
    *,
    progress: Callable[[float], None] | None = None,
) -> int:
    """Ask for each address that has no answer yet, at most one per second; return how many found.

    Parameters
    ----------
    instance
        With a configured service; the answers are kept in its database.
    queries
        From :func:`missing`.
    progress
        Called before each question with the fraction that is done; what it raises ends the run,
        and the answers so far are kept.

    Raises
    ------
    InvalidParameter
        If no service is configured.
    Unavailable
        If the service does not answer; the answers so far are kept.
    """
    service = service_for(instance.settings)
    with instance.database.reading() as session:
        known = stored.answers(session)
    found = 0
    for done, query in enumerate(queries):
        if progress:
            progress(done / len(queries))
        answer = known.get(query.key)
        if answer is None or (answer.lat is None and answer.service != service.host):
            _wait_for_turn(instance)
            answer = ask(service, query)
            with instance.database.writing() as session:
                stored.keep_answer(session, query.key, answer)
        found += answer.lat is not None
    if progress:
        progress(1.0)
    return found


def _wait_for_turn(instance: Instance) -> None:
    """Wait until this process may ask: all of the instance take turns in the database."""
    now = time.time()
    with instance.database.writing() as session:
        moment = stored.take_turn(session, now, pause=PAUSE_S)
    time.sleep(max(0.0, moment - time.time()))
