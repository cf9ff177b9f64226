"""What is missing where, for the query of the map and a choice of rows, columns and targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geo.areas import Area, Level
from geo.counting import spaces_in
from geo.filtering import ResourceFilter
from geo.gap_columns import EVERY_COLUMN, GapColumn, Grouping, Kinds, columns_of
from geo.gaps import ROW_LEVELS, Figure, GapMatrix, gap_matrix
from geo.numbers import german_short, parse_number
from geo.results import MapView
from geo.usecases.browse_map import narrow

_TARGET = "ziel"
_MOST = 1_000.0  # offers per 1,000 inhabitants: one for each


@dataclass(frozen=True, slots=True, kw_only=True)
class GapQuery:
    """What a person wants to see of the gaps, as it stands in the address.

    Parameters
    ----------
    level, by
        What rows and columns are: ``stufe``, ``nach``.
    columns
        Keys of the columns in question, ``spalte`` repeated; empty for all.
    targets
        Offers per 1,000 inhabitants: ``ziel`` for every column, ``ziel.<column>`` for one.
    with_unknown
        Whether to show columns of which no list has any offer: ``ohne_angabe=1``.
    figure
        What number stands in the cells: ``wert``.
    rejected
        What was given as a target and is none.
    """

    level: Level = Level.SOZIALRAUM
    by: Grouping = Grouping.KATEGORIE
    columns: frozenset[str] = frozenset()
    targets: Mapping[str, float] = field(default_factory=dict)
    with_unknown: bool = False
    figure: Figure = Figure.COUNT
    rejected: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> GapQuery:
        """Read the choice from query parameters; what is no choice is the usual one."""
        levels = [level for level in ROW_LEVELS if level in query.get("stufe", ())]
        figures = [each for each in Figure if each in query.get("wert", ())]
        kinds = [by for by in Grouping if by in query.get("nach", ())]
        given = dict(_targets(query))
        read = {key: parse_number(text) for key, text in given.items()}
        targets = {
            key: value for key, value in read.items() if value is not None and 0 <= value <= _MOST
        }
        return cls(
            level=levels[0] if levels else Level.SOZIALRAUM,
            by=kinds[0] if kinds else Grouping.KATEGORIE,
            columns=frozenset(filter(None, query.get("spalte", ()))),
            targets=targets,
            with_unknown="1" in query.get("ohne_angabe", ()),
            figure=figures[0] if figures else Figure.COUNT,
            rejected=tuple(text for key, text in given.items() if key not in targets),
        )

    def to_query(self) -> dict[str, list[str]]:
        """Return the parameters that :meth:`from_query` reads as this; the usual is left out."""
        targets = {target_key(key): [german_short(value, 3)] for key, value in self.targets.items()}
        query = {
            "stufe": [self.level.value] if self.level is not Level.SOZIALRAUM else [],
            "nach": [self.by.value] if self.by is not Grouping.KATEGORIE else [],
            "wert": [self.figure.value] if self.figure is not Figure.COUNT else [],
            "spalte": sorted(self.columns),
            "ohne_angabe": ["1"] if self.with_unknown else [],
        }
        return {key: values for key, values in (query | targets).items() if values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The matrix that answers a query.

    Parameters
    ----------
    view
        What was counted.
    matrix
        The answer.
    choices
        All columns that there could be.
    hidden
        Those that are left out because no list has any of their offers.
    """

    view: MapView
    matrix: GapMatrix
    choices: tuple[GapColumn, ...]
    hidden: tuple[GapColumn, ...]


def find_gaps(everything: MapView, wanted: ResourceFilter, asked: GapQuery) -> Gaps:
    """Answer a query.

    Parameters
    ----------
    everything
        The whole map.
    wanted
        Which offers count. What it says of areas and Kategorien leaves out rows and columns, of
        which the selection cannot tell whether anything is missing.
    asked
        Rows, columns and targets. Columns that there are not are ignored.
    """
    view = narrow(everything, wanted)
    choices = columns_of(Kinds(view.taxonomy, asked.by), everything, None, {})
    chosen = asked.columns.intersection(each.column_id for each in choices)
    columns = [
        each
        for each in choices
        if _can_be_told(each, wanted) and (not chosen or each.column_id in chosen)
    ]
    all_shown = asked.with_unknown or chosen
    hidden = () if all_shown else tuple(each for each in columns if not each.known)
    keys = {each.column_id for each in choices} | {EVERY_COLUMN}
    matrix = gap_matrix(
        view,
        level=asked.level,
        by=asked.by,
        columns=[each.column_id for each in columns if each not in hidden],
        areas=[each.area_id for each in _rows(view, wanted, asked.level)],
        targets={key: value for key, value in asked.targets.items() if key in keys},
        everything=everything,
    )
    return Gaps(view=view, matrix=matrix, choices=choices, hidden=hidden)


def target_key(column_id: str) -> str:
    """Return the query parameter for the target of a column."""
    return _TARGET if column_id == EVERY_COLUMN else f"{_TARGET}.{column_id}"


def _targets(query: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for key, values in query.items():
        name, point, column = key.partition(".")
        text = next(filter(None, (value.strip() for value in values)), "")
        if name == _TARGET and text:
            yield (column if point else EVERY_COLUMN), text


def _can_be_told(column: GapColumn, wanted: ResourceFilter) -> bool:
    asked = ((getattr(wanted, key), values) for key, values in column.query.items())
    return all(not chosen or not chosen.isdisjoint(values) for chosen, values in asked)


def _rows(view: MapView, wanted: ResourceFilter, level: Level) -> Iterator[Area]:
    """Yield the areas of which a part is asked for."""
    spaces = [each for each in view.areas.at(Level.SOZIALRAUM) if _is_wanted(each, wanted)]
    keys = {each.area_id for each in spaces}
    for area in view.areas.at(level):
        if not keys.isdisjoint(spaces_in(view.areas, area)):
            yield area


def _is_wanted(space: Area, wanted: ResourceFilter) -> bool:
    return (not wanted.sozialraum or space.area_id in wanted.sozialraum) and (
        not wanted.planregion or space.parent_id in wanted.planregion
    )
