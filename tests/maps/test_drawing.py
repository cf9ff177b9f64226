"""Maps as pictures: nothing on top of anything else, nothing cut off, nothing but text in text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from drawings import county_view, drawn_areas
from factories import HOSTILE, county_areas, layer, map_view, resource

from geo.areas import Area, Level
from geo.county import Place
from geo.resources import LocationQuality
from geo.results import LayerView
from maps import ground, shading, signs, toponyms
from maps.drawing import Drawing, Shading, area_drawing
from maps.framing import Box
from maps.marks import numbered

SVG = "{http://www.w3.org/2000/svg}"
ASSETS = Path(__file__).parents[2] / "maps" / "assets"
SIZE: dict[str, Any] = {"width_mm": 174.0, "height_mm": 130.0}
COUNTY = next(area for area in county_areas() if area.level is Level.KREIS)


def _boxes(drawing: Drawing) -> list[Box]:
    marks = [box for mark in drawing.marks for box in mark.boxes(drawing.pen)]
    return [*marks, *(name.box for name in drawing.names)]


def _overlapping(boxes: Iterable[Box]) -> list[tuple[Box, Box]]:
    shrunk = [each.grown(-0.005) for each in boxes]  # paper is rounded to a hundredth
    return [(one, other) for one, other in combinations(shrunk, 2) if one.overlaps(other)]


@pytest.mark.parametrize("area", drawn_areas(county_view(0)), ids=lambda area: str(area.name))
@pytest.mark.parametrize("count", [104, 1000])
def test_no_symbol_number_or_name_lies_on_another(area: Area, count: int) -> None:
    drawing = Drawing(view=county_view(count), area=area, numbered=True, **SIZE)
    boxes = _boxes(drawing)
    assert not _overlapping(boxes)
    assert all(drawing.frame.box.holds(box) for box in boxes)


@pytest.mark.parametrize("count", [0, 1, 104, 1000])
def test_every_offer_with_a_point_in_the_frame_is_in_exactly_one_symbol(count: int) -> None:
    view = county_view(count)
    drawing = Drawing(view=view, area=view.areas.kreis, **SIZE)
    numbers = numbered(drawing.marks)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert sum(len(mark.offers) for mark in drawing.marks) == len(numbers) == count


def test_a_name_with_a_value_below_it_lies_on_nothing() -> None:
    view = county_view(104)
    notes = {area.area_id: "keine Angabe" for area in view.areas.at(Level.SOZIALRAUM)}
    shade = Shading(level=Level.SOZIALRAUM, fills={}, notes=notes)
    drawing, plain = (
        Drawing(view=view, area=view.areas.kreis, numbered=True, shade=each, **SIZE)
        for each in (shade, None)
    )
    named = {name.name.text: name.name.note for name in drawing.names}
    spaces = {area.name for area in view.areas.at(Level.SOZIALRAUM)}
    assert {name.name.text for name in plain.names} & spaces <= set(named)
    assert sum(note == "keine Angabe" for note in named.values()) > 0.8 * len(notes)
    assert not _overlapping(_boxes(drawing))


def test_every_sozialraum_is_named_on_the_map_of_the_county() -> None:
    view = county_view(104)
    drawing = Drawing(view=view, area=view.areas.kreis, **SIZE)
    names = {placed.name.text for placed in drawing.names}
    assert {area.name for area in view.areas.at(Level.SOZIALRAUM)} <= names


def test_places_and_borders_come_with_the_scale() -> None:
    view = county_view(0)
    ziesar = view.areas.get(Level.SOZIALRAUM, "120695918")
    near, far = (Drawing(view=view, area=area, **SIZE) for area in (ziesar, view.areas.kreis))
    assert Level.GEMEINDE in near.levels
    assert Level.GEMEINDE not in far.levels
    assert "Görzke" in {placed.name.text for placed in near.names}
    assert "Amt Ziesar" not in {placed.name.text for placed in near.names}


def test_a_point_stands_where_it_is_on_the_ground() -> None:
    # The corner of Musterland and a point 15 km east and 5 km north of it, worked by hand:
    # 30 km in 174 - 10 mm are 5.467 mm/km, 20 km in 130 - 10 mm are 6 mm/km: the first counts.
    drawing = Drawing(view=map_view(), area=COUNTY, furniture=False, **SIZE)
    scale = 164 / 30_000
    assert drawing.frame.scale == pytest.approx(scale)
    place = drawing.frame.place(np.array([[355_000.0, 5_795_000.0]]))[0]
    assert place.tolist() == pytest.approx([87.0, 65 + 5_000 * scale], abs=0.01)


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    drawing = Drawing(view=map_view(), area=COUNTY, **SIZE)
    root = ET.fromstring(drawing.svg())  # noqa: S314 - our own
    bars = [each.get("d", "") for each in root.iter(f"{SVG}path")]
    bar = next(found for path in bars if (found := re.fullmatch(r"M([\d.]+) .*H([\d.]+)V.*", path)))
    assert float(bar[2]) - float(bar[1]) == pytest.approx(5_000 * drawing.frame.scale, abs=0.01)
    assert "5 km" in {each.text for each in root.iter(f"{SVG}text")}


def test_offers_of_one_house_stand_side_by_side_or_as_a_ring_with_their_number() -> None:
    few, many = (
        LayerView(layer=layer(), resources=tuple(resource(f"r{n}") for n in range(count)))
        for count in (3, 12)
    )
    three = Drawing(view=map_view(few), area=COUNTY, numbered=True, **SIZE)
    twelve = Drawing(view=map_view(many), area=COUNTY, numbered=True, **SIZE)
    assert [len(offers) for _, _, offers in three.marks[0].parts(three.pen)] == [1, 1, 1]
    assert [len(offers) for _, _, offers in twelve.marks[0].parts(twelve.pen)] == [12]
    svg = twelve.svg(numbered(twelve.marks))
    assert ">12<" in svg
    assert ">1–12<" in svg


def test_approximate_places_have_a_dashed_ring() -> None:
    exact, about = (
        LayerView(layer=layer(), resources=(resource(location_quality=quality),))
        for quality in (LocationQuality.HOUSE, LocationQuality.PLACE)
    )
    assert "3 2.2" not in area_drawing(map_view(exact), COUNTY, **SIZE)
    assert "3 2.2" in area_drawing(map_view(about), COUNTY, **SIZE)


def test_what_must_never_have_a_point_has_none_even_if_it_came_with_one() -> None:
    shelter = resource(category_id="beratung.gewaltschutz")
    view = map_view(LayerView(layer=layer(), resources=(shelter,)))
    assert not Drawing(view=view, area=COUNTY, **SIZE).marks


def test_text_stays_text_and_nothing_is_fetched() -> None:
    places = tuple(
        Place(name=text, lat=52.26 + number / 100, lon=12.75, inhabitants=20_000)
        for number, text in enumerate(("\x00Ort", *HOSTILE))
    )
    svg = area_drawing(map_view(places=places), COUNTY, **SIZE)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    kinds = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert kinds <= {"svg", "title", "desc", "rect", "path", "circle", "text", "g"}
    assert "Ort" in {each.text for each in root.iter(f"{SVG}text")}
    attributes = {name for each in root.iter() for name in each.attrib}
    assert not attributes & {"id", "href", "style", "class", "onload"}


def test_the_same_input_gives_the_same_bytes() -> None:
    view = county_view(104)
    assert area_drawing(view, view.areas.kreis, **SIZE) == area_drawing(
        view, view.areas.kreis, **SIZE
    )


def test_areas_are_shaded_by_a_value_and_hatched_where_it_is_not_told() -> None:
    shade = Shading(
        level=Level.SOZIALRAUM,
        fills={"990010001": "#ff0000"},
        hatched=frozenset({"990010002"}),
        dotted=frozenset({"990010003"}),
        notes={"990010001": "12,5"},
    )
    svg = area_drawing(map_view(), COUNTY, resources=False, shade=shade, **SIZE)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    fills = [each.get("fill") for each in root.iter(f"{SVG}path")]
    assert fills.count("#ff0000") == 1
    assert not set(fills) & set(ground.REGIONS)
    hatched = [each for each in root.iter(f"{SVG}path") if each.get("fill") is None]
    assert len(hatched) == 2
    dots = [each for each in hatched if each.get("d", "").count("h.01") > 50]
    assert len(dots) == 1
    assert "12,5" in {each.text for each in root.iter(f"{SVG}text")}


def test_colours_and_shapes_are_those_of_the_page() -> None:
    light = (ASSETS / "css" / "tokens.css").read_text("utf-8").split("@media")[0]
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    assert (tokens["ground"], tokens["county"]) == (ground.GROUND, ground.COUNTY)
    assert tuple(tokens[f"region-{number}"] for number in (1, 2, 3, 4)) == ground.REGIONS
    assert tokens["shade"] == shading.SHADE
    lines = (ground.AREA_LINE, ground.REGION_LINE, ground.COUNTY_LINE, ground.ACCENT)
    assert lines == tuple(
        tokens[name] for name in ("area-line", "region-line", "county-line", "accent")
    )
    names = (toponyms.LABEL, toponyms.LABEL_QUIET, toponyms.OUTSIDE)
    assert names == tuple(tokens[name] for name in ("label", "label-quiet", "outside"))
    script = (ASSETS / "js" / "symbols.ts").read_text("utf-8")
    assert dict(re.findall(r'^  (\w+): "(M[^"]+z)",$', script, re.MULTILINE)) == signs.SHAPES


def test_a_border_between_two_areas_is_drawn_once() -> None:
    # Borders of the Sozialräume of Musterland: 100 km around it and 50 km between them.
    svg = area_drawing(map_view(), COUNTY, resources=False, furniture=False, **SIZE)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    spaces = next(
        each for each in root.iter(f"{SVG}path") if each.get("stroke") == ground.AREA_LINE
    )
    length = 0.0
    for part in spaces.get("d", "").split("M")[1:]:
        corners = [tuple(map(float, each.split())) for each in part.rstrip("Z").split("L")]
        length += shapely.LineString(corners).length
    assert length == pytest.approx(150_000 * 164 / 30_000, rel=0.001)
