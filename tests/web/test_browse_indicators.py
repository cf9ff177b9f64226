"""The pages of numbers, and the files made of them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from checking import CheckingClient
from flask import Flask
from records_in_browser import publish_list

CASES = "Gemeinde;Fälle 2022;Fälle 2023;Quote 2023 (%)\n" + "".join(
    f"{name};{before};{now};{quota}\n"
    for name, before, now, quota in (
        ("Gemeinde Brück", 30, 1, "4,5"),
        ("Borkheide", 10, 12, "k. A."),
        ("Borkwalde", 10, 13, "0"),
        ("Golzow", 10, 14, "=1+1"),
        ("Linthe", 10, "", "2"),
        ("Planebruch", 10, 15, "3"),
    )
)


def test_official_numbers_are_there_without_any_list(visitor: CheckingClient) -> None:
    page = visitor.get("/kennzahlen?gebiete=kreis").text
    assert "222.570" in page
    assert "31.12.2022" in page
    assert "Statistisches Bundesamt" in page
    assert "/kennzahlen" in visitor.get("/auswertungen").text


@pytest.mark.parametrize("query", ["?gebiete=wolke&jahr=1800", "?gebiete=gemeinde", "?jahr=2022"])
def test_odd_queries_show_what_is_usual(visitor: CheckingClient, query: str) -> None:
    assert visitor.get(f"/kennzahlen{query}").status_code == 200


def test_an_unknown_indicator_is_not_found(visitor: CheckingClient) -> None:
    assert visitor.get("/kennzahlen/wolken").status_code == 404
    assert visitor.get("/kennzahlen/wolken/tabelle.csv").status_code == 404


@pytest.fixture
def published(app: Flask, editor: CheckingClient) -> CheckingClient:
    """Return a visitor after a list with a small, a missing count and a break was published."""
    publish_list(editor, CASES, {"frage.faelle.breaks": "2023"})
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def test_missing_hidden_and_zero_are_three_signs(published: CheckingClient) -> None:
    page = published.get("/kennzahlen?gebiete=gemeinde&jahr=2023").text
    assert '<span aria-hidden="true">•</span><span class="visually-hidden">gesperrt</span>' in page
    assert '<span aria-hidden="true">–</span><span class="visually-hidden">keine Angabe' in page
    assert '<td class="number">0,0</td>' in page


def test_a_missing_part_is_named(published: CheckingClient) -> None:
    page = published.get("/kennzahlen/faelle?gebiete=sozialraum").text
    assert "Amt Brück: es fehlen Linthe." in page
    assert "Bruch" in page
    assert "Nicht mit früheren Werten vergleichbar ab 2023." in page


def test_the_files_hold_the_same_and_no_formula(published: CheckingClient) -> None:
    text = published.get("/kennzahlen/alle/tabelle.csv?gebiete=gemeinde").data.decode("utf-8-sig")
    rows = {line.split(";")[1]: line.split(";") for line in text.splitlines()}
    assert rows["Gebiet"][-2:] == ["Fälle 2023", "Quote 2023 (%)"]
    assert rows["Brück"][-2] == "gesperrt"
    assert rows["Linthe"][-2:] == ["keine Angabe", "2"]
    assert rows["Golzow"][-1] == "keine Angabe"
    content = published.get("/kennzahlen/alle/tabelle.xlsx?gebiete=gemeinde").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = {row[1]: row for row in book["Kennzahlen"].iter_rows(values_only=True)}
    assert cells["Brück"][-2:] == ("gesperrt", 4.5)
    assert book.sheetnames == ["Kennzahlen", "Quellen und Erläuterung"]


def test_the_file_can_be_loaded_again(published: CheckingClient, editor: CheckingClient) -> None:
    text = published.get("/kennzahlen/faelle/tabelle.csv?gebiete=gemeinde").data.decode("utf-8-sig")
    before = published.get("/kennzahlen/faelle?gebiete=gemeinde").text.count("gesperrt")
    report = publish_list(editor, text, name="zurueck.csv")
    assert ">abgelehnt</dt><dd>0<" in report
    after = published.get("/kennzahlen/faelle?gebiete=gemeinde").text.count("gesperrt")
    assert before == after > 1
