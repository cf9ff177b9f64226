"""Row-by-row reading with fiona, for layers that the bulk reader gives up on.

The only module that knows fiona. It is slower, but a broken feature costs one row, not the
layer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely

from geo.importing.parsing.raw import Note, RawTable
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.shapes import shape_of
from geo.importing.parsing.sheets import cell_text


def read_records(
    path: Path, layer: str | None, drivers: tuple[str, ...], encoding: str | None
) -> RawTable:
    """Read one layer feature by feature.

    A text that cannot be decoded comes out empty, which the notes say.

    Parameters
    ----------
    path, layer
        File and name of the layer; ``None`` for the only one.
    drivers
        GDAL drivers that may open the file.
    encoding
        Encoding of the attributes, where the format needs it.

    Raises
    ------
    Refused
        If fiona cannot open the layer either.
    """
    import fiona
    from fiona.errors import FionaError

    try:
        with fiona.open(
            path, layer=layer, enabled_drivers=list(drivers), encoding=encoding
        ) as features:
            table = RawTable(name=layer or "", header=list(features.schema["properties"]))
            epsg = features.crs.to_epsg() if features.crs else None
            table.crs = f"EPSG:{epsg}" if epsg else None
            table.shapes = []
            table.notes.append(Note("text_unlesbar"))
            for row, feature in enumerate(features, start=1):
                _append(table, row, feature)
            return table
    except FionaError as error:
        raise Refused("abgeschnitten", where="") from error


def _append(table: RawTable, row: int, feature: Any) -> None:
    values = [feature.properties.get(name) for name in table.header or ()]
    table.rows.append((row, ["" if isinstance(v, bytes) else cell_text(v) for v in values]))
    shape = None
    if feature.geometry is not None:
        try:
            shape = shape_of(shapely.geometry.shape(feature.geometry))
        except (shapely.errors.ShapelyError, ValueError, TypeError):
            shape = None
        if shape is None:
            table.notes.append(Note("geometrie_ungueltig", row=row))
    if table.shapes is not None:
        table.shapes.append(shape)
