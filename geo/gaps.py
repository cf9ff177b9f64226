"""What is here and what is missing: areas against Kategorien, Ressorts or Zielgruppen.

The counts are those of :mod:`geo.counting`: an offer belongs to an area if it lies there or names
it as its Einzugsgebiet. Gemeinden have no rows, because Einzugsgebiete are Sozialräume.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import product

from geo.areas import Area, Level
from geo.counting import Kind, ReachCounts, areas_of_spaces, german_density, per_1000
from geo.errors import InvalidParameter
from geo.gap_columns import GapColumn, Grouping, Kinds, columns_of
from geo.numbers import german_number
from geo.resources import Reach
from geo.results import MapView
from geo.spelling import sort_key

#: Levels that a matrix can have as rows.
ROW_LEVELS = (Level.SOZIALRAUM, Level.PLANREGION)
#: Name of the row of all areas where it is not the whole county.
CHOSEN_AREAS = "Gewählte Gebiete"
_TOTAL = ""
_COUNTY = ""
_NO_TARGETS: Mapping[str, float] = {}


class GapStatus(StrEnum):
    """How near the nearest offer comes to the people of an area, the nearest way first."""

    HERE = "vorhanden"
    MOBILE = "nur mobil"
    ELSEWHERE = "von außerhalb"
    REMOTE = "nur telefonisch"
    MISSING = "fehlt"
    PROTECTED = "geschützt"
    UNKNOWN = "keine Angabe"

    @property
    def sign(self) -> str:
        """One character that stands for it where the word has no room."""
        return {
            "vorhanden": "●",
            "nur mobil": "▲",
            "von außerhalb": "→",
            "nur telefonisch": "○",
            "fehlt": "✗",
            "geschützt": "◊",
            "keine Angabe": "–",
        }[self]

    @property
    def meaning(self) -> str:
        """What it says, for somebody who reads the matrix."""
        return {
            "vorhanden": "Mindestens ein Angebot hat seinen Ort im Gebiet.",
            "nur mobil": "Kein Ort im Gebiet, aber mindestens ein Angebot kommt hin.",
            "von außerhalb": "Kein Ort im Gebiet; ein Angebot in einem anderen Gebiet nennt "
            "dieses als Einzugsgebiet.",
            "nur telefonisch": "Erreichbar ist nur, was telefonisch oder online hilft.",
            "fehlt": "0 Angebote: Die Listen kennen solche Angebote, aber keines für das Gebiet.",
            "geschützt": "Der Ort solcher Angebote wird nie genannt. Dass keines gezählt ist, "
            "heißt nicht, dass eines fehlt.",
            "keine Angabe": "Keine veröffentlichte Liste enthält im ganzen Kreis ein Angebot "
            "dieser Art. Ob es fehlt, lässt sich daraus nicht sagen.",
        }[self]

    @property
    def tint(self) -> str:
        """Colour of its cells on paper, ``#rrggbb``; black text on it has more than 12:1."""
        return {
            "vorhanden": "#bfdedc",
            "nur mobil": "#dcedec",
            "von außerhalb": "#e8eef6",
            "nur telefonisch": "#f2f0f7",
            "fehlt": "#fdf0d5",
            "geschützt": "#eeeeee",
            "keine Angabe": "#ffffff",
        }[self]

    @property
    def is_statement(self) -> bool:
        """Whether the lists allow to say that there is something or nothing."""
        return self not in {GapStatus.PROTECTED, GapStatus.UNKNOWN}


class Figure(StrEnum):
    """What number stands in a cell beside its sign."""

    COUNT = "anzahl"
    DENSITY = "dichte"
    MISSING = "ziel"

    @property
    def label(self) -> str:
        """German words of the interface, with what the number means."""
        return {
            "anzahl": "Zahl der Angebote",
            "dichte": "Angebote je 1.000 Einwohner",
            "ziel": "Abstand zum Ziel (−2: zwei Angebote fehlen, ✓: erreicht)",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCell:
    """Offers of one column for the people of one area.

    Parameters
    ----------
    counts
        Offers that lie in the area or serve it, by reach.
    elsewhere
        How many of those with reach ``site`` lie in another area.
    status
        In one word.
    per_1000
        Offers of all kinds of reach per 1,000 inhabitants, two decimals; ``None`` if the number
        of inhabitants is unknown or the status is no statement.
    missing
        Offers that are missing to the target, see :func:`missing_to`; ``None`` without a target,
        without a number of inhabitants, or if the status is no statement.
    """

    counts: ReachCounts
    elsewhere: int
    status: GapStatus
    per_1000: float | None
    missing: int | None

    def figure(self, figure: Figure) -> str:
        """Return a number as German text; empty where the sign says that there is none."""
        if figure is Figure.DENSITY:
            rate = self.per_1000
            total = self.counts.total
            return german_density(rate, total) if rate is not None and total else ""
        if figure is Figure.MISSING:
            return "" if self.missing is None else _balance(self.missing)
        return german_number(self.counts.total) if self.counts.total else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One area: a cell per column, and all columns together.

    ``total`` counts an offer once, also if it is in several columns; what is missing to the
    targets is the sum of the cells.
    """

    area: Area
    cells: tuple[GapCell, ...]
    total: GapCell

    @property
    def gaps(self) -> int:
        """In how many columns something is missing."""
        return sum(cell.status is GapStatus.MISSING for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMatrix:
    """Areas against what they may need.

    Parameters
    ----------
    level, by
        What rows and columns are.
    columns
        In the order of the vocabulary.
    rows
        Ordered by name.
    county
        All offers of the view, each counted once, also those of no area; what is missing is the
        sum of the rows. If only some areas are rows, it has their inhabitants and is named
        :data:`CHOSEN_AREAS`.
    nowhere
        Offers of the columns that belong to no area: they count only for the county.
    unnamed
        Offers of the view that are in no column because they have no Zielgruppe.
    """

    level: Level
    by: Grouping
    columns: tuple[GapColumn, ...]
    rows: tuple[GapRow, ...]
    county: GapRow
    nowhere: int
    unnamed: int

    def lacking(self, place: int) -> int:
        """Return in how many areas what the column at a place stands for is missing."""
        return sum(row.cells[place].status is GapStatus.MISSING for row in self.rows)

    @property
    def has_targets(self) -> bool:
        """Whether any column has a target density."""
        return any(column.target is not None for column in self.columns)


def _balance(missing: int) -> str:
    return f"−{german_number(missing)}" if missing else "✓"


def missing_to(target: float, population: int, offers: int) -> int:
    """Return how many offers an area lacks to a target density.

    ``max(0, ceil(target * population / 1000 - offers))``, computed with whole numbers so that a
    target that is met exactly lacks nothing. Offers are those of all kinds of reach, as in
    :func:`geo.counting.per_1000`. That is how a guide value („Richtwert“) is used when stock and
    need are compared (§ 80 (1) SGB VIII): need = guide value * inhabitants / 1,000.

    Parameters
    ----------
    target
        Offers per 1,000 inhabitants, not negative.
    population
        Inhabitants.
    offers
        Those that there are.
    """
    needed = Fraction(str(target)) * population / 1_000
    return max(0, math.ceil(needed - offers))


def gap_matrix(
    view: MapView,
    *,
    level: Level = Level.SOZIALRAUM,
    by: Grouping = Grouping.KATEGORIE,
    columns: Collection[str] | None = None,
    areas: Collection[str] | None = None,
    targets: Mapping[str, float] = _NO_TARGETS,
    everything: MapView | None = None,
) -> GapMatrix:
    """Count what each area has and what it lacks.

    Parameters
    ----------
    view
        What is counted.
    level
        One of :data:`ROW_LEVELS`.
    by
        What the columns are.
    columns
        Keys of the columns in question; ``None`` for all of the public vocabulary.
    areas
        Keys of the rows; ``None`` for all areas of the level.
    targets
        Offers per 1,000 inhabitants by column, or for :data:`geo.gap_columns.EVERY_COLUMN`.
    everything
        The whole map if ``view`` is a part of it: tells which kinds of offers are known at all.

    Raises
    ------
    InvalidParameter
        If Gemeinde or Kreis is asked for as level, or a column or a target is none.
    """
    if level not in ROW_LEVELS:
        raise InvalidParameter("Das Lückenblatt gibt es für Sozialräume und für Planregionen.")
    kinds = Kinds(view.taxonomy, by)
    shown = columns_of(kinds, everything or view, columns, targets)
    found = _Found(view, level, kinds, frozenset(each.column_id for each in shown))
    chosen = [each for each in view.areas.at(level) if areas is None or each.area_id in areas]
    rows = tuple(
        _row(area, shown, found) for area in sorted(chosen, key=lambda a: sort_key(a.name))
    )
    return GapMatrix(
        level=level,
        by=by,
        columns=shown,
        rows=rows,
        county=_county(view, level, rows, shown, found),
        nowhere=found.nowhere,
        unnamed=found.unnamed,
    )


class _Found:
    """Numbers of the offers of each area and column of a view."""

    def __init__(self, view: MapView, level: Level, kinds: Kinds, shown: frozenset[str]) -> None:
        self._by_reach: Counter[tuple[str, str, Reach]] = Counter()
        self._elsewhere: Counter[tuple[str, str]] = Counter()
        self._area_of = areas_of_spaces(view.areas, level)
        self.nowhere = self.unnamed = 0
        for kind, number in kinds.counted(view).items():
            own = kinds.of(kind)
            self.unnamed += 0 if own else number
            if not shown.isdisjoint(own):
                self._add(kind, (*own, _TOTAL), number)

    def _add(self, kind: Kind, columns: Sequence[str], number: int) -> None:
        space, served, reach, _ = kind
        area_of = self._area_of
        areas = {area_of[each] for each in (space, *served) if each in area_of}
        self.nowhere += 0 if areas else number
        for area, column in product((*areas, _COUNTY), columns):
            self._by_reach[area, column, reach] += number
            home = space in area_of if area == _COUNTY else area_of.get(space) == area
            if reach is Reach.SITE and space is not None and not home:
                self._elsewhere[area, column] += number

    def at(self, area: Area, column: str) -> tuple[ReachCounts, int]:
        """Return the offers by reach, and how many of those on site lie elsewhere."""
        place = _COUNTY if area.level is Level.KREIS else area.area_id
        counts = {reach: self._by_reach[place, column, reach] for reach in Reach}
        return ReachCounts.of(counts), self._elsewhere[place, column]


def _row(area: Area, columns: Sequence[GapColumn], found: _Found) -> GapRow:
    people = area.population
    cells = tuple(_cell(*found.at(area, each.column_id), each, people) for each in columns)
    together = GapColumn(column_id=_TOTAL, label="", known=any(each.known for each in columns))
    total = _cell(*found.at(area, _TOTAL), together, people)
    return GapRow(area=area, cells=cells, total=replace(total, missing=_sum(cells)))


def _county(
    view: MapView, level: Level, rows: Sequence[GapRow], columns: Sequence[GapColumn], found: _Found
) -> GapRow:
    area = view.areas.kreis
    if len(rows) < len(view.areas.at(level)):
        people = [row.area.population for row in rows]
        known = None if None in people else sum(filter(None, people))
        area = replace(area, name=CHOSEN_AREAS, population=known)
    county = _row(area, columns, found)
    cells = tuple(
        replace(cell, missing=_sum(row.cells[at] for row in rows))
        for at, cell in enumerate(county.cells)
    )
    total = replace(county.total, missing=_sum(row.total for row in rows))
    return replace(county, cells=cells, total=total)


def _cell(
    counts: ReachCounts, elsewhere: int, column: GapColumn, population: int | None
) -> GapCell:
    status = _status(counts, elsewhere, column)
    rate = per_1000(counts.total, population)
    missing = None
    if column.target is not None and population and status.is_statement:
        missing = missing_to(column.target, population, counts.total)
    return GapCell(
        counts=counts,
        elsewhere=elsewhere,
        status=status,
        per_1000=rate if status.is_statement else None,
        missing=missing,
    )


def _status(counts: ReachCounts, elsewhere: int, column: GapColumn) -> GapStatus:
    ways = (
        (counts.site - elsewhere, GapStatus.HERE),
        (counts.mobile, GapStatus.MOBILE),
        (elsewhere, GapStatus.ELSEWHERE),
        (counts.remote, GapStatus.REMOTE),
        (not column.known, GapStatus.UNKNOWN),
        (column.protected, GapStatus.PROTECTED),
    )
    return next((status for there, status in ways if there), GapStatus.MISSING)


def _sum(cells: Iterable[GapCell]) -> int | None:
    """Return what all cells lack together; ``None`` if none of them has a target."""
    known = [cell.missing for cell in cells if cell.missing is not None]
    return sum(known) if known else None
