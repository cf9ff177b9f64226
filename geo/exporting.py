"""Offers as a table to take along: CSV and Excel, with headers that our own import reads."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import IO, Any

from geo.areas import Level
from geo.counting import Offer, all_offers
from geo.errors import LimitExceeded
from geo.importing.cleaning import defused
from geo.importing.roles import Role
from geo.layers import Layer
from geo.numbers import german_number
from geo.resources import Resource
from geo.results import MapView
from geo.spelling import fold
from geo.wording import selection_in_words
from geo.workbooks import DECIMALS, HEAD, Cell, new_workbook, tidy, write_facts, write_row

BYTE_ORDER_MARK = "\ufeff"
#: An Excel file of more would keep everybody waiting; CSV is sent while it is written.
WORKBOOK_OFFERS = 20_000
_CHUNK_ROWS = 500
_WIDTHS = {Role.NAME: 40, Role.NOTE: 40, Role.SOURCE: 40, Role.WEBSITE: 30, Role.PROVIDER: 30}
_WIDTH = 18
_WHOLE_COUNTY = "ganzer Kreis"
_LEFT_OUT_IF_EMPTY = frozenset({Role.PHONE.label, Role.EMAIL.label, Role.CONTACT_PERSON.label})

CellOf = Callable[[Layer, Resource], Cell]


@dataclass(frozen=True)
class _Words:
    """What the keys of a view are called in a list; where a name is not unique it is the key."""

    view: MapView

    @cached_property
    def categories(self) -> Mapping[str, str]:
        known = self.view.taxonomy.categories
        return _unique({each.category_id: each.label for each in known})

    @cached_property
    def target_groups(self) -> Mapping[str, str]:
        known = self.view.taxonomy.target_groups
        return _unique({each.target_group_id: each.label for each in known})

    @cached_property
    def spaces(self) -> Mapping[str, str]:
        areas = self.view.areas.at(Level.SOZIALRAUM)
        return _unique({each.area_id: each.name for each in areas})

    @cached_property
    def regions(self) -> Mapping[str, str]:
        names = {each.area_id: each.name for each in self.view.areas.at(Level.PLANREGION)}
        parents = self.view.areas.parents(Level.SOZIALRAUM)
        return {space: names[region] for space, region in parents.items()}

    def served(self, ids: Sequence[str]) -> str:
        if ids and tuple(ids) == tuple(self.spaces):
            return _WHOLE_COUNTY
        return _joined(self.spaces, ids)


def _unique(names: dict[str, str]) -> dict[str, str]:
    count = Counter(map(fold, names.values()))
    return {key: name if count[fold(name)] == 1 else key for key, name in names.items()}


def _joined(names: Mapping[str, str], ids: Iterable[str]) -> str:
    return "; ".join(names.get(each, each) for each in ids)


def _field(name: str) -> CellOf:
    return lambda _, resource: getattr(resource, name)


def _columns(words: _Words) -> dict[str, CellOf]:
    """Return what stands under each header; those of roles are read again by the import."""
    own: dict[Role, CellOf] = {
        Role.ID: _field("resource_id"),
        Role.NAME: _field("name"),
        Role.CATEGORY: lambda _, r: words.categories.get(r.category_id or "", r.category_id),
        Role.TARGET_GROUPS: lambda _, r: _joined(words.target_groups, r.target_groups),
        Role.PROVIDER: _field("provider"),
        Role.STREET: _field("street"),
        Role.POSTCODE: _field("postcode"),
        Role.PLACE: _field("place"),
        Role.PHONE: _field("phone"),
        Role.EMAIL: _field("email"),
        Role.CONTACT_PERSON: _field("contact_person"),
        Role.WEBSITE: _field("website"),
        Role.NOTE: _field("note"),
        Role.REACH: lambda _, r: r.reach.label,
        Role.SERVICE_AREAS: lambda _, r: words.served(r.service_areas),
        Role.SOZIALRAUM: lambda _, r: words.spaces.get(r.sozialraum_id or "", r.sozialraum_id),
        Role.LAT: _field("lat"),
        Role.LON: _field("lon"),
        Role.LOCATION_QUALITY: lambda _, r: r.location_quality.label,
        Role.SOURCE: _field("source"),
        Role.AS_OF: _field("as_of"),
        Role.LAST_CONFIRMED: _field("last_confirmed"),
    }
    return {role.label: cell for role, cell in own.items()} | {
        "Planregion": lambda _, r: words.regions.get(r.sozialraum_id or ""),
        "Außerhalb des Kreises (m)": lambda _, r: r.outside_m or None,
        "Ebene": lambda layer, _: layer.title,
        "Quelle der Ebene": lambda layer, _: layer.source,
        "Stand der Ebene": lambda layer, _: layer.as_of,
        "Lizenz der Ebene": lambda layer, _: layer.licence,
    }


def columns_of(view: MapView) -> dict[str, CellOf]:
    """Return what stands under each header, in the order of a list of offers."""
    return _columns(_Words(view))


def _table(view: MapView) -> tuple[tuple[str, ...], Iterator[list[Cell]]]:
    """Return headers and rows; contacts that nobody has released get no empty column."""
    columns = columns_of(view)
    for header in _LEFT_OUT_IF_EMPTY:
        if not any(columns[header](*offer) for offer in all_offers(view)):
            del columns[header]
    return tuple(columns), _rows(columns.values(), all_offers(view))


def _rows(columns: Iterable[CellOf], offers: Iterable[Offer]) -> Iterator[list[Cell]]:
    cells = tuple(columns)
    for layer, resource in offers:
        yield [tidy(cell(layer, resource)) for cell in cells]


def csv_chunks(view: MapView) -> Iterator[str]:
    """Yield the offers of a view as CSV, piece by piece, as German spreadsheets like it.

    Semicolons, decimal commas, a byte order mark; a text that a spreadsheet would take for a
    formula has an apostrophe before it, which the import takes off again.

    Parameters
    ----------
    view
        What may leave the house.
    """
    return csv_rows(*_table(view))


def csv_rows(headers: Sequence[str], rows: Iterator[Sequence[Cell]]) -> Iterator[str]:
    """Yield any table as CSV, like :func:`csv_chunks`.

    Parameters
    ----------
    headers
        Names of the columns.
    rows
        Cells, read while they are written.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow(headers)
    while chunk := list(islice(rows, _CHUNK_ROWS)):
        writer.writerows([csv_cell(cell) for cell in row] for row in chunk)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def csv_cell(cell: Cell) -> str:
    """Return a cell as it stands in a CSV file: decimal comma, never a formula."""
    if isinstance(cell, str):
        return defused(cell)
    return "" if cell is None else f"{cell:.{DECIMALS}f}".rstrip("0").rstrip(".").replace(".", ",")


def write_workbook(target: Path | IO[bytes], view: MapView, *, today: date) -> None:
    """Write the offers of a view as Excel file; no text ever becomes a formula or a link.

    The second sheet says what was selected and where the data come from.

    Parameters
    ----------
    target
        File or stream to write to.
    view
        What may leave the house; any number of offers, written one by one.
    today
        Date printed on the second sheet.

    Raises
    ------
    LimitExceeded
        If there are more than :data:`WORKBOOK_OFFERS`.
    """
    if view.count > WORKBOOK_OFFERS:
        raise LimitExceeded(
            f"Eine Excel-Datei fasst hier höchstens {german_number(WORKBOOK_OFFERS)} Angebote. "
            "Bitte die Auswahl verkleinern oder die CSV-Datei nehmen."
        )

    book = new_workbook(target)
    _write_offers(book, book.add_format(HEAD), view)
    write_facts(book, "Quellen und Stand", origin(view, today=today))
    book.close()


def _write_offers(book: Any, head: Any, view: MapView) -> None:
    sheet = book.add_worksheet("Angebote")
    headers, rows = _table(view)
    widths = {role.label: width for role, width in _WIDTHS.items()}
    for at, header in enumerate(headers):
        sheet.set_column(at, at, widths.get(header, _WIDTH))
        sheet.write_string(0, at, header, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        write_row(sheet, last, row)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(headers) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})


def origin(view: MapView, *, today: date) -> Iterator[tuple[str, str]]:
    """Yield what was selected and where the data come from, a word and a text each.

    Parameters
    ----------
    view
        What a file holds.
    today
        Date printed into it.
    """
    yield "Karte", f"{view.title}, {view.county}"
    yield "Auswahl", selection_in_words(view) or "alle Angebote"
    yield "Angebote", str(view.count)
    yield "Erstellt am", f"{today:%d.%m.%Y}"
    yield "Daten zuletzt geändert", f"{view.date:%d.%m.%Y}"
    for each in view.layers:
        yield "Ebene", _source_line(each.layer)
    for attribution in view.attributions:
        licence = f"; Lizenz: {attribution.licence}" if attribution.licence else ""
        yield "Grenzen und Verzeichnisse", f"{attribution.text}{licence}"


def _source_line(layer: Layer) -> str:
    facts = (("Quelle", layer.source), ("Stand", layer.as_of), ("Lizenz", layer.licence))
    return "; ".join((layer.title, *(f"{word}: {text}" for word, text in facts if text)))
