"""Which names a drawing wants, the most important first, and how each kind is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.areas import Area, Level
from geo.county import Neighbour, Place
from geo.crs import WGS84, transform_xy
from geo.results import MapView
from maps.framing import Frame
from maps.ground import Shading
from maps.naming import Lettering, Name

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Colours of names on the page in daylight; a test holds them to the style sheet.
LABEL, LABEL_QUIET, OUTSIDE = "#3c4447", "#545b5e", "#64615b"
_REGION = Lettering(size=2.6, colour=LABEL, style="semibold", spacing=0.1, capitals=True)
_SPACE = Lettering(size=2.8, colour=LABEL)
_AROUND = Lettering(size=2.5, colour=OUTSIDE, halo=False)
_GEMEINDE = Lettering(size=2.5, colour=LABEL_QUIET, style="italic")
_TOWN = Lettering(size=2.8, colour=LABEL, style="semibold", dot=0.6)
_PLACE = Lettering(size=2.5, colour=LABEL_QUIET, dot=0.5)
_VILLAGE = Lettering(size=2.2, colour=LABEL_QUIET, dot=0.35)
_NEIGHBOUR = Lettering(size=2.6, colour=OUTSIDE, spacing=0.04, halo=False)
_LAND = Lettering(size=2.6, colour=OUTSIDE, spacing=0.14, capitals=True, halo=False)

_TOWN_FROM = 10_000
#: Millimetres per kilometre from which on there are names of places, and of villages.
_PLACES_FROM, _VILLAGES_FROM = 2.2, 4.5
#: A name of a neighbour that lies so few metres beyond the edge moves to it.
_BEYOND_M = 6_000.0


@dataclass(frozen=True, kw_only=True)
class Toponyms:
    """What can be named in a drawing.

    Parameters
    ----------
    view
        Areas, places and neighbours.
    area
        What the drawing shows.
    frame
        What is seen.
    levels
        Whose borders are drawn.
    scale
        How much larger than on A4 type is.
    shade
        Colours of areas, whose notes stand below their names.
    """

    view: MapView
    area: Area
    frame: Frame
    levels: tuple[Level, ...]
    scale: float
    shade: Shading | None = None

    def wanted(self) -> Iterator[Name]:
        """Yield names, the most important first."""
        whole = self.area.level is Level.KREIS
        if self.area.level is not Level.SOZIALRAUM:
            yield from self._areas(Level.SOZIALRAUM, _SPACE)
        if whole:
            yield from self._areas(Level.PLANREGION, _REGION)
        for kind in self._kinds():
            yield from self._of_kind(kind)
        if not whole:
            yield from self._areas(Level.SOZIALRAUM, _AROUND, inside=False)
        yield from self._neighbours()
        if Level.GEMEINDE in self.levels:
            yield from self._areas(Level.GEMEINDE, _GEMEINDE)
        if self._is_close(_VILLAGES_FROM):
            yield from self._of_kind(_VILLAGE)

    def _is_close(self, mm_per_km: float) -> bool:
        return 1000 * self.frame.scale >= mm_per_km * self.scale

    def _kinds(self) -> tuple[Lettering, ...]:
        return (_TOWN, _PLACE) if self._is_close(_PLACES_FROM) else (_TOWN,)

    def _areas(self, level: Level, lettering: Lettering, *, inside: bool = True) -> Iterator[Name]:
        """Yield names of the areas that lie in the drawn one, or around it."""
        # What is small finds a place for its name only as long as there is much room.
        areas = sorted(self.view.areas.at(level), key=lambda area: float(area.geometry.area))
        seen = [self.frame.cut(area.geometry) for area in areas]
        for number, (area, shape) in enumerate(zip(areas, seen, strict=True)):
            middle = area.geometry.representative_point()
            if shape.is_empty or shapely.contains(self.area.geometry, middle) != inside:
                continue
            # These names have to be there, so they may stand beside their areas.
            must = inside and level is not Level.GEMEINDE
            others = (*seen[:number], *seen[number + 1 :]) if must else ()
            yield Name(
                text=area.name,
                lettering=self._sized(lettering),
                area=shape,
                others=others,
                note=self._note(area),
            )

    def _note(self, area: Area) -> str:
        shade = self.shade
        return shade.notes.get(area.area_id, "") if shade and shade.level is area.level else ""

    def _of_kind(self, kind: Lettering) -> Iterator[Name]:
        for place, at in self._places:
            if _kind(place) is kind:
                yield Name(text=place.name, at=at, lettering=self._sized(kind))

    @cached_property
    def _places(self) -> tuple[tuple[Place, tuple[float, float]], ...]:
        """What lies in the drawn area, with its place on paper."""
        places = self.view.places
        ground = self._projected(places)
        inside = shapely.contains_xy(self.area.geometry, ground).tolist()
        paper = [(x, y) for x, y in self.frame.place(ground).tolist()]
        found = zip(places, paper, inside, strict=True)
        return tuple((place, at) for place, at, here in found if here)

    def _neighbours(self) -> Iterator[Name]:
        neighbours = self.view.neighbours
        county = self.frame.cut(self.view.areas.kreis.geometry)
        ground = self._projected(neighbours)
        for number, neighbour in enumerate(neighbours):
            lettering = self._sized(_LAND if neighbour.kind == "land" else _NEIGHBOUR)
            name = Name(text=neighbour.name, lettering=lettering, others=(county,))
            at = self._near_edge(ground, number, name)
            if at is not None:
                yield replace(name, at=at)

    def _near_edge(
        self, ground: NDArray[np.float64], number: int, name: Name
    ) -> tuple[float, float] | None:
        """Return where a neighbour's name stands: on its place, or at the edge next to it.

        At the edge no other neighbour may be nearer, and it must not be in the county.
        """
        frame, size = self.frame, name.lettering.size
        half = np.array([name.lettering.width(name.text) / 2 + size, size])
        spot = frame.place(ground[[number]])[0]
        moved = np.clip(spot, half, np.array([frame.width, frame.height]) - half)
        there = moved / (frame.scale, -frame.scale) + (frame.west, frame.north)
        away = np.hypot(*(ground - there).T)
        near = away[number] < _BEYOND_M and away[number] <= away.min()
        if shapely.contains_xy(self.view.areas.kreis.geometry, *there):
            return None
        return (float(moved[0]), float(moved[1])) if near or (spot == moved).all() else None

    def _projected(self, found: Sequence[Place | Neighbour]) -> NDArray[np.float64]:
        degrees = np.array([(each.lon, each.lat) for each in found], dtype=np.float64)
        lon, lat = degrees.reshape(-1, 2).T
        xy = transform_xy(lon, lat, source=WGS84, target=self.view.areas.crs)
        return np.column_stack(xy)

    def _sized(self, lettering: Lettering) -> Lettering:
        return replace(lettering, size=lettering.size * self.scale, dot=lettering.dot * self.scale)


def _kind(place: Place) -> Lettering:
    if place.inhabitants >= _TOWN_FROM:
        return _TOWN
    return _PLACE if place.inhabitants else _VILLAGE
