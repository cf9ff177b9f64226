"""Lists as text: encodings, separators, headers, numbers, dates, odd cells."""

from __future__ import annotations

from corpus.catalogue import put
from corpus.material import HEADER, OFFERS, POINTS, csv_text, points, rows, write_text

PLAIN = csv_text([HEADER, *rows()])


def _text(name: str, cases: str, what: str, text: str, encoding: str = "utf-8") -> None:
    put(name, cases, what, lambda path: write_text(path, text, encoding))


def _bytes(name: str, cases: str, what: str, content: bytes) -> None:
    put(name, cases, what, lambda path: void(path.write_bytes(content)))


def void(_size: object) -> None:
    """Drop a return value."""


# --- T1 to T5: encodings ---------------------------------------------------------------------

_text("t01-cp1252.csv", "T1", "Windows-1252 with umlauts", PLAIN, "cp1252")
_text("t01-iso8859-15.csv", "T1", "ISO 8859-15 with umlauts and ß", PLAIN, "iso8859-15")
_text(
    "t01-cp1252-short.csv",
    "T1",
    "one short line that guessers take for Icelandic",
    "Name;Ort\r\nBürgerhaus Muster;Brück\r\n",
    "cp1252",
)
_text(
    "t01-cp1252-punctuation.csv",
    "T1",
    "Windows-1252 with „quotes“, dashes and the euro sign",
    "Name;Ort;Bemerkung\r\nTreff „Übung“ – Süd;Brück;5 € Eintritt\r\n",
    "cp1252",
)
_text("t02-utf8.csv", "T2", "plain UTF-8", PLAIN)
_text(
    "t02-utf8-bom.csv", "T2", "UTF-8 with byte order mark, as Excel writes it", PLAIN, "utf-8-sig"
)
_text("t02-utf16-bom.csv", "T2", "UTF-16 with byte order mark („Unicode-Text“)", PLAIN, "utf-16")
_bytes(
    "t02-utf16be-bom.csv",
    "T2",
    "UTF-16 big endian with byte order mark",
    b"\xfe\xff" + PLAIN.encode("utf-16-be"),
)
_text("t02-utf16le-no-bom.csv", "T2", "UTF-16 little endian without mark", PLAIN, "utf-16-le")
_text("t02-utf16be-no-bom.csv", "T2", "UTF-16 big endian without mark", PLAIN, "utf-16-be")
_text("t03-cp850.csv", "T3", "DOS encoding cp850", PLAIN, "cp850")
_text("t03-cp437.csv", "T3", "DOS encoding cp437", PLAIN, "cp437")
_text(
    "t03-mac-roman.csv",
    "T3",
    "Mac Roman with line ends of old Macs",
    PLAIN.replace("\r\n", "\r"),
    "mac-roman",
)
_bytes(
    "t04-mixed-encodings.csv",
    "T4",
    "UTF-8 with three rows in Windows-1252, copied together",
    csv_text([HEADER, *rows(7)]).encode() + csv_text(rows()[7:]).encode("cp1252"),
)
_bytes(
    "t04-late-invalid-byte.csv",
    "T4",
    "the only byte that is no UTF-8 stands behind 4,000 rows",
    ("Name;Ort\n" + "Treff Muster;Brück\n" * 4_000).encode() + b"Haus \xfcbung;Teltow\n",
)
_text("t05-double-encoded.csv", "T5", "UTF-8 encoded twice", PLAIN.encode().decode("cp1252"))
_text(
    "t05-double-encoded-some.csv",
    "T5",
    "only some cells are encoded twice",
    csv_text(
        [HEADER, *rows(2), ["Kita MÃ¼ckenhof", "Kita", "", "14822", "BrÃ¼ck", ""], *rows()[3:6]]
    ),
)

# --- T6: separators --------------------------------------------------------------------------

for _name, _separator, _what in (
    ("semicolon", ";", "semicolons"),
    ("comma", ",", "commas"),
    ("tab", "\t", "tabs"),
    ("pipe", "|", "pipes"),
):
    _text(
        f"t06-{_name}.csv", "T6", f"separated by {_what}", csv_text([HEADER, *rows()], _separator)
    )
_text("t06-sep-line.csv", "T6", "Excel's line „sep=;“ above the header", "sep=;\r\n" + PLAIN)
_text(
    "t06-sep-line-comma.csv",
    "T6",
    "„sep=,“ in a German list",
    "sep=,\n" + csv_text([HEADER, *rows()], ","),
)
_text(
    "t06-semicolon-many-commas.csv",
    "T6",
    "semicolons between cells full of commas",
    csv_text(
        [("Name", "Ort", "Bemerkung"), *[[o.name, o.place, "a, b, c, d, e, f"] for o in OFFERS]]
    ),
)
_text(
    "t06-all-quoted.csv",
    "T6",
    "every cell in quotation marks, commas, as databases export",
    "\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEADER, *rows()]) + "\n",
)
_text(
    "t06-single-column.csv",
    "T6",
    "one column and no separator at all",
    "Name\nTreff Muster\nHaus Probe\n",
)

# --- T7: numbers -----------------------------------------------------------------------------


def _german(value: float) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


_text(
    "t07-decimal-comma.csv",
    "T7",
    "coordinates with decimal comma",
    csv_text(
        [POINTS, *[[c.replace(".", ",") if c[0].isdigit() else c for c in row] for row in points()]]
    ),
)
_text(
    "t07-thousands-points.csv",
    "T7",
    "metres with thousands points and decimal comma",
    csv_text(
        [
            ("Name", "Rechtswert", "Hochwert"),
            *[[o.name, *map(_german, o.xy("EPSG:25833"))] for o in OFFERS],
        ]
    ),
)
_text(
    "t07-apostrophe-nbsp.csv",
    "T7",
    "metres with apostrophes and no-break spaces as thousands separators",
    csv_text(
        [
            ("Name", "Ostwert", "Nordwert"),
            *[
                [
                    o.name,
                    f"{o.xy('EPSG:25833')[0]:,.1f}".replace(",", "'"),
                    f"{o.xy('EPSG:25833')[1]:,.0f}".replace(",", "\u00a0"),
                ]
                for o in OFFERS
            ],
        ]
    ),
)
_text(
    "t07-units.csv",
    "T7",
    "coordinates with degree sign and unit words",
    csv_text(
        [
            ("Name", "Breite", "Länge"),
            *[[o.name, f"{o.lat:.5f}°", f"{o.lon:.5f} °E"] for o in OFFERS],
        ]
    ),
)

# --- T8 to T10: shape of the table -----------------------------------------------------------

_text(
    "t08-title-and-total.csv",
    "T8",
    "title lines above, empty lines between, a total below",
    "Liste der Angebote;;;;;\r\nStand: 01.03.2026;;;;;\r\n;;;;;\r\n"
    + csv_text([HEADER, *rows(5)])
    + ";;;;;\r\n"
    + csv_text(rows()[5:])
    + "Summe;10;;;;\r\n",
)
_text(
    "t08-header-repeated.csv",
    "T8",
    "the header is repeated after each page",
    csv_text([HEADER, *rows(5), HEADER, *rows()[5:]]),
)
_text(
    "t08-section-headings.csv",
    "T8",
    "a heading per Kategorie between the rows",
    csv_text(
        [
            HEADER,
            ["Kindertagesstätten", *[""] * 5],
            rows()[0],
            ["Jugendklubs", *[""] * 5],
            rows()[1],
        ]
    ),
)
_text("t08-no-header.csv", "T8", "no header at all", csv_text(rows()))
_text(
    "t08-footnotes.csv",
    "T8",
    "notes below the table",
    PLAIN + "\r\n* Angaben ohne Gewähr;;;;;\r\nQuelle: Musteramt;;;;;\r\n",
)
_text(
    "t09-duplicate-columns.csv",
    "T9",
    "the same header twice",
    csv_text([(*HEADER, "Telefon"), *[[*row, "0000 2"] for row in rows()]]),
)
_text(
    "t09-empty-and-long-columns.csv",
    "T9",
    "headers that are empty or 300 characters long",
    csv_text([(*HEADER, "", "x" * 300), *[[*row, "a", "b"] for row in rows()]]),
)
_text(
    "t09-reserved-columns.csv",
    "T9",
    "headers geometry, geom, fid, id",
    csv_text(
        [
            ("Name", "geometry", "geom", "fid", "id", "Ort"),
            *[[o.name, "g", "m", n, f"A{n}", o.place] for n, o in enumerate(OFFERS)],
        ]
    ),
)
_text(
    "t10-ragged.csv",
    "T10",
    "rows with too many and too few cells",
    "Name;Ort;Telefon\nA-Haus;Brück;1;zu;viel\nB-Haus\nC-Haus;Teltow;3\n",
)
_text(
    "t10-unclosed-quote.csv",
    "T10",
    "a quotation mark that never closes",
    'Name;Ort\nA-Haus;Brück\n"B-Haus;Teltow\nC-Haus;Beelitz\n',
)
_text(
    "t10-newline-in-cell.csv",
    "T10",
    "line breaks within cells",
    'Name;Ort\n"A-Haus\nAnbau";Brück\n"B\r\nHaus";Teltow\n',
)
_text(
    "t10-lone-cr.csv", "T10", "line ends are single carriage returns", PLAIN.replace("\r\n", "\r")
)
_text(
    "t10-mixed-line-ends.csv",
    "T10",
    "three kinds of line ends",
    "Name;Ort\r\nA-Haus;Brück\nB-Haus;Teltow\rC-Haus;Beelitz\r\n",
)
_text(
    "t10-quotes-inside.csv",
    "T10",
    "quotation marks within words",
    'Name;Ort\nHaus "Muster";Brück\n"Treff ""Probe""";Teltow\n',
)

# --- T11 to T16, T21: cells ------------------------------------------------------------------

_text(
    "t11-control-characters.csv",
    "T11",
    "NUL, C0, C1, U+FFFD and a byte order mark within cells",
    "Name;Ort\nHaus\x00 Eins;Brück\nHaus\x07 Zwei;Teltow\nHaus\x85 Drei;Beelitz\nHa\ufffds Vier;Lehnin\n\ufeffHaus Fünf;Ziesar\n",
)
_text(
    "t11-invisible.csv",
    "T11",
    "bidi overrides, zero-width and soft hyphens",
    "Name;Ort\nHaus\u202e sniE;Brück\nHaus\u200b Zwei;Teltow\nHaus\u00ad Drei;Beelitz\nHaus\u00a0Vier;Lehnin\n",
)
_text(
    "t12-missing-words.csv",
    "T12",
    "NA, None, null, -, k. A. as names and as values",
    "Name;Ort;Telefon\nNA;Brück;NA\nNone;Teltow;None\nnull;Beelitz;null\n-;Lehnin;-\nk. A.;Ziesar;k. A.\nNaN;Niemegk;n/a\n",
)
_text(
    "t13-leading-zeros.csv",
    "T13",
    "postcode 01067, AGS 06531000, telephone numbers",
    "Name;PLZ;Ort;AGS;Telefon\nHaus Elbe;01067;Dresden;06531000;0351 000\nHaus Muster;14822;Brück;12069076;033844 000\n",
)
_text(
    "t14-dates.csv",
    "T14",
    "German, ISO, short and impossible dates",
    "Name;Ort;Stand\nA-Haus;Brück;01.02.2026\nB-Haus;Brück;2026-02-01\nC-Haus;Brück;1.2.26\nD-Haus;Brück;29.02.2025\nE-Haus;Brück;00.00.0000\nF-Haus;Brück;März 2026\n",
)
_bytes("t15-empty.csv", "T15", "no byte at all", b"")
_text("t15-only-blanks.csv", "T15", "only blanks and line ends", "   \r\n \r\n")
_text("t15-only-header.csv", "T15", "only a header", "Name;Ort\n")
_text("t15-one-row.csv", "T15", "one row", "Name;Ort\nHaus Muster;Brück\n")
_text("t15-only-separators.csv", "T15", "only separators", ";;;;\r\n;;;;\r\n")
_text(
    "t16-odd-numbers.csv",
    "T16",
    "1e400, NaN, Infinity, -0 and 1e5 as coordinates and keys",
    "ID;Name;lat;lon\n1e5;A-Haus;1e400;12.9\n10^23;B-Haus;NaN;12.9\n-0;C-Haus;Infinity;12.9\n0005;D-Haus;52.2;-0\n7;E-Haus;52.2395;12.9720\n",
)
_text(
    "t21-formulas-as-text.csv",
    "T21",
    "cells that a spreadsheet would run",
    "Name;Ort;Bemerkung\n"
    '"=HYPERLINK(""http://localhost"";""Haus"")";Brück;@SUM(A1)\n'
    "=cmd|'/c calc'!A1;Teltow;+1\n-2+3;Beelitz;\ttab\n",
)
