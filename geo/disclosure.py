"""Which numbers must not be shown because they would tell about single people.

Primary suppression: a count from 1 to threshold - 1 of a sensitive indicator is hidden, and so is
a ratio whose numerator or denominator is such a count. The statistics of the Bundesagentur für
Arbeit do so with 1 and 2, hence the usual threshold of 3. 0 is shown: it tells of nobody, and
"none" is what a planner has to know.

Secondary suppression: a hidden cell could be recomputed by subtracting its neighbours from the sum
that they belong to, on any level of Gemeinde, Sozialraum, Planregion and Kreis. So further cells
are hidden until that is impossible. The attacker that is reckoned with knows all shown cells, how
areas add up, that counts are whole and, since zeros are shown, that a hidden one is at least 1.
Each hidden cell then lies between bounds that follow from linear equations with one unknown per
hidden cell; as the sums form a tree, the tightest bounds come from one pass up and one pass down,
and each whole number between them is possible (the equations of a tree are totally unimodular).
A cell is safe if its bounds differ. Hidden is the smallest cell that helps, next to the one in
danger if possible, else above; what turns out to be needless in the end is shown again.

See Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 4, on hierarchical
tables and feasibility intervals. Not covered: numbers published elsewhere, guesses within the
bounds, indicators that add up to each other (women + men), see
``docs/decisions/0021-suppression.md``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property

from geo.aggregation import Cell, cell_of, cells_at, parts_of
from geo.areas import AreaHierarchy, Level
from geo.indicators import Aggregation, Indicator, IndicatorSet, Observation, ObservationStatus

Bounds = tuple[float, float]
_EVERYTHING = (-math.inf, math.inf)
_ORDER = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True)
class Sums:
    """Counts of areas and which of them add up.

    Parameters
    ----------
    values
        Count of each cell; ``None`` if it exists and nobody here knows it.
    parts
        Cells that add up to a cell; a cell whose parts are not all counted is not in it.
    """

    values: Mapping[Cell, float | None]
    parts: Mapping[Cell, tuple[Cell, ...]] = field(default_factory=dict)

    @cached_property
    def whole(self) -> Mapping[Cell, Cell]:
        """The cell that a cell is part of."""
        return {part: cell for cell, parts in self.parts.items() for part in parts}

    def bounds(self, hidden: AbstractSet[Cell]) -> dict[Cell, Bounds]:
        """Return between what each hidden cell lies for somebody who knows all the others."""
        inner: dict[Cell, Bounds] = {}
        outer: dict[Cell, Bounds] = {}
        low = self._least(hidden)
        for cell in self.values:
            if cell not in self.whole:
                self._up(cell, hidden, low, inner)
                self._down(cell, _EVERYTHING, hidden, inner, outer)
        return {
            cell: (max(inner[cell][0], outer[cell][0]), min(inner[cell][1], outer[cell][1]))
            for cell in hidden
            if cell in self.values
        }

    def _least(self, hidden: AbstractSet[Cell]) -> float:
        """Return what a hidden cell is at least: 1, unless a zero or a fraction is hidden."""
        known = (self.values.get(cell) for cell in hidden)
        return (
            1.0 if all(each is None or (each >= 1 and each == int(each)) for each in known) else 0.0
        )

    def _shown(self, cell: Cell, hidden: AbstractSet[Cell]) -> float | None:
        return None if cell in hidden else self.values[cell]

    def _up(
        self, cell: Cell, hidden: AbstractSet[Cell], low: float, inner: dict[Cell, Bounds]
    ) -> Bounds:
        """Work out bounds from what lies below a cell."""
        below = [self._up(part, hidden, low, inner) for part in self.parts.get(cell, ())]
        value, least = self._shown(cell, hidden), low if cell in hidden else 0.0
        if value is not None:
            inner[cell] = (value, value)
        elif below:
            inner[cell] = (max(least, sum(b[0] for b in below)), sum(b[1] for b in below))
        else:
            inner[cell] = (least, math.inf)
        return inner[cell]

    def _down(
        self,
        cell: Cell,
        above: Bounds,
        hidden: AbstractSet[Cell],
        inner: Mapping[Cell, Bounds],
        outer: dict[Cell, Bounds],
    ) -> None:
        """Work out bounds from what lies above and beside a cell."""
        outer[cell] = above
        value = self._shown(cell, hidden)
        low, high = above if value is None else (value, value)
        parts = self.parts.get(cell, ())
        for part in parts:
            others = [inner[each] for each in parts if each != part]
            rest = (low - sum(b[1] for b in others), high - sum(b[0] for b in others))
            self._down(part, rest, hidden, inner, outer)

    def in_danger(
        self, hidden: AbstractSet[Cell], *, but: AbstractSet[Cell] = frozenset()
    ) -> Cell | None:
        """Return the first hidden cell that can be recomputed.

        Those that are the sum of shown parts come first, as they endanger others; then small
        areas before large ones. A zero, hidden for its denominator, may be found out.

        Parameters
        ----------
        hidden
            Cells that are not shown.
        but
            Cells that nothing can help.
        """
        bounds = self.bounds(hidden)
        found = (
            cell
            for cell, (low, high) in bounds.items()
            if low >= high - 1e-9 and cell not in but and self.values[cell] != 0
        )
        return min(
            found, key=lambda cell: (not self._follows(cell, hidden), _rank(cell)), default=None
        )

    def _follows(self, cell: Cell, hidden: AbstractSet[Cell]) -> bool:
        parts = self.parts.get(cell, ())
        return bool(parts) and all(self._shown(part, hidden) is not None for part in parts)

    def help_for(self, cell: Cell, hidden: AbstractSet[Cell]) -> Cell | None:
        """Return the cell to hide next so that one in danger becomes safer, if there is any."""
        if self._follows(cell, hidden):
            below = (part for part in self.parts[cell] if self._hides_something(part, hidden))
            return min(below, key=self._cost, default=None)
        while cell in self.whole:
            whole = self.whole[cell]
            beside = [part for part in self.parts[whole] if self._hides_something(part, hidden)]
            if beside:
                return min(beside, key=self._cost)
            if self._hides_something(whole, hidden):
                return whole
            cell = whole
        return None

    def _hides_something(self, cell: Cell, hidden: AbstractSet[Cell]) -> bool:
        return bool(self._shown(cell, hidden))

    def _cost(self, cell: Cell) -> tuple[float, tuple[int, str]]:
        return self.values[cell] or 0.0, _rank(cell)


def cells_to_hide(tables: Sequence[Sums], first: Iterable[Cell]) -> frozenset[Cell]:
    """Return the cells that must be hidden together with some that are hidden anyway.

    Parameters
    ----------
    tables
        Counts that would be shown of each cell, such as numerators and denominators; a hidden
        cell is hidden in all of them.
    first
        Cells that are hidden for what they are.

    Returns
    -------
    frozenset
        Includes ``first``. No cell in it can be recomputed from what is left, in any table.
    """
    needed, hidden = frozenset(first), set(first)
    hopeless: list[set[Cell]] = [set() for _ in tables]
    while found := _first_danger(tables, hidden, hopeless):
        place, cell = found
        more = tables[place].help_for(cell, hidden)
        if more is None:
            hopeless[place].add(cell)
        else:
            hidden.add(more)
    for cell in sorted(hidden - needed, key=_rank, reverse=True):
        if _first_danger(tables, hidden - {cell}, hopeless) is None:
            hidden.remove(cell)
    return frozenset(hidden)


def suppress(found: IndicatorSet, areas: AreaHierarchy, *, threshold: int) -> IndicatorSet:
    """Return what may be shown of indicators: nothing small of those that are sensitive.

    Parameters
    ----------
    found
        Aggregated, see :func:`geo.aggregation.aggregate`.
    areas
        How areas contain each other.
    threshold
        Smallest count above 0 that may be shown; 1 hides nothing.
    """
    observations = [
        observation
        for indicator in found.indicators
        for period in found.periods(indicator.indicator_id)
        for observation in _shown(
            cells_at(found, indicator.indicator_id, period), indicator, areas, threshold
        )
    ]
    return IndicatorSet(found.indicators, tuple(observations))


def _first_danger(
    tables: Sequence[Sums], hidden: AbstractSet[Cell], hopeless: Sequence[AbstractSet[Cell]]
) -> tuple[int, Cell] | None:
    for place, table in enumerate(tables):
        cell = table.in_danger(hidden, but=hopeless[place])
        if cell is not None:
            return place, cell
    return None


def _shown(
    cells: Mapping[Cell, Observation], indicator: Indicator, areas: AreaHierarchy, threshold: int
) -> Iterator[Observation]:
    first = [
        cell
        for cell, each in cells.items()
        if indicator.sensitive and _is_small(each, indicator, areas, threshold)
    ]
    hidden: AbstractSet[Cell] = frozenset()
    if first:
        tables = [_sums(cells, indicator, areas, name) for name in _counted(indicator)]
        hidden = cells_to_hide(tables, first)
    for cell, each in cells.items():
        yield _hidden(each) if cell in hidden else each


def _hidden(observation: Observation) -> Observation:
    status = ObservationStatus.SUPPRESSED
    return replace(observation, value=None, numerator=None, denominator=None, status=status)


def _counted(indicator: Indicator) -> tuple[str, ...]:
    return ("numerator", "denominator") if indicator.is_share else ("value",)


def _sums(
    cells: Mapping[Cell, Observation], indicator: Indicator, areas: AreaHierarchy, name: str
) -> Sums:
    """Return the counts of one kind with their sums; a part that nobody counted is unknown.

    The sums reach over levels that nothing was observed of. Where an indicator says that it does
    not add up, they are those that it does add up to all the same.
    """
    parts = parts_of(areas)
    counts = {cell: _count(each, indicator, areas, name) for cell, each in cells.items()}
    totals = _totals(counts, parts)
    if indicator.aggregation is Aggregation.RATIO:
        told = [cell for cell, each in cells.items() if each.value is not None]
        counts |= {cell: totals[cell] for cell in told}
    elif indicator.aggregation is Aggregation.NONE:
        slack = {cell: _rounding(indicator, areas, cell) for cell in totals}
        parts = {
            cell: inside for cell, inside in parts.items() if _adds_up(totals, cell, inside, slack)
        }
    return Sums({cell: counts.get(cell) for cell in totals}, parts)


def _count(
    observation: Observation, indicator: Indicator, areas: AreaHierarchy, name: str
) -> float | None:
    """Return a count as it is given; the numerator of a bare share follows from inhabitants."""
    count: float | None = getattr(observation, name)
    is_bare = name == "numerator" and count is None and observation.value is not None
    if is_bare and indicator.aggregation is Aggregation.NONE:
        return next(_counts(observation, indicator, areas), None)
    return count


def _totals(
    counts: Mapping[Cell, float | None], parts: Mapping[Cell, tuple[Cell, ...]]
) -> dict[Cell, float | None]:
    """Return the count of each area, or the sum of its parts if all of them are known."""
    leaves = {part for inside in parts.values() for part in inside} - parts.keys()
    totals = {cell: counts.get(cell) for cell in (*counts, *leaves)}
    for cell in sorted(parts, key=_rank):
        inside = [totals.get(part) for part in parts[cell]]
        total = counts.get(cell)
        if total is None and None not in inside:
            total = sum(count or 0.0 for count in inside)
        totals[cell] = total
    return totals


def _rounding(indicator: Indicator, areas: AreaHierarchy, cell: Cell) -> float:
    """Return how far the count that follows from a rounded share may be from the true one."""
    people = (areas.get(*cell).population or 0) if indicator.is_share else 0
    least: float = 0.5 * 10**-indicator.decimals / indicator.factor
    return people * least + 1e-6


def _adds_up(
    totals: Mapping[Cell, float | None],
    cell: Cell,
    inside: Sequence[Cell],
    slack: Mapping[Cell, float],
) -> bool:
    """Tell whether the parts can make the whole, whatever the indicator says of itself."""
    total, counts = totals[cell], [totals[part] for part in inside]
    if total is None:
        return True
    rest = total - sum(count or 0.0 for count in counts)
    most = sum(slack[each] for each in (cell, *inside))
    return rest >= -most if None in counts else abs(rest) <= most


def _is_small(
    observation: Observation, indicator: Indicator, areas: AreaHierarchy, threshold: int
) -> bool:
    """Tell whether a cell is hidden for what it is, or was by its source."""
    if observation.status is ObservationStatus.SUPPRESSED:
        return True
    return any(0 < count < threshold for count in _counts(observation, indicator, areas))


def _counts(
    observation: Observation, indicator: Indicator, areas: AreaHierarchy
) -> Iterator[float]:
    """Yield the counts that a cell tells; those of a bare share follow from the inhabitants."""
    counts = (observation.numerator, observation.denominator)
    known = [count for count in counts if count is not None]
    yield from known
    if observation.value is None:
        return
    if not indicator.is_share:
        yield observation.value
    elif not known and (people := areas.get(*cell_of(observation)).population):
        yield observation.value / indicator.factor * people


def _rank(cell: Cell) -> tuple[int, str]:
    return _ORDER[cell[0]], cell[1]
