"""The Sozialindex: table, working of each area, Excel file, and a way to try other weights."""

from __future__ import annotations

import io
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from geo import composite_index as index
from geo.composite_index import CompositeIndex, composite_index
from geo.errors import NotFound
from geo.index_plan import IndexPlan, Missing, plan_from_query
from geo.index_workbook import write_index
from geo.indicators import Indicator
from geo.numbers import german_decimal
from geo.results import MapView
from geo.usecases.access import Action
from web.asked import today
from web.files import WORKBOOK, attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("social_index", __name__)

#: Half the width of a bar in units of its picture, and the deviation that fills it.
_HALF, _FULL = 60, 3.0


class Bar(NamedTuple):
    """A bar of deviation left or right of the middle, in units of its picture."""

    x: float
    width: float


@blueprint.get("/sozialindex")
@requires(Action.VIEW)
def show() -> str | AnyResponse:
    """Show the index of all Sozialräume, or how to get one."""
    if "probe" in request.args:
        return redirect(f"{url_for('.show')}?{urlencode(_canonical(), doseq=True)}", 303)
    view = current_state().published.view()
    plan = _plan()
    unknown = _unknown(view, plan)
    found = None if unknown or not plan.parts else _computed(view, plan)
    return render_template(
        "social_index.html",
        view=view,
        index=found,
        plan=plan,
        unknown=unknown,
        choices=_choices(view, plan),
        bar=bar,
        missing=Missing,
        **_words(),
    )


@blueprint.get("/sozialindex/<area_id>")
@requires(Action.VIEW)
def show_area(area_id: str) -> str:
    """Show the working of one Sozialraum."""
    view = current_state().published.view()
    found = _required(view)
    return render_template(
        "social_index_area.html", view=view, index=found, row=found.of(area_id), **_words()
    )


@blueprint.get("/sozialindex.xlsx")
@requires(Action.VIEW)
def send_workbook() -> Response:
    """Send index and working as an Excel file."""
    view = current_state().published.view()
    content = io.BytesIO()
    write_index(content, view, _required(view), today=today())
    return attachment(content.getvalue(), f"sozialindex-{today().isoformat()}.xlsx", WORKBOOK)


def bar(deviation: float) -> Bar:
    """Return the bar of a deviation in standard deviations; it ends at three of them."""
    width = min(abs(deviation), _FULL) / _FULL * _HALF
    return Bar(_HALF - width if deviation < 0 else _HALF, width)


def figure(value: float | None, places: int = 2, *, signed: bool = False) -> str:
    """Return a number with a minus sign that is one, and no zero below zero; "–" for none."""
    if value is None:
        return "–"
    size = german_decimal(abs(value), places)
    if not any(digit in size for digit in "123456789"):
        return size
    return f"{'−' if value < 0 else '+' if signed else ''}{size}"


def _words() -> dict[str, object]:
    return {
        "query": {key: request.args.getlist(key) for key in ("kennzahl", "fehlend")},
        "tried": "kennzahl" in request.args,
        "method": index.METHOD,
        "method_name": index.METHOD_NAME,
        "figure": figure,
        "formula": index.FORMULA,
        "source": index.SOURCE,
        "warning": index.WARNING,
    }


def _plan() -> IndexPlan:
    """Return what the address asks for, else what is configured."""
    if "kennzahl" in request.args:
        return plan_from_query(request.args.to_dict(flat=False))
    return current_state().instance.settings.index_plan


def _unknown(view: MapView, plan: IndexPlan) -> list[str]:
    known = {each.indicator_id for each in view.indicators.indicators}
    return [each.indicator_id for each in plan.parts if each.indicator_id not in known]


def _required(view: MapView) -> CompositeIndex:
    plan = _plan()
    if not plan.parts or _unknown(view, plan):
        raise NotFound("Einen Sozialindex aus diesen Kennzahlen gibt es nicht.")
    return _computed(view, plan)


def _computed(view: MapView, plan: IndexPlan) -> CompositeIndex:
    if plan == view.index_plan and view.composite_index:
        return view.composite_index
    return composite_index(view.areas, view.indicators, plan)


def _choices(view: MapView, plan: IndexPlan) -> list[tuple[Indicator, str, float]]:
    """Return each indicator with its direction, empty if it does not count, and its weight."""
    parts = {each.indicator_id: each for each in plan.parts}
    found = []
    for indicator in view.indicators.indicators:
        part = parts.get(indicator.indicator_id)
        sign = "" if part is None else "+" if part.direction > 0 else "-"
        found.append((indicator, sign, part.weight if part else 1.0))
    return found


def _canonical() -> dict[str, list[str]]:
    """Return the query that the form to try out means."""
    parts = [
        f"{name}:{sign}:{request.args.get(f'gewicht.{name}') or 1}"
        for key, sign in request.args.items()
        if key.startswith("richtung.") and sign and (name := key.removeprefix("richtung."))
    ]
    return {"kennzahl": parts, "fehlend": request.args.getlist("fehlend")}
