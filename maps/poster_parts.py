"""Legend and list of a poster: only signs that are on the map, and every offer of the view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from geo.areas import Level
from geo.counting import WITHOUT_CATEGORY, Offer, all_offers
from geo.numbers import german_number
from geo.resources import Resource
from geo.spelling import sort_key
from geo.taxonomy import Ressort
from maps import signs
from maps.drawing import UNIT, Drawing
from maps.ground import (
    AREA_LINE,
    CHOSEN,
    COUNTY,
    LINES,
    LINES_ON_COLOURS,
    REGION_LINE,
    REGIONS,
    Line,
)
from maps.marks import Pen, key_of, numbered
from maps.shading import Colours
from maps.svg import FONT_FAMILY, Element, as_text, element, possible
from maps.toponyms import LABEL

#: Edge of the picture of a symbol, in units.
_EDGE = 27.0
_FLAT = 14.0
_HATCHING = "M-13 2L-4 -7M-11 7L3 -7M-4 7L10 -7M3 7L13 -3M10 7L13 4"
_DOTS = "M-9 -3.5h.01M-2 -3.5h.01M5 -3.5h.01M12 -3.5h.01M-12 3.5h.01M-5 3.5h.01M2 3.5h.01M9 3.5h.01"
_LINE_WORDS: Mapping[Level, str] = {
    Level.KREIS: "Grenze des Kreises",
    Level.PLANREGION: "Planregion",
    Level.SOZIALRAUM: "Sozialraum",
    Level.GEMEINDE: "Gemeinde",
}


@dataclass(frozen=True)
class Parts:
    """What stands beside the map.

    Parameters
    ----------
    drawing
        The map.
    colours
        Colours of its areas; ``None`` without.
    files
        Pictures by name; filled while the parts are made.
    """

    drawing: Drawing
    colours: Colours | None = None
    files: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """Numbers of the offers on the map."""
        return numbered(self.drawing.marks)

    def entries(self) -> list[dict[str, Any]]:
        """Return the list: offers with a number, those outside the map, those without a place."""
        offers = list(all_offers(self.drawing.view))
        shown = [each for each in offers if key_of(*each) in self.numbers]
        others = sorted(
            (each for each in offers if key_of(*each) not in self.numbers), key=_by_name
        )
        shown.sort(key=lambda each: self.numbers[key_of(*each)])
        return [
            *self._group("Angebote", shown),
            *self._group("Außerhalb der Karte", (each for each in others if self._has_point(each))),
            *self._group(
                "Ohne Ort auf der Karte", (each for each in others if not self._has_point(each))
            ),
        ]

    def legend(self) -> list[dict[str, Any]]:
        """Return the Ressorts that occur, each with its Kategorien that occur and their numbers."""
        taxonomy = self.drawing.view.taxonomy
        found: dict[Ressort, Counter[str]] = {}
        labels: dict[str, str] = {}
        for resource in sorted((each for _, each in all_offers(self.drawing.view)), key=self._rank):
            letters = signs.letters_of(resource, taxonomy)
            labels[letters] = self._label(resource)
            found.setdefault(signs.ressort_of(resource, taxonomy), Counter())[letters] += 1
        return [
            self._picture(signs.symbol(0, 0, 1.0, ressort))
            | {
                "label": ressort.label,
                "kinds": [
                    {
                        "letters": letters,
                        "colour": ressort.color,
                        "label": labels[letters] if letters else "",
                        "count": german_number(count),
                    }
                    for letters, count in kinds.items()
                ],
            }
            for ressort, kinds in found.items()
        ]

    def shades(self) -> dict[str, Any] | None:
        """Return what the colours of areas mean; ``None`` without colours."""
        colours = self.colours
        if colours is None:
            return None
        return {
            "label": possible(colours.measure.label),
            "facts": possible(colours.facts),
            "steps": list(self._steps(colours)),
            "remarks": list(map(possible, colours.remarks)),
        }

    def signs(self) -> list[dict[str, Any]]:
        """Return the other signs on the map."""
        return list(self._signs())

    def _steps(self, colours: Colours) -> Iterator[dict[str, Any]]:
        """Yield the classes, and what has no value: suppressed and missing are two things."""
        for colour, label, count in zip(
            colours.steps, colours.classes.labels, colours.classes.counts, strict=True
        ):
            yield self._swatch(colour) | _counted(label, count)
        shading = colours.shading
        if shading.hatched:
            yield self._swatch(COUNTY, _HATCHING) | _counted(
                "gesperrt (kleine Zahl)", len(shading.hatched)
            )
        if shading.dotted:
            yield self._swatch(COUNTY, _DOTS) | _counted("keine Angabe", len(shading.dotted))

    def _swatch(self, fill: str, pattern: str = "") -> dict[str, Any]:
        size: dict[str, Any] = {"x": -13, "y": -7, "width": 26, "height": 14, "fill": fill}
        parts = [element("rect", stroke=AREA_LINE, **size)]
        if pattern:
            width = 2.2 if pattern is _DOTS else 1.2
            line: dict[str, Any] = {
                "stroke": REGION_LINE,
                "stroke_width": width,
                "stroke_linecap": "round",
            }
            parts.append(element("path", d=pattern, **line))
        return self._picture(element("g", *parts), tall=_FLAT + 1)

    def _group(self, heading: str, offers: Iterable[Offer]) -> Iterator[dict[str, Any]]:
        for place, offer in enumerate(offers):
            yield self._entry(offer) | {"heading": "" if place else heading}

    def _entry(self, offer: Offer) -> dict[str, Any]:
        resource, taxonomy = offer[1], self.drawing.view.taxonomy
        town = " ".join(filter(None, (resource.postcode, resource.place)))
        address = ", ".join(filter(None, (resource.street, town)))
        details = (resource.provider, address, resource.phone)
        number = self.numbers.get(key_of(*offer))
        return {
            "number": "" if number is None else german_number(number),
            "letters": signs.letters_of(resource, taxonomy),
            "colour": signs.ressort_of(resource, taxonomy).color,
            "name": possible(resource.name),
            "place": possible(resource.place),
            "address": possible(", ".join(filter(None, (resource.place, resource.street)))),
            "details": possible(" · ".join(filter(None, details))),
        }

    def _has_point(self, offer: Offer) -> bool:
        taxonomy, resource = self.drawing.view.taxonomy, offer[1]
        category = resource.category_id
        if category is not None and taxonomy.has_category(category):
            return resource.has_point and taxonomy.category(category).has_point
        return resource.has_point

    def _label(self, resource: Resource) -> str:
        taxonomy, category = self.drawing.view.taxonomy, resource.category_id
        known = category is not None and taxonomy.has_category(category)
        return taxonomy.category(category).label if category and known else WITHOUT_CATEGORY

    def _rank(self, resource: Resource) -> int:
        """Return the place of its Kategorie in the vocabulary; the last one without."""
        return self._ranks.get(resource.category_id, len(self._ranks))

    @cached_property
    def _ranks(self) -> dict[str | None, int]:
        categories = self.drawing.view.taxonomy.categories
        return {each.category_id: rank for rank, each in enumerate(categories)}

    def _picture(
        self, drawn: Element, edge: float = _EDGE, *, tall: float | None = None
    ) -> dict[str, Any]:
        """Return the name of the file with a sign about its middle; the same sign is one file."""
        height = edge if tall is None else tall
        content = as_text(
            element(
                "svg",
                drawn,
                xmlns="http://www.w3.org/2000/svg",
                viewBox=f"{-edge / 2:g} {-height / 2:g} {edge:g} {height:g}",
                width=edge,
                height=height,
                font_family=FONT_FAMILY,
            )
        ).encode()
        known = next((name for name, other in self.files.items() if other == content), None)
        name = known or f"zeichen-{len(self.files)}.svg"
        self.files[name] = content
        return {"picture": name, "edge": edge}

    def _signs(self) -> Iterator[dict[str, Any]]:
        yield from self._signs_of_offers()
        coloured = self.colours is not None
        for level in reversed(self.drawing.levels):
            tinted = level is Level.PLANREGION and not coloured
            line = (LINES_ON_COLOURS if coloured else LINES)[level]
            sample = _line_sample(line, REGIONS[1] if tinted else COUNTY)
            yield self._picture(sample, tall=_FLAT) | {"text": _LINE_WORDS[level]}
        if self.drawing.area.level is not Level.KREIS:
            chosen = self._picture(_line_sample(CHOSEN, COUNTY), tall=_FLAT)
            yield chosen | {"text": possible(self.drawing.area.name)}
        if any(placed.name.lettering.dot for placed in self.drawing.names):
            dot = self._picture(element("circle", r=3.2, fill=LABEL), tall=_FLAT)
            yield dot | {"text": "Ort; fett ab 10.000 Einwohnern der Gemeinde"}

    def _signs_of_offers(self) -> Iterator[dict[str, Any]]:
        marks, taxonomy = self.drawing.marks, self.drawing.view.taxonomy
        rings = [mark.offers for mark in marks if not mark.columns]
        if rings:
            fewest = min(rings, key=len)
            pen = Pen(unit=1.0, tag=0.0, widest_tag=lambda _: 0.0)
            drawn = self._picture(
                signs.ring(0, 0, pen, fewest, taxonomy), edge=2 * pen.radius(len(fewest)) + 2
            )
            yield drawn | {
                "text": "so viele Angebote nah beieinander, der Ring zeigt ihre Bereiche"
            }
        about = [
            resource
            for mark in marks
            for _, resource in mark.offers
            if mark.columns and resource.location_quality.approximate
        ]
        if about:
            ressort = signs.ressort_of(about[0], taxonomy)
            drawn = self._picture(signs.symbol(0, 0, 1.0, ressort, approximate=True))
            yield drawn | {"text": "gestrichelter Rand: Lage nur ungefähr bekannt"}


def _line_sample(line: Line, ground: str) -> Element:
    dashes = " ".join(f"{each / UNIT:g}" for each in line.dashes) or None
    width = line.width / UNIT
    return element(
        "g",
        element("rect", x=-13, y=-7, width=26, height=14, fill=ground),
        element(
            "path",
            d="M-13 0H13",
            fill="none",
            stroke=line.stroke,
            stroke_width=width,
            stroke_dasharray=dashes,
        ),
    )


def _counted(label: str, count: int) -> dict[str, str]:
    areas = "1 Gebiet" if count == 1 else f"{german_number(count)} Gebiete"
    return {"text": label, "count": areas}


def _by_name(offer: Offer) -> tuple[str, str, str]:
    layer, resource = offer
    return sort_key(resource.name), layer.layer_id, resource.resource_id
