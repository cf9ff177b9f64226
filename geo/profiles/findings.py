"""What is missing in an area and what may be double: the part of it that others have found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.areas import Area, Level
from geo.counting import Offer
from geo.duplicates import DuplicatePair, possible_duplicates
from geo.gap_columns import GapColumn
from geo.gaps import GapRow, GapStatus, gap_matrix
from geo.results import MapView

#: What is a finding, the gravest first; an offer with a place in the area is none.
GAPS = (
    GapStatus.MISSING,
    GapStatus.MOBILE,
    GapStatus.ELSEWHERE,
    GapStatus.REMOTE,
    GapStatus.PROTECTED,
    GapStatus.UNKNOWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapGroup:
    """Kategorien with the same status in an area, in the order of the vocabulary."""

    status: GapStatus
    columns: tuple[GapColumn, ...]


def gaps_of(view: MapView, area: Area) -> Iterator[GapGroup]:
    """Yield the Kategorien without a place in an area, grouped by how else they are reached.

    Nothing for a part of the map: what is not in it may exist all the same.
    """
    if view.selection is not None:
        return
    level = Level.PLANREGION if area.level is Level.PLANREGION else Level.SOZIALRAUM
    matrix = view.once(("gaps", level), lambda: gap_matrix(view, level=level))
    row = _row(matrix.rows, area) or matrix.county
    for status in GAPS:
        columns = tuple(
            column
            for column, cell in zip(matrix.columns, row.cells, strict=True)
            if cell.status is status and view.taxonomy.has_category(column.column_id)
        )
        if columns:
            yield GapGroup(status=status, columns=columns)


def _row(rows: tuple[GapRow, ...], area: Area) -> GapRow | None:
    same = (each for each in rows if each.area.area_id == area.area_id)
    return None if area.level is Level.KREIS else next(same, None)


def duplicates_of(view: MapView, offers: tuple[Offer, ...]) -> tuple[DuplicatePair, ...]:
    """Return the possible duplicates of which one at least is among the offers."""
    own = {_key(offer) for offer in offers}
    pairs = view.once("duplicates", lambda: possible_duplicates(view))
    return tuple(pair for pair in pairs if _key(pair.one) in own or _key(pair.other) in own)


def _key(offer: Offer) -> tuple[str, str]:
    layer, resource = offer
    return layer.layer_id, resource.resource_id
