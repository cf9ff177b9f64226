"""Layers that GDAL reads: GeoPackage, Shapefile and FlatGeobuf."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.importing.parsing.archives import unpack_shapefiles
from geo.importing.parsing.drivers import DRIVERS, allow_only
from geo.importing.parsing.features import check_vertices
from geo.importing.parsing.formats import Format
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import Note, RawFile, RawTable
from geo.importing.parsing.records import read_records
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.shapefiles import check_parts, table_encoding
from geo.importing.parsing.shapes import noted_shape
from geo.importing.parsing.sheets import cell_text
from geo.numbers import german_number

_NO_LISTS = {"layer_styles", "qgis_projects"}  # QGIS keeps its own things in a GeoPackage
_EPSG = re.compile(r"^EPSG:\d+$")


def read_layers(path: Path, kind: Format, limits: Limits, encoding: str | None = None) -> RawFile:
    """Read all layers of a file.

    Parameters
    ----------
    path, kind, limits
        The screened file.
    encoding
        Of the attributes of a shapefile, if a person chose one.

    Raises
    ------
    Refused
        If a limit is exceeded or the file is damaged.
    """
    allow_only(DRIVERS[kind])
    if kind is Format.SHAPEFILE:
        return _read_shapefiles(path, limits, encoding)
    import pyogrio

    names = [str(name) for name, _ in pyogrio.list_layers(path) if name not in _NO_LISTS]
    tables = [_read_layer(path, name, kind, limits) for name in names]
    for table in tables:
        # a layer without a name of its own is called like our copy of the file
        table.name = table.name if table.name != path.name else ""
    return RawFile(tables=tables)


def _read_shapefiles(path: Path, limits: Limits, wanted: str | None) -> RawFile:
    found = RawFile(tables=[])
    for name, shp in unpack_shapefiles(path):
        check_parts(name, shp)
        encoding = table_encoding(shp, wanted)
        table = _read_layer(shp, None, Format.SHAPEFILE, limits, encoding=encoding.codec)
        table.name = name
        if encoding.guessed:
            table.notes.append(Note("kodierung_geraten", details={"encoding": encoding.name}))
        found.tables.append(table)
        # the first with letters to read speaks for the file
        if encoding.offers and not found.encodings:
            found.encodings = list(encoding.offers)
            found.encoding = encoding.name
        found.encoding = found.encoding or encoding.name
    return found


def _read_layer(
    path: Path, layer: str | None, kind: Format, limits: Limits, *, encoding: str | None = None
) -> RawTable:
    from pyogrio import raw
    from pyogrio.errors import DataLayerError, DataSourceError

    _check_size(path, layer, limits)
    try:
        meta, _, geometries, fields = raw.read(
            path, layer=layer, encoding=encoding, force_2d=True, datetime_as_string=True
        )
    except DataSourceError as error:
        raise Refused("abgeschnitten", where="") from error
    except (DataLayerError, RuntimeError, ValueError):
        return read_records(path, layer, DRIVERS[kind], encoding)
    header = [str(name) for name in meta["fields"]]
    columns = [
        _column_text(values, ogr_type, limits)
        for values, ogr_type in zip(fields, meta["ogr_types"], strict=True)
    ]
    count = len(geometries) if geometries is not None else len(columns[0]) if columns else 0
    table = RawTable(name=layer or "", header=header, crs=_authority(meta["crs"]))
    table.rows = [(row + 1, [column[row] for column in columns]) for row in range(count)]
    if geometries is not None:
        table.shapes = _shapes(geometries, table.notes, limits)
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
        return crs
    import pyproj
    from pyproj.exceptions import CRSError

    try:
        code = pyproj.CRS.from_user_input(crs).to_epsg(min_confidence=60)
    except CRSError:
        return None
    return f"EPSG:{code}" if code else None


def _shapes(
    wkb: Sequence[bytes | None], notes: list[Note], limits: Limits
) -> list[list[Any] | None]:
    source = np.asarray(wkb, dtype=object)
    geometries = shapely.from_wkb(source, on_invalid="ignore")
    missing = shapely.is_missing(geometries)
    broken = np.array(
        [gone and content is not None for gone, content in zip(missing, wkb, strict=True)]
    )
    if broken.any():
        geometries[broken] = shapely.from_wkb(source[broken], on_invalid="fix")
    check_vertices(int(shapely.get_num_coordinates(geometries).sum()), limits)
    shapes = []
    for row, (geometry, was_broken) in enumerate(zip(geometries, broken, strict=True), start=1):
        if was_broken and geometry is None:
            notes.append(Note("geometrie_ungueltig", row=row))
        shapes.append(noted_shape(geometry, row, notes, was_open=bool(was_broken)))
    return shapes
