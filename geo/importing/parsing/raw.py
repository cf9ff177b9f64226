"""What the parsing process hands over: plain lines of JSON, checked on arrival."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """A finding noticed while parsing; its sentence is made on the other side.

    Parameters
    ----------
    code
        Key of :data:`geo.importing.findings.FINDINGS`.
    row, column
        Row number and position of the column, where there is one.
    details
        Placeholders of the sentence.
    """

    code: str
    row: int | None = None
    column: int | None = None
    details: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class RawTable:
    """One sheet or layer before its header is known.

    Parameters
    ----------
    name
        Sheet or layer.
    header
        Column names where the format knows them; ``None`` where they are one of the rows.
    rows
        Row number and cells as text.
    shapes
        For each row ``[x, y, is_point]`` or ``None``; ``None`` altogether without geometries.
    crs
        ``"EPSG:n"`` or ``None``.
    notes
        What was noticed.
    """

    name: str
    header: list[str] | None = None
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    shapes: list[list[Any] | None] | None = None
    crs: str | None = None
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class RawFile:
    """All tables of a file; ``encoding`` is empty where the format fixes it.

    ``encodings`` are those worth offering, the likeliest first.
    """

    tables: list[RawTable]
    encoding: str = ""
    encodings: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
