"""The profile of an area: on its card, in the file and on its page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browser.stage import DEVICES, OpenPage, Site
from browser.test_accessibility import violations
from browser.views import file, live, small_view
from playwright.sync_api import Browser, Page, expect

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import Level
from geo.indicators import Aggregation, Indicator, IndicatorSet, Observation, ObservationStatus
from geo.results import MapView, Selection

pytestmark = pytest.mark.browser

OST = "990010003"
AT_OST = f"#gebiet/sozialraum:{OST}"
CARD = "#karte-rechts"


def _view() -> MapView:
    """Return the small view with an indicator and an entry of Amt Ost."""
    share = Indicator(
        indicator_id="anteil",
        label="Anteil <b>",
        unit="Prozent",
        aggregation=Aggregation.RATIO,
        decimals=1,
        method="Gezählte geteilt durch alle, mal 100.",
        source="Amt für Proben",
    )
    own = Observation(
        indicator_id="anteil",
        level=Level.SOZIALRAUM,
        area_id=OST,
        period="2025-12-31",
        value=4.2,
    )
    hidden = replace(
        own,
        level=Level.PLANREGION,
        area_id="2",
        value=None,
        status=ObservationStatus.SUPPRESSED,
    )
    entry = AreaEntry(
        entry_id="e1",
        kind=EntryKind.SOZIALRAUMBUDGET,
        level=Level.SOZIALRAUM,
        area_id=OST,
        date="2026",
        amount=12_500,
    )
    return replace(small_view(), indicators=IndicatorSet((share,), (own, hidden)), entries=(entry,))


def _fact(page: Page, term: str) -> str:
    facts = page.locator(f"{CARD} .facts > div", has=page.get_by_text(term, exact=True))
    return facts.locator("dd").inner_text()


@pytest.mark.parametrize(
    ("form", "device"), [("live", "desktop"), ("live", "phone"), ("file", "desktop")]
)
def test_the_card_compares_whatever_the_filters_are(
    site: Site, open_page: OpenPage, form: str, device: str
) -> None:
    view = _view()
    url = (
        site.publish("profil.html", live(view))
        if form == "live"
        else site.place("profil-datei.html", file(view))
    )
    page = open_page(f"{url}?art=mobile{AT_OST}", **DEVICES[device])
    expect(page.locator(f"{CARD} h3").first).to_have_text("1 Angebot der Auswahl")
    assert (
        _fact(page, "Angebote je 1.000 Einwohner")
        == "Amt Ost 1,50 · Planregion 2 1,33 · Kreis 1,50"
    )
    assert _fact(page, "Anteil <b>").splitlines() == [
        "Amt Ost 4,2 · Planregion 2 gesperrt · Kreis keine Angabe",
        "Prozent · 31. Dezember 2025".replace(". ", ".\N{NO-BREAK SPACE}", 1),
    ]
    expect(page.locator(CARD)).to_contain_text("Zahlen der ganzen Ressourcenkarte, ohne Filter.")
    gaps = page.get_by_text("Kategorien nur mobil: 1")
    gaps.press("Enter")
    expect(page.locator(f"{CARD} details[open]")).to_contain_text("nur mobil: Familienzentrum")
    expect(page.locator(CARD)).to_contain_text("Sozialraumbudget2026 · 12.500 Euro")
    page.get_by_text("Wie gerechnet?").press("Enter")
    expect(page.locator(CARD)).to_contain_text("Gezählte geteilt durch alle, mal 100. Quelle: Amt")
    assert violations(page) == []
    profile = page.locator(CARD).get_by_role("link", name="Zum Profil")
    assert profile.count() == (form == "live")


def test_a_file_with_a_part_of_the_map_claims_no_gaps(site: Site, open_page: OpenPage) -> None:
    chosen = Selection(criteria=("Suche „a“",), total=20, query="q=a")
    url = site.place("profil-teil.html", file(replace(_view(), selection=chosen)))
    page = open_page(f"{url}{AT_OST}")
    expect(page.locator(CARD)).to_contain_text(
        "Andere Angebote sind auch bei den größeren Gebieten nicht gezählt."
    )
    expect(page.locator(CARD).get_by_role("heading", name="Was fehlt")).to_have_count(0)


@pytest.mark.parametrize("path", ["kreis", "sozialraum/120695902"])
def test_a_profile_is_no_wider_than_a_narrow_screen(
    browser: Browser, example_service: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{example_service}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    table = page.get_by_role("table", name="Angebote nach Ressort und Kategorie")
    expect(table.get_by_role("columnheader", name="vor Ort")).to_be_visible()
    name = table.get_by_role("rowheader").first.bounding_box()
    number = table.get_by_role("cell").first.bounding_box()
    assert name
    assert number
    assert number["y"] >= name["y"] + name["height"] - 1
    page.get_by_role("link", name="Aktualität").press("Enter")
    expect(page.get_by_role("heading", name="Aktualität")).to_be_in_viewport()
    context.close()
