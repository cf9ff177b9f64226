"""Layers, publishing and undo."""

from __future__ import annotations

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from geo.errors import Conflict, NotFound
from geo.layers import ContactField, Visibility
from geo.report import ValidationReport
from geo.store import layers, versions
from geo.store.database import Database


def _add_version(session: Session, name: str) -> int:
    return versions.add_version(
        session,
        "familie",
        sha256=name,
        options="",
        report=ValidationReport(file_name=name, rows=1),
        resources=[factories.resource(name=name)],
    )


@pytest.fixture
def with_versions(database: Database) -> Database:
    with database.writing() as session:
        layers.save_layer(session, factories.layer())
        for name in ("a", "b", "c"):
            _add_version(session, name)
    return database


def _publish(database: Database, number: int) -> bool:
    with database.writing() as session:
        return layers.publish(session, "familie", number)


def _undo(database: Database) -> int | None:
    with database.writing() as session:
        return layers.undo(session, "familie")


def _published(database: Database) -> int | None:
    with database.reading() as session:
        return layers.published_numbers(session).get("familie")


def test_a_layer_comes_back_as_it_was(database: Database) -> None:
    layer = factories.layer(
        title="Ä „Ö“ ß 🌳",
        visibility=Visibility.INTERNAL,
        released=frozenset(ContactField),
        ressort_id=None,
    )
    with database.writing() as session:
        layers.save_layer(session, layer)
    with database.reading() as session:
        assert layers.find_layer(session, "familie") == layer


def test_saving_again_changes_the_attributes_and_keeps_the_publication(
    with_versions: Database,
) -> None:
    _publish(with_versions, 2)
    with with_versions.writing() as session:
        layers.save_layer(session, factories.layer(title="Neu"))
        assert [layer.title for layer in layers.list_layers(session)] == ["Neu"]
    assert _published(with_versions) == 2


def test_nothing_is_published_at_first(with_versions: Database) -> None:
    assert _published(with_versions) is None


def test_publishing_the_same_again_changes_nothing(with_versions: Database) -> None:
    assert _publish(with_versions, 1)
    assert not _publish(with_versions, 1)
    assert _undo(with_versions) is None


def test_undo_skips_a_version_that_was_never_shown(with_versions: Database) -> None:
    _publish(with_versions, 1)
    _publish(with_versions, 3)
    assert _undo(with_versions) == 1
    assert _published(with_versions) == 1


def test_undo_of_an_old_version_goes_back_to_the_newer_one(with_versions: Database) -> None:
    for number in (1, 2, 1):
        _publish(with_versions, number)
    assert [_undo(with_versions) for _ in range(3)] == [2, 1, None]


def test_undo_without_publication_is_a_conflict(with_versions: Database) -> None:
    with pytest.raises(Conflict, match="nichts rückgängig"):
        _undo(with_versions)


@given(steps=st.lists(st.one_of(st.sampled_from([1, 2, 3]), st.none()), max_size=12))
@settings(max_examples=20, deadline=None)
def test_undo_follows_the_publications_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int | None]
) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('undo') / 'test.db'}")
    database.migrate()
    with database.writing() as session:
        layers.save_layer(session, factories.layer())
        for name in ("a", "b", "c"):
            _add_version(session, name)
    shown: list[int] = []
    for step in steps:
        if step is not None:
            if shown[-1:] != [step]:
                shown.append(step)
            _publish(database, step)
        elif shown:
            shown.pop()
            _undo(database)
        assert _published(database) == (shown[-1] if shown else None)
    database.close()


def test_an_unknown_layer_or_version_is_not_found(with_versions: Database) -> None:
    with pytest.raises(NotFound, match="Stand 9"):
        _publish(with_versions, 9)
    with pytest.raises(NotFound, match="fehlt"), with_versions.writing() as session:
        layers.undo(session, "fehlt")


def test_the_public_state_changes_with_what_is_shown_only(with_versions: Database) -> None:
    def state() -> str:
        with with_versions.reading() as session:
            return layers.public_state(session)

    before = state()
    with with_versions.writing() as session:
        _add_version(session, "d")
    assert state() == before
    _publish(with_versions, 4)
    published = state()
    assert published != before
    with with_versions.writing() as session:
        layers.save_layer(session, factories.layer(source="anders"))
    assert state() not in {before, published}


def test_undo_takes_back_only_what_the_person_saw(with_versions: Database) -> None:
    _publish(with_versions, 1)
    _publish(with_versions, 2)
    with with_versions.writing() as session:
        assert layers.undo(session, "familie", number=2) == 1
    with (
        pytest.raises(Conflict, match="nicht mehr veröffentlicht"),
        with_versions.writing() as session,
    ):
        layers.undo(session, "familie", number=2)
    with with_versions.reading() as session:
        assert layers.published_numbers(session) == {"familie": 1}
