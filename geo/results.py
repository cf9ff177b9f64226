"""Plain results that use cases return and ``maps`` renders: no HTML, no SQL."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from geo.area_entries import AreaEntry
from geo.areas import AreaHierarchy
from geo.basemaps import Basemap
from geo.composite_index import CompositeIndex, composite_index
from geo.county import Attribution, Neighbour, Place
from geo.index_plan import IndexPlan
from geo.indicators import IndicatorSet
from geo.layers import Layer
from geo.resources import Resource
from geo.searching import SearchIndex
from geo.taxonomy import Taxonomy

__all__ = ["Attribution", "LayerView", "MapView", "Neighbour", "Place", "Selection"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerView:
    """One layer with the resources that may be shown."""

    layer: Layer
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of a whole map is left.

    Parameters
    ----------
    criteria
        What was asked for, in words, see :func:`geo.wording.criteria`.
    total
        Number of resources of the whole map.
    query
        What was asked for, as it stands in an address.
    """

    criteria: tuple[str, ...]
    total: int
    query: str


@dataclass(frozen=True, kw_only=True)
class MapView:
    """Everything a map page or file shows.

    Parameters
    ----------
    title
        Heading of the map.
    county
        Name of the county.
    areas
        Areas of all levels.
    layers
        Layers in display order.
    taxonomy
        Vocabulary with symbols.
    places
        Names for orientation, most important first.
    neighbours
        Names of what lies around the county.
    attributions
        Sources of boundaries, places and vocabulary; layers bring their own.
    basemaps
        Background maps that can be switched on; none unless configured.
    indicators
        Numbers of the areas, what is too small to be told suppressed.
    index_plan
        What the configured Sozialindex is made of; of nothing unless configured.
    entries
        Bodies and agreements of the areas.
    date
        Date of the data: when the newest layer version was published.
    selection
        What was chosen of the map; ``None`` if it is the whole map.
    """

    title: str
    county: str
    areas: AreaHierarchy
    layers: tuple[LayerView, ...]
    taxonomy: Taxonomy
    places: tuple[Place, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    basemaps: tuple[Basemap, ...] = ()
    indicators: IndicatorSet = field(default_factory=IndicatorSet)
    index_plan: IndexPlan = field(default_factory=IndexPlan)
    entries: tuple[AreaEntry, ...] = ()
    selection: Selection | None = None
    date: date

    @property
    def count(self) -> int:
        """Number of resources."""
        return sum(len(each.resources) for each in self.layers)

    @cached_property
    def composite_index(self) -> CompositeIndex | None:
        """The configured Sozialindex; ``None`` without one, or without one of its indicators."""
        known = {each.indicator_id for each in self.indicators.indicators}
        wanted = {each.indicator_id for each in self.index_plan.parts}
        if not wanted or not wanted <= known:
            return None
        return composite_index(self.areas, self.indicators, self.index_plan)

    @cached_property
    def search_index(self) -> SearchIndex:
        """What the words of a search are looked up in; made when first needed."""
        resources = {each.layer.layer_id: each.resources for each in self.layers}
        return SearchIndex(resources, areas=self.areas, taxonomy=self.taxonomy)

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    def once(self, what: Hashable, make: Callable[[], _T]) -> _T:
        """Return what follows from this view alone, made when it is first asked for and kept.

        Parameters
        ----------
        what
            Names the result; there must be few of them.
        make
            Makes it. Nobody may change the result.
        """
        if what not in self._made:
            self._made[what] = make()
        made: _T = self._made[what]
        return made
