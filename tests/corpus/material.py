"""Invented offers in the shipped county, and a county with a few invented streets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.boundaries.files import read_areas
from geo.county import read_county
from geo.crs import WGS84, transform_xy
from geo.gazetteer import read_gazetteer
from geo.geocoding import AddressRegister, Street
from geo.importing import ImportContext
from geo.shipped import data_dir, read_taxonomy

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Offer:
    """An invented offer at a place that exists."""

    name: str
    category: str
    street: str
    postcode: str
    place: str
    lat: float
    lon: float
    phone: str

    def xy(self, crs: str) -> tuple[float, float]:
        """Return easting and northing in metres."""
        x, y = transform_xy([self.lon], [self.lat], source=WGS84, target=crs)
        return round(float(x[0]), 2), round(float(y[0]), 2)


OFFERS = tuple(
    Offer(*fields)
    for fields in (
        ("Kita Musterfüchse", "Kita", "Musterweg 1", "14806", "Bad Belzig", 52.1432, 12.5915, "0000 11001"),
        ("Jugendklub Probe", "Jugendklub", "Musterweg 12a", "14806", "Bad Belzig", 52.1441, 12.5931, "0000 11002"),
        ("Familienzentrum Beispielhaus", "Familienzentrum", "Beispielstraße 3", "14542", "Werder (Havel)", 52.3790, 12.9300, "0000 11003"),
        ("Seniorentreff Übung", "Seniorentreff", "Beispielstraße 7", "14542", "Werder (Havel)", 52.3795, 12.9312, "0000 11004"),
        ("Pflegestützpunkt Entwurf", "Pflegestützpunkt", "Am Entwurf 2", "14513", "Teltow", 52.3960, 13.2830, "0000 11005"),
        ("Grundschule Vorlage", "Grundschule", "Vorlagenring 5", "14547", "Beelitz", 52.2395, 12.9720, "0000 11006"),
        ("Apotheke Schablone", "Apotheke", "Schablonenplatz 1", "14822", "Brück", 52.1865, 12.7595, "0000 11007"),
        ("Volkshochschule Muster", "Volkshochschule", "Großer Übungsweg 9", "14929", "Treuenbrietzen", 52.0952, 12.8715, "0000 11008"),
        ("Hospiz Testlicht", "Hospiz", "Testallee 20", "14797", "Lehnin", 52.3186, 12.7428, "0000 11009"),
        ("Arztpraxis Dr. Erfunden", "Arztpraxis", "Testallee 22", "14793", "Ziesar", 52.2667, 12.2901, "0000 11010"),
    )
)  # fmt: skip
HEADER = ("Name", "Kategorie", "Straße", "PLZ", "Ort", "Telefon")
POINTS = ("Name", "Kategorie", "lat", "lon")


def rows(count: int = len(OFFERS)) -> list[list[str]]:
    """Return the first offers as cells under :data:`HEADER`."""
    return [
        [offer.name, offer.category, offer.street, offer.postcode, offer.place, offer.phone]
        for offer in OFFERS[:count]
    ]


def points(count: int = len(OFFERS)) -> list[list[str]]:
    """Return the first offers as cells under :data:`POINTS`."""
    return [
        [offer.name, offer.category, f"{offer.lat:.5f}", f"{offer.lon:.5f}"]
        for offer in OFFERS[:count]
    ]


def csv_text(table: Sequence[Row], separator: str = ";", end: str = "\r\n") -> str:
    """Return rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(table)
    return stream.getvalue()


@cache
def context() -> ImportContext:
    """Return the shipped county with a register of the invented streets."""
    data = data_dir()
    county = read_county(data)
    return ImportContext(
        county=county,
        areas=read_areas(data / "boundaries", county),
        taxonomy=read_taxonomy(data),
        gazetteer=read_gazetteer(data),
        addresses=_register(),
    )


def _register() -> AddressRegister:
    houses: dict[tuple[str, str, str], dict[str, tuple[float, float]]] = {}
    for offer in OFFERS:
        street, number = offer.street.rsplit(" ", 1)
        key = (street, offer.postcode, offer.place)
        houses.setdefault(key, {})[number] = (offer.lat, offer.lon)
    return AddressRegister(
        Street(name=street, postcode=code, district="", municipality=place, houses=numbers)
        for (street, code, place), numbers in houses.items()
    )


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write text without touching its line ends."""
    path.write_bytes(text.encode(encoding))
