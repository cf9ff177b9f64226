"""Geodata files from GDAL's own writers, read in the child process."""

from __future__ import annotations

import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.errors import LimitExceeded, UnreadableFile
from geo.importing import Limits, Reading, Shape, parse_file

POINTS = [shapely.Point(345_000, 5_795_000), shapely.Point(355_000.5, 5_795_000)]
NAMES = ["Bürgerhaus", "Straßentreff"]


def _zipped(folder: Path, stem: str, *leave_out: str) -> Path:
    path = folder / "kitas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.glob(f"{stem}.*")):
            if part.suffix not in {".zip", *leave_out}:
                archive.write(part, part.name)
    return path


@pytest.mark.parametrize(
    ("driver", "suffix"), [("GPKG", "gpkg"), ("GeoJSON", "geojson"), ("LIBKML", "kml")]
)
def test_points_and_attributes_are_read(
    tmp_path: Path, write_layer: Callable[..., Path], driver: str, suffix: str
) -> None:
    points = [shapely.Point(12.7, 52.2), shapely.Point(12.8, 52.3)]
    path = tmp_path / f"kitas.{suffix}"
    write_layer(path, points, driver=driver, crs="EPSG:4326", Name=NAMES, Plätze=[10, 20])
    table = parse_file(path).tables[0]
    assert table.rows[0][table.columns.index("Name")] == "Bürgerhaus"
    assert table.rows[1][table.columns.index("Plätze")] == "20"
    assert table.row_numbers == (1, 2)
    assert table.shapes == (Shape(x=12.7, y=52.2), Shape(x=12.8, y=52.3))
    assert table.crs == "EPSG:4326"


def test_a_zipped_shapefile_is_read(tmp_path: Path, write_layer: Callable[..., Path]) -> None:
    write_layer(tmp_path / "Kitas.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    table = parse_file(_zipped(tmp_path, "Kitas")).tables[0]
    assert (table.name, table.columns, table.crs) == ("Kitas", ("Name",), "EPSG:25833")
    assert table.rows == (("Bürgerhaus",), ("Straßentreff",))
    assert table.shapes is not None
    assert table.shapes[1] == Shape(x=355_000.5, y=5_795_000)


def test_a_shapefile_without_prj_has_no_crs(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    assert parse_file(_zipped(tmp_path, "k", ".prj")).tables[0].crs is None


@pytest.mark.parametrize("missing", [".cpg", ".shx"])
def test_a_shapefile_does_without_some_parts(
    tmp_path: Path, write_layer: Callable[..., Path], missing: str
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", encoding="UTF-8", Name=NAMES)
    table = parse_file(_zipped(tmp_path, "k", missing)).tables[0]
    assert table.rows == (("Bürgerhaus",), ("Straßentreff",))


def test_attributes_in_the_encoding_of_windows_are_recognised(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", encoding="CP1252", Name=NAMES)
    parsed = parse_file(_zipped(tmp_path, "k", ".cpg"))
    assert parsed.tables[0].rows == (("Bürgerhaus",), ("Straßentreff",))
    assert parsed.encoding == "Windows-1252"
    assert "kodierung_geraten" in [issue.code for issue in parsed.tables[0].issues]


def test_attributes_in_the_encoding_of_dos_are_recognised_and_a_person_may_say_otherwise(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    names = ["Bürgerhaus", "Straßentreff Übung"]
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", encoding="CP850", Name=names)
    path = _zipped(tmp_path, "k", ".cpg")
    parsed = parse_file(path)
    assert (parsed.encoding, parsed.tables[0].rows[1]) == ("DOS (cp850)", (names[1],))
    assert "Windows-1252" in parsed.encodings
    chosen = parse_file(path, reading=Reading(encoding="Windows-1252"))
    assert (chosen.encoding, chosen.tables[0].rows[0]) == ("Windows-1252", ("Brgerhaus",))
    with pytest.raises(UnreadableFile, match="Klingonisch"):
        parse_file(path, reading=Reading(encoding="Klingonisch"))


def test_a_cpg_that_promises_utf8_in_vain_is_not_believed(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", encoding="CP1252", Name=NAMES)
    (tmp_path / "k.cpg").write_text("UTF-8", "ascii")
    parsed = parse_file(_zipped(tmp_path, "k"))
    assert (parsed.encoding, parsed.tables[0].rows[0]) == ("Windows-1252", ("Bürgerhaus",))


def test_wide_fields_do_not_disturb_the_encoding(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    wide = ["ü" * 120, "ö"]
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", encoding="UTF-8", Name=wide)
    parsed = parse_file(_zipped(tmp_path, "k", ".cpg"))
    assert (parsed.encoding, parsed.tables[0].rows[1]) == ("UTF-8", ("ö",))


def test_one_broken_text_costs_that_text_not_the_layer(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    path = write_layer(
        tmp_path / "k.gpkg", POINTS, driver="GPKG", Name=NAMES, Ort=["Werder", "Teltow"]
    )
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'k'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE k SET Name = CAST(x'4dfc6c' AS TEXT) WHERE fid = 1")
        connection.commit()
    table = parse_file(path).tables[0]
    assert table.rows == (("", "Werder"), ("Straßentreff", "Teltow"))
    assert table.shapes is not None
    assert table.shapes[0] == Shape(x=345_000, y=5_795_000)
    assert table.crs == "EPSG:25833"
    assert [issue.code for issue in table.issues] == ["text_unlesbar"]


def test_a_shapefile_without_dbf_is_refused(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    with pytest.raises(UnreadableFile, match=r"„k\.dbf“ mit den Sachdaten"):
        parse_file(_zipped(tmp_path, "k", ".dbf"))


def test_a_shapefile_whose_parts_disagree_is_refused(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    dbf = tmp_path / "k.dbf"
    content = bytearray(dbf.read_bytes())
    content[4] = 1
    dbf.write_bytes(content)
    with pytest.raises(UnreadableFile, match="Geometrien: 2, Datensätze: 1"):
        parse_file(_zipped(tmp_path, "k"))


def test_a_prj_that_is_no_crs_is_refused(tmp_path: Path, write_layer: Callable[..., Path]) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    (tmp_path / "k.prj").write_text("http://localhost/crs", "utf-8")
    with pytest.raises(UnreadableFile, match="kein Koordinatensystem"):
        parse_file(_zipped(tmp_path, "k"))


def test_every_shapefile_of_an_archive_is_a_table(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    for stem in ("k1", "k2"):
        write_layer(tmp_path / f"{stem}.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    path = tmp_path / "alle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(tmp_path.glob("k?.*")):
            archive.write(part, part.name)
    assert [table.name for table in parse_file(path).tables] == ["k1", "k2"]


def test_lines_and_areas_get_a_point_on_them(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    shapes = [shapely.box(0, 0, 2, 2), shapely.LineString([(0, 0), (0, 2)]), shapely.Point(1, 1)]
    path = write_layer(tmp_path / "k.gpkg", shapes, driver="GPKG", Name=["A", "B", "C"])
    assert parse_file(path).tables[0].shapes == (
        Shape(x=1.0, y=1.0, is_point=False),
        Shape(x=0.0, y=0.0, is_point=False),
        Shape(x=1.0, y=1.0),
    )


def test_every_layer_of_a_geopackage_is_a_table(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    path = tmp_path / "k.gpkg"
    write_layer(path, POINTS, driver="GPKG", layer="Kitas", Name=NAMES)
    write_layer(path, POINTS, driver="GPKG", layer="Schulen", append=True, Name=NAMES)
    assert [table.name for table in parse_file(path).tables] == ["Kitas", "Schulen"]


def test_a_feature_without_geometry_and_a_broken_one_stay_as_rows(tmp_path: Path) -> None:
    broken = {"type": "Point", "coordinates": ["a", "b"]}
    features = [
        {"type": "Feature", "geometry": geometry, "properties": {"name": name}}
        for name, geometry in (("ohne", None), ("kaputt", broken))
    ]
    path = tmp_path / "k.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    table = parse_file(path).tables[0]
    assert table.rows == (("ohne",), ("kaputt",))
    assert table.shapes in {None, (None, None)}


def _put_geometry(path: Path, blob: str, fid: int) -> None:
    """Put a geometry into a GeoPackage that no writer would put there."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'k'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE k SET geom = ? WHERE fid = ?", (bytes.fromhex(blob), fid))
        connection.commit()


HEAD = "47500001e9640000"  # of a geometry in a GeoPackage, EPSG:25833


def test_an_empty_geometry_is_no_place_and_no_mistake(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    path = write_layer(tmp_path / "k.gpkg", POINTS, driver="GPKG", Name=NAMES)
    _put_geometry(path, "47500011e964000001040000000000000000", 2)
    table = parse_file(path).tables[0]
    assert table.shapes is not None
    assert (table.shapes[1], table.issues) == (None, ())


@pytest.mark.parametrize(
    "blob",
    [
        HEAD + "0101000000" + "000000000000f87f" * 2,
        HEAD + "010f00000001000000" + "010300000000000000",
        HEAD + "0163000000",
    ],
    ids=["NaN", "polyhedral surface", "unknown type"],
)
def test_a_geometry_that_cannot_be_used_costs_its_row_the_place_only(
    tmp_path: Path, write_layer: Callable[..., Path], blob: str
) -> None:
    path = write_layer(tmp_path / "k.gpkg", POINTS, driver="GPKG", Name=NAMES)
    _put_geometry(path, blob, 2)
    table = parse_file(path).tables[0]
    assert table.rows == (("Bürgerhaus",), ("Straßentreff",))
    assert table.shapes is not None
    assert table.shapes == (Shape(x=345_000.0, y=5_795_000.0), None)


def test_a_whole_number_beside_a_missing_one_has_no_decimals(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "geometry": None, "properties": {"name": "A", "n": value}}
        for value in (5, None)
    ]
    path = tmp_path / "k.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    assert [row[1] for row in parse_file(path).tables[0].rows] == ["5", ""]


def test_a_truncated_geopackage_is_refused(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    path = write_layer(tmp_path / "k.gpkg", POINTS, driver="GPKG", Name=NAMES)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(UnreadableFile, match="unvollständig oder beschädigt"):
        parse_file(path)


def test_a_layer_without_features_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leer.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    with pytest.raises(UnreadableFile, match="keine Datenzeilen"):
        parse_file(path)


def test_nested_attributes_become_columns(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"name": "A", "adresse": {"strasse": "Am Weg 1", "plz": "14513"}},
        "geometry": {"type": "Point", "coordinates": [12.7, 52.2]},
    }
    path = tmp_path / "kitas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    table = parse_file(path).tables[0]
    assert table.columns == ("name", "adresse_strasse", "adresse_plz")
    assert table.rows == (("A", "Am Weg 1", "14513"),)


def test_the_styles_of_qgis_are_no_list(tmp_path: Path, write_layer: Callable[..., Path]) -> None:
    path = tmp_path / "kitas.gpkg"
    write_layer(path, POINTS, driver="GPKG", layer="Kitas", Name=NAMES)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleName TEXT)")
        connection.execute("INSERT INTO layer_styles (styleName) VALUES ('rot')")
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles')"
        )
        connection.commit()
    assert [table.name for table in parse_file(path).tables] == ["Kitas"]


def test_heights_do_not_change_the_crs(tmp_path: Path) -> None:
    path = tmp_path / "kitas.geojson"
    geometry = {"type": "Point", "coordinates": [12.7, 52.2, 35.0]}
    feature = {"type": "Feature", "properties": {"Name": "A"}, "geometry": geometry}
    path.write_text(json.dumps(feature), "utf-8")
    table = parse_file(path).tables[0]
    assert (table.crs, table.shapes) == ("EPSG:4326", (Shape(x=12.7, y=52.2),))


@pytest.mark.parametrize("part", [".shp", ".dbf"])
def test_a_shapefile_that_breaks_off_is_refused(
    tmp_path: Path, write_layer: Callable[..., Path], part: str
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    path = tmp_path / f"k{part}"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UnreadableFile, match=rf"„k\{part}“ bricht ab"):
        parse_file(_zipped(tmp_path, "k"))


def test_without_an_index_the_records_are_counted(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    write_layer(tmp_path / "j.shp", POINTS[:1], driver="ESRI Shapefile", Name=NAMES[:1])
    (tmp_path / "j.dbf").replace(tmp_path / "k.dbf")
    with pytest.raises(UnreadableFile, match="Geometrien: 2, Datensätze: 1"):
        parse_file(_zipped(tmp_path, "k", ".shx"))


def test_a_prj_of_megabytes_is_refused(tmp_path: Path, write_layer: Callable[..., Path]) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    prj = tmp_path / "k.prj"
    prj.write_bytes(prj.read_bytes() + b" " * 100_000)
    with pytest.raises(UnreadableFile, match="kein Koordinatensystem"):
        parse_file(_zipped(tmp_path, "k"))


def test_shapefiles_in_folders_beside_other_things_are_read(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    write_layer(tmp_path / "k.shp", POINTS, driver="ESRI Shapefile", Name=NAMES)
    path = tmp_path / "alles.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(tmp_path.glob("k.*")):
            archive.write(part, f"Export/Träger/Kitas für alle{part.suffix.upper()}")
        for junk in ("__MACOSX/Export/._k.shp", ".DS_Store", "Thumbs.db", "Export/lies mich.txt"):
            archive.writestr(junk, "x")
    (table,) = parse_file(path).tables
    assert (table.name, len(table.rows)) == ("Kitas für alle", 2)


def test_a_table_without_geometries_is_read_like_any_other(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    import pyogrio.raw

    path = write_layer(tmp_path / "k.gpkg", POINTS, driver="GPKG", layer="Kitas", Name=NAMES)
    columns = [np.array(NAMES, dtype=object)]
    pyogrio.raw.write(path, None, columns, ["Name"], driver="GPKG", layer="Liste", append=True)
    kitas, plain = parse_file(path).tables
    assert (plain.name, plain.shapes, plain.rows) == ("Liste", None, kitas.rows)


def test_open_rings_are_closed_row_by_row(tmp_path: Path, write_layer: Callable[..., Path]) -> None:
    path = write_layer(tmp_path / "k.gpkg", POINTS, driver="GPKG", Name=NAMES)
    ring = "".join(struct.pack("<2d", *place).hex() for place in ((0, 0), (2, 0), (2, 2), (0, 2)))
    _put_geometry(path, HEAD + "0103000000" + "01000000" + "04000000" + ring, 2)
    table = parse_file(path).tables[0]
    assert table.shapes == (Shape(x=345_000.0, y=5_795_000.0), Shape(x=1.0, y=1.0, is_point=False))
    assert [(issue.code, issue.row) for issue in table.issues] == [("geometrie_repariert", 2)]


def test_curves_become_lines(tmp_path: Path, write_layer: Callable[..., Path]) -> None:
    path = write_layer(tmp_path / "k.gpkg", POINTS, driver="GPKG", Name=NAMES)
    arc = "".join(struct.pack("<2d", *place).hex() for place in ((0, 0), (1, 1), (2, 0)))
    _put_geometry(path, HEAD + "0108000000" + "03000000" + arc, 2)
    table = parse_file(path).tables[0]
    assert table.shapes is not None
    assert table.shapes[1] is not None
    assert not table.shapes[1].is_point


def test_a_layer_with_too_many_vertices_is_refused(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    circle = shapely.Point(345_000, 5_795_000).buffer(100, quad_segs=500)
    path = write_layer(tmp_path / "k.gpkg", [circle], driver="GPKG", Name=["A"])
    with pytest.raises(LimitExceeded, match=r"mehr als 1\.000 Stützpunkte"):
        parse_file(path, limits=Limits(vertices=1_000))


def test_text_after_a_flatgeobuf_head_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "k.fgb"
    path.write_bytes(b"fgb\x03fgb\x01" + b"Hallo" * 100)
    with pytest.raises(UnreadableFile):
        parse_file(path)
