"""An invented register of addresses in Musterland, and ways to write it to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import factories

from geo.crs import WGS84, transform_xy
from geo.geocoding import AddressRegister, Street

LAND, RBZ, KREIS = "99", "0", "01"


@dataclass(frozen=True)
class Part:
    """A street: name, PLZ, Ortsteil, Gemeinde, its key, metres from the corner, house numbers."""

    name: str
    postcode: str
    district: str
    municipality: str
    key: str
    at: tuple[float, float]
    numbers: str


PARTS = (
    Part(
        "Karl-Marx-Straße",
        "99992",
        "Probestadt",
        "Probestadt",
        "002",
        (15_000, 5_000),
        "1 2 3 5 58 58b 60",
    ),
    Part(
        "Lindenstraße",
        "99992",
        "Probestadt",
        "Probestadt",
        "002",
        (15_500, 5_000),
        "1 2 7/9 12 30/31",
    ),
    Part(
        "Straße des 17. Juni", "99992", "Probestadt", "Probestadt", "002", (15_000, 5_500), "1 5 17"
    ),
    Part("Straße des 18. März", "99992", "Probestadt", "Probestadt", "002", (15_000, 5_700), "1 5"),
    Part("Sankt-Anna-Platz", "99992", "Probestadt", "Probestadt", "002", (15_200, 5_500), "1 2"),
    Part("Dr.-Ütz-Weg", "99992", "Probestadt", "Probestadt", "002", (15_400, 5_500), "4 4a"),
    Part("An der B 102", "99992", "Probestadt", "Probestadt", "002", (15_600, 5_500), "3 5"),
    Part("Am Ring", "99992", "Probestadt", "Probestadt", "002", (15_700, 5_500), "1"),
    Part("Ahornallee", "99992", "Probestadt", "Probestadt", "002", (15_800, 5_500), "1 8a-c"),
    Part("Rosa-Muster-Straße", "99992", "Probestadt", "Probestadt", "002", (15_900, 5_500), "9"),
    Part("Dorfstraße", "99991", "Musterdorf", "Musterdorf", "001", (5_000, 5_000), "1 2 3 4"),
    Part("Dorfstraße", "99991", "Neudorf", "Musterdorf", "001", (2_000, 2_000), "1 2 7"),
    Part("Feldweg", "99991", "Neudorf", "Musterdorf", "001", (2_100, 2_000), "1 2"),
    Part("Dorfstraße", "99993", "Neudorf", "Beispielhausen", "003", (28_000, 2_000), "1 9"),
    Part("Seeufer", "99996", "Testlin (See)", "Testlin (See)", "006", (25_000, 15_000), "1 2 3"),
)


def point(part: Part, position: int) -> tuple[float, float]:
    """Return latitude and longitude of a house: 20 m apart along the street."""
    x = factories.ORIGIN[0] + part.at[0] + 20.0 * position
    y = factories.ORIGIN[1] + part.at[1]
    lon, lat = transform_xy([x], [y], source=factories.CRS, target=WGS84)
    return round(float(lat[0]), 7), round(float(lon[0]), 7)


def street(part: Part) -> Street:
    """Return one street of the register."""
    houses = {number: point(part, at) for at, number in enumerate(part.numbers.split())}
    return Street(
        name=part.name,
        postcode=part.postcode,
        district=part.district,
        municipality=part.municipality,
        ags=f"{LAND}{RBZ}{KREIS}{part.key}",
        houses=houses,
    )


def register() -> AddressRegister:
    """Return the register of Musterland."""
    return AddressRegister(map(street, PARTS), source="Musteramt 2026", licence="frei erfunden")


def house(name: str, number: str, district: str = "") -> tuple[float, float]:
    """Return latitude and longitude of a registered house."""
    found = next(p for p in PARTS if p.name == name and district in {"", p.district})
    return street(found).houses[number]


def official_lines(parts: Iterable[Part] = PARTS, *, zone: str = "33") -> list[str]:
    """Return the register as „Hauskoordinaten“: 18 fields, ETRS89/UTM33."""
    lines: list[str] = []
    for part in parts:
        for at, number in enumerate(part.numbers.split()):
            digits = _leading(number)
            x = factories.ORIGIN[0] + part.at[0] + 20.0 * at
            y = factories.ORIGIN[1] + part.at[1]
            fields = ["", f"DEXX{len(lines):012d}", "A", LAND, RBZ, KREIS, part.key, "0000"]
            fields += [f"{PARTS.index(part):05d}", digits, number.removeprefix(digits)]
            fields += [f"{zone}{x:.3f}".replace(".", ","), f"{y:.3f}".replace(".", ",")]
            place, _, addition = part.municipality.partition(" ")
            district = part.district if part.district != part.municipality else ""
            fields += [part.name, part.postcode, place, addition, district]
            lines.append(";".join(fields))
    return lines


def _leading(number: str) -> str:
    return "".join(sign for at, sign in enumerate(number) if number[: at + 1].isdigit())


def write(path: Path, lines: Iterable[str], *, encoding: str = "iso-8859-1") -> Path:
    """Write lines to a file."""
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def as_rows() -> list[Mapping[str, str]]:
    """Return every house as the cells of a usual list."""
    return [
        {
            "street": part.name,
            "number": number,
            "postcode": part.postcode,
            "district": part.district,
            "municipality": part.municipality,
        }
        for part in PARTS
        for number in part.numbers.split()
    ]
