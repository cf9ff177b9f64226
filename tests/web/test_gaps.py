"""What is missing and what may be double, in the browser."""

from __future__ import annotations

import io
import re
from html import unescape

import openpyxl
import pytest
from checking import CheckingClient
from paper import is_accessible, pdf_info

BEETZSEE = "120695902"
FAMILY = "familie.familienzentrum"


def links_of(page: str, title: str) -> str:
    """Return where the cell leads whose words begin with a text."""
    (link,) = re.findall(rf'<a href="([^"]+)" title="{title}: ', page)
    return unescape(link)


def test_a_cell_leads_to_its_offers_on_the_map(visitor: CheckingClient) -> None:
    page = visitor.get("/luecken").text
    link = links_of(page, "Amt Beetzsee, Familienzentrum")
    assert link.partition("?")[2] == f"kategorie={FAMILY}&sozialraum={BEETZSEE}"
    assert f'href="/sozialraum/{BEETZSEE}"' in page


def test_where_something_is_missing_the_way_leads_to_the_nearest(visitor: CheckingClient) -> None:
    link = links_of(visitor.get("/luecken?planregion=3").text, "Amt Beetzsee, Selbsthilfekontakt.*")
    assert link.endswith(f"?kategorie=beratung.selbsthilfe#gebiet/sozialraum%3A{BEETZSEE}")


def test_numbers_are_those_of_the_table_and_the_profile(visitor: CheckingClient) -> None:
    page = visitor.get("/luecken?spalte=bildung.grundschule").text
    found = visitor.get("/tabelle?kategorie=bildung.grundschule&sozialraum=120690020").text
    assert "Bad Belzig, Grundschule: fehlt" in page
    assert "<strong>0</strong> Angebote" in found
    assert (
        "<strong>7</strong> Angebote" in visitor.get("/tabelle?kategorie=bildung.grundschule").text
    )
    assert "Landkreis Potsdam-Mittelmark, Grundschule: vorhanden; 7 vor Ort" in page


def test_what_no_list_has_is_named_and_can_be_shown(visitor: CheckingClient) -> None:
    page = visitor.get("/luecken").text
    assert "darum nicht gezeigt: <strong>23</strong> Kategorien" in page
    assert "<strong>33</strong> Kategorien" in page
    assert "<strong>56</strong> Kategorien" in visitor.get("/luecken?ohne_angabe=1").text


def test_the_form_keeps_the_state_and_drops_what_is_empty(visitor: CheckingClient) -> None:
    answer = visitor.get(f"/luecken?traeger=&stufe=planregion&ziel=&ziel.{FAMILY}=0,25")
    assert answer.location == f"/luecken?stufe=planregion&ziel.{FAMILY}=0,25"
    page = visitor.get(answer.location).text
    assert '<option value="planregion" selected>' in page
    assert f'name="ziel.{FAMILY}"' in page
    assert 'value="0,25"' in page
    kept = visitor.get("/luecken?q=familie").text
    assert '<input type="hidden" name="q" value="familie">' in kept
    assert "Gezählt ist nur die Auswahl: Suche „familie“" in kept


def test_a_target_that_is_none_is_told(visitor: CheckingClient) -> None:
    page = visitor.get("/luecken?ziel=%3Cb%3Eviel&stufe=").text
    assert "„&lt;b&gt;viel“ ist keine Zieldichte" in page


def test_a_distance_to_no_target_asks_for_one(visitor: CheckingClient) -> None:
    asking = "Für den Abstand zum Ziel bitte ein Ziel"
    assert asking in visitor.get("/luecken?wert=ziel").text
    page = visitor.get("/luecken?wert=ziel&ziel=0,2").text
    assert asking not in page
    assert "„✓“: das Ziel ist erreicht" in page


def test_a_query_without_answer_says_what_to_do(visitor: CheckingClient) -> None:
    assert "gibt es keine Spalten" in visitor.get("/luecken?kategorie=gibt.es.nicht").text


@pytest.mark.parametrize("query", ["", "?nach=ressort&stufe=planregion", "?nach=perspektive"])
def test_the_same_matrix_is_a_sheet_of_paper(visitor: CheckingClient, query: str) -> None:
    answer = visitor.get(f"/luecken.pdf{query}")
    assert answer.mimetype == "application/pdf"
    assert "lueckenblatt-" in answer.headers["Content-Disposition"]
    assert is_accessible(answer.data)
    assert pdf_info(answer.data)["Pages"] == "1"


def test_the_same_matrix_is_an_excel_file(visitor: CheckingClient) -> None:
    answer = visitor.get("/luecken.xlsx?ziel=0,2")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Lückenblatt", "Erläuterung", "Mögliche Doppelungen", "Zahlen"]
    matrix = book["Lückenblatt"]
    assert matrix.freeze_panes == "B2"
    (first,) = matrix.iter_rows(min_row=2, max_row=2, max_col=5)
    assert [cell.value for cell in first] == ["Amt Beetzsee", 8373, 5, 29, "▲ 1 nur mobil"]
    assert first[4].fill.fgColor.rgb == "FFDCEDEC"
    numbers = book["Zahlen"]
    words = ["Amt Beetzsee", 8373, "Kinder, Jugend und Familie", "Familienzentrum", "nur mobil"]
    assert [cell.value for cell in numbers[2]] == [*words, 0, 0, 1, 0, 1, 0.12, 0.2, 1]
    assert numbers.max_row == 1 + 19 * 33
    explained = {row[0].value: row[1].value for row in book["Erläuterung"].iter_rows()}
    assert "Dass keines gezählt ist" in str(explained["◊ geschützt"])


def test_possible_duplicates_stand_side_by_side(visitor: CheckingClient) -> None:
    page = visitor.get("/luecken/doppelt").text
    assert "<strong>1</strong> Paar" in page
    assert "gleicher Träger und gleiche Kategorie in der Nähe" in page
    assert "Entfernung 57 m" in page
    keys = re.findall(r'href="/tabelle\?angebot=([^"]+)"', page)
    assert len(keys) == 2
    assert all(visitor.get(f"/tabelle?angebot={key}").status_code == 303 for key in keys)


@pytest.mark.parametrize(("asked", "shown"), [("50", "50"), ("viel", "300"), ("99999", "10000")])
def test_the_distance_can_be_chosen(visitor: CheckingClient, asked: str, shown: str) -> None:
    page = visitor.get(f"/luecken/doppelt?abstand={asked}").text
    assert f'name="abstand" inputmode="numeric" maxlength="5" value="{shown}"' in page
    if asked == "50":
        assert "Keine Doppelungen gefunden. Verglichen sind 104 Angebote." in page


def test_the_work_list_is_an_excel_file_with_room_for_a_decision(visitor: CheckingClient) -> None:
    answer = visitor.get("/luecken/doppelt.xlsx?sozialraum=120690020")
    (sheet, sources) = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert sheet.max_row == 2
    assert [cell.value for cell in sheet[1]][-1] == "Entscheidung"
    assert sheet["C2"].value == 57
    assert sources.title == "Quellen und Stand"
