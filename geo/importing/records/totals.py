"""Rows called „Summe“ or „Insgesamt“: what they are the sum of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from geo.areas import Area, AreaHierarchy, Level
from geo.importing.words import is_total
from geo.spelling import fold

_ALL = frozenset(
    {"zusammen", "alle", "alle gemeinden", "alle aemter", "alle sozialraeume", "alle planregionen"}
)


class TotalRow(NamedTuple):
    """What a row is about, or that it is a sum without name."""

    area: Area | None
    is_total: bool


def names_nothing(text: str) -> bool:
    """Tell whether a text is a word for a sum that does not say of what."""
    return is_total(text, alone=True) or fold(text) in _ALL


def covering_totals(rows: Sequence[TotalRow], areas: AreaHierarchy) -> frozenset[int]:
    """Return the indexes of the sums without name that are the value of the county.

    A sum is about the rows since the sum before it; at the top of a list, and below another sum,
    about all rows above or below. It is the county only if these make up all of it: „Summe“
    below three Gemeinden is the sum of the three.

    Parameters
    ----------
    rows
        In the order of the list.
    areas
        The county.
    """
    inside = _gemeinden_by_area(areas)
    parts = [_gemeinden(row, inside) for row in rows]
    above, below = _unions(parts), _unions(parts[::-1])[::-1]
    found, block = set(), frozenset[str]()
    for index, row in enumerate(rows):
        if row.is_total:
            spans = (block or above[index], frozenset() if above[index] else below[index])
            found |= {index} if inside[areas.kreis] in spans else set()
            block = frozenset()
        elif not parts[index] <= block:
            block |= parts[index]
    return frozenset(found)


def _unions(parts: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return for each part what those before it make up, and what all do."""
    found = [frozenset[str]()]
    for part in parts:
        found.append(found[-1] if part <= found[-1] else found[-1] | part)
    return found


def _gemeinden_by_area(areas: AreaHierarchy) -> defaultdict[Area, frozenset[str]]:
    found: defaultdict[Area, frozenset[str]] = defaultdict(frozenset)
    for gemeinde in areas.at(Level.GEMEINDE):
        for level in Level:
            found[areas.ancestor(gemeinde, level)] |= {gemeinde.area_id}
    return found


def _gemeinden(row: TotalRow, inside: defaultdict[Area, frozenset[str]]) -> frozenset[str]:
    is_part = row.area is not None and row.area.level is not Level.KREIS
    return inside[row.area] if is_part and row.area is not None else frozenset()
