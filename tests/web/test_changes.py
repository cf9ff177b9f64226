"""The page of changes between two days, and its files."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import factories
import openpyxl
import pytest
from checking import CheckingClient
from dated import clear, publish_on
from flask import Flask
from paper import pdf_text

from geo.usecases.instance import Instance

TELTOW, WERDER = "120690616", "120690656"
PERIOD = "von=2026-02-01&bis=2026-04-01"


@pytest.fixture(autouse=True)
def history(app: Flask) -> Instance:
    """Publish two states of one layer; what moved goes from Teltow to Werder."""
    instance: Instance = app.extensions["ressourcenkarten"].instance
    clear(instance)
    treff = factories.resource("t", name="Treff", sozialraum_id=TELTOW)
    publish_on(instance, date(2026, 1, 15), [treff])
    moved = replace(treff, street="Weg 9", sozialraum_id=WERDER)
    publish_on(instance, date(2026, 3, 15), [moved, factories.resource("n", name="Neues")])
    return instance


def test_the_page_tells_numbers_lists_and_links(visitor: CheckingClient) -> None:
    page = visitor.get(f"/aenderungen?{PERIOD}").text
    assert "<dt>umgezogen</dt><dd>1</dd>" in page
    assert "von Teltow nach Werder (Havel)" in page
    assert "Straße: Musterweg 1 → Weg 9" in page
    assert "angebot=probe:t" in page
    assert f"gebiet={TELTOW}" in page
    assert "von=2026-03-15" in page


def test_an_area_sees_who_has_left(visitor: CheckingClient) -> None:
    page = visitor.get(f"/aenderungen?{PERIOD}&gebiet={TELTOW}").text
    assert "Sozialraum Teltow" in page
    assert "<dt>abgegangen</dt><dd>1</dd>" in page
    assert "Neues" not in page


def test_the_query_of_the_map_narrows_and_stays(visitor: CheckingClient) -> None:
    page = visitor.get(f"/aenderungen?{PERIOD}&q=neues").text
    assert "Treff" not in page
    assert '<input type="hidden" name="q" value="neues">' in page


def test_each_condition_can_be_taken_away_and_leaves_the_others(visitor: CheckingClient) -> None:
    page = visitor.get(f"/aenderungen?{PERIOD}&gebiet={TELTOW}&q=neues").text
    chips = re.findall(r'class="chip">(.*?) <a class="chip__remove" href="(.*?)"', page)
    period = PERIOD.replace("&", "&amp;")
    assert chips == [
        ("Sozialraum: Teltow", f"/aenderungen?{period}&amp;q=neues"),
        ("Suche: neues", f"/aenderungen?{period}&amp;gebiet={TELTOW}"),
    ]
    assert f'class="active-filters__all" href="/aenderungen?{period}"' in page


@pytest.mark.parametrize("level", ["planregion", "kreis"])
def test_other_levels_are_counted(visitor: CheckingClient, level: str) -> None:
    assert visitor.get(f"/aenderungen?{PERIOD}&stufe={level}").status_code == 200


def test_without_days_it_is_the_last_three_months(visitor: CheckingClient) -> None:
    page = visitor.get("/aenderungen")
    assert page.status_code == 200
    assert "hat sich daran nichts geändert" in page.text


def test_days_in_the_wrong_order_are_turned_round(visitor: CheckingClient) -> None:
    page = visitor.get("/aenderungen?von=2026-04-01&bis=2026-02-01").text
    assert "getauscht" in page
    assert "<dt>umgezogen</dt><dd>1</dd>" in page


@pytest.mark.parametrize("query", ["von=bald", "bis=2026-02-30", "stufe=dorf", "gebiet=nirgends"])
@pytest.mark.parametrize("path", ["/aenderungen", "/aenderungen.xlsx", "/aenderungen.pdf"])
def test_a_wrong_choice_is_a_sentence(visitor: CheckingClient, path: str, query: str) -> None:
    answer = visitor.get(f"{path}?{query}")
    assert answer.status_code in {400, 422}
    assert "„" in answer.text


def test_before_anything_was_published_everything_is_new(visitor: CheckingClient) -> None:
    page = visitor.get("/aenderungen?von=2025-01-01&bis=2026-02-01").text
    assert "<dt>neu</dt><dd>1</dd>" in page
    assert "nichts veröffentlicht" in page


def test_the_files_tell_the_same(visitor: CheckingClient) -> None:
    answer = visitor.get(f"/aenderungen.xlsx?{PERIOD}")
    assert "aenderungen-2026-02-01-bis-2026-04-01.xlsx" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    kinds = {row[1]: row[0] for row in book["Angebote"].iter_rows(min_row=2, values_only=True)}
    assert kinds == {"Treff": "umgezogen", "Neues": "neu"}
    assert "von Teltow nach Werder" in pdf_text(visitor.get(f"/aenderungen.pdf?{PERIOD}").data)
