"""GeoJSON, GeoPackage, Shapefile and KML: attributes as text, a point for each feature."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.importing.archives import unpack_shapefiles
from geo.importing.drivers import DRIVERS, allow_only
from geo.importing.formats import Format
from geo.importing.kml import as_one_list
from geo.importing.limits import Limits
from geo.importing.numbers import german_number
from geo.importing.raw import Note, RawFile, RawTable
from geo.importing.records import read_records
from geo.importing.refusals import Refused
from geo.importing.shapes import shape_of
from geo.importing.sheets import cell_text

_PRJ = re.compile(rb"^\s*(\xef\xbb\xbf)?(PROJ|GEOG|GEOC|COMP|BOUND|LOCAL|VERT)", re.IGNORECASE)
_PRJ_BYTES = 65_536
_KML_TECHNICAL = (
    "id timestamp begin end altitudemode tessellate extrude visibility draworder icon snippet"
)
_NO_LISTS = {"layer_styles", "qgis_projects"}  # QGIS keeps its own things in a GeoPackage
_WITH_HEIGHT = {"EPSG:4979": "EPSG:4326"}  # what GDAL says of a GeoJSON with heights
_OPEN_OPTIONS = {Format.GEOJSON: {"FLATTEN_NESTED_ATTRIBUTES": "YES"}}
_EPSG = re.compile(r"^EPSG:\d+$")


def read_geodata(path: Path, kind: Format, limits: Limits) -> RawFile:
    """Read all layers of a geodata file.

    Raises
    ------
    Refused
        If a limit is exceeded, the file is damaged or has no features.
    """
    allow_only(DRIVERS[kind])
    if kind is Format.SHAPEFILE:
        return _read_shapefiles(path, limits)
    import pyogrio

    layers = [str(name) for name, _ in pyogrio.list_layers(path) if name not in _NO_LISTS]
    tables = _with_rows([_read_layer(path, name, kind, limits) for name in layers])
    if kind is Format.KML:
        tables = as_one_list(tables, path.read_text("utf-8", "replace"))
    return RawFile(tables=tables, encoding="")


def _with_rows(tables: list[RawTable]) -> list[RawTable]:
    filled = [table for table in tables if table.rows]
    if not filled:
        raise Refused("ohne_zeilen")
    return filled


def _read_shapefiles(path: Path, limits: Limits) -> RawFile:
    tables: list[RawTable] = []
    notes: list[Note] = []
    encoding = ""
    for name, shp in unpack_shapefiles(path):
        _check_parts(name, shp)
        encoding, guessed = _dbf_encoding(shp)
        if guessed and not notes:
            notes.append(Note("kodierung_geraten", details={"encoding": encoding}))
        table = _read_layer(shp, None, Format.SHAPEFILE, limits, encoding=encoding)
        table.name = name
        tables.append(table)
    return RawFile(tables=_with_rows(tables), encoding=encoding, notes=notes)


def _check_parts(name: str, shp: Path) -> None:
    """Check that the parts of a shapefile are what they say and belong together."""
    if not shp.read_bytes().startswith(b"\x00\x00\x27\x0a"):
        raise Refused("abgeschnitten", where=f" („{name}.shp“ ist kein Shapefile)")
    prj = shp.with_suffix(".prj")
    if prj.exists() and not _PRJ.match(prj.read_bytes()[:_PRJ_BYTES]):
        raise Refused("abgeschnitten", where=f" („{name}.prj“ ist kein Koordinatensystem)")
    records = int.from_bytes(shp.with_suffix(".dbf").read_bytes()[4:8], "little")
    shx = shp.with_suffix(".shx")
    shapes = (len(shx.read_bytes()) - 100) // 8 if shx.exists() else records
    if shapes != records:
        raise Refused("shapefile_uneinig", name=name, shapes=shapes, records=records)


def _dbf_encoding(shp: Path) -> tuple[str, bool]:
    """Return the encoding of the attributes and whether it is a guess.

    The ``.cpg`` decides unless it says UTF-8 and the bytes are none.
    """
    content = shp.with_suffix(".dbf").read_bytes()
    records = content[int.from_bytes(content[8:10], "little") :]
    declared = _declared_encoding(shp.with_suffix(".cpg"))
    if declared and (declared != "UTF-8" or _is_utf8(records)):
        return declared, False
    return ("UTF-8", False) if _is_utf8(records) else ("CP1252", True)


def _declared_encoding(cpg: Path) -> str:
    if not cpg.exists():
        return ""
    try:
        return codecs.lookup(cpg.read_text("ascii", "replace").strip()[:40]).name.upper()
    except LookupError:
        return ""


def _is_utf8(records: bytes) -> bool:
    """Tell whether bytes are UTF-8, apart from letters cut at the end of a field."""
    text = records.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken == 0 or sum(char > "\x7f" for char in text) > 2 * broken


def _read_layer(
    path: Path, layer: str | None, kind: Format, limits: Limits, *, encoding: str | None = None
) -> RawTable:
    from pyogrio import raw
    from pyogrio.errors import DataLayerError, DataSourceError

    _check_size(path, layer, limits)
    try:
        meta, _, geometries, fields = raw.read(
            path,
            layer=layer,
            encoding=encoding,
            force_2d=True,
            datetime_as_string=True,
            **_OPEN_OPTIONS.get(kind, {}),
        )
    except DataSourceError as error:
        raise Refused("abgeschnitten", where="") from error
    except (DataLayerError, RuntimeError, ValueError):
        return read_records(path, layer, DRIVERS[kind], encoding)
    names = [str(name) for name in meta["fields"]]
    kept = [
        index
        for index, name in enumerate(names)
        if kind is not Format.KML or name.lower() not in _KML_TECHNICAL.split()
    ]
    columns = [_column_text(fields[i], meta["ogr_types"][i], limits) for i in kept]
    count = len(geometries) if geometries is not None else len(columns[0]) if columns else 0
    table = RawTable(name=layer or "", header=[names[i] for i in kept])
    table.crs = _authority(meta["crs"])
    table.rows = [(row + 1, [column[row] for column in columns]) for row in range(count)]
    if geometries is not None:
        table.shapes = _shapes(geometries, table.notes)
    return table


def _check_size(path: Path, layer: str | None, limits: Limits) -> None:
    import pyogrio

    info = pyogrio.read_info(path, layer=layer, force_feature_count=True)
    if info["features"] > limits.rows:
        raise Refused("zu_viele_zeilen", limit=german_number(limits.rows))
    if len(info["fields"]) > limits.columns:
        raise Refused("zu_viele_spalten", limit=german_number(limits.columns))


def _column_text(values: Any, ogr_type: str, limits: Limits) -> list[str]:
    # whole numbers come as floats when one of them is missing
    texts = [_text(value) for value in values.tolist()]
    for row, text in enumerate(texts, start=1):
        if len(text) > limits.cell_chars:
            raise Refused("zelle_zu_lang", row=row, limit=german_number(limits.cell_chars))
    is_date = ogr_type == "OFTDateTime"
    return [text.removesuffix("T00:00:00") for text in texts] if is_date else texts


def _text(value: object) -> str:
    return "" if isinstance(value, bytes) else cell_text(value)


def _authority(crs: str | None) -> str | None:
    """Return the EPSG code of a CRS, ``None`` if there is none or it cannot be named."""
    if crs is None or _EPSG.match(crs):
        return _WITH_HEIGHT.get(crs or "", crs)
    import pyproj
    from pyproj.exceptions import CRSError

    try:
        code = pyproj.CRS.from_user_input(crs).to_epsg(min_confidence=60)
    except CRSError:
        return None
    return f"EPSG:{code}" if code else None


def _shapes(wkb: Sequence[bytes | None], notes: list[Note]) -> list[list[Any] | None]:
    geometries = shapely.from_wkb(np.asarray(wkb, dtype=object), on_invalid="fix")
    shapes = [shape_of(geometry) for geometry in geometries]
    notes += [
        Note("geometrie_ungueltig", row=row)
        for row, (source, shape) in enumerate(zip(wkb, shapes, strict=True), start=1)
        if source is not None and shape is None
    ]
    return shapes
