"""Lists of records in the browser, without script: look, publish, take back."""

from __future__ import annotations

import io
import re

import openpyxl
from checking import CheckingClient
from records_in_browser import KIND, publish_list, upload_list

_GOOD = "Gemeinde;Plätze 2023\nBeelitz;10\nTeltow;20\n"


def _posts(client: CheckingClient, page: str, ending: str) -> None:
    """Press the button whose form goes to an address."""
    found = re.search(rf'action="([^"]+{ending})"', page)
    assert found
    client.post(found[1], data={"csrf_token": client.token(KIND)})


def test_a_visitor_is_asked_to_sign_in(visitor: CheckingClient) -> None:
    assert visitor.get(KIND).status_code == 303


def test_a_kind_that_does_not_exist_is_not_found(editor: CheckingClient) -> None:
    assert editor.get("/daten-laden/wolken").status_code == 404


def test_without_a_file_the_page_says_so(editor: CheckingClient) -> None:
    answer = editor.post(KIND, data={"csrf_token": editor.token(KIND)})
    assert answer.status_code == 422
    assert "Es wurde keine Datei ausgewählt." in answer.text


def test_a_file_that_cannot_be_read_leaves_no_draft(editor: CheckingClient) -> None:
    answer = upload_list(editor, "")
    assert answer.status_code == 422
    assert "Angefangene Listen" not in editor.get(KIND).text


def test_the_report_tells_of_every_row_and_a_draft_can_be_dropped(editor: CheckingClient) -> None:
    draft = upload_list(editor, "Ort;Fälle 2023\nTeltow;4\nNirgendwo;3\n").headers["Location"]
    page = editor.get(draft).text
    assert "Das Gebiet „Nirgendwo“ gibt es im Kreis nicht" in page
    assert "zahlen.csv" not in editor.get("/ebenen/import").text
    assert editor.get(f"{draft}?status=rejected&seite=9").status_code == 200
    _posts(editor, page, "verwerfen")
    assert "Angefangene Listen" not in editor.get(KIND).text


def test_the_report_goes_back_to_the_sender_as_excel_file(editor: CheckingClient) -> None:
    draft = upload_list(editor, "Ort;Fälle 2023\nTeltow;=4\nNirgendwo;3\n").headers["Location"]
    book = openpyxl.load_workbook(io.BytesIO(editor.get(f"{draft}/bericht.xlsx").data))
    rows = [row[:3] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[2] == ("Nirgendwo", "3", "abgelehnt")


def test_a_list_is_published_taken_back_and_published_again(
    editor: CheckingClient, visitor: CheckingClient
) -> None:
    publish_list(editor, _GOOD)
    assert "Plätze" in visitor.get("/kennzahlen").text
    page = editor.get(KIND).text
    _posts(editor, page, "/zurueck")
    assert "Plätze" not in visitor.get("/kennzahlen").text
    _posts(editor, editor.get(KIND).text, "/staende/1")
    assert "Plätze" in visitor.get("/kennzahlen").text
    original = editor.get(f"{KIND}/zahlen-csv/staende/1/original")
    assert original.data.decode() == _GOOD
    assert editor.get(f"{KIND}/zahlen-csv/staende/7/original").status_code == 404


def test_the_same_file_twice_changes_nothing(editor: CheckingClient) -> None:
    publish_list(editor, _GOOD)
    publish_list(editor, _GOOD)
    page = editor.get(KIND).text
    assert "Stand 1" in page
    assert "Stand 2" not in page


def test_what_was_not_seen_is_not_published(editor: CheckingClient) -> None:
    draft = upload_list(editor, _GOOD).headers["Location"]
    form = {"csrf_token": editor.token(KIND), "titel": "Plätze", "aktion": "veroeffentlichen"}
    answer = editor.post(draft, data={**form, "frage.plaetze.aggregation": "none"})
    assert answer.headers["Location"] == draft
    assert "neu geprüft" in editor.get(draft).text


def test_a_list_of_which_nothing_is_left_is_not_kept(editor: CheckingClient) -> None:
    draft = upload_list(editor, "Ort;Fälle 2023\nNirgendwo;3\n").headers["Location"]
    assert 'value="veroeffentlichen"' not in editor.get(draft).text
    form = {"csrf_token": editor.token(KIND), "titel": "Leer", "aktion": "veroeffentlichen"}
    answer = editor.post(draft, data=form)
    assert answer.status_code == 422
    assert "keine Zeile übernehmen" in answer.text


def test_hostile_text_stays_text(editor: CheckingClient, visitor: CheckingClient) -> None:
    label = "<script>alert(1)</script>"
    publish_list(editor, f"Gemeinde;{label} 2023\nTeltow;10\nBeelitz;20\n")
    page = visitor.get("/kennzahlen").text
    assert label not in page
    assert "&lt;script&gt;" in page


def test_a_list_too_long_for_a_page_is_refused(editor: CheckingClient) -> None:
    kind, rows = "/daten-laden/gremien", "Regionalteam;Teltow;2024\n" * 5_001
    file = (io.BytesIO(f"Art;Gebiet;Datum\n{rows}".encode()), "lang.csv")
    answer = editor.post(kind, data={"csrf_token": editor.token(kind), "datei": file})
    assert answer.status_code == 413
    assert "höchstens 5.000 sind möglich" in answer.text
