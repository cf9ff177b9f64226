"""The live page and the file to take along, on a desktop and on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.stage import DESKTOP, DEVICES, PHONE, OpenPage, Site
from browser.views import file, live, random_view, small_view
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def live_url(site: Site) -> str:
    return site.publish("karte.html", live(small_view()))


@pytest.fixture(scope="session")
def file_url(site: Site) -> str:
    return site.place("konferenz.html", file(small_view()))


@pytest.fixture(params=["live", "file"])
def url(request: pytest.FixtureRequest, live_url: str, file_url: str) -> str:
    return live_url if request.param == "live" else file_url


@pytest.fixture(params=["live-desktop", "live-phone", "file-desktop"])
def page(request: pytest.FixtureRequest, open_page: OpenPage, live_url: str, file_url: str) -> Page:
    form, device = request.param.split("-")
    return open_page(live_url if form == "live" else file_url, **DEVICES[device])


def names(page: Page) -> list[str]:
    return page.locator("#liste .results__name").all_text_contents()


def open_list(page: Page) -> None:
    page.get_by_role("tab", name=re.compile("Liste")).click()


def open_facet(page: Page, title: str) -> None:
    page.get_by_role("tab", name="Filter").click()
    page.locator("summary", has_text=title).click()


def on_map(page: Page) -> int:
    """Return how many offers the symbols on the map stand for."""
    labels = page.locator(".symbol").evaluate_all("all => all.map(each => each.title)")
    counts = [re.match(r"([\d.]+) Angebote?, ", label) for label in labels]
    return sum(int(count[1]) if count else 1 for count in counts)


def test_map_and_list_show_the_same(page: Page) -> None:
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    expect(page.locator("#ohne-ort")).to_have_text("davon 3 ohne Ort, nur in der Liste")
    open_list(page)
    assert len(names(page)) == 9
    assert page.locator("#liste .tag", has_text="ohne Ort auf der Karte").count() == 3
    assert on_map(page) == 6


def test_a_large_list_arrives_whole_and_its_text_is_let_go(open_page: OpenPage, site: Site) -> None:
    page = open_page(site.place("gross.html", file(random_view(1, count=3_000))))
    assert page.locator("script[data-kind]").count() == 0
    expect(page.locator("#anzahl")).to_have_text("3.000 Angebote")
    open_list(page)
    assert len(names(page)) == 50
    page.get_by_role("button", name="50 von 2.950 weiteren zeigen").click()
    assert len(names(page)) == 100
    assert (
        page.locator("#liste .results__item")
        .nth(50)
        .evaluate("each => each === document.activeElement")
    )


def test_a_print_has_the_whole_list(open_page: OpenPage, site: Site) -> None:
    page = open_page(site.place("druck.html", file(random_view(1, count=130))))
    page.pdf()
    assert len(names(page)) == 130


def test_the_list_is_in_german_order(page: Page) -> None:
    open_list(page)
    shown = names(page)
    assert shown == sorted(shown, key=lambda name: name.lower().replace("é", "e"))


def test_a_layer_can_be_switched_off_and_on(page: Page) -> None:
    page.get_by_role("tab", name="Filter").click()
    page.get_by_role("checkbox", name=re.compile("Beratung")).uncheck()
    expect(page.locator("#anzahl")).to_have_text("5 von 9 Angeboten")
    assert "ebene=familie" in page.url
    page.get_by_role("button", name="nur Beratung").click()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    page.get_by_role("button", name="Keine", exact=True).click()
    expect(page.locator("#anzahl")).to_have_text("0 von 9 Angeboten")
    page.get_by_role("button", name="Alle", exact=True).click()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")


def test_counts_follow_the_other_filters(page: Page) -> None:
    open_facet(page, "Zielgruppe")
    group = page.locator("details", has_text="Zielgruppe")
    page.get_by_role("button", name="nur Beratung").click()
    counts = dict(
        zip(
            group.locator(".tick__label").all_text_contents(),
            group.locator(".tick__count").all_text_contents(),
            strict=True,
        )
    )
    assert counts == {"Eltern und Familien": "1", "Suchtkranke Menschen": "2"}


def test_ticks_in_a_facet_widen_and_between_facets_narrow(page: Page) -> None:
    open_facet(page, "Art des Angebots")
    page.get_by_role("checkbox", name=re.compile("kommt hin")).check()
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    page.get_by_role("checkbox", name=re.compile("telefonisch")).check()
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    open_facet(page, "Planregion")
    page.get_by_role("checkbox", name=re.compile("Planregion 2")).check()
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")


def test_search_ignores_case_accents_and_order(page: Page) -> None:
    page.get_by_role("searchbox", name="Angebote suchen").fill("UBERSEE familiencafe")
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    open_list(page)
    assert names(page) == ["Familiencafé Übersee"]


def test_nothing_found_says_what_to_do(page: Page) -> None:
    page.get_by_role("searchbox", name="Angebote suchen").fill("gibt es nicht")
    open_list(page)
    expect(page.locator("#liste")).to_contain_text("Bitte einen Filter oben entfernen")


def test_chips_remove_what_they_name(page: Page) -> None:
    page.get_by_role("searchbox", name="Angebote suchen").fill("birke")
    open_facet(page, "Träger")
    page.get_by_role("checkbox", name=re.compile("Anderer Träger")).check()
    expect(page.locator("#anzahl")).to_have_text("1 von 9 Angeboten")
    page.get_by_role("button", name="Träger: Anderer Träger entfernen").click()
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    page.get_by_role("button", name="Alle zurücksetzen").click()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    expect(page.get_by_role("searchbox", name="Angebote suchen")).to_have_value("")


def test_back_undoes_the_last_filter(page: Page) -> None:
    page.get_by_role("tab", name="Filter").click()
    page.get_by_role("button", name="nur Beratung").click()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    page.go_back()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    page.go_forward()
    expect(page.locator("#anzahl")).to_have_text("4 von 9 Angeboten")


def test_the_address_reproduces_the_view(open_page: OpenPage, url: str) -> None:
    address = f"{url}?sozialraum=990010003&art=site&grenzen=gemeinde#12/52.30000/13.02000"
    page = open_page(address)
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    assert page.locator("#grenze-gemeinde").is_checked()
    assert not page.locator("#grenze-planregion").is_checked()
    assert page.url == address


def test_a_card_shows_the_facts_and_gives_the_focus_back(page: Page) -> None:
    open_list(page)
    item = page.locator(".results__item", has_text="Suchtberatung Mitte")
    item.click()
    card = page.get_by_role("complementary", name="Suchtberatung Mitte")
    expect(card.get_by_role("heading", level=2)).to_be_focused()
    for fact in (
        "Suchtberatung",
        "Muster e. V.",
        "Musterweg 1",
        "Vorlage an der Mitte",
        "Hausadresse",
        "Termine nach Vereinbarung",
        "Januar 2026",
        "Musterliste",
    ):
        expect(card).to_contain_text(fact)
    link = card.get_by_role("link", name="beratung.example/mitte")
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(item).to_be_focused()


def test_a_card_has_an_address_of_its_own(page: Page) -> None:
    open_list(page)
    page.locator(".results__item", has_text="Suchtberatung Ost").click()
    heading = page.get_by_role("heading", level=2, name="Suchtberatung Ost")
    expect(heading).to_be_visible()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(heading).to_be_visible()
    page.go_back()
    expect(heading).to_have_count(0)


def test_a_place_outside_the_county_is_said_to_be_outside(page: Page) -> None:
    open_list(page)
    page.locator(".results__item", has_text="jenseits").click()
    expect(page.locator("#karte-rechts")).to_contain_text("1,3 km außerhalb des Landkreises")


def test_areas_that_a_mobile_offer_serves_are_hatched(page: Page) -> None:
    open_list(page)
    page.locator(".results__item", has_text="Mobiles").click()
    assert page.locator("path.is-served").count() == 2
    expect(page.locator("#karte-rechts .tag--accent")).to_have_text("kommt hin")


def test_offers_of_one_house_open_as_a_list(page: Page) -> None:
    page.evaluate("location.hash = '18/52.30000/12.88000'")
    cluster = page.get_by_role("button", name="2 Angebote, anzeigen")
    cluster.click()
    card = page.locator("#karte-rechts")
    expect(card.get_by_role("heading")).to_have_text("2 Angebote an diesem Ort")
    card.get_by_role("button", name=re.compile("Krabbelgruppe")).click()
    expect(card.get_by_role("heading", level=2)).to_have_text("Krabbelgruppe Birke")


def test_an_area_card_counts_and_says_what_is_unconfirmed(page: Page) -> None:
    page.evaluate("location.hash = '10/52.30000/12.90000/gebiet/sozialraum:990010005'")
    card = page.locator("#karte-rechts")
    expect(card.get_by_role("heading", level=2)).to_have_text("Vorlage an der Mitte")
    for fact in (
        "Planregion 2",
        "unbestätigt",
        "1.000 (31. Dezember 2025)",
        "100 km²",
        "2 Angebote der Auswahl",
        "1 Angebot kommt hin",
    ):
        expect(card).to_contain_text(fact)
    card.get_by_role("button", name="Nur dieses Gebiet zeigen").click()
    expect(page.locator("#anzahl")).to_have_text("2 von 9 Angeboten")


def test_an_open_area_card_follows_the_filters(page: Page) -> None:
    page.evaluate("location.hash = '10/52.30000/12.90000/gebiet/sozialraum:990010002'")
    heading = page.locator("#karte-rechts h3")
    expect(heading).to_have_text("2 Angebote der Auswahl")
    field = page.get_by_role("searchbox", name="Angebote suchen")
    field.fill("krabbel")
    expect(heading).to_have_text("1 Angebot der Auswahl")
    expect(field).to_be_focused()


def test_escape_closes_the_card_from_the_map(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000/gebiet/planregion:1", **DESKTOP)
    page.locator("#map").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#karte-rechts")).to_be_hidden()


def test_a_planregion_lists_its_sozialraeume_and_their_doubt(page: Page) -> None:
    page.evaluate("location.hash = '10/52.30000/12.90000/gebiet/planregion:1'")
    members = page.locator("#karte-rechts .plain li")
    expect(members).to_have_text(["Amt West ", "Probestadt unbestätigt"])


def test_boundaries_can_be_switched(page: Page) -> None:
    shape = page.locator("path.shape--sozialraum").first
    assert shape.evaluate("e => getComputedStyle(e).stroke") != "none"
    page.get_by_role("tab", name="Filter").click()
    page.get_by_role("checkbox", name="Sozialräume").uncheck()
    assert shape.evaluate("e => getComputedStyle(e).stroke") == "none"
    assert "grenzen=planregion" in page.url


def test_nothing_sticks_out_sideways_at_320_pixels(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **(PHONE | {"viewport": {"width": 320, "height": 640}}))
    title = page.locator(".brand__title")
    title.evaluate("each => { each.textContent = 'Ressourcenkarte Potsdam-Mittelmark' }")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_sources_and_help_open_and_close_by_keyboard(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP)
    for opener, title in (
        ("Hilfe", "So funktioniert die Karte"),
        ("Quellen und Lizenzen", "Quellen und Lizenzen"),
    ):
        page.get_by_role("button", name=opener, exact=True).press("Enter")
        dialog = page.get_by_role("dialog", name=title)
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_symbols_are_one_tab_stop_and_arrows_walk_between_them(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(url, **DESKTOP)
    assert page.locator(".symbol[tabindex='0']").count() == 1
    page.locator(".symbol[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.title")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.title") != first:
            break
    assert page.evaluate("document.activeElement.className").startswith("symbol")
    assert page.evaluate("document.activeElement.title") != first
    assert page.locator(".symbol[tabindex='0']").count() == 1


def test_a_symbol_opens_by_keyboard_and_the_card_closes_back_to_it(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(f"{url}#12/52.35000/12.87000", **DESKTOP)
    symbol = page.get_by_role("button", name=re.compile("^Suchtberatung Mitte, "))
    symbol.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Suchtberatung Mitte")).to_be_focused()
    page.keyboard.press("Escape")
    expect(symbol).to_be_focused()


def test_the_skip_link_leads_to_the_list(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **DESKTOP)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zur Liste der Angebote")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tabpanel", name=re.compile("Liste"))).to_be_focused()


def test_names_are_one_tab_stop_and_arrows_walk_between_them(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000", **DESKTOP)
    names = page.locator("button.name")
    assert names.count() > 3
    stop = page.locator("button.name[tabindex='0']")
    expect(stop).to_have_count(1)
    stop.focus()
    first = page.evaluate("document.activeElement.textContent")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.textContent") != first:
            break
    assert page.evaluate("document.activeElement.className").startswith("name")
    assert page.evaluate("document.activeElement.textContent") != first
    expect(stop).to_have_count(1)


def test_removing_a_chip_keeps_the_focus_among_the_filters(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}?art=site&art=mobile&q=birke", **DESKTOP)
    page.get_by_role("button", name=re.compile("Art: .*entfernen")).first.press("Enter")
    expect(page.locator("#chips .chip")).to_have_count(2)
    assert page.evaluate("document.activeElement.closest('#chips') !== null")
    page.get_by_role("button", name="Alle zurücksetzen").press("Enter")
    expect(page.get_by_role("tab", name="Filter")).to_be_focused()


def test_every_tab_stop_is_visible_and_none_is_a_trap(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000/gebiet/sozialraum:990010005", **DESKTOP)
    page.locator("body").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    seen: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const each = document.activeElement;
                if (each === document.body) return null;
                const box = each.getBoundingClientRect();
                const shown = box.width > 0 && box.top < innerHeight && box.bottom > 0;
                const marked = getComputedStyle(each).outlineStyle !== 'none'
                    || each.matches('.skip-link');
                return [each.outerHTML.slice(0, 90), shown && marked];
            }"""
        )
        if stop is None:
            break
        assert stop[1], stop[0]
        seen.append(stop[0])
    assert 20 < len(seen) < 80


def test_the_sheet_of_a_phone_has_three_stops(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **PHONE)
    handle = page.get_by_role("button", name="Bereich unter der Karte größer oder kleiner")
    heights = []
    for _ in range(3):
        box = page.locator("#leiste").bounding_box()
        assert box
        heights.append(box["height"])
        handle.click()
    assert heights[0] < heights[1] < heights[2]


def height(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["height"]


def test_the_sheet_follows_the_finger_to_the_nearest_stop(open_page: OpenPage, url: str) -> None:
    page = open_page(url, **PHONE)
    peek = height(page, "#leiste")
    page.mouse.move(195, 844 - peek + 14)
    page.mouse.down()
    page.mouse.move(195, 500, steps=4)
    assert abs(height(page, "#leiste") - 344) < 3
    page.mouse.up()
    assert page.locator("body").get_attribute("data-stop") == "half"


def test_a_card_on_a_phone_can_fill_the_screen(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#10/52.30000/12.90000/gebiet/planregion:1", **PHONE)
    half = height(page, "#karte-rechts")
    page.get_by_role("button", name="Bereich unter der Karte größer oder kleiner").click()
    assert height(page, "#karte-rechts") > half + 100


def test_at_400_percent_everything_can_be_scrolled_to(open_page: OpenPage, url: str) -> None:
    page = open_page(url, viewport={"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    covered = page.evaluate(
        """() => [...document.querySelectorAll('button, input, summary, a')]
            .filter(each => each.checkVisibility({checkVisibilityCSS: true})
                && !each.matches('.skip-link, .name, .symbol'))
            .filter(each => {
                each.scrollIntoView({block: 'center'});
                const box = each.getBoundingClientRect();
                const top = document.elementFromPoint(
                    box.left + box.width / 2, box.top + box.height / 2);
                return !each.contains(top) && !top?.contains(each);
            }).map(each => each.outerHTML.slice(0, 90))"""
    )
    assert covered == []
    open_list(page)
    page.locator(".results__item").first.click()
    expect(page.locator("#karte-rechts h2")).to_be_in_viewport()


def test_offers_of_one_house_follow_the_filters(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}#18/52.30000/12.88000", **DESKTOP)
    page.get_by_role("button", name="2 Angebote, anzeigen").click()
    heading = page.locator("#karte-rechts h2")
    field = page.get_by_role("searchbox", name="Angebote suchen")
    field.fill("krabbel")
    expect(heading).to_have_text("1 Angebot an diesem Ort")
    field.fill("gibt es nicht")
    expect(page.locator("#karte-rechts")).to_be_hidden()


def test_the_address_keeps_its_view_beside_a_card(open_page: OpenPage, url: str) -> None:
    address = f"{url}#11/52.30000/12.90000/angebot/beratung%3Ar2"
    page = open_page(address, **DESKTOP)
    expect(page.locator("#karte-rechts h2")).to_have_text("Suchtberatung Ost")
    assert page.url == address


def test_the_planregion_filter_says_what_is_unconfirmed(page: Page) -> None:
    open_facet(page, "Planregion")
    expect(page.locator("details[data-key=planregion]")).to_contain_text(
        "Unbestätigt ist, zu welcher Planregion 2 der 4 Sozialräume gehören."
    )


def test_the_live_page_offers_export_table_and_address(open_page: OpenPage, live_url: str) -> None:
    page = open_page(f"{live_url}?art=remote", **DESKTOP)
    page.get_by_role("button", name="Exportieren").click()
    selection = page.get_by_role("link", name="Nur diese Auswahl (1 Angebot)")
    assert selection.get_attribute("href") == "/export/konferenz.html?art=remote"
    everything = page.get_by_role("link", name="Alles (9)")
    assert everything.get_attribute("href") == "/export/konferenz.html"
    table = page.get_by_role("link", name="Tabelle")
    assert table.get_attribute("href") == "/tabelle?art=remote"


def test_sharing_copies_the_address_or_shows_it(open_page: OpenPage, live_url: str) -> None:
    page = open_page(
        f"{live_url}?art=remote", **DESKTOP, permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Teilen").click()
    expect(page.locator("#ansage")).to_have_text("Die Adresse dieser Ansicht ist kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error()) }")
    page.get_by_role("button", name="Adresse kopiert").click()
    expect(page.get_by_label("Adresse mit allen Filtern")).to_have_value(page.url)


def test_the_file_has_no_way_back_to_a_server(open_page: OpenPage, file_url: str) -> None:
    page = open_page(file_url, **DESKTOP)
    for name in ("Exportieren", "Teilen", "Tabelle", "Ebenen"):
        assert page.get_by_role("button", name=name, exact=True).count() == 0
    expect(page.get_by_text("Exportiert am 22. November 2026").first).to_be_visible()


def test_without_a_changeable_query_the_fragment_holds_it(
    open_page: OpenPage, file_url: str
) -> None:
    """A page made from a blob, as viewers of attachments show it, may change its fragment only."""
    page = open_page(file_url, **DESKTOP)
    html = file(small_view())
    with page.expect_popup() as popup:
        page.evaluate(
            "html => { window.open(URL.createObjectURL(new Blob([html], {type: 'text/html'}))) }",
            html,
        )
    shown = popup.value
    shown.wait_for_selector("body[data-ready]")
    shown.get_by_role("button", name="nur Beratung").click()
    expect(shown.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    assert "?" not in shown.url.split("#")[0]
    assert shown.url.endswith("?ebene=beratung")
    shown.reload()
    expect(shown.locator("#anzahl")).to_have_text("4 von 9 Angeboten")
    shown.go_back()
    expect(shown.locator("#anzahl")).to_have_text("9 Angebote")
    shown.close()


def test_the_file_opens_from_any_folder(open_page: OpenPage, tmp_path: Path) -> None:
    target = tmp_path / "Übersicht für Bürgermeister #1.html"
    target.write_text(file(small_view()), encoding="utf-8")
    page = open_page(target.as_uri())
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
