"""Metric coordinates whose text names the zone: UTM such as ``33U 367000 5805000``, and MGRS."""

from __future__ import annotations

import re

from geo.numbers import parse_number

Metric = tuple[float, float, str]
_UTM = re.compile(
    r"(?:utm|etrs\s*89|wgs\s*84|zone|[\s:,/()-])*(?P<zone>3[1-3])\s*[c-hj-np-x]?[\s,;:)]+"
    r"(?:(?:e|o|r|ost|rechts|east)\w*)?[\s:=]*(?P<x>\d[\d.,]+)\s*(?:m\s*)?(?:[eo]\b)?[\s,;/]+"
    r"(?:(?:n|h|nord|hoch|north)\w*)?[\s:=]*(?P<y>\d[\d.,]+)\s*(?:m\s*)?n?\s*",
    re.IGNORECASE,
)
_MGRS = re.compile(
    r"\s*(?P<zone>3[1-3])\s*[TUV]\s*(?P<column>[A-HJ-NP-Z])(?P<row>[A-HJ-NP-V])\s*"
    r"(?P<digits>\d+\s*\d*)\s*",
    re.IGNORECASE,
)
_COLUMNS = {"31": "ABCDEFGH", "32": "JKLMNPQR", "33": "STUVWXYZ"}
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SQUARE_M = 100_000
_LEAST_NORTHING_M, _CYCLE_M = 5_100_000, 2_000_000


def parse_grid(text: str) -> Metric | None:
    """Return easting, northing and CRS of a text with a UTM zone or of MGRS; else ``None``.

    The zone is read as one of ETRS89 (EPSG:25831 to 25833), which is that of WGS 84 to within
    a metre.
    """
    utm, mgrs = _UTM.fullmatch(text), _MGRS.fullmatch(text)
    if mgrs:
        return _from_mgrs(mgrs)
    return _from_utm(utm) if utm else None


def _from_utm(match: re.Match[str]) -> Metric | None:
    x, y = parse_number(match["x"].rstrip(",.")), parse_number(match["y"].rstrip(",."))
    if x is None or y is None or not (1e5 <= x < 1e6 and 1e6 < y < 1e7):
        return None
    return x, y, f"EPSG:258{match['zone']}"


def _from_mgrs(match: re.Match[str]) -> Metric | None:
    """Add up the 100-km square and the figures within; the middle of the square they name.

    Notes
    -----
    Letters of columns repeat every three zones, those of rows every 2,000 km, five later in
    even zones (NGA.STND.0037_2.0.0_GRIDS, section 3).
    """
    digits = re.sub(r"\s", "", match["digits"])
    column = _COLUMNS[match["zone"]].find(match["column"].upper())
    if column < 0 or len(digits) % 2 or len(digits) > 10:
        return None
    half = len(digits) // 2
    step = _SQUARE_M / 10**half
    row = _ROWS.index(match["row"].upper()) - (5 if match["zone"] == "32" else 0)
    northing = row * _SQUARE_M % _CYCLE_M
    northing += -(-(_LEAST_NORTHING_M - northing) // _CYCLE_M) * _CYCLE_M
    middle = 0.0 if step <= 1 else step / 2
    x = (column + 1) * _SQUARE_M + int(digits[:half] or 0) * step + middle
    y = northing + int(digits[half:] or 0) * step + middle
    return x, y, f"EPSG:258{match['zone']}"
