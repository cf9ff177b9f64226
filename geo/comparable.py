"""Offers as they are compared with one another, and which of them are compared at all.

Pairs are looked for among offers that share a key: name, street, neighbourhood and Kategorie, and
so on. In a large group only neighbours in the order of their names are compared (sorted
neighbourhood method: M. Hernández and S. Stolfo, The merge/purge problem for large databases,
SIGMOD 1995). The effort grows with the number of offers, not with its square.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from geo.geocoding.keys import place_keys, street_key
from geo.geocoding.street import Point, metres_between
from geo.layers import Layer
from geo.likeness import stems
from geo.resources import LocationQuality, Resource
from geo.searching import tolerance
from geo.spelling import fold
from geo.taxonomy import Taxonomy

_Numbers = np.ndarray[Any, np.dtype[np.int64]]
_WINDOW = 20
_PREFIX = 4
_DEGREE_M = 111_195
_SLACK = 1.001  # what is rounded differently must not be lost
_EXACT = frozenset({LocationQuality.HOUSE, LocationQuality.MANUAL})
_FLATTEST = 0.1  # no county lies nearer to a pole


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """What of an offer is compared, folded.

    Parameters
    ----------
    layer, resource
        The offer.
    words
        Words of its name in alphabetical order, without filling words and endings.
    street
        Street and house number; empty if unknown.
    place
        Keys of its Ort; empty if unknown.
    provider
        Words of its provider; empty if unknown.
    category
        Key of the vocabulary; empty if unknown.
    point
        Where it is exactly, EPSG:4326 degrees; ``None`` if that is not known to the house.
    protected
        Whether its Kategorie never has a place: then street, place and point are unknown.
    """

    layer: Layer
    resource: Resource
    words: tuple[str, ...]
    street: str
    place: frozenset[str]
    provider: str
    category: str
    point: Point | None
    protected: bool

    @classmethod
    def of(cls, layer: Layer, resource: Resource, taxonomy: Taxonomy) -> Comparable:
        """Fold an offer."""
        category = resource.category_id or ""
        known = taxonomy.has_category(category)
        protected = known and not taxonomy.category(category).has_point
        return cls(
            layer=layer,
            resource=resource,
            words=_words(resource.name),
            street="" if protected else street_key(resource.street),
            place=frozenset() if protected else place_keys(resource.place),
            provider=" ".join(_words(resource.provider)),
            category=category if known else "",
            point=None if protected else _point(resource),
            protected=protected,
        )

    @property
    def key(self) -> tuple[str, str]:
        """Keys of layer and offer."""
        return self.layer.layer_id, self.resource.resource_id

    @property
    def order(self) -> tuple[tuple[str, ...], tuple[str, str]]:
        """What offers are sorted by: the same for any order of layers and lists."""
        return self.words, self.key

    def may_be_in_place_of(self, other: Comparable) -> bool:
        """Tell whether Orte are the same or one is unknown."""
        return not self.place or not other.place or not self.place.isdisjoint(other.place)

    def has_address_of(self, other: Comparable) -> bool:
        """Tell whether street, house number and Ort are the same; without Ort the postcode."""
        if self.street != other.street or not any(map(str.isdigit, self.street)):
            return False
        if self.place and other.place:
            return not self.place.isdisjoint(other.place)
        return self.resource.postcode == other.resource.postcode != ""


def distance_between(one: Comparable, other: Comparable) -> float | None:
    """Return metres between two points; ``None`` if one of them is not exactly known."""
    if one.point is None or other.point is None:
        return None
    return metres_between(one.point, other.point)


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names differ in typing errors or in a word or two too many.

    Parameters
    ----------
    one, other
        Words as in :attr:`Comparable.words`. Each word of the shorter name must be in the longer
        one within :func:`geo.searching.tolerance`; of a name with more words at least half, and
        two, must be the same. Numbers must be equal.
    """
    short, long = sorted((one, other), key=lambda words: (len(words), *words))
    if len(short) < len(long) and (len(short) < 2 or 2 * len(short) < len(long)):
        return False
    left = [word for word in long if word not in short]
    for word in short:
        if word in long:
            continue
        near = next((each for each in left if _is_slip(word, each)), None)
        if near is None:
            return False
        left.remove(near)
    return not any(char.isdigit() for word in left for char in word)


def _is_slip(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    allowed = min(tolerance(word), tolerance(other))
    return allowed > 0 and OSA.distance(word, other, score_cutoff=allowed) <= allowed


def candidates(offers: Sequence[Comparable], *, within_m: float) -> Iterator[tuple[int, int]]:
    """Yield the places of offers that are worth comparing, each pair once, the smaller first.

    Parameters
    ----------
    offers
        Sorted by :attr:`Comparable.order`.
    within_m
        Metres, more than 0: offers nearer than that share a key, and those that are known to be
        further apart are not worth comparing.
    """
    members, blocks = _blocks(offers, within_m)
    points = [each.point or (math.nan, math.nan) for each in offers]
    lat, lon = np.array(points, dtype=np.float64).reshape(-1, 2).T
    degrees = _SLACK * within_m / _DEGREE_M
    shrink = math.cos(math.radians(float(np.nanmax(np.abs(lat), initial=0.0))))
    found: set[tuple[int, int]] = set()
    for step in range(1, _WINDOW + 1):
        at = np.flatnonzero(blocks[step:] == blocks[:-step])
        one, other = members[at], members[at + step]
        far = np.abs(lat[one] - lat[other]) > degrees
        far |= np.abs(lon[one] - lon[other]) * shrink > degrees
        found.update(zip(one[~far].tolist(), other[~far].tolist(), strict=True))
    yield from found


def _blocks(offers: Sequence[Comparable], within_m: float) -> tuple[_Numbers, _Numbers]:
    """Return places of offers and numbers of their keys, both int64; sorted by key, then place."""
    numbers: dict[Hashable, int] = {}
    grid = _Grid([each.point for each in offers if each.point], within_m)
    # Names alone bring together only what has no Kategorie with what may have the same.
    by_name = any(not each.category for each in offers)
    rows = [
        (at, numbers.setdefault(key, len(numbers)))
        for at, each in enumerate(offers)
        for key in _keys(each, grid, by_name=by_name)
    ]
    members, blocks = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    order = np.argsort(blocks, kind="stable")
    return members[order], blocks[order]


def _keys(each: Comparable, grid: _Grid, *, by_name: bool) -> Iterator[Hashable]:
    yield "name", each.words
    yield "kind", each.category
    if each.street:
        yield "street", each.street, each.category
    for place in each.place:
        yield "place", place, each.category
    if each.point is None:
        return
    prefixes = {word[:_PREFIX] for word in each.words} if by_name else ()
    for square in grid.squares(each.point):
        yield "kind near", square, each.category
        if each.provider:
            yield "provider near", square, each.provider, each.category
        yield from (("name near", square, prefix) for prefix in prefixes)


class _Grid:
    """Squares that overlap by half, so that two near points share one."""

    def __init__(self, points: Sequence[Point], within_m: float) -> None:
        northmost = max((abs(lat) for lat, _ in points), default=0.0)
        self._lat = within_m / _DEGREE_M
        self._lon = self._lat / max(_FLATTEST, math.cos(math.radians(northmost)))

    def squares(self, point: Point) -> Iterator[tuple[int, int]]:
        row, column = math.floor(point[0] / self._lat), math.floor(point[1] / self._lon)
        return product((row, row - 1), (column, column - 1))


@lru_cache(maxsize=65_536)
def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(stems(name) or fold(name).split() or (name,)))


def _point(resource: Resource) -> Point | None:
    if resource.lat is None or resource.lon is None or resource.location_quality not in _EXACT:
        return None
    return resource.lat, resource.lon
