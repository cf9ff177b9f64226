"""Reading row by row, for layers that the bulk reader gives up on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from geo.importing.parsing.records import read_records
from geo.importing.parsing.refusals import Refused


def test_a_layer_is_read_row_by_row(tmp_path: Path, write_layer: Callable[..., Path]) -> None:
    shapes = [shapely.Point(1, 2), shapely.box(0, 0, 2, 2), None]
    names = ["A", "B", "C"]
    path = write_layer(
        tmp_path / "k.gpkg", shapes, driver="GPKG", layer="k", Name=names, n=[1, 2, 3]
    )
    table = read_records(path, "k", ("GPKG",), None)
    assert (table.header, table.crs) == (["Name", "n"], "EPSG:25833")
    assert table.rows == [(1, ["A", "1"]), (2, ["B", "2"]), (3, ["C", "3"])]
    assert table.shapes == [[1.0, 2.0, True], [1.0, 1.0, False], None]


def test_only_the_named_drivers_may_open_a_file(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    path = write_layer(tmp_path / "k.gpkg", [shapely.Point(1, 2)], driver="GPKG", Name=["A"])
    with pytest.raises(Refused) as refused:
        read_records(path, None, ("GeoJSON",), None)
    assert refused.value.reason == "abgeschnitten"
