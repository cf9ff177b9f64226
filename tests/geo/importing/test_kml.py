"""KML as Google Earth and other map programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.importing import Shape, Table, parse_file
from geo.importing.markup import plain_text

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
