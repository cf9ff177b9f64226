"""The steps from a file to a layer, and which of them needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.importing import ImportResult, Role
from geo.numbers import german_number
from geo.resources import Reach, Resource
from geo.taxonomy import Taxonomy
from geo.usecases.import_layer import Preview
from web.import_layer.choices import STEPS, Choices

Status = Literal["done", "look", "open", "none"]
_WORDS = {"done": "erledigt", "look": "ansehen", "open": "offen", "none": "entfällt"}
_PLACING = (Role.PLACE, Role.ADDRESS, Role.STREET, Role.POSTCODE, Role.COORDINATES, Role.SOZIALRAUM)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One step.

    Parameters
    ----------
    endpoint
        View that shows it.
    status
        Whether it is done, needs a look, is still to come or does not apply.
    note
        What there is to look at, in a few words.
    task
        The same as something to do; empty if nothing is.
    """

    endpoint: str
    status: Status
    note: str = ""
    task: str = ""

    @property
    def title(self) -> str:
        """Its name."""
        return STEPS[self.endpoint]

    @property
    def word(self) -> str:
        """The status in German."""
        return _WORDS[self.status]


def stages_of(
    seen: Preview, choices: Choices, *, placeless: Sequence[Resource]
) -> tuple[Stage, ...]:
    """Return all steps in their order.

    Parameters
    ----------
    seen, choices
        What there is.
    placeless
        Offers that still need a place.
    """
    return (
        _table(seen, choices),
        _columns(seen.result),
        _coordinates(seen.result, choices),
        _words(seen.result),
        _places(seen.result, len(placeless)),
        _report(seen.result),
        _publishing(seen.result),
    )


def open_guesses(result: ImportResult, choices: Choices) -> frozenset[str]:
    """Return the guesses about coordinates that nobody has confirmed."""
    return result.guesses - set(choices.confirmed)


def placeable(result: ImportResult, taxonomy: Taxonomy) -> tuple[Resource, ...]:
    """Return the offers that have no place but could have one, and those placed by hand.

    Protected offers never get one; mobile ones that name their areas and offers by telephone
    need none.
    """
    hidden = {item.category_id for item in taxonomy.categories if not item.has_point}
    return tuple(
        resource
        for resource in (row.resource for row in result.rows)
        if resource is not None
        and resource.category_id not in hidden
        and (resource.resource_id in result.decisions.placements or _lacks_place(resource))
    )


def _lacks_place(resource: Resource) -> bool:
    needs_none = resource.reach is Reach.REMOTE or (
        resource.reach is Reach.MOBILE and resource.service_areas
    )
    return not resource.has_point and not needs_none


def _table(seen: Preview, choices: Choices) -> Stage:
    stage = {"endpoint": "show_reading"}
    if seen.parsed.can_repair and not choices.repair:
        task = "Text sieht doppelt kodiert aus: ansehen und reparieren"
        return Stage(**stage, status="look", note="Umlaute", task=task)
    if len(seen.tables) > 1 and not choices.table:
        task = f"{len(seen.tables)} Tabellen in der Datei: gelesen wird „{seen.table}“"
        return Stage(**stage, status="look", note=f"{len(seen.tables)} Tabellen", task=task)
    return Stage(**stage, status="done", note=seen.table)


def _columns(result: ImportResult) -> Stage:
    stage = {"endpoint": "show_columns"}
    columns = result.mapping.columns
    if Role.NAME not in columns:
        task = "Keine Spalte als Name erkannt: bitte zuordnen"
        return Stage(**stage, status="look", note="Name fehlt", task=task)
    if result.crs is None and not any(role in columns for role in _PLACING):
        task = "Weder Ort noch Koordinaten erkannt: Spalten zuordnen"
        return Stage(**stage, status="look", note="Ort fehlt", task=task)
    return Stage(**stage, status="done", note=f"{len(columns)} erkannt")


def _coordinates(result: ImportResult, choices: Choices) -> Stage:
    stage = {"endpoint": "show_coordinates"}
    if open_guesses(result, choices):
        task = "Das Koordinatensystem ist geraten: auf der Karte ansehen und bestätigen"
        return Stage(**stage, status="look", note="bestätigen", task=task)
    if result.crs is None:
        return Stage(**stage, status="none", note="keine Koordinaten")
    return Stage(**stage, status="done", note=result.crs)


def _words(result: ImportResult) -> Stage:
    stage = {"endpoint": "show_words"}
    if unknown := len(result.proposals):
        words = "ein unbekanntes Wort" if unknown == 1 else f"{unknown} unbekannte Wörter"
        task = f"Kategorien und Zielgruppen: {words} zuordnen"
        return Stage(**stage, status="look", note=f"{german_number(unknown)} unbekannt", task=task)
    return Stage(**stage, status="done")


def _places(result: ImportResult, left: int) -> Stage:
    stage = {"endpoint": "show_placeless"}
    if left:
        offers = "1 Angebot hat" if left == 1 else f"{german_number(left)} Angebote haben"
        task = f"{offers} keinen Ort auf der Karte: von Hand setzen"
        return Stage(**stage, status="look", note=f"{german_number(left)} offen", task=task)
    if placed := len(result.decisions.placements):
        return Stage(**stage, status="done", note=f"{german_number(placed)} gesetzt")
    return Stage(**stage, status="none", note="alle verortet")


def _publishing(result: ImportResult) -> Stage:
    stage = {"endpoint": "show_publishing"}
    codes = {issue.code for issue in result.report.issues if issue.row is None}
    if result.resources and "kategoriespalte_fehlt" in codes:
        task = "Die Liste nennt keine Kategorie: eine für alle Angebote wählen"
        return Stage(**stage, status="look", note="Kategorie fehlt", task=task)
    return Stage(**stage, status="open")


def _report(result: ImportResult) -> Stage:
    stage = {"endpoint": "show_report"}
    if rejected := result.report.rejected:
        rows = "1 Zeile wird" if rejected == 1 else f"{german_number(rejected)} Zeilen werden"
        task = f"{rows} nicht übernommen: Gründe ansehen"
        note = f"{german_number(rejected)} abgelehnt"
        return Stage(**stage, status="look", note=note, task=task)
    return Stage(**stage, status="done")
