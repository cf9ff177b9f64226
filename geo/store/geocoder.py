"""What an online service has answered, and whose turn it is to ask it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.geocoding.online import OnlineAnswer
from geo.resources import LocationQuality
from geo.store.models import GeocoderAnswerRow, GeocoderTurnRow

_FAR_AHEAD = 60  # more processes do not wait


def answers(session: Session) -> Mapping[str, OnlineAnswer]:
    """Return all answers by the key of their query."""
    return {row.query: _to_answer(row) for row in session.scalars(select(GeocoderAnswerRow))}


def answers_state(session: Session) -> tuple[int, datetime | None]:
    """Return what changes with every new answer."""
    newest = func.max(GeocoderAnswerRow.asked_at)
    count, last = session.execute(select(func.count(GeocoderAnswerRow.query), newest)).one()
    return count, last


def keep_answer(session: Session, query: str, answer: OnlineAnswer) -> None:
    """Keep one answer in place of an older one."""
    row = GeocoderAnswerRow(
        query=query,
        service=answer.service,
        asked_at=datetime.now(UTC),
        lat=answer.lat,
        lon=answer.lon,
        quality=answer.quality.value,
        label=answer.label,
    )
    session.merge(row)


def take_turn(session: Session, now: float, *, pause: float) -> float:
    """Reserve the next moment at which the service may be asked.

    Parameters
    ----------
    session
        A writing session: writers take turns.
    now, pause
        Seconds since the epoch, and seconds between two questions of the whole instance.

    Returns
    -------
    float
        The moment, in seconds since the epoch. A moment far ahead is left from a clock that went
        wrong, and does not count.
    """
    row = session.get(GeocoderTurnRow, 1)
    if row is None:
        row = GeocoderTurnRow(id=1, free_at=0.0)
        session.add(row)
    mine = max(now, row.free_at) if row.free_at < now + _FAR_AHEAD * pause else now
    row.free_at = mine + pause
    return mine


def _to_answer(row: GeocoderAnswerRow) -> OnlineAnswer:
    return OnlineAnswer(
        service=row.service,
        lat=row.lat,
        lon=row.lon,
        quality=LocationQuality(row.quality),
        label=row.label,
    )
