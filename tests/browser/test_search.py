"""The search field: suggestions by keyboard and finger, and typing errors."""

from __future__ import annotations

import re

import factories
import pytest
from browser.stage import DESKTOP, PHONE, OpenPage, Site
from browser.steps import listed, open_list
from browser.views import file
from playwright.sync_api import Locator, Page, expect

from geo.county import Place
from geo.results import LayerView

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(open_page: OpenPage, live_url: str) -> Page:
    return open_page(live_url, **DESKTOP)


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Angebote, Orte und Gebiete suchen")


def options(page: Page) -> Locator:
    return page.locator("#vorschlaege").get_by_role("option")


def texts(page: Page) -> Locator:
    """Return names and notes of the suggestions without the letters of their symbols."""
    return options(page).locator(".suggestion__text")


def active(page: Page) -> str | None:
    """Return the text of the suggestion that a screen reader is told of."""
    identifier = field(page).get_attribute("aria-activedescendant")
    return page.locator(f"#{identifier} .suggestion__name").text_content() if identifier else None


def centre(page: Page) -> tuple[float, float]:
    fragment = page.evaluate("location.hash")
    _, lat, lon = fragment.lstrip("#").split("?")[0].split("/")[:3]
    return float(lat), float(lon)


def test_suggestions_name_each_kind(desk: Page) -> None:
    field(desk).fill("muster")
    expect(texts(desk)).to_have_text(
        ["Musterort Ort", "Musterdorf Gemeinde", "Muster e. V. Träger · 8 Angebote"]
    )
    groups = desk.locator("#vorschlaege [role=group]")
    assert groups.evaluate_all("all => all.map(each => each.getAttribute('aria-label'))") == [
        "Orte",
        "Gebiete",
        "Träger",
    ]


def test_an_address_or_words_of_several_columns_lead_to_the_offer(desk: Page) -> None:
    for words in ("99999", "musterweg 1", "krabbelgruppe muster"):
        field(desk).fill(words)
        first = texts(desk).first
        expect(first).to_contain_text("Angebot ·")
    field(desk).fill("Planregion 1")
    expect(texts(desk)).to_have_text(["Planregion 1 Planregion"])


def test_one_letter_suggests_nothing(desk: Page) -> None:
    field(desk).fill("m")
    expect(field(desk)).to_have_attribute("aria-expanded", "false")
    expect(desk.locator("#vorschlaege")).to_be_hidden()


def test_at_most_eight_suggestions_of_all_kinds(open_page: OpenPage, site: Site) -> None:
    resources = tuple(
        factories.resource(
            f"r{number}", name=f"Probe {number:02d}", provider=f"Probe e. V. {number}"
        )
        for number in range(20)
    )
    layer = LayerView(layer=factories.layer(), resources=resources)
    places = tuple(Place(name=f"Probe {name}", lat=52.3, lon=12.9) for name in "ABCDEFGH")
    view = factories.map_view(layer, places=places)
    page = open_page(site.place("proben.html", file(view)))
    field(page).fill("probe")
    expect(page.locator("#vorschlaege .suggestion__note")).to_have_text(
        [
            *["Angebot · Familienzentrum · Probestadt"] * 3,
            *["Ort"] * 2,
            "Sozialraum",
            *["Träger · 1 Angebot"] * 2,
        ]
    )


def test_what_matched_is_emphasised(desk: Page) -> None:
    field(desk).fill("UEBERSEE fam")
    expect(texts(desk)).to_have_text(
        ["Familiencafé Übersee Angebot · Familienzentrum · Probestadt"]
    )
    expect(options(desk).locator("mark")).to_have_text(["Fam", "Übersee"])


def test_an_offer_opens_its_card_and_the_letters_go(page: Page) -> None:
    field(page).fill("mitte")
    options(page).filter(has_text="Suchtberatung Mitte").click()
    expect(page.locator("#karte-rechts h2")).to_have_text("Suchtberatung Mitte")
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    expect(field(page)).to_have_value("")
    page.keyboard.press("Escape")
    expect(field(page)).to_be_focused()


def test_an_offer_that_filters_hide_is_shown_without_them(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}?ebene=familie", **DESKTOP)
    field(page).fill("suchtberatung ost")
    expect(texts(page)).to_have_text(
        ["Suchtberatung Ost Angebot · Suchtberatung · Probestadt · jetzt ausgefiltert"]
    )
    options(page).click()
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")
    expect(page.locator("#karte-rechts h2")).to_have_text("Suchtberatung Ost")


def test_a_place_moves_the_map(page: Page) -> None:
    field(page).fill("musterort")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_be_focused()
    expect(page.locator("#ansage")).to_have_text("Die Karte zeigt Musterort.")
    expect(page).to_have_url(re.compile("#13/"))
    lat, lon = centre(page)
    assert abs(lat - 52.29) < 0.03
    assert abs(lon - 12.90) < 0.01
    expect(page.locator("#anzahl")).to_have_text("9 Angebote")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("testlin", "Gemeinde"), ("amt ost", "Sozialraum"), ("region 2", "Planregion")],
)
def test_an_area_opens_its_card(open_page: OpenPage, live_url: str, typed: str, kind: str) -> None:
    page = open_page(live_url, **DESKTOP)
    field(page).fill(typed)
    options(page).filter(has_text=kind).click()
    expect(page.locator("#karte-rechts .card__kicker")).to_contain_text(kind)


def test_a_category_becomes_a_filter(page: Page) -> None:
    field(page).fill("suchtb")
    options(page).filter(has_text="Kategorie").click()
    expect(page.locator("#chips .chip")).to_have_text(["Kategorie: Suchtberatung×"])
    expect(page.locator("#anzahl")).to_have_text("3 von 9 Angeboten")
    expect(field(page)).to_have_value("")


def test_a_provider_becomes_a_filter(desk: Page) -> None:
    field(desk).fill("anderer")
    options(desk).click()
    expect(desk.locator("#chips .chip")).to_have_text(["Träger: Anderer Träger×"])


def test_arrows_walk_through_the_suggestions_and_back_to_the_field(desk: Page) -> None:
    field(desk).fill("muster")
    assert active(desk) is None
    seen = []
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "ArrowUp", "Home", "ArrowUp"):
        desk.keyboard.press(key)
        seen.append(active(desk))
    first, middle, last = "Musterort", "Musterdorf", "Muster e. V."
    assert seen == [first, last, None, last, middle, first, None]
    expect(field(desk)).to_be_focused()


def test_escape_closes_the_suggestions_before_it_clears_the_field(desk: Page) -> None:
    field(desk).fill("birke")
    expect(desk.locator("#vorschlaege")).to_be_visible()
    field(desk).press("Escape")
    expect(desk.locator("#vorschlaege")).to_be_hidden()
    expect(desk.locator("#anzahl")).to_have_text("2 von 9 Angeboten")
    field(desk).press("Escape")
    expect(field(desk)).to_have_value("")
    expect(desk.locator("#anzahl")).to_have_text("9 Angebote")


def test_enter_without_a_suggestion_lists_what_the_words_find(desk: Page) -> None:
    field(desk).fill("birke")
    field(desk).press("Enter")
    expect(desk.locator("#vorschlaege")).to_be_hidden()
    expect(desk.get_by_role("tab", name="Liste (2)")).to_have_attribute("aria-selected", "true")
    expect(desk).to_have_url(re.compile("q=birke"))


def test_an_arrow_opens_the_suggestions_again(desk: Page) -> None:
    field(desk).fill("muster")
    field(desk).press("Escape")
    field(desk).press("ArrowUp")
    assert active(desk) == "Muster e. V."


def test_leaving_the_field_closes_the_suggestions(desk: Page) -> None:
    field(desk).fill("muster")
    desk.keyboard.press("Tab")
    expect(desk.locator("#vorschlaege")).to_be_hidden()
    expect(field(desk)).to_have_attribute("aria-expanded", "false")


def test_a_finger_chooses_a_suggestion(open_page: OpenPage, live_url: str) -> None:
    page = open_page(live_url, **PHONE)
    field(page).tap()
    page.keyboard.type("suchtb")
    options(page).filter(has_text="Kategorie").tap()
    expect(page.locator("#anzahl")).to_have_text("3 von 9 Angeboten")


def test_a_slash_leads_to_the_search_unless_it_is_text(desk: Page) -> None:
    desk.keyboard.press("/")
    expect(field(desk)).to_be_focused()
    expect(field(desk)).to_have_value("")
    desk.keyboard.type("a/b")
    expect(field(desk)).to_have_value("a/b")


def test_suggestions_forgive_typing_errors(desk: Page) -> None:
    field(desk).fill("Musteort")
    expect(texts(desk)).to_have_text(["Musterort Ort"])


def test_a_mistyped_word_finds_the_nearest_and_says_so(page: Page) -> None:
    field(page).fill("krabelgruppe")
    expect(page.locator("#deutung p")).to_have_text(
        "Nichts mit „krabelgruppe“; gezeigt wird „Krabbelgruppe“. Genau „krabelgruppe“ suchen"
    )
    expect(page.locator("#ansage")).to_contain_text("gezeigt wird „Krabbelgruppe“")
    page.get_by_role("button", name="Genau „krabelgruppe“ suchen").click()
    expect(page.locator("#anzahl")).to_have_text("0 von 9 Angeboten")
    expect(field(page)).to_have_value('"krabelgruppe"')
    expect(page.locator("#deutung")).to_be_hidden()


def test_many_near_words_are_not_all_named(open_page: OpenPage, site: Site) -> None:
    resources = tuple(
        factories.resource(name, name=name)
        for name in ("Tanne", "Tenne", "Tonne", "Tunne", "Tynne")
    )
    layer = LayerView(layer=factories.layer(), resources=resources)
    page = open_page(site.place("tannen.html", file(factories.map_view(layer))))
    field(page).fill("tinne")
    expect(page.locator("#deutung")).to_contain_text(
        "gezeigt wird „Tanne“, „Tenne“, „Tonne“ und 2 weitere Wörter."
    )
    open_list(page)
    expect(listed(page)).to_have_count(5)


def test_words_are_found_in_sozialraum_and_target_group(desk: Page) -> None:
    field(desk).fill("amt ost suchtkranke")
    open_list(desk)
    expect(listed(desk)).to_have_text(["Suchtberatung Ost"])


def test_the_help_says_how_the_search_understands(desk: Page) -> None:
    desk.get_by_role("button", name="Hilfe").click()
    expect(desk.get_by_role("dialog")).to_contain_text(re.compile("Tippfehler werden verziehen"))


def test_a_jump_to_an_area_shows_all_of_it(open_page: OpenPage, live_url: str) -> None:
    page = open_page(f"{live_url}#15/52.25000/12.95000", **DESKTOP)
    field(page).fill("planregion 2")
    field(page).press("ArrowDown")
    field(page).press("Enter")
    expect(page.locator("#karte-rechts h2")).to_have_text("Planregion 2")
    area = page.locator("path.shape--planregion.shape--area").nth(1)
    expect(area).to_be_in_viewport(ratio=0.99)
