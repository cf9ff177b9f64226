"""The profiles of areas as PDF: the same figures as on their pages."""

from __future__ import annotations

from flask import Blueprint, Response

import maps
from geo.areas import Area, Level
from geo.usecases.access import Action
from web.asked import today
from web.files import attachment
from web.security import requires
from web.state import current_state

blueprint = Blueprint("area_sheets", __name__)


@blueprint.get("/sozialraum/<area_id>.pdf")
@requires(Action.VIEW)
def send_sozialraum(area_id: str) -> Response:
    """Send the profile of a Sozialraum."""
    return _sheet(current_state().instance.areas.get(Level.SOZIALRAUM, area_id))


@blueprint.get("/planregion/<area_id>.pdf")
@requires(Action.VIEW)
def send_planregion(area_id: str) -> Response:
    """Send the profile of a Planregion."""
    return _sheet(current_state().instance.areas.get(Level.PLANREGION, area_id))


@blueprint.get("/kreis.pdf")
@requires(Action.VIEW)
def send_kreis() -> Response:
    """Send the profile of the county."""
    return _sheet(current_state().instance.areas.kreis)


def _sheet(area: Area) -> Response:
    pdf = maps.profile_pdf(current_state().published.view(), area, today=today())
    return attachment(pdf, maps.profile_pdf_name(area), "application/pdf")
