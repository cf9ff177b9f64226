"""Coloured areas: control, legend, names, address, print, patterns, on the page and in the file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from browser.stage import DESKTOP, OpenPage, Site
from browser.test_accessibility import violations
from browser.views import file, live, small_view
from playwright.sync_api import Page, expect

from geo.areas import Level
from geo.index_plan import IndexPart, IndexPlan
from geo.indicators import Indicator, IndicatorSet, Observation, ObservationStatus
from geo.results import MapView

pytestmark = pytest.mark.browser

#: Amt West 10,5; Probestadt suppressed; Amt Ost 30,0; Vorlage an der Mitte missing.
VALUES = {"990010001": 10.5, "990010002": None, "990010003": 30.0}


def coloured_view() -> MapView:
    """Return the small view with an indicator of two periods and a Sozialindex."""
    share = Indicator(
        indicator_id="anteil", label="Anteil", unit="%", decimals=1, source="Musteramt"
    )
    now = [
        Observation(
            indicator_id="anteil",
            level=Level.SOZIALRAUM,
            area_id=area_id,
            period="2024",
            value=value,
            status=ObservationStatus.OK if value else ObservationStatus.SUPPRESSED,
        )
        for area_id, value in VALUES.items()
    ]
    before = [replace(each, period="2023", value=1.0) for each in now[:1]]
    return replace(
        small_view(),
        indicators=IndicatorSet((share,), (*before, *now)),
        index_plan=IndexPlan(parts=(IndexPart(indicator_id="anteil"),)),
    )


@pytest.fixture(scope="module", params=["live", "file"])
def coloured(request: pytest.FixtureRequest, site: Site) -> str:
    if request.param == "live":
        return site.publish("farbe.html", live(coloured_view()))
    return site.place("farbe-datei.html", file(coloured_view()))


def classes(page: Page) -> list[str]:
    return page.locator(".shade-legend li").all_inner_texts()


def test_nothing_is_coloured_before_somebody_wants_it(open_page: OpenPage, coloured: str) -> None:
    page = open_page(coloured, **DESKTOP)
    expect(page.locator(".shade-legend")).to_be_hidden()
    expect(page.locator("path.shade")).to_have_count(0)
    page.get_by_text("Flächen einfärben").click()
    page.get_by_label("Zeigen", exact=True).select_option("angebote")
    expect(page.locator("path.shade")).to_have_count(4)
    expect(page).to_have_url(re.compile("flaeche=angebote"))
    expect(page.locator("#map")).to_contain_class("is-shaded")
    page.go_back()
    expect(page.locator(".shade-legend")).to_be_hidden()
    expect(page.locator("#map")).not_to_contain_class("is-shaded")


def test_the_card_of_an_area_says_its_value_and_leaves_all_colours_as_in_the_legend(
    open_page: OpenPage, coloured: str
) -> None:
    page = open_page(f"{coloured}?flaeche=anteil@2023#gebiet/sozialraum:990010001", **DESKTOP)
    card = page.locator("#karte-rechts .facts").first
    expect(card).to_contain_text("Anteil (2023)")
    expect(card).to_contain_text("1,0 %")
    for other in page.locator("path.is-veiled").all():
        expect(other).to_have_css("fill", "none")
    page.get_by_label("Zeigen", exact=True).select_option("")
    expect(page.locator("path.is-veiled").first).not_to_have_css("fill", "none")


def test_a_file_opens_with_the_look_it_was_taken_along_with(
    open_page: OpenPage, site: Site
) -> None:
    look = "grenzen=gemeinde&flaeche=anteil&klassen=gleich-3"
    page = open_page(
        site.place("farbe-von-selbst.html", file(coloured_view(), look=look)), **DESKTOP
    )
    expect(page.locator("path.shade")).to_have_count(2)
    page.get_by_label("Zeigen", exact=True).select_option("")
    expect(page.locator("path.shade")).to_have_count(0)
    expect(page).to_have_url(re.compile("grenzen=gemeinde"))
    page.go_back()
    expect(page.locator("path.shade")).to_have_count(2)


def test_what_is_taken_along_looks_like_the_map(open_page: OpenPage, example_service: str) -> None:
    page = open_page(f"{example_service}/karte?flaeche=dichte&planregion=1", **DESKTOP)
    page.get_by_role("link", name="Exportieren").click()
    expect(page.get_by_text("eingefärbt wie auf der Karte")).to_be_visible()
    fields = page.locator("input[type=hidden]")
    assert ["flaeche", "dichte"] in [
        [each.get_attribute("name"), each.get_attribute("value")] for each in fields.all()
    ]


def test_counts_and_rates_follow_the_filters(open_page: OpenPage, coloured: str) -> None:
    page = open_page(f"{coloured}?flaeche=angebote-je-1000&klassen=gleich-3", **DESKTOP)
    name = page.get_by_role("button", name="Probestadt", exact=False).first
    expect(name).to_have_accessible_name("Probestadt 2,00, Gebiet anzeigen")
    page.locator("#suche").fill("krabbel")
    expect(name).to_have_accessible_name("Probestadt 1,00, Gebiet anzeigen")
    expect(page.locator(".shade-legend")).to_contain_text("Einteilung: gleiche Breite")
    assert [text.split() for text in classes(page)] == [
        ["0,00", "3", "Gebiete"],
        ["1,00", "1", "Gebiet"],
    ]


def test_missing_and_suppressed_are_two_patterns_and_two_words(
    open_page: OpenPage, coloured: str
) -> None:
    page = open_page(f"{coloured}?flaeche=anteil", **DESKTOP)
    assert [" ".join(text.split()) for text in classes(page)] == [
        "10,5 1 Gebiet",
        "30,0 1 Gebiet",
        "gesperrt (kleine Zahl) 1 Gebiet",
        "keine Angabe 1 Gebiet",
    ]
    expect(page.locator("path.shade--suppressed")).to_have_count(1)
    expect(page.locator("path.shade--missing")).to_have_count(1)
    legend = page.locator(".shade-legend")
    for fact in ("Anteil", "%", "2024", "Quantile", "Quelle: Musteramt"):
        expect(legend).to_contain_text(fact)
    page.get_by_text("Werte als Tabelle").click()
    rows = page.locator(".shade-values tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["Amt Ost", "30,0"],
        ["Amt West", "10,5"],
        ["Probestadt", "gesperrt"],
        ["Vorlage an der Mitte", "keine Angabe"],
    ]


def test_a_period_and_own_bounds_stand_in_the_address(open_page: OpenPage, coloured: str) -> None:
    page = open_page(f"{coloured}?flaeche=anteil@2023", **DESKTOP)
    assert len(classes(page)) == 2
    page.get_by_label("Stand").select_option("2024")
    page.get_by_label("Klassen", exact=True).select_option("eigene")
    field = page.get_by_label("Grenzen, mit Semikolon getrennt")
    field.fill("20; 5")
    field.press("Enter")
    expect(page.locator("#flaeche-fehler")).to_contain_text("jede größer als die davor")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("12,5; 20; 1.000")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(page).to_have_url(re.compile("flaeche=anteil@2024&klassen=eigene-12.5,20,1000"))
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert [text.split("\n")[0] for text in classes(page)][:4] == [
        "bis 12,5",
        "über 12,5 bis 20,0",
        "über 20,0 bis 1.000,0",
        "über 1.000,0",
    ]
    expect(field).to_have_value("12,5; 20; 1.000")


def test_two_choices_hold_that_are_quicker_than_the_control(
    open_page: OpenPage, coloured: str
) -> None:
    page = open_page(f"{coloured}?flaeche=anteil@2023", **DESKTOP)
    page.evaluate(
        """() => {
            for (const [id, value] of [["flaeche-stand", "2024"], ["flaeche-klassen", "gleich"]]) {
                document.getElementById(id).value = value;
                document.getElementById(id).dispatchEvent(new Event("change"));
            }
        }"""
    )
    expect(page).to_have_url(re.compile("flaeche=anteil@2024&klassen=gleich"))
    expect(page.get_by_label("Stand")).to_have_value("2024")


def test_an_address_that_makes_no_sense_colours_nothing_or_as_usual(
    open_page: OpenPage, coloured: str
) -> None:
    page = open_page(f"{coloured}?flaeche=unfug&klassen=quantile-99", **DESKTOP)
    expect(page.locator("path.shade")).to_have_count(0)
    page = open_page(f"{coloured}?flaeche=anteil@1800&gebiete=mond&klassen=x-1", **DESKTOP)
    expect(page.locator(".shade-legend")).to_contain_text("Quantile")
    expect(page.locator("path.shade")).to_have_count(2)


def test_the_sozialindex_is_a_measure_that_warns(open_page: OpenPage, coloured: str) -> None:
    page = open_page(f"{coloured}?flaeche=sozialindex", **DESKTOP)
    expect(page.locator(".shade-legend")).to_contain_text("Keine Rangliste des Bedarfs")
    # (10.5 and 30.0, both 2,000 inhabitants: mean 20.25, z = -1 and 1.)
    assert [text.split()[0] for text in classes(page)] == ["-1,00", "1,00", "gesperrt", "keine"]


def test_a_click_means_the_area_that_is_coloured(open_page: OpenPage, coloured: str) -> None:
    where = "#12/52.26000/12.85000"
    page = open_page(f"{coloured}?flaeche=angebote&gebiete=planregion{where}", **DESKTOP)
    box = page.locator("#map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x + 2, y)
    page.mouse.move(x, y)
    expect(page.locator(".map-tip")).to_contain_text("Planregion 1")
    expect(page.locator(".map-tip")).to_contain_text("Anzahl")
    page.mouse.click(x, y)
    expect(page.locator("#karte-rechts h2")).to_have_text("Planregion 1")


def test_the_print_explains_the_colours(open_page: OpenPage, coloured: str) -> None:
    page = open_page(f"{coloured}?flaeche=anteil", **DESKTOP)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    legend = page.locator(".paper__legend")
    expect(legend.locator(".paper__shades")).to_contain_text("Anteil")
    expect(legend).to_contain_text("gesperrt (kleine Zahl)")
    expect(legend.locator(".shade-swatch")).to_have_count(4)
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1366])
def test_colours_are_accessible(open_page: OpenPage, site: Site, scheme: str, width: int) -> None:
    url = site.place("farbe-axe.html", file(coloured_view()))
    page = open_page(
        f"{url}?flaeche=anteil",
        viewport={"width": width, "height": 768},
        color_scheme=scheme,
    )
    page.locator(".shade-legend").evaluate("each => each.open = true")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_indicators_of_the_example_are_there(open_page: OpenPage, example_service: str) -> None:
    page = open_page(f"{example_service}/?flaeche=einwohner", **DESKTOP)
    expect(page.locator(".shade-legend")).to_contain_text("Einwohner")
    expect(page.locator("path.shade")).to_have_count(19)
