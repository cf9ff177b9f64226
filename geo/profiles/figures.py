"""A number of an area beside those of the larger areas that it lies in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.areas import Area, AreaHierarchy, Level
from geo.counting import german_density, per_1000
from geo.indicators import Indicator, Observation, ObservationStatus
from geo.numbers import german_decimal

MISSING = "–"
SUPPRESSED = "•"
#: What the two signs mean, for a legend and for who cannot see them.
SIGNS = {MISSING: "keine Angabe", SUPPRESSED: "gesperrt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of one area.

    Parameters
    ----------
    name
        What the area is called in a row of figures.
    value
        ``None`` if there is none or if it must not be told.
    text
        As it is shown everywhere: a German number, ``–`` or ``•``.
    """

    name: str
    value: float | None
    text: str

    @property
    def spoken(self) -> str:
        """The text with the signs in words."""
        return SIGNS.get(self.text, self.text)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same number of an area and of each larger one, the area itself first."""

    figures: tuple[Figure, ...]

    @property
    def own(self) -> Figure:
        """That of the area itself."""
        return self.figures[0]

    @property
    def larger(self) -> tuple[Figure, ...]:
        """Those of the larger areas."""
        return self.figures[1:]

    @property
    def text(self) -> str:
        """All in one line, such as "Teltow 1,2 · Planregion 1 0,9 · Kreis 1,1"."""
        return " · ".join(f"{each.name} {each.spoken}" for each in self.figures)


def compared_areas(areas: AreaHierarchy, area: Area) -> tuple[Area, ...]:
    """Return an area and the larger ones it is compared with: its Planregion, the county."""
    larger = {
        Level.SOZIALRAUM: (Level.PLANREGION, Level.KREIS),
        Level.PLANREGION: (Level.KREIS,),
    }.get(area.level, ())
    return (area, *(areas.ancestor(area, level) for level in larger))


def short_name(area: Area) -> str:
    """Return what an area is called in a row of figures."""
    return "Kreis" if area.level is Level.KREIS else area.name


def rates(areas: Sequence[Area], offers: Sequence[int]) -> Comparison:
    """Return offers per 1,000 inhabitants of each area, see :func:`geo.counting.per_1000`.

    Parameters
    ----------
    areas, offers
        The areas with their numbers of offers.
    """
    return Comparison(tuple(map(_rate, areas, offers)))


def _rate(area: Area, offers: int) -> Figure:
    value = per_1000(offers, area.population)
    text = MISSING if value is None else german_density(value, offers)
    return Figure(name=short_name(area), value=value, text=text)


def observed(
    indicator: Indicator, areas: Sequence[Area], observations: Sequence[Observation | None]
) -> Comparison:
    """Return what an indicator was in each area."""
    pairs = zip(areas, observations, strict=True)
    return Comparison(tuple(_figures(indicator, pairs)))


def _figures(
    indicator: Indicator, pairs: Iterator[tuple[Area, Observation | None]]
) -> Iterator[Figure]:
    for area, observation in pairs:
        name = short_name(area)
        if observation and observation.status is ObservationStatus.SUPPRESSED:
            yield Figure(name=name, value=None, text=SUPPRESSED)
        elif observation is None or observation.value is None:
            yield Figure(name=name, value=None, text=MISSING)
        else:
            text = german_decimal(observation.value, indicator.decimals)
            yield Figure(name=name, value=observation.value, text=text)
