"""How near offers are in a straight line, and what would change if there were one more."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

import maps
from geo.areas import Area, Level
from geo.counting import all_offers
from geo.errors import GeoError, InputError
from geo.filtering import ResourceFilter
from geo.numbers import german_distance, german_share, parse_number
from geo.reach import BANDS_M, MOST_DRAWN, AreaCoverage, has_distance
from geo.results import MapView
from geo.spelling import sort_key
from geo.taxonomy import Category, Ressort
from geo.usecases.access import Action
from geo.usecases.browse_map import narrow
from geo.usecases.browse_table import Active, active_of
from geo.usecases.export_reach import COARSE, POINTS, STRAIGHT, band_label, reach_csv, write_reach
from geo.usecases.measure_reach import Measured, measure_reach
from web.asked import asked_filter, today
from web.errors import status_of, wants_json
from web.files import WORKBOOK
from web.resource_table import membership_of
from web.security import requires
from web.state import current_state

blueprint = Blueprint("reach", __name__)

LEVELS = {Level.SOZIALRAUM: "Sozialräume", Level.PLANREGION: "Planregionen", Level.KREIS: "Kreis"}
_HERE = re.compile(r"(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?)", re.ASCII)
_LONGEST_PLACE = 200
_NEAREST_KM, _FARTHEST_KM = 0.1, 50.0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks for.

    Parameters
    ----------
    wanted
        Which offers.
    level
        Areas of the table.
    km
        Own band as it was typed; empty if none.
    here
        Latitude and longitude where an offer is tried out.
    """

    wanted: ResourceFilter
    level: Level = Level.SOZIALRAUM
    km: str = ""
    here: tuple[float, float] | None = None

    @classmethod
    def read(cls) -> Asked:
        """Read the current request; a place that is none is ignored, as in a cut-off link."""
        levels = {level.value: level for level in LEVELS}
        here = _HERE.fullmatch(request.args.get("hier", ""))
        return cls(
            wanted=asked_filter(),
            level=levels.get(request.args.get("gebiete", ""), Level.SOZIALRAUM),
            km=request.args.get("km", "").strip()[:10],
            here=(float(here[1]), float(here[2])) if here else None,
        )

    @property
    def query(self) -> dict[str, Any]:
        """The query that is read as this; what is usual is not named."""
        query: dict[str, Any] = dict(self.wanted.to_query())
        if self.level is not Level.SOZIALRAUM:
            query["gebiete"] = self.level.value
        if self.km:
            query["km"] = self.km
        if self.here:
            query["hier"] = "{:.5f},{:.5f}".format(*self.here)
        return query

    @property
    def bands(self) -> tuple[float, ...]:
        """Ends of the bands in metres, with the own one.

        Raises
        ------
        InputError
            If the own one is no usable distance.
        """
        if not self.km:
            return BANDS_M
        own = parse_number(self.km)
        if own is None or not _NEAREST_KM <= own <= _FARTHEST_KM:
            raise InputError(
                f"Der eigene Abstand „{self.km}“ ist keine Zahl von 0,1 bis 50. "
                "Bitte Kilometer eingeben, etwa 2,5."
            )
        return (*BANDS_M, round(own * 1_000))


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the table, and what it was before if that was another."""

    now: str
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One area of the table."""

    area: Area
    points: int
    shares: tuple[Figure, ...]
    median: Figure

    @property
    def changed(self) -> bool:
        """Whether the offer that is tried out makes a difference here."""
        return any(each.before for each in (*self.shares, self.median))


@blueprint.get("/reichweite")
@requires(Action.VIEW)
def show() -> str | AnyResponse | tuple[str, int]:
    """Show how near the offers of a selection are."""
    asked = Asked.read()
    everything = current_state().published.view()
    if asked.wanted == ResourceFilter():
        return render_template("reach_start.html", choices=_choices(everything))
    try:
        if place := request.args.get("ort", "").strip()[:_LONGEST_PLACE]:
            found = current_state().instance.gazetteer.point_of(place)
            tried = replace(asked, here=(found.lat or 0.0, found.lon or 0.0))
            return redirect(url_for(".show", **tried.query), 303)
        return _page(asked, _measure(asked, everything))
    except GeoError as error:
        if wants_json():
            raise
        usual = replace(asked, km="", here=None)
        return _page(usual, _measure(usual, everything), str(error)), status_of(error)


@blueprint.get("/export/reichweite.csv")
@requires(Action.VIEW)
def send_csv() -> Response:
    """Send the table of all levels as CSV."""
    text = reach_csv(_measure_for_file(Asked.read()))
    return _as_download(Response(text.encode(), mimetype="text/csv"), "csv")


@blueprint.get("/export/reichweite.xlsx")
@requires(Action.VIEW)
def send_workbook() -> Response:
    """Send the table of all levels as Excel file."""
    asked, content = Asked.read(), io.BytesIO()
    view = narrow(current_state().published.view(), asked.wanted)
    write_reach(content, _measure_for_file(asked), view=view, today=today())
    return _as_download(Response(content.getvalue(), mimetype=WORKBOOK), "xlsx")


def _as_download(response: Response, ending: str) -> Response:
    name = f"reichweite-{today().isoformat()}.{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _measure(asked: Asked, everything: MapView, *, draw: bool = True) -> Measured:
    return measure_reach(
        current_state().instance,
        narrow(everything, asked.wanted),
        bands=asked.bands,
        here=asked.here,
        draw=draw,
    )


def _measure_for_file(asked: Asked) -> Measured:
    return _measure(asked, current_state().published.view(), draw=False)


def _page(asked: Asked, measured: Measured, error: str = "") -> str:
    everything, files = current_state().published.with_files()
    view = narrow(everything, asked.wanted)
    bands = [band_label(each) for each in measured.before.bands]
    (county,) = _rows(measured, Level.KREIS)
    return render_template(
        "reach.html",
        asked=asked,
        measured=measured,
        error=error,
        title=_title(everything, asked.wanted),
        view=view,
        choices=_choices(everything),
        others=_others(asked.wanted, everything),
        only_kind=ResourceFilter(kategorie=asked.wanted.kategorie),
        kept={key: values for key, values in asked.wanted.to_query().items() if key != "kategorie"},
        bands=bands,
        county=county,
        rows=_rows(measured, asked.level),
        best=_best(measured, bands),
        levels=LEVELS,
        address=lambda **change: url_for(".show", **replace(asked, **change).query),
        points=POINTS[measured.points.kind],
        straight=STRAIGHT,
        coarse=COARSE,
        most_drawn=MOST_DRAWN,
        names=sorted({each.name for each in current_state().instance.gazetteer.places}),
        islands=maps.reach_islands(
            everything,
            view,
            shapes=measured.shapes,
            labels=bands,
            spot=asked.here,
            files=[url_for("browse_map.show_data", digest=each) for each in files],
        ),
        **membership_of(view),
    )


def _others(wanted: ResourceFilter, view: MapView) -> list[Active]:
    """Return each condition besides the Kategorie, which the form shows, and the query without."""
    return [
        replace(each, without=replace(each.without, kategorie=wanted.kategorie))
        for each in active_of(view, replace(wanted, kategorie=frozenset()))
    ]


def _title(view: MapView, wanted: ResourceFilter) -> str:
    if len(wanted.kategorie) != 1:
        return "Angebote der Auswahl"
    (category_id,) = wanted.kategorie
    known = view.taxonomy.has_category(category_id)
    return view.taxonomy.category(category_id).label if known else "Angebote ohne Kategorie"


def _choices(view: MapView) -> list[tuple[Ressort, list[tuple[Category, int]]]]:
    """Return the Kategorien that have an offer with a distance, by Ressort, and how many."""
    counts: Mapping[str, int] = view.once("offers with a distance", lambda: _counted(view))
    found = [
        (
            ressort,
            [
                (category, counts[category.category_id])
                for category in view.taxonomy.categories
                if category.ressort_id == ressort.ressort_id and category.category_id in counts
            ],
        )
        for ressort in view.taxonomy.ressorts
    ]
    return [(ressort, categories) for ressort, categories in found if categories]


def _counted(view: MapView) -> dict[str, int]:
    counts: dict[str, int] = {}
    for _, resource in all_offers(view):
        if resource.category_id and has_distance(resource):
            counts[resource.category_id] = counts.get(resource.category_id, 0) + 1
    return counts


def _rows(measured: Measured, level: Level) -> list[Row]:
    before, after = measured.before, measured.after or measured.before
    rows = [_row(*pair) for pair in zip(before.at(level), after.at(level), strict=True)]
    return sorted(rows, key=lambda row: sort_key(row.area.name))


def _row(before: AreaCoverage, after: AreaCoverage) -> Row:
    shares = zip(_shares(before), _shares(after), strict=True)
    return Row(
        area=after.area,
        points=after.points,
        shares=tuple(_figure(*pair) for pair in shares),
        median=_figure(_distance(before.median_m), _distance(after.median_m)),
    )


def _figure(before: str, now: str) -> Figure:
    return Figure(now=now, before=before if before != now else "")


def _shares(row: AreaCoverage) -> list[str]:
    return [german_share(each, row.points) if row.points else "" for each in row.within]


def _distance(metres: float | None) -> str:
    return "" if metres is None else german_distance(metres)


def _best(measured: Measured, bands: list[str]) -> tuple[int, str] | None:
    """Return how many points more the offer that is tried out brings, in the band with most."""
    if measured.after is None:
        return None
    (before,), (after,) = (each.at(Level.KREIS) for each in (measured.before, measured.after))
    gains = [now - then for then, now in zip(before.within, after.within, strict=True)]
    most = max(range(len(gains)), key=gains.__getitem__)
    return gains[most], bands[most]
