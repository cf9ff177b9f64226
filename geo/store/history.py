"""What was published when: layers and lists of records as they stood at any earlier moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.store.models import (
    LayerRow,
    PublicationRow,
    RecordListRow,
    RecordPublicationRow,
    RecordVersionRow,
    ResourceRow,
    VersionRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Publication:
    """One move of a pointer, and when it was taken back, if it was."""

    number: int
    previous_id: int | None
    published_at: datetime
    taken_back_at: datetime | None


_Pointer = dict[int, _Publication]


class NamedOffer(NamedTuple):
    """How an offer can be found again in another version, and its category in this one."""

    layer_id: str
    resource_id: str
    name: str
    category_id: str | None


def offers_of_categories(session: Session, category_ids: Collection[str]) -> list[NamedOffer]:
    """Return the offers that any version has in one of these categories, each once."""
    query = (
        select(
            VersionRow.layer_id,
            ResourceRow.resource_id,
            ResourceRow.name,
            ResourceRow.category_id,
        )
        .join(VersionRow, VersionRow.id == ResourceRow.version_id)
        .where(ResourceRow.category_id.in_(category_ids))
        .distinct()
    )
    return [NamedOffer(*row) for row in session.execute(query)]


def shown_at(session: Session, moment: datetime) -> dict[str, int]:
    """Return the number of the version that each layer showed just before a moment.

    A publication that was taken back at an unknown time, as earlier databases have them, counts
    as never shown: it was a mistake.

    Parameters
    ----------
    session
        Where to ask.
    moment
        With its zone.
    """
    return _numbers_at(_of_layers(session), moment)


def records_at(session: Session, kind_id: str, moment: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return the records that each list of a kind showed just before a moment.

    They are what :func:`geo.store.records.published_records` returned then.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for list_id, number in _numbers_at(_of_lists(session, kind_id), moment).items():
        query = (
            select(RecordVersionRow.records)
            .join(RecordListRow, RecordListRow.id == RecordVersionRow.record_list_id)
            .where(RecordListRow.kind_id == kind_id, RecordListRow.list_id == list_id)
            .where(RecordVersionRow.number == number)
        )
        found[list_id] = session.execute(query).scalar_one()
    return found


def moments_of_layers(session: Session, layer_ids: frozenset[str]) -> frozenset[datetime]:
    """Return when something of these layers was published or taken back."""
    known = _of_layers(session)
    return _moments(known[layer_id] for layer_id in known.keys() & layer_ids)


def moments_of_records(session: Session, kind_id: str) -> frozenset[datetime]:
    """Return when something of the lists of a kind was published or taken back."""
    return _moments(_of_lists(session, kind_id).values())


def _moments(pointers: Iterable[_Pointer]) -> frozenset[datetime]:
    return frozenset(
        moment
        for pointer in pointers
        for each in pointer.values()
        if each.taken_back_at != each.published_at
        for moment in (each.published_at, each.taken_back_at)
        if moment
    )


def _numbers_at(pointers: Mapping[str, _Pointer], moment: datetime) -> dict[str, int]:
    shown: dict[str, int] = {}
    for key, known in pointers.items():
        newest = max((at for at, each in known.items() if each.published_at < moment), default=None)
        current = _left_of(known, newest, moment)
        if current is not None:
            shown[key] = known[current].number
    return shown


def _left_of(known: _Pointer, current: int | None, moment: datetime) -> int | None:
    """Return the publication that was left after all that was taken back before a moment."""
    while current is not None:
        back = known[current].taken_back_at
        if back is None or back >= moment:
            return current
        current = known[current].previous_id
    return None


def _of_layers(session: Session) -> dict[str, _Pointer]:
    query = select(VersionRow.layer_id, VersionRow.number, PublicationRow).join(
        VersionRow, VersionRow.id == PublicationRow.version_id
    )
    shown = session.scalars(select(LayerRow.publication_id))
    return _pointers(session.execute(query.order_by(PublicationRow.id)), shown)


def _of_lists(session: Session, kind_id: str) -> dict[str, _Pointer]:
    query = (
        select(RecordListRow.list_id, RecordVersionRow.number, RecordPublicationRow)
        .join(RecordVersionRow, RecordVersionRow.id == RecordPublicationRow.version_id)
        .join(RecordListRow, RecordListRow.id == RecordVersionRow.record_list_id)
        .where(RecordListRow.kind_id == kind_id)
    )
    shown = session.scalars(select(RecordListRow.publication_id))
    return _pointers(session.execute(query.order_by(RecordPublicationRow.id)), shown)


def _pointers(rows: Iterable[Any], shown: Iterable[int | None]) -> dict[str, _Pointer]:
    """Return the publications of each key by their own key, which grows with time."""
    found = [tuple(row) for row in rows]
    standing = _chain({row.id: row.previous_id for *_, row in found}, shown)
    pointers: dict[str, _Pointer] = {}
    for key, number, row in found:
        unknown = None if row.id in standing else row.published_at
        pointers.setdefault(key, {})[row.id] = _Publication(
            number=number,
            previous_id=row.previous_id,
            published_at=row.published_at,
            taken_back_at=row.taken_back_at or unknown,
        )
    return pointers


def _chain(previous: Mapping[int, int | None], shown: Iterable[int | None]) -> set[int]:
    """Return the publications that were never taken back."""
    standing: set[int] = set()
    for pointer in shown:
        current = pointer
        while current is not None and current in previous and current not in standing:
            standing.add(current)
            current = previous[current]
    return standing
