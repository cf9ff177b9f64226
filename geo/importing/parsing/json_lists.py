"""Lists in plain JSON, as interfaces of open data give them: objects, one for each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable
from geo.importing.roles import meaning_of

# Where interfaces keep their rows: CKAN, OpenDataSoft, Overpass, OParl and others.
_MEMBERS = ("records", "elements", "results", "items", "data", "rows", "entries", "result")
_LEVELS = 3
_LOOKED_AT = 100
_CERTAIN = 2  # column names; a single known word may be chance
_SHAPE = frozenset({"type", "coordinates"})
Record = dict[str, Any]


def find_records(documents: list[Any]) -> list[Record] | None:
    """Return the rows of a file, ``None`` if it does not hold exactly one list of objects.

    Parameters
    ----------
    documents
        All of them: one, or one for each row.
    """
    if len(documents) > 1:
        return documents if _are_records(documents) else None
    return _records_in(documents[0], _LEVELS) if documents else None


def _records_in(value: Any, levels: int) -> list[Record] | None:
    if _are_records(value):
        return value  # type: ignore[no-any-return]
    if not isinstance(value, dict) or not levels:
        return None
    usual = [member for name in _MEMBERS if (member := value.get(name))]
    found = [_records_in(member, levels - 1) for member in usual or value.values()]
    lists = [records for records in found if records and (usual or _are_offers(records))]
    return lists[0] if len(lists) == 1 else None


def _are_offers(records: list[Record]) -> bool:
    """Tell whether rows under a name of their own are more than links or settings."""
    names = {name for record in records[:_LOOKED_AT] for name in record}
    return len({meaning[0] for name in names if (meaning := meaning_of(name))}) >= _CERTAIN


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def records_table(records: list[Record], limits: Limits) -> RawTable:
    """Return rows as a table.

    Members of a member such as ``tags`` become columns of their own names, as long as the row
    has no such column itself.

    Raises
    ------
    Refused
        If a limit is exceeded.
    """
    # screening looks for records too: what it loads is there before the fences stand
    from geo.importing.parsing.features import Feature, table_of

    rows = (Feature(attributes=dict(_flat(record, frozenset(record)))) for record in records)
    table = table_of(rows, limits)
    table.shapes = None
    return table


def _flat(
    record: Record, taken: frozenset[str], prefix: str = "", level: int = 1
) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict) and level < _LEVELS and not value.keys() >= _SHAPE:
            yield from _flat(value, taken, f"{prefix}{name}_", level + 1)
        else:
            yield (f"{prefix}{name}" if prefix and name in taken else name), value
