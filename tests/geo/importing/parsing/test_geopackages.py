"""A GeoPackage may hold layers and nothing that runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import shapely

from geo.importing.parsing.geopackages import screen_geopackage
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused


@pytest.fixture
def geopackage(tmp_path: Path, write_layer: Callable[..., Path]) -> Path:
    return write_layer(tmp_path / "upload.gpkg", [shapely.Point(1, 2)], driver="GPKG", name=["A"])


def _change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _plant(path: Path, kind: str, name: str, sql: str) -> None:
    """Write an object into the schema that SQLite itself would not create."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) "
            "VALUES (?, ?, ?, 0, ?)",
            (kind, name, name, sql),
        )
        connection.commit()


def _reason(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        screen_geopackage(path, limits or Limits())
    return refused.value.reason


def test_what_gdal_writes_is_accepted(geopackage: Path) -> None:
    screen_geopackage(geopackage, Limits())


@pytest.mark.parametrize("layer", ["Angebote 2026", "Träger (alt)", "kitas-2026"])
def test_layers_may_be_called_anything(
    tmp_path: Path, write_layer: Callable[..., Path], layer: str
) -> None:
    path = write_layer(
        tmp_path / "a.gpkg", [shapely.Point(1, 2)], driver="GPKG", layer=layer, name=["A"]
    )
    screen_geopackage(path, Limits())
    _change(path, f'CREATE VIEW "nur Namen" AS SELECT name FROM "{layer}"')  # noqa: S608 - our own name
    screen_geopackage(path, Limits())


def test_a_plain_view_is_accepted(geopackage: Path) -> None:
    _change(geopackage, "CREATE VIEW nur_namen AS SELECT name FROM upload WHERE name = 'A'")
    screen_geopackage(geopackage, Limits())


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW v AS WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x FROM c) SELECT 1",
        "CREATE VIEW v AS SELECT load_extension('x') FROM upload",
        "CREATE VIEW v AS SELECT * FROM upload, upload, upload",
        "CREATE VIEW v AS SELECT name FROM upload UNION ALL SELECT name FROM upload",
    ],
)
def test_a_view_that_does_more_is_refused(geopackage: Path, sql: str) -> None:
    _change(geopackage, sql)
    assert _reason(geopackage) == "datenbank_fremd"


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIRTUAL TABLE t USING VirtualText('/etc/passwd', 'UTF-8', 0)",
        "CREATE/**/VIRTUAL/**/TABLE t USING VirtualShape('/etc/x', 'UTF-8', 4326)",
        "CREATE VIRTUAL TABLE t USING VirtualXL('/etc/x')",
    ],
)
def test_a_virtual_table_is_refused(geopackage: Path, sql: str) -> None:
    _plant(geopackage, "table", "t", sql)
    assert _reason(geopackage) == "datenbank_fremd"


def test_full_text_search_is_refused_like_any_virtual_table(geopackage: Path) -> None:
    _change(geopackage, "CREATE VIRTUAL TABLE suche USING fts5(name)")
    assert _reason(geopackage) == "datenbank_fremd"


def test_a_foreign_trigger_is_refused(geopackage: Path) -> None:
    _change(geopackage, "CREATE TRIGGER spy AFTER INSERT ON upload BEGIN SELECT 1; END")
    assert _reason(geopackage) == "datenbank_fremd"


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    _change(path, "CREATE TABLE t (a)")
    assert _reason(path) == "kein_geopackage"


def test_too_many_tables_are_refused(geopackage: Path) -> None:
    assert _reason(geopackage, Limits(database_objects=10)) == "zu_aufwendig"


def test_a_damaged_schema_is_refused(geopackage: Path) -> None:
    content = bytearray(geopackage.read_bytes())
    content[100:2_000] = b"\xff" * 1_900
    geopackage.write_bytes(content)
    assert _reason(geopackage) == "abgeschnitten"
