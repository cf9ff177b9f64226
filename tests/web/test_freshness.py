"""What has to be asked, the file for a provider, and its way back through the browser."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import factories
import openpyxl
import pytest
from checking import CheckingClient
from dated import clear, publish_on
from flask import Flask
from wizard import post, publish, upload

from geo.importing.own_sheet import ANSWER
from geo.usecases.instance import Instance
from geo.usecases.manage_layers import shown_resources

TODAY = datetime.now().astimezone().date()
OFFERS = (
    factories.resource("1", name="Alt", provider="Muster e. V.", last_confirmed="2019-05"),
    factories.resource("2", name="Ohne", provider="Muster e.V.", street="Weg 2"),
    factories.resource("3", name="Frisch", street="Weg 3", last_confirmed=TODAY.isoformat()),
    factories.resource("4", name="Stand", provider="Andere", street="Weg 4", as_of="2018"),
    factories.resource("5", name="Niemand", provider="", street="Weg 5"),
)
SHEET = "/bestaetigung.xlsx?traeger=Muster+e.+V.&traeger=Muster+e.V.&ebene=probe"


@pytest.fixture(autouse=True)
def instance(app: Flask) -> Instance:
    found: Instance = app.extensions["ressourcenkarten"].instance
    clear(found)
    publish_on(found, date(2026, 1, 15), OFFERS)
    return found


def test_the_page_groups_by_provider(visitor: CheckingClient) -> None:
    page = visitor.get("/bestaetigung").text
    assert "bestätigt Mai 2019" in page
    assert "nur Datenstand 2018" in page
    assert "kein Datum bekannt" in page
    assert "2 Angebote, davon 1 ohne Datum" in page
    assert page.index("Muster e. V.") < page.index("Andere") < page.index("ohne Träger")
    assert "Frisch" not in page
    assert "<dt>länger her</dt><dd>2</dd>" in page
    assert "<dt>alle Angebote</dt><dd>5</dd>" in page


def test_a_longer_period_asks_for_less(visitor: CheckingClient) -> None:
    page = visitor.get("/bestaetigung?monate=120").text
    assert "<dt>länger her</dt><dd>0</dd>" in page


def test_the_query_of_the_map_narrows(visitor: CheckingClient) -> None:
    page = visitor.get("/bestaetigung?traeger=Andere").text
    assert "Träger Andere" in page
    assert "Muster" not in page
    assert "Zu dieser Auswahl" in visitor.get("/bestaetigung?traeger=Gibt+es+nicht").text


@pytest.mark.parametrize("months", ["0", "121", "bald", "-3", "1,5"])
@pytest.mark.parametrize(("path", "status"), [("/bestaetigung", 422), ("/bestaetigung.xlsx", 400)])
def test_a_period_that_is_none_is_refused(
    visitor: CheckingClient, path: str, status: int, months: str
) -> None:
    answer = visitor.get(f"{path}?monate={months}")
    assert answer.status_code == status
    assert "Monate" in answer.text


def test_the_file_has_the_offers_of_one_provider_in_all_spellings(visitor: CheckingClient) -> None:
    answer = visitor.get(SHEET)
    assert "rueckfrage-muster-e-v-probe.xlsx" in answer.headers["Content-Disposition"]
    assert [row[0] for row in _rows(answer.data)] == ["1", "2"]


@pytest.mark.parametrize("query", ["?ebene=probe&traeger=Gibt+es+nicht", "?traeger=x&ebene=y"])
def test_there_is_no_file_without_offers(visitor: CheckingClient, query: str) -> None:
    assert visitor.get(f"/bestaetigung.xlsx{query}").status_code == 404


def test_what_comes_back_is_seen_and_published(editor: CheckingClient, instance: Instance) -> None:
    filled = _filled(editor.get(SHEET).data, {"1": "ja", "2": "nein"})
    page = upload(editor, filled, "rueckfrage.xlsx")
    assert "Rückmeldung zur Ebene „Probe“" in page.text
    assert "Gemeldet ist: Das Angebot gibt es nicht mehr." in page.text
    done = publish(editor, page)
    assert done.headers["Location"] == "/ebenen/probe"
    layer = editor.get("/ebenen/probe").text
    assert "Die Ebene hat mit diesem Stand 4 Angebote" in layer
    assert "<dt>Zeilen</dt><dd>2</dd>" in layer
    shown = {each.resource_id: each for each in shown_resources(instance, "probe")}
    assert sorted(shown) == ["1", "3", "4", "5"]
    assert shown["1"].last_confirmed == TODAY.isoformat()
    assert "Ohne" in editor.get(f"/aenderungen?von=2026-01-20&bis={TODAY}").text


def test_the_step_before_publishing_shows_what_changes(editor: CheckingClient) -> None:
    page = upload(editor, _filled(editor.get(SHEET).data, {"2": "nein"}), "r.xlsx")
    address = page.request.path
    step = editor.get(f"{address}/ebene").text
    assert "Antworten eines Trägers" in step
    assert "<dt>entfallen</dt><dd>1</dd>" in step
    assert "<dt>unverändert</dt><dd>4</dd>" in step
    other = post(editor, f"{address}/ebene", {"ebene": "familie", "aktion": "veroeffentlichen"})
    assert other.status_code == 303
    assert "<dt>entfallen</dt><dd>1</dd>" in editor.get(f"{address}/ebene").text


def _rows(content: bytes) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Angebote"]
    return [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]


def _filled(content: bytes, answers: dict[str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Angebote"]
    at = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    for row in range(2, sheet.max_row + 1):
        key = str(sheet.cell(row, at["Kennung"]).value)
        sheet.cell(row, at[ANSWER]).value = answers.get(key)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
