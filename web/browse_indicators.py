"""The numbers of the areas as a table, one indicator over time, and both as files."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from geo.areas import Level
from geo.indicator_table import (
    SIGN_HELP,
    IndicatorTable,
    all_columns,
    break_in_words,
    indicator_table,
    latest_columns,
    missing_parts,
    table_csv,
    write_table,
    years_of,
)
from geo.results import MapView
from geo.usecases.access import Action
from web.asked import today
from web.files import WORKBOOK, attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("browse_indicators", __name__, url_prefix="/kennzahlen")

_LEVELS = {
    Level.SOZIALRAUM: "Sozialräume",
    Level.PLANREGION: "Planregionen",
    Level.GEMEINDE: "Gemeinden",
    Level.KREIS: "ganzer Kreis",
}


@blueprint.get("")
@requires(Action.VIEW)
def show() -> str:
    """Show all indicators of one level."""
    view = current_state().published.view()
    return _page("indicators.html", view, _all(view), years=years_of(view.indicators))


@blueprint.get("/<indicator_id>")
@requires(Action.VIEW)
def show_one(indicator_id: str) -> str:
    """Show one indicator over time."""
    view = current_state().published.view()
    indicator = view.indicators.get(indicator_id)
    return _page("indicator.html", view, _series(view, indicator_id), indicator=indicator)


@blueprint.get("/<indicator_id>/tabelle.csv")
@requires(Action.VIEW)
def send_csv(indicator_id: str) -> Response:
    """Send one indicator, or with the id ``alle`` all of them, as CSV."""
    table = _table(current_state().published.view(), indicator_id)
    return attachment(table_csv(table), _name(indicator_id, "csv"), "text/csv")


@blueprint.get("/<indicator_id>/tabelle.xlsx")
@requires(Action.VIEW)
def send_workbook(indicator_id: str) -> Response:
    """Send the same as Excel file."""
    view, content = current_state().published.view(), io.BytesIO()
    write_table(content, view, _table(view, indicator_id), today=today())
    return attachment(content.getvalue(), _name(indicator_id, "xlsx"), WORKBOOK)


def _table(view: MapView, indicator_id: str) -> IndicatorTable:
    return _all(view) if indicator_id == "alle" else _series(view, indicator_id)


def _all(view: MapView) -> IndicatorTable:
    return indicator_table(view, _level(), latest_columns(view.indicators, _year(view)))


def _series(view: MapView, indicator_id: str) -> IndicatorTable:
    columns = all_columns(view.indicators, view.indicators.get(indicator_id))
    return indicator_table(view, _level(), columns)


def _level() -> Level:
    """Return the level that is asked for; what makes no sense is the usual one."""
    asked = request.args.get("gebiete", "")
    return next((level for level in _LEVELS if level.value == asked), Level.SOZIALRAUM)


def _year(view: MapView) -> str:
    asked = request.args.get("jahr", "")
    return asked if asked in years_of(view.indicators) else ""


def _page(template: str, view: MapView, table: IndicatorTable, **more: Any) -> str:
    query = {"gebiete": table.level.value, "jahr": _year(view)}
    return render_template(
        template,
        view=view,
        table=table,
        levels={level.value: words for level, words in _LEVELS.items()},
        query={key: value for key, value in query.items() if value},
        missing=tuple(missing_parts(view, table)),
        sign_help=SIGN_HELP,
        break_in_words=break_in_words,
        smallest=current_state().instance.settings.smallest_count,
        load_address=url_for("records.show_kind", kind_id="kennzahlen"),
        **more,
    )


def _name(indicator_id: str, ending: str) -> str:
    what = "kennzahlen" if indicator_id == "alle" else indicator_id
    return f"{what}-{_level()}-{today().isoformat()}.{ending}"
