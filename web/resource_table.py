"""Rows and filter choices of the table twin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.areas import Level
from geo.resources import Reach, Resource
from geo.results import MapView
from geo.searching import sozialraeume_of

PAGE_ROWS = 500


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One resource with its ids spelled out."""

    resource: Resource
    layer: str
    category: str
    target_groups: str
    spaces: str


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One key of the query with its choices as pairs of value and label."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]


def rows_of(view: MapView) -> list[TableRow]:
    """Return one row per resource, by layer and then by name."""
    categories = {item.category_id: item.label for item in view.taxonomy.categories}
    groups = {item.target_group_id: item.label for item in view.taxonomy.target_groups}
    spaces = {area.area_id: area.name for area in view.areas.at(Level.SOZIALRAUM)}
    return [
        TableRow(
            resource=resource,
            layer=layer.layer.title,
            category=categories.get(resource.category_id or "", ""),
            target_groups=_joined(groups, resource.target_groups),
            spaces=_joined(spaces, sorted(sozialraeume_of(resource))),
        )
        for layer in view.layers
        for resource in sorted(layer.resources, key=lambda each: each.name.casefold())
    ]


def facets_of(view: MapView) -> tuple[Facet, ...]:
    """Return the filters with the choices that occur in the data."""
    resources = [resource for layer in view.layers for resource in layer.resources]
    used = {resource.category_id for resource in resources}
    served = {group for resource in resources for group in resource.target_groups}
    providers = sorted({resource.provider for resource in resources} - {""}, key=str.casefold)
    taxonomy, areas = view.taxonomy, view.areas
    choices = {
        ("ebene", "Ebene"): [(each.layer.layer_id, each.layer.title) for each in view.layers],
        ("kategorie", "Kategorie"): [
            (item.category_id, item.label)
            for item in taxonomy.categories
            if item.category_id in used
        ],
        ("zielgruppe", "Zielgruppe"): [
            (item.target_group_id, item.label)
            for item in taxonomy.target_groups
            if item.target_group_id in served
        ],
        ("traeger", "Träger"): [(name, name) for name in providers],
        ("planregion", "Planregion"): [
            (area.area_id, area.name) for area in areas.at(Level.PLANREGION)
        ],
        ("sozialraum", "Sozialraum"): [
            (area.area_id, area.name)
            for area in sorted(areas.at(Level.SOZIALRAUM), key=lambda each: each.name)
        ],
        ("art", "Erreichbarkeit"): [(reach.value, reach.label) for reach in Reach],
    }
    return tuple(
        Facet(key=key, label=label, choices=tuple(pairs)) for (key, label), pairs in choices.items()
    )


def membership_of(view: MapView) -> dict[str, int]:
    """Return how many Sozialräume there are and of how many the Planregion is unconfirmed."""
    spaces = view.areas.at(Level.SOZIALRAUM)
    return {
        "spaces": len(spaces),
        "unconfirmed": sum(not space.parent_confirmed for space in spaces),
    }


def _joined(labels: dict[str, str], ids: Iterable[str]) -> str:
    return ", ".join(labels.get(each, each) for each in ids)
