"""The poster: one map with numbers, the list with the same numbers, legend, sources, QR code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from geo.areas import Area
from geo.numbers import german_number
from geo.results import MapView
from geo.wording import selection_in_words
from maps.document import file_stem, german_date
from maps.drawing import Drawing
from maps.poster_layout import Layout, Paper, lay_out, points_per_inch
from maps.poster_parts import Parts
from maps.svg import possible
from maps.typesetting import Format, typeset

__all__ = ["poster", "poster_file_name"]

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
    output
        Kind of the file.

    Raises
    ------
    IntegrityError
        If the front end, and with it the fonts, has not been built.
    """
    if landscape is None:
        west, south, east, north = area.geometry.bounds
        landscape = (east - west) > _WIDE * (north - south)
    layout = lay_out(paper, landscape=landscape, offers=view.count)
    drawing = Drawing(
        view=view,
        area=area,
        width_mm=layout.map_width,
        height_mm=layout.map_height,
        numbered=True,
        scale=layout.scale,
    )
    parts = Parts(drawing)
    data = _data(parts, layout, exported_on=exported_on, address=address)
    parts.files["karte.svg"] = drawing.svg(parts.numbers).encode()
    if address:
        parts.files["qr.svg"] = _qr(address)
    return typeset(
        "poster",
        data | {"pages": output == "pdf"},
        made_on=exported_on,
        files=parts.files,
        output=output,
        ppi=points_per_inch(layout, most_pixels=_MOST_PIXELS),
    )


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
        "map": f"{title}. {description}",
        "scale": f"Maßstab 1 : {drawing.scale_text}. Norden ist oben: Gitternord von "
        f"{view.areas.crs}.",
        "sources": [possible(each) for each in _sources(view)],
        "legend": parts.legend(),
        "signs": parts.signs(),
        "entries": parts.entries(),
        "address": possible(address),
    }


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
