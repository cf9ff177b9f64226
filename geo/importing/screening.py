"""The screen: what a file is and whether it may be parsed at all.

Every parser trusts a little: this is the first of three layers (screen, driver allow-list,
kernel fences), each of which must hold alone.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.parsers import expat

from geo.importing.archives import screen_archive
from geo.importing.formats import Container, Format, sniff
from geo.importing.geopackages import screen_geopackage
from geo.importing.limits import Limits
from geo.importing.refusals import Refused, amount
from geo.importing.sheets import DOCTYPE

_GEOMETRIES = frozenset(
    {
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    }
)
_CRS_NAME = re.compile(
    r"^(urn:(x-)?ogc:def:crs:(OGC|EPSG):[\d.]*:(CRS84|\d+)|EPSG:\d+|OGC:CRS84)$", re.IGNORECASE
)
_REMOTE_ROOTS = frozenset({"OGRVRTDataSource", "VRTDataset", "OGRWFSDataSource", "GDALPipeline"})


def screen(path: Path, limits: Limits) -> Format:
    """Return the format of a file that may be parsed.

    Parameters
    ----------
    path
        The file, alone in its folder.
    limits
        See :class:`Limits`.

    Raises
    ------
    Refused
        With the reason.
    """
    if path.stat().st_size > limits.bytes:
        raise Refused("zu_gross", limit=amount(limits.bytes))
    content = path.read_bytes()
    container = sniff(content)
    if container is Container.ZIP:
        return screen_archive(path, limits)
    if container is Container.OLE:
        return screen_ole(content)
    if container is Container.SQLITE:
        screen_geopackage(path, limits)
        return Format.GPKG
    if container is Container.XML:
        screen_kml(content)
        return Format.KML
    if container is Container.JSON:
        screen_geojson(content)
        return Format.GEOJSON
    return Format.CSV


def screen_ole(content: bytes) -> Format:
    """Tell the old Office formats apart by the names of their streams.

    Raises
    ------
    Refused
        If it is no table.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("kennwort")
    if "Workbook".encode("utf-16-le") in content or "Book\0".encode("utf-16-le") in content:
        return Format.XLS
    raise Refused("office_alt")


def screen_kml(content: bytes) -> None:
    """Refuse XML that is no KML, is incomplete, or declares a document type.

    Raises
    ------
    Refused
        With the reason.
    """
    roots: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if not roots:
            roots.append(name.rpartition(":")[2])

    def doctype(*_declaration: object) -> None:
        raise Refused("verweist_nach_aussen", what=DOCTYPE)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        raise Refused("abgeschnitten", where=f" (Zeile {error.lineno})") from error
    if roots[0] in _REMOTE_ROOTS:
        raise Refused("verweist_nach_aussen", what="einen Verweis auf andere Dateien")
    if roots[0] != "kml":
        raise Refused("xml")


def screen_geojson(content: bytes) -> None:
    """Refuse JSON that is no GeoJSON, is incomplete, or points to a CRS elsewhere.

    Raises
    ------
    Refused
        With the reason.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_checked_object)
    except UnicodeDecodeError as error:
        raise Refused("abgeschnitten", where=" (kein UTF-8)") from error
    except json.JSONDecodeError as error:
        raise Refused("abgeschnitten", where=f" (Zeile {error.lineno})") from error
    except RecursionError as error:
        raise Refused("zu_aufwendig") from error
    kind = document.get("type") if isinstance(document, dict) else None
    is_collection = kind == "FeatureCollection" and isinstance(document.get("features"), list)
    if not (is_collection or kind == "Feature" or kind in _GEOMETRIES):
        raise Refused("json")


def _checked_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # every object is looked at, so a repeated key cannot hide what another reader would take
    for key, value in pairs:
        if key == "crs" and isinstance(value, dict) and not _is_known_crs(value):
            raise Refused(
                "verweist_nach_aussen", what="einen Verweis auf ein Koordinatensystem im Netz"
            )
    return dict(pairs)


def _is_known_crs(value: dict[str, Any]) -> bool:
    properties = value.get("properties")
    if value.get("type") != "name" or not isinstance(properties, dict):
        return False
    name = properties.get("name")
    return isinstance(name, str) and bool(_CRS_NAME.match(name))
