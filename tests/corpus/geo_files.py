"""Geodata, written by GDAL, by hand where no writer makes it, and by QGIS's conventions."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely
from corpus.catalogue import put, shows
from corpus.material import OFFERS, write_text

_NAMES = [offer.name for offer in OFFERS]
_ZIP_DAY = (2026, 1, 1, 0, 0, 0)


def _points(crs: str = "EPSG:4326", count: int = len(OFFERS)) -> list[shapely.Geometry]:
    return [
        shapely.Point(offer.lon, offer.lat) if crs == "EPSG:4326" else shapely.Point(offer.xy(crs))
        for offer in OFFERS[:count]
    ]


def write(
    path: Path,
    shapes: Sequence[shapely.Geometry | None],
    *,
    driver: str,
    crs: str | None = "EPSG:4326",
    names: Sequence[str] | None = None,
    more: dict[str, Sequence[Any]] | None = None,
    columns_named: str = "Name",
    **options: Any,
) -> None:
    """Write features with GDAL."""
    columns: dict[str, Sequence[Any]] = {
        columns_named: names or _NAMES[: len(shapes)],
        **(more or {}),
    }
    kinds = {shape.geom_type for shape in shapes if shape is not None}
    if any(shape is not None and shape.has_z for shape in shapes):
        kinds = {f"{kind} Z" for kind in kinds}
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2026-01-01T00:00:00.000Z"})
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(shapes, dtype=object)),
        [
            np.array(values, dtype=object if isinstance(values[0], str) else None)
            for values in columns.values()
        ],
        list(columns),
        driver=driver,
        geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown",
        crs=crs,
        **options,
    )


def _pack(folder: Path, path: Path, *, under: str = "") -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.iterdir()):
            archive.writestr(
                zipfile.ZipInfo(under + part.name, _ZIP_DAY),
                part.read_bytes(),
                zipfile.ZIP_DEFLATED,
            )


Change = Callable[[Path], object]


def _shapefile(path: Path, *changes: Change, under: str = "", **options: Any) -> None:
    crs = options.pop("crs", "EPSG:25833")
    shapes = options.pop("shapes", None) or _points(crs)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "angebote.shp", shapes, driver="ESRI Shapefile", crs=crs, **options)
        for change in changes:
            change(folder)
        _pack(folder, path, under=under)


def _without(suffix: str) -> Change:
    return lambda folder: next(folder.glob(f"*{suffix}")).unlink()


def _cut(suffix: str, size: int) -> Change:
    def change(folder: Path) -> None:
        part = next(folder.glob(f"*{suffix}"))
        part.write_bytes(part.read_bytes()[:size])

    return change


def _replaced(suffix: str, content: bytes) -> Change:
    return lambda folder: (folder / f"angebote{suffix}").write_bytes(content)


def _zip(name: str, cases: str, what: str, *changes: Change, **options: Any) -> None:
    put(name, cases, f"Shapefile: {what}", lambda path: _shapefile(path, *changes, **options))


_zip("x-shapefile.zip", "", "complete, UTM 33")
_zip("z04-no-prj.zip", "Z4 C2", "without .prj, as a GIS sends it", _without(".prj"))
_zip("z04-no-prj-gk4.zip", "Z4 C2", "without .prj, Gauß-Krüger", _without(".prj"), crs="EPSG:31468")
_zip(
    "z04-no-cpg-cp1252.zip",
    "Z4 T1",
    "without .cpg, attributes in Windows-1252",
    _without(".cpg"),
    encoding="CP1252",
)
_zip(
    "z04-no-cpg-cp850.zip",
    "Z4 T3",
    "without .cpg, attributes in cp850",
    _without(".cpg"),
    encoding="CP850",
)
_zip("z04-no-shx.zip", "Z4", "without .shx", _without(".shx"))
_zip("z04-no-dbf.zip", "Z4", "without .dbf", _without(".dbf"))
_zip("z04-cut-shp.zip", "Z4", "the .shp ends early", _cut(".shp", 200))
_zip("z04-cut-dbf.zip", "Z4", "the .dbf ends early", _cut(".dbf", 300))
_zip(
    "z04-lying-cpg.zip",
    "Z4 T1",
    "the .cpg says UTF-8, the attributes are Windows-1252",
    _replaced(".cpg", b"UTF-8"),
    encoding="CP1252",
)
_zip(
    "z05-wrong-prj.zip",
    "Z5 C3",
    "UTM 33 numbers with a .prj of UTM 32",
    crs="EPSG:25832",
    shapes=_points("EPSG:25833"),
)
_zip(
    "z05-prj-is-a-link.zip",
    "Z5",
    "the .prj holds an address",
    _replaced(".prj", b"http://localhost/crs"),
)
_zip(
    "z05-prj-esri.zip",
    "Z5",
    "a .prj in the words of Esri",
    _replaced(
        ".prj",
        b'PROJCS["ETRS_1989_UTM_Zone_33N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",15.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
    ),
)
_zip(
    "z06-subfolder-and-junk.zip",
    "Z6",
    "in a folder, with .DS_Store and Thumbs.db",
    _replaced("-x.txt", b"x"),
    lambda folder: (
        [(folder / junk).write_bytes(b"x") for junk in (".DS_Store", "Thumbs.db")] and None
    ),
    under="Daten/2026/",
)
_zip(
    "c11-heights.zip",
    "C11",
    "points with heights, one of them -9999",
    shapes=[
        shapely.Point(*o.xy("EPSG:25833"), -9999 if n == 0 else 40 + n)
        for n, o in enumerate(OFFERS)
    ],
)


@shows("z06-two-layers.zip", "Z6", "Shapefile: two in one archive")
def _two_shapefiles(path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "kitas.shp", _points()[:4], driver="ESRI Shapefile")
        write(folder / "treffs.shp", _points()[4:], driver="ESRI Shapefile", names=_NAMES[4:])
        _pack(folder, path)


@shows("x-shapefile-areas.zip", "C10", "Shapefile: areas instead of points")
def _areas(path: Path) -> None:
    _shapefile(path, shapes=[shape.buffer(200, quad_segs=2) for shape in _points("EPSG:25833")])


# --- GeoPackage ---------------------------------------------------------------------------------


@shows("x-geopackage.gpkg", "", "GeoPackage of GDAL, UTM 33")
def _geopackage(path: Path) -> None:
    write(path, _points("EPSG:25833"), driver="GPKG", crs="EPSG:25833", layer="angebote")


@shows("z06-geopackage-layers.gpkg", "Z6", "GeoPackage with three layers")
def _layers(path: Path) -> None:
    write(path, _points()[:3], driver="GPKG", layer="kitas")
    write(path, _points()[3:6], driver="GPKG", layer="treffs", names=_NAMES[3:6], append=True)
    write(
        path,
        [shape.buffer(0.01) for shape in _points()[:2]],
        driver="GPKG",
        layer="gebiete",
        append=True,
    )


@shows("z06-qgis-styles.gpkg", "Z6", "GeoPackage with a table of QGIS styles")
def _with_styles(path: Path) -> None:
    write(path, _points(), driver="GPKG", layer="angebote")
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_name TEXT, styleQML TEXT)"
        )
        database.execute("INSERT INTO layer_styles VALUES (1, 'angebote', '<qgis/>')")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES "
            "('layer_styles', 'attributes', 'layer_styles', '2026-01-01T00:00:00.000Z')"
        )
        database.commit()


@shows("z08-not-a-geopackage.gpkg", "Z8", "an SQLite database that is none")
def _any_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE angebote (name TEXT)")
        database.commit()


@shows("z08-cut.gpkg", "Z8", "a GeoPackage that ends early")
def _cut_geopackage(path: Path) -> None:
    _geopackage(path)
    path.write_bytes(path.read_bytes()[:20_000])


@shows("c08-no-geometry.gpkg", "C8", "GeoPackage: features without geometry")
def _no_geometry(path: Path) -> None:
    write(path, [None, *_points()[1:]], driver="GPKG", layer="angebote")


# --- GeoJSON ------------------------------------------------------------------------------------


def feature(geometry: object, /, **properties: object) -> dict[str, object]:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def at(number: int, *more: float) -> dict[str, object]:
    """Return the point of an offer."""
    return {"type": "Point", "coordinates": [OFFERS[number].lon, OFFERS[number].lat, *more]}


def collection(features: Sequence[object], /, **more: object) -> dict[str, object]:
    """Return a feature collection."""
    return {"type": "FeatureCollection", **more, "features": list(features)}


_FEATURES = [feature(at(number), Name=name) for number, name in enumerate(_NAMES)]


def _json(name: str, cases: str, what: str, document: object, encoding: str = "utf-8") -> None:
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    put(name, cases, f"GeoJSON: {what}", lambda path: write_text(path, text, encoding))


@shows("x-gdal.geojson", "", "GeoJSON of GDAL")
def _gdal_json(path: Path) -> None:
    write(path, _points(), driver="GeoJSON")


def _in(system: str, **more: object) -> dict[str, object]:
    features = [
        feature({"type": "Point", "coordinates": o.xy(system)}, Name=o.name) for o in OFFERS
    ]
    return collection(features, **more)


def _named(crs: str) -> dict[str, object]:
    return {"type": "name", "properties": {"name": crs}}


_LON, _LAT = OFFERS[5].lon, OFFERS[5].lat


def _ring(*offsets: tuple[float, float]) -> list[list[float]]:
    return [[_LON + x / 1000, _LAT + y / 1000] for x, y in offsets]


_SQUARE = ((0, 0), (2, 0), (2, 2), (0, 2), (0, 0))

_json("c04-utm-without-crs.geojson", "C4 C2", "UTM metres, no crs", _in("EPSG:25833"))
_json(
    "z09-crs-named.geojson",
    "Z9",
    "crs urn:ogc:def:crs:EPSG::25833",
    _in("EPSG:25833", crs=_named("urn:ogc:def:crs:EPSG::25833")),
)
_json(
    "z09-crs-gauss-krueger.geojson",
    "Z9",
    "crs EPSG:31468",
    _in("EPSG:31468", crs=_named("EPSG:31468")),
)
_json(
    "z09-crs-unknown.geojson",
    "Z9",
    "crs with an invented number",
    _in("EPSG:25833", crs=_named("urn:ogc:def:crs:EPSG::999999")),
)
_json(
    "c08-empty-geometries.geojson",
    "C8",
    "null, empty, collection",
    collection(
        [
            feature(None, Name="Haus Null"),
            feature({"type": "Point", "coordinates": []}, Name="Haus Leer"),
            feature(
                {"type": "GeometryCollection", "geometries": [at(1), at(1)]}, Name="Haus Sammlung"
            ),
            feature({"type": "GeometryCollection", "geometries": []}, Name="Haus Leersammlung"),
            feature(
                {"type": "MultiPoint", "coordinates": [at(2)["coordinates"]]}, Name="Haus Einer"
            ),
            feature(at(3), Name="Haus Punkt"),
        ]
    ),
)
_json(
    "c09-invalid-shapes.geojson",
    "C9",
    "open ring, two-point ring, bow-tie, spike, hole outside, duplicate points",
    collection(
        [
            feature({"type": "Polygon", "coordinates": [_ring(*_SQUARE[:4])]}, Name="Haus Offen"),
            feature({"type": "Polygon", "coordinates": [_ring((0, 0), (1, 1))]}, Name="Haus Zwei"),
            feature(
                {"type": "Polygon", "coordinates": [_ring((0, 0), (2, 2), (2, 0), (0, 2), (0, 0))]},
                Name="Haus Schleife",
            ),
            feature(
                {
                    "type": "Polygon",
                    "coordinates": [_ring(*_SQUARE[:3], (9, 2), (2, 2), *_SQUARE[3:])],
                },
                Name="Haus Stachel",
            ),
            feature(
                {
                    "type": "Polygon",
                    "coordinates": [_ring(*_SQUARE), _ring((5, 5), (6, 5), (6, 6), (5, 5))],
                },
                Name="Haus Loch",
            ),
            feature(
                {"type": "Polygon", "coordinates": [_ring((0, 0), *_SQUARE, (0, 0))]},
                Name="Haus Doppelpunkt",
            ),
            feature(
                {"type": "Polygon", "coordinates": [list(reversed(_ring(*_SQUARE)))]},
                Name="Haus Uhrzeiger",
            ),
        ]
    ),
)
_json(
    "c10-mixed.geojson",
    "C10",
    "points, lines, areas and multi-geometries together",
    collection(
        [
            feature(at(0), Name="Haus Punkt"),
            feature({"type": "LineString", "coordinates": _ring((0, 0), (3, 1))}, Name="Bus Linie"),
            feature({"type": "Polygon", "coordinates": [_ring(*_SQUARE)]}, Name="Park Fläche"),
            feature(
                {"type": "MultiPoint", "coordinates": _ring((0, 0), (1, 0))}, Name="Haus Mehrfach"
            ),
            feature(
                {"type": "MultiPolygon", "coordinates": [[_ring(*_SQUARE)]]}, Name="Park Teile"
            ),
        ]
    ),
)
_json(
    "c11-heights.geojson",
    "C11",
    "heights, one of them -9999",
    collection(
        [feature(at(n, -9999 if n == 1 else 50), Name=name) for n, name in enumerate(_NAMES)]
    ),
)
_json(
    "c12-world-and-antimeridian.geojson",
    "C12",
    "a polygon around the world and one across the date line",
    collection(
        [
            feature(
                {
                    "type": "Polygon",
                    "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]],
                },
                Name="Haus Welt",
            ),
            feature(
                {
                    "type": "Polygon",
                    "coordinates": [[[170, 50], [190, 50], [190, 60], [170, 60], [170, 50]]],
                },
                Name="Haus Datumsgrenze",
            ),
            feature(at(0), Name="Haus Hier"),
        ]
    ),
)
_json(
    "c01-swapped.geojson",
    "C1",
    "latitude first",
    collection(
        [feature({"type": "Point", "coordinates": [o.lat, o.lon]}, Name=o.name) for o in OFFERS]
    ),
)
_json("z10-byte-order-mark.geojson", "Z10", "byte order mark", collection(_FEATURES), "utf-8-sig")
_json("z10-utf16.geojson", "Z10", "UTF-16", collection(_FEATURES), "utf-16")
_json(
    "z10-trailing-comma.geojson",
    "Z10",
    "a comma too many",
    json.dumps(collection(_FEATURES))[:-2] + ",]}",
)
_json("z10-cut.geojson", "Z10", "ends early", json.dumps(collection(_FEATURES))[:-300])
_json(
    "z10-nan.geojson",
    "Z10",
    "NaN and Infinity as coordinates",
    json.dumps(
        collection(
            [
                feature(
                    {"type": "Point", "coordinates": [float("nan"), float("inf")]}, Name="Haus NaN"
                ),
                *_FEATURES[1:],
            ]
        )
    ),
)
_json("z10-bare-geometry.geojson", "Z10", "a bare geometry", at(0))
_json("z10-single-feature.geojson", "Z10", "a single feature", _FEATURES[0])
_json(
    "z10-newline-delimited.geojsonl",
    "Z10",
    "a feature per line",
    "\n".join(json.dumps(item, ensure_ascii=False) for item in _FEATURES) + "\n",
)
_json(
    "z10-duplicate-keys.geojson",
    "Z10",
    "the same key twice",
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"Name":"Haus Eins","Name":"Haus Zwei"},"geometry":'
    + json.dumps(at(0))
    + "}]}",
)
_json(
    "z10-odd-properties.geojson",
    "Z10",
    "properties null, nested, lists, mixed ids",
    collection(
        [
            {**feature(at(0)), "properties": None},
            {**feature(at(1), Name="Haus Liste", Tags=["a", "b"]), "id": 7},
            {**feature(at(2), Name="Haus Tief", Ort={"Name": "x"}), "id": "sieben"},
            feature(at(3), Name="Haus Zahl", Tags=3),
        ]
    ),
)
_json(
    "z10-text-coordinates.geojson",
    "Z10 C6",
    "coordinates as text",
    collection(
        [
            feature({"type": "Point", "coordinates": ["12.97", "52.24"]}, Name="Haus Text"),
            *_FEATURES[1:4],
        ]
    ),
)
_json(
    "z10-esri.json",
    "Z10",
    "Esri's own JSON",
    {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": 4326},
        "features": [{"attributes": {"Name": _NAMES[5]}, "geometry": {"x": _LON, "y": _LAT}}],
    },
)
_json("z10-any-json.json", "Z10", "JSON that is no GeoJSON", {"name": "Muster", "version": 1})
_json(
    "t09-property-geometry.geojson",
    "T9",
    "properties named geometry and id",
    collection(
        [
            feature(at(n), Name=name, geometry="x", id=f"A{n}", fid=n)
            for n, name in enumerate(_NAMES)
        ]
    ),
)


@shows("z10-topology.topojson", "Z10", "TopoJSON made by the topojson library")
def _topology(path: Path) -> None:
    from topojson.core.topology import Topology

    topology = Topology(collection(_FEATURES), prequantize=False, object_name="angebote")
    write_text(path, str(topology.to_json()))


# --- other formats of GDAL ----------------------------------------------------------------------


@shows("x-gdal.fgb", "", "FlatGeobuf of GDAL")
def _flatgeobuf(path: Path) -> None:
    write(path, _points(), driver="FlatGeobuf")


@shows("x-gdal.gml", "", "GML of GDAL, UTM 33")
def _gml(path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        write(Path(name) / "angebote.gml", _points("EPSG:25833"), driver="GML", crs="EPSG:25833")
        shutil.move(Path(name) / "angebote.gml", path)


@shows("x-gdal.gpx", "", "GPX of GDAL: way points")
def _gpx(path: Path) -> None:
    write(path, _points(), driver="GPX", layer="waypoints", columns_named="name")


@shows("x-gdal.kml", "", "KML of GDAL")
def _kml(path: Path) -> None:
    write(path, _points(), driver="KML")
