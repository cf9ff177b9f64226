"""Indicators of areas, read from wide and long tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from geo.areas import Level
from geo.importing.findings import finding
from geo.importing.pipeline import ImportResult
from geo.importing.records.kind import Choices, ReadRecords, RecordKind, outcome
from geo.importing.run import ImportContext
from geo.importing.table import ParsedFile, Table
from geo.indicators import Aggregation, Indicator, Observation, ObservationStatus
from geo.report import ValidationReport


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSeries:
    """An indicator with what a list says of it, as the source gives it."""

    indicator: Indicator
    observations: tuple[Observation, ...]


def _to_json(series: IndicatorSeries) -> dict[str, Any]:
    return asdict(series)


def _from_json(stored: dict[str, Any]) -> IndicatorSeries:
    indicator = stored["indicator"]
    return IndicatorSeries(
        indicator=Indicator(
            **{
                **indicator,
                "aggregation": Aggregation(indicator["aggregation"]),
                "breaks": tuple(indicator["breaks"]),
            }
        ),
        observations=tuple(
            Observation(
                **{
                    **each,
                    "level": Level(each["level"]),
                    "status": ObservationStatus(each["status"]),
                }
            )
            for each in stored["observations"]
        ),
    )


def _read(
    parsed: ParsedFile,
    table: Table,
    context: ImportContext,  # noqa: ARG001
    choices: Choices,  # noqa: ARG001
) -> ReadRecords[IndicatorSeries]:
    rows = tuple(outcome(row, "", (finding("gebiet_fehlt", row=row),)) for row in table.row_numbers)
    issues = [issue for row in rows for issue in row.issues]
    report = ValidationReport(file_name=parsed.file_name, rows=len(rows), issues=issues)
    return ReadRecords(records=(), result=ImportResult(report=report, rows=rows))


INDICATORS: RecordKind[IndicatorSeries] = RecordKind(
    kind_id="kennzahlen",
    title="Kennzahlen",
    one="Kennzahl",
    many="Kennzahlen",
    hint="Eine Zeile je Gebiet und eine Spalte je Kennzahl und Jahr, etwa „Einwohner 2022“, oder "
    "eine Zeile je Gebiet, Kennzahl und Zeitraum.",
    choose=lambda parsed: parsed.tables[0],
    read=_read,
    to_json=_to_json,
    from_json=_from_json,
)
