from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import factories
import numpy as np
import pyogrio.raw
import pytest
import shapely
import xlsxwriter

from geo.county import County
from geo.crs import WGS84, transform_xy
from geo.gazetteer import Gazetteer, GazetteerPlace
from geo.importing import (
    ColumnMapping,
    Decisions,
    Format,
    ImportContext,
    ImportDefaults,
    ImportResult,
    ParsedFile,
    Shape,
    Table,
    import_table,
    parse_file,
)
from geo.importing.parsing import children

EAST, NORTH = factories.ORIGIN


def lonlat(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a point given in metres from Musterland's corner."""
    lon, lat = transform_xy([EAST + x], [NORTH + y], source=factories.CRS, target=WGS84)
    return float(lon[0]), float(lat[0])


def _place(name: str, ars: str, postcode: str, x: float, y: float) -> GazetteerPlace:
    lon, lat = lonlat(x, y)
    return GazetteerPlace(name=name, ars=ars, postcodes=(postcode,), lat=lat, lon=lon)


PLACES = (
    _place("Musterdorf", "990010001001", "99991", 5_000, 5_000),
    _place("Probestadt", "990010002002", "99992", 15_000, 5_000),
    _place("Testlin", "990010003006", "99996", 25_000, 15_000),
    _place("Neudorf", "990010001001", "99991", 2_000, 2_000),
    _place("Neudorf", "990010003003", "99993", 28_000, 2_000),
)


@pytest.fixture(scope="session")
def place() -> Callable[[float, float], tuple[float, float]]:
    """Return longitude and latitude of a point given in metres from Musterland's corner."""
    return lonlat


@pytest.fixture(scope="session")
def context() -> ImportContext:
    county = County(name="Landkreis Musterland", ars="99001", crs=factories.CRS)
    gazetteer = Gazetteer(PLACES, areas={"990010001": "Amt West"})
    return ImportContext(county, factories.county_areas(), factories.taxonomy(), gazetteer)


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a test start and end a fork server that no other test uses."""
    monkeypatch.setattr(children, "_server", None)
    yield
    children.stop_server()


@pytest.fixture
def changed_child(
    monkeypatch: pytest.MonkeyPatch,
    own_server: None,  # noqa: ARG001 - no other test shall meet it
) -> Callable[[str], None]:
    """Let a statement run in the fork server before its first child; ``child`` is the module."""

    def change(statement: str) -> None:
        plain = 'importlib.import_module("geo.importing.parsing." + module)'
        changed = f"""
module = {plain}
import geo.importing.parsing.child as child
{statement}
module"""
        monkeypatch.setattr(children, "_START", children._START.replace(plain, changed))

    return change


@pytest.fixture
def load(context: ImportContext) -> Callable[..., ImportResult]:
    """Import a table given as a header line and rows of cells, without any file."""

    def run(
        header: str,
        *rows: Sequence[str],
        shapes: Sequence[Shape | None] | None = None,
        crs: str | None = None,
        defaults: ImportDefaults | None = None,
        mapping: ColumnMapping | None = None,
        decisions: Decisions | None = None,
    ) -> ImportResult:
        table = Table(
            name="Tabelle",
            columns=tuple(header.split(";")),
            rows=tuple(map(tuple, rows)),
            row_numbers=tuple(range(2, len(rows) + 2)),
            shapes=tuple(shapes) if shapes else None,
            crs=crs,
        )
        parsed = ParsedFile(
            file_name="liste.csv", format=Format.CSV, encoding="UTF-8", tables=(table,)
        )
        decided = replace(decisions or Decisions(), mapping=mapping)
        return import_table(parsed, table, context=context, defaults=defaults, decisions=decided)

    return run


@pytest.fixture
def load_file(context: ImportContext) -> Callable[[Path], ImportResult]:
    """Import a real file through the child process."""

    def run(path: Path) -> ImportResult:
        parsed = parse_file(path)
        return import_table(parsed, parsed.tables[0], context=context)

    return run


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file with Python's own writer."""

    def write(
        *rows: Sequence[str], encoding: str = "utf-8", separator: str = ",", name: str = "liste.csv"
    ) -> Path:
        text = io.StringIO()
        csv.writer(text, delimiter=separator).writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def write_layer() -> Callable[..., Path]:
    """Write points or other geometries with GDAL."""

    def write(
        path: Path,
        geometries: Sequence[shapely.Geometry | None],
        *,
        driver: str,
        crs: str | None = factories.CRS,
        encoding: str | None = None,
        layer: str | None = None,
        append: bool = False,
        **columns: Sequence[object],
    ) -> Path:
        kinds = {geometry.geom_type for geometry in geometries if geometry is not None}
        pyogrio.raw.write(
            path,
            shapely.to_wkb(np.array(geometries, dtype=object)),
            [
                np.array(values, dtype=object if isinstance(values[0], str) else None)
                for values in columns.values()
            ],
            list(columns),
            driver=driver,
            geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown",
            crs=crs,
            encoding=encoding,
            layer=layer,
            append=append,
        )
        return path

    return write


@pytest.fixture
def virtual_text(write_layer: Callable[..., Path]) -> Callable[[Path, Path], None]:
    """Write a GeoPackage with a layer that is a virtual table on another file."""

    def write(path: Path, target: Path) -> None:
        write_layer(path, [shapely.Point(1, 2)], driver="GPKG", name=["A"])
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(
                "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES "
                "('table', 'spy', 'spy', 0, ?)",
                (f"CREATE VIRTUAL TABLE spy USING VirtualText('{target}', 'UTF-8', 1, COMMA)",),
            )
            connection.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
                "VALUES ('spy', 'attributes', 'spy')"
            )
            connection.commit()

    return write


@pytest.fixture
def xlsx_file(tmp_path: Path) -> Callable[..., Path]:
    """Write an Excel file; each row is a number (from 1) and its cells."""

    def write(rows: dict[int, Sequence[object]], *, name: str = "liste.xlsx") -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
        sheet = book.add_worksheet("Liste")
        for number, cells in rows.items():
            sheet.write_row(number - 1, 0, cells)
        book.close()
        return path

    return write
