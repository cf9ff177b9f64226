"""The way to all evaluations: what is here, what is missing, what is double, what changed."""

from __future__ import annotations

from flask import Blueprint, render_template

from geo.usecases.access import Action
from web.security import requires

blueprint = Blueprint("evaluations", __name__)

#: Endpoint, name and what the page answers, in the order of a planner's questions.
PAGES = (
    ("area_pages.show_kreis", "Profile", "Was gibt es im Kreis und in jedem Sozialraum?"),
    ("changes.show", "Änderungen", "Was hat sich zwischen zwei Tagen geändert?"),
    ("reach.show", "Reichweite", "Wie weit ist es in Luftlinie zum nächsten Angebot einer Art?"),
)


@blueprint.get("/auswertungen")
@requires(Action.VIEW)
def show() -> str:
    """List the evaluations."""
    return render_template("evaluations.html", pages=PAGES)
