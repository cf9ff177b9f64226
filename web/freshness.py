"""Which offers nobody has made sure of for a while, and the file that asks their provider."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, request, url_for

import maps
from geo.confirmation_sheet import by_provider, write_sheet
from geo.counting import all_offers
from geo.errors import InvalidParameter, NotFound
from geo.freshness import (
    LONGEST_MONTHS,
    PERIODS,
    USUAL_MONTHS,
    KnownDate,
    freshness,
    stale_offers,
)
from geo.results import MapView
from geo.usecases.access import Action
from geo.usecases.browse_map import narrow
from geo.usecases.browse_table import active_of
from geo.usecases.confirm_offers import only_stale
from maps.document import german_text, inquiry_name
from web.asked import asked_filter, today
from web.errors import wants_json
from web.files import WORKBOOK, attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("freshness", __name__)


@blueprint.get("/bestaetigung")
@requires(Action.VIEW)
def show() -> str | tuple[str, int]:
    """List the offers by provider; a period that is none leaves the form with the reason."""
    try:
        return _page(_months())
    except InvalidParameter as error:
        if wants_json():
            raise
        return _page(USUAL_MONTHS, error=str(error)), 422


@blueprint.get("/bestaetigung.xlsx")
@requires(Action.VIEW)
def send_sheet() -> Response:
    """Send the file for one provider and one layer: what is public of the offers to ask about."""
    view = only_stale(_view(), _months(), today())
    if len(view.layers) != 1:
        raise NotFound(
            "Zu diesem Träger gibt es in dieser Ebene nichts nachzufragen. "
            "Bitte die Datei auf der Seite „Bestätigung“ wählen."
        )
    (layer,) = (each.layer for each in view.layers)
    content = io.BytesIO()
    write_sheet(content, view, today=today())
    provider = next(resource.provider for _, resource in all_offers(view))
    return attachment(content.getvalue(), f"{inquiry_name(provider, layer)}.xlsx", WORKBOOK)


def _view() -> MapView:
    return narrow(current_state().published.view(), asked_filter())


def _months() -> int:
    text = request.args.get("monate", "") or str(USUAL_MONTHS)
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise InvalidParameter(f"„{text[:40]}“ ist keine Zahl von Monaten. Beispiel: 12.")
    if not 1 <= int(text) <= LONGEST_MONTHS:
        raise InvalidParameter(f"Möglich sind 1 bis {LONGEST_MONTHS} Monate.")
    return int(text)


def _page(months: int, *, error: str = "") -> str:
    everything, view, day = current_state().published.view(), _view(), today()
    stale = stale_offers(view, months, day)
    return render_template(
        "freshness.html",
        error=error,
        months=months,
        periods=PERIODS,
        longest=LONGEST_MONTHS,
        found=freshness((resource for _, resource in all_offers(view)), day, months),
        asked=by_provider(stale),
        view=view,
        active=active_of(everything, asked_filter()),
        kept=[
            (key, value)
            for key, values in asked_filter().to_query().items()
            for value in values
            if value
        ],
        address=_address,
        since=_since,
        german_date=maps.german_date,
    )


def _address(months: int) -> str:
    """Return the address of the same selection for another period."""
    return url_for(".show", monate=months, **asked_filter().to_query())  # type: ignore[arg-type]


def _since(known: KnownDate) -> str:
    """Return by which date an offer is known, and what kind of date that is."""
    if known.day is None:
        return f"„{known.text}“, kein lesbares Datum" if known.text else "kein Datum bekannt"
    text = german_text(known.text)
    return f"bestätigt {text}" if known.is_confirmation else f"nur Datenstand {text}"
