"""Sozialindex: several indicators of the Sozialräume in one number, with all of its working."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geo.areas import Area, AreaHierarchy, Level
from geo.errors import NotFound
from geo.index_plan import IndexPart, IndexPlan, Missing
from geo.indicators import Indicator, IndicatorSet, Observation, ObservationStatus
from geo.spelling import sort_key

#: Any change of formula, grades or treatment of missing values is another method.
METHOD = "1"
METHOD_NAME = "gewichtete Summe bevölkerungsgewichteter z-Werte"
FORMULA = (
    "z = (x − m) / s. m = Σ(p·x) / Σp ist das mit den Einwohnern p gewichtete Mittel der "
    "Sozialräume, s = √(Σ(p·(x − m)²) / Σp) die ebenso gewichtete Standardabweichung der "
    "Grundgesamtheit. Index = Σ(±Gewicht · z)."
)
SOURCE = (
    "OECD und JRC 2008, Handbook on Constructing Composite Indicators, Abschnitt "
    "„Standardisation“; Summe der z-Werte wie im Sozialindex der Hamburger Statusgebiete."
)
WARNING = (
    "Der Index ist keine Rangliste des Bedarfs. Er fasst nur die gewählten Kennzahlen mit den "
    "gewählten Gewichten zusammen; eine andere Wahl ergibt andere Ränge. Kleine Unterschiede "
    "bedeuten nichts."
)


class Grade(StrEnum):
    """Class by deviation from the mean of the index, in standard deviations."""

    FAR_BELOW = "deutlich unter dem Mittel"
    BELOW = "unter dem Mittel"
    AROUND = "um das Mittel"
    ABOVE = "über dem Mittel"
    FAR_ABOVE = "deutlich über dem Mittel"

    @classmethod
    def of(cls, deviation: float) -> Grade:
        """Return the class: bounds at ±0.5 and ±1 standard deviation, which are around it."""
        size = abs(deviation)
        if size <= 0.5:
            return cls.AROUND
        if deviation < 0:
            return cls.BELOW if size <= 1 else cls.FAR_BELOW
        return cls.ABOVE if size <= 1 else cls.FAR_ABOVE


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFacts:
    """How an indicator spreads over the Sozialräume.

    Parameters
    ----------
    period
        The period that counts.
    mean, sd
        Weighted with the inhabitants, in the unit of the indicator; ``None`` without values.
    areas
        How many Sozialräume have a value.
    dropped
        German sentence why the indicator does not count; empty if it does.
    """

    part: IndexPart
    indicator: Indicator
    period: str
    mean: float | None
    sd: float | None
    areas: int
    dropped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one indicator adds to the index of one area; ``None`` where there is no value."""

    facts: PartFacts
    status: ObservationStatus
    value: float | None
    z: float | None
    amount: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaIndex:
    """The index of one area.

    Parameters
    ----------
    contributions
        One per indicator, in the order of the plan, also of those that do not count.
    value
        Sum of the contributions; ``None`` if there is no index.
    rank
        1 for the highest value; equal values share a rank.
    deviation
        Distance of ``value`` from the weighted mean of all indices in weighted standard
        deviations.
    stretched
        Whether the other indicators count for one that is missing.
    reason
        German sentence why there is no index; empty if there is one.
    """

    area: Area
    contributions: tuple[Contribution, ...]
    value: float | None = None
    rank: int | None = None
    deviation: float | None = None
    stretched: bool = False
    reason: str = ""

    @property
    def grade(self) -> Grade | None:
        """Class of the deviation."""
        return None if self.deviation is None else Grade.of(self.deviation)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeIndex:
    """An index of all Sozialräume with its working.

    Parameters
    ----------
    parts
        The indicators in the order of the plan.
    areas
        Highest index first, then those without one, by name.
    """

    plan: IndexPlan
    parts: tuple[PartFacts, ...]
    areas: tuple[AreaIndex, ...]

    @property
    def counted(self) -> tuple[PartFacts, ...]:
        """The indicators that did not drop out."""
        return tuple(each for each in self.parts if not each.dropped)

    def of(self, area_id: str) -> AreaIndex:
        """Return the index of one Sozialraum.

        Raises
        ------
        NotFound
            If there is no such Sozialraum.
        """
        for each in self.areas:
            if each.area.area_id == area_id:
                return each
        raise NotFound(f"Den Sozialraum {area_id!r} gibt es nicht.")


def composite_index(
    areas: AreaHierarchy, indicators: IndicatorSet, plan: IndexPlan
) -> CompositeIndex:
    """Compute the index of all Sozialräume.

    With inhabitants p and values x of the Sozialräume that have one::

        m = sum(p x) / sum(p)        s = sqrt(sum(p (x - m)^2) / sum(p))
        z = (x - m) / s              index = sum(direction * weight * z)

    (OECD and JRC 2008, *Handbook on Constructing Composite Indicators*, standardisation;
    weighted with the population because a mean over areas would let a village count like a
    town.) ``m`` and ``s`` are those of all Sozialräume with a value, so they do not depend on
    the other indicators. An indicator whose values are all equal, or of which fewer than two
    Sozialräume have a value, drops out. What is missing or suppressed is never 0, see
    :class:`Missing`; with ``OTHERS`` the sum of what is there is multiplied by all weights /
    weights of what is there.

    Parameters
    ----------
    areas
        Gives Sozialräume and their inhabitants; one whose number is unknown gets no index.
    indicators
        Public, what is too small suppressed.
    plan
        What the index is made of.

    Raises
    ------
    NotFound
        If an indicator does not exist.
    """
    spaces = areas.at(Level.SOZIALRAUM)
    seen = {part.indicator_id: _latest(indicators, part.indicator_id) for part in plan.parts}
    facts = tuple(_facts(part, indicators, seen[part.indicator_id], spaces) for part in plan.parts)
    rows = [_area_index(space, facts, seen, plan.missing) for space in spaces]
    return CompositeIndex(plan=plan, parts=facts, areas=_ranked(rows))


def _latest(indicators: IndicatorSet, indicator_id: str) -> dict[str, Observation]:
    """Return the observations of the last period in which any Sozialraum was observed."""
    for period in reversed(indicators.periods(indicator_id)):
        if found := indicators.at(indicator_id, Level.SOZIALRAUM, period):
            return found
    return {}


def _facts(
    part: IndexPart,
    indicators: IndicatorSet,
    seen: Mapping[str, Observation],
    spaces: Sequence[Area],
) -> PartFacts:
    indicator = indicators.get(part.indicator_id)
    weighed = [
        (float(space.population), found.value)
        for space in spaces
        if space.population
        and (found := seen.get(space.area_id)) is not None
        and found.value is not None
    ]
    mean, sd = weighted_moments(weighed)
    return PartFacts(
        part=part,
        indicator=indicator,
        period=next(iter(seen.values())).period if seen else "",
        mean=mean,
        sd=sd,
        areas=len(weighed),
        dropped=_why_dropped(indicator.label, [value for _, value in weighed]),
    )


def _why_dropped(label: str, values: Sequence[float]) -> str:
    if len(values) < 2:
        return f"„{label}“ zählt nicht mit: weniger als zwei Sozialräume haben einen Wert."
    if min(values) == max(values):
        return f"„{label}“ zählt nicht mit: alle Sozialräume haben denselben Wert."
    return ""


def weighted_moments(
    weighed: Sequence[tuple[float, float]],
) -> tuple[float | None, float | None]:
    """Return weighted mean and weighted standard deviation of the population.

    Parameters
    ----------
    weighed
        Weight, above 0, and value of each area.

    Returns
    -------
    tuple
        sum(p x) / sum(p) and sqrt(sum(p (x - mean)^2) / sum(p)), sums exactly rounded
        (:func:`math.fsum`), so that the order does not matter; ``None`` without values.
    """
    total = math.fsum(weight for weight, _ in weighed)
    if not total:
        return None, None
    mean = math.fsum(weight * value for weight, value in weighed) / total
    spread = math.fsum(weight * (value - mean) ** 2 for weight, value in weighed) / total
    return mean, math.sqrt(spread)


def _area_index(
    space: Area,
    facts: Sequence[PartFacts],
    seen: Mapping[str, Mapping[str, Observation]],
    missing: Missing,
) -> AreaIndex:
    contributions = tuple(
        _contribution(each, seen[each.part.indicator_id].get(space.area_id)) for each in facts
    )
    bare = AreaIndex(area=space, contributions=contributions)
    needed = [each for each in contributions if not each.facts.dropped]
    there = [each for each in needed if each.amount is not None]
    if reason := _why_no_index(space, needed, there, missing):
        return replace(bare, reason=reason)
    stretch = _weights(needed) / _weights(there)
    amounts = math.fsum(each.amount or 0.0 for each in there)
    return replace(bare, value=amounts * stretch, stretched=len(there) < len(needed))


def _weights(contributions: Iterable[Contribution]) -> float:
    return math.fsum(each.facts.part.weight for each in contributions)


def _contribution(facts: PartFacts, found: Observation | None) -> Contribution:
    status = found.status if found else ObservationStatus.MISSING
    value = found.value if found else None
    z = None
    if value is not None and facts.mean is not None and facts.sd and not facts.dropped:
        z = (value - facts.mean) / facts.sd
    amount = None if z is None else facts.part.signed * z
    return Contribution(facts=facts, status=status, value=value, z=z, amount=amount)


def _why_no_index(
    space: Area, needed: Sequence[Contribution], there: Sequence[Contribution], missing: Missing
) -> str:
    if not space.population:
        return "Die Zahl der Einwohner ist nicht bekannt."
    if not needed:
        return "Keine Kennzahl zählt mit."
    if len(there) == len(needed) or (there and missing is Missing.OTHERS):
        return ""
    lacking = [each for each in needed if each.amount is None]
    return "; ".join(map(_lack, lacking)) + "."


def _lack(contribution: Contribution) -> str:
    gone = contribution.status is ObservationStatus.SUPPRESSED
    return f"{contribution.facts.indicator.label}: {'gesperrt' if gone else 'keine Angabe'}"


def _ranked(rows: Sequence[AreaIndex]) -> tuple[AreaIndex, ...]:
    values = [each.value for each in rows if each.value is not None]
    weighed = [
        (float(each.area.population or 0), each.value) for each in rows if each.value is not None
    ]
    mean, sd = weighted_moments(weighed)
    ranked = [_with_rank(each, values, mean, sd) for each in rows]
    return tuple(sorted(ranked, key=_order))


def _with_rank(
    row: AreaIndex, values: Sequence[float], mean: float | None, sd: float | None
) -> AreaIndex:
    if row.value is None or mean is None:
        return row
    rank = 1 + sum(other > row.value for other in values)
    return replace(row, rank=rank, deviation=(row.value - mean) / sd if sd else 0.0)


def _order(row: AreaIndex) -> tuple[bool, float, str]:
    return row.value is None, -(row.value or 0.0), sort_key(row.area.name)
