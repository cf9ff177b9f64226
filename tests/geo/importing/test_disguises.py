"""All layers together, from the outside: a disguised file is refused and its target unseen."""

from __future__ import annotations

import json
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.errors import UnreadableFile
from geo.importing import parse_file

CANARY = "kanarienvogel"
EXTENSIONS = ("csv", "xlsx", "geojson", "json", "gpkg", "zip", "shp", "kml", "vrt")


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
