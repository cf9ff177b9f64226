"""Filters of map, table and export: the same query everywhere.

Repeated values of one key are alternatives, different keys must all hold. A resource that
serves areas without being a point in them belongs to each of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.areas import Level
from geo.crs import PRECISION
from geo.layers import Layer
from geo.resources import Resource
from geo.results import LayerView, MapView
from geo.searching import Term, sozialraeume_of

#: A ``kategorie`` that stands for offers without one.
NO_CATEGORY = "-"
#: Characters of a search that count: each of its words costs time. The field takes no more.
LONGEST_SEARCH = 120
_Values = Callable[[Layer, Resource, Mapping[str, str]], Iterable[str]]
#: What an offer has under each key of a query, given the Planregion of each Sozialraum.
VALUES: Mapping[str, _Values] = {
    "ebene": lambda layer, *_: (layer.layer_id,),
    "kategorie": lambda _, r, __: (r.category_id or NO_CATEGORY,),
    "zielgruppe": lambda _, r, __: r.target_groups,
    "traeger": lambda _, r, __: (r.provider,),
    "planregion": lambda _, r, regions: {regions.get(each, "") for each in sozialraeume_of(r)},
    "sozialraum": lambda _, r, __: sozialraeume_of(r),
    "art": lambda _, r, __: (r.reach.value,),
    "lage": lambda _, r, __: (r.location_quality.value,),
}
_BOX = re.compile(r"-?\d{1,3}(?:\.\d{1,15})?(?:,-?\d{1,3}(?:\.\d{1,15})?){3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map, with its edges in 1/:data:`geo.crs.PRECISION` degree."""

    west: int
    south: int
    east: int
    north: int

    @classmethod
    def parse(cls, text: str) -> Box | None:
        """Read ``minLon,minLat,maxLon,maxLat``; anything else is no box."""
        if not _BOX.fullmatch(text):
            return None
        west, south, east, north = (
            math.floor(float(each) * PRECISION + 0.5) for each in text.split(",")
        )
        turned = west > east or south > north
        beyond = max(-west, east) > 180 * PRECISION or max(-south, north) > 90 * PRECISION
        return None if turned or beyond else cls(west, south, east, north)

    def __str__(self) -> str:
        edges = (self.west, self.south, self.east, self.north)
        return ",".join(f"{edge / PRECISION:.5f}" for edge in edges)

    def contains(self, resource: Resource) -> bool:
        """Tell whether the resource has a point in the box or on its edge."""
        if resource.lat is None or resource.lon is None:
            return False
        lat, lon = round(resource.lat * PRECISION), round(resource.lon * PRECISION)
        return self.west <= lon <= self.east and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceFilter:
    """A query as it stands in the address; an empty field does not restrict.

    Parameters
    ----------
    ebene, kategorie, zielgruppe, traeger, planregion, sozialraum, art, lage
        Accepted layer ids, category ids (or :data:`NO_CATEGORY`), target group ids, provider
        names, area ids, reach values and location qualities.
    bbox
        Part of the map in which there must be a point.
    q
        Words that must all occur, see :class:`geo.searching.SearchIndex`.
    """

    ebene: frozenset[str] = frozenset()
    kategorie: frozenset[str] = frozenset()
    zielgruppe: frozenset[str] = frozenset()
    traeger: frozenset[str] = frozenset()
    planregion: frozenset[str] = frozenset()
    sozialraum: frozenset[str] = frozenset()
    art: frozenset[str] = frozenset()
    lage: frozenset[str] = frozenset()
    bbox: Box | None = None
    q: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> ResourceFilter:
        """Read the filter from query parameters.

        Unknown keys are ignored, and so is a ``bbox`` that is none: a link that was cut off
        shows too much rather than nothing.
        """
        values = {key: frozenset(filter(None, query.get(key, ()))) for key in VALUES}
        boxes = [Box.parse(text) for text in query.get("bbox", ())[:1]]
        q = " ".join(query.get("q", ()))[:LONGEST_SEARCH].strip()
        return cls(**values, bbox=boxes[0] if boxes else None, q=q)

    def to_query(self) -> dict[str, list[str]]:
        """Return the query parameters that :meth:`from_query` reads as this filter."""
        query = {key: sorted(getattr(self, key)) for key in VALUES}
        query |= {"bbox": [str(self.bbox or "")], "q": [self.q]}
        return {key: values for key, values in query.items() if any(values)}


def select(view: MapView, wanted: ResourceFilter) -> tuple[LayerView, ...]:
    """Return the layers of a view with what matches; one of which nothing is left is omitted."""
    regions = view.areas.parents(Level.SOZIALRAUM)
    terms = view.search_index.terms(wanted.q) if wanted.q else ()
    layers = (
        replace(layer, resources=tuple(_matching(view, layer, wanted, regions, terms)))
        for layer in view.layers
    )
    return tuple(layer for layer in layers if layer.resources)


def _matching(
    view: MapView,
    layer: LayerView,
    wanted: ResourceFilter,
    regions: Mapping[str, str],
    terms: Sequence[Term],
) -> Iterator[Resource]:
    found = view.search_index.matches(layer.layer.layer_id, terms) if terms else None
    asked = [(of, getattr(wanted, key)) for key, of in VALUES.items() if getattr(wanted, key)]
    for place, resource in enumerate(layer.resources):
        if (
            (found is None or found[place])
            and (wanted.bbox is None or wanted.bbox.contains(resource))
            and not any(these.isdisjoint(of(layer.layer, resource, regions)) for of, these in asked)
        ):
            yield resource
