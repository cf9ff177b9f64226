"""Opening official boundary files: GeoPackage, Shapefile (also in a zip) and GeoJSON.

GDAL is asked only for files whose content is what their name says, and for GeoJSON not at
all: a text file with another name could make it open other files.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.errors import ShapelyError

from geo.crs import WGS84
from geo.errors import GeoError, LimitExceeded, UnknownCrs, UnreadableFile

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_UNPACKED_BYTES = 8 * 1024**3
"""Unpacked size of a zip; the nation-wide files have about 1 GB."""

ARS_COLUMNS = ("ars", "rs", "regionalschluessel")

_MAGIC = {".gpkg": b"SQLite format 3\0", ".shp": b"\x00\x00\x27\x0a"}
_SHAPEFILE_PARTS = (".shx", ".dbf", ".prj", ".cpg")
_READ_ERRORS = (
    *(OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RuntimeError),
    *(zipfile.BadZipFile, sqlite3.Error, ShapelyError),
)


@dataclass(frozen=True, slots=True)
class SourceLayer:
    """One layer: rows with lower-case column names, and their geometries in ``crs``."""

    rows: list[dict[str, Any]]
    geometries: NDArray[np.object_]
    crs: str


def read_layer(path: Path, *, ars: str) -> SourceLayer:
    """Read the layer of the Gemeinden; see :func:`geo.boundaries.source.read_municipalities`.

    Parameters
    ----------
    path
        The file.
    ars
        Digits; rows of other counties may be left out already here.

    Raises
    ------
    UnreadableFile, LimitExceeded, UnknownCrs
        As described there.
    """
    try:
        with _unpacked(path) as file:
            return _READERS[file.suffix.lower()](file, ars)
    except GeoError:
        raise
    except FileNotFoundError:
        raise UnreadableFile(f"Die Datei {path} gibt es nicht.") from None
    except _READ_ERRORS as error:
        raise UnreadableFile(f"Die Datei {path.name} ist nicht lesbar: {error}") from error


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """Yield the file itself, or the only boundary file of a zip."""
    suffix = path.suffix.lower()
    if suffix in _READERS:
        yield path
    elif suffix == ".zip":
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
            yield _only_boundary_file(_extracted(archive, folder, path.name), path.name)
    else:
        raise UnreadableFile(
            f"Die Datei {path.name} ist keine Grenzdatei. Erwartet werden GeoPackage (.gpkg), "
            "Shapefile (.zip oder .shp) oder GeoJSON (.geojson)."
        )


def _extracted(archive: zipfile.ZipFile, folder: str, archive_name: str) -> list[Path]:
    wanted = {*_SHAPEFILE_PARTS, *_READERS}
    members = [
        member
        for member in archive.infolist()
        if Path(member.filename).suffix.lower() in wanted and not member.is_dir()
    ]
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise LimitExceeded(f"Die Datei {archive_name} ist entpackt größer als 8 GB.")
    return [Path(archive.extract(member, folder)) for member in members]


def _only_boundary_file(files: Sequence[Path], archive_name: str) -> Path:
    candidates = [file for file in files if file.suffix.lower() in _READERS]
    of_gemeinden = [file for file in candidates if _is_gemeinde_layer(file.stem)]
    if len(of_gemeinden or candidates) != 1:
        names = ", ".join(sorted(file.name for file in candidates)) or "keine Grenzdatei"
        raise UnreadableFile(
            f"In {archive_name} ist nicht eindeutig, welche Datei die Gemeinden enthält: {names}. "
            "Bitte nur diese eine Datei angeben."
        )
    return (of_gemeinden or candidates)[0]


def _is_gemeinde_layer(name: str) -> bool:
    return re.search(r"(^|_)gem$", name, flags=re.IGNORECASE) is not None


def _read_geojson(path: Path, ars: str) -> SourceLayer:
    del ars  # the whole file is parsed in any case
    content = json.loads(path.read_text("utf-8-sig"))
    features = content["features"]
    rows = [_lower_keys(feature["properties"] or {}) for feature in features]
    if not rows or not any(column in rows[0] for column in ARS_COLUMNS):
        raise _no_layer(path)
    shapes = [
        shapely.geometry.shape(feature["geometry"]) if feature["geometry"] else None
        for feature in features
    ]
    return SourceLayer(rows, np.asarray(shapes, dtype=object), _geojson_crs(content, path))


def _geojson_crs(content: dict[str, Any], path: Path) -> str:
    """Return EPSG:4326 (RFC 7946) or the named system of the older GeoJSON of 2008."""
    if not content.get("crs"):
        return WGS84
    name = str(content["crs"]["properties"].get("name"))
    if name.endswith(("OGC:1.3:CRS84", "OGC::CRS84")):
        return WGS84
    epsg = re.search(r"EPSG:[\d.]*:?(\d+)$", name)
    if epsg is None:
        raise UnknownCrs(f"Das Koordinatensystem {name!r} in {path.name} ist unbekannt.")
    return f"EPSG:{epsg[1]}"


def _read_with_gdal(path: Path, ars: str) -> SourceLayer:
    import pyogrio

    _require_genuine(path)
    layer, column, is_text = _gemeinde_layer(path)
    meta, _, geometries, values = pyogrio.raw.read(
        path,
        layer=layer,
        force_2d=True,
        where=f"\"{column}\" LIKE '{ars}%'" if is_text else None,
    )
    if not meta["crs"]:
        raise UnknownCrs(
            f"Die Datei {path.name} nennt kein Koordinatensystem. Bei einem Shapefile steht es in "
            "der .prj-Datei."
        )
    rows = [
        _lower_keys(dict(zip(meta["fields"], row, strict=True)))
        for row in zip(*values, strict=True)
    ]
    return SourceLayer(rows, np.asarray(shapely.from_wkb(geometries), dtype=object), meta["crs"])


def _gemeinde_layer(path: Path) -> tuple[str, str, bool]:
    """Return the layer, its ARS column and whether that column is text."""
    import pyogrio

    found = {}
    for name, geometry_type in pyogrio.list_layers(path):
        info = pyogrio.read_info(path, layer=name)
        kinds = dict(zip(info["fields"], info["dtypes"], strict=True))
        keys = [column for column in kinds if column.lower() in ARS_COLUMNS]
        if keys and "Polygon" in str(geometry_type):
            found[name] = (name, keys[0], kinds[keys[0]] == "object")
    of_gemeinden = [name for name in found if _is_gemeinde_layer(name)]
    names = of_gemeinden or list(found)
    if not names:
        raise _no_layer(path)
    if len(names) > 1:
        raise UnreadableFile(
            f"In {path.name} ist nicht eindeutig, welche Ebene die Gemeinden enthält: "
            f"{', '.join(names)}."
        )
    return found[names[0]]


def _no_layer(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"In {path.name} gibt es keine Ebene mit Flächen und einer Spalte ARS (Amtlicher "
        "Regionalschlüssel). Bitte die Datei der Gemeinden angeben."
    )


def _require_genuine(path: Path) -> None:
    with path.open("rb") as stream:
        magic = _MAGIC[path.suffix.lower()]
        if stream.read(len(magic)) != magic:
            raise UnreadableFile(
                f"Die Datei {path.name} ist nicht, was ihre Endung {path.suffix} sagt."
            )
    if path.suffix.lower() == ".gpkg":
        _require_plain_tables(path)


def _require_plain_tables(path: Path) -> None:
    """Refuse a GeoPackage whose schema can read other files or never ends."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        objects = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
        for kind, name, sql in objects:
            module = re.match(r"\s*create\s+virtual\s+table.*?\busing\s+(\w+)", sql, re.I | re.S)
            if kind == "view" or (module and module[1].lower() != "rtree"):
                raise UnreadableFile(
                    f"Die Datei {path.name} enthält {name!r}: Sichten und virtuelle Tabellen "
                    "werden nicht gelesen."
                )
    finally:
        connection.close()


def _lower_keys(row: dict[str, Any]) -> dict[str, Any]:
    return {key.lower(): value for key, value in row.items()}


_READERS: dict[str, Callable[[Path, str], SourceLayer]] = {
    ".gpkg": _read_with_gdal,
    ".shp": _read_with_gdal,
    ".geojson": _read_geojson,
    ".json": _read_geojson,
}
