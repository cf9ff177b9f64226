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
    "kategorie": ("familie.familienzentrum", "beratung.sucht", "frei.erfunden", "fehlt"),
    "zielgruppe": ("familien", "sucht", "fehlt"),
    "traeger": ("Muster e. V.", "Träger & Söhne", "a<b>", "fehlt"),
    "planregion": ("1", "2", "3"),
    "sozialraum": (*SPACES, "fehlt"),
    "art": ("site", "mobile", "remote", "fehlt"),
}
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
)


def random_query(source: random.Random) -> dict[str, list[str]]:
    query: dict[str, list[str]] = {}
    for key, values in VALUES.items():
        if source.random() < 0.3:
            query[key] = source.sample(values, source.randint(1, min(3, len(values))))
    if source.random() < 0.4:
        query["q"] = [source.choice(SEARCHES)]
    return query


def expected(view: MapView, query: dict[str, list[str]]) -> list[str]:
    wanted = ResourceFilter.from_query(query)
    labels = {each.category_id: each.label for each in view.taxonomy.categories}
    return sorted(
        resource.name
        for layer in view.layers
        if wanted.accepts_layer(layer.layer.layer_id)
        for resource in select(layer.resources, wanted, areas=view.areas, category_labels=labels)
    )


def found(page: Page, query: dict[str, list[str]]) -> list[str]:
    page.evaluate(
        """search => {
            history.pushState(null, '', `?${search}`);
            dispatchEvent(new PopStateEvent('popstate'));
        }""",
        urlencode(query, doseq=True),
    )
    return sorted(page.locator("#liste .results__name").all_text_contents())


@pytest.mark.parametrize("seed", range(3))
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
