"""The Gemeinden of one county from an official boundary file (VG250, VG25, ALKIS)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.boundaries.municipalities import Municipality
from geo.boundaries.source_files import ARS_COLUMNS, SourceLayer, read_layer
from geo.crs import WGS84, transform_xy
from geo.errors import InputError

NAME_COLUMNS = ("gen", "name", "gemeinde")

WATER = (1, 2)
"""Values of the column GF (Geofaktor) for water without and with inner structure.

VG250 lists coastal waters and Lake Constance as further polygons of a Gemeinde; they are not
in its official size. Every other value is land, rivers and lakes included.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalitySource:
    """The Gemeinden of one county in an official file.

    Parameters
    ----------
    municipalities
        Ordered by ARS; geometries in ``crs``.
    crs
        Projected CRS.
    notes
        German sentences about what was left out, joined or repaired.
    """

    municipalities: tuple[Municipality, ...]
    crs: str
    notes: tuple[str, ...]


def read_municipalities(path: Path, *, ars: str, crs: str | None = None) -> MunicipalitySource:
    """Read the Gemeinden of one county.

    The layer ``…_gem`` of the file is read, or its only polygon layer with a column ARS.
    Columns are found in any case: ARS, GEN or name, BEZ, EWZ (inhabitants), KFL (km²), GF.
    Several polygons of one ARS become one; water parts are left out (see :data:`WATER`).

    Parameters
    ----------
    path
        ``.gpkg``, ``.shp``, ``.geojson``/``.json``, or a ``.zip`` with one of them.
    ars
        Prefix of the ARS of all Gemeinden wanted.
    crs
        Projected CRS to return; without it the ETRS89 UTM zone of the county.

    Raises
    ------
    UnreadableFile
        If the file is not what its name says or has no suitable layer.
    LimitExceeded
        If a zip unpacks to more than 8 GB.
    UnknownCrs
        If the file does not name its CRS, or PROJ does not know one of them.
    InputError
        If no Gemeinde matches, or an ARS does not have 12 digits.
    """
    layer = read_layer(path, ars=ars)
    parts: dict[str, list[int]] = {}
    for position, key in enumerate(_ars_keys(layer.rows)):
        if key.startswith(ars):
            parts.setdefault(key, []).append(position)
    _require_full_keys(parts, path.name, ars)
    land = {key: [at for at in rows if _is_land(layer, at)] for key, rows in parts.items()}
    crs = crs or utm_zone(
        [layer.geometries[at] for rows in land.values() for at in rows], layer.crs
    )
    municipalities = tuple(
        _municipality(key, layer, rows, crs) for key, rows in sorted(land.items()) if rows
    )
    return MunicipalitySource(
        municipalities=municipalities, crs=crs, notes=tuple(_notes(layer, parts, land))
    )


def utm_zone(geometries: Sequence[shapely.Geometry], crs: str) -> str:
    """Return the ETRS89 UTM zone (EPSG:25828 to 25838) of the middle of geometries.

    Zone = floor((longitude + 180°) / 6°) + 1; its EPSG number is 25800 + zone.
    """
    west, south, east, north = shapely.total_bounds(geometries)
    longitude, _ = transform_xy(
        [(west + east) / 2], [(south + north) / 2], source=crs, target=WGS84
    )
    return f"EPSG:{25800 + math.floor((float(longitude[0]) + 180) / 6) + 1}"


def _ars_keys(rows: Sequence[dict[str, Any]]) -> list[str]:
    column = next((column for column in ARS_COLUMNS if rows and column in rows[0]), "")
    return [_digits(row.get(column)) for row in rows]


def _digits(key: Any) -> str:
    number = _number(key) if not isinstance(key, str) else None
    # An ARS that was stored as a number has lost its leading zero.
    return re.sub(r"\s", "", str(key)) if number is None else f"{int(number):012d}"


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _require_full_keys(parts: Mapping[str, Sequence[int]], file_name: str, ars: str) -> None:
    if not parts:
        raise InputError(
            f"In {file_name} gibt es keine Gemeinde, deren Regionalschlüssel mit {ars} beginnt."
        )
    wrong = [key for key in parts if not re.fullmatch(r"[0-9]{12}", key)]
    if wrong:
        raise InputError(
            f"In {file_name} hat der Regionalschlüssel {wrong[0]!r} nicht 12 Stellen. Bitte die "
            "Datei der Gemeinden angeben, nicht die der Kreise oder Ämter."
        )


def _is_land(layer: SourceLayer, at: int) -> bool:
    geometry = layer.geometries[at]
    return geometry is not None and _number(layer.rows[at].get("gf")) not in WATER


def _municipality(key: str, layer: SourceLayer, rows: Sequence[int], crs: str) -> Municipality:
    first = layer.rows[rows[0]]
    name = next((str(first[column]) for column in NAME_COLUMNS if first.get(column)), key)
    population = _number(first.get("ewz"))
    return Municipality(
        ars=key,
        name=name,
        kind=str(first.get("bez") or ""),
        population=None if population is None else int(population),
        area_km2=_number(first.get("kfl")),
        geometry=_polygon([layer.geometries[at] for at in rows], name, layer.crs, crs),
    )


def _polygon(
    geometries: Sequence[shapely.Geometry], name: str, source: str, target: str
) -> shapely.Geometry:
    project = partial(transform_xy, source=source, target=target)
    projected = shapely.transform(list(geometries), project, interleaved=False)
    joined = shapely.union_all(shapely.make_valid(projected, method="structure"))
    if joined.is_empty or joined.geom_type not in ("Polygon", "MultiPolygon"):
        raise InputError(f"Die Gemeinde {name} hat keine Fläche in der Datei.")
    if not np.isfinite(joined.bounds).all():
        raise InputError(
            f"Die Koordinaten der Gemeinde {name} liegen außerhalb von {target}. Bitte das "
            "Koordinatensystem der Datei prüfen."
        )
    return joined


def _notes(
    layer: SourceLayer, parts: Mapping[str, Sequence[int]], land: Mapping[str, Sequence[int]]
) -> Iterator[str]:
    dropped = sum(len(rows) for rows in parts.values()) - sum(len(rows) for rows in land.values())
    if dropped:
        yield f"{dropped} Wasserflächen oder Zeilen ohne Fläche wurden weggelassen."
    without_land = [key for key, rows in land.items() if not rows]
    if without_land:
        yield f"Ohne Landfläche und deshalb weggelassen: {', '.join(without_land)}."
    joined = sum(len(rows) > 1 for rows in land.values())
    if joined:
        yield f"{joined} Gemeinden standen mit mehreren Flächen in der Datei und wurden vereint."
    used = [layer.geometries[at] for rows in land.values() for at in rows]
    broken = int((~shapely.is_valid(used)).sum())
    if broken:
        yield f"{broken} fehlerhafte Flächen wurden repariert."
