"""The same list in every format, written by real writers, is the same layer."""

from __future__ import annotations

import csv
import json
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from topojson.core.topology import Topology

from geo.importing import ImportResult

ROWS = [
    ("Kita Müller", "52.30", "12.88", "01067"),
    ("Treff Straße", "52.31", "12.70", "00001"),
    ("NA", "52.25", "13.00", "99999"),
]
HEADER = ("Name", "lat", "lon", "PLZ")


def _csv(folder: Path) -> Path:
    path = folder / "liste.csv"
    with path.open("w", encoding="cp1252", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADER, *ROWS])
    return path


def _xlsx(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *ROWS):
        sheet.append(row)
    path = folder / "liste.xlsx"
    book.save(path)
    return path


def _written_by_gdal(folder: Path, name: str, driver: str, **options: str) -> Path:
    import geopandas

    frame = geopandas.GeoDataFrame(
        {"Name": [row[0] for row in ROWS], "PLZ": [row[3] for row in ROWS]},
        geometry=geopandas.points_from_xy(
            [float(row[2]) for row in ROWS], [float(row[1]) for row in ROWS]
        ),
        crs="EPSG:4326",
    )
    path = folder / name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame.to_file(path, driver=driver, engine="pyogrio", **options)
    return path


def _shapefile(folder: Path) -> Path:
    _written_by_gdal(folder, "liste.shp", "ESRI Shapefile")
    path = folder / "liste.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.glob("liste.*"):
            if part != path:
                archive.write(part, part.name)
    return path


def _topojson(folder: Path) -> Path:
    source = json.loads(_written_by_gdal(folder, "liste.geojson", "GeoJSON").read_text("utf-8"))
    path = folder / "liste.topojson"
    path.write_text(str(Topology(source, prequantize=1_000_000).to_json()), "utf-8")
    return path


def _esri_json(folder: Path) -> Path:
    features = [
        {"attributes": {"Name": name, "PLZ": postcode}, "geometry": {"x": float(x), "y": float(y)}}
        for name, y, x, postcode in ROWS
    ]
    path = folder / "liste.json"
    document = {"spatialReference": {"wkid": 4326}, "features": features}
    path.write_text(json.dumps(document), "utf-8")
    return path


FORMATS: dict[str, Callable[[Path], Path]] = {
    "CSV": _csv,
    "XLSX": _xlsx,
    "GeoJSON": lambda folder: _written_by_gdal(folder, "liste.geojson", "GeoJSON"),
    "GeoPackage": lambda folder: _written_by_gdal(folder, "liste.gpkg", "GPKG"),
    "Shapefile": _shapefile,
    "KML": lambda folder: _written_by_gdal(folder, "liste.kml", "KML"),
    "KML with a schema": lambda folder: _written_by_gdal(folder, "liste.kml", "LIBKML"),
    "KMZ": lambda folder: _written_by_gdal(folder, "liste.kmz", "LIBKML"),
    "GML": lambda folder: _written_by_gdal(folder, "liste.gml", "GML"),
    "GML 2": lambda folder: _written_by_gdal(folder, "liste.gml", "GML", FORMAT="GML2"),
    "FlatGeobuf": lambda folder: _written_by_gdal(
        folder, "liste.fgb", "FlatGeobuf", SPATIAL_INDEX="NO"
    ),
    "GeoJSON line by line": lambda folder: _written_by_gdal(folder, "l.geojsonl", "GeoJSONSeq"),
    "GeoJSON with RS": lambda folder: _written_by_gdal(folder, "l.seq", "GeoJSONSeq", RS="YES"),
    "TopoJSON": _topojson,
    "Esri JSON": _esri_json,
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_list_in_any_format_gives_the_same_resources(
    name: str, tmp_path: Path, load_file: Callable[[Path], ImportResult]
) -> None:
    result = load_file(FORMATS[name](tmp_path))
    assert result.report.rows == 3
    assert [
        (resource.name, resource.postcode, f"{resource.lat:.2f}", f"{resource.lon:.2f}")
        for resource in result.resources
    ] == [(row[0], row[3], row[1], row[2]) for row in ROWS]
