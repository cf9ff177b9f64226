"""Geodata files of every format: attributes as text, a point for each feature."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geo.importing.parsing.archives import kml_members
from geo.importing.parsing.esri_json import esri_table
from geo.importing.parsing.formats import Format
from geo.importing.parsing.gdal_layers import read_layers
from geo.importing.parsing.geojson import geojson_table
from geo.importing.parsing.gml import gml_tables
from geo.importing.parsing.gpx import gpx_tables
from geo.importing.parsing.json_lists import find_records, records_table
from geo.importing.parsing.json_text import read_json
from geo.importing.parsing.kml import kml_table
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawFile, RawTable
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.screening import screen_xml
from geo.importing.parsing.topojson import topojson_tables

# What is text is read by ourselves, feature by feature, so that a broken one costs one row.
_READERS: dict[Format, Callable[[bytes, Limits], list[RawTable]]] = {
    Format.GEOJSON: lambda content, limits: [geojson_table(read_json(content), limits)],
    Format.TOPOJSON: lambda content, limits: topojson_tables(read_json(content)[0], limits),
    Format.ESRI_JSON: lambda content, limits: [esri_table(read_json(content)[0], limits)],
    Format.JSON: lambda content, limits: [_json_list(content, limits)],
    Format.KML: lambda content, limits: [kml_table(content, limits)],
    Format.GPX: gpx_tables,
    Format.GML: gml_tables,
}


def read_geodata(path: Path, kind: Format, limits: Limits, encoding: str | None = None) -> RawFile:
    """Read all layers of a screened geodata file.

    Parameters
    ----------
    path, kind, limits
        The file.
    encoding
        Of the attributes of a shapefile, if a person chose one.

    Raises
    ------
    Refused
        If a limit is exceeded, the file is damaged or has no features.
    """
    if kind in _READERS:
        found = RawFile(tables=_READERS[kind](path.read_bytes(), limits))
    elif kind is Format.KMZ:
        found = RawFile(tables=_kmz_tables(path, limits))
    else:
        found = read_layers(path, kind, limits, encoding)
    links = any(note.code == "verweise_uebergangen" for t in found.tables for note in t.notes)
    found.tables = [table for table in found.tables if table.rows]
    if not found.tables:
        raise Refused("ohne_zeilen" if not links else "nur_verweise")
    return found


def _json_list(content: bytes, limits: Limits) -> RawTable:
    return records_table(find_records(read_json(content)) or [], limits)


def _kmz_tables(path: Path, limits: Limits) -> list[RawTable]:
    """Return each KML file of an archive as a table."""
    members = kml_members(path)
    tables = []
    for name, content in members:
        if screen_xml(content) is not Format.KML:
            raise Refused("xml")
        tables.append(kml_table(content, limits, name=name if len(members) > 1 else ""))
    return tables
