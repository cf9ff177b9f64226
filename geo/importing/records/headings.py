"""What the columns of a table of numbers hold: areas, names of indicators, periods, values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from geo.areas import Level
from geo.importing.cleaning import one_line
from geo.importing.records.areas import AreaFinder, without_marks
from geo.importing.records.values import read_value
from geo.importing.table import Table
from geo.importing.tabulating import SECTION
from geo.importing.words import is_total
from geo.spelling import fold

_ENOUGH = 0.5  # of the cells of a column
_TELLING = 0.75  # of the different cells of the column that has most
_LARGER = 0.25  # of a level, on average


class Part(StrEnum):
    """What a column of a long table, or of a description, holds."""

    INDICATOR = "indicator"
    PERIOD = "period"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    UNIT = "unit"
    SOURCE = "source"
    LICENCE = "licence"
    METHOD = "method"
    TOPIC = "topic"
    AGGREGATION = "aggregation"
    SENSITIVE = "sensitive"
    BREAKS = "breaks"
    TYPE = "type"


_WORDS = {
    Part.INDICATOR: "kennzahl indikator merkmal kenngroesse",
    Part.PERIOD: "zeitraum jahr stichtag periode zeit berichtsjahr stand",
    Part.VALUE: "wert anzahl auspraegung betrag",
    Part.NUMERATOR: "zaehler",
    Part.DENOMINATOR: "nenner grundgesamtheit bezugsgroesse",
    Part.UNIT: "einheit masseinheit",
    Part.SOURCE: "quelle datenquelle",
    Part.LICENCE: "lizenz",
    Part.METHOD: "methode berechnung definition erlaeuterung",
    Part.TOPIC: "thema themenfeld",
    Part.AGGREGATION: "aggregation zusammenfassung",
    Part.SENSITIVE: "schuetzenswert sensibel geheimhaltung",
    Part.BREAKS: "zeitreihenbruch brueche bruch umstellung",
    Part.TYPE: "typ gebietstyp gebietsart ebene verwaltungsform gebietsebene",
}
_PART_OF = {word: part for part, words in _WORDS.items() for word in words.split()}
_PERIOD = re.compile(
    r"(?<!\d)(?:(?:(\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)|((?:19|20)\d\d-\d\d-\d\d)|((?:19|20)\d\d)))(?!\d)"
)
_SPAN = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)\s?(?P<sign>[/–-]|bis)\s?(?P<last>(?:19|20)?\d\d)(?![\d-])"
)
#: Columns that say which part of the people of an area a row counts.
_DIVISIONS = frozenset(
    {
        "ortsteil",
        "stadtteil",
        "gemeindeteil",
        "ortslage",
        "geschlecht",
        "altersgruppe",
        "altersklasse",
        "staatsangehoerigkeit",
        "nationalitaet",
        "migrationshintergrund",
    }
)
_UNIT = re.compile(r"[(\[]\s*(?:in\s+)?([^()\[\]]{1,30})\s*[)\]]|\bin\s+(%|Prozent|Euro|€|km²|ha)")
_EDGES = " \t,;:-–_/()[]"
_FILLERS = re.compile(r"\b(?:am|zum|im Jahr|Jahr|Stand|Stichtag)\s*$", re.IGNORECASE)
_COUNTED = re.compile(r"^(?P<label>.+?)[\s,:(–-]+(?P<word>zähler|nenner)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the name of a column of numbers says.

    Parameters
    ----------
    label
        Name of the indicator; empty if the column is called by a year only.
    unit, period
        Empty where the name does not say.
    part
        Value, numerator or denominator.
    """

    label: str
    unit: str = ""
    period: str = ""
    part: Part = Part.VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where what stands in a table, as indexes of columns.

    Parameters
    ----------
    areas
        Columns with keys or names of areas, the surest first.
    parts
        Columns of a long table or description by what they hold.
    numbers
        Columns of numbers of a wide table.
    groups
        Columns with larger areas beside those of ``areas``, such as the Planregion of each row.
    divisions
        Columns that say which part of an area or its people a row is about.
    unused
        Names of the columns that hold nothing of this.
    """

    areas: tuple[int, ...]
    parts: dict[Part, int] = field(default_factory=dict)
    numbers: dict[int, Heading] = field(default_factory=dict)
    groups: tuple[int, ...] = ()
    divisions: tuple[int, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether each row names its indicator."""
        return Part.INDICATOR in self.parts and bool(
            {Part.VALUE, Part.NUMERATOR} & self.parts.keys()
        )


def heading_of(name: str, *, whole: bool = False) -> Heading:
    """Take the name of a column of numbers apart: „SGB II-Quote 2023 (%)“.

    Parameters
    ----------
    name
        As in the file.
    whole
        Whether years that the value spans and what stands in brackets belong to the name.
    """
    text, part = one_line(without_marks(name)), Part.VALUE
    if counted := _COUNTED.match(text):
        is_numerator = fold(counted["word"]) == "zaehler"
        text, part = counted["label"], Part.NUMERATOR if is_numerator else Part.DENOMINATOR
    unit = period = ""
    if found := span_in(text):
        period = period_of(found[0])
        text = text if whole else f"{text[: found.start()].rstrip(_EDGES)} {text[found.end() :]}"
    elif found := _PERIOD.search(text):
        period = period_of(found[0])
        text = f"{_FILLERS.sub('', text[: found.start()].rstrip(_EDGES))} {text[found.end() :]}"
    if whole:
        return Heading(label=one_line(text), period=period, part=part)
    if named := _UNIT.search(text):
        unit = (named[1] or named[2]).strip().replace("Prozent", "%")
        text = text[: named.start()] + text[named.end() :]
    elif text.rstrip().endswith("%"):
        unit, text = "%", text.rstrip()[:-1]
    return Heading(label=one_line(text.strip(_EDGES)), unit=unit, period=period, part=part)


def period_of(text: str) -> str:
    """Return a year or a day as ``JJJJ`` or ``JJJJ-MM-TT``; empty if it is neither.

    A school year such as „2022/23“ is the year that it begins in, „2021–2023“ the last one.
    """
    if span := span_in(text):
        return span["first"] if span["sign"] == "/" else span["first"][:2] + span["last"][-2:]
    found = _PERIOD.search(text)
    if found is None:
        return ""
    if found[1]:
        day, month, year = map(int, found[1].split("."))
        with suppress(ValueError):
            return date(year, month, day).isoformat()
        return ""
    return found[2] or found[3]


def span_in(text: str) -> re.Match[str] | None:
    """Return where a text names a span of years, such as „2022/23“; not „2022-03“, a month."""
    found = _SPAN.search(text)
    later = found is not None and found["last"][-2:] > found["first"][-2:]
    return found if later else None


def columns_of(table: Table, finder: AreaFinder) -> Columns:
    """Find out what the columns of a table hold, by their names and by their cells."""
    parts: dict[Part, int] = {}
    for at, name in enumerate(table.columns):
        part = _PART_OF.get(fold(name))
        if part:
            parts.setdefault(part, at)
    divisions = tuple(at for at, name in enumerate(table.columns) if fold(name) in _DIVISIONS)
    found = _area_columns(table, finder, {*parts.values(), *divisions})
    areas, groups = _groups_apart(table, finder, found)
    taken = {*found, *parts.values(), *divisions}
    long = Columns(areas=areas, parts=parts)
    numbers = {} if long.is_long else _number_columns(table, taken - _shadowed(parts))
    named = {*found, *numbers, *divisions, *(parts.values() if long.is_long else _kept(parts))}
    unused = tuple(name for at, name in enumerate(table.columns) if at not in named)
    return Columns(
        areas=areas,
        parts=parts,
        numbers=numbers,
        groups=groups,
        divisions=divisions,
        unused=unused,
    )


def holds_values(table: Table) -> bool:
    """Tell by the names of its columns whether a table can hold values of indicators."""
    parts = {_PART_OF.get(fold(name)) for name in table.columns}
    return Part.INDICATOR not in parts or bool({Part.VALUE, Part.NUMERATOR} & parts)


def _shadowed(parts: dict[Part, int]) -> set[int]:
    """Return columns that hold numbers of a wide table although called like parts of a long one."""
    return {at for part, at in parts.items() if part in {Part.VALUE}}


def _kept(parts: dict[Part, int]) -> set[int]:
    return {at for part, at in parts.items() if part in {Part.TYPE, Part.PERIOD}}


def _area_columns(table: Table, finder: AreaFinder, taken: set[int]) -> tuple[int, ...]:
    """Return the columns whose cells are mostly areas; keys before names, surer ones first."""
    found: list[tuple[bool, float, int]] = []
    for at in range(len(table.columns)):
        if at in taken or table.columns[at] == SECTION:
            continue
        cells = [row[at] for row in table.rows if row[at].strip()]
        name = table.columns[at]
        hits = [cell for cell in cells if finder.find_below(name, cell) or is_total(cell)]
        if cells and len(hits) >= _ENOUGH * len(cells):
            is_key = sum(cell.replace(" ", "").isdigit() for cell in hits) > len(hits) / 2
            found.append((not is_key, -len(hits) / len(cells), at))
    sure = [each for each in found if not _counts_up(table, each[2])]
    return tuple(at for *_, at in sorted(sure))


def _groups_apart(
    table: Table, finder: AreaFinder, found: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the columns that say what a row is about, and those that group them, small first.

    A Planregion or an Amt beside each Gemeinde is larger, or the same in many rows.
    """
    cells = {at: [row[at] for row in table.rows if _names_area(row[at])] for at in found}
    different = {at: len(set(texts)) for at, texts in cells.items()}
    sizes = {at: _size(table.columns[at], texts, finder) for at, texts in cells.items()}
    most, least = max(different.values(), default=0), min(sizes.values(), default=0.0)
    groups = tuple(
        at for at in found if different[at] < _TELLING * most or sizes[at] > least + _LARGER
    )
    own = tuple(at for at in found if at not in groups)
    return own, tuple(sorted(groups, key=lambda at: sizes[at]))


def _names_area(cell: str) -> bool:
    return bool(cell.strip()) and not is_total(cell)


def _size(header: str, cells: Sequence[str], finder: AreaFinder) -> float:
    """Return of which level the areas of a column are on average, counted from the smallest."""
    levels = list(Level)
    ranks = [
        min(levels.index(area.level) for area in areas)
        for areas in (finder.find_below(header, cell) for cell in cells)
        if areas
    ]
    return sum(ranks) / len(ranks) if ranks else 0.0


def _is_running(table: Table, at: int) -> bool:
    return _counts_up(table, at) and not heading_of(table.columns[at]).period


def _counts_up(table: Table, at: int) -> bool:
    """Tell whether a column only numbers the rows, which also are the keys of Planregionen."""
    cells = [row[at].strip() for row in table.rows if row[at].strip()]
    return len(cells) > 1 and cells == [str(n + 1) for n in range(len(cells))]


def _number_columns(table: Table, taken: set[int]) -> dict[int, Heading]:
    found = {
        at: heading_of(name)
        for at, name in enumerate(table.columns)
        if at not in taken and _holds_numbers(table.rows, at) and not _is_running(table, at)
    }
    same = Counter((each.label, each.period, each.part) for each in found.values())
    return {
        at: heading_of(table.columns[at], whole=True)
        if same[each.label, each.period, each.part] > 1
        else each
        for at, each in found.items()
    }


def _holds_numbers(rows: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in rows if row[at].strip()]
    values = [read_value(cell) for cell in cells]
    return bool(values) and sum(value is not None for value in values) >= _ENOUGH * len(values)
