"""The way to all evaluations: what is here, what is missing, what is double, what changed."""

from __future__ import annotations

from flask import Blueprint, render_template

from geo.areas import Level
from geo.spelling import sort_key
from geo.usecases.access import Action
from web.security import requires
from web.state import current_state

blueprint = Blueprint("evaluations", __name__)

#: Endpoint, name and what the page answers, in the order of a planner's questions.
PAGES = (
    ("area_pages.show_kreis", "Profil des Kreises", "Was gibt es, was fehlt, was ist doppelt?"),
    ("gaps.show", "Lückenblatt", "Was fehlt wo, und wie viel fehlt zu einem Ziel?"),
    ("gaps.show_duplicates", "Mögliche Doppelungen", "Was ist doppelt?"),
    ("browse_indicators.show", "Kennzahlen", "Was sagt die Statistik über jedes Gebiet?"),
    ("freshness.show", "Bestätigung", "Welche Angebote hat lange niemand bestätigt?"),
    ("changes.show", "Änderungen", "Was hat sich zwischen zwei Tagen geändert?"),
    ("reach.show", "Reichweite", "Wie weit ist es in Luftlinie zum nächsten Angebot einer Art?"),
    ("social_index.show", "Sozialindex", "Wo häuft sich, was mehrere Kennzahlen gemeinsam sagen?"),
    (
        "area_entries.show",
        "Gremien und Vereinbarungen",
        "Wer arbeitet wo zusammen, und was ist vereinbart?",
    ),
)


@blueprint.app_template_test("evaluation")
def is_evaluation(endpoint: str | None) -> bool:
    """Tell whether a page belongs to the evaluations, as header and list show it."""
    return (endpoint or "").partition(".")[0] in {each.partition(".")[0] for each, *_ in PAGES}


@blueprint.get("/auswertungen")
@requires(Action.VIEW)
def show() -> str:
    """List the evaluations, and the profile of each area."""
    areas = current_state().published.view().areas
    spaces = sorted(areas.at(Level.SOZIALRAUM), key=lambda each: sort_key(each.name))
    regions = [
        (region, [each for each in spaces if each.parent_id == region.area_id])
        for region in areas.at(Level.PLANREGION)
    ]
    return render_template("evaluations.html", pages=PAGES, regions=regions)
