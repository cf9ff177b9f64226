"""Lists with coordinates: systems, axes, single bad cells, addresses instead."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.catalogue import put
from corpus.material import HEADER, OFFERS, POINTS, csv_text, points, rows, write_text


def _list(name: str, cases: str, what: str, table: Sequence[Sequence[object]]) -> None:
    put(name, cases, what, lambda path: write_text(path, csv_text(table)))


def _metres(crs: str, header: tuple[str, str] = ("X", "Y"), prefix: str = "") -> list[list[object]]:
    table: list[list[object]] = [["Name", *header]]
    for offer in OFFERS:
        x, y = offer.xy(crs)
        table.append([offer.name, f"{prefix}{x:.2f}", f"{y:.2f}"])
    return table


_SWAPPED = [[name, kind, lon, lat] for name, kind, lat, lon in points()]
_list(
    "c01-all-swapped.csv", "C1", "latitude and longitude swapped in all rows", [POINTS, *_SWAPPED]
)
_list("c01-one-swapped.csv", "C1", "swapped in a single row", [POINTS, *points(9), _SWAPPED[9]])
_list(
    "c01-axes-north-east.csv",
    "C1",
    "x holds the northing",
    [["Name", "X", "Y"], *[[o.name, *reversed(o.xy("EPSG:25833"))] for o in OFFERS]],
)

for _code, _name in (
    ("25832", "utm32"),
    ("25833", "utm33"),
    ("4647", "utm32-prefixed"),
    ("5650", "utm33-prefixed"),
    ("31467", "gauss-krueger-3"),
    ("31468", "gauss-krueger-4"),
    ("31469", "gauss-krueger-5"),
    ("3857", "web-mercator"),
    ("3068", "soldner-berlin"),
):
    _list(
        f"c02-{_name}.csv",
        "C2",
        f"EPSG:{_code} under X and Y, not declared",
        _metres(f"EPSG:{_code}"),
    )
_list(
    "c02-utm33-named.csv",
    "C2",
    "the header names the system",
    _metres("EPSG:25833", ("Ostwert (UTM33)", "Nordwert (UTM33)")),
)
_list(
    "c02-gk4-named.csv",
    "C2",
    "Rechtswert and Hochwert in Gauß-Krüger",
    _metres("EPSG:31468", ("GK Rechtswert", "GK Hochwert")),
)
_list(
    "c02-utm33-zone-in-cell.csv",
    "C2",
    "the zone stands before the easting",
    _metres("EPSG:25833", ("Ostwert", "Nordwert"), "33 "),
)
_list(
    "c03-wrong-zone-in-header.csv",
    "C3",
    "UTM 33 numbers under headers that say EPSG:25832",
    _metres("EPSG:25833", ("x EPSG:25832", "y EPSG:25832")),
)

_list(
    "c05-one-outside.csv",
    "C5",
    "one of ten lies in Munich",
    [POINTS, *points(9), ["Haus Fern", "Kita", "48.13700", "11.57500"]],
)
_list(
    "c05-all-outside.csv",
    "C5",
    "a list of another county",
    [POINTS, *[[o.name, o.category, f"{o.lat - 3:.5f}", f"{o.lon - 2:.5f}"] for o in OFFERS]],
)
_list(
    "c05-just-outside.csv",
    "C5",
    "Potsdam lies in the middle of the county and is none of it",
    [POINTS, *points(3), ["Haus Nachbar", "Kita", "52.40000", "13.06000"]],
)
_list(
    "c06-bad-cells.csv",
    "C6",
    "0/0, NaN, inf, 1e308, empty, one of two missing, words",
    [
        POINTS,
        ["Haus Null", "Kita", "0", "0"],
        ["Haus NaN", "Kita", "NaN", "NaN"],
        ["Haus Inf", "Kita", "inf", "-inf"],
        ["Haus Riese", "Kita", "1e308", "1e308"],
        ["Haus Leer", "Kita", "", ""],
        ["Haus Halb", "Kita", "52.2395", ""],
        ["Haus Wort", "Kita", "Nord", "Ost"],
        *points(4),
    ],
)
_list(
    "c06-one-cell.csv",
    "C6",
    "both coordinates in one cell",
    [["Name", "Koordinaten"], *[[o.name, f"{o.lat:.5f}, {o.lon:.5f}"] for o in OFFERS]],
)
_list(
    "c06-one-cell-german.csv",
    "C6",
    "both in one cell with decimal commas",
    [
        ["Name", "Koordinaten"],
        *[[o.name, f"{o.lat:.5f} {o.lon:.5f}".replace(".", ",")] for o in OFFERS],
    ],
)
_list(
    "c06-wkt.csv",
    "C6",
    "WKT points, x first",
    [["Name", "WKT"], *[[o.name, f"POINT ({o.lon:.5f} {o.lat:.5f})"] for o in OFFERS]],
)


def _dms(value: float) -> str:
    degrees, rest = divmod(round(value * 3600, 1), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{degrees:.0f}° {minutes:.0f}' {seconds:.1f}\""


_list(
    "c06-degrees-minutes-seconds.csv",
    "C6",
    "degrees, minutes and seconds with N and E",
    [
        ["Name", "Breite", "Länge"],
        *[[o.name, f"{_dms(o.lat)} N", f"{_dms(o.lon)} E"] for o in OFFERS],
    ],
)
_list(
    "c06-degrees-one-cell.csv",
    "C6",
    "degrees, minutes and seconds in one cell, O for Ost",
    [["Name", "GPS"], *[[o.name, f"N {_dms(o.lat)} O {_dms(o.lon)}"] for o in OFFERS]],
)
_list(
    "c06-utm-text.csv",
    "C6",
    "UTM with zone and blanks in one cell",
    [
        ["Name", "Koordinaten"],
        *[[o.name, f"33U {o.xy('EPSG:25833')[0]:.0f} {o.xy('EPSG:25833')[1]:.0f}"] for o in OFFERS],
    ],
)
_list(
    "c06-microdegrees.csv",
    "C6",
    "decimal separator lost by a spreadsheet",
    [
        ["Name", "lat", "lon"],
        *[
            [o.name, f"{o.lat:.5f}".replace(".", ""), f"{o.lon:.5f}".replace(".", "")]
            for o in OFFERS
        ],
    ],
)
_list("c07-addresses.csv", "C7", "addresses only, all in the register", [HEADER, *rows()])
_list(
    "c07-hard-addresses.csv",
    "C7",
    "neighbouring number, unknown number, misspelt, PO box, c/o, a person, ambiguous, abroad",
    [
        ("Name", "Straße", "PLZ", "Ort"),
        ["Haus Genau", "Musterweg 1", "14806", "Bad Belzig"],
        ["Haus Nachbar", "Musterweg 3", "14806", "Bad Belzig"],
        ["Haus Fern", "Musterweg 900", "14806", "Bad Belzig"],
        ["Haus Tippfehler", "Beispeilstr. 3", "14542", "Werder"],
        ["Haus Abgekürzt", "Gr. Übungsweg 9", "14929", "Treuenbrietzen"],
        ["Haus Postfach", "Postfach 1234", "14513", "Teltow"],
        ["Haus Gast", "c/o Verein Muster, Am Entwurf 2", "14513", "Teltow"],
        ["Haus Person", "Erika Mustermann", "14547", "Beelitz"],
        ["Haus Bereich", "Testallee 20-22", "14797", "Lehnin"],
        ["Haus Fremd", "Musterweg 1", "80331", "München"],
        ["Haus Ohne", "", "", ""],
        ["Haus PLZ", "", "14822", ""],
    ],
)
_list(
    "c07-address-one-cell.csv",
    "C7",
    "street, postcode and place in one cell",
    [["Name", "Anschrift"], *[[o.name, f"{o.street}, {o.postcode} {o.place}"] for o in OFFERS]],
)
_list(
    "c07-place-with-district.csv",
    "C7",
    "postcode and place together, with „OT“",
    [
        ["Name", "Straße", "PLZ/Ort"],
        ["Haus Ort", "", "14548 Schwielowsee OT Caputh"],
        ["Haus Teil", "", "14547 Beelitz, OT Beelitz-Heilstätten"],
        ["Haus Beide", "Vorlagenring 5", "14547 Beelitz"],
    ],
)
_list(
    "c13-duplicates.csv",
    "C13",
    "the same row twice, the same key twice, a key missing",
    [
        ("ID", "Name", "PLZ", "Ort"),
        ["A1", "Haus Muster", "14822", "Brück"],
        ["A1", "Haus Probe", "14513", "Teltow"],
        ["", "Haus Ohne", "14547", "Beelitz"],
        ["A4", "Haus Doppelt", "14797", "Lehnin"],
        ["A5", "Haus Doppelt", "14797", "Lehnin"],
    ],
)
_list(
    "c13-same-row-twice.csv", "C13", "identical rows without keys", [HEADER, *rows(3), rows(1)[0]]
)
_list(
    "c14-fifteen-digits.csv",
    "C14",
    "fifteen digits",
    [
        POINTS,
        *[[o.name, o.category, f"{o.lat + 1e-13:.15f}", f"{o.lon + 1e-13:.15f}"] for o in OFFERS],
    ],
)
_list(
    "c14-two-digits.csv",
    "C14",
    "two digits: a grid of a kilometre",
    [POINTS, *[[o.name, o.category, f"{o.lat:.2f}", f"{o.lon:.2f}"] for o in OFFERS]],
)
