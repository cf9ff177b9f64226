"""What was shown when: every publication and every undo counts from its own moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from geo.report import ValidationReport
from geo.store import history, layers, pointers, versions
from geo.store.database import Database
from geo.store.models import PublicationRow

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def _prepare(session: Session) -> None:
    layers.save_layer(session, factories.layer())
    for name in ("a", "b", "c"):
        versions.add_version(
            session,
            "familie",
            sha256=name,
            options="",
            report=ValidationReport(file_name=name, rows=1),
            resources=[factories.resource(name=name)],
        )


class _Clock(datetime):
    """A day passes with each look."""

    at = START

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
        cls.at += DAY
        return cls.at


@pytest.fixture
def session(database: Database, monkeypatch: pytest.MonkeyPatch) -> Session:
    with database.writing() as session:
        _prepare(session)
    _Clock.at = START
    monkeypatch.setattr(pointers, "datetime", _Clock)
    return Session(database._engine)


def _shown(session: Session, day: int) -> int | None:
    return history.shown_at(session, START + day * DAY + timedelta(hours=1)).get("familie")


def test_each_day_shows_what_was_published_then(session: Session) -> None:
    layers.publish(session, "familie", 1)
    layers.publish(session, "familie", 3)
    assert [_shown(session, day) for day in range(4)] == [None, 1, 3, 3]


def test_what_was_taken_back_was_shown_until_then(session: Session) -> None:
    layers.publish(session, "familie", 1)
    layers.publish(session, "familie", 2)
    layers.undo(session, "familie")
    layers.undo(session, "familie")
    layers.publish(session, "familie", 3)
    assert [_shown(session, day) for day in range(6)] == [None, 1, 2, 1, None, 3]
    moments = history.moments_of_layers(session, frozenset({"familie"}))
    assert sorted(moments) == [START + day * DAY for day in range(1, 6)]
    assert not history.moments_of_layers(session, frozenset({"andere"}))


def test_what_was_taken_back_at_an_unknown_time_was_never_shown(session: Session) -> None:
    layers.publish(session, "familie", 1)
    layers.publish(session, "familie", 2)
    layers.undo(session, "familie")
    session.execute(update(PublicationRow).values(taken_back_at=None))
    assert [_shown(session, day) for day in range(4)] == [None, 1, 1, 1]
    moments = history.moments_of_layers(session, frozenset({"familie"}))
    assert moments == {START + DAY}


@settings(max_examples=20)
@given(steps=st.lists(st.sampled_from([1, 2, 3, None]), max_size=8))
def test_any_history_can_be_told_again(steps: list[int | None]) -> None:
    """``None`` takes back; what it shows now is also what the history says of now."""
    database = Database("sqlite://")
    database.migrate()
    with database.writing() as session:
        _prepare(session)
        for step in steps:
            if step is not None:
                layers.publish(session, "familie", step)
            elif layers.published_numbers(session):
                layers.undo(session, "familie")
            later = datetime.now(UTC) + DAY
            assert history.shown_at(session, later) == layers.published_numbers(session)
