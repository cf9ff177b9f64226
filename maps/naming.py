"""Where names stand on paper: the more important first, none on top of another or of a symbol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import shapely

from maps.framing import Box
from maps.lettering import Style, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: Height of a line of capitals and descenders in parts of the size, and of a capital alone.
LINE, CAPITAL = 1.2, 0.66
_GRID = 30
_CLOSEST_NAMESAKE = 18.0
#: Sides of a dot in the order in which they are tried: rightwards, downwards.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How a kind of name is set; sizes in millimetres.

    Parameters
    ----------
    size
        Of the type.
    colour
        ``#rrggbb``.
    style
        Cut of the font.
    spacing
        Space after each character in parts of the size.
    capitals
        Whether it is set in capitals.
    dot
        Radius of the dot that the name belongs to; 0 for none.
    halo
        Whether it stands out from lines below it.
    """

    size: float
    colour: str
    style: Style = "regular"
    spacing: float = 0.0
    capitals: bool = False
    dot: float = 0.0
    halo: bool = True

    def shown(self, text: str) -> str:
        """Return a text as it is set."""
        return text.upper() if self.capitals else text

    def width(self, text: str) -> float:
        """Return how wide a text is set in millimetres."""
        shown = self.shown(text)
        return text_width(shown, self.size, self.style, spacing=self.spacing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that wants a place.

    Parameters
    ----------
    text
        One line.
    lettering
        How it is set.
    at
        Its dot or its middle in millimetres; not needed if it has an area.
    area
        What it names, on paper; it stands within it.
    others
        What it must not touch outside its own area, on paper: if there is no room in that, it
        stands beside it and clear of these; without any, it is left out then.
    note
        A second line below the first one, if there is room for both; empty for none.
    """

    text: str
    lettering: Lettering
    at: tuple[float, float] = (0.0, 0.0)
    area: BaseGeometry | None = None
    others: tuple[BaseGeometry, ...] = ()
    note: str = ""

    @property
    def width(self) -> float:
        """How wide it is with its note, in millimetres."""
        return max(self.lettering.width(self.text), self.lettering.width(self.note))

    @property
    def below(self) -> float:
        """How much higher it is with its note than without, in millimetres."""
        return LINE * self.lettering.size if self.note else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedName:
    """A name in its place; ``x`` is the middle of the text, ``baseline`` what it stands on."""

    name: Name
    x: float
    baseline: float
    box: Box


def place_names(names: Iterable[Name], paper: Box, taken: Sequence[Box]) -> tuple[PlacedName, ...]:
    """Return the names that have room, each whole on the paper and clear of all others.

    Parameters
    ----------
    names
        The most important first.
    paper
        Where they may stand.
    taken
        What they keep clear of.
    """
    wanted = list(names)
    placed, left_out = _in_turn(wanted, paper, taken)
    crowded_out = [each for each in left_out if each.note and each.others]
    if not crowded_out:
        return placed
    # They have to be there: notes of others may have taken their room.
    others = [each for each in wanted if each not in crowded_out]
    return _in_turn([*crowded_out, *others], paper, taken)[0]


def _in_turn(
    names: Iterable[Name], paper: Box, taken: Sequence[Box]
) -> tuple[tuple[PlacedName, ...], list[Name]]:
    """Return what finds room one after the other, and what does not."""
    placed: list[PlacedName] = []
    left_out: list[Name] = []
    occupied = np.array([_edges(box) for box in taken], dtype=np.float64).reshape(-1, 4)
    for name in names:
        if _has_namesake(name, placed):
            continue
        variants = (name, replace(name, note="")) if name.note else (name,)
        spots = chain.from_iterable(_free_spots(each, paper, occupied) for each in variants)
        spot = next(spots, None)
        if spot is None:
            left_out.append(name)
            continue
        placed.append(spot)
        occupied = np.vstack([occupied, *_kept_clear(spot)])
    return tuple(placed), left_out


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _kept_clear(spot: PlacedName) -> list[tuple[float, float, float, float]]:
    name = spot.name
    edges = [_edges(spot.box)]
    if name.lettering.dot:
        edges.append(_edges(_dot(name)))
    return edges


def _dot(name: Name) -> Box:
    across = 2 * name.lettering.dot + 0.3
    return Box.around(*name.at, across, across)


def _has_namesake(name: Name, placed: Iterable[PlacedName]) -> bool:
    """Tell whether a place and its area would bear the same name side by side."""
    return any(other.name.text == name.text and _is_near(name, other) for other in placed)


def _is_near(name: Name, other: PlacedName) -> bool:
    if name.area is None:
        x, y = name.at
        return bool(np.hypot(other.x - x, other.baseline - y) < _CLOSEST_NAMESAKE)
    if other.name.area is not None:
        return True
    return bool(shapely.contains_xy(name.area, *other.name.at))


def _free_spots(name: Name, paper: Box, occupied: NDArray[np.float64]) -> Iterator[PlacedName]:
    if name.lettering.dot and not _is_free(_dot(name), paper, occupied):
        return
    for x, y in _middles(name):
        box = _text_box(name, x, y)
        if _is_free(box, paper, occupied):
            yield PlacedName(name=name, x=x, baseline=_baseline(name, y), box=box)


def _is_free(box: Box, paper: Box, occupied: NDArray[np.float64]) -> bool:
    left, top, right, bottom = occupied.T
    under = (left < box.right) & (box.left < right) & (top < box.bottom) & (box.top < bottom)
    return paper.holds(box) and not bool(under.any())


def _text_box(name: Name, x: float, y: float) -> Box:
    lettering = name.lettering
    padding = 0.25 * lettering.size
    return Box.around(x, y, name.width + padding, LINE * lettering.size + name.below)


def _baseline(name: Name, y: float) -> float:
    return y + (CAPITAL * name.lettering.size - name.below) / 2


def _middles(name: Name) -> Iterator[tuple[float, float]]:
    if name.area is not None:
        yield from _within(name, name.area)
    elif name.lettering.dot:
        yield from _beside(name)
    else:
        yield from _near(name)


def _beside(name: Name) -> Iterator[tuple[float, float]]:
    lettering, (x, y) = name.lettering, name.at
    away = lettering.dot + 0.35 * lettering.size
    half = lettering.width(name.text) / 2
    for right, down in _SIDES:
        aside = right * (half + (away if not down else -lettering.size * 0.2))
        yield x + aside, y + down * (away + 0.45 * lettering.size)


def _near(name: Name) -> Iterator[tuple[float, float]]:
    """Yield the place of the name and others around it, clear of what it must not touch."""
    size = np.array([name.lettering.width(name.text), LINE * name.lettering.size])
    (x, y), (wide, tall) = name.at, size * (0.75, 4.0)
    points = _candidates((x - wide, y - tall, x + wide, y + tall), name.at)
    shapely.prepare(name.others)
    under = [shapely.intersects(other, _boxes(points, size)) for other in name.others]
    yield from _pairs(points[~np.any(under, axis=0)] if under else points)


def _within(name: Name, area: BaseGeometry) -> Iterator[tuple[float, float]]:
    """Yield places for the whole text in the area, for half of it, for its middle, and beside."""
    middle = _middle(area)
    size = np.array([name.width, 0.8 * name.lettering.size + name.below])
    points = _candidates(area.bounds, middle)
    shapely.prepare(area)
    for part in (1.0, 0.5, 0.05) if name.others else (1.0, 0.5):
        boxes = _boxes(points, size * (part, 1.0))
        yield from _pairs(points[shapely.contains_properly(area, boxes)])
    if name.others:
        others = shapely.union_all(name.others)
        left, top, right, bottom = area.bounds
        wide, tall = size * (0.6, 1.5)
        around = _candidates((left - wide, top - tall, right + wide, bottom + tall), middle)
        shapely.prepare(others)
        yield from _pairs(around[~shapely.intersects(others, _boxes(around, size))])


def _boxes(points: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.object_]:
    boxes: NDArray[np.object_] = shapely.box(*(points - size / 2).T, *(points + size / 2).T)
    return boxes


def _pairs(points: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    yield from points.tolist()


def _middle(area: BaseGeometry) -> tuple[float, float]:
    circle = shapely.maximum_inscribed_circle(area, tolerance=0.5)
    x, y = circle.coords[0]
    return float(x), float(y)


def _candidates(
    bounds: tuple[float, float, float, float], middle: tuple[float, float]
) -> NDArray[np.float64]:
    """Return a grid within bounds and a middle, the nearest to the middle first."""
    left, top, right, bottom = bounds
    xs, ys = np.meshgrid(np.linspace(left, right, _GRID), np.linspace(top, bottom, _GRID))
    points = np.vstack([[middle], np.column_stack([xs.ravel(), ys.ravel()])])
    # Words are wide: a step aside moves less of them out of place than one up or down.
    distance = np.hypot((points[:, 0] - middle[0]) * 0.8, points[:, 1] - middle[1])
    return points[np.argsort(distance, kind="stable")]
