"""GeoPackages: judged by their schema before any geodata library opens them.

A GeoPackage is a database, and its schema can run code: views with endless recursion, virtual
tables that read other files, triggers. None of them is needed to hold a layer.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused

_STEPS = 1_000
_ADDRESS = re.compile(r"\s*[a-z]+://", re.IGNORECASE)
_CRS_TABLE = "gpkg_spatial_ref_sys"
_BUDGET = 20_000_000
_RTREE = re.compile(
    r'^CREATE VIRTUAL TABLE ("rtree_[^"]+"|rtree_\w+) USING rtree\s*\([\w\s,"]*\)$', re.I
)
_PLAIN_VIEW = re.compile(
    r'^CREATE VIEW ("[^"]+"|\w+) AS SELECT [\w\s",.*-]+ FROM ("[^"]+"|\w+)'
    r'( WHERE [\w\s"\'=<>.]+)?$',
    re.I,
)
_TRIGGERS = re.compile(r"^(gpkg_|rtree_|trigger_(insert|delete)_feature_count_)", re.I)
_WORDS_OF_A_VIEW = re.compile(r"\b(select|with|recursive)\b", re.I)


def screen_geopackage(path: Path, limits: Limits) -> None:
    """Refuse a database that is no GeoPackage or whose schema does more than hold layers.

    The file is opened read-only and immutable, with untrusted schema and a limited number of
    steps.

    Raises
    ------
    Refused
        If it is no GeoPackage, damaged, or holds views, virtual tables or triggers that are
        not those of a plain GeoPackage.
    """
    try:
        objects, definitions = _schema(path, limits)
    except sqlite3.Error as error:
        raise Refused("abgeschnitten", where="") from error
    if len(objects) > limits.database_objects:
        raise Refused("zu_aufwendig")
    for kind, name, root, sql in objects:
        foreign = _foreign(kind, name, root, " ".join(sql.split()))
        if foreign:
            raise Refused("datenbank_fremd", what=foreign)
    if any(map(_ADDRESS.match, definitions)):
        raise Refused(
            "verweist_nach_aussen", what="einen Verweis auf ein Koordinatensystem im Netz"
        )
    if "gpkg_contents" not in {name for kind, name, _, _ in objects if kind == "table"}:
        raise Refused("kein_geopackage")


def _schema(path: Path, limits: Limits) -> tuple[list[tuple[str, str, int, str]], list[str]]:
    """Return the objects of a database, and what it says about its CRS."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        steps = iter(range(_BUDGET // _STEPS))
        connection.set_progress_handler(lambda: next(steps, None) is None, _STEPS)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        rows = connection.execute(
            "SELECT type, name, rootpage, coalesce(sql, '') FROM sqlite_master LIMIT ?",
            (limits.database_objects + 1,),
        ).fetchall()
        is_plain = any(row[:2] == ("table", _CRS_TABLE) and row[2] for row in rows)
        texts = connection.execute(f"SELECT * FROM {_CRS_TABLE}").fetchall() if is_plain else []  # noqa: S608 - our own name
    finally:
        connection.close()
    objects = [(str(kind), str(name), int(root or 0), str(sql)) for kind, name, root, sql in rows]
    return objects, [str(cell) for row in texts for cell in row]


def _foreign(kind: str, name: str, root: int, sql: str) -> str:
    """Return what is foreign about one object of the schema, or an empty text."""
    if kind == "view" and not (_PLAIN_VIEW.match(sql) and len(_WORDS_OF_A_VIEW.findall(sql)) == 1):
        return "eine Sicht (View), die mehr als eine Tabelle zeigt"
    if kind == "trigger" and not _TRIGGERS.match(name):
        return "einen fremden Auslöser (Trigger)"
    # a table without pages of its own is a virtual one, whatever its text says
    if kind == "table" and root == 0 and not _RTREE.match(sql):
        return "eine virtuelle Tabelle"
    return ""
