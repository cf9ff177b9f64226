"""All layers together, from the outside: a disguised file is refused and its target unseen."""

from __future__ import annotations

import json
import socket
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import shapely

from geo.errors import UnreadableFile
from geo.importing import Format, parse_file

CANARY = "kanarienvogel"
EXTENSIONS = (
    *("csv", "xlsx", "xls", "ods", "geojson", "json", "topojson", "gpkg", "zip", "shp", "kml"),
    *("kmz", "gpx", "gml", "fgb", "vrt", "moaw"),
)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.csv"
    path.write_text(f"name,secret\n{CANARY},{CANARY}\n", "utf-8")
    return path


def _vrt(canary: Path) -> str:
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="canary"><SrcDataSource>{canary}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )


def _gdalg(canary: Path) -> str:
    line = f"gdal vector pipeline ! read {canary} ! write stdout"
    return json.dumps({"type": "gdal_streamed_alg", "command_line": line})


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("disguise", [_vrt, _gdalg], ids=["vrt", "gdalg"])
def test_a_disguise_is_refused(
    tmp_path: Path, canary: Path, extension: str, disguise: Callable[[Path], str]
) -> None:
    path = tmp_path / f"upload.{extension}"
    path.write_text(disguise(canary), "utf-8")
    with pytest.raises(UnreadableFile) as refused:
        parse_file(path)
    assert f"„upload.{extension}“" in str(refused.value)
    assert CANARY not in str(refused.value)


def test_a_disguise_inside_a_zip_is_refused(tmp_path: Path, canary: Path) -> None:
    path = tmp_path / "kitas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("kitas.shp", _vrt(canary))
        archive.writestr("kitas.dbf", b"\x03" + bytes(31))
    with pytest.raises(UnreadableFile, match="kein Shapefile"):
        parse_file(path)


def test_a_geopackage_with_a_virtual_table_is_refused(
    tmp_path: Path, canary: Path, virtual_text: Callable[[Path, Path], None]
) -> None:
    path = tmp_path / "kitas.gpkg"
    virtual_text(path, canary)
    with pytest.raises(UnreadableFile, match="virtuelle Tabelle"):
        parse_file(path)


def test_a_crs_link_reaches_no_server(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        href = f"http://127.0.0.1:{server.getsockname()[1]}/crs"
        crs = {"type": "link", "properties": {"href": href}}
        path = tmp_path / "kitas.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": []}))
        with pytest.raises(UnreadableFile, match="Koordinatensystem im Netz"):
            parse_file(path)
        with pytest.raises(TimeoutError):
            server.accept()


GML = (
    '<g:FeatureCollection xmlns:g="http://www.opengis.net/gml" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xsi:schemaLocation="urn:x {url}">'
    '<g:featureMember><Kita><name>A</name><ref xlink:href="{url}"/></Kita></g:featureMember>'
    "</g:FeatureCollection>"
)
KML = (
    "<kml><Document><Style><IconStyle><Icon><href>{url}</href></Icon></IconStyle></Style>"
    "<styleUrl>{url}#x</styleUrl><NetworkLink><Link><href>{url}</href></Link></NetworkLink>"
    "<Placemark><name>A</name></Placemark>"
    "<ScreenOverlay><Icon><href>{url}</href></Icon></ScreenOverlay></Document></kml>"
)
GPX = '<gpx><wpt lat="52.2" lon="12.7"><name>A</name><link href="{url}"/></wpt></gpx>'


@pytest.mark.parametrize(("name", "text"), [("a.gml", GML), ("a.kml", KML), ("a.gpx", GPX)])
def test_what_a_file_refers_to_is_never_fetched(tmp_path: Path, name: str, text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        path = tmp_path / name
        path.write_text(text.format(url=f"http://127.0.0.1:{server.getsockname()[1]}/x"), "utf-8")
        assert parse_file(path).tables[0].rows[0][0] == "A"
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_definition_of_a_crs_is_no_address(
    tmp_path: Path, write_layer: Callable[..., Path]
) -> None:
    path = write_layer(tmp_path / "k.gpkg", [shapely.Point(1, 2)], driver="GPKG", name=["A"])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE gpkg_spatial_ref_sys SET definition = 'http://127.0.0.1:9/crs'")
        connection.commit()
    with pytest.raises(UnreadableFile, match="Koordinatensystem im Netz"):
        parse_file(path)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_content_decides_whatever_the_name_says(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"liste.{extension}"
    path.write_text("Name;Ort\nA;Musterdorf\n", "utf-8")
    assert parse_file(path).format is Format.CSV
    path.write_text('{"type": "Feature", "properties": {"Name": "A"}, "geometry": null}', "utf-8")
    assert parse_file(path).format is Format.GEOJSON
    path.write_text(GPX, "utf-8")
    assert parse_file(path).format is Format.GPX
