"""The Excel file that asks one provider whether the offers in one layer still hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from geo.counting import Offer, all_offers
from geo.exporting import CellOf, columns_of
from geo.freshness import StaleOffer
from geo.importing.own_sheet import ANSWER, ASKED, BEFORE, CHECK, INSTRUCTIONS, check_value
from geo.importing.roles import Role
from geo.layers import ContactField, Layer
from geo.results import MapView
from geo.spelling import fold, sort_key
from geo.workbooks import HEAD, Cell, new_workbook, tidy, write_row

SHEET = "Angebote"
_NEW_ROWS = 5
_LINE_PT = 15.0
_LINE_CHARS = 95  # of the instructions
_WIDTHS = {
    Role.ID.label: 12,
    Role.NAME.label: 40,
    Role.NOTE.label: 40,
    Role.POSTCODE.label: 12,
    ANSWER: 20,
    CHECK: 14,
}
_WIDTH = 24
_CONTACTS = {Role(each.value): each for each in ContactField}
_STEPS = (
    "Auf dem zweiten Blatt steht je Zeile ein Angebot, so wie es veröffentlicht ist.",
    "Bitte in der Spalte „Stimmt noch?“ für jede Zeile „ja“, „nein“ oder „geändert“ wählen.",
    "„ja“: Alles stimmt. „geändert“: Bitte die falschen Angaben in der Zeile überschreiben.",
    "„nein“: Das Angebot gibt es nicht mehr.",
    (
        "Unter „Zuletzt bestätigt“ bitte den Tag eintragen, etwa 12.03.2026. Ohne Eintrag gilt der "
        "Tag, an dem die Datei geladen wird."
    ),
    "Neue Angebote bitte in die leeren Zeilen darunter schreiben, ohne Kennung.",
    "Graue Spalten bitte nicht ändern: An ihnen wird jedes Angebot wiedererkannt.",
    (
        "Bitte keine Telefonnummern oder Namen von Privatpersonen eintragen; alle Angaben dieser "
        "Datei sind zur Veröffentlichung bestimmt."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Offers of one provider that nobody has made sure of for a while.

    Parameters
    ----------
    name
        As it is written most often; empty for offers without a provider.
    spellings
        All ways in which it is written, for a query.
    offers
        By layer and name.
    """

    name: str
    spellings: tuple[str, ...]
    offers: tuple[StaleOffer, ...]

    @property
    def undated(self) -> int:
        """How many offers have no known date."""
        return sum(each.known.day is None for each in self.offers)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that the offers are in."""
        return tuple({each.layer.layer_id: each.layer for each in self.offers}.values())


def by_provider(stale: Iterable[StaleOffer]) -> tuple[Asked, ...]:
    """Return offers by provider, the one with most to ask first, those without one last."""
    found: defaultdict[str, list[StaleOffer]] = defaultdict(list)
    for each in stale:
        found[fold(each.resource.provider)].append(each)
    asked = [_asked(offers) for offers in found.values()]
    return tuple(
        sorted(asked, key=lambda one: (not one.name, -len(one.offers), sort_key(one.name)))
    )


def _asked(offers: list[StaleOffer]) -> Asked:
    names = [each.resource.provider for each in offers]
    spellings = dict.fromkeys(sorted(names, key=lambda name: (-names.count(name), name)))
    offers.sort(key=lambda each: (each.layer.layer_id, sort_key(each.resource.name)))
    return Asked(name=next(iter(spellings)), spellings=tuple(spellings), offers=tuple(offers))


def write_sheet(target: Path | IO[bytes], view: MapView, *, today: date) -> None:
    """Write the offers of a view as a sheet to answer; it comes back through the import.

    Parameters
    ----------
    target
        File or stream to write to.
    view
        What may leave the house, of one layer and one provider.
    today
        Date printed into it.

    Raises
    ------
    ValueError
        If the view has not exactly one layer.
    """
    (layer,) = (each.layer for each in view.layers)
    book = new_workbook(target)
    _write_instructions(book, view, layer, today)
    _write_offers(book, view, layer)
    book.close()


def _write_instructions(book: Any, view: MapView, layer: Layer, today: date) -> None:
    sheet = book.add_worksheet(INSTRUCTIONS)
    look = {"text_wrap": True, "valign": "top"}
    text, title = book.add_format(look), book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "valign": "top"})
    open_cell = book.add_format({**look, "locked": False, "bottom": 1, "bg_color": "#fff8e1"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    provider = next((resource.provider for _, resource in all_offers(view)), "")
    lines: list[tuple[str, Cell]] = [
        ("Karte", f"{view.title}, {view.county}"),
        ("Ebene", layer.title),
        ("Träger", provider),
        ("Erstellt am", f"{today:%d.%m.%Y}"),
        *(("So geht es" if step == _STEPS[0] else "", step) for step in _STEPS),
    ]
    sheet.write_string(0, 0, "Stimmen diese Angaben noch?", title)
    for number, (word, line) in enumerate(lines, start=2):
        sheet.set_row(number, _LINE_PT * -(-len(str(line)) // _LINE_CHARS))
        write_row(sheet, number, (word, tidy(line)), (head, text))
    for number, word in enumerate(("Bitte zurück bis", "an"), start=len(lines) + 3):
        sheet.write_string(number, 0, word, head)
        sheet.write_blank(number, 1, None, open_cell)
    _fit_on_paper(sheet)
    sheet.protect()


def _write_offers(book: Any, view: MapView, layer: Layer) -> None:
    sheet = book.add_worksheet(SHEET)
    columns = columns_of(view)
    asked = tuple(_asked_roles(layer))
    first = (Role.ID.label, ANSWER, Role.LAST_CONFIRMED.label, BEFORE)
    headers = (*first, *(role.label for role in asked), CHECK)
    _prepare(book, sheet, headers)
    rows = list(_rows(all_offers(view), columns, asked))
    looks = _looks(book, headers)
    for number in range(1, len(rows) + _NEW_ROWS + 1):
        known = number <= len(rows)
        cells = rows[number - 1] if known else [None] * len(headers)
        for at, look in enumerate(looks):
            sheet.write_blank(number, at, None, look)
        sheet.set_row(number, _height(headers, cells))
        write_row(sheet, number, cells, looks)
    last = len(rows) + _NEW_ROWS
    sheet.data_validation(1, 1, last, 1, _one_of("ja", "nein", "geändert"))
    sheet.autofilter(0, 0, len(rows), len(headers) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last, len(headers) - 2)
    _fit_on_paper(sheet)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    sheet.protect(options={"autofilter": True, "sort": True, "format_columns": True})


def _height(headers: Iterable[str], cells: Iterable[Cell]) -> float:
    """Return the height at which each text has room: not every program finds it by itself."""
    shown = zip(headers, cells, strict=True)
    lines = (
        -(-len(str(cell)) // (_WIDTHS.get(header, _WIDTH) - 2))
        for header, cell in shown
        if cell and header != CHECK
    )
    return _LINE_PT * min(max(lines, default=1), 8)


def _fit_on_paper(sheet: Any) -> None:
    """Print it as wide as A4 across."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _asked_roles(layer: Layer) -> Iterator[Role]:
    """Yield what may be asked: contacts only if the layer publishes them."""
    for role in ASKED:
        if role not in _CONTACTS or _CONTACTS[role] in layer.released:
            yield role


def _prepare(book: Any, sheet: Any, headers: tuple[str, ...]) -> None:
    head = book.add_format({**HEAD, "text_wrap": True})
    for at, header in enumerate(headers):
        sheet.set_column(at, at, _WIDTHS.get(header, _WIDTH))
    sheet.set_row(0, 2 * _LINE_PT)
    write_row(sheet, 0, headers, [head] * len(headers))


def _looks(book: Any, headers: tuple[str, ...]) -> list[Any]:
    """Return the format of each column: what is grey is locked."""
    look = {"text_wrap": True, "valign": "top"}
    free = book.add_format({**look, "locked": False})
    answer = book.add_format({**look, "locked": False, "bg_color": "#fff8e1"})
    day = book.add_format(
        {**look, "locked": False, "bg_color": "#fff8e1", "num_format": "dd.mm.yyyy"}
    )
    grey = {"valign": "top", "font_color": "#5b6566", "bg_color": "#f1f3f3", "align": "fill"}
    locked = book.add_format(grey)
    own = {
        Role.ID.label: locked,
        BEFORE: locked,
        CHECK: locked,
        ANSWER: answer,
        Role.LAST_CONFIRMED.label: day,
    }
    return [own.get(header, free) for header in headers]


def _rows(
    offers: Iterable[Offer], columns: Mapping[str, CellOf], asked: tuple[Role, ...]
) -> Iterator[list[Cell]]:
    for layer, resource in offers:
        cells = {role: tidy(columns[role.label](layer, resource)) for role in asked}
        texts = {role: str(cell or "") for role, cell in cells.items()}
        yield [
            resource.resource_id,
            None,
            None,
            tidy(resource.last_confirmed),
            *cells.values(),
            check_value(layer.layer_id, texts),
        ]


def _one_of(*words: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(words),
        "error_title": "Stimmt noch?",
        "error_message": "Bitte ja, nein oder geändert wählen.",
        "ignore_blank": True,
    }
