"""Rows of the table twin and of area pages, with every id spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

import maps
from geo.areas import Area, Level
from geo.counting import Offer
from geo.layers import Layer
from geo.numbers import german_distance
from geo.resources import Resource
from geo.results import MapView
from geo.wording import names_of

_WEB = re.compile(r"(https?://[^\s;,]+)")
_SEAM = re.compile(r"(\w{3,}(?:ungs|ions|heits|keits|schafts|täts))(?=[a-zäöüß]{4})")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of text, with the address it leads to or none."""

    text: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One resource with its ids spelled out.

    Parameters
    ----------
    key
        Names the offer in addresses, such as ``familie:r1``.
    served
        Names of the areas it serves.
    outside
        How far it lies outside the county; empty inside.
    confirmed, long_ago
        When it was last confirmed, and whether that is more than a year ago.
    """

    resource: Resource
    layer: Layer
    key: str
    category: str
    target_groups: str
    provider: str
    space: Area | None
    region: Area | None
    served: str
    outside: str
    as_of: str
    confirmed: str
    long_ago: bool
    website: tuple[Part, ...]
    source: tuple[Part, ...]

    @property
    def fragment(self) -> str:
        """What names the offer behind the ``#`` of an address."""
        return quote(self.key, safe="")


def rows_of(view: MapView, offers: Iterable[Offer], *, today: date) -> list[TableRow]:
    """Return rows for offers of a view, in the given order."""
    names = names_of(view)
    spaces = {area.area_id: area for area in view.areas.at(Level.SOZIALRAUM)}
    regions = {area.area_id: area for area in view.areas.at(Level.PLANREGION)}
    return [
        _row(layer, resource, names=names, spaces=spaces, regions=regions, today=today)
        for layer, resource in offers
    ]


def _row(
    layer: Layer,
    resource: Resource,
    *,
    names: Mapping[str, Mapping[str, str]],
    spaces: Mapping[str, Area],
    regions: Mapping[str, Area],
    today: date,
) -> TableRow:
    space = spaces.get(resource.sozialraum_id or "")
    category = resource.category_id or ""
    return TableRow(
        resource=resource,
        layer=layer,
        key=f"{layer.layer_id}:{resource.resource_id}",
        category=names["kategorie"].get(category, category),
        target_groups=_joined(names["zielgruppe"], resource.target_groups),
        provider=divisible(resource.provider),
        space=space,
        region=regions.get(space.parent_id or "") if space else None,
        served=_served(names["sozialraum"], resource.service_areas),
        outside=german_distance(resource.outside_m) if resource.outside_m else "",
        as_of=maps.german_text(resource.as_of or layer.as_of),
        confirmed=maps.german_text(resource.last_confirmed),
        long_ago=is_long_ago(resource.last_confirmed, today),
        website=linked(resource.website),
        source=linked(resource.source or layer.source),
    )


def _joined(names: Mapping[str, str], ids: Iterable[str]) -> str:
    return ", ".join(names.get(each, each) for each in ids)


def _served(names: Mapping[str, str], ids: Iterable[str]) -> str:
    served = set(ids)
    return "der ganze Landkreis" if names and served >= {*names} else _joined(names, ids)


def is_long_ago(text: str, today: date) -> bool:
    """Tell whether an ISO date, perhaps without day or month, is surely more than a year ago."""
    year_ago = f"{today.year - 1}-{today:%m-%d}"
    return bool(re.match(r"\d{4}(?:-\d{2}){0,2}$", text)) and text < year_ago[: len(text)]


def linked(text: str) -> tuple[Part, ...]:
    """Return a text in parts, its web addresses as their host names with what they lead to."""
    return tuple(
        _link(part) if at % 2 else Part(text=divisible(part))
        for at, part in enumerate(_WEB.split(text))
    )


def divisible(text: str) -> str:
    """Return a text with soft hyphens at the sure seams of long words.

    Not every browser knows how to divide German words.
    """
    return _SEAM.sub("\\1\u00ad", text)


def _link(address: str) -> Part:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:  # such as unbalanced brackets
        host = ""
    return Part(text=host.removeprefix("www."), address=address) if host else Part(text=address)


def membership_of(view: MapView) -> dict[str, int]:
    """Return how many Sozialräume there are and of how many the Planregion is unconfirmed."""
    spaces = view.areas.at(Level.SOZIALRAUM)
    return {
        "spaces": len(spaces),
        "unconfirmed": sum(not space.parent_confirmed for space in spaces),
    }
