"""Lists whose loading is interrupted or repeated: nothing that was entered is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from checking import CheckingClient
from flask import Flask
from wizard import draft_of, followed, post, publish, ready, upload

from geo.usecases.settings import Settings
from web import create_app
from web.import_layer import looking

LIST = "Titel;Verein;Ort\nTreff;Träger e. V.;Beelitz\n"
_HELD = re.compile(r'<form class="held".*?</form>', re.DOTALL)
_FIELD = re.compile(r'name="([^"]+)" value="([^"]*)"')


def restarted(editor: CheckingClient, settings: Settings) -> CheckingClient:
    """Return the same browser in front of a service that was started anew."""
    cookie = editor.get_cookie("sitzung")
    assert cookie
    app: Flask = create_app(settings)
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.set_cookie("sitzung", cookie.value)
    return client


def test_a_form_sent_right_after_a_restart_is_sent_again_when_the_list_is_checked(
    editor: CheckingClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = draft_of(upload(editor, LIST)) + "/spalten"
    form = {"spalte": ["Titel", "Verein", "Ort"], "bedeutung": ["name", "provider", ""]}
    client = restarted(editor, settings)
    with monkeypatch.context() as patch:
        patch.setattr(looking, "PATIENCE_S", 0.0)
        waiting = post(client, address, form).text
    held = _HELD.search(waiting)
    assert held
    assert 'http-equiv="refresh"' not in waiting  # it would ask for the page without the form
    fields: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(held[0]):
        fields.setdefault(name, []).append(unescape(value))
    ready(client, address)
    page = followed(client, client.post(address, data=fields))
    assert "<dt>Träger</dt><dd>„Verein“</dd>" in page.text
    assert "<dt>Ort</dt>" not in page.text


def test_the_category_for_all_is_chosen_already_for_the_next_list(editor: CheckingClient) -> None:
    first = upload(editor, "Name;Ort\nTreff;Beelitz\n")
    chosen = {"kategorie": "existenz.tafel", "zielgruppe": "senioren", "titel": "Tafeln"}
    assert publish(editor, first, **chosen).status_code == 303
    page = upload(editor, "Name;Ort\nTreff;Beelitz\nNeu;Teltow\n", ebene="tafeln")
    form = ready(editor, f"{draft_of(page)}/ebene").text
    assert '<option value="existenz.tafel" selected>' in form
    assert re.search(r'value="senioren" checked', form)
    answer = post(
        editor,
        f"{draft_of(page)}/ebene",
        {"ebene": "tafeln", "aktion": "veroeffentlichen", **chosen},
    )
    assert answer.headers["Location"].endswith("/ebenen/tafeln")  # nothing to check anew


def test_a_place_set_for_an_earlier_list_is_taken_back(editor: CheckingClient) -> None:
    first = upload(editor, "ID;Name;Ort\nK1;Treff;\n")
    address = draft_of(first)
    post(editor, f"{address}/orte", {"zeile": "K1", "breite": "52.3", "laenge": "12.8"})
    ready(editor, address)
    assert publish(editor, first, titel="Treffs").status_code == 303
    again = upload(editor, "ID;Name;Ort\nK1;Treff;\nK2;Klub;\n", ebene="treffs")
    address = draft_of(again)
    assert "1 Angebot hat noch keinen Ort" in editor.get(f"{address}/orte").text
    page = followed(editor, post(editor, f"{address}/orte", {"zeile": "K1", "aktion": "zurueck"}))
    assert "2 Angebote haben noch keinen Ort" in page.text
    assert "an einen Punkt der Karte" not in ready(editor, address).text


def test_a_layer_that_is_gone_or_published_leads_on(editor: CheckingClient) -> None:
    address = draft_of(upload(editor, LIST))
    post(editor, f"{address}/verwerfen")
    page = editor.get(f"{address}/spalten")
    assert page.status_code == 404
    assert 'href="/ebenen/import">Liste laden</a>' in page.text


def test_who_was_signed_out_comes_back_to_the_loading_of_lists(
    editor: CheckingClient, visitor: CheckingClient
) -> None:
    answer = visitor.post(f"{draft_of(upload(editor, LIST))}/ebene", data={"titel": "Treffs"})
    assert answer.status_code == 401
    assert 'href="/anmelden?weiter=/ebenen/import"' in answer.text
