"""Which symbols stand where on paper: none on top of another, each offer in exactly one.

As on the map, near places are joined to a ring with their number; up to nine offers stand side by
side instead where there is room for them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.counting import Offer
from geo.crs import WGS84, transform_xy
from geo.layers import Layer
from geo.numbers import german_number
from geo.resources import Resource
from geo.spelling import sort_key
from geo.taxonomy import Taxonomy
from maps.framing import Box, Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: Edge of the grid that symbols are drawn on, in units; a unit is ``Pen.unit`` millimetres.
SYMBOL = 28.0
_MOST_SIDE_BY_SIDE = 9
_TAG_LINE = 1.25
#: Part of the area that symbols may cover before nearer places are joined, too.
_MOST_COVERED = 0.3
_FIRST_GAP, _LARGEST_GAP = 0.3, 40.0
#: Marks whose heights differ less are read as one line, in symbols.
_READ_AS_LINE = 2.5

OfferKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pen:
    """Sizes of what is drawn.

    Parameters
    ----------
    unit
        Millimetres of a unit of the symbols: their letters are 12 units high.
    tag
        Size of the numbers at symbols in millimetres.
    widest_tag
        Gives the width in millimetres of the widest number at a symbol of so many offers; 0
        without numbers.
    """

    unit: float
    tag: float
    widest_tag: Callable[[int], float]

    def radius(self, count: int) -> float:
        """Return the radius of a symbol in millimetres, as on the map."""
        units = SYMBOL / 2 if count == 1 else min(30.0, 15 + 3 * math.log2(count))
        return units * self.unit

    def box(self, x: float, y: float, count: int, gap: float = 0.0) -> Box:
        """Return what a symbol and the number below it cover."""
        radius, tag = self.radius(count), self.widest_tag(count)
        half = max(radius, tag / 2) + gap / 2
        below = radius + (self.tag * _TAG_LINE if tag else 0.0)
        return Box(left=x - half, top=y - radius - gap / 2, right=x + half, bottom=y + below + gap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One or several offers at one place of the paper.

    Parameters
    ----------
    x, y
        Middle in millimetres.
    offers
        With their layers, in the order of their numbers.
    columns
        How many symbols stand in a row; 0 if a ring stands for all of them.
    """

    x: float
    y: float
    offers: tuple[Offer, ...]
    columns: int = 0

    def parts(self, pen: Pen) -> Iterator[tuple[float, float, tuple[Offer, ...]]]:
        """Yield each symbol with its middle and its offers."""
        if not self.columns:
            yield self.x, self.y, self.offers
            return
        wide, tall = _cell(pen)
        rows = math.ceil(len(self.offers) / self.columns)
        for number, offer in enumerate(self.offers):
            row, column = divmod(number, self.columns)
            in_row = min(self.columns, len(self.offers) - row * self.columns)
            yield (
                self.x + (column - (in_row - 1) / 2) * wide,
                self.y + (row - (rows - 1) / 2) * tall,
                (offer,),
            )

    def boxes(self, pen: Pen) -> list[Box]:
        """Return what each of its symbols covers with its number."""
        return [pen.box(x, y, len(offers)) for x, y, offers in self.parts(pen)]

    def box(self, pen: Pen) -> Box:
        """Return what all of them cover."""
        boxes = self.boxes(pen)
        return Box(
            left=min(box.left for box in boxes),
            top=min(box.top for box in boxes),
            right=max(box.right for box in boxes),
            bottom=max(box.bottom for box in boxes),
        )


@dataclass(slots=True)
class _Group:
    x: float
    y: float
    offers: list[tuple[float, Offer]]

    def box(self, pen: Pen, gap: float = 0.0) -> Box:
        return pen.box(self.x, self.y, len(self.offers), gap)

    def take(self, other: _Group) -> None:
        share = len(other.offers) / (len(self.offers) + len(other.offers))
        self.x += (other.x - self.x) * share
        self.y += (other.y - self.y) * share
        self.offers += other.offers


def key_of(layer: Layer, resource: Resource) -> OfferKey:
    """Return what tells an offer from all others of a view."""
    return layer.layer_id, resource.resource_id


def seen_offers(
    offers: Iterable[Offer], frame: Frame, *, crs: str, taxonomy: Taxonomy
) -> tuple[tuple[float, float, Offer], ...]:
    """Return the offers with a point in the frame, each with its place on paper.

    What must never have a point has none here, even if it came with one.
    """
    hidden = {each.category_id for each in taxonomy.categories if not each.has_point}
    pointed = [each for each in offers if each[1].has_point and each[1].category_id not in hidden]
    degrees = np.array([(each.lon, each.lat) for _, each in pointed], dtype=np.float64)
    lon, lat = degrees.reshape(-1, 2).T
    xy = frame.place(np.column_stack(transform_xy(lon, lat, source=WGS84, target=crs)))
    return tuple(
        (x, y, offer)
        for (x, y), offer in zip(xy.tolist(), pointed, strict=True)
        if 0 <= x <= frame.width and 0 <= y <= frame.height
    )


def place_marks(
    seen: Sequence[tuple[float, float, Offer]],
    paper: Box,
    pen: Pen,
    *,
    grounds: Sequence[BaseGeometry] = (),
    kept_free: Sequence[Box] = (),
) -> tuple[Mark, ...]:
    """Return where symbols stand, in reading order.

    Parameters
    ----------
    seen
        Offers with their places in millimetres.
    paper
        Where symbols may stand.
    pen
        Sizes.
    grounds
        Areas on paper, of which symbols may cover a part; those side by side stay within one.
    kept_free
        What no symbol may cover.
    """
    gap, room = _FIRST_GAP, min(paper.area, sum(shapely.area(list(grounds))) or paper.area)
    while True:
        groups = _joined(_places(seen), pen, paper, kept_free, gap)
        covered = sum(each.box(pen).area for each in groups)
        if covered <= _MOST_COVERED * room or gap > _LARGEST_GAP or len(groups) < 2:
            break
        gap = gap * 2 + pen.unit * SYMBOL / 4
    return _in_reading_order(_side_by_side(groups, pen, paper, kept_free, grounds), pen)


def numbered(marks: Sequence[Mark]) -> dict[OfferKey, int]:
    """Return a number from 1 for each offer, in the order of the marks."""
    offers = (offer for mark in marks for offer in mark.offers)
    return {key_of(*offer): number for number, offer in enumerate(offers, start=1)}


def number_text(numbers: Sequence[int]) -> str:
    """Return numbers in order as "7", "5–12", "1.005–1.012" or "3, 7, 9"."""
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{german_number(numbers[0])}–{german_number(numbers[-1])}"
    return ", ".join(map(german_number, numbers))


def numbers_of(offers: Iterable[Offer], numbers: Mapping[OfferKey, int]) -> list[int]:
    """Return the numbers that offers have, in order."""
    return sorted(numbers[key_of(*each)] for each in offers if key_of(*each) in numbers)


def _places(seen: Sequence[tuple[float, float, Offer]]) -> list[_Group]:
    """Return the offers of each place; the same input in any order gives the same."""
    found: defaultdict[tuple[float, float], list[tuple[float, Offer]]] = defaultdict(list)
    for x, y, offer in seen:
        found[x, y].append((x, offer))
    return [_Group(x, y, offers) for (x, y), offers in sorted(found.items(), key=_by_place)]


def _by_place(item: tuple[tuple[float, float], object]) -> tuple[float, float]:
    return item[0]


def _joined(
    groups: list[_Group], pen: Pen, paper: Box, kept_free: Sequence[Box], gap: float
) -> list[_Group]:
    """Join groups until no two of them overlap; each pass leaves fewer of them."""
    for each in groups:
        _push(each, pen, paper, kept_free)
    while True:
        joined = _one_pass(groups, pen, gap)
        for each in joined:
            _push(each, pen, paper, kept_free)
        if len(joined) == len(groups):
            return joined
        groups = joined


def _one_pass(groups: Sequence[_Group], pen: Pen, gap: float) -> list[_Group]:
    # No box is larger than a cell, so that what overlaps it lies in it or in one beside it.
    most = max(1, sum(len(each.offers) for each in groups))
    cell = 2 * pen.radius(most) + pen.widest_tag(most) + pen.tag * 2 + gap * 2
    grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    kept: list[_Group] = []
    boxes: list[Box] = []
    for group in groups:
        column, row = int(group.x // cell), int(group.y // cell)
        box = group.box(pen, gap)
        near = (other for at in _around(column, row) for other in grid.get(at, ()))
        under = next((other for other in near if box.overlaps(boxes[other])), None)
        if under is None:
            grid[column, row].append(len(kept))
            kept.append(group)
            boxes.append(box)
        else:
            kept[under].take(group)
            boxes[under] = kept[under].box(pen, gap)
    return kept


def _around(column: int, row: int) -> Iterator[tuple[int, int]]:
    return ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def _push(group: _Group, pen: Pen, paper: Box, kept_free: Sequence[Box]) -> None:
    """Move a group so that it lies on the paper and above or below what is kept free."""
    for other in kept_free:
        box = group.box(pen)
        if box.overlaps(other):
            up, down = other.top - box.bottom, other.bottom - box.top
            group.y += up if box.top + up >= paper.top else down
    box = group.box(pen)
    group.x += max(0.0, paper.left - box.left) - max(0.0, box.right - paper.right)
    group.y += max(0.0, paper.top - box.top) - max(0.0, box.bottom - paper.bottom)


def _side_by_side(
    groups: Sequence[_Group],
    pen: Pen,
    paper: Box,
    kept_free: Sequence[Box],
    grounds: Sequence[BaseGeometry],
) -> list[Mark]:
    """Open the small groups for which there is room, the smallest first."""
    marks = [
        Mark(x=each.x, y=each.y, offers=_by_name(each), columns=int(len(each.offers) == 1))
        for each in groups
    ]
    taken = np.array([astuple(mark.box(pen)) for mark in marks]).reshape(-1, 4)
    for number in sorted(range(len(marks)), key=lambda each: len(marks[each].offers)):
        others = np.delete(taken, number, axis=0)
        for opened in _opened(marks[number], groups[number]):
            box = opened.box(pen)
            free = not any(map(box.overlaps, kept_free)) and not _overlapping(box, others)
            if free and paper.holds(box) and _on_one_ground(opened, pen, grounds):
                marks[number], taken[number] = opened, astuple(box)
                break
    return marks


def _on_one_ground(mark: Mark, pen: Pen, grounds: Sequence[BaseGeometry]) -> bool:
    """Tell whether all symbols touch the area in which the middle of them lies."""
    middles = shapely.points([(x, y) for x, y, _ in mark.parts(pen)])
    own = [each for each in grounds if shapely.contains_xy(each, mark.x, mark.y)]
    return all(bool(shapely.dwithin(middles, each, pen.radius(1)).all()) for each in own)


def _opened(mark: Mark, group: _Group) -> Iterator[Mark]:
    """Yield the ways to show each offer of a small group, the more compact first."""
    count = len(mark.offers)
    if 1 < count <= _MOST_SIDE_BY_SIDE:
        along = tuple(offer for _, offer in sorted(group.offers, key=_along))
        wide = count if count <= 3 else math.ceil(math.sqrt(count))
        for columns in dict.fromkeys((wide, 2)):
            yield replace(mark, offers=along, columns=columns)


def _overlapping(box: Box, others: NDArray[np.float64]) -> bool:
    left, top, right, bottom = others.T
    inside = (left < box.right) & (box.left < right) & (top < box.bottom) & (box.top < bottom)
    return bool(inside.any())


def _by_name(group: _Group) -> tuple[Offer, ...]:
    return tuple(sorted((offer for _, offer in group.offers), key=_name))


def _along(item: tuple[float, Offer]) -> tuple[float, tuple[str, str, str]]:
    return item[0], _name(item[1])


def _name(offer: Offer) -> tuple[str, str, str]:
    layer, resource = offer
    return sort_key(resource.name), layer.layer_id, resource.resource_id


def _cell(pen: Pen) -> tuple[float, float]:
    """Return the distances of symbols that stand side by side."""
    box = pen.box(0.0, 0.0, 1)
    return box.right - box.left, box.bottom - box.top


def _in_reading_order(marks: Iterable[Mark], pen: Pen) -> tuple[Mark, ...]:
    """Line by line from the north, in a line from the west."""
    line = _READ_AS_LINE * SYMBOL * pen.unit
    return tuple(sorted(marks, key=lambda mark: (mark.y // line, mark.x, mark.y)))
