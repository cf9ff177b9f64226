"""Connection, transactions and schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.exc import IntegrityError as ConstraintViolation
from sqlalchemy.orm import Session

from geo.errors import Conflict, InputError, IntegrityError, InvalidParameter, Unavailable

BUSY_TIMEOUT_S = 10
_WRITES = "ressourcenkarten_writes"
_TURN = 7_304_511  # any number that no other program in the same database locks


class Database:
    """One database with the schema of this program.

    Parameters
    ----------
    url
        SQLAlchemy address, such as ``"sqlite:////srv/instance/ressourcenkarten.db"``.

    Raises
    ------
    InvalidParameter
        If the address is malformed or no driver for it is installed.
    """

    def __init__(self, url: str) -> None:
        self._engine = _create_engine(url)

    def is_blank(self) -> bool:
        """Tell whether :meth:`migrate` has never been here.

        Raises
        ------
        Unavailable
            If the database cannot be reached.
        """
        with _translated(), self._engine.connect() as connection:
            return not inspect(connection).has_table("alembic_version")

    def migrate(self) -> None:
        """Bring the schema to the state of this program, forward only, in one transaction.

        Raises
        ------
        IntegrityError
            If the database was written by a newer version of the program.
        Unavailable
            If the database cannot be reached.
        """
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config()
        folder = str(Path(__file__).parent / "migrations")
        config.set_main_option("script_location", folder.replace("%", "%%"))
        try:
            with _translated(), self._writing_engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except CommandError as error:
            raise IntegrityError(
                "Die Datenbank stammt von einer neueren Fassung des Programms. "
                "Bitte diese Fassung installieren oder eine Sicherung einspielen."
            ) from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one state of the database.

        Raises
        ------
        IntegrityError
            If the database is damaged.
        Unavailable
            If the database cannot be reached.
        """
        with _translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session whose changes are kept together at the end, or not at all.

        Writers take turns, so none decides on a state that another is changing.

        Raises
        ------
        Conflict
            If the change contradicts what is there.
        InputError
            If a value cannot be stored.
        IntegrityError
            If the database is damaged.
        Unavailable
            If the database cannot be reached, is locked for too long, or the disk is full.
        """
        with _translated(), Session(self._writing_engine) as session, session.begin():
            yield session

    def ping(self) -> None:
        """Ask the database for a sign of life.

        Raises
        ------
        Unavailable
            If there is none.
        """
        with self.reading() as session:
            session.execute(text("SELECT 1 FROM layer LIMIT 1"))

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    @property
    def _writing_engine(self) -> Engine:
        if self._engine.dialect.name == "sqlite":
            return self._engine.execution_options(**{_WRITES: True})
        # Each statement must see what the writer before has just left.
        return self._engine.execution_options(**{_WRITES: True}, isolation_level="READ COMMITTED")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise Unavailable(
            "Die Datenbank ist gerade nicht erreichbar, gesperrt oder der Datenträger ist voll. "
            "Es wurde nichts geändert. Bitte in einer Minute noch einmal versuchen."
        ) from error
    except ConstraintViolation as error:
        raise Conflict(
            "Zur selben Zeit wurde dasselbe geändert; diese Änderung ist nicht ausgeführt. "
            "Bitte die Seite neu laden und noch einmal versuchen."
        ) from error
    except (DataError, UnicodeEncodeError, OverflowError) as error:
        raise InputError(
            "Ein Text oder eine Zahl lässt sich nicht speichern: Die Zahl ist zu groß, oder der "
            "Text enthält unsichtbare Steuerzeichen. Es wurde nichts geändert."
        ) from error
    except DatabaseError as error:
        raise IntegrityError(
            "Die Datenbank ist beschädigt oder keine Datenbank dieses Programms. "
            "Bitte eine Sicherung einspielen."
        ) from error


def _create_engine(url: str) -> Engine:
    dumps = partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # SQLite isolates fully by itself; elsewhere a session must be told to see one state.
    isolation = {} if url.startswith("sqlite") else {"isolation_level": "REPEATABLE READ"}
    try:
        engine = create_engine(url, json_serializer=dumps, pool_pre_ping=True, **isolation)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise InvalidParameter(
            "Die Einstellung „database_url“ ist keine Adresse einer Datenbank, für die ein "
            "Treiber installiert ist. Beispiel: sqlite:////srv/instanz/ressourcenkarten.db"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_elsewhere)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Set what SQLite forgets with each connection.

    The rollback journal stays: the write-ahead log of SQLite below 3.51.3 can lose commits.
    """
    connection.isolation_level = None  # the begin event below decides, not the driver
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_S * 1000}",
        "foreign_keys = ON",
        "journal_mode = DELETE",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that two writers wait instead of failing half-way."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_elsewhere(connection: Connection) -> None:
    """Let writers wait for each other as they do with SQLite, and no longer."""
    if connection.get_execution_options().get(_WRITES, False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_TIMEOUT_S}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
