"""Limits of one import: named once, told to the sender when they are hit."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost.

    Parameters
    ----------
    bytes
        Size of the uploaded file.
    rows, columns
        Size of one table, header included.
    cell_chars
        Length of one cell; Excel itself allows no more.
    cpu_s, wall_s
        Seconds of processor and of clock for parsing.
    memory_bytes
        Address space of the parsing process.
    output_bytes
        Text that the parsing process may hand back.
    archive_entries, workbook_parts
        Files inside a zip archive and inside a workbook.
    unpacked_bytes, ratio
        Size of an archive when unpacked, and unpacked by packed size of one file in it.
    vertices
        Points of all geometries of one layer.
    database_objects
        Tables, indexes and triggers of a GeoPackage.
    """

    bytes: int = 20 * MEGABYTE
    rows: int = 200_000
    columns: int = 500
    cell_chars: int = 32_767
    cpu_s: int = 60
    wall_s: int = 120
    memory_bytes: int = 2048 * MEGABYTE
    output_bytes: int = 256 * MEGABYTE
    archive_entries: int = 100
    workbook_parts: int = 2_000
    unpacked_bytes: int = 500 * MEGABYTE
    ratio: int = 200
    vertices: int = 2_000_000
    database_objects: int = 1_000
