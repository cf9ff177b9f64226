"""Features, from whatever file, as one table: attributes as text, a point for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely

from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import Note, RawTable
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.shapes import noted_shape
from geo.importing.parsing.sheets import cell_text
from geo.numbers import german_number

_NESTED = 3  # levels of attributes within attributes that become columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature as read.

    Parameters
    ----------
    attributes
        By name, in the order of the file.
    geometry
        ``None`` if it has none.
    is_broken
        Whether it has a geometry that cannot be read.
    was_open
        Whether a ring of an area had to be closed.
    """

    attributes: Mapping[str, Any] = field(default_factory=dict)
    geometry: shapely.Geometry | None = None
    is_broken: bool = False
    was_open: bool = False


def table_of(
    features: Iterable[Feature], limits: Limits, *, name: str = "", crs: str | None = None
) -> RawTable:
    """Return features as a table; one that has no attribute of another has an empty cell there.

    Raises
    ------
    Refused
        If there are more rows, columns, characters or vertices than the limits allow.
    """
    table = RawTable(name=name, header=[], crs=crs, shapes=[])
    cells: list[dict[str, str]] = []
    columns: dict[str, None] = {}
    vertices = 0
    for row, feature in enumerate(features, start=1):
        if row > limits.rows:
            raise Refused("zu_viele_zeilen", limit=german_number(limits.rows))
        texts = dict(_texts(feature.attributes, row, limits))
        columns.update(dict.fromkeys(texts))
        cells.append(texts)
        vertices += int(shapely.get_num_coordinates(feature.geometry))
        check_vertices(vertices, limits)
        _add_shape(table, row, feature)
    if len(columns) > limits.columns:
        raise Refused("zu_viele_spalten", limit=german_number(limits.columns))
    table.header = list(columns)
    table.rows = [
        (row, [texts.get(column, "") for column in columns])
        for row, texts in enumerate(cells, start=1)
    ]
    return table


def check_vertices(count: int, limits: Limits) -> None:
    """Refuse more vertices than one file may have.

    Raises
    ------
    Refused
        With the limit.
    """
    if count > limits.vertices:
        raise Refused("zu_viele_stuetzpunkte", limit=german_number(limits.vertices))


def _add_shape(table: RawTable, row: int, feature: Feature) -> None:
    if feature.is_broken:
        table.notes.append(Note("geometrie_ungueltig", row=row))
    shape = noted_shape(feature.geometry, row, table.notes, was_open=feature.was_open)
    if table.shapes is not None:
        table.shapes.append(shape)


def _texts(
    attributes: Mapping[str, Any], row: int, limits: Limits, *, prefix: str = "", level: int = 1
) -> Iterable[tuple[str, str]]:
    for key, value in attributes.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and level < _NESTED:
            yield from _texts(value, row, limits, prefix=f"{name}_", level=level + 1)
            continue
        text = _text(value)
        if len(text) > limits.cell_chars:
            raise Refused("zelle_zu_lang", row=row, limit=german_number(limits.cell_chars))
        yield name, text


def _text(value: object) -> str:
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return "; ".join(filter(None, map(cell_text, value)))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return cell_text(value)
