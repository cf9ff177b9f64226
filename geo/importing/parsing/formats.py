"""What a file is, told by its content; the file name has no say."""

from __future__ import annotations

from enum import StrEnum

from geo.importing.parsing.encodings import utf16_without_mark
from geo.importing.parsing.refusals import Refused

HEAD_BYTES = 65_536
_CONTROL_SHARE = 0.05
_TEXT_CONTROLS = frozenset(b"\t\n\r\x1a")


class Format(StrEnum):
    """Formats that are read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    GEOJSON = "geojson"
    TOPOJSON = "topojson"
    ESRI_JSON = "esrijson"
    GPKG = "gpkg"
    SHAPEFILE = "shapefile"
    FLATGEOBUF = "flatgeobuf"
    KML = "kml"
    KMZ = "kmz"
    GPX = "gpx"
    GML = "gml"
    JSON = "json"
    PACKED = "packed"  # a list in an archive; what it is, is told when it is unpacked


class Container(StrEnum):
    """What the first bytes tell; what is inside is for the screen of each kind."""

    TEXT = "text"
    JSON = "json"
    XML = "xml"
    ZIP = "zip"
    OLE = "ole"
    SQLITE = "sqlite"
    FLATGEOBUF = "flatgeobuf"
    GZIP = "gzip"


GZIP = b"\x1f\x8b"
_CONTAINERS = (
    (b"PK\x03\x04", Container.ZIP),
    (b"PK\x05\x06", Container.ZIP),
    (b"SQLite format 3\x00", Container.SQLITE),
    (b"fgb\x03fgb", Container.FLATGEOBUF),
    (GZIP, Container.GZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Container.OLE),
)
_REFUSED = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "word"),
    (b"\x89PNG", "bild"),
    (b"\xff\xd8\xff", "bild"),
    (b"GIF8", "bild"),
    (b"II*\x00", "bild"),
    (b"MM\x00*", "bild"),
    (b"RIFF", "bild"),
    (b"BZh", "archiv"),
    (b"Rar!", "archiv"),
    (b"7z\xbc\xaf", "archiv"),
    (b"\xfd7zXZ", "archiv"),
    (b"\x28\xb5\x2f\xfd", "archiv"),
    (b"MZ\x90", "programm"),
    (b"\x7fELF", "programm"),
    (b"\x00\x00\x27\x0a", "shp_allein"),
    (b"\x09\x00\x04\x00", "excel_uralt"),
    (b"\x09\x02\x06\x00", "excel_uralt"),
    (b"\x09\x04\x06\x00", "excel_uralt"),
    (b"MIME-Version:", "html"),  # „Webseite in einer Datei“, also under the name .xls
)
_XML_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def sniff(content: bytes) -> Container:
    """Return what a file is by its first bytes.

    Parameters
    ----------
    content
        The whole file.

    Raises
    ------
    Refused
        If it is empty or of a format that is not read.
    """
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Refused("leer")
    for magic, container in _CONTAINERS:
        if content.startswith(magic):
            return container
    for magic, reason in _REFUSED:
        if content.startswith(magic):
            raise Refused(reason)
    if _looks_like_dbf(content):
        raise Refused("dbf_allein")
    return _text_kind(content[:HEAD_BYTES])


def _looks_like_dbf(content: bytes) -> bool:
    if len(content) < 33 or content[0] not in {0x03, 0x30, 0x31, 0x83, 0x8B, 0xF5}:
        return False
    header = int.from_bytes(content[8:10], "little")
    return 33 <= header <= len(content) and 1 <= content[2] <= 12 and content[header - 1] == 0x0D


def _text_kind(head: bytes) -> Container:
    if b"%PDF-" in head[:1024]:
        raise Refused("pdf")
    text = _decoded_head(head).lstrip("\ufeff\x1e \t\r\n")
    if text.startswith(("{", "[")):
        return Container.JSON
    if text.startswith("<") and (text[1:2].isalpha() or text[1:2] in {"?", "!"}):
        if text[:2000].lower().lstrip().startswith(("<!doctype html", "<html", "<table")):
            raise Refused("html")
        if _XML_2003 in text[:2000]:
            raise Refused("excel_xml2003")
        if "<office:document" in text[:2000]:
            raise Refused("opendocument")
        return Container.XML
    return Container.TEXT


def _decoded_head(head: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    wide = utf16_without_mark(head)
    if wide:
        return head.decode(wide, "replace")
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head)
    if controls > _CONTROL_SHARE * len(head):
        raise Refused("binaer")
    return head.decode("latin-1")
