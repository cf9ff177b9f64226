"""A map as a picture: one area or the county as SVG in millimetres, for pages and paper.

It shows what the map of the page shows: tints and lines of the levels, names, symbols. There is no
raster, no script, no address and no id in it, so several may stand on one page, and the same input
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import shapely

from geo.areas import Area, Level
from geo.counting import Offer, offers_of
from geo.numbers import german_distance, german_number
from geo.results import MapView
from maps import signs
from maps.framing import Box, Frame, frame_around, round_length
from maps.ground import Ground, Shading
from maps.lettering import text_width
from maps.marks import Mark, OfferKey, Pen, number_text, numbers_of, place_marks, seen_offers
from maps.naming import PlacedName, place_names
from maps.svg import FONT_FAMILY, Element, as_text, element
from maps.toponyms import Toponyms

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Drawing", "Shading", "area_drawing"]

#: Six points, the smallest type there is; letters of symbols have 12 units. In millimetres.
SMALLEST = 6 * 25.4 / 72
UNIT = SMALLEST / 12
_MARGIN = 5.0
#: Millimetres per kilometre from which on there are borders of Gemeinden.
_GEMEINDEN_FROM = 4.0
_LONGEST_BAR = 0.28


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A map that is being drawn: first its symbols get their places, then it becomes SVG.

    Parameters
    ----------
    view
        What there is to show.
    area
        What fills the frame: a Sozialraum, a Planregion or the county of the view.
    width_mm, height_mm
        Size on paper.
    resources
        Whether symbols are drawn: of the offers that :func:`geo.counting.offers_of` gives.
    numbered
        Whether symbols leave room for a number.
    furniture
        Whether there are a scale bar and an arrow to grid north.
    scale
        How much larger than on A4 type and symbols are.
    shade
        Colours of areas by a value.
    """

    view: MapView
    area: Area
    width_mm: float
    height_mm: float
    resources: bool = True
    numbered: bool = False
    furniture: bool = True
    scale: float = 1.0
    shade: Shading | None = None

    @cached_property
    def frame(self) -> Frame:
        """What of the ground is seen."""
        return frame_around(
            self.area.geometry,
            width=self.width_mm,
            height=self.height_mm,
            margin=_MARGIN * self.scale,
        )

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Levels whose borders are drawn, from the weakest to the strongest."""
        larger = (Level.SOZIALRAUM, Level.PLANREGION, Level.KREIS)
        close = 1000 * self.frame.scale >= _GEMEINDEN_FROM * self.scale
        coloured = self.shade is not None and self.shade.level is Level.GEMEINDE
        return (Level.GEMEINDE, *larger) if close or coloured else larger

    @cached_property
    def pen(self) -> Pen:
        """Sizes of symbols and their numbers."""
        tag = SMALLEST * self.scale
        digits = german_number(10 ** len(str(self.view.count)) - 1)

        def width(text: str) -> float:
            return text_width(text, tag, "semibold") + 0.3 * tag if self.numbered else 0.0

        # Asked for with each of some hundred thousand boxes: measured once.
        one, several = width(digits), width(f"{digits}–{digits}")
        return Pen(
            unit=UNIT * self.scale,
            tag=tag,
            widest_tag=lambda count: one if count == 1 else several,
        )

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The symbols, in reading order; what has no point in the frame is in none."""
        return place_marks(
            self._seen,
            self.frame.box.grown(-0.5 * self.scale),
            self.pen,
            grounds=self._spaces,
            kept_free=self._kept_free,
        )

    @cached_property
    def names(self) -> tuple[PlacedName, ...]:
        """The names that have room."""
        toponyms = Toponyms(
            view=self.view,
            area=self.area,
            frame=self.frame,
            levels=self.levels,
            scale=self.scale,
            shade=self.shade,
        )
        taken = [box for mark in self.marks for box in mark.boxes(self.pen)]
        paper = self.frame.box.grown(-self.scale)
        return place_names(toponyms.wanted(), paper, [*taken, *self._kept_free])

    @cached_property
    def bar_m(self) -> float:
        """Length of the scale bar in metres: a round number."""
        return round_length(_LONGEST_BAR * self.width_mm / self.frame.scale)

    @property
    def words(self) -> tuple[str, str]:
        """Title and description for those who do not see the picture."""
        shown = sum(len(mark.offers) for mark in self.marks)
        offers = "einem Angebot" if shown == 1 else f"{german_number(shown)} Angeboten"
        contents = f"Grenzen und Orte{f' mit {offers} als Zeichen' if shown else ''}"
        return (
            f"Karte: {self.area.name}",
            f"{contents}; Norden ist oben, Maßstab etwa 1 : {self.scale_text}.",
        )

    @property
    def scale_text(self) -> str:
        """Denominator of the scale in words, to three digits."""
        return german_number(int(float(f"{self.frame.denominator:.3g}")))

    def svg(self, numbers: Mapping[OfferKey, int] | None = None) -> str:
        """Return the map as SVG.

        Parameters
        ----------
        numbers
            Numbers to stand at the symbols, by layer id and resource id.
        """
        title, description = self.words
        ground = Ground(
            areas=self.view.areas,
            area=self.area,
            frame=self.frame,
            levels=self.levels,
            shade=self.shade,
            scale=self.scale,
        )
        return as_text(
            element(
                "svg",
                element("title", title),
                element("desc", description),
                *ground.elements(),
                *(_name(each) for each in self.names),
                *self._symbols(numbers or {}),
                *self._furniture(),
                xmlns="http://www.w3.org/2000/svg",
                width=f"{self.width_mm:g}mm",
                height=f"{self.height_mm:g}mm",
                viewBox=f"0 0 {self.width_mm:g} {self.height_mm:g}",
                role="img",
                font_family=FONT_FAMILY,
            )
        )

    @cached_property
    def _seen(self) -> tuple[tuple[float, float, Offer], ...]:
        if not self.resources:
            return ()
        offers = offers_of(self.view, self.area)
        return seen_offers(offers, self.frame, crs=self.view.areas.crs, taxonomy=self.view.taxonomy)

    @cached_property
    def _spaces(self) -> tuple[BaseGeometry, ...]:
        """The Sozialräume on paper."""
        spaces = self.view.areas.at(Level.SOZIALRAUM)
        return tuple(self.frame.cut(space.geometry) for space in spaces)

    @cached_property
    def _kept_free(self) -> tuple[Box, ...]:
        """Where the scale bar stands: in the corner with the fewest offers and the least area."""
        if not self.furniture:
            return ()
        wide, tall = self.bar_m * self.frame.scale + 11 * self.scale, 12 * self.scale
        lefts, tops = (0.0, self.width_mm - wide), (self.height_mm - tall, 0.0)
        corners = [
            Box(left=left, top=top, right=left + wide, bottom=top + tall)
            for top in tops
            for left in lefts
        ]
        return (min(corners, key=self._crowd),)

    def _crowd(self, corner: Box) -> tuple[int, float]:
        within = corner.grown(2 * SMALLEST * self.scale)
        offers = sum(
            within.left < x < within.right and within.top < y < within.bottom
            for x, y, _ in self._seen
        )
        shape = self.frame.cut(self.area.geometry)
        covered = shapely.area(shapely.clip_by_rect(shape, *astuple(corner)))
        return offers, round(float(covered), 1)

    def _symbols(self, numbers: Mapping[OfferKey, int]) -> Iterator[Element]:
        for mark in self.marks:
            for x, y, offers in mark.parts(self.pen):
                yield signs.mark(x, y, self.pen, offers, self.view.taxonomy)
                if found := numbers_of(offers, numbers):
                    yield signs.number(x, y, self.pen, len(offers), number_text(found))

    def _furniture(self) -> Iterator[Element]:
        for corner in self._kept_free:
            length = self.bar_m * self.frame.scale
            label = german_distance(self.bar_m).replace(",0 ", " ")
            yield signs.scale_bar(corner, length, label, self.scale)


def area_drawing(
    view: MapView,
    area: Area,
    *,
    width_mm: float,
    height_mm: float,
    resources: bool = True,
    numbers: Mapping[OfferKey, int] | None = None,
    shade: Shading | None = None,
    furniture: bool = True,
) -> str:
    """Return a map of one area or of the county as SVG, in millimetres.

    Type is 6 pt at least if the picture is shown in its size.

    Parameters
    ----------
    view
        What there is to show, without anything internal.
    area
        A Sozialraum, a Planregion or the county of the view.
    width_mm, height_mm
        Size of the picture.
    resources
        Whether there are symbols: of the offers that :func:`geo.counting.offers_of` gives and that
        have a point in the picture.
    numbers
        Number of each offer by layer id and resource id, to stand at its symbol.
    shade
        Colours of areas by a value.
    furniture
        Whether there are a scale bar and an arrow to grid north.

    Raises
    ------
    IntegrityError
        If the front end, and with it the fonts, has not been built.
    """
    drawing = Drawing(
        view=view,
        area=area,
        width_mm=width_mm,
        height_mm=height_mm,
        resources=resources,
        numbered=numbers is not None,
        furniture=furniture,
        shade=shade,
    )
    return drawing.svg(numbers)


def _name(placed: PlacedName) -> Element:
    name, lettering = placed.name, placed.name.lettering
    lines = [
        signs.text_at(
            placed.x,
            placed.baseline + below,
            lettering.shown(text),
            size=lettering.size,
            colour=lettering.colour,
            style=lettering.style,
            spacing=lettering.spacing,
            halo=0.3 * lettering.size if lettering.halo else 0.0,
        )
        for text, below in ((name.text, 0.0), (name.note, name.below))
        if text
    ]
    if not lettering.dot:
        return element("g", *lines) if name.note else lines[0]
    x, y = name.at
    dot = element("circle", cx=x, cy=y, r=lettering.dot, fill=lettering.colour)
    return element("g", dot, *lines)
