"""JSON as it comes: in any encoding of Unicode, one document or many, of several formats."""

from __future__ import annotations

import json
from typing import Any

from geo.importing.parsing.formats import Format
from geo.importing.parsing.json_lists import find_records
from geo.importing.parsing.refusals import Refused

GEOMETRIES = frozenset(
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
_COLLECTIONS = ("FeatureCollection", "Feature", "Topology", "GeometryCollection")
_BETWEEN = " \t\r\n\x1e\ufeff"
_DECODER = json.JSONDecoder()


def read_json(content: bytes) -> list[Any]:
    """Return all documents of a file: one, or one for each line or record.

    Records may be separated by line breaks or by the control character RS (RFC 8142).

    Raises
    ------
    Refused
        If a document is incomplete or no JSON: then none is returned.
    """
    text = _decoded(content)
    documents = []
    position = _skipped(text, 0)
    try:
        while position < len(text):
            document, end = _DECODER.raw_decode(text, position)
            documents.append(document)
            position = _skipped(text, end)
    except json.JSONDecodeError as error:
        raise Refused("abgeschnitten", where=f" (Zeile {error.lineno})") from error
    except RecursionError as error:
        raise Refused("zu_aufwendig") from error
    except ValueError as error:  # a number with thousands of figures
        raise Refused("abgeschnitten", where="") from error
    return documents


def _skipped(text: str, position: int) -> int:
    while position < len(text) and text[position] in _BETWEEN:
        position += 1
    return position


def _decoded(content: bytes) -> str:
    try:
        return content.decode(json.detect_encoding(content))
    except UnicodeDecodeError as error:
        raise Refused("abgeschnitten", where=" (kein UTF-8)") from error


def json_format(documents: list[Any]) -> Format | None:
    """Return the format of all documents of a file, ``None`` if it is not read."""
    if documents and all(map(_is_geojson, documents)):
        return Format.GEOJSON
    (only,) = documents if len(documents) == 1 else (None,)
    if isinstance(only, dict) and only.get("type") == "Topology":
        return Format.TOPOJSON
    if _is_esri_json(only):
        return Format.ESRI_JSON
    is_list = not any(map(_is_geodata, documents)) and find_records(documents)
    return Format.JSON if is_list else None


def _is_geojson(document: Any) -> bool:
    if not isinstance(document, dict):
        return False
    kind = document.get("type")
    if kind == "FeatureCollection":
        return isinstance(document.get("features"), list)
    return isinstance(kind, str) and (kind == "Feature" or kind in GEOMETRIES)


def _is_geodata(document: Any) -> bool:
    """Tell whether a document means to be geodata: what it lacks is no matter of lists."""
    return isinstance(document, dict) and document.get("type") in _COLLECTIONS


def _is_esri_json(document: Any) -> bool:
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        return False
    features = document["features"]
    return "type" not in document and all(
        isinstance(feature, dict) and "attributes" in feature for feature in features[:10]
    )
