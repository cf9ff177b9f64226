"""The client finds exactly what :func:`geo.filtering.select` finds."""

from __future__ import annotations

import random
from urllib.parse import urlencode

import pytest
from browser.stage import OpenPage, Site
from browser.views import SPACES, WORDS, file, random_view
from playwright.sync_api import Page

from geo.filtering import ResourceFilter, select
from geo.results import MapView

pytestmark = pytest.mark.browser

VALUES = {
    "ebene": ("eins", "zwei", "drei"),
    "kategorie": ("familie.familienzentrum", "beratung.sucht", "frei.erfunden", "fehlt", "-"),
    "zielgruppe": ("familien", "sucht", "fehlt"),
    "traeger": ("Muster e. V.", "Träger & Söhne", "a<b>", "fehlt"),
    "planregion": ("1", "2", "3"),
    "sozialraum": (*SPACES, "fehlt"),
    "art": ("site", "mobile", "remote", "fehlt"),
    "lage": ("house", "none", "area", "fehlt"),
}
BOXES = (
    "12.80000,52.30000,12.90000,52.40000",
    "12.85,52.32,12.95,52.36",
    "12.9,52.3,12.8,52.4",
    "12.8,52.3,12.9",
    "0,0,1,1",
    "-180,-90,180,90",
    "12.8,52.3,12.9,52.4,",
    " 12.8,52.3,12.9,52.4",
)
SEARCHES = (
    *WORDS,
    "strasse",
    "apfel",
    "aepfel",
    "kueche",
    "neue",
    "CAFE omega",
    "haus weg",
    "finden",
    "koln",
    "σοφος",
    "  ",
    "ß",
    "Amt Ost",
    "suchtkranke menschen",
    '"Neue Kueche"',
    "„Haus“",
    '"Kuche Neue"',
    '"Haus',
    '""',
    "Muster-e.V.",
    "Muster-Beratnug",
    "99998",
    "Planregion 1",
    "planregion 2 weg",
    "Familienzentrum 1",
    '"Planregion" 1',
)
LETTERS = "aeinrstuüß"


def mistyped(source: random.Random) -> str:
    """Return a word of the data with a letter or two left out, added, changed or swapped."""
    letters = list(source.choice((*WORDS, "Familienzentrum", "Suchtberatung", "Probestadt")))
    for _ in range(source.randint(1, 2)):
        at = source.randrange(len(letters))
        change = source.randrange(4)
        if change == 0:
            letters[at : at + 1] = []
        elif change == 1:
            letters.insert(at, source.choice(LETTERS))
        elif change == 2:
            letters[at] = source.choice(LETTERS)
        else:
            letters[at : at + 2] = reversed(letters[at : at + 2])
        letters = letters or ["x"]
    return "".join(letters)[: source.choice((5, 9, 40))]


def random_query(source: random.Random) -> dict[str, list[str]]:
    query: dict[str, list[str]] = {}
    for key, values in VALUES.items():
        if source.random() < 0.3:
            query[key] = source.sample(values, source.randint(1, min(3, len(values))))
    if source.random() < 0.4:
        query["q"] = [source.choice((source.choice(SEARCHES), mistyped(source)))]
    if source.random() < 0.2:
        query["bbox"] = [source.choice(BOXES)]
    return query


def expected(view: MapView, query: dict[str, list[str]]) -> list[str]:
    wanted = ResourceFilter.from_query(query)
    return sorted(each.name for layer in select(view, wanted) for each in layer.resources)


def found(page: Page, query: dict[str, list[str]]) -> list[str]:
    page.evaluate(
        """search => {
            history.pushState(null, '', `?${search}`);
            dispatchEvent(new PopStateEvent('popstate'));
        }""",
        urlencode(query, doseq=True),
    )
    return sorted(page.locator("#liste .results__name").all_text_contents())


@pytest.mark.parametrize("seed", range(4))
def test_random_queries_find_the_same(open_page: OpenPage, site: Site, seed: int) -> None:
    view = random_view(seed)
    url = site.place(f"zufall-{seed}.html", file(view))
    page = open_page(url)
    page.locator("#reiter-liste").click()
    source = random.Random(seed)  # noqa: S311
    queries = [random_query(source) for _ in range(60)]
    assert any(expected(view, query) for query in queries)
    for query in queries:
        assert found(page, query) == expected(view, query), query


def test_mistyped_words_find_the_same(open_page: OpenPage, site: Site) -> None:
    view = random_view(5)
    page = open_page(site.place("vertippt.html", file(view)))
    page.locator("#reiter-liste").click()
    source = random.Random(5)  # noqa: S311
    queries = [{"q": [mistyped(source)]} for _ in range(120)]
    assert sum(bool(expected(view, query)) for query in queries) > 60
    for query in queries:
        assert found(page, query) == expected(view, query), query


def test_a_point_on_the_edge_is_inside(open_page: OpenPage, site: Site) -> None:
    view = random_view(6)
    page = open_page(site.place("rand.html", file(view)))
    page.locator("#reiter-liste").click()
    placed = [each for layer in view.layers for each in layer.resources if each.has_point]
    for resource in placed:
        lon, lat = f"{resource.lon:.5f}", f"{resource.lat:.5f}"
        query = {"bbox": [f"{lon},{lat},{lon},{lat}"]}
        assert resource.name in expected(view, query)
        assert found(page, query) == expected(view, query), query
