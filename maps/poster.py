"""The poster: one map with numbers, the list with the same numbers, legend, sources, QR code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from geo.areas import Area
from geo.errors import InvalidParameter
from geo.numbers import german_number
from geo.results import MapView
from geo.wording import selection_in_words
from maps.document import file_stem, german_date
from maps.drawing import Drawing
from maps.poster_layout import PAPERS, Layout, Paper, lay_out, points_per_inch
from maps.poster_parts import Parts
from maps.shading import Colouring, colours_of
from maps.svg import possible
from maps.typesetting import Format, typeset

__all__ = ["FORMATS", "PAPERS", "format_of", "paper_of", "poster", "poster_file_name"]

FORMATS: tuple[Format, ...] = ("pdf", "svg", "png")
#: Longer addresses make a QR code that no camera reads from where one looks at the poster.
_LONGEST_ADDRESS = 600
#: Pixels of a picture: A0 has 150 per inch then.
_MOST_PIXELS = 36e6
_WIDE = 1.5


def poster(
    view: MapView,
    area: Area,
    *,
    exported_on: date,
    paper: Paper = "A3",
    landscape: bool | None = None,
    address: str = "",
    colouring: Colouring | None = None,
    output: Format = "pdf",
) -> bytes:
    """Return a poster of what a view shows; the same input gives the same bytes.

    Type is 6 pt at least. A PDF is tagged (PDF/UA-1); what of the list has no room beside the map
    follows on further pages. A picture has one page and says in words how many offers are not in
    its list.

    Parameters
    ----------
    view
        What is shown, without anything internal.
    area
        What the map shows: a Sozialraum, a Planregion or the county of the view.
    exported_on
        Date printed on the poster.
    paper
        Size of the paper.
    landscape
        Whether the paper lies; by default as suits the area.
    address
        Address of the same map on the net, for the QR code; empty if there is none.
    colouring
        What areas are coloured by; they are not if the view has no such measure.
    output
        Kind of the file.

    Raises
    ------
    IntegrityError
        If the front end, and with it the fonts, has not been built.
    """
    sheet = lay_poster(
        view,
        area,
        exported_on=exported_on,
        paper=paper,
        landscape=landscape,
        address=address,
        colouring=colouring,
    )
    return typeset(
        "poster",
        sheet.data | {"pages": output == "pdf"},
        made_on=exported_on,
        files=sheet.files,
        output=output,
        ppi=sheet.ppi,
    )


@dataclass(frozen=True, kw_only=True)
class PosterSheet:
    """What the sheet ``poster`` reads: its data but ``pages``, its pictures, its resolution."""

    data: dict[str, Any]
    files: dict[str, bytes]
    ppi: float


def lay_poster(
    view: MapView,
    area: Area,
    *,
    exported_on: date,
    paper: Paper = "A3",
    landscape: bool | None = None,
    address: str = "",
    colouring: Colouring | None = None,
) -> PosterSheet:
    """Return everything a poster shows; parameters as in :func:`poster`."""
    if landscape is None:
        west, south, east, north = area.geometry.bounds
        landscape = (east - west) > _WIDE * (north - south)
    colours = colours_of(view, colouring)
    layout = lay_out(paper, landscape=landscape, offers=view.count)
    drawing = Drawing(
        view=view,
        area=area,
        width_mm=layout.map_width,
        height_mm=layout.map_height,
        numbered=True,
        scale=layout.scale,
        shade=colours.shading if colours else None,
    )
    parts = Parts(drawing, colours)
    data = _data(parts, layout, exported_on=exported_on, address=address)
    pictures = {"karte.svg": drawing.svg(parts.numbers).encode()}
    if data["qr"]:
        pictures["qr.svg"] = _qr(address)
    return PosterSheet(
        data=data,
        files=parts.files | pictures,
        ppi=points_per_inch(layout, most_pixels=_MOST_PIXELS),
    )


def format_of(text: str) -> Format:
    """Return the kind of file that a text names, such as "pdf".

    Raises
    ------
    InvalidParameter
        If there is none of that name.
    """
    for each in FORMATS:
        if text.lower() == each:
            return each
    raise InvalidParameter(
        f"Ein Plakat gibt es nicht als „{text}“. Möglich sind {', '.join(FORMATS)}."
    )


def paper_of(text: str) -> Paper:
    """Return the size of paper that a text names, such as "A3".

    Raises
    ------
    InvalidParameter
        If there is none of that name.
    """
    for each in PAPERS:
        if text.upper() == each:
            return each
    raise InvalidParameter(f"Papier „{text}“ gibt es nicht. Möglich sind {', '.join(PAPERS)}.")


def poster_file_name(title: str, exported_on: date, output: Format) -> str:
    """Return a name that every system accepts, such as "familien-2026-11-22-plakat.pdf"."""
    return f"{file_stem(title)}-{exported_on.isoformat()}-plakat.{output}"


def _data(parts: Parts, layout: Layout, *, exported_on: date, address: str) -> dict[str, Any]:
    view, drawing = parts.drawing.view, parts.drawing
    title, description = drawing.words
    return {
        "layout": {name: getattr(layout, name) for name in Layout.__slots__}
        | {"lies": layout.lies, "unit": drawing.pen.unit},
        "title": possible(view.title),
        "county": possible(view.county),
        "area": possible(drawing.area.name),
        "selection": possible(selection_in_words(view) or _everything(view)),
        "dates": f"Daten zuletzt geändert am {german_date(view.date)}, "
        f"Plakat vom {german_date(exported_on)}.",
        "map": possible(f"{title}. {description} {parts.colours.words if parts.colours else ''}"),
        "scale": f"Maßstab 1 : {drawing.scale_text}. Norden ist oben: Gitternord von "
        f"{view.areas.crs}.",
        "sources": [possible(each) for each in _sources(view)],
        "shades": parts.shades(),
        "legend": parts.legend(),
        "signs": parts.signs(),
        "entries": parts.entries(),
        **_on_the_net(address),
    }


def _on_the_net(address: str) -> dict[str, str]:
    """Return what is coded, and what is said of it."""
    if not address:
        why = "Ohne QR-Code: Eine öffentliche Adresse der Karte ist nicht bekannt."
        return {"qr": "", "shown": why}
    if len(address) > _LONGEST_ADDRESS:
        why = "Ohne QR-Code: Die Adresse dieser Auswahl ist zu lang dafür."
        return {"qr": "", "shown": why}
    return {"qr": possible(address), "shown": possible(address.partition("?")[0])}


def _everything(view: MapView) -> str:
    if not view.count:
        return "Keine Angebote"
    return "1 Angebot" if view.count == 1 else f"Alle {german_number(view.count)} Angebote"


def _sources(view: MapView) -> Iterator[str]:
    """Yield each source once, with its licence and what it is the source of."""
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for each in view.layers:
        if each.layer.source:
            titles[_with(each.layer.source, each.layer.licence)].append(each.layer.title)
    for source, layers in titles.items():
        all_of_them = len(layers) == len(view.layers)
        yield f"{'Angebote' if all_of_them else ', '.join(layers)}: {source}"
    for given in view.attributions:
        yield _with(given.text, given.licence, given.url.partition("://")[2])


def _with(text: str, *facts: str) -> str:
    known = ", ".join(filter(None, facts))
    return f"{text} ({known})" if known else text


def _qr(address: str) -> bytes:
    import segno

    content = BytesIO()
    segno.make(address, error="m").save(content, kind="svg", border=4, xmldecl=False)
    return content.getvalue()
