"""Indicators (Kennzahlen) of areas and what was observed of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from geo.areas import AreaHierarchy, Level
from geo.errors import NotFound
from geo.spelling import fold

_OFFICIAL_TOPIC = "Bevölkerung und Fläche"
_OFFICIAL_NAMES = {
    "einwohner": "Einwohner",
    "flaeche": "Fläche",
    "dichte": "Einwohner je km²",
}
_OWN = "eigene Liste"


class ObservationStatus(StrEnum):
    """Why there is a value, or why there is none."""

    OK = "ok"
    MISSING = "missing"
    SUPPRESSED = "suppressed"


class Aggregation(StrEnum):
    """How the value of a larger area follows from those of the smaller ones.

    ``SUM`` adds the values. ``RATIO`` adds numerators and denominators and divides:
    ``factor * sum(numerators) / sum(denominators)``. ``NONE`` does not follow at all, so that
    a larger area has a value only if a source gives it.
    """

    SUM = "sum"
    RATIO = "ratio"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number that can be observed of each area.

    Parameters
    ----------
    indicator_id
        Lower case letters, digits, ``-`` and ``_``; part of addresses.
    label, unit
        German name and unit, such as ``"Personen je km²"``.
    topic
        German heading that it is listed under, such as ``"Bevölkerung"``; may be empty.
    method
        German sentence: what it counts and how it is computed.
    aggregation
        See :class:`Aggregation`.
    factor
        What numerator / denominator is multiplied by: 1, 100 or 1,000.
    decimals
        Digits that are shown behind the decimal sign.
    sensitive
        Whether small numbers are suppressed, see :mod:`geo.disclosure`.
    source, licence
        Attribution shown wherever it is used.
    breaks
        Periods from which on the series is not comparable with what was before.
    """

    indicator_id: str
    label: str
    unit: str = ""
    topic: str = ""
    method: str = ""
    aggregation: Aggregation = Aggregation.SUM
    factor: float = 1.0
    decimals: int = 0
    sensitive: bool = False
    source: str = ""
    licence: str = ""
    breaks: tuple[str, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether a value is no count but a part of something, such as percent."""
        return self.aggregation is Aggregation.RATIO or self.factor != 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What an indicator was in one area and period.

    Parameters
    ----------
    period
        ``JJJJ`` or ``JJJJ-MM-TT``; sorts as text.
    value
        In the unit of the indicator; ``None`` unless ``status`` is ``OK``.
    numerator, denominator
        What the value was made of; ``None`` where unknown or suppressed.
    """

    indicator_id: str
    level: Level
    area_id: str
    period: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    status: ObservationStatus = ObservationStatus.OK


@dataclass(frozen=True)
class IndicatorSet:
    """Indicators in display order with all that was observed of them."""

    indicators: tuple[Indicator, ...] = ()
    observations: tuple[Observation, ...] = ()

    def get(self, indicator_id: str) -> Indicator:
        """Return an indicator.

        Raises
        ------
        NotFound
            If there is none with this id.
        """
        for indicator in self.indicators:
            if indicator.indicator_id == indicator_id:
                return indicator
        raise NotFound(f"Die Kennzahl {indicator_id!r} gibt es nicht.")

    def periods(self, indicator_id: str) -> tuple[str, ...]:
        """Return the periods of an indicator, oldest first."""
        return tuple(sorted({each.period for each in self._by_indicator[indicator_id]}))

    def at(
        self, indicator_id: str, level: Level, period: str | None = None
    ) -> dict[str, Observation]:
        """Return the observations of a level by area; of the latest period by default."""
        wanted = period or next(reversed(self.periods(indicator_id)), "")
        return {
            each.area_id: each
            for each in self._by_indicator[indicator_id]
            if each.level is level and each.period == wanted
        }

    def series(self, indicator_id: str, level: Level, area_id: str) -> tuple[Observation, ...]:
        """Return what was observed of one area, oldest first."""
        found = (
            each
            for each in self._by_indicator[indicator_id]
            if each.level is level and each.area_id == area_id
        )
        return tuple(sorted(found, key=lambda each: each.period))

    @cached_property
    def _by_indicator(self) -> defaultdict[str, list[Observation]]:
        return _grouped(self.observations)


def beside_official(indicator: Indicator) -> Indicator:
    """Return an indicator of a list, renamed if it is called like an official number.

    What is shipped and what a list says of inhabitants or area are two sources: other days, other
    ways of counting, perhaps other units. They never become one series.
    """
    names = {*_OFFICIAL_NAMES, *map(fold, _OFFICIAL_NAMES.values())}
    if indicator.indicator_id not in names and fold(indicator.label) not in names:
        return indicator
    return replace(
        indicator,
        indicator_id=f"{indicator.indicator_id}-liste",
        label=f"{indicator.label} ({_OWN})",
    )


def official_numbers(areas: AreaHierarchy, *, source: str = "", licence: str = "") -> IndicatorSet:
    """Return inhabitants, area and density of all areas, as far as they are known.

    Density is inhabitants / km², of the official area with its waters and woods.

    Parameters
    ----------
    areas
        With numbers and their date.
    source, licence
        Attribution.
    """
    people = Indicator(
        indicator_id="einwohner",
        label=_OFFICIAL_NAMES["einwohner"],
        unit="Personen",
        method="Fortgeschriebene Bevölkerung mit Hauptwohnung am Stichtag; größere Gebiete sind "
        "die Summe ihrer Gemeinden.",
        topic=_OFFICIAL_TOPIC,
        source=source,
        licence=licence,
    )
    ground = replace(
        people,
        indicator_id="flaeche",
        label=_OFFICIAL_NAMES["flaeche"],
        unit="km²",
        decimals=1,
        method="Amtliche Gebietsfläche mit Gewässern und Wald; größere Gebiete sind die Summe "
        "ihrer Gemeinden.",
    )
    density = replace(
        people,
        indicator_id="dichte",
        label=_OFFICIAL_NAMES["dichte"],
        unit="Personen je km²",
        aggregation=Aggregation.RATIO,
        method="Einwohner geteilt durch die amtliche Gebietsfläche in km².",
    )
    return IndicatorSet((people, ground, density), tuple(_official(areas)))


def _official(areas: AreaHierarchy) -> Iterator[Observation]:
    for area in areas:
        people, ground = area.population, area.area_km2
        period = area.population_date.isoformat() if area.population_date else ""
        values = {
            "einwohner": (people, None, None),
            "flaeche": (ground, None, None),
            "dichte": (people / ground if people is not None and ground else None, people, ground),
        }
        for indicator_id, (value, numerator, denominator) in values.items():
            if period and value is not None:
                yield Observation(
                    indicator_id=indicator_id,
                    level=area.level,
                    area_id=area.area_id,
                    period=period,
                    value=value,
                    numerator=numerator,
                    denominator=denominator,
                )


def _grouped(observations: Iterable[Observation]) -> defaultdict[str, list[Observation]]:
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for each in observations:
        found[each.indicator_id].append(each)
    return found
