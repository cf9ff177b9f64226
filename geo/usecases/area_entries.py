"""What is published of the bodies and agreements of the areas, now or at an earlier moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from geo.area_entries import AreaEntry, newest_first, without_repeats
from geo.areas import AreaHierarchy
from geo.importing.records.entries import ENTRIES, entry_from_json
from geo.store import history
from geo.usecases.instance import Instance

KIND_ID = ENTRIES.kind_id


def shown_entries(
    areas: AreaHierarchy, lists: Mapping[str, Sequence[dict[str, Any]]]
) -> tuple[AreaEntry, ...]:
    """Return the entries of several lists, newest first.

    The key of a list stands before those of its entries, so that no two are the same. What
    several lists say alike is there once; an area that there is no more has no entries.

    Parameters
    ----------
    areas
        Areas of today.
    lists
        Stored records by the key of their list, oldest list first.
    """
    known = {(area.level, area.area_id) for area in areas}
    entries = (
        replace(entry, entry_id=f"{list_id}:{entry.entry_id}")
        for list_id, records in lists.items()
        for entry in map(entry_from_json, records)
        if (entry.level, entry.area_id) in known
    )
    return newest_first(without_repeats(entries))


def entries_at(instance: Instance, moment: datetime) -> tuple[AreaEntry, ...]:
    """Return the entries that everybody saw just before a moment, newest first.

    Parameters
    ----------
    instance
        Where the history is.
    moment
        With its zone.
    """
    with instance.database.reading() as session:
        lists = history.records_at(session, KIND_ID, moment)
    return shown_entries(instance.areas, lists)
