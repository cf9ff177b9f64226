"""KML as Google Earth and other map programs write it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from geo.errors import UnreadableFile
from geo.importing import Format, Limits, Shape, Table, parse_file
from geo.importing.parsing.kml import kml_table
from geo.importing.parsing.markup import plain_text
from geo.importing.parsing.raw import RawTable

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Angebote</name>
<Folder><name>Teltow</name><Placemark><name>Treff</name>
<description><![CDATA[<b>Tel.:</b> 03328 1<br><a href="https://example.org/">Seite</a>]]></description>
<Point><coordinates>12.7,52.2,0</coordinates></Point></Placemark></Folder>
<Folder><name>Bad Belzig</name><Placemark><name>Haus</name>
<ExtendedData><Data name="Träger"><value>AWO &amp; Co</value></Data></ExtendedData>
<Point><coordinates>12.8,52.3,0</coordinates></Point></Placemark>
<Placemark><name>Weg</name><LineString><coordinates>12.8,52.3 12.9,52.3</coordinates></LineString>
</Placemark></Folder></Document></kml>"""


@pytest.fixture
def table(tmp_path: Path) -> Table:
    path = tmp_path / "angebote.kml"
    path.write_text(KML, "utf-8")
    (only,) = parse_file(path).tables
    return only


def _column(table: Table, name: str) -> list[str]:
    return [row[table.columns.index(name)] for row in table.rows]


def test_folders_are_one_list(table: Table) -> None:
    assert _column(table, "Name") == ["Treff", "Haus", "Weg"]
    assert _column(table, "Ordner") == ["Teltow", "Bad Belzig", "Bad Belzig"]
    assert table.row_numbers == (1, 2, 3)
    assert table.shapes is not None
    assert table.shapes[1] == Shape(x=12.8, y=52.3)


def test_field_names_are_those_of_the_file(table: Table) -> None:
    assert _column(table, "Träger") == ["", "AWO & Co", ""]


def test_markup_of_a_description_becomes_text(table: Table) -> None:
    assert _column(table, "Beschreibung")[0] == "Tel.: 03328 1\nSeite (https://example.org/)"


def _read(places: str, limits: Limits | None = None) -> RawTable:
    text = f"""<kml xmlns="http://www.opengis.net/kml/2.2"
        xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>{places}</Document></kml>"""
    return kml_table(text.encode(), limits or Limits())


def _place(content: str) -> str:
    return f"<Placemark><name>A</name>{content}</Placemark>"


def test_attributes_with_and_without_a_schema_are_columns() -> None:
    table = _read(
        _place(
            "<address>Am Weg 1</address><phoneNumber>03328 1</phoneNumber><ExtendedData>"
            '<Data name="PLZ"><displayName>Post</displayName><value>01067</value></Data>'
            '<SchemaData schemaUrl="#s"><SimpleData name="Träger">AWO</SimpleData></SchemaData>'
            "</ExtendedData>"
        )
    )
    assert table.header == ["Name", "Anschrift", "Telefon", "PLZ", "Träger"]
    assert table.rows == [(1, ["A", "Am Weg 1", "03328 1", "01067", "AWO"])]


@pytest.mark.parametrize(
    ("geometry", "shape"),
    [
        ("<Point><coordinates>12.7,52.2</coordinates></Point>", [12.7, 52.2, True]),
        ("<Point><coordinates> 12.7 , 52.2 , 30 </coordinates></Point>", [12.7, 52.2, True]),
        (
            "<MultiGeometry><Point><coordinates>12.7,52.2</coordinates></Point></MultiGeometry>",
            [12.7, 52.2, True],
        ),
        ("<LineString><coordinates>0,1 2,1</coordinates></LineString>", [0.0, 1.0, False]),
        (
            (
                "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 2,0 2,2 0,2 0,0"
                "</coordinates></LinearRing></outerBoundaryIs></Polygon>"
            ),
            [1.0, 1.0, False],
        ),
        ("<gx:Track><when>x</when><gx:coord>12.7 52.2 0</gx:coord></gx:Track>", [12.7, 52.2, True]),
        (
            (
                "<gx:MultiTrack><gx:Track><gx:coord>0 1 0</gx:coord><gx:coord>2 1 0</gx:coord>"
                "</gx:Track></gx:MultiTrack>"
            ),
            [0.0, 1.0, False],
        ),
        ("", None),
        ("<Point><coordinates/></Point>", None),
        ("<Point><coordinates>n,v</coordinates></Point>", None),
    ],
)
def test_geometries_of_every_kind_are_read(geometry: str, shape: list[object] | None) -> None:
    table = _read(_place(geometry))
    assert (table.rows, table.crs) == ([(1, ["A"])], "EPSG:4326")
    assert table.shapes is not None
    found = table.shapes[0]
    assert (found and [*map(round, found[:2], [6, 6]), found[2]]) == shape


def test_a_broken_place_is_told() -> None:
    table = _read(_place("<Point><coordinates>n,v</coordinates></Point>"))
    assert [(note.code, note.row) for note in table.notes] == [("geometrie_ungueltig", 1)]


def test_geometries_nested_without_end_break_their_place_only() -> None:
    deep = "<MultiGeometry>" * 50 + "</MultiGeometry>" * 50
    assert len(_read(_place(deep) + _place("")).rows) == 2


def test_folders_within_folders_without_end_are_read() -> None:
    places = "<Folder>" * 10_000 + _place("") + "</Folder>" * 10_000
    assert len(_read(places).rows) == 1


def test_a_single_folder_is_no_column() -> None:
    assert _read(f"<Folder><name>Kitas</name>{_place('')}</Folder>").header == ["Name"]


def test_links_are_counted_and_left_alone() -> None:
    link = "<NetworkLink><Link><href>http://localhost/a.kml</href></Link></NetworkLink>"
    table = _read(link + _place("") + link)
    assert [(note.code, note.details) for note in table.notes] == [
        ("verweise_uebergangen", {"count": "2"})
    ]


def test_a_file_of_links_only_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "angebote.kml"
    path.write_text("<kml><NetworkLink/></kml>", "utf-8")
    with pytest.raises(UnreadableFile, match="nur Verweise"):
        parse_file(path)


def _kmz(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_every_kml_of_an_archive_is_a_table(tmp_path: Path) -> None:
    links = "<kml><NetworkLink><Link><href>Kitas.kml</href></Link></NetworkLink></kml>"
    members = {"files/Kitas.kml": KML, "doc.kml": links, "Schulen.kml": KML, "files/a.png": "x"}
    parsed = parse_file(_kmz(tmp_path / "angebote.kmz", members))
    assert parsed.format is Format.KMZ
    assert [table.name for table in parsed.tables] == ["Kitas", "Schulen"]


def test_a_kml_in_an_archive_is_screened_like_any_other(tmp_path: Path) -> None:
    hostile = "<!DOCTYPE kml [<!ENTITY a 'b'>]><kml>&a;</kml>"
    with pytest.raises(UnreadableFile):
        parse_file(_kmz(tmp_path / "a.kmz", {"doc.kml": hostile}))
    with pytest.raises(UnreadableFile, match="weder KML"):
        parse_file(_kmz(tmp_path / "b.kmz", {"doc.kml": "<svg/>"}))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("3 < 4 und <Name>", "3 < 4 und <Name>"),
        ("<p>A</p><p>B</p>", "A\n\nB".replace("\n\n", "\n")),
        ("<br>A<script>alert(1)</script>B", "AB"),
        ("<b>A", "A"),
        ("<a>ohne Ziel</a> </a>", "ohne Ziel"),
        ("<a href='https://a.de'>https://a.de</a>", "https://a.de"),
        ("<table><tr><td>A</td><td>&auml;</td></tr></table>", "A ä"),
    ],
)
def test_text_is_what_a_browser_shows(markup: str, text: str) -> None:
    assert plain_text(markup) == text
