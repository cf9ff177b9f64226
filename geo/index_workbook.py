"""The Sozialindex as an Excel file: result, working of each area, and how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from geo.composite_index import (
    FORMULA,
    METHOD,
    METHOD_NAME,
    SOURCE,
    WARNING,
    AreaIndex,
    CompositeIndex,
    Contribution,
)
from geo.indicators import ObservationStatus
from geo.results import MapView
from geo.workbooks import HEAD, Cell, new_workbook, tidy, write_facts, write_row

_STATUS = {
    ObservationStatus.OK: "",
    ObservationStatus.MISSING: "keine Angabe",
    ObservationStatus.SUPPRESSED: "gesperrt",
}
_RESULT = ("Rang", "Schlüssel", "Sozialraum", "Index", "Abweichung (s)", "Klasse", "Bemerkung")
_WORKING = (
    "Schlüssel",
    "Sozialraum",
    "Kennzahl",
    "Einheit",
    "Stichtag",
    "Wert",
    "Mittel m",
    "Standardabweichung s",
    "z = (x − m) / s",
    "± Gewicht",
    "Beitrag",
    "Bemerkung",
)
_STRETCHED = "die übrigen Kennzahlen zählen für fehlende mit"


def write_index(
    target: Path | IO[bytes], view: MapView, index: CompositeIndex, *, today: date
) -> None:
    """Write an index with all of its working.

    Parameters
    ----------
    target
        File or stream to write to.
    view
        Gives title, county and sources.
    index
        The index.
    today
        Date printed on the last sheet.
    """
    book = new_workbook(target)
    _write_sheet(book, "Sozialindex", _RESULT, (_result(each) for each in index.areas))
    working = (_working(row, each) for row in index.areas for each in row.contributions)
    _write_sheet(book, "Rechenweg", _WORKING, working)
    write_facts(book, "Verfahren und Quellen", _facts(view, index, today))
    book.close()


def _write_sheet(book: Any, title: str, heads: tuple[str, ...], rows: Iterator[list[Cell]]) -> None:
    sheet = book.add_worksheet(title)
    head = book.add_format(HEAD)
    sheet.set_column(0, len(heads) - 1, 18)
    write_row(sheet, 0, heads, [head] * len(heads))
    for number, row in enumerate(rows, start=1):
        write_row(
            sheet,
            number,
            [tidy(cell if cell is None or isinstance(cell, str) else float(cell)) for cell in row],
        )
    sheet.freeze_panes(1, 0)


def _result(row: AreaIndex) -> list[Cell]:
    note = row.reason or (_STRETCHED if row.stretched else None)
    grade = row.grade.value if row.grade else None
    area = row.area
    return [row.rank, area.area_id, area.name, row.value, row.deviation, grade, note]


def _working(row: AreaIndex, each: Contribution) -> list[Cell]:
    facts = each.facts
    return [
        row.area.area_id,
        row.area.name,
        facts.indicator.label,
        facts.indicator.unit,
        facts.period,
        each.value,
        facts.mean,
        facts.sd,
        each.z,
        facts.part.signed,
        each.amount,
        facts.dropped or _STATUS[each.status],
    ]


def _facts(view: MapView, index: CompositeIndex, today: date) -> Iterator[tuple[str, str]]:
    yield "Karte", f"{view.title}, {view.county}"
    yield "Hinweis", WARNING
    yield "Verfahren", f"{METHOD}: {METHOD_NAME}"
    yield "Formel", FORMULA
    yield "Quelle des Verfahrens", SOURCE
    yield "Fehlende Werte", index.plan.missing.meaning
    for each in index.parts:
        sign = "+" if each.part.direction > 0 else "−"
        facts = (each.indicator.method, each.indicator.source, each.dropped)
        yield f"Kennzahl {sign} {each.part.weight:g}", " ".join((each.indicator.label, *facts))
    yield "Erstellt am", f"{today:%d.%m.%Y}"
