"""Lists as they are sent, written by real writers; all names in them are invented."""

from __future__ import annotations

import zipfile
from pathlib import Path

REGISTER = "Straße;Hausnummer;PLZ;Ort;Breite;Länge\n" + "\n".join(
    f"Musterweg;{number};14542;Werder (Havel);{52.37 + number / 10_000:.5f};12.93000"
    for number in range(1, 8)
)
#: Longitude, latitude and name of points around Bad Belzig.
POINTS = [(12.50 + step / 50, 52.10 + step / 60, f"Spielplatz Probe {step}") for step in range(12)]


def excel(folder: Path) -> Path:
    """Return a workbook with a cover sheet, title lines, addresses and unknown words."""
    import xlsxwriter

    path = folder / "Träger-Meldung.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        cover = book.add_worksheet("Deckblatt")
        cover.write_row(0, 0, ("Meldung der Träger", "2026"))
        cover.write_row(2, 0, ("Rückfragen an", "Stelle Muster"))
        sheet = book.add_worksheet("Angebote")
        sheet.write(0, 0, "Liste der Angebote, Stand März 2026")
        rows = [
            ("Einrichtung", "Art der Einrichtung", "Zielgruppe", "Anschrift"),
            ("Treff Morgenrot", "Familienzentrum", "Familien", "Musterweg 3, 14542 Werder (Havel)"),
            ("Klub Probe", "Jugendklubb", "Jugendliche", "Musterweg 5, 14542 Werder (Havel)"),
            ("Beratung Muster", "Suchtberatung", "Suchtkranke", "14547 Beelitz"),
            ("Runder Tisch", "Bibliothek", "Familien", ""),
            ("Treff Nirgends", "Bibliothek", "Familien", "Irgendwo 1, 00000 Hinterprobe"),
        ]
        for number, row in enumerate(rows, start=2):
            sheet.write_row(number, 0, row)
    return path


def shapefile_without_crs(folder: Path) -> Path:
    """Return a zipped Shapefile in metres of UTM zone 33 that does not say so."""
    import geopandas

    lons, lats, names = zip(*POINTS, strict=True)
    points = geopandas.points_from_xy(lons, lats, crs=4326)
    frame = geopandas.GeoDataFrame(
        {"NAME": names, "KATEGORIE": "Spielplatz"}, geometry=points
    ).to_crs(25833)
    frame.to_file(folder / "plaetze.shp")
    path = folder / "Plätze.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.glob("plaetze.*")):
            if part.suffix != ".prj":
                archive.write(part, part.name)
    return path


def gauss_krueger(folder: Path, *, zone: int = 4) -> Path:
    """Return a cp1252 table with Rechtswert and Hochwert of a Gauß-Krüger zone."""
    from pyproj import Transformer

    crs = {4: 31468, 5: 31469}[zone]
    project = Transformer.from_crs(4326, crs, always_xy=True).transform
    lines = ["Einrichtung;Kategorie;Straße;Ort;Rechtswert;Hochwert"]
    for lon, lat, name in POINTS:
        east, north = project(lon, lat)
        place = "Bad Belzig;" + f"{east:.2f};{north:.2f}".replace(".", ",")
        lines.append(f"Bürgertreff {name};Familienzentrum;Größenstraße;{place}")
    path = folder / f"Bürgertreffs {zone}.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


def placeless(folder: Path, *names: str) -> Path:
    """Return a table of offers without any place."""
    path = folder / "ohne-ort.csv"
    rows = "\n".join(f"{name};Familienzentrum;" for name in names)
    path.write_text(f"Name;Kategorie;Ort\n{rows}\n", encoding="utf-8")
    return path


def long(folder: Path, rows: int = 40_000) -> Path:
    """Return a table that takes a while."""
    path = folder / "lang.csv"
    lines = [
        f"Angebot {row};Suchtberatung;Musterweg {row % 90};14542;Werder (Havel)"
        for row in range(rows)
    ]
    path.write_text("Name;Kategorie;Straße;PLZ;Ort\n" + "\n".join(lines), encoding="utf-8")
    return path
