"""Hostile files: built for each run, never kept. Each points to a canary file and a dead port."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import struct
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

import xlsxwriter
from corpus.catalogue import put
from corpus.geo_files import _points, at, collection, feature, write
from corpus.material import HEADER, POINTS, csv_text, points, rows
from corpus.texts import void

CANARY_TEXT = "kanarienvogel"
CANARY = Path(tempfile.gettempdir()) / f"ressourcenkarten-corpus-canary-{os.getpid()}.csv"
HREF = "http://127.0.0.1:9/crs"

Members = dict[str, bytes]


def _put(name: str, cases: str, what: str, content: bytes | Callable[[], bytes]) -> None:
    def build(path: Path) -> None:
        path.write_bytes(content if isinstance(content, bytes) else content())

    put(name, cases, what, build, hostile=True)


# --- Z7, Z9, Z12, Z13: disguises -----------------------------------------------------------------

VRT = f'<OGRVRTDataSource><OGRVRTLayer name="canary"><SrcDataSource>{CANARY}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'.encode()
GDALG = json.dumps(
    {
        "type": "gdal_streamed_alg",
        "command_line": f"gdal vector pipeline ! read {CANARY} ! write stdout",
    }
).encode()
WFS = f"<OGRWFSDataSource><URL>{HREF}</URL></OGRWFSDataSource>".encode()
GML_REMOTE = (
    '<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="http://muster.example {HREF}.xsd"/>'
).encode()
MOAW = json.dumps({"links": [{"href": HREF, "rel": "data"}]}).encode()
_DISGUISES = {"vrt": VRT, "gdalg": GDALG, "wfs": WFS, "gml-schema": GML_REMOTE, "moaw": MOAW}
for _disguise, _extension in (
    *((name, "gpkg") for name in _DISGUISES),
    *(("vrt", extension) for extension in ("csv", "geojson", "kml", "xlsx", "shp", "ods", "fgb")),
    ("gdalg", "json"),
    ("wfs", "xml"),
):
    _put(
        f"z07-{_disguise}.{_extension}",
        "Z7 Z12",
        f"{_disguise} disguised as .{_extension}",
        _DISGUISES[_disguise],
    )
_put(
    "z09-crs-link.geojson",
    "Z9",
    "a crs that is a link",
    json.dumps(
        collection([feature(at(0), Name="A")], crs={"type": "link", "properties": {"href": HREF}})
    ).encode(),
)
_put(
    "z09-crs-url-name.geojson",
    "Z9",
    "a crs whose name is an address",
    json.dumps(
        collection([feature(at(0), Name="A")], crs={"type": "name", "properties": {"name": HREF}})
    ).encode(),
)
_LIST = csv_text([HEADER, *rows()]).encode()
for _extension in ("xlsx", "gpkg", "geojson", "kml", "zip", "ods"):
    _put(f"z12-list-as.{_extension}", "Z12", f"a CSV list named .{_extension}", _LIST)
_put(
    "z12-geojson-as.csv",
    "Z12",
    "GeoJSON named .csv",
    json.dumps(collection([feature(at(0), Name="Haus Muster")])).encode(),
)
_put("z13-pdf.csv", "Z13", "a PDF before a list", b"%PDF-1.7\n" + _LIST)
_put(
    "z13-html-and-csv.csv",
    "Z13",
    "a page that is also a list",
    b"<html><script>window.canary=1</script></html>\n" + _LIST,
)
_put("z13-gif.csv", "Z13", "a GIF that is also a script", b"GIF89a=1;alert(1)//" + bytes(30))
_put(
    "z13-svg.kml",
    "Z13",
    "an SVG with script, named .kml",
    b'<svg xmlns="http://www.w3.org/2000/svg"><script>window.canary=1</script></svg>',
)
_put(
    "t20-html.xls",
    "T20 Z12",
    "a web page named .xls",
    b"<html><body><table><tr><td>Name</td></tr></table></body></html>",
)
_put(
    "t20-xml-2003.xls",
    "T20",
    "Excel's XML of 2003",
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table/></Worksheet></Workbook>',
)
_put(
    "z15-eicar.csv",
    "Z15",
    "the test string of virus scanners",
    b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*",
)
for _code, _sign in (
    ("rar", b"Rar!\x1a\x07"),
    ("7z", b"7z\xbc\xaf\x27\x1c"),
    ("gz", b"\x1f\x8b\x08"),
):
    _put(f"z02-{_code}.zip", "Z2", f"a {_code} archive named .zip", _sign + bytes(100))

# --- Z14: names ----------------------------------------------------------------------------------

for _name, _sent in {
    "two-endings": "a.csv.exe",
    "escaped-path": "..%2fa.csv",
    "path": "../../etc/a.csv",
    "long": "x" * 300 + ".csv",
    "dots": "....",
    "right-to-left": "rtl\u202evsc.csv",
    "zero-width": "null\u200bbreite.csv",
    "line-break": "zeile\nzwei.csv",
    "quotation-mark": 'anf"ührung.csv',
    "shell": "; rm -rf.csv",
    "emoji": "\U0001f60a.csv",
    "decomposed": "Stra\u0308sse.csv",
    "device": "aux.gpkg",
}.items():
    put(
        f"z14-{_name}.csv",
        "Z14",
        f"sent as {_sent[:20]!a}",
        lambda path: void(path.write_bytes(_LIST)),
        hostile=True,
        sent_as=_sent,
    )

# --- Z1 to Z3, T20: archives ---------------------------------------------------------------------


def _zip(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], *, deflate: bool = True) -> bytes:
    stream = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    with zipfile.ZipFile(stream, "w", kind) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def _shapefile() -> Members:
    with tempfile.TemporaryDirectory() as name:
        write(Path(name) / "a.shp", _points(), driver="ESRI Shapefile")
        return {part.name: part.read_bytes() for part in sorted(Path(name).iterdir())}


def _with(*more: tuple[str | zipfile.ZipInfo, bytes]) -> Callable[[], bytes]:
    return lambda: _quiet_zip([*_shapefile().items(), *more])


def _quiet_zip(members: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the same name twice
        return _zip(members)


def _overlapping() -> bytes:
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(bytes(1_000_000)) + packed.flush()
    sizes = (zlib.crc32(bytes(1_000_000)), len(body), 1_000_000)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, *sizes, 5, 0) + b"a.shp" + body
    directory = b""
    for number in range(90):
        name = f"{number:03d}.shp".encode()
        directory += (
            struct.pack(
                "<4s6H3L5H2L",
                b"PK\x01\x02",
                20,
                20,
                0,
                8,
                0,
                0,
                *sizes,
                len(name),
                0,
                0,
                0,
                0,
                0,
                0,
            )
            + name
        )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 90, 90, len(directory), len(local), 0)
    return local + directory + end


def _link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("link.txt")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return entry


for _name, _member, _cases in (
    ("parent-folder", "../a.txt", "Z1"),
    ("absolute", "/etc/a.txt", "Z1"),
    ("drive", "C:\\a.txt", "Z1"),
    ("device", "CON.txt", "Z1"),
    ("nul-device", "daten/nul", "Z1"),
    ("long-name", "x" * 4_096, "Z1"),
    ("archive-inside", "innen.zip", "Z2"),
    ("same-name", "a.shp", "Z3"),
    ("same-name-other-case", "A.SHP", "Z3"),
    ("two-prj", "A.prj", "Z3"),
):
    _put(
        f"{_cases.lower()[0]}0{_cases[1:]}-{_name}.zip",
        _cases,
        f"archive with an entry „{_member[:20]}“",
        _with((_member, b"x")),
    )
_put(
    "z01-symlink.zip", "Z1", "archive with a symbolic link", _with((_link(), str(CANARY).encode()))
)
_put(
    "z01-umlaut-names.zip",
    "Z1",
    "names of the parts with umlauts in cp437",
    lambda: _zip((name.replace("a.", "Stra\u00dfe."), part) for name, part in _shapefile().items()),
)
_put("z02-bomb.zip", "Z2", "50 MB of zeros in 50 kB", lambda: _zip([("a.shp", bytes(50_000_000))]))
_put(
    "z02-many-entries.zip",
    "Z2",
    "10,000 entries",
    lambda: _zip((f"{n}.txt", b"") for n in range(10_000)),
)
_put(
    "z02-lying-size.zip",
    "Z2",
    "the directory announces fewer bytes than there are",
    lambda: _patched_sizes(_zip(_shapefile().items())),
)
_put(
    "z02-encrypted.zip",
    "Z2",
    "entries marked as encrypted",
    lambda: _patched_flags(_zip(_shapefile().items())),
)
_put("z02-overlapping.zip", "Z2", "all entries point to the same bytes", _overlapping)
_put(
    "z07-vrt-as-shp.zip",
    "Z7",
    "a VRT as .shp in an archive",
    lambda: _zip([("kitas.shp", VRT), ("kitas.dbf", b"\x03" + bytes(31))]),
)
_put("z07-vrt-as-kml.kmz", "Z7", "a VRT as .kml in a KMZ", lambda: _zip([("doc.kml", VRT)]))
_put(
    "z05-huge-prj.zip",
    "Z5",
    "a .prj of 10 MB",
    lambda: _zip(
        (name, b'PROJCS["' + b"x" * 10_000_000 if name.endswith(".prj") else part)
        for name, part in _shapefile().items()
    ),
)


def _patched_sizes(content: bytes) -> bytes:
    patched = bytearray(content)
    start = 0
    while (start := patched.find(b"PK\x01\x02", start)) >= 0:
        struct.pack_into("<L", patched, start + 24, 10)
        start += 4
    return bytes(patched)


def _patched_flags(content: bytes) -> bytes:
    patched = bytearray(content)
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = 0
        while (start := patched.find(sign, start)) >= 0:
            patched[start + offset] |= 1
            start += 4
    return bytes(patched)


# --- T15, T20: workbooks and tables that are too much ---------------------------------------------


def _book(cells: Mapping[tuple[int, int], object]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Liste")
    for (row, column), value in cells.items():
        sheet.write(row, column, value)
    book.close()
    return stream.getvalue()


def _changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _zip(
            (name, change(archive.read(name)) if name.endswith(part) else archive.read(name))
            for name in archive.namelist()
        )


def _encrypted() -> bytes:
    """Return an OLE file with the stream that Excel makes of a workbook with a password."""
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from xlwt import CompoundDoc

        path = Path(name) / "a.xls"
        CompoundDoc.XlsDoc().save(str(path), bytes(5_000))
        content = path.read_bytes()
    old, new = ("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
    start = content.index(old)
    renamed = new.ljust(64, b"\0") + struct.pack("<H", len(new) + 2)
    return content[:start] + renamed + content[start + len(renamed) :]


_SMALL = {(0, 0): "Name", (0, 1): "Ort", (1, 0): "Haus Muster", (1, 1): "Brück"}


def _linked() -> bytes:
    with zipfile.ZipFile(io.BytesIO(_book(_SMALL))) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    link = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" Target="{HREF}" TargetMode="External"/></Relationships>'
    return _zip(
        [
            *members,
            ("xl/externalLinks/externalLink1.xml", b"<x/>"),
            ("xl/externalLinks/_rels/externalLink1.xml.rels", link.encode()),
        ]
    )


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
_put(
    "t20-far-cell.xlsx",
    "T20",
    "one cell at XFD1048576",
    lambda: _book({**_SMALL, (1_048_575, 16_383): "x"}),
)
_put(
    "t20-lying-dimension.xlsx",
    "T20",
    "the announced size is wrong",
    lambda: _changed(
        _book(_SMALL),
        "sheet1.xml",
        lambda part: part.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'),
    ),
)
_put(
    "t20-laughs.xlsx",
    "T20",
    "a billion laughs in the shared strings",
    lambda: _changed(
        _book(_SMALL),
        "sharedStrings.xml",
        lambda _: f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]><sst>&l19;</sst>'.encode(),
    ),
)
_put(
    "t20-external-entity.xlsx",
    "T20",
    "an external entity in the sheet",
    lambda: _changed(
        _book(_SMALL),
        "sheet1.xml",
        lambda part: (
            f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{CANARY}">]>'.encode()
            + part.partition(b"?>")[2].replace(b"<v>0</v>", b"<v>&e;</v>")
        ),
    ),
)
_put(
    "t20-sheet-bomb.xlsx",
    "T20",
    "100 MB of sheet in a small file",
    lambda: _changed(
        _book(_SMALL),
        "sheet1.xml",
        lambda part: part.replace(b"</sheetData>", b"</sheetData>" + b" " * 100_000_000),
    ),
)
_put(
    "t20-many-parts.xlsx",
    "T20",
    "10,000 parts",
    lambda: _zip([("xl/workbook.xml", b"<x/>"), *((f"xl/{n}.xml", b"") for n in range(10_000))]),
)
_put(
    "t20-twin-parts.xlsx",
    "T20",
    "the same part twice",
    lambda: _quiet_zip([("xl/workbook.xml", b"<x/>"), ("xl/workbook.xml", b"<y/>")]),
)
_put(
    "t20-binary.xlsx",
    "T20",
    "an .xlsb renamed",
    lambda: _zip([("[Content_Types].xml", b"<x/>"), ("xl/workbook.bin", b"x")]),
)
_put("t20-external-link.xlsx", "T20", "a workbook with a link to another file", _linked)
_put("t20-ole-encrypted.xlsx", "T20", "protected by a password", _encrypted)
_put(
    "t15-too-many-columns.csv",
    "T15",
    "100,000 columns",
    lambda: b";" * 99_999 + b"Name\n" + b";" * 99_999 + b"a\n",
)
_put(
    "t15-too-many-rows.csv",
    "T15",
    "200,001 rows and more",
    lambda: b"Name;Ort\n" + b"a;b\n" * 200_001,
)
_put(
    "t15-huge-cell.csv", "T15", "a cell of 5 MB", lambda: b"Name;Ort\n" + b"x" * 5_000_000 + b";y\n"
)
_put(
    "t15-too-big.csv",
    "T15",
    "more than 20 MB",
    lambda: b"Name;Ort\n" + b"Haus Muster;Teltow\n" * 1_200_000,
)


# --- Z8: databases -------------------------------------------------------------------------------


def _geopackage(*statements: str) -> Callable[[], bytes]:
    def make() -> bytes:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "a.gpkg"
            write(path, _points(), driver="GPKG", layer="angebote")
            with closing(sqlite3.connect(path)) as database:
                database.execute("PRAGMA writable_schema = ON")
                for statement in statements:
                    database.execute(statement)
                database.commit()
            return path.read_bytes()

    return make


def _virtual(module: str) -> str:
    return f"INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', 'spy', 'spy', 0, 'CREATE VIRTUAL TABLE spy USING {module}(''{CANARY}'', ''UTF-8'', 1, COMMA)')"


for _module in ("VirtualText", "VirtualShape", "VirtualXL"):
    _put(
        f"z08-{_module.lower()}.gpkg",
        "Z8",
        f"a {_module} table on another file",
        _geopackage(_virtual(_module)),
    )
_put(
    "z08-recursive-view.gpkg",
    "Z8",
    "a view without end",
    _geopackage(
        "CREATE VIEW endlos AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, i AS Name FROM n",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('endlos', 'attributes', 'endlos')",
    ),
)
_put(
    "z08-foreign-trigger.gpkg",
    "Z8",
    "a trigger of its own",
    _geopackage("CREATE TRIGGER eigen AFTER INSERT ON angebote BEGIN DELETE FROM angebote; END"),
)
_put(
    "z08-load-extension.gpkg",
    "Z8",
    "a view that loads an extension",
    _geopackage("CREATE VIEW lader AS SELECT load_extension('x') AS Name FROM angebote"),
)
_put(
    "z08-many-tables.gpkg",
    "Z8",
    "1,500 tables",
    _geopackage("BEGIN", *(f"CREATE TABLE t{n} (x)" for n in range(1_500))),
)
_put(
    "z08-crs-is-a-link.gpkg",
    "Z8",
    "the definition of the system is an address",
    _geopackage(f"UPDATE gpkg_spatial_ref_sys SET definition = '{HREF}' WHERE srs_id = 4326"),
)
_put(
    "z08-wal.gpkg",
    "Z8",
    "marked as having a journal beside it",
    lambda: _patched(_geopackage()(), 18, b"\x02\x02"),
)
_put(
    "z08-corrupt.gpkg",
    "Z8",
    "pages overwritten",
    lambda: _patched(_geopackage()(), 4_096, bytes(20_000)),
)


def _patched(content: bytes, start: int, part: bytes) -> bytes:
    return content[:start] + part + content[start + len(part) :]


# --- Z10, Z11, C12: text that is too much or reaches out -------------------------------------------

_put("z10-deep.geojson", "Z10", "100,000 brackets", b"[" * 100_000)
_put(
    "z10-deep-properties.geojson",
    "Z10",
    "properties 10,000 levels deep",
    lambda: (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":'
        + b'{"a":' * 10_000
        + b"1"
        + b"}" * 10_000
        + b"}]}"
    ),
)
_put(
    "c12-many-vertices.geojson",
    "C12",
    "one polygon of 200,000 vertices",
    lambda: json.dumps(
        collection(
            [
                feature(
                    {
                        "type": "Polygon",
                        "coordinates": [
                            [[12.5 + n / 1e6, 52.2] for n in range(200_000)]
                            + [[12.6, 52.3], [12.5, 52.2]]
                        ],
                    },
                    Name="Haus Fein",
                )
            ]
        )
    ).encode(),
)
_put(
    "c12-many-features.csv",
    "C12 T15",
    "20,000 rows with points",
    lambda: csv_text([POINTS, *points() * 2_000]).encode(),
)
_put(
    "z11-external-entity.kml",
    "Z11",
    "an external entity",
    f'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY e SYSTEM "file://{CANARY}">]><kml><Document><Placemark><name>&e;</name><Point><coordinates>12.9,52.2</coordinates></Point></Placemark></Document></kml>'.encode(),
)
_put(
    "z11-laughs.kml",
    "Z11",
    "a billion laughs",
    f'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY l0 "ha">{_LAUGHS}]><kml><name>&l19;</name></kml>'.encode(),
)
_put(
    "z11-external-entity.gpx",
    "Z11",
    "an external entity in a GPX",
    f'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY e SYSTEM "file://{CANARY}">]><gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="52.2" lon="12.9"><name>&e;</name></wpt></gpx>'.encode(),
)
