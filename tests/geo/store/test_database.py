"""Connection, transactions, schema."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import factories
import pytest
from sqlalchemy import create_engine, insert, text

from geo import store
from geo.errors import Conflict, InputError, IntegrityError, InvalidParameter, Unavailable
from geo.store import layers, versions
from geo.store.database import Database
from geo.store.models import Base, LayerRow


def test_the_migrations_make_exactly_the_schema_of_the_models(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.reading() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        layers.save_layer(session, factories.layer())
    database.migrate()
    with database.reading() as session:
        assert layers.list_layers(session) == (factories.layer(),)


def test_a_database_of_a_newer_program_is_refused(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(IntegrityError, match="neueren Fassung"):
        database.migrate()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "delete"), ("foreign_keys", 1), ("synchronous", 2), ("busy_timeout", 10_000)],
)
def test_sqlite_is_set_to_lose_nothing(database: Database, pragma: str, value: str | int) -> None:
    with database.reading() as session:
        assert session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def interrupted() -> None:
        with database.writing() as session:
            layers.save_layer(session, factories.layer())
            raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError, match="interrupted"):
        interrupted()
    with database.reading() as session:
        assert layers.list_layers(session) == ()


def test_two_writers_wait_for_each_other(database: Database) -> None:
    def write(name: str) -> None:
        with database.writing() as session:
            count = len(layers.list_layers(session))
            layers.save_layer(session, factories.layer(f"{name}-{count}"))

    threads = [threading.Thread(target=write, args=(f"l{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        ends = sorted(layer.layer_id.rpartition("-")[2] for layer in layers.list_layers(session))
    assert ends == list("01234567")


def test_a_locked_database_is_unavailable(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.store.database.BUSY_TIMEOUT_S", 0)
    database.close()  # the next connection gets the short patience
    holder = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(Unavailable, match="gesperrt"), database.writing() as session:
            layers.save_layer(session, factories.layer())
    finally:
        holder.close()
    database.ping()


def test_an_unreachable_database_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="nicht erreichbar"):
        Database(f"sqlite:///{tmp_path / 'missing' / 'test.db'}").migrate()


def test_a_damaged_database_is_named_as_such(database: Database, tmp_path: Path) -> None:
    database.close()
    (tmp_path / "test.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(IntegrityError, match="beschädigt"):
        database.ping()


def test_doing_the_same_at_the_same_time_is_a_conflict(database: Database) -> None:
    columns = {"layer_id": "a", "title": "", "visibility": "public", "released": []}
    texts = dict.fromkeys(("source", "licence", "as_of"), "")
    with pytest.raises(Conflict, match="Zur selben Zeit"), database.writing() as session:
        session.execute(insert(LayerRow), [columns | texts, columns | texts])


@pytest.mark.parametrize("url", ["", "nonsense", "oracle+nothing://host/db"])
def test_a_wrong_address_is_explained(url: str) -> None:
    with pytest.raises(InvalidParameter, match="database_url"):
        Database(url)


def test_a_database_is_blank_until_it_is_migrated(tmp_path: Path, database: Database) -> None:
    assert Database(f"sqlite:///{tmp_path / 'new.db'}").is_blank()
    assert not database.is_blank()


@pytest.mark.parametrize("layer_id", ["\udcff", "x" * 3])
def test_what_cannot_be_stored_is_refused_in_words(database: Database, layer_id: str) -> None:
    with database.writing() as session:
        layers.save_layer(session, factories.layer("xxx"))
    with (
        pytest.raises(InputError, match="lässt sich nicht speichern"),
        database.writing() as session,
    ):
        layers.publish(session, layer_id, 2**80)


def test_a_database_of_the_version_before_keeps_its_resources(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    _migrate_to(f"sqlite:///{path}", "0003")
    with sqlite3.connect(path) as old:
        old.executescript(_OLD_RESOURCE)
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database.reading() as session:
        (resource,) = versions.resources_of(session, "alt", 1)
    database.close()
    assert (resource.name, resource.as_of, resource.last_confirmed) == ("Treff", "2024", "")


def _migrate_to(url: str, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = Path(store.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


_OLD_RESOURCE = """
    INSERT INTO layer VALUES (1, 'alt', 'Alt', NULL, 'public', '', '', '', '[]', NULL);
    INSERT INTO layer_version (id, layer_id, number, created_at, sha256, options, report)
        VALUES (1, 'alt', 1, '2025-01-01 00:00:00', '', '', '{}');
    INSERT INTO resource (
        version_id, position, resource_id, name, provider, street, postcode, place, phone, email,
        contact_person, website, note, source, as_of, reach, location_quality, target_groups,
        service_areas, outside_m
    ) VALUES (1, 0, 'r1', 'Treff', '', '', '', '', '', '', '', '', '', '', '2024', 'site', 'none',
        '[]', '[]', 0.0);
"""
