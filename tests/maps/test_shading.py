"""Colours of areas on paper: those of the map, told in words, never taken for what they are not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from drawings import county_view
from factories import map_view, resource
from paper import is_accessible, pdf_text

from geo.areas import Level
from geo.classification import Method, classify
from geo.errors import InvalidParameter
from geo.indicators import Indicator, IndicatorSet, Observation, ObservationStatus
from geo.results import MapView
from maps.poster import lay_poster, poster
from maps.shading import Colours, Rule, chosen_colouring, colouring_of, colours_of, read_rule

DAY = date(2026, 11, 22)
#: Suppressed and missing, the others 5 to 21 in steps of 1.
SUPPRESSED, MISSING = 3, 9


def coloured_view(count: int = 40) -> MapView:
    view = county_view(count)
    share = Indicator(
        indicator_id="anteil", label="Anteil", unit="%", decimals=1, source="Musteramt"
    )
    status = {SUPPRESSED: ObservationStatus.SUPPRESSED, MISSING: ObservationStatus.MISSING}
    observed = tuple(
        Observation(
            indicator_id="anteil",
            level=Level.SOZIALRAUM,
            area_id=area.area_id,
            period=period,
            value=None if place in status else 3.0 + place,
            status=status.get(place, ObservationStatus.OK),
        )
        for period in ("2022-12-31", "2024")
        for place, area in enumerate(view.areas.at(Level.SOZIALRAUM))
    )
    return replace(view, indicators=IndicatorSet((share,), observed))


def colours(view: MapView, **query: str) -> Colours:
    found = colours_of(view, colouring_of({key: [text] for key, text in query.items()}))
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "method", "k"),
    [("", Method.QUANTILE, 5), ("gleich-4", Method.EQUAL, 4), ("natuerlich-3", Method.NATURAL, 3)],
)
def test_classes_are_those_of_the_map(text: str, method: Method, k: int) -> None:
    view = coloured_view()
    found = colours(view, flaeche="anteil", klassen=text)
    values = [None if n in {SUPPRESSED, MISSING} else 3.0 + n for n in range(19)]
    assert found.classes == classify(values, method, k=k, decimals=1)
    shading = found.shading
    for area, index in zip(view.areas.at(Level.SOZIALRAUM), found.classes.index, strict=True):
        assert shading.fills.get(area.area_id) == (None if index is None else found.steps[index])
    assert len(set(found.steps)) == k
    assert found.when == "2024"


def test_what_cannot_be_read_is_as_if_nobody_had_said_it() -> None:
    assert colouring_of({}) is None
    view = coloured_view()
    assert colours_of(view, colouring_of({"flaeche": ["unfug"]})) is None
    odd = colours(view, flaeche="anteil@1800", gebiete="mond", klassen="quantile-99")
    assert (odd.when, odd.level, odd.rule) == ("2024", Level.SOZIALRAUM, Rule())
    assert colours(view, flaeche="anteil@2022-12-31").when == "31.\xa0Dezember 2022"
    assert colours(view, flaeche="anteil", gebiete="gemeinde").level is Level.SOZIALRAUM


@pytest.mark.parametrize("text", ["", "x", "gleich-", "gleich-2", "quantile-8", "eigene-3,2,5"])
def test_a_rule_that_cannot_be_followed_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match="etwa"):
        read_rule(text)


def test_what_is_asked_for_stands_in_the_address_again() -> None:
    view = coloured_view()
    for query in (
        {"flaeche": ["anteil"]},
        {"flaeche": ["anteil@2022-12-31"], "klassen": ["eigene--1.5,20,1000"]},
        {"flaeche": ["angebote"], "gebiete": ["planregion"], "klassen": ["natuerlich-7"]},
    ):
        read = colouring_of(query)
        assert read
        assert read.to_query() == query
        words = {key: values[0] for key, values in query.items()}
        asked = chosen_colouring(
            view,
            words["flaeche"],
            level=words.get("gebiete", ""),
            classes=words.get("klassen", ""),
        )
        assert asked == read


@pytest.mark.parametrize(
    ("measure", "level", "known"),
    [
        ("nix", "", "angebote, angebote-je-1000, anteil"),
        ("anteil@1800", "", "2022-12-31, 2024"),
        ("anteil", "gemeinde", "sozialraum"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    measure: str, level: str, known: str
) -> None:
    with pytest.raises(InvalidParameter, match=known):
        chosen_colouring(coloured_view(), measure, level=level)


def test_offers_are_counted_as_on_the_map() -> None:
    view = coloured_view(0)
    spaces = [area.area_id for area in view.areas.at(Level.SOZIALRAUM)]
    here = resource("r1", sozialraum_id=spaces[0])
    layers = (replace(county_view(1).layers[0], resources=(here, replace(here, resource_id="r2"))),)
    found = colours(replace(view, layers=layers), flaeche="angebote")
    assert found.values == (2, *[0] * 18)
    people = view.areas.at(Level.SOZIALRAUM)[0].population
    assert people
    rates = colours(replace(view, layers=layers), flaeche="angebote-je-1000")
    assert rates.values[0] == pytest.approx(2_000 / people, abs=0.005)


def test_the_poster_tells_unit_time_source_way_classes_and_what_has_no_value() -> None:
    view, wanted = coloured_view(), colouring_of({"flaeche": ["anteil"], "klassen": ["gleich-4"]})
    pdf = poster(view, view.areas.kreis, exported_on=DAY, paper="A4", colouring=wanted)
    assert is_accessible(pdf)
    text = " ".join(pdf_text(pdf, "-raw").split())
    for words in ("Anteil", "% · 2024", "Einteilung: gleiche Breite. Quelle: Musteramt"):
        assert words in text
    for step in ("3,0 bis 7,0", "8,0 bis 12,0", "13,0 bis 16,0", "17,0 bis 21,0"):
        assert re.search(rf"{step} \d Gebiete", text)
    assert "gesperrt (kleine Zahl) 1 Gebiet" in text
    assert "keine Angabe 1 Gebiet" in text


def test_those_who_do_not_see_the_map_get_every_value_and_nothing_that_is_suppressed() -> None:
    view = coloured_view()
    wanted = colouring_of({"flaeche": ["anteil"]})
    sheet = lay_poster(view, view.areas.kreis, exported_on=DAY, paper="A4", colouring=wanted)
    areas = view.areas.at(Level.SOZIALRAUM)
    words = sheet.data["map"]
    assert f"{areas[0].name}: 3,0;" in words
    assert f"{areas[SUPPRESSED].name}: gesperrt;" in words
    assert f"{areas[MISSING].name}: keine Angabe;" in words
    assert " 6,0;" not in words


def test_a_measure_without_any_value_has_no_classes_and_still_a_poster() -> None:
    view = coloured_view()
    nothing = replace(
        view,
        indicators=IndicatorSet(
            view.indicators.indicators,
            tuple(
                replace(each, value=None, status=ObservationStatus.SUPPRESSED)
                for each in view.indicators.observations
            ),
        ),
    )
    wanted = colouring_of({"flaeche": ["anteil"]})
    pdf = poster(nothing, view.areas.kreis, exported_on=DAY, paper="A4", colouring=wanted)
    assert "gesperrt (kleine Zahl) 19 Gebiete" in " ".join(pdf_text(pdf, "-raw").split())


def test_a_poster_without_colours_is_as_before() -> None:
    view = map_view()
    plain = poster(view, view.areas.kreis, exported_on=DAY, paper="A4")
    wanted = colouring_of({"flaeche": ["unfug"]})
    assert poster(view, view.areas.kreis, exported_on=DAY, paper="A4", colouring=wanted) == plain
