"""XML and JSON are read through before any geodata library sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.importing.formats import Format
from geo.importing.limits import Limits
from geo.importing.refusals import Refused
from geo.importing.screening import screen, screen_geojson, screen_kml, screen_ole

EMPTY = {"type": "FeatureCollection", "features": []}


def _crs(**member: object) -> bytes:
    return json.dumps({**EMPTY, "crs": member}).encode()


@pytest.mark.parametrize(
    "name", ["EPSG:25833", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::25833"]
)
def test_a_crs_with_a_known_name_is_accepted(name: str) -> None:
    screen_geojson(_crs(type="name", properties={"name": name}))


@pytest.mark.parametrize(
    "content",
    [
        _crs(type="link", properties={"href": "http://localhost/crs"}),
        _crs(type="name", properties={"name": "http://localhost/crs"}),
        _crs(type="url", properties={"url": "http://localhost/crs"}),
        b'{"type":"FeatureCollection","features":[],"crs":{"type":"link"},"crs":null}',
        b'{"type":"FeatureCollection","features":[],"\\u0063rs":{"type":"link"}}',
    ],
)
def test_a_crs_that_points_elsewhere_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        screen_geojson(content)
    assert refused.value.reason == "verweist_nach_aussen"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"type": "FeatureCollection", "features": [', "abgeschnitten"),
        (b'{"type": "FeatureCollection", "name": "M\xfcller"}', "abgeschnitten"),
        (b"[" * 100_000, "zu_aufwendig"),
        (b'{"type": "Topology", "objects": {}}', "json"),
        (b'{"type": "gdal_streamed_alg", "command_line": "gdal vector"}', "json"),
        (b'{"type": "FeatureCollection", "features": "http://localhost/"}', "json"),
        (b"[1, 2, 3]", "json"),
    ],
)
def test_json_that_is_no_geojson_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        screen_geojson(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<kml><Document>", "abgeschnitten"),
        (b"<!DOCTYPE kml [<!ENTITY a 'b'>]><kml>&a;</kml>", "verweist_nach_aussen"),
        (b"<OGRVRTDataSource/>", "verweist_nach_aussen"),
        (b"<OGRWFSDataSource/>", "verweist_nach_aussen"),
        (b"<gml:FeatureCollection xmlns:gml='x'/>", "xml"),
    ],
)
def test_xml_that_is_no_plain_kml_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        screen_kml(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_kml_is_accepted_in_the_encodings_of_xml(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><kml><Document/></kml>'
    screen_kml(text.encode(encoding))


def test_the_extension_has_no_say(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_text("Name;Ort\nA;B\n", "utf-8")
    assert screen(path, Limits()) is Format.CSV


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"x" * 2_000)
    with pytest.raises(Refused) as refused:
        screen(path, Limits(bytes=1_000))
    assert refused.value.reason == "zu_gross"


@pytest.mark.parametrize("stream", ["Workbook", "Book\0"])
def test_an_old_workbook_is_known_by_its_stream(stream: str) -> None:
    assert screen_ole(bytes(600) + stream.encode("utf-16-le")) is Format.XLS


@pytest.mark.parametrize(
    ("stream", "reason"), [("EncryptedPackage", "kennwort"), ("WordDocument", "office_alt")]
)
def test_other_old_office_files_are_refused_by_name(stream: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        screen_ole(bytes(600) + stream.encode("utf-16-le"))
    assert refused.value.reason == reason
