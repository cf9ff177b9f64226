"""The page that leads to all evaluations."""

from __future__ import annotations

import re

import pytest
from checking import CheckingClient


def test_every_evaluation_is_listed_and_opens(visitor: CheckingClient) -> None:
    page = visitor.get("/auswertungen").text
    listed = page[page.index('class="evaluations"') : page.index("</main>")]
    links = re.findall(r'href="([^"]+)"', listed)
    assert links
    for link in links:
        assert visitor.get(link).status_code == 200


def test_every_area_has_a_way_to_its_profile(visitor: CheckingClient) -> None:
    page = visitor.get("/auswertungen").text
    assert len(set(re.findall(r'href="/sozialraum/(\d+)"', page))) == 19
    assert len(set(re.findall(r'href="/planregion/(\d+)"', page))) == 4


def test_an_evaluation_says_where_it_belongs(visitor: CheckingClient) -> None:
    for path in ("/luecken/doppelt", "/kennzahlen/einwohner", "/planregion/1", "/gremien"):
        assert 'href="/auswertungen" aria-current="true"' in visitor.get(path).text, path
    assert 'aria-current="true"' not in visitor.get("/anmelden").text


@pytest.mark.parametrize(
    "path",
    [
        "kreis",
        "luecken",
        "luecken/doppelt",
        "kennzahlen",
        "kennzahlen/einwohner",
        "bestaetigung",
        "aenderungen",
        "reichweite",
        "sozialindex",
    ],
)
def test_paper_says_whose_it_is_of_what_and_of_when(visitor: CheckingClient, path: str) -> None:
    page = visitor.get(f"/{path}?kategorie=bildung.kita").text
    (line,) = re.findall(r'<p class="paper">(.*?)</p>', page)
    assert line.startswith("Landkreis Potsdam-Mittelmark · ")
    assert re.search(r"Daten zuletzt geändert: \S.* · gedruckt am \S", line)
    if path in {"luecken", "luecken/doppelt", "bestaetigung", "aenderungen", "reichweite"}:
        assert "Auswahl: Kategorie Kindertages" in line
