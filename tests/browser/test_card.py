"""The card of an offer or an area: what it says, where it leads, where the focus goes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import factories
import pytest
from browser.stage import DESKTOP, PHONE, OpenPage, Site
from browser.steps import open_list
from browser.views import SPACES, live
from playwright.sync_api import Page, expect

from geo.areas import Level
from geo.layers import ContactField
from geo.resources import LocationQuality, Reach
from geo.results import LayerView
from geo.usecases.create_instance import create_instance
from geo.usecases.settings import Settings

pytestmark = pytest.mark.browser

CARD = "#karte-rechts"
ALL_CONTACTS = frozenset(ContactField)


def _card_of(site: Site, open_page: OpenPage, **fields: Any) -> Page:
    layer = factories.layer(released=ALL_CONTACTS)
    view = factories.map_view(LayerView(layer=layer, resources=(factories.resource(**fields),)))
    return open_page(f"{site.publish('angebot.html', live(view))}#angebot/familie:r1", **DESKTOP)


def _fact(page: Page, term: str) -> Any:
    return page.locator(f"{CARD} .facts > div", has=page.get_by_text(term, exact=True)).locator(
        "dd"
    )


def test_all_that_is_public_stands_in_a_calm_order(site: Site, open_page: OpenPage) -> None:
    page = _card_of(
        site,
        open_page,
        note="Termine nach Vereinbarung",
        phone="0331 1",
        email="treff@muster.example",
        contact_person="Musterbüro",
        website="https://www.muster.example/treff",
        source="https://quelle.example/a",
        as_of="2026-02",
        last_confirmed="2026-03-12",
        service_areas=SPACES[:2],
    )
    terms = page.locator(f"{CARD} dt").all_text_contents()
    assert terms == [
        *("Träger", "Zielgruppen", "Hinweis", "Adresse", "Telefon", "E-Mail", "Ansprechperson"),
        *("Website", "Gebiet", "Einzugsgebiet", "Lagegenauigkeit"),
        *("Zuletzt bestätigt", "Stand", "Quelle", "Ebene"),
    ]
    expect(_fact(page, "Zuletzt bestätigt")).to_contain_text("12. März 2026")
    expect(_fact(page, "Stand")).to_have_text("Februar 2026")
    expect(_fact(page, "Gebiet")).to_have_text("Probestadt, Planregion 1 unbestätigt")
    expect(_fact(page, "Website").locator("a")).to_have_attribute(
        "href", "https://www.muster.example/treff"
    )


@pytest.mark.parametrize("reach", list(Reach))
def test_how_people_and_offer_meet_stands_in_words(
    site: Site, open_page: OpenPage, reach: Reach
) -> None:
    page = _card_of(site, open_page, reach=reach)
    expect(page.locator(f"{CARD} .tag").first).to_have_text(reach.label)


@pytest.mark.parametrize("quality", list(LocationQuality))
def test_the_card_says_what_the_exactness_means_for_the_symbol(
    site: Site, open_page: OpenPage, quality: LocationQuality
) -> None:
    page = _card_of(site, open_page, location_quality=quality)
    expect(_fact(page, "Lagegenauigkeit")).to_have_text(f"{quality.label}{quality.meaning}")


def test_an_area_without_a_point_has_no_symbol(site: Site, open_page: OpenPage) -> None:
    quality = LocationQuality.AREA
    page = _card_of(site, open_page, lat=None, lon=None, location_quality=quality)
    expect(_fact(page, "Lagegenauigkeit")).to_contain_text("Kein Zeichen auf der Karte")


@pytest.mark.parametrize(
    ("confirmed", "shown"),
    [
        ("", "nicht bekannt"),
        ("2019-03-12", "12. März 2019vor mehr als einem Jahr"),
        ("2019", "2019vor mehr als einem Jahr"),
        ("Frühjahr 2019", "Frühjahr 2019"),
        (date.today().isoformat(), re.compile(rf"{date.today().year}$")),
    ],
)
def test_the_card_says_when_it_was_confirmed_and_if_that_is_long_ago(
    site: Site, open_page: OpenPage, confirmed: str, shown: str | re.Pattern[str]
) -> None:
    page = _card_of(site, open_page, last_confirmed=confirmed)
    expect(_fact(page, "Zuletzt bestätigt")).to_have_text(shown)


def test_a_short_deep_link_opens_the_card_and_shows_the_place(
    site: Site, open_page: OpenPage
) -> None:
    page = _card_of(site, open_page)
    expect(page.get_by_role("heading", level=2, name="Familienzentrum Musterhaus")).to_be_focused()
    expect(page.locator(".symbol[aria-current]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".symbol")).to_be_focused()


def test_an_offer_far_outside_the_county_comes_into_view(site: Site, open_page: OpenPage) -> None:
    page = _card_of(site, open_page, lat=48.1372, lon=11.5756, outside_m=430_000.0)
    expect(page.locator(".symbol[aria-current]")).to_be_in_viewport()
    page.get_by_role("button", name="Ganzer Kreis").click()
    expect(page.get_by_role("button", name="Planregion 1, Gebiet anzeigen")).to_be_in_viewport()


@pytest.mark.parametrize("device", [DESKTOP, PHONE])
def test_from_the_list_into_the_card_over_an_area_and_back_to_the_list(
    open_page: OpenPage, url: str, device: dict[str, Any]
) -> None:
    page = open_page(url, **device)
    open_list(page)
    item = page.locator(".results__item", has_text="Suchtberatung Mitte")
    item.press("Enter")
    heading = page.locator(f"{CARD} h2")
    expect(heading).to_be_focused()
    page.locator(CARD).get_by_role("button", name="Vorlage an der Mitte").press("Enter")
    expect(heading).to_have_text("Vorlage an der Mitte")
    expect(heading).to_be_focused()
    page.keyboard.press("Escape")
    expect(item).to_be_focused()


def test_back_closes_the_card_and_the_focus_is_where_it_came_from(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(url, **DESKTOP)
    open_list(page)
    item = page.locator(".results__item", has_text="Suchtberatung Mitte")
    item.press("Enter")
    expect(page.locator(f"{CARD} h2")).to_be_focused()
    page.go_back()
    expect(page.locator(CARD)).to_be_hidden()
    expect(item).to_be_focused()


def test_what_was_found_by_searching_gets_the_focus_back(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP)
    open_list(page)
    page.locator("#suche").fill("krabbel")
    item = page.locator(".results__item", has_text="Krabbelgruppe")
    item.press("Enter")
    expect(page.locator(f"{CARD} h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(item).to_be_focused()


def test_the_card_leads_to_its_row_with_the_query_of_the_moment(
    open_page: OpenPage, live_url: str
) -> None:
    page = open_page(f"{live_url}?art=site#angebot/beratung:r1", **DESKTOP)
    row = page.get_by_role("link", name="Zeile in der Tabelle")
    expect(row).to_have_attribute("href", "/tabelle?art=site&angebot=beratung%3Ar1")
    page.locator("#suche").fill("sucht")
    expect(row).to_have_attribute("href", "/tabelle?art=site&q=sucht&angebot=beratung%3Ar1")


def test_the_address_of_the_card_can_be_copied(open_page: OpenPage, live_url: str) -> None:
    page = open_page(f"{live_url}#angebot/beratung:r1", **DESKTOP)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Adresse kopieren").click()
    expect(page.locator("#ansage")).to_have_text("Die Adresse dieser Ansicht ist kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "angebot/beratung" in page.url


def test_a_file_leads_nowhere(open_page: OpenPage, file_url: str) -> None:
    page = open_page(f"{file_url}#angebot/beratung:r1", **DESKTOP)
    expect(page.locator(f"{CARD} h2")).to_have_text("Suchtberatung Mitte")
    expect(page.locator(f"{CARD} .card__ways")).to_have_count(0)


def test_page_table_and_card_have_the_same_numbers_for_every_area(
    open_page: OpenPage, service: str, settings: Settings
) -> None:
    page = open_page(service, **DESKTOP)
    areas = create_instance(settings).areas
    table = _rows_of_areas(page)
    for level in (Level.SOZIALRAUM, Level.PLANREGION, Level.KREIS):
        for area in areas.at(level):
            page.evaluate("hash => { location.hash = hash; }", f"gebiet/{level}:{area.area_id}")
            expect(page.locator(f"{CARD} h2")).to_have_text(area.name)
            path = "/kreis" if level is Level.KREIS else f"/{level}/{area.area_id}"
            counts, total, rate = _card_numbers(page)
            assert [*counts, total, rate] == _page_numbers(page, path), area.name
            assert _card_freshness(page) == _page_freshness(page, path), area.name
            assert _card_placeless(page) == _page_placeless(page, path), area.name
            if level is Level.SOZIALRAUM:
                assert [*counts, total] == table[area.name]
            expect(page.get_by_role("link", name="Zum Profil")).to_have_attribute("href", path)


def _card_numbers(page: Page) -> tuple[list[str], str, str]:
    tags = page.locator(f"{CARD} .card__reaches .tag").all_text_contents()
    total = page.locator(f"{CARD} h3").first.text_content() or ""
    rate = page.get_by_text(re.compile(r"^[\d,]+ je 1.000 Einwohner")).text_content() or ""
    compared = page.locator(f"{CARD} .card__figure strong").first.text_content()
    assert compared == rate.split()[0]
    return [tag.split()[0] for tag in tags], total.split()[0], rate.split()[0]


def _card_freshness(page: Page) -> list[str]:
    return re.findall(r": ([\d.]+)", _fact(page, "Aktualität").inner_text())


def _card_placeless(page: Page) -> list[str]:
    found = page.locator(f"{CARD} details", has_text="Ohne Ort auf der Karte: ")
    return sorted(found.locator("li").all_text_contents())


_FETCH = """async ([path, selector]) => {
    const text = await (await fetch(path)).text();
    const parsed = new DOMParser().parseFromString(text, "text/html");
"""


def _page_texts(page: Page, path: str, selector: str) -> list[str]:
    script = f"""{_FETCH}
        return [...parsed.querySelectorAll(selector)].map(each => each.textContent);
    }}"""
    texts: list[str] = page.evaluate(script, [path, selector])
    return texts


def _page_numbers(page: Page, path: str) -> list[str]:
    return _page_texts(page, path, "[aria-labelledby=angebote] .totals dd")


def _page_freshness(page: Page, path: str) -> list[str]:
    return _page_texts(page, path, "[aria-labelledby=aktualitaet] dd")


def _page_placeless(page: Page, path: str) -> list[str]:
    return sorted(_page_texts(page, path, "[aria-labelledby=ohne-ort] li a"))


def _rows_of_areas(page: Page) -> dict[str, list[str]]:
    script = f"""{_FETCH}
        const rows = [...parsed.querySelectorAll(selector)];
        return rows.map(row => [...row.cells].map(cell => cell.textContent));
    }}"""
    rows: list[list[str]] = page.evaluate(script, ["/tabelle", ".areas__table tbody tr"])
    return {cells[0]: cells[3:] for cells in rows}
