"""The Sozialindex in the browser: not configured, configured, tried out, as an Excel file."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from checking import CheckingClient

from geo.index_plan import IndexPart
from geo.usecases.settings import Settings
from web import create_app
from web.social_index import bar, figure

TRIED = "/sozialindex?kennzahl=dichte:%2B:2&kennzahl=einwohner:-"


@pytest.fixture
def configured(settings: Settings) -> CheckingClient:
    parts = (
        IndexPart(indicator_id="dichte"),
        IndexPart(indicator_id="einwohner", direction=-1, weight=0.5),
    )
    app = create_app(settings.model_copy(update={"sozialindex": parts}))
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def rows(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_without_configuration_the_page_says_how_to_get_one(visitor: CheckingClient) -> None:
    page = visitor.get("/sozialindex").text
    assert "noch kein Sozialindex festgelegt" in page
    assert "[[sozialindex]]" in page
    assert "Ausprobieren" in page
    assert visitor.get("/sozialindex/120690616").status_code == 404
    assert visitor.get("/sozialindex.xlsx").status_code == 404


def test_the_configured_index_shows_ranks_classes_and_a_warning(
    configured: CheckingClient,
) -> None:
    page = configured.get("/sozialindex").text
    assert "keine Rangliste des Bedarfs" in page
    assert page.count('class="index-bar"') == 19
    assert "Verfahren 1: gewichtete Summe" in page
    assert "senkt den Index (−)" in page
    assert "0,5</td>" in page
    assert 'href="/?flaeche=sozialindex"' in page or "flaeche=sozialindex" in page
    assert "bekommt er keinen Index" in page
    sources = page.split('id="quellen"')[1]
    assert "Einwohner je km²: " in sources  # of the numbers in it, not of the offers
    assert "Gesundheit: " not in sources


def test_an_index_can_be_tried_out_in_the_address(visitor: CheckingClient) -> None:
    page = visitor.get(TRIED).text
    assert "Das ist ein Versuch" in page
    assert "/sozialindex/120690616?kennzahl=dichte:%2B:2&amp;kennzahl=einwohner:-" in page
    working = visitor.get(TRIED.replace("?", "/120690616?")).text
    assert "Rechenweg" in working
    assert "+2</td>" in working
    assert "−1</td>" in working


def test_the_form_leads_to_the_address(visitor: CheckingClient) -> None:
    answer = visitor.get(
        "/sozialindex?probe=1&richtung.dichte=%2B&gewicht.dichte=1,5&richtung.flaeche="
        "&gewicht.flaeche=1&fehlend=uebrige"
    )
    assert answer.status_code == 303
    assert answer.location.endswith("/sozialindex?kennzahl=dichte%3A%2B%3A1%2C5&fehlend=uebrige")
    assert "zählen die übrigen Kennzahlen" in visitor.get(answer.location).text


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("kennzahl=dichte:*", 400, "die Richtung ist"),
        ("kennzahl=dichte&kennzahl=dichte", 400, "steht zweimal"),
        ("kennzahl=fehlt", 200, "braucht die Kennzahl fehlt"),
    ],
)
def test_what_cannot_be_computed_is_said(
    visitor: CheckingClient, query: str, status: int, sentence: str
) -> None:
    answer = visitor.get(f"/sozialindex?{query}")
    assert answer.status_code == status
    assert sentence in answer.text


def test_the_workbook_holds_the_working(configured: CheckingClient) -> None:
    answer = configured.get("/sozialindex.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    result, working, facts = (rows(sheet) for sheet in book.worksheets)
    assert [len(result), len(working)] == [20, 39]
    assert result[1][0] == 1
    _, _, _, _, _, value, mean, sd, z, weight, amount, _ = working[1]
    assert z == pytest.approx((value - mean) / sd, abs=1e-6)
    assert amount == pytest.approx(weight * z, abs=1e-6)
    assert result[1][3] == pytest.approx(working[1][10] + working[2][10], abs=1e-6)
    texts = dict(facts)
    assert texts["Verfahren"].startswith("1: ")
    assert "keine Rangliste" in texts["Hinweis"]


def test_figures_have_a_minus_sign_and_no_zero_below_zero() -> None:
    assert [figure(each) for each in (None, -0.001, -1234.5, 2.0)] == [
        "–",
        "0,00",
        "−1.234,50",
        "2,00",
    ]
    assert figure(0.44, 1, signed=True) == "+0,4"


def test_bars_stand_on_their_side_of_the_middle() -> None:
    assert bar(0.0) == (60, 0)
    assert bar(1.5) == (60, 30.0)
    assert bar(-1.5) == (30.0, 30.0)
    assert bar(-9.0) == (0.0, 60.0)
