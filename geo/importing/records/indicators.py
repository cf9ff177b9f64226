"""Indicators of areas, read from wide and long tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from geo.areas import Level
from geo.importing.findings import finding
from geo.importing.pipeline import ImportResult
from geo.importing.records.areas import AreaFinder
from geo.importing.records.checks import contradictions
from geo.importing.records.descriptions import (
    AGGREGATIONS,
    Described,
    describe,
    described_in,
    indicator_id_of,
    is_description,
    seen_factor,
)
from geo.importing.records.headings import (
    Columns,
    Heading,
    Part,
    columns_of,
    holds_values,
    period_of,
)
from geo.importing.records.kind import Choices, Question, ReadRecords, RecordKind, outcome
from geo.importing.records.noticing import (
    about_columns,
    about_official,
    about_signs,
    about_spans,
    about_tables,
    reject_parts,
)
from geo.importing.records.observing import Place, completed, observation_of
from geo.importing.records.remarks import days_in, source_of, without_remarks
from geo.importing.records.rows import Row, find_areas, names_of_levels, rows_of
from geo.importing.records.values import (
    NOTHING,
    Value,
    groups_thousands,
    is_grouped,
    is_per_cent,
    read_value,
)
from geo.importing.run import ImportContext
from geo.importing.table import ParsedFile, Table
from geo.indicators import Aggregation, Indicator, Observation, ObservationStatus
from geo.report import Issue, ValidationReport

_PERIOD, _LEVEL = "zeitraum", "ebene"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSeries:
    """An indicator with what a list says of it, as the source gives it."""

    indicator: Indicator
    observations: tuple[Observation, ...]


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One table on its way to indicators.

    ``found`` holds for each observation the row that it stands in, ``labels`` the name of each
    indicator, ``told`` what the file says of it, ``without_period`` names whose year is unknown,
    ``remarks`` the lines that belong to the table and to no area.
    """

    parsed: ParsedFile
    table: Table
    columns: Columns
    choices: Choices
    rows: list[Row]
    remarks: list[Row] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    found: dict[Observation, Row] = field(default_factory=dict)
    taken: dict[Place, Row] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    told: defaultdict[str, dict[Part, str]] = field(default_factory=lambda: defaultdict(dict))
    period: str = ""
    is_guessed: bool = False
    without_period: dict[str, None] = field(default_factory=dict)
    german: dict[int, bool] = field(default_factory=dict)

    def value(self, row: Row, at: int | None) -> Value | None:
        """Return what a cell says, ``None`` without such a column; tells what is no number."""
        if at is None:
            return None
        text, column = row.cells[at], self.table.columns[at]
        if at not in self.german:
            self.german[at] = self._is_german(at)
        value = read_value(text, grouped=self.german[at])
        if value is None:
            row.issues.append(
                finding("wert_unlesbar", row=row.number, column=column, value=text, text=text)
            )
            return NOTHING
        return value

    def _is_german(self, at: int) -> bool:
        cells = [row.cells[at] for row in self.rows]
        column, german = self.table.columns[at], groups_thousands(cells, self.parsed.format)
        example = next(filter(is_grouped, cells), None)
        if german and example is not None:
            self.issues.append(finding("punkt_als_tausender", column=column, text=example))
        told = {each.message for each in self.issues}
        self.issues += [each for each in about_signs(cells, column) if each.message not in told]
        return german

    def keep(self, row: Row, label: str, period: str, values: dict[Part, Value]) -> None:
        """Keep what a row says of an indicator in a period, unless another row has said it."""
        if row.area is None or row.rejected:
            return
        key = indicator_id_of(label)
        self.labels.setdefault(key, label)
        place = (key, row.area.level, row.area.area_id, period)
        if place in self.taken:
            text, first = f"{label} {period}, {row.area.name}", self.taken[place].number
            row.issues.append(finding("wert_doppelt", row=row.number, text=text, first=first))
            return
        self.taken[place] = row
        self.found[observation_of(place, values)] = row


def _read(
    parsed: ParsedFile, table: Table, context: ImportContext, choices: Choices
) -> ReadRecords[IndicatorSeries]:
    finder = AreaFinder(context.areas)
    data, rows, remarks = without_remarks(table, rows_of(table))
    reading = _Reading(
        parsed=parsed,
        table=data,
        columns=columns_of(data, finder),
        choices=choices,
        rows=rows,
        remarks=remarks,
    )
    reading.told.update({key: dict(told) for key, told in described_in(parsed, finder).items()})
    valued = [each for each in parsed.tables if not is_description(each, finder)]
    reading.issues += about_tables(valued, table)
    doubtful = _find_areas(reading, finder, context)
    _find_period(reading)
    for row in reading.rows:
        if not row.rejected:
            (_read_long if reading.columns.is_long else _read_wide)(reading, row)
    if reading.without_period and reading.found:
        names = ", ".join(f"„{label}“" for label in reading.without_period)
        reading.issues.append(finding("spalten_ohne_zeitraum", names=names))
    if source := source_of(remarks):
        for key in reading.labels:
            reading.told[key].setdefault(Part.SOURCE, source)
    described = {key: _describe(reading, key) for key in reading.labels}
    series = tuple(_series(reading, each, context) for each in described.values())
    for number, issue in contradictions(_facts(series), context.areas, _numbers(reading)):
        next(row for row in reading.rows if row.number == number).issues.append(issue)
    reading.issues += about_official((each.indicator for each in series), context.areas)
    _note_guesses(reading, described.values())
    questions = (*_questions(reading, doubtful=doubtful), *_asked(described.values()))
    return ReadRecords(records=series, result=_result(reading), questions=questions)


def _find_areas(reading: _Reading, finder: AreaFinder, context: ImportContext) -> bool:
    columns = reading.columns
    reading.issues += about_columns(columns, reading.table, finder)
    reading.issues += about_spans(columns, reading.table)
    reject_parts(reading.rows, columns, reading.table)
    issues, doubtful = find_areas(
        reading.rows,
        {at: reading.table.columns[at] for at in columns.areas},
        finder,
        context.areas,
        groups={at: reading.table.columns[at] for at in columns.groups},
        type_column=columns.parts.get(Part.TYPE),
        level=reading.choices.get(_LEVEL, ""),
    )
    reading.issues += issues
    return doubtful


def _find_period(reading: _Reading) -> None:
    """Take the period of columns that name none from the person, or from sheet or file name."""
    reading.period = period_of(reading.choices.get(_PERIOD, ""))
    says_all = Part.PERIOD in reading.columns.parts or all(
        heading.period for heading in reading.columns.numbers.values()
    )
    if reading.period or says_all:
        return
    for text in (reading.table.name, reading.parsed.file_name, *days_in(reading.remarks)):
        if period := period_of(text):
            reading.period, reading.is_guessed = period, True
            reading.issues.append(finding("zeitraum_geraten", period=period, text=text))
            return


def _read_wide(reading: _Reading, row: Row) -> None:
    if _heads_others(reading, row):
        row.issues.append(finding("gebiet_ohne_werte", row=row.number, text=_shown(row)))
        return
    at = reading.columns.parts.get(Part.PERIOD)
    own = period_of(row.cells[at]) if at is not None else ""
    groups: defaultdict[tuple[str, str], dict[Part, Value]] = defaultdict(dict)
    for column, heading in reading.columns.numbers.items():
        label, period = _label(reading, heading), heading.period or own or reading.period
        value = reading.value(row, column)
        if value is not None:
            groups[label, period][heading.part] = value
        if unit := heading.unit or ("%" if is_per_cent(row.cells[column]) else ""):
            reading.told[indicator_id_of(label)].setdefault(Part.UNIT, unit)
    for (label, period), values in groups.items():
        if period:
            reading.keep(row, label, period, values)
        else:
            reading.without_period.setdefault(label)
    if groups and not any(period for _, period in groups):
        label = next(iter(groups))[0]
        row.issues.append(finding("zeitraum_fehlt", row=row.number, text=label))


def _heads_others(reading: _Reading, row: Row) -> bool:
    """Tell whether a row only names the larger area that the rows below it are parts of."""
    is_larger = row.area is not None and row.area.level is not Level.GEMEINDE
    return is_larger and not any(row.cells[at].strip() for at in reading.columns.numbers)


def _label(reading: _Reading, heading: Heading) -> str:
    """Return the name of an indicator; a column called „2023“ is about what the sheet is."""
    return heading.label or reading.table.name.rpartition(".")[0] or reading.table.name


def _read_long(reading: _Reading, row: Row) -> None:
    parts = reading.columns.parts
    cells = {part: row.cells[at].strip() for part, at in parts.items()}
    label = cells[Part.INDICATOR]
    if not label:
        row.issues.append(finding("kennzahl_fehlt", row=row.number))
        return
    told = reading.told[indicator_id_of(label)]
    for part in (Part.UNIT, Part.SOURCE, Part.LICENCE, Part.METHOD, Part.TOPIC):
        if cells.get(part):
            told.setdefault(part, cells[part])
    if Part.VALUE in cells and is_per_cent(cells[Part.VALUE]):
        told.setdefault(Part.UNIT, "%")
    counted = (Part.VALUE, Part.NUMERATOR, Part.DENOMINATOR)
    values = {part: reading.value(row, parts.get(part)) for part in counted}
    period = period_of(cells.get(Part.PERIOD, "")) or reading.period
    if not period:
        reading.without_period.setdefault(label)
        row.issues.append(finding("zeitraum_fehlt", row=row.number, text=label))
        return
    reading.keep(row, label, period, {k: value for k, value in values.items() if value is not None})


def _describe(reading: _Reading, key: str) -> Described:
    own = [each for each in reading.found if each.indicator_id == key]
    return describe(
        reading.labels[key],
        reading.told[key],
        reading.choices,
        numbers=[each.value for each in own if each.value is not None],
        has_parts=any(None not in (each.numerator, each.denominator) for each in own),
        seen_factor=seen_factor(own),
    )


def _series(reading: _Reading, described: Described, context: ImportContext) -> IndicatorSeries:
    indicator = described.indicator
    own = [each for each in reading.found if each.indicator_id == indicator.indicator_id]
    made = (completed(each, described, context) for each in own)
    return IndicatorSeries(indicator=indicator, observations=tuple(made))


def _facts(series: Iterable[IndicatorSeries]) -> list[tuple[Indicator, tuple[Observation, ...]]]:
    return [(each.indicator, each.observations) for each in series]


def _numbers(reading: _Reading) -> dict[Place, int]:
    return {place: row.number for place, row in reading.taken.items()}


def _note_guesses(reading: _Reading, described: Iterable[Described]) -> None:
    for each in described:
        if Part.AGGREGATION not in each.guessed or each.way == Aggregation.RATIO.value:
            continue
        label = each.indicator.label
        if each.way == Aggregation.NONE.value:
            reading.issues.append(finding("anteil_ohne_nenner", text=label))
        else:
            words = AGGREGATIONS[each.way]
            reading.issues.append(finding("aggregation_vermutet", text=label, words=words))


def _questions(reading: _Reading, *, doubtful: bool) -> Iterator[Question]:
    if reading.is_guessed or reading.without_period or _PERIOD in reading.choices:
        yield Question(
            key=_PERIOD,
            label="Zeitraum",
            value=reading.period,
            hint="Jahr oder Stichtag der Spalten, die keinen nennen, etwa 2023 oder 31.12.2023.",
            is_guess=_PERIOD not in reading.choices,
        )
    if doubtful:
        yield Question(
            key=_LEVEL,
            label="Namen ohne „Amt“ oder „Gemeinde“ sind",
            value=reading.choices.get(_LEVEL, ""),
            options=(("", "wie erkannt"), *names_of_levels()),
            is_guess=_LEVEL not in reading.choices,
        )


def _asked(described: Iterable[Described]) -> Iterator[Question]:
    for each in described:
        yield from each.questions


def _result(reading: _Reading) -> ImportResult:
    of_table = [issue for issue in reading.table.issues if issue.row is None]
    found = sorted((*reading.rows, *reading.remarks), key=lambda row: row.number)
    rows = tuple(outcome(row.number, _shown(row), tuple(row.issues)) for row in found)
    issues = [*of_table, *reading.issues, *(issue for row in rows for issue in row.issues)]
    report = ValidationReport(file_name=reading.parsed.file_name, rows=len(rows), issues=issues)
    return ImportResult(report=report, rows=rows, encoding=reading.parsed.encoding)


def _shown(row: Row) -> str:
    return row.area.name if row.area else next(filter(None, map(str.strip, row.cells)), "")


def _to_json(series: IndicatorSeries) -> dict[str, Any]:
    stored = asdict(series)
    stored["indicator"]["breaks"] = list(series.indicator.breaks)
    return {**stored, "observations": list(stored["observations"])}


def _from_json(stored: dict[str, Any]) -> IndicatorSeries:
    indicator = {
        **stored["indicator"],
        "aggregation": Aggregation(stored["indicator"]["aggregation"]),
        "breaks": tuple(stored["indicator"]["breaks"]),
    }
    observations = (
        {**each, "level": Level(each["level"]), "status": ObservationStatus(each["status"])}
        for each in stored["observations"]
    )
    return IndicatorSeries(
        indicator=Indicator(**indicator),
        observations=tuple(Observation(**each) for each in observations),
    )


def _choose(parsed: ParsedFile) -> Table:
    """Return the largest table that does not just describe indicators."""
    return max(parsed.tables, key=lambda table: (holds_values(table), len(table.rows)))


INDICATORS: RecordKind[IndicatorSeries] = RecordKind(
    kind_id="kennzahlen",
    title="Kennzahlen",
    one="Kennzahl",
    many="Kennzahlen",
    hint="Eine Zeile je Gebiet und eine Spalte je Kennzahl und Jahr, etwa „Einwohner 2022“; oder "
    "eine Zeile je Gebiet, Kennzahl und Zeitraum mit dem Wert.",
    most_rows=100_000,
    choose=_choose,
    read=_read,
    to_json=_to_json,
    from_json=_from_json,
)
