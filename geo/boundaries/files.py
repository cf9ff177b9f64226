"""The levels as files: one GeoJSON per level and a manifest with checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError

from geo.areas import Area, AreaHierarchy, Level
from geo.boundaries.build import BuiltAreas
from geo.boundaries.coverage import to_degrees, to_metres
from geo.county import County, county_from
from geo.crs import WGS84
from geo.errors import IntegrityError
from geo.shipped import MANIFEST, read_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where boundaries come from and what must be said about it.

    Parameters
    ----------
    source
        What the data is and who made it.
    licence
        Name or SPDX identifier.
    attribution
        Source line for maps and files.
    url
        Where licence or source are described.
    date
        Date or year of the data.
    """

    source: str
    licence: str = ""
    attribution: str = ""
    url: str = ""
    date: str = ""


def write_areas(
    built: BuiltAreas, folder: Path, *, county: County, provenance: Provenance
) -> tuple[Path, ...]:
    """Write ``<level>.geojson`` for each level and ``manifest.toml``.

    RFC 7946: EPSG:4326, 7 decimals, features by id, one per line. Equal input gives equal
    bytes. The manifest is written last, so a half-written folder is noticed on reading.

    Returns
    -------
    tuple of Path
        The written files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for level in Level:
        areas = built.areas.at(level)
        content = _geojson(areas, crs=built.areas.crs)
        (folder / _file_name(level)).write_bytes(content)
        entries.append(
            {
                "name": _file_name(level),
                "level": level.value,
                "count": len(areas),
                "vertices": int(shapely.get_num_coordinates([a.geometry for a in areas]).sum()),
                "crs": WGS84,
                "tolerance_m": built.tolerance_m,
                "sha256": hashlib.sha256(content).hexdigest(),
                **asdict(provenance),
            }
        )
    manifest = folder / MANIFEST
    manifest.write_text(_manifest(county, entries), "utf-8", newline="\n")
    return (*(folder / _file_name(level) for level in Level), manifest)


def read_areas(folder: Path, county: County) -> AreaHierarchy:
    """Read what :func:`write_areas` wrote.

    Parameters
    ----------
    folder
        Folder with ``manifest.toml`` and the files that it names.
    county
        Gives the CRS in which the geometries are returned.

    Raises
    ------
    UnreadableFile
        If the manifest is missing or no TOML.
    IntegrityError
        If a file is missing, was changed after it was written, or belongs to another county.
    UnknownCrs
        If PROJ does not know ``county.crs``.
    """
    entries = {entry.get("level"): entry for entry in read_manifest(folder).get("file", ())}
    areas: list[Area] = []
    for level in Level:
        if level.value not in entries:
            raise IntegrityError(f"In {folder / MANIFEST} fehlt die Ebene {level}.")
        content = _verified(folder, entries[level.value])
        areas.extend(_parse(content, level, crs=county.crs, source=folder / _file_name(level)))
    hierarchy = AreaHierarchy(areas, crs=county.crs)
    if [area.area_id for area in hierarchy.at(Level.KREIS)] != [county.ars]:
        raise IntegrityError(f"Die Grenzen in {folder} gehören nicht zu {county.name}.")
    return hierarchy


def read_built_county(folder: Path) -> County:
    """Return the county that the boundaries in a folder were built for.

    Raises
    ------
    UnreadableFile
        If the manifest is missing or no TOML.
    InputError
        If it does not describe a county.
    """
    return county_from(read_manifest(folder).get("county", {}), source=str(folder / MANIFEST))


def _file_name(level: Level) -> str:
    return f"{level.value}.geojson"


def _geojson(areas: Sequence[Area], *, crs: str) -> bytes:
    degrees = to_degrees([area.geometry for area in areas], crs=crs)
    features = ",\n".join(
        json.dumps(
            {
                "type": "Feature",
                "id": area.area_id,
                "properties": _properties(area),
                "geometry": shapely.geometry.mapping(geometry),
            },
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
        )
        for area, geometry in zip(areas, degrees, strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'.encode()


def _properties(area: Area) -> dict[str, Any]:
    return {
        "name": area.name,
        "kind": area.kind,
        "parent_id": area.parent_id,
        "parent_confirmed": area.parent_confirmed,
        "population": area.population,
        "population_date": area.population_date.isoformat() if area.population_date else None,
        "area_km2": area.area_km2,
    }


def _verified(folder: Path, entry: Mapping[str, Any]) -> bytes:
    path = folder / _file_name(Level(entry["level"]))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IntegrityError(f"Die Grenzdatei {path} ist nicht lesbar: {error}") from error
    if hashlib.sha256(content).hexdigest() != entry.get("sha256"):
        raise IntegrityError(
            f"Die Grenzdatei {path} wurde verändert: Ihre Prüfsumme steht anders in {MANIFEST}. "
            "Bitte die Grenzen neu erzeugen."
        )
    return content


def _parse(content: bytes, level: Level, *, crs: str, source: Path) -> list[Area]:
    try:
        features = json.loads(content)["features"]
        shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
        return [
            _area(feature, level, geometry)
            for feature, geometry in zip(features, to_metres(shapes, crs=crs), strict=True)
        ]
    except (ValueError, KeyError, TypeError, ShapelyError) as error:
        raise IntegrityError(f"Die Grenzdatei {source} ist nicht lesbar: {error}") from error


def _area(feature: Mapping[str, Any], level: Level, geometry: shapely.Geometry) -> Area:
    values = dict(feature["properties"])
    day = values.pop("population_date")
    return Area(
        area_id=feature["id"],
        level=level,
        population_date=date.fromisoformat(day) if day else None,
        geometry=geometry,
        **values,
    )


def _manifest(county: County, entries: Sequence[Mapping[str, Any]]) -> str:
    counts = {level.value: number for level, number in county.counts.items()}
    head = {key: value for key, value in asdict(county).items() if key != "counts"}
    parts = [
        "# Written by `ressourcenkarten boundaries build`; checksums are verified on reading.",
        _table("[county]", head),
        _table("[county.counts]", counts),
        *(_table("[[file]]", entry) for entry in entries),
    ]
    return "\n\n".join(parts) + "\n"


def _table(header: str, values: Mapping[str, Any]) -> str:
    # A JSON string or number is a valid TOML one.
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join([header, *lines])
