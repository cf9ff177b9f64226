"""What areas are coloured by, as it stands in the address of the map, and what its legend says.

The page's script has the same rules in ``shading.ts`` and ``measures.ts``, because it counts while
it is offline; ``tests/browser/test_class_agreement.py`` compares both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo.areas import Area, Level
from geo.classification import FEWEST, MOST, Classes, Method, classify
from geo.counting import DENSITY_PLACES, counts_of, per_1000
from geo.errors import InvalidParameter
from geo.numbers import german_decimal
from geo.results import MapView
from maps.document import german_date, german_text
from maps.ground import Shading
from maps.indicators import INDEX_ID, SHADED_LEVELS, Value, encode_indicators

MEASURE, LEVEL, CLASSES = "flaeche", "gebiete", "klassen"
#: How each way to divide is called.
METHODS: Mapping[Method, str] = {
    Method.QUANTILE: "Quantile",
    Method.EQUAL: "gleiche Breite",
    Method.NATURAL: "natürliche Klassen (Fisher-Jenks)",
    Method.OWN: "eigene Grenzen",
}
#: Colour of the highest class in daylight; a test holds it to the style sheet.
SHADE = "#7a90c4"
_USUAL = 5
_BOUND = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_COUNTED = (Level.SOZIALRAUM, Level.PLANREGION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How values are put into classes; see :func:`geo.classification.classify`."""

    method: Method = Method.QUANTILE
    k: int = _USUAL
    bounds: tuple[float, ...] = ()

    def __str__(self) -> str:
        """Write it as it stands in an address, such as ``gleich-4``."""
        bounds = (f"{each:.9f}".rstrip("0").rstrip(".") for each in self.bounds)
        return f"{self.method}-{','.join(bounds) or self.k}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colouring:
    """What areas are to be coloured by.

    Parameters
    ----------
    measure
        Id of an indicator, ``sozialindex``, ``angebote`` or ``angebote-je-1000``.
    period
        Period of an indicator; the latest one if it is empty.
    level
        Level of the areas.
    rule
        How the values are divided.
    """

    measure: str
    period: str = ""
    level: Level = Level.SOZIALRAUM
    rule: Rule = Rule()

    def to_query(self) -> dict[str, list[str]]:
        """Write it as it stands in the address of the map; what is usual is left out."""
        query = {MEASURE: [f"{self.measure}@{self.period}" if self.period else self.measure]}
        if self.level is not Level.SOZIALRAUM:
            query[LEVEL] = [self.level.value]
        if self.rule != Rule():
            query[CLASSES] = [str(self.rule)]
        return query


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Something that areas have a value of.

    Parameters
    ----------
    measure_id, label, unit, source, decimals
        As of :class:`geo.indicators.Indicator`.
    values
        By period, oldest first, and level: one value per area, ``None`` if it is missing,
        ``False`` if it is suppressed. What is counted today has the period ``""``.
    """

    measure_id: str
    label: str
    unit: str
    source: str
    decimals: int
    values: Mapping[str, Mapping[str, Sequence[Value]]]

    @property
    def latest(self) -> str:
        """The latest period."""
        return max(self.values)


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Areas with their colours, and what explains them.

    Parameters
    ----------
    measure, level, rule
        What is shown of which areas, and how it is divided.
    when
        German text of the day or the period.
    areas, values
        Areas of the level, and the value of each.
    """

    measure: Measure
    level: Level
    rule: Rule
    when: str
    areas: tuple[Area, ...]
    values: tuple[Value, ...]

    @cached_property
    def classes(self) -> Classes:
        """The classes of the values."""
        rule = self.rule
        known = [None if isinstance(each, bool) else each for each in self.values]
        return classify(
            known, rule.method, k=rule.k, bounds=rule.bounds, decimals=self.measure.decimals
        )

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """Colour of each class."""
        count = len(self.classes.labels)
        return tuple(_tint(strength(place, count)) for place in range(count))

    @property
    def shading(self) -> Shading:
        """What is drawn."""
        found = list(zip(self.areas, self.values, self.classes.index, strict=True))
        return Shading(
            level=self.level,
            fills={area.area_id: self.steps[at] for area, _, at in found if at is not None},
            hatched=frozenset(area.area_id for area, value, _ in found if value is False),
            dotted=frozenset(area.area_id for area, value, _ in found if value is None),
            notes={area.area_id: self._text(value) for area, value, _ in found},
        )

    @property
    def facts(self) -> str:
        """Unit and time."""
        unit = "" if self.measure.unit in self.measure.label else self.measure.unit
        return " · ".join(filter(None, (unit, self.when)))

    @property
    def remarks(self) -> tuple[str, ...]:
        """How the values were divided, where they come from, what they are not."""
        source = self.measure.source or "nicht genannt"
        said = f"Einteilung: {METHODS[self.rule.method]}. Quelle: {source}"
        index = self.measure.measure_id == INDEX_ID
        return (said, "Keine Rangliste des Bedarfs.") if index else (said,)

    @property
    def words(self) -> str:
        """The picture for those who do not see it: the value of each area."""
        found = (
            f"{area.name}: {self._text(value)}"
            for area, value in zip(self.areas, self.values, strict=True)
        )
        facts = f" ({self.facts})" if self.facts else ""
        return f"Flächen eingefärbt nach {self.measure.label}{facts}: {'; '.join(found)}."

    def _text(self, value: Value) -> str:
        if isinstance(value, bool):
            return "gesperrt"
        return "keine Angabe" if value is None else german_decimal(value, self.measure.decimals)


def strength(place: int, count: int) -> float:
    """Return how strong the colour of a class is, so that the lowest differs from the ground."""
    return 0.55 if count < 2 else 0.12 + 0.88 * place / (count - 1)


def colouring_of(query: Mapping[str, Sequence[str]]) -> Colouring | None:
    """Read what an address says; what cannot be read is as if nobody had said it."""
    measure, _, period = _first(query, MEASURE).partition("@")
    if not measure:
        return None
    level, rule = Level.SOZIALRAUM, Rule()
    with suppress(InvalidParameter):
        level = _level(_first(query, LEVEL))
    with suppress(InvalidParameter):
        rule = read_rule(_first(query, CLASSES))
    return Colouring(measure=measure, period=period.partition("@")[0], level=level, rule=rule)


def chosen_colouring(
    view: MapView, measure: str, *, level: str = "", classes: str = ""
) -> Colouring:
    """Return what somebody asks for by name.

    Parameters
    ----------
    view
        What there is.
    measure
        Id of a measure, with ``@`` and a period for another than the latest one.
    level
        Level of the areas; by default the usual one.
    classes
        A rule as in an address, such as ``gleich-4``; by default the usual one.

    Raises
    ------
    InvalidParameter
        If the view does not have it: says what there is.
    """
    name, _, period = measure.partition("@")
    known = {each.measure_id: each for each in measures(view)}
    _require(name, known, "Die Kennzahl")
    values = known[name].values
    if period:
        _require(period, [each for each in values if each], f"Den Stand von „{name}“")
    levels = values[period or known[name].latest]
    asked = Colouring(measure=name, period=period, rule=read_rule(classes) if classes else Rule())
    if not level:
        return asked
    _require(level, levels, f"Die Gebiete zu „{name}“")
    return Colouring(measure=name, period=period, rule=asked.rule, level=Level(level))


def read_rule(text: str) -> Rule:
    """Read how values are divided, such as ``quantile-5`` or ``eigene-10,20.5``.

    Raises
    ------
    InvalidParameter
        If it says nothing that can be done.
    """
    name, _, rest = text.partition("-")
    parts = [each.strip() for each in re.split("[,;]", rest) if each.strip()]
    with suppress(ValueError):
        method = Method(name)
        if method is not Method.OWN and FEWEST <= int(rest) <= MOST:
            return Rule(method=method, k=int(rest))
        if method is Method.OWN and all(map(_BOUND.fullmatch, parts)):
            return _own(tuple(map(float, parts)))
    raise InvalidParameter(
        f"Klassen „{text}“ gibt es nicht. Möglich sind quantile, gleich oder natuerlich mit "
        f"{FEWEST} bis {MOST} Klassen, etwa gleich-4, oder eigene Grenzen, etwa eigene-10,20,30."
    )


def _own(bounds: tuple[float, ...]) -> Rule:
    classify([], Method.OWN, bounds=bounds)  # refuses what is not possible
    return Rule(method=Method.OWN, k=len(bounds) + 1, bounds=bounds)


def colours_of(view: MapView, wanted: Colouring | None) -> Colours | None:
    """Return the colours of a view: the next best period and level if it lacks the wanted one.

    Parameters
    ----------
    view
        Offers and indicators, without anything internal.
    wanted
        What to colour by; ``None`` for nothing.

    Returns
    -------
    Colours or None
        ``None`` also if there is no such measure.
    """
    if wanted is None:
        return None
    asked = next((each for each in measures(view) if each.measure_id == wanted.measure), None)
    if asked is None:
        return None
    period = wanted.period if wanted.period in asked.values else asked.latest
    levels = asked.values[period]
    level = wanted.level if wanted.level in levels else Level(next(iter(levels)))
    return Colours(
        measure=asked,
        level=level,
        rule=wanted.rule,
        when=german_text(period) if period else f"Stand: {german_date(view.date)}",
        areas=tuple(view.areas.at(level)),
        values=tuple(levels[level.value]),
    )


def measures(view: MapView) -> Iterator[Measure]:
    """Yield what the areas of a view can be coloured by."""
    yield from _counted(view)
    for each in encode_indicators(view):
        yield Measure(measure_id=each["id"], **{name: each[name] for name in _FACTS})


_LAYERS = "veröffentlichte Ebenen"
_FACTS = ("label", "unit", "source", "decimals", "values")


def _counted(view: MapView) -> Iterator[Measure]:
    """Yield the offers that each area holds, and how many these are per inhabitants."""
    areas = {level.value: view.areas.at(level) for level in _COUNTED}
    counts = {level: [counts_of(view, each).total for each in areas[level]] for level in areas}
    yield Measure(
        measure_id="angebote",
        label="Angebote",
        unit="Anzahl",
        source=_LAYERS,
        decimals=0,
        values={"": counts},
    )
    if view.areas.kreis.population:
        people = {level: [each.population for each in areas[level]] for level in areas}
        rates = {level: list(map(per_1000, counts[level], people[level])) for level in areas}
        yield Measure(
            measure_id="angebote-je-1000",
            label="Angebote je 1.000 Einwohner",
            unit="je 1.000 Einwohner",
            source=_LAYERS,
            decimals=DENSITY_PLACES,
            values={"": rates},
        )


def _level(text: str) -> Level:
    _require(text, [each.value for each in SHADED_LEVELS], "Die Gebiete")
    return Level(text)


def _require(key: str, known: Mapping[str, Any] | Sequence[str], what: str) -> None:
    if key not in known:
        raise InvalidParameter(f"{what} „{key}“ gibt es nicht. Es gibt: {', '.join(known)}.")


def _first(query: Mapping[str, Sequence[str]], key: str) -> str:
    return next(iter(query.get(key, ())), "")


def _tint(part: float) -> str:
    """Return the colour of a class on white paper."""
    channels = (int(SHADE[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - part * (255 - each)):02x}" for each in channels)
