"""A place as one or two cells give it: numbers, angles, zones, WKT, a link to a map."""

from __future__ import annotations

import json
import math
import re
import struct
from dataclasses import dataclass, replace

import numpy as np
import shapely

from geo.crs import WGS84
from geo.importing.georeferencing.angles import LONGEST, parse_angle, parse_angles
from geo.importing.georeferencing.grids import parse_grid
from geo.importing.parsing.shapes import shape_of
from geo.numbers import parse_number

Pair = tuple[float, float]
_PAIR = re.compile(r"[(\[]?\s*([+-]?[\d.,]+)\s*°?\s*[;,/|\s]\s*([+-]?[\d.,]+)\s*°?\s*[)\]]?")
_FOUR_PARTS = re.compile(r"(\d+),(\d+),\s*(\d+),(\d+)")
_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+ \d{1,3}(?: \d{3})+")
_WKT = re.compile(
    r"\s*(?:SRID\s*=\s*(\d{4,6})\s*;)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_HEX_POINT = re.compile(r"01(?:[0-9a-f]{40}|[0-9a-f]{48}|[0-9a-f]{56}|[0-9a-f]{64})", re.I)
_LINK = re.compile(
    r"https?://\S*?(?:@|[?&](?:q|ll|query|center|daddr)=)(-?\d+\.\d+)(?:,|%2C)(-?\d+\.\d+)|"
    r"https?://\S*?#map=\d+/(-?\d+\.\d+)/(-?\d+\.\d+)"
)
_LONGEST_LINK = 500
_LABEL = r"([xyernho]|rw|hw|(?:rechts|hoch|ost|nord|east|north)\w*)[\s:=.]*"
_LABELLED = re.compile(
    rf"{_LABEL}(\d[\d.,]*)\s*m?[\s,;/]*\b{_LABEL}(\d[\d.,]*)\s*m?", re.IGNORECASE
)
_BLANKS_OF_ANGLE = re.compile(r"[+-]?\d{1,3} \d{1,2}(?: \d{1,2}(?:[.,]\d+)?|[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,5}[.,]\d{3}")
_UNIT = re.compile(r"\s*m(eter)?\.?$", re.IGNORECASE)
_LEAST_METRIC = 100_000.0  # metres have six figures or more; „48.137“ is a latitude
_SRID_FLAG = 0x20000000


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place.

    Parameters
    ----------
    x, y
        Easting (longitude) and northing (latitude).
    crs
        CRS where the text itself says it, else ``None``.
    is_point
        False if the point stands for a line or an area.
    restored
        x and y as degrees with the decimal sign put back, where it is missing.
    grouped
        x and y with the only sign read as one between thousands, where that is possible.
    turned
        Whether letters tell that the cells of x and y are in each other's place.
    """

    x: float
    y: float
    crs: str | None = None
    is_point: bool = True
    restored: Pair | None = None
    grouped: Pair | None = None
    turned: bool = False


def parse_position(text: str) -> Position | None:
    """Return the place that one cell gives, ``None`` if it gives none.

    Two numbers that can be degrees are read as latitude and longitude, others as easting and
    northing; WKT is always x first.
    """
    text = text.strip()
    match = _WKT.fullmatch(text)
    if match:
        return _from_wkt(match[2], f"EPSG:{match[1]}" if match[1] else None)
    if _HEX_POINT.fullmatch(text):
        return _from_wkb(bytes.fromhex(text))
    if text.startswith("{"):
        return _from_geojson(text)
    if len(text) > LONGEST:
        return _from_link(text)
    return _from_numbers(text) or _from_words(text) or _from_link(text)


def parse_axes(x: str, y: str) -> Position | None:
    """Return the place that two cells give, ``None`` if one of them gives no number."""
    values = parse_metric(x), parse_metric(y)
    if values[0] is not None and values[1] is not None:
        return _plain((x, y), (values[0], values[1]))
    lon, lat = parse_angle(x), parse_angle(y)
    if lon is None or lat is None:
        return None
    if lon.axis == "lat" or lat.axis == "lon":
        return Position(x=lat.degrees, y=lon.degrees, crs=WGS84, turned=True)
    return Position(x=lon.degrees, y=lat.degrees, crs=WGS84)


def parse_metric(text: str) -> float | None:
    """Return a number, with or without „m“ or „°“; ``None`` for angles with blanks."""
    bare = _UNIT.sub("", text.strip())
    return None if _BLANKS_OF_ANGLE.fullmatch(bare) else parse_number(bare)


def restored_degrees(value: float) -> float | None:
    """Return degrees of a place in Germany from a number that has lost its decimal sign.

    The first figures tell where it stood: latitudes begin with 47 to 55, longitudes with 6 to
    15. ``None`` if the number is none of these; a number that can be degrees is returned as
    it is.
    """
    if 0 < value <= 180:
        return value
    if value < 1_000 or not value.is_integer():
        return None
    figures = str(int(value))
    first_two = int(figures[:2])
    if 10 <= first_two <= 15 or 47 <= first_two <= 55:
        return float(f"{figures[:2]}.{figures[2:]}")
    return float(f"{figures[0]}.{figures[1:]}") if 58 <= first_two <= 99 else None


def _plain(texts: tuple[str, str], values: Pair) -> Position:
    x, y = map(restored_degrees, values)
    grouped = (_without_sign(texts[0], values[0]), _without_sign(texts[1], values[1]))
    return Position(
        x=values[0],
        y=values[1],
        restored=(x, y) if x is not None and y is not None and (x, y) != values else None,
        grouped=grouped if grouped != values and max(grouped) >= _LEAST_METRIC else None,
    )


def _without_sign(text: str, value: float) -> float:
    return value * 1_000 if _THOUSANDS.fullmatch(text.strip()) else value


def _from_numbers(text: str) -> Position | None:
    if match := _FOUR_PARTS.fullmatch(text):
        texts = (f"{match[1]}.{match[2]}", f"{match[3]}.{match[4]}")
    elif match := _PAIR.fullmatch(text):
        texts = (match[1].rstrip(",;"), match[2].rstrip(",;"))
    elif _GROUPS.fullmatch(text):
        texts = _split_groups(text.split())
    else:
        return None
    first, second = map(parse_number, texts)
    if first is None or second is None:
        return None
    found = _plain(texts, (first, second))
    return _mirrored(found) if found.restored or max(abs(first), abs(second)) <= 180 else found


def _split_groups(groups: list[str]) -> tuple[str, str]:
    """Split figures in groups of three where a shorter group begins, or else in the middle."""
    shorter = (place for place, group in enumerate(groups) if place and len(group) < 3)
    start = next(shorter, len(groups) // 2)
    return "".join(groups[:start]), "".join(groups[start:])


def _mirrored(found: Position) -> Position:
    restored, grouped = found.restored, found.grouped
    return replace(
        found,
        x=found.y,
        y=found.x,
        restored=restored and (restored[1], restored[0]),
        grouped=grouped and (grouped[1], grouped[0]),
    )


def _from_words(text: str) -> Position | None:
    if grid := parse_grid(text):
        return Position(x=grid[0], y=grid[1], crs=grid[2])
    if angles := parse_angles(text):
        return Position(x=angles[0], y=angles[1], crs=WGS84)
    match = _LABELLED.fullmatch(text)
    if match is None:
        return None
    first, second = parse_number(match[2].rstrip(",.")), parse_number(match[4].rstrip(",."))
    if first is None or second is None:
        return None
    found = _plain((match[2], match[4]), (first, second))
    return _mirrored(found) if match[1][0].lower() in "yhn" else found


def _from_link(text: str) -> Position | None:
    match = _LINK.match(text[:_LONGEST_LINK])
    if match is None:
        return None
    lat, lon = (float(part) for part in match.groups() if part)
    return Position(x=lon, y=lat, crs=WGS84)


def _from_wkt(text: str, crs: str | None) -> Position | None:
    try:
        with np.errstate(all="ignore"):  # numbers beyond all bounds
            return _from_geometry(shapely.from_wkt(text, on_invalid="fix"), crs)
    except (shapely.errors.ShapelyError, ValueError):
        return None


def _from_geometry(geometry: shapely.Geometry | None, crs: str | None) -> Position | None:
    found = shape_of(geometry)
    return Position(x=found[0], y=found[1], is_point=found[2], crs=crs) if found else None


def _from_wkb(content: bytes) -> Position | None:
    """Read a point as PostGIS writes it: little-endian, perhaps with a CRS."""
    kind = int.from_bytes(content[1:5], "little")
    start = 9 if kind & _SRID_FLAG else 5
    if kind & 0xFF != 1 or len(content) < start + 16:
        return None
    x, y = struct.unpack_from("<2d", content, start)
    crs = f"EPSG:{int.from_bytes(content[5:9], 'little')}" if kind & _SRID_FLAG else None
    return Position(x=x, y=y, crs=crs) if math.isfinite(x) and math.isfinite(y) else None


def _from_geojson(text: str) -> Position | None:
    try:
        member = json.loads(text)
        return _from_geometry(shapely.geometry.shape(member), WGS84)
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError, IndexError):
        return None
