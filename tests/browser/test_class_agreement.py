"""The client classes values exactly as :func:`geo.classification.classify`."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import factories
import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.test_shading import coloured_view
from browser.views import file
from playwright.sync_api import Page

from geo.areas import Area, AreaHierarchy, Level
from geo.classification import Classes, Method, classify
from geo.indicators import Indicator, IndicatorSet, Observation, ObservationStatus
from maps.poster import lay_poster
from maps.shading import colouring_of

pytestmark = pytest.mark.browser

RULES = (
    ("quantile-3", Method.QUANTILE, 3, ()),
    ("quantile-7", Method.QUANTILE, 7, ()),
    ("gleich-5", Method.EQUAL, 5, ()),
    ("natuerlich-3", Method.NATURAL, 3, ()),
    ("natuerlich-6", Method.NATURAL, 6, ()),
    ("eigene-0.5,20,44", Method.OWN, 5, (0.5, 20.0, 44.0)),
)
MANY = 24
DAY = date(2026, 11, 22)
GO = """search => {
    history.pushState(null, '', `?${search}`);
    dispatchEvent(new PopStateEvent('popstate'));
}"""


def many_areas() -> AreaHierarchy:
    """Return Musterland cut into so many Gemeinden that classes have something to class."""
    known = factories.county_areas()
    pieces = [
        Area(
            area_id=f"9900100020{number:02d}",
            level=Level.GEMEINDE,
            name=f"Gemeinde {number:02d}",
            parent_id="990010002",
            geometry=known.at(Level.GEMEINDE)[number % 6].geometry,
        )
        for number in range(MANY)
    ]
    others = [each for each in known if each.level is not Level.GEMEINDE]
    return AreaHierarchy([*pieces, *others], crs=known.crs)


def drawn(seed: int) -> list[float | None]:
    """Return values of one kind: few and tied, whole, close, widely spread."""
    source = random.Random(seed)  # noqa: S311
    kinds: tuple[Callable[[], float], ...] = (
        lambda: float(source.randint(0, 5)),
        lambda: float(source.randint(0, 60)),
        lambda: source.randint(0, 400) / 4,
        lambda: round(source.lognormvariate(2, 1), 3),
        lambda: 1_000_000 + source.randint(0, 90) / 10,
        lambda: 7.5,
    )
    make = kinds[seed % len(kinds)]
    return [None if source.random() < 0.1 else make() for _ in range(MANY)]


def as_indicators(all_values: list[list[float | None]]) -> IndicatorSet:
    areas = many_areas().at(Level.GEMEINDE)
    return IndicatorSet(
        tuple(
            Indicator(indicator_id=f"zahl{number}", label=f"Zahl {number}", decimals=1)
            for number in range(len(all_values))
        ),
        tuple(
            Observation(
                indicator_id=f"zahl{number}",
                level=Level.GEMEINDE,
                area_id=area.area_id,
                period="2024",
                value=value,
                status=ObservationStatus.MISSING if value is None else ObservationStatus.OK,
            )
            for number, values in enumerate(all_values)
            for area, value in zip(areas, values, strict=True)
        ),
    )


def shown(page: Page, measure: str, rule: str) -> tuple[list[str], list[int]]:
    """Return labels and sizes of the classes on the page."""
    query = urlencode({"flaeche": measure, "gebiete": "gemeinde", "klassen": rule})
    page.evaluate(GO, query)
    texts: list[list[str]] = page.locator(".shade-legend li:has(.shade)").evaluate_all(
        "all => all.map(each => [...each.querySelectorAll('span')].map(span => span.textContent))"
    )
    return [label for label, _ in texts], [int(count.split()[0]) for _, count in texts]


def test_random_values_get_the_same_classes(open_page: OpenPage, site: Site) -> None:
    all_values = [drawn(seed) for seed in range(18)]
    view = factories.map_view(areas=many_areas(), indicators=as_indicators(all_values))
    page = open_page(site.place("klassen.html", file(view)), **DESKTOP)
    for number, values in enumerate(all_values):
        for rule, method, k, bounds in RULES:
            expected: Classes = classify(values, method, k=k, bounds=bounds, decimals=1)
            found = shown(page, f"zahl{number}", rule)
            assert found == (list(expected.labels), list(expected.counts)), (values, rule)


def test_the_legend_of_the_poster_is_that_of_the_map(open_page: OpenPage, site: Site) -> None:
    known = coloured_view()
    # A day beside a year: an object of the page has whole numbers first.
    periods = {"2023": "2023-06-30", "2024": "2024"}
    found = [replace(each, period=periods[each.period]) for each in known.indicators.observations]
    view = replace(known, indicators=replace(known.indicators, observations=tuple(found)))
    page = open_page(site.place("farbe-plakat.html", file(view)), **DESKTOP)
    for look in (
        {"flaeche": "angebote"},
        {"flaeche": "angebote-je-1000", "klassen": "gleich-3"},
        {"flaeche": "angebote-je-1000", "gebiete": "planregion"},
        {"flaeche": "anteil"},
        {"flaeche": "anteil@2023-06-30", "gebiete": "mond", "klassen": "unfug-3"},
        {"flaeche": "anteil", "klassen": "eigene-12.5,20,1000"},
        {"flaeche": "sozialindex", "klassen": "natuerlich-3"},
    ):
        page.evaluate(GO, urlencode(look))
        texts = page.locator(
            ".shade-legend :is(summary, .shade-legend__unit, li span, .shade-legend__facts)"
        ).all_text_contents()
        colouring = colouring_of({key: [text] for key, text in look.items()})
        sheet = lay_poster(view, view.areas.kreis, exported_on=DAY, paper="A4", colouring=colouring)
        shades = sheet.data["shades"]
        steps = [text for each in shades["steps"] for text in (each["text"], each["count"])]
        assert [shades["label"], shades["facts"], *steps, *shades["remarks"]] == texts
