"""The matrix of gaps as a table for pages, as a page of its own, and as a sheet of paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from geo.areas import Area, Level
from geo.gap_columns import GapColumn
from geo.gaps import Figure, GapCell, GapMatrix, GapRow, GapStatus
from geo.numbers import german_number, german_short
from geo.results import MapView
from geo.wording import selection_in_words
from maps.document import german_date, static_folder, template
from maps.export import file_policy
from maps.typesetting import typeset

LEVEL_WORDS = {Level.SOZIALRAUM: "Sozialräume", Level.PLANREGION: "Planregionen"}
AREA_WORDS = {Level.SOZIALRAUM: "Sozialraum", Level.PLANREGION: "Planregion"}
#: Columns up to which the words of the cells have room.
_FEW_COLUMNS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLinks:
    """Where the table leads; on paper and in a file nowhere.

    Parameters
    ----------
    cell
        Gives the address of the offers of a cell.
    area
        Gives the address of the profile of an area.
    """

    cell: Callable[[GapRow, GapColumn, GapCell], str]
    area: Callable[[Area], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSheet:
    """A matrix with what stands around it.

    Parameters
    ----------
    view
        What was counted.
    matrix
        The numbers.
    figure
        Which of them stands in the cells.
    hidden
        Columns that are left out because no list has any of their offers.
    """

    view: MapView
    matrix: GapMatrix
    figure: Figure = Figure.COUNT
    hidden: tuple[GapColumn, ...] = ()

    @property
    def title(self) -> str:
        """Name of the sheet."""
        rows, columns = LEVEL_WORDS[self.matrix.level], self.matrix.by.label
        return f"Lückenblatt: {rows} und {columns}"

    @property
    def selection(self) -> str:
        """What was counted, in words; empty for everything."""
        return selection_in_words(self.view)


def gap_table(sheet: GapSheet, links: GapLinks | None = None) -> Markup:
    """Return the table element; its words are escaped.

    Parameters
    ----------
    sheet
        What it shows.
    links
        Where it leads; ``None`` for nowhere.
    """
    made = template("gap_table.html").render(links=links, **_context(sheet))
    return Markup(made)  # noqa: S704 - escaped


def gap_page(sheet: GapSheet, *, today: date) -> str:
    """Return a page that needs no network and no script; the same input gives the same bytes.

    Raises
    ------
    IntegrityError
        If the front end has not been built.
    """
    style = (static_folder() / "pages.css").read_text(encoding="utf-8").strip()
    return template("gap_page.html").render(
        table=gap_table(sheet),
        style=Markup(style),  # noqa: S704 - our own build
        policy=file_policy(style=style),
        today=german_date(today),
        data_date=german_date(sheet.view.date),
        **_context(sheet),
    )


def gap_paper(sheet: GapSheet, *, today: date) -> bytes:
    """Return a sheet A3 landscape as PDF/UA-1; the same input gives the same bytes.

    Raises
    ------
    IntegrityError
        If the front end, and with it the fonts, has not been built.
    """
    matrix = sheet.matrix
    data = {
        "title": sheet.title,
        "county": sheet.view.county,
        "stand": f"Daten zuletzt geändert: {german_date(sheet.view.date)} · "
        f"gedruckt am {german_date(today)}",
        "figure": sheet.figure.label,
        "area": AREA_WORDS[matrix.level],
        "columns": [
            {"label": column.label, "group": group}
            for column, group in zip(matrix.columns, groups_of(matrix), strict=True)
        ],
        "rows": [_paper_row(row, sheet.figure) for row in matrix.rows],
        "county_row": _paper_row(matrix.county, sheet.figure),
        "lacking": [str(number) for number in _lacking(matrix)],
        "targets": [_target(column) for column in matrix.columns] if matrix.has_targets else [],
        "needed": [cell.figure(Figure.MISSING) for cell in matrix.county.cells],
        "legend": [_legend(status) for status in statuses_of(matrix)],
        "notes": [*notes_of(sheet)],
        "sources": [*_sources(sheet.view)],
    }
    return typeset("gaps", data, made_on=today)


def statuses_of(matrix: GapMatrix) -> tuple[GapStatus, ...]:
    """Return what a legend has to explain: the statuses that occur."""
    found = {cell.status for row in matrix.rows for cell in row.cells}
    return tuple(status for status in GapStatus if status in found)


def groups_of(matrix: GapMatrix) -> tuple[str, ...]:
    """Return the name of each column's group where a group begins, else an empty text."""
    before = ("", *(column.group for column in matrix.columns))
    return tuple(
        column.group if column.group != last else ""
        for column, last in zip(matrix.columns, before, strict=False)
    )


def notes_of(sheet: GapSheet) -> Iterator[str]:
    """Yield in sentences what a reader of the numbers must know."""
    matrix = sheet.matrix
    if sheet.selection:
        yield (
            f"Gezählt ist nur die Auswahl: {sheet.selection}. "
            "„Fehlt“ heißt hier: in dieser Auswahl nicht."
        )
    yield (
        "Ein Angebot zählt in jedem Gebiet, in dem es liegt oder das es als Einzugsgebiet nennt; "
        f"die Zeile „{matrix.county.area.name}“ zählt jedes einmal."
    )
    if matrix.nowhere:
        yield f"Angebote ohne Gebiet, die nur dort zählen: {german_number(matrix.nowhere)}."
    if matrix.unnamed:
        yield f"Angebote ohne Zielgruppe, in keiner Spalte: {german_number(matrix.unnamed)}."
    if matrix.by.is_of_people:
        yield "Ein Angebot für mehrere Zielgruppen zählt in jeder Spalte, in „zusammen“ einmal."
    if matrix.has_targets:
        yield (
            "Zum Ziel fehlen: Ziel mal Einwohner geteilt durch 1.000, weniger die Angebote, "
            "auf ganze Angebote aufgerundet; unten die Summe der Gebiete."
        )
    if sheet.figure is Figure.MISSING:
        yield (
            "„−2“ heißt: zwei Angebote fehlen zum Ziel; „✓“: das Ziel ist erreicht."
            if matrix.has_targets
            else "Ohne Ziel gibt es keinen Abstand dazu. Bitte ein Ziel je 1.000 Einwohner angeben."
        )
    if sheet.hidden:
        names = ", ".join(column.label for column in sheet.hidden)
        yield (
            f"Keine Angabe: Von {names} enthält keine veröffentlichte Liste im ganzen Kreis ein "
            "Angebot. Ob etwas fehlt, lässt sich daraus nicht sagen."
        )


def total_of(row: GapRow, figure: Figure) -> str:
    """Return the number of all columns together as German text."""
    return row.total.figure(figure) or ("–" if figure is Figure.MISSING else "0")


def described(row: GapRow, column: GapColumn, cell: GapCell) -> str:
    """Return a cell in words, for somebody who does not see its row and column."""
    parts = [cell.status.value]
    ways = (
        (cell.counts.site - cell.elsewhere, "vor Ort"),
        (cell.elsewhere, "in einem anderen Gebiet"),
        (cell.counts.mobile, "kommt hin"),
        (cell.counts.remote, "telefonisch, online"),
    )
    parts += [f"{german_number(count)} {way}" for count, way in ways if count]
    if density := cell.figure(Figure.DENSITY):
        parts.append(f"{density} je 1.000 Einwohner")
    if cell.missing is not None:
        parts.append(f"zum Ziel fehlen {german_number(cell.missing)}")
    return f"{row.area.name}, {column.label}: {'; '.join(parts)}"


def _context(sheet: GapSheet) -> dict[str, Any]:
    matrix = sheet.matrix
    return {
        "sheet": sheet,
        "matrix": matrix,
        "figure": sheet.figure,
        "targets_figure": Figure.MISSING,
        "groups": groups_of(matrix),
        "lacking": _lacking(matrix),
        "targets": [_target(column) for column in matrix.columns],
        "legend": statuses_of(matrix),
        "notes": tuple(notes_of(sheet)),
        "sources": tuple(_sources(sheet.view)),
        "few": len(matrix.columns) <= _FEW_COLUMNS,
        "area_word": AREA_WORDS[matrix.level],
        "described": described,
        "total_of": total_of,
        "number": german_number,
    }


def _lacking(matrix: GapMatrix) -> list[int]:
    return [matrix.lacking(place) for place in range(len(matrix.columns))]


def _target(column: GapColumn) -> str:
    return "" if column.target is None else german_short(column.target, 3)


def _legend(status: GapStatus) -> dict[str, str]:
    return {
        "sign": status.sign,
        "word": status.value,
        "meaning": status.meaning,
        "tint": status.tint,
    }


def _paper_row(row: GapRow, figure: Figure) -> dict[str, Any]:
    people = row.area.population
    return {
        "name": row.area.name,
        "people": "–" if people is None else german_number(people),
        "total": total_of(row, figure),
        "gaps": str(row.gaps),
        "cells": [
            {
                "sign": cell.status.sign,
                "word": cell.status.value,
                "tint": cell.status.tint,
                "figure": cell.figure(figure),
            }
            for cell in row.cells
        ],
    }


def _sources(view: MapView) -> Iterator[str]:
    for each in view.layers:
        facts = (each.layer.source, each.layer.as_of and f"Stand {each.layer.as_of}")
        yield ": ".join(filter(None, (each.layer.title, ", ".join(filter(None, facts)))))
    for attribution in view.attributions:
        yield attribution.text
