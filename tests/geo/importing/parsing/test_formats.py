"""What a file is, is told by its content."""

from __future__ import annotations

import pytest

from geo.importing.parsing.formats import Container, sniff
from geo.importing.parsing.refusals import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"


@pytest.mark.parametrize(
    ("content", "container"),
    [
        (b"Name;Ort\nA;B\n", Container.TEXT),
        ("Name;Ort\nJürgen;Köln\n".encode("cp1252"), Container.TEXT),
        ("Name;Ort\nA;B\n".encode("utf-16"), Container.TEXT),
        (b'\xef\xbb\xbf {"type": "FeatureCollection"}', Container.JSON),
        (b'<?xml version="1.0"?><kml/>', Container.XML),
        (b"PK\x03\x04rest", Container.ZIP),
        ("Name;Ort\nA;B\n".encode("utf-16-le"), Container.TEXT),
        ('{"type": "FeatureCollection"}'.encode("utf-16-be"), Container.JSON),
        (OLE, Container.OLE),
        (b"SQLite format 3\x00rest", Container.SQLITE),
        (b"< 3 Jahre;Name\n", Container.TEXT),
    ],
)
def test_the_first_bytes_tell_the_container(content: bytes, container: Container) -> None:
    assert sniff(content) is container


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "leer"),
        (b"\xef\xbb\xbf \r\n\t ", "leer"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"{\\rtf1 ...", "word"),
        (b"\x89PNG\r\n\x1a\n", "bild"),
        (b"\xff\xd8\xff\xe0", "bild"),
        (b"Rar!\x1a\x07", "archiv"),
        (b"\x7fELF\x02", "programm"),
        (b"\x00\x00\x27\x0a" + bytes(96), "shp_allein"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (b"<table><tr><td>1</td></tr></table>", "html"),
        (bytes(range(256)) * 20, "binaer"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="%s"/>' % XML_2003, "excel_xml2003"),
        (b'<?xml version="1.0"?><office:document xmlns:office="x"/>', "opendocument"),
        (b"\x09\x02\x06\x00\x00\x00\x10\x00", "excel_uralt"),
    ],
)
def test_what_is_not_read_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        sniff(content)
    assert refused.value.reason == reason


def test_a_dbf_alone_is_recognised() -> None:
    header = bytes([3, 126, 11, 22]) + (1).to_bytes(4, "little") + (33).to_bytes(2, "little")
    content = header.ljust(32, b"\x00") + b"\x0d" + b" row"
    with pytest.raises(Refused) as refused:
        sniff(content)
    assert refused.value.reason == "dbf_allein"
