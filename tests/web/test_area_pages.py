"""A page for each Sozialraum, each Planregion and the county."""

from __future__ import annotations

import re
from dataclasses import fields
from html import unescape

import pytest
from checking import CheckingClient

from geo.areas import Level
from geo.profiles import profile_of
from geo.results import MapView
from maps.profiles import encode_profiles
from web import area_pages
from web.asked import today
from web.state import current_state


def current_view(visitor: CheckingClient) -> MapView:
    with visitor.application.app_context():
        return current_state().published.view()


def _facts(page: str) -> dict[str, str]:
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    return {term: re.sub(r"<[^>]+>", "", text) for term, text in pairs}


def test_a_sozialraum_says_what_it_is_and_what_there_is(visitor: CheckingClient) -> None:
    page = visitor.get("/sozialraum/120695902").text
    facts = _facts(page)
    assert "Sozialraum · Amt" in page
    assert facts["Planregion"] == "Planregion 3 (unbestätigt)"
    assert facts["Einwohner am 31.\N{NO-BREAK SPACE}Dezember 2022"] == "8.373"
    assert facts["Fläche"] == "203,8 km²"
    assert facts["Einwohner je km²"] == "41"
    assert facts["kommt hin"] == "2"
    total = int(facts["zusammen"])
    assert facts["je 1.000 Einwohner"] == f"{total / 8.373:.2f}".replace(".", ",")
    assert f"{total} Angebote geteilt durch 8.373 Einwohner, mal 1.000" in page


def test_the_area_of_the_county_has_its_thousands_in_groups(visitor: CheckingClient) -> None:
    assert _facts(visitor.get("/kreis").text)["Fläche"] == "2.592,1 km²"


def test_each_offer_of_the_list_leads_to_map_and_table(visitor: CheckingClient) -> None:
    page = visitor.get("/sozialraum/120690616").text
    _, _, listed = page.partition('id="liste"')
    on_map = re.findall(r'href="/(?:karte)?#angebot/([^"]+)"', listed)
    in_table = re.findall(r'href="/tabelle\?angebot=([^"]+)"', listed)
    assert len(on_map) == len(in_table) == int(_facts(page)["zusammen"])
    answer = visitor.get(f"/tabelle?angebot={in_table[0]}")
    assert answer.location.endswith(f"#angebot-{on_map[0]}")


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("/sozialraum/120690616", ["/planregion/1", "/sozialraum/120690304"]),
        ("/planregion/1", ["/kreis", "/planregion/2", "/sozialraum/120690616"]),
        ("/kreis", ["/planregion/1", "/planregion/4"]),
    ],
)
def test_an_area_leads_to_its_neighbours_in_the_hierarchy(
    visitor: CheckingClient, path: str, links: list[str]
) -> None:
    page = visitor.get(path).text
    assert [link for link in links if f'href="{link}"' not in page] == []


def test_the_table_of_an_area_has_its_offers(visitor: CheckingClient) -> None:
    page = visitor.get("/planregion/2").text
    total = _facts(page)["zusammen"]
    assert 'href="/tabelle?planregion=2"' in page
    assert f"<strong>{total}</strong>" in visitor.get("/tabelle?planregion=2").text


@pytest.mark.parametrize(
    "path", ["/sozialraum/0", "/planregion/9", "/sozialraum/%3Cb%3E", "/planregion/120690616"]
)
def test_an_unknown_area_is_not_found_in_german(visitor: CheckingClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert "gibt es auf der Ebene" in answer.text
    assert "<b>" not in answer.text


def test_a_list_that_is_too_long_for_a_page_leads_to_the_table(
    visitor: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = _facts(visitor.get("/planregion/2").text)["zusammen"]
    monkeypatch.setattr(area_pages, "WHOLE_ROWS", 3)
    page = visitor.get("/planregion/2").text
    assert page.count("#angebot/") == 3
    assert f'<a href="/tabelle?planregion=2">Alle {total} Angebote in der Tabelle</a>' in page


def test_page_card_and_table_tell_the_same_numbers(visitor: CheckingClient) -> None:
    view = current_view(visitor)
    cards = {(level, key): rates for level, key, rates, *_ in encode_profiles(view)["areas"]}
    for level, path in (("sozialraum", "/sozialraum/120695902"), ("planregion", "/planregion/3")):
        key = path.rpartition("/")[2]
        page = visitor.get(path).text
        own, *larger = cards[level, key]
        assert _facts(page)["je 1.000 Einwohner"] == own
        bars = re.findall(r'bars__value">\s*([^<\s]+)', page)
        assert bars[: len(larger) + 1] == [own, *larger]
        total = _facts(page)["zusammen"]
        assert f"<strong>{total}</strong>" in visitor.get(f"/tabelle?{level}={key}").text


def test_the_page_says_how_each_part_was_computed(visitor: CheckingClient) -> None:
    page = unescape(visitor.get("/sozialraum/120690616").text)
    view = current_view(visitor)
    area = view.areas.get(Level.SOZIALRAUM, "120690616")
    methods = profile_of(view, area, today=today()).methods
    texts = [getattr(methods, each.name) for each in fields(methods)]
    assert [text for text in texts if text not in page] == []


def test_the_way_to_each_section_leads_somewhere(visitor: CheckingClient) -> None:
    page = visitor.get("/kreis").text
    wanted = re.findall(r'<li><a href="#([\w-]+)"', page)
    assert len(wanted) == 11
    assert [each for each in wanted if f'id="{each}"' not in page] == []


@pytest.mark.parametrize("path", ["/sozialraum/120690616", "/planregion/1", "/kreis"])
def test_the_map_of_an_area_is_a_picture_that_a_browser_keeps_until_the_data_changes(
    visitor: CheckingClient, path: str
) -> None:
    assert f'<img src="{path}/karte.svg"' in visitor.get(path).text
    answer = visitor.get(f"{path}/karte.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith("<svg")
    tag = answer.headers["ETag"]
    again = visitor.get(f"{path}/karte.svg", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
