"""XML and JSON are read through before any geodata library sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.importing.parsing.formats import Format
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.screening import screen, screen_json, screen_ole, screen_xml

EMPTY = {"type": "FeatureCollection", "features": []}


def _json(document: object) -> bytes:
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (_json(EMPTY), Format.GEOJSON),
        (_json({"type": "Feature", "geometry": None}), Format.GEOJSON),
        (_json({"type": "Point", "coordinates": [1, 2]}), Format.GEOJSON),
        (b'{"type": "Point"}\n{"type": "Point"}\n', Format.GEOJSON),
        (b'\x1e{"type": "Point"}\n\x1e{"type": "Point"}\n', Format.GEOJSON),
        ("\ufeff" + json.dumps(EMPTY), Format.GEOJSON),
        (_json({"type": "Topology", "objects": {}}), Format.TOPOJSON),
        (_json({"features": [{"attributes": {}}]}), Format.ESRI_JSON),
        (b'[{"name": "A"}]', Format.JSON),
        (b'{"name": "A"}\n{"name": "B"}\n', Format.JSON),
    ],
)
def test_the_kinds_of_json_are_told_apart(content: bytes | str, kind: Format) -> None:
    assert screen_json(content.encode() if isinstance(content, str) else content) is kind


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_is_read_in_any_encoding_of_unicode(encoding: str) -> None:
    assert screen_json(json.dumps(EMPTY).encode(encoding)) is Format.GEOJSON


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"type": "FeatureCollection", "features": [', "abgeschnitten"),
        (b'{"type": "Point"}\n{"type": "Poi', "abgeschnitten"),
        (b'{"type": "FeatureCollection", "features": [],}', "abgeschnitten"),
        (b'{"type": "FeatureCollection", "name": "M\xfcller"}', "abgeschnitten"),
        (b'{"type": "Point", "n": ' + b"1" * 5_000 + b"}", "abgeschnitten"),
        (b"[" * 100_000, "zu_aufwendig"),
        (b'{"type": "gdal_streamed_alg", "command_line": "gdal vector"}', "json"),
        (b'{"type": "FeatureCollection", "features": "http://localhost/"}', "json"),
        (b'{"type": ["Point"]}', "json"),
        (b'{"type": "Topology"}{"type": "Topology"}', "json"),
        (b"[1, 2, 3]", "json"),
        (b"{}", "json"),
    ],
)
def test_json_that_is_not_read_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        screen_json(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<kml><Document/></kml>", Format.KML),
        (b"<k:kml xmlns:k='http://www.opengis.net/kml/2.2'/>", Format.KML),
        (b"<gpx version='1.1'/>", Format.GPX),
        (b"<g:FeatureCollection xmlns:g='http://www.opengis.net/gml'/>", Format.GML),
        (b"<a><b xmlns='http://www.opengis.net/gml/3.2'/></a>", Format.GML),
    ],
)
def test_the_kinds_of_xml_are_told_apart(content: bytes, kind: Format) -> None:
    assert screen_xml(content) is kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<kml><Document>", "abgeschnitten"),
        (b"<!DOCTYPE kml [<!ENTITY a 'b'>]><kml>&a;</kml>", "verweist_nach_aussen"),
        (b"<!DOCTYPE gpx SYSTEM 'file:///etc/hostname'><gpx/>", "verweist_nach_aussen"),
        (b"<OGRVRTDataSource/>", "verweist_nach_aussen"),
        (b"<OGRWFSDataSource/>", "verweist_nach_aussen"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "xml"),
        (b"<rss/>", "xml"),
    ],
)
def test_xml_that_is_not_read_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        screen_xml(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_kml_is_accepted_in_the_encodings_of_xml(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><kml><Document/></kml>'
    assert screen_xml(text.encode(encoding)) is Format.KML


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


@pytest.mark.parametrize("stream", ["Workbook", "Book"])
def test_an_old_workbook_is_known_by_its_stream(stream: str) -> None:
    assert screen_ole(f"Root Entry\0{stream}\0".encode("utf-16-le")) is Format.XLS


@pytest.mark.parametrize(
    ("stream", "reason"), [("EncryptedPackage", "kennwort"), ("WordDocument", "office_alt")]
)
def test_other_old_office_files_are_refused_by_name(stream: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        screen_ole(f"Root Entry\0{stream}\0".encode("utf-16-le"))
    assert refused.value.reason == reason


def test_an_old_office_file_without_its_directory_is_cut_off() -> None:
    with pytest.raises(Refused) as refused:
        screen_ole(bytes(600))
    assert refused.value.reason == "abgeschnitten"
