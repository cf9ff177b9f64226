"""The ground of a drawing: tints or shades of areas, borders, and the veil over what is around."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.areas import Area, AreaHierarchy, Level
from maps.framing import Frame, path_of
from maps.svg import Element, element

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Colours of the page in daylight; a test holds them to the style sheet.
GROUND, COUNTY = "#e9e6e0", "#ffffff"
REGIONS = ("#f8f5ea", "#e6efe9", "#dfe6ef", "#e5dbe3")
AREA_LINE, REGION_LINE, COUNTY_LINE, ACCENT = "#b4b1ab", "#6b7275", "#4e5659", "#0b5a61"
_VEIL = 0.72


@dataclass(frozen=True, kw_only=True)
class Shading:
    """Colours of areas instead of the tints of the Planregionen.

    Parameters
    ----------
    level
        Level of the areas.
    fills
        ``#rrggbb`` by area id; an area without stays white.
    hatched
        Ids of areas whose value is not told.
    dotted
        Ids of areas without a value.
    notes
        What stands below the names of areas, by id.
    """

    level: Level
    fills: Mapping[str, str]
    hatched: frozenset[str] = frozenset()
    dotted: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """How a border is drawn on A4: millimetres, and lengths of dashes and gaps."""

    stroke: str
    width: float
    dashes: tuple[float, ...] = ()


LINES: Mapping[Level, Line] = {
    Level.GEMEINDE: Line(REGION_LINE, 0.18, (0.25, 0.75)),
    Level.SOZIALRAUM: Line(AREA_LINE, 0.25),
    Level.PLANREGION: Line(REGION_LINE, 0.4),
    Level.KREIS: Line(COUNTY_LINE, 0.5),
}
#: The same on colours, which the usual line of a Sozialraum would not stand out from.
LINES_ON_COLOURS: Mapping[Level, Line] = {
    **LINES,
    Level.GEMEINDE: Line(COUNTY_LINE, 0.18, (0.25, 0.75)),
    Level.SOZIALRAUM: Line(COUNTY_LINE, 0.2),
    Level.PLANREGION: Line(COUNTY_LINE, 0.45),
}
CHOSEN = Line(ACCENT, 0.6)
_HATCH, _DOTS = 1.6, 1.3


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What lies below names and symbols.

    Parameters
    ----------
    areas
        Of all levels.
    area
        What keeps its full colour.
    frame
        What is seen.
    levels
        Whose borders are drawn, from the weakest to the strongest.
    shade
        Colours by a value.
    scale
        How much wider than on A4 lines are.
    """

    areas: AreaHierarchy
    area: Area
    frame: Frame
    levels: tuple[Level, ...]
    shade: Shading | None
    scale: float

    def elements(self) -> Iterator[Element]:
        """Yield what is drawn, from bottom to top."""
        yield element("rect", width=self.frame.width, height=self.frame.height, fill=GROUND)
        for colour, area in self._fills():
            yield from self._filled(area.geometry, fill=colour)
        if self.shade:
            yield from self._patterned(self._hatching, self.shade.hatched, width=0.25)
            yield from self._patterned(self._dots, self.shade.dotted, width=0.4)
        if self.area.level is not Level.KREIS:
            around = shapely.difference(self.areas.kreis.geometry, self.area.geometry)
            yield from self._filled(around, fill=GROUND, fill_opacity=_VEIL)
        yield from self._borders()

    def _fills(self) -> Iterator[tuple[str, Area]]:
        if self.shade:
            for area in self.areas.at(self.shade.level):
                yield self.shade.fills.get(area.area_id, COUNTY), area
            return
        for number, area in enumerate(self.areas.at(Level.PLANREGION)):
            yield REGIONS[number % len(REGIONS)], area

    def _filled(self, geometry: BaseGeometry, **attributes: str | float) -> Iterator[Element]:
        if path := path_of(self.frame.cut(geometry)):
            yield element("path", d=path, fill_rule="evenodd", **attributes)

    def _patterned(
        self, pattern: Callable[[BaseGeometry], str], ids: frozenset[str], *, width: float
    ) -> Iterator[Element]:
        """Yield lines or dots cut out of areas: a pattern of SVG would need an id."""
        areas = self.areas.at(self.shade.level) if self.shade else ()
        seen = [self.frame.cut(area.geometry) for area in areas if area.area_id in ids]
        for path in filter(None, map(pattern, seen)):
            yield element(
                "path",
                d=path,
                stroke=REGION_LINE,
                stroke_width=width * self.scale,
                stroke_linecap="round",
            )

    def _hatching(self, shape: BaseGeometry) -> str:
        wide, tall = self.frame.width, self.frame.height
        starts = np.arange(-tall, wide, _HATCH * self.scale).tolist()
        lines = shapely.multilinestrings([[(at, tall), (at + tall, 0.0)] for at in starts])
        seen = shapely.intersection(lines, shape)
        return path_of(shapely.transform(seen, lambda xy: np.round(xy, 2)))

    def _dots(self, shape: BaseGeometry) -> str:
        step = _DOTS * self.scale
        rows, columns = np.indices((int(self.frame.height / step), int(self.frame.width / step)))
        even = (rows + columns) % 2 == 0
        xs, ys = (columns[even] + 0.5) * step, (rows[even] + 0.5) * step
        here = shapely.contains_xy(shape, xs, ys)
        return "".join(f"M{x:.2f} {y:.2f}h.01" for x, y in zip(xs[here], ys[here], strict=True))

    def _borders(self) -> Iterator[Element]:
        lines = LINES_ON_COLOURS if self.shade else LINES
        for level in self.levels:
            borders = shapely.boundary([area.geometry for area in self.areas.at(level)])
            # A border between two areas is drawn once, or its dashes would fill each other.
            yield self._border(shapely.line_merge(shapely.union_all(borders)), lines[level])
        if self.area.level is not Level.KREIS:
            yield self._border(self.area.geometry.boundary, CHOSEN)

    def _border(self, border: BaseGeometry, line: Line) -> Element:
        return element(
            "path",
            d=path_of(self.frame.cut(border)),
            fill="none",
            stroke=line.stroke,
            stroke_width=line.width * self.scale,
            stroke_linejoin="round",
            stroke_linecap="round",
            stroke_dasharray=" ".join(f"{each * self.scale:g}" for each in line.dashes) or None,
        )
