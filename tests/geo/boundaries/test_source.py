"""Official boundary files as they are handed out, and as they should not be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import geopandas
import official
import pytest
import shapely

from geo.boundaries import read_municipalities
from geo.errors import InputError, UnknownCrs, UnreadableFile

WRITERS = {
    "gemeinden.gpkg": official.write_geopackage,
    "gemeinden.zip": official.write_shapefile_zip,
    "gemeinden.geojson": official.write_geojson,
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_gemeinden_of_the_county(name: str, tmp_path: Path) -> None:
    found = read_municipalities(WRITERS[name](tmp_path / name), ars=official.ARS)
    assert [gemeinde.ars for gemeinde in found.municipalities] == official.gemeinde_keys()
    first = found.municipalities[0]
    assert (first.name, first.kind, first.population) == ("Ort 000", "Gemeinde", 1_000)
    for gemeinde in found.municipalities:
        assert gemeinde.area_km2 is not None
        assert shapely.area(gemeinde.geometry) / 1e6 == pytest.approx(gemeinde.area_km2, abs=0.01)


def test_without_a_crs_the_utm_zone_of_the_county_is_taken(tmp_path: Path) -> None:
    found = read_municipalities(official.write_geojson(tmp_path / "g.geojson"), ars=official.ARS)
    assert found.crs == official.CRS


def test_a_wanted_crs_is_given(tmp_path: Path) -> None:
    path = official.write_geopackage(tmp_path / "g.gpkg")
    found = read_municipalities(path, ars=official.ARS, crs="EPSG:3035")
    assert found.crs == "EPSG:3035"
    assert found.municipalities[0].geometry.bounds[0] > 4_000_000


def test_parts_are_joined_and_water_is_left_out_with_a_note(tmp_path: Path) -> None:
    path = official.write_geopackage(tmp_path / "g.gpkg")
    found = read_municipalities(path, ars=official.ARS)
    by_key = {gemeinde.ars: gemeinde for gemeinde in found.municipalities}
    keys = official.gemeinde_keys()
    assert by_key[keys[0]].geometry.geom_type == "MultiPolygon"
    assert by_key[keys[2]].geometry.geom_type == "Polygon"
    assert any("1 Wasserflächen" in note for note in found.notes)
    assert any("1 Gemeinden standen mit mehreren Flächen" in note for note in found.notes)


def test_a_key_stored_as_number_gets_its_leading_zero_back(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"ARS": [59070000001], "GEN": ["A"]}, geometry=[shapely.box(0, 0, 9, 9)], crs=official.CRS
    )
    frame.to_file(tmp_path / "g.gpkg")
    found = read_municipalities(tmp_path / "g.gpkg", ars="05907")
    assert found.municipalities[0].ars == "059070000001"


def test_a_broken_polygon_is_repaired_with_a_note(tmp_path: Path) -> None:
    bow = shapely.Polygon([(0, 0), (900, 900), (900, 0), (0, 900)])
    frame = geopandas.GeoDataFrame(
        {"ARS": ["990070000001"], "GEN": ["A"]}, geometry=[bow], crs=official.CRS
    )
    frame.to_file(tmp_path / "g.gpkg")
    found = read_municipalities(tmp_path / "g.gpkg", ars="99007")
    assert found.municipalities[0].geometry.is_valid
    assert any("repariert" in note for note in found.notes)


def _folder(folder: Path) -> Path:
    (folder / "ordner.gpkg").mkdir()
    return folder / "ordner.gpkg"


def _text_named(name: str, text: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_text(text, "utf-8")
        return folder / name

    return write


def _truncated(name: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = WRITERS[name](folder / name)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        return path

    return write


def _with_view(folder: Path) -> Path:
    path = official.write_geopackage(folder / "g.gpkg")
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIEW more AS SELECT * FROM vg250_gem")
    connection.close()
    return path


def _two_layers(folder: Path) -> Path:
    path = folder / "g.gpkg"
    official.frame().to_file(path, layer="eins", driver="GPKG")
    official.frame().to_file(path, layer="zwei", driver="GPKG")
    return path


VRT = (
    "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>o.csv</SrcDataSource></OGRVRTLayer>"
    "</OGRVRTDataSource>"
)
UNREADABLE: dict[str, Callable[[Path], Path]] = {
    "missing": lambda folder: folder / "fehlt.gpkg",
    "folder": _folder,
    "other format": _text_named("liste.xlsx", "x"),
    "empty geopackage": _text_named("leer.gpkg", ""),
    "empty geojson": _text_named("leer.geojson", ""),
    "no collection": _text_named("punkt.geojson", '{"type":"Point","coordinates":[1,2]}'),
    "a list": _text_named("liste.json", "[]"),
    "no features": _text_named("leer.json", '{"type":"FeatureCollection","features":[]}'),
    "disguised geopackage": _text_named("tarnung.gpkg", VRT),
    "disguised shapefile": _text_named("tarnung.shp", VRT),
    "disguised geojson": _text_named("tarnung.geojson", VRT),
    "no zip": _text_named("falsch.zip", "x"),
    "truncated geopackage": _truncated("gemeinden.gpkg"),
    "truncated zip": _truncated("gemeinden.zip"),
    "truncated geojson": _truncated("gemeinden.geojson"),
    "view": _with_view,
    "ambiguous layers": _two_layers,
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_an_unusable_file_is_refused_in_german_by_name(case: str, tmp_path: Path) -> None:
    path = UNREADABLE[case](tmp_path)
    with pytest.raises(UnreadableFile, match=path.name):
        read_municipalities(path, ars=official.ARS)


def test_a_layer_without_regional_key_is_refused(tmp_path: Path) -> None:
    official.frame().drop(columns="ARS").to_file(tmp_path / "g.gpkg")
    with pytest.raises(UnreadableFile, match="Spalte ARS"):
        read_municipalities(tmp_path / "g.gpkg", ars=official.ARS)


def test_an_unknown_county_is_refused(tmp_path: Path) -> None:
    path = official.write_geopackage(tmp_path / "g.gpkg")
    with pytest.raises(InputError, match="mit 11111 beginnt"):
        read_municipalities(path, ars="11111")


def test_keys_of_counties_are_refused(tmp_path: Path) -> None:
    official.frame().assign(ARS=official.ARS).to_file(tmp_path / "g.gpkg")
    with pytest.raises(InputError, match="nicht 12 Stellen"):
        read_municipalities(tmp_path / "g.gpkg", ars=official.ARS)


def test_a_file_without_crs_is_refused(tmp_path: Path) -> None:
    official.write_shapefile_zip(tmp_path / "g.zip")
    (tmp_path / "shapefile/VG250_GEM.prj").unlink()
    with pytest.raises(UnknownCrs, match="kein Koordinatensystem"):
        read_municipalities(tmp_path / "shapefile/VG250_GEM.shp", ars=official.ARS)


def test_a_linked_crs_is_refused_without_following_it(tmp_path: Path) -> None:
    path = official.write_geojson(tmp_path / "g.geojson")
    content = json.loads(path.read_text("utf-8"))
    content["crs"] = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs"}}
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(UnknownCrs):
        read_municipalities(path, ars=official.ARS)


def test_the_named_crs_of_older_geojson_is_used(tmp_path: Path) -> None:
    content = json.loads(official.frame().to_json(drop_id=True))
    content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    (tmp_path / "g.geojson").write_text(json.dumps(content), "utf-8")
    found = read_municipalities(tmp_path / "g.geojson", ars=official.ARS)
    assert found.municipalities[1].geometry.bounds[0] == pytest.approx(480_000, abs=500)
