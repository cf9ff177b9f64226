"""Lists as people send them, and KML, GPX and text of other programs."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
from corpus.catalogue import put, shows
from corpus.geo_files import collection, feature, write
from corpus.material import HEADER, OFFERS, context, csv_text, rows, write_text
from corpus.sheets import _DAY, _fill


def _text(name: str, cases: str, what: str, text: str, encoding: str = "utf-8") -> None:
    put(name, cases, what, lambda path: write_text(path, text, encoding))


@shows("r-kita-list.xlsx", "T8 T18", "Kita list: merged title, group headers, group rows, footnote")
def _kita_list(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": _DAY})
    sheet = book.add_worksheet("Kitas 2026")
    bold = book.add_format({"bold": True, "align": "center"})
    sheet.merge_range("A1:H1", "Kindertagesstätten im Landkreis Muster", bold)
    sheet.merge_range("A2:H2", "Stand: 15.03.2026, Fachdienst Muster", bold)
    sheet.merge_range("C4:E4", "Anschrift", bold)
    sheet.merge_range("G4:H4", "Plätze", bold)
    _fill(
        sheet,
        [["Lfd. Nr.", "Einrichtung", "Straße, Nr.", "PLZ", "Ort", "Träger", "Krippe", "Kita"]],
        4,
    )
    line = 5
    for group in ("Amt Muster", "Stadt Probe"):
        sheet.merge_range(line, 0, line, 7, group, bold)
        for number, offer in enumerate(
            OFFERS[:5] if group.startswith("Amt") else OFFERS[5:], start=1
        ):
            _fill(
                sheet,
                [
                    [
                        number,
                        f"Kita {offer.name.split()[-1]}",
                        offer.street,
                        int(offer.postcode),
                        offer.place,
                        "Muster gGmbH",
                        12,
                        34,
                    ]
                ],
                line + number,
            )
        line += 6
    _fill(sheet, [["", "Summe", "", "", "", "", 120, 340], ["* Angaben der Träger"]], line)
    book.close()


_text(
    "r-open-data-city.csv",
    "C6",
    "open-data portal: commas, quoted, geometry as WKT in the first column, camel-case headers",
    csv_text(
        [
            (
                "WKT",
                "OBJECTID",
                "bezeichnung",
                "strasse",
                "hausnr",
                "plz",
                "ort",
                "url",
                "GlobalID",
            ),
            *[
                [
                    f"POINT Z ({o.lon:.6f} {o.lat:.6f} 0)",
                    n,
                    o.name,
                    *o.street.rsplit(" ", 1),
                    o.postcode,
                    o.place,
                    "https://muster.example/",
                    f"{{{n:08d}}}",
                ]
                for n, o in enumerate(OFFERS, start=1)
            ],
        ],
        ",",
        "\n",
    ),
    "utf-8-sig",
)
_text(
    "r-access-export.txt",
    "T3 T6",
    "Access: semicolons, quoted texts, cp850, numbers with comma",
    "\r\n".join(
        ";".join(
            f'"{cell}"' if isinstance(cell, str) else f"{cell:.2f}".replace(".", ",")
            for cell in row
        )
        for row in [
            ("Bezeichnung", "Straße", "PLZ", "Ort", "Rechtswert", "Hochwert"),
            *[(o.name, o.street, o.postcode, o.place, *o.xy("EPSG:25833")) for o in OFFERS],
        ]
    )
    + "\r\n",
    "cp850",
)
_text(
    "r-sap-export.txt",
    "T6 T8",
    "SAP: pipes around all cells, dashed lines, padded cells",
    "01.03.2026      Dynamische Listausgabe      1\r\n\r\n"
    + "-" * 80
    + "\r\n"
    + "\r\n".join(
        "|" + "|".join(f"{cell:<28}" for cell in row) + "|"
        for row in [
            ("Name", "Straße", "PLZ", "Ort"),
            *[(o.name, o.street, o.postcode, o.place) for o in OFFERS],
        ]
    )
    + "\r\n"
    + "-" * 80
    + "\r\n",
    "cp1252",
)
_text(
    "r-traeger-addresses.csv",
    "C7",
    "a Träger's list: only names and addresses in one cell each, cp1252",
    "Träger;Unsere Einrichtung;Anschrift;Tel.\r\n"
    + "".join(
        f"Muster gGmbH;{o.name};{o.street}, {o.postcode} {o.place};{o.phone}\r\n" for o in OFFERS
    ),
    "cp1252",
)
_text(
    "r-telephone-list.csv",
    "T9",
    "a telephone list with first and family names of contacts in columns of their own",
    csv_text(
        [
            ("Angebot", "Ansprechpartner/in", "Telefon dienstl.", "E-Mail", "PLZ", "Ort"),
            *[
                [o.name, "Erika Muster", o.phone, "post@muster.example", o.postcode, o.place]
                for o in OFFERS
            ],
        ]
    ),
)
_text(
    "r-english-headers.csv",
    "",
    "English headers, commas",
    csv_text(
        [
            ("name", "type", "street", "housenumber", "postcode", "city", "latitude", "longitude"),
            *[
                [o.name, o.category, *o.street.rsplit(" ", 1), o.postcode, o.place, o.lat, o.lon]
                for o in OFFERS
            ],
        ],
        ",",
        "\n",
    ),
)
_text(
    "r-osm-export.csv",
    "",
    "OpenStreetMap tags as headers, tabs",
    csv_text(
        [
            (
                "@id",
                "name",
                "amenity",
                "addr:street",
                "addr:housenumber",
                "addr:postcode",
                "addr:city",
                "@lat",
                "@lon",
            ),
            *[
                [
                    f"node/{n}",
                    o.name,
                    "kindergarten",
                    *o.street.rsplit(" ", 1),
                    o.postcode,
                    o.place,
                    o.lat,
                    o.lon,
                ]
                for n, o in enumerate(OFFERS)
            ],
        ],
        "\t",
        "\n",
    ),
)
_text(
    "r-place-only.csv",
    "C7",
    "only names and places",
    csv_text([("Angebot", "Gemeinde"), *[[o.name, o.place] for o in OFFERS]]),
)
_text(
    "r-sensitive.csv",
    "C7",
    "a women's refuge with an address that must not be shown",
    csv_text(
        [
            HEADER,
            *rows(3),
            ["Schutzhaus Muster", "Frauenhaus", "Musterweg 1", "14806", "Bad Belzig", "0000 1"],
        ]
    ),
)
_text(
    "r-mobile-and-remote.csv",
    "",
    "offers that come or answer by telephone",
    csv_text(
        [
            ("Name", "Kategorie", "Ort", "Erreichbarkeit", "Einzugsgebiet"),
            ["Infobus Muster", "Familienzentrum", "", "kommt hin", "Amt Beetzsee"],
            ["Sorgentelefon Probe", "Erziehungs- und Familienberatung", "", "telefonisch", ""],
            ["Haus Fest", "Familienzentrum", "Brück", "vor Ort", ""],
        ]
    ),
)
_text(
    "r-categories-similar.csv",
    "",
    "categories in other words, misspelt, several in a cell",
    csv_text(
        [
            ("Name", "Art der Einrichtung", "Ort"),
            ["Haus A", "Kindergarten", "Brück"],
            ["Haus B", "Jugendclub", "Teltow"],
            ["Haus C", "Familienzentum", "Beelitz"],
            ["Haus D", "Sternwarte", "Ziesar"],
            ["Haus E", "", "Lehnin"],
        ]
    ),
)
_text(
    "r-markdown-like.txt",
    "T6",
    "text with aligned columns",
    "Name            Ort\nHaus Muster     Brück\nHaus Probe      Teltow\n",
)

# --- KML, GPX, GML by hand -----------------------------------------------------------------------

_KML = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>\n'


def _mark(number: int, inside: str = "") -> str:
    offer = OFFERS[number]
    return f"<Placemark><name>{offer.name}</name>{inside}<Point><coordinates>{offer.lon},{offer.lat},0</coordinates></Point></Placemark>"


def _kml(name: str, cases: str, what: str, inside: str) -> None:
    _text(name, cases, f"KML: {what}", _KML.format(inside))


_kml(
    "r-google-my-maps.kml",
    "Z11",
    "Google My Maps: folders, styles, HTML descriptions, extended data",
    "<name>Meine Karte</name><Style id='s'><IconStyle><Icon><href>https://localhost/icon.png</href></Icon></IconStyle></Style>"
    + "".join(
        f"<Folder><name>{folder}</name>"
        + "".join(
            _mark(
                number,
                "<description><![CDATA[<b>Tel</b>: 0000<br><script>window.canary=1</script>]]></description><styleUrl>#s</styleUrl><ExtendedData><Data name='Ort'><value>"
                + OFFERS[number].place
                + "</value></Data></ExtendedData>",
            )
            for number in numbers
        )
        + "</Folder>"
        for folder, numbers in (("Kitas", range(3)), ("Treffs", range(3, 6)))
    ),
)
_kml(
    "z11-network-link.kml",
    "Z11",
    "a network link beside a place",
    "<NetworkLink><name>Netz</name><Link><href>http://localhost/x.kml</href></Link></NetworkLink>"
    + _mark(0),
)
_kml(
    "z11-overlay.kml",
    "Z11",
    "only a screen overlay",
    "<ScreenOverlay><name>Bild</name><Icon><href>http://localhost/x.png</href></Icon></ScreenOverlay>",
)
_kml(
    "z11-track.kml",
    "Z11",
    "a gx:Track",
    "<Placemark xmlns:gx='http://www.google.com/kml/ext/2.2'><name>Bus Muster</name><gx:Track><when>2026-01-01T00:00:00Z</when><gx:coord>12.97 52.24 0</gx:coord><when>2026-01-01T00:01:00Z</when><gx:coord>12.98 52.25 0</gx:coord></gx:Track></Placemark>"
    + _mark(1),
)
_kml(
    "z11-many-folders.kml",
    "Z11",
    "two hundred nested folders",
    "<Folder><name>x</name>" * 200 + _mark(0) + "</Folder>" * 200,
)
_kml(
    "z11-untyped-data.kml",
    "Z11",
    "extended data without schema, shapes of all kinds",
    _mark(0, "<ExtendedData><Data name='Telefon'><value>0000 1</value></Data></ExtendedData>")
    + "<Placemark><name>Bus Linie</name><LineString><coordinates>12.9,52.2 13.0,52.3</coordinates></LineString></Placemark>",
)


def _kmz(name: str, what: str, members: dict[str, str]) -> None:
    def build(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, text in members.items():
                archive.writestr(zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0)), text)

    put(name, "Z11", f"KMZ: {what}", build)


_kmz(
    "r-google-earth.kmz",
    "Google Earth: doc.kml and a picture",
    {"doc.kml": _KML.format(_mark(0) + _mark(1)), "files/icon.png": "no picture"},
)
_kmz(
    "z11-two-kml.kmz",
    "two KML files",
    {"doc.kml": _KML.format(_mark(0)), "zwei.kml": _KML.format(_mark(1))},
)
_text(
    "r-gpx-stops.gpx",
    "",
    "GPX of stops from a hand-held, with a track",
    '<?xml version="1.0"?>\n<gpx version="1.1" creator="Muster" xmlns="http://www.topografix.com/GPX/1/1">\n'
    + "".join(
        f'<wpt lat="{o.lat}" lon="{o.lon}"><ele>40</ele><name>Halt {o.name}</name><desc>Ankunft 10 Uhr</desc></wpt>\n'
        for o in OFFERS[:6]
    )
    + '<trk><name>Runde</name><trkseg><trkpt lat="52.1" lon="12.6"/><trkpt lat="52.2" lon="12.7"/></trkseg></trk>\n</gpx>\n',
)


@shows("r-qgis-project.gpkg", "Z6", "GeoPackage from QGIS: styles, a project, a view of one layer")
def _qgis(path: Path) -> None:
    import sqlite3
    from contextlib import closing

    import shapely

    write(
        path,
        [shapely.Point(o.xy("EPSG:25833")) for o in OFFERS],
        driver="GPKG",
        crs="EPSG:25833",
        layer="Angebote 2026",
        more={"Kategorie": [o.category for o in OFFERS], "Plätze": list(range(10))},
    )
    with closing(sqlite3.connect(path)) as database:
        for name in ("layer_styles", "qgis_projects"):
            database.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, content TEXT)")
            database.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, 'attributes', ?, '2026-01-01T00:00:00.000Z')",
                (name, name),
            )
        database.commit()


@shows("r-masterportal.json", "", "GeoJSON of a portal with many attributes, some null")
def _portal(path: Path) -> None:
    items = [
        {
            **feature(
                {"type": "Point", "coordinates": [o.lon, o.lat]},
                name=o.name,
                strasse=o.street,
                plz=int(o.postcode),
                ort=o.place,
                telefon=None,
                fax=None,
                barrierefrei="ja",
            ),
            "id": f"APP_MUSTER_{n}",
        }
        for n, o in enumerate(OFFERS)
    ]
    write_text(
        path,
        json.dumps(
            collection(items, name="muster", numberMatched=10), ensure_ascii=False, indent=1
        ),
    )


@shows("r-corrected-report.xlsx", "", "a report of an import, corrected and sent back")
def _corrected_report(path: Path) -> None:
    import tempfile

    import openpyxl

    from geo.importing import import_table, parse_file, write_report

    broken = [[*row] for row in rows()]
    broken[2][0] = ""
    broken[4][3] = "1451"
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "liste.csv"
        write_text(source, csv_text([HEADER, *broken]))
        parsed = parse_file(source)
    result = import_table(parsed, parsed.main, context=context())
    write_report(path, parsed.main, result)
    book = openpyxl.load_workbook(path)
    _correct(book)
    book.properties.created = book.properties.modified = _DAY
    book.save(path)


def _correct(book: Any) -> None:
    sheet = next(sheet for sheet in book if any(cell.value == "Name" for cell in sheet[1]))
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, offer in enumerate(OFFERS, start=2):
        sheet.cell(number, columns["Name"], offer.name)
        sheet.cell(number, columns["PLZ"], offer.postcode)
