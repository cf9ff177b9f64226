"""The steps between a file and its layer."""

from __future__ import annotations

import io
import re

import pytest
from checking import CheckingClient
from flask import Flask
from openpyxl import load_workbook
from wizard import choose, draft_of, followed, post, publish, ready, send, upload

from geo.importing import Decisions, Role
from geo.usecases.settings import Settings
from web import create_app
from web.import_layer import looking
from web.workspaces import MOST_DRAFTS

LIST = "Name;Kategorie;Ort\nTreff am See;Familienzentrum;Werder (Havel)\nOhne;Familienzentrum;\n"
WORDS = "Name;Kategorie;Zielgruppe;Ort\nA;Jugendklubb;Kidz;Beelitz\nB;Quatsch;Kidz;Beelitz\n"
UTM = "Name;Kategorie;X;Y\n" + "".join(
    f"Treff {n};Familienzentrum;{330_000 + n * 900};{5_780_000 + n * 700}\n" for n in range(9)
)


def totals(page: str) -> dict[str, int]:
    return {name: int(n) for name, n in re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)}


def step_words(page: str) -> dict[str, str]:
    """Return what the step bar says about each step."""
    found = re.findall(r'steps__item--(\w+)">.*?steps__title">([^<]+)<', page, re.DOTALL)
    return {title: status for status, title in found}


def test_the_bar_says_which_steps_need_a_look(editor: CheckingClient) -> None:
    assert step_words(upload(editor, WORDS).text) == {
        "Tabelle": "done",
        "Spalten": "done",
        "Lage": "none",
        "Wörter": "look",
        "Ohne Ort": "none",
        "Prüfbericht": "done",
        "Veröffentlichen": "open",
    }
    assert step_words(upload(editor, LIST).text)["Ohne Ort"] == "look"
    assert step_words(upload(editor, UTM).text)["Lage"] == "look"
    assert step_words(upload(editor, "Spalte;Ort\nA;Beelitz\n").text)["Spalten"] == "look"


def test_the_columns_can_be_sent_as_they_were_recognised(editor: CheckingClient) -> None:
    page = upload(editor, "Spalte;Nr\n1;2\n")
    page = editor.get(f"{draft_of(page)}/spalten")
    offered = re.findall(r'<option value="(\w+)"', page.text.partition("</select>")[0])
    assert sorted(offered) == sorted(Role)


def test_columns_get_another_meaning(editor: CheckingClient) -> None:
    page = upload(editor, "Titel;Verein;Ort\nTreff;Träger e. V.;Beelitz\n")
    address = f"{draft_of(page)}/spalten"
    form = {"spalte": ["Titel", "Verein", "Ort"], "bedeutung": ["name", "provider", ""]}
    page = followed(editor, post(editor, address, form))
    assert "<dt>Träger</dt><dd>„Verein“</dd>" in page.text
    assert "<dt>Ort</dt>" not in page.text
    toml = editor.get(f"{draft_of(page)}/spalten.toml")
    assert toml.headers["Content-Disposition"].startswith("attachment")
    mapping = Decisions.from_toml(toml.text).mapping
    assert mapping
    assert mapping.columns == {Role.NAME: "Titel", Role.PROVIDER: "Verein"}


def test_a_meaning_cannot_be_chosen_twice(editor: CheckingClient) -> None:
    page = upload(editor, "Titel;Verein;Ort\nTreff;Träger e. V.;Beelitz\n")
    form = {"spalte": ["Titel", "Verein"], "bedeutung": ["name", "name"]}
    answer = post(editor, f"{draft_of(page)}/spalten", form)
    assert answer.status_code == 422
    assert "zweimal gewählt" in answer.text
    assert answer.text.count('<option value="name" selected>') == 2


def test_the_encoding_is_chosen_by_looking_at_words(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Ort\nBürgertreff;Groß Kreutz\n".encode("cp850"))
    form = editor.get(f"{draft_of(page)}/tabelle").text
    assert "Bürgertreff" in form
    page = choose(editor, page, "tabelle", kodierung="Windows-1252")
    assert "B\x81rgertreff" not in page.text
    assert "Bürgertreff" not in page.text
    page = choose(editor, page, "tabelle", kodierung="DOS (cp850)")
    assert "Bürgertreff" in page.text


def test_the_header_row_is_chosen_by_its_number(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Ort\nEinrichtung;Gemeinde\nTreff;Beelitz\n")
    chosen = {"kopfzeile": "2", "kopfzeile_erkannt": "1"}
    page = choose(editor, page, "tabelle", tabelle="liste.csv", **chosen)
    assert '<th scope="row">Einrichtung</th>' in page.text
    report = ready(editor, draft_of(page)).text
    assert totals(report)["Zeile"] == 1


def test_a_guess_about_coordinates_must_be_confirmed(editor: CheckingClient) -> None:
    page = upload(editor, UTM)
    answer = publish(editor, page, titel="Treffs")
    assert answer.status_code == 422
    assert "noch nicht bestätigt" in answer.text
    form = editor.get(f"{draft_of(page)}/lage").text
    guesses = re.findall(r'name="vermutung" value="(\w+)"', form)
    chosen = {"aktion": "bestaetigen", "crs": "EPSG:25833", "vermutung": guesses}
    post(editor, f"{draft_of(page)}/lage", chosen)
    assert step_words(ready(editor, draft_of(page)).text)["Lage"] == "look"
    post(editor, f"{draft_of(page)}/lage", {**chosen, "richtig": "ja"})
    assert step_words(ready(editor, draft_of(page)).text)["Lage"] == "done"
    assert publish(editor, page, titel="Treffs").status_code == 303


def test_the_map_of_a_guess_gets_the_points_as_data(editor: CheckingClient) -> None:
    form = ready(editor, f"{draft_of(upload(editor, UTM))}/lage").text
    assert 'data-kind="boundary"' in form
    assert '"count":9' in form
    assert "9 im Kreis" in form or "9 mit Umkreis" in form


def test_unknown_words_are_confirmed_once(editor: CheckingClient) -> None:
    page = upload(editor, WORDS)
    form = editor.get(f"{draft_of(page)}/woerter").text
    keys = dict(re.findall(r'name="(\w+:[^"]+)" aria-label="Bedeutung von „(\w+)“', form))
    by_word = {word: key for key, word in keys.items()}
    page = choose(
        editor,
        page,
        "woerter",
        **{by_word["Jugendklubb"]: "familie.familienzentrum", by_word["Quatsch"]: "-"},
        **{by_word["Kidz"]: "kinder"},
    )
    assert "3 Wörter sind zugeordnet." in page.text
    assert step_words(page.text)["Wörter"] == "done"
    publish(editor, page, titel="Wörter")
    again = upload(editor, WORDS.replace("A;", "C;"), "später.csv", ebene="woerter")
    assert step_words(again.text)["Wörter"] == "done"


def test_the_report_is_filtered_and_paged(editor: CheckingClient) -> None:
    rows = "\n".join(f"Angebot {i};Beelitz;52,24;12,97;Suchtberatung" for i in range(300))
    page = upload(editor, f"Name;Ort;Breite;Länge;Kategorie\n{rows}\n;Beelitz;52,2;12,9;Sucht\n")
    draft = draft_of(page)
    assert "Gezeigt sind 1 bis 200 von 301 Zeilen" in page.text
    assert "abgelehnt" in page.text[page.text.index("<tbody>") :][:300]
    assert "Gezeigt sind 201 bis 301 von 301" in editor.get(f"{draft}?seite=2").text
    assert "Seite 2 von 2" in editor.get(f"{draft}?seite=99").text
    assert ">1 Zeile.<" in editor.get(f"{draft}?status=rejected").text
    assert ">1 Zeile.<" in editor.get(f"{draft}?q=angebot%20299").text
    assert "Keine Zeile passt" in editor.get(f"{draft}?q=gibtesnicht").text
    code = re.search(r'<option value="(\w+)">1 ×', page.text)
    assert code
    assert ">1 Zeile.<" in editor.get(f"{draft}?grund={code[1]}").text
    for nonsense in ("?status=x&grund=y&seite=-1", "?seite=1e9", "?q=" + "x" * 5000):
        assert editor.get(draft + nonsense).status_code == 200


def test_the_report_goes_back_to_the_sender(editor: CheckingClient) -> None:
    page = upload(editor, LIST, "Träger-Liste.csv")
    draft = draft_of(page)
    answer = editor.get(f"{draft}/bericht.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.data))
    header = [cell.value for cell in next(book.worksheets[0].iter_rows(max_row=1))]
    assert {"Name", "Kategorie", "Ort"} < set(header)
    book.close()
    machine = editor.get(f"{draft}/bericht.json")
    assert machine.get_json()["rows"] == 2
    assert "attachment" in machine.headers["Content-Disposition"]


def test_an_offer_is_placed_by_name_or_point_and_that_is_taken_back(
    editor: CheckingClient,
) -> None:
    page = upload(editor, LIST)
    address = f"{draft_of(page)}/orte"
    form = editor.get(address).text
    row = re.search(r'name="zeile" value="([^"]+)"', form)
    assert row
    assert post(editor, address, {"zeile": row[1], "ort": "Nirgendwo"}).status_code == 422
    assert (
        post(editor, address, {"zeile": row[1], "breite": "91", "laenge": "1"}).status_code == 422
    )
    assert post(editor, address, {"zeile": row[1], "breite": "x"}).status_code == 422
    post(editor, address, {"zeile": row[1], "ort": "Caputh"})
    assert "Alle Angebote haben einen Ort" in editor.get(address).text
    assert "gesetzt" in ready(editor, draft_of(page)).text
    post(editor, address, {"zeile": row[1], "aktion": "zurueck"})
    assert "1 Angebot hat noch keinen Ort" in editor.get(address).text
    post(editor, address, {"zeile": row[1], "breite": "52.3", "laenge": "12.9"})
    assert "von Hand gesetzt" in ready(editor, draft_of(page)).text


def test_protected_offers_are_never_offered_for_placing(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Kategorie;Ort\nSchutz;Frauenhaus;Beelitz\n")
    assert step_words(page.text)["Ohne Ort"] == "none"
    assert "Schutz" not in editor.get(f"{draft_of(page)}/orte").text.split("<h1>")[1]


def test_begun_lists_are_shown_and_limited(editor: CheckingClient) -> None:
    for number in range(MOST_DRAFTS):
        send(editor, LIST, f"liste-{number}.csv")
    begun = editor.get("/ebenen/import").text
    assert begun.count('class="drafts__item"') == MOST_DRAFTS
    answer = send(editor, LIST, "zuviel.csv")
    assert answer.status_code == 409
    assert "zuerst eine davon" in answer.text


def test_a_draft_survives_a_restart_with_its_choices(
    editor: CheckingClient, settings: Settings
) -> None:
    page = upload(editor, LIST)
    choose(editor, page, "ebene", aktion="pruefen", titel="Mein Titel")
    cookie = editor.get_cookie("sitzung")
    assert cookie
    again = create_app(settings)
    again.test_client_class = CheckingClient
    client = again.test_client()
    assert isinstance(client, CheckingClient)
    client.set_cookie("sitzung", cookie.value)
    assert 'value="Mein Titel"' in ready(client, f"{draft_of(page)}/ebene").text


def test_a_list_that_takes_long_shows_its_progress(
    editor: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PATIENCE_S", 0.0)
    monkeypatch.setattr("web.import_layer.entry.PATIENCE_S", 0.0)
    rows = "\n".join(f"Angebot {i};Beelitz" for i in range(3000))
    answer = send(editor, f"Name;Ort\n{rows}\n", "lang.csv")
    address = answer.headers["Location"]
    waiting = editor.get(address).text
    assert "<progress" in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    state = editor.get(f"{address}/fortschritt").get_json()
    assert state["running"] is True
    assert 0 <= state["fraction"] <= 1
    assert post(editor, f"{address}/anhalten").status_code == 303
    assert editor.get(f"{address}/fortschritt").json == {"running": False}
    assert "lang.csv" in editor.get("/ebenen/import").text
    assert post(editor, f"{address}/verwerfen").status_code == 303
    assert editor.get(f"{address}/fortschritt").status_code == 404


def test_a_reading_that_does_not_work_can_be_reset(editor: CheckingClient) -> None:
    page = upload(editor, LIST)
    answer = choose(editor, page, "tabelle", tabelle="liste.csv", kodierung="gibtsnicht")
    assert answer.status_code == 422
    assert "Auswahl zurücksetzen" in answer.text
    post(editor, f"{draft_of(page)}/zuruecksetzen")
    assert "Treff am See" in ready(editor, draft_of(page)).text


def test_a_new_version_shows_what_changes_before_it_is_published(editor: CheckingClient) -> None:
    publish(editor, upload(editor, LIST), titel="Treffs")
    changed = LIST.replace("Ohne;Familienzentrum;", "Neu;Familienzentrum;Beelitz")
    page = upload(editor, changed, ebene="treffs")
    shown = totals(ready(editor, f"{draft_of(page)}/ebene").text)
    assert (shown["neu"], shown["entfallen"], shown["unverändert"]) == (1, 1, 1)
    answer = post(editor, f"{draft_of(page)}/ebene", {"aktion": "veroeffentlichen"})
    assert answer.headers["Location"] == "/ebenen/treffs"
    compared = editor.get("/ebenen/treffs/vergleich?von=1&bis=2").text
    assert totals(compared)["neu"] == 1
    assert editor.get("/ebenen/treffs/vergleich?von=1&bis=99").status_code == 404


def test_another_target_is_looked_at_before_it_changes(editor: CheckingClient) -> None:
    page = upload(editor, LIST)
    answer = post(
        editor, f"{draft_of(page)}/ebene", {"aktion": "veroeffentlichen", "ebene": "jugend"}
    )
    assert answer.headers["Location"].endswith("/ebene")
    assert "Bitte ansehen, was sich ändert" in ready(editor, f"{draft_of(page)}/ebene").text


def test_a_layer_hands_out_what_it_keeps(editor: CheckingClient) -> None:
    publish(editor, upload(editor, LIST, "Meine Liste.csv"), titel="Treffs")
    original = editor.get("/ebenen/treffs/staende/1/original")
    assert original.data == LIST.encode()
    assert original.mimetype == "application/octet-stream"
    assert "attachment" in original.headers["Content-Disposition"]
    kept = editor.get("/ebenen/treffs/zuordnung.toml").text
    assert Decisions.from_toml(kept).mapping
    assert editor.get("/ebenen/treffs/staende/1/bericht.json").get_json()["rows"] == 2
    for missing in ("treffs/staende/9/original", "nix/zuordnung.toml", "nix/vergleich"):
        assert editor.get(f"/ebenen/{missing}").status_code == 404


def test_without_a_service_no_address_is_asked_for(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Straße;PLZ;Ort\nTreff;Am Weg 1;14547;Beelitz\n")
    form = ready(editor, f"{draft_of(page)}/lage").text
    assert "nachschlagen" not in form
    assert "kein Adressregister geladen" in form


def test_every_page_of_a_draft_belongs_to_its_session(app: Flask, editor: CheckingClient) -> None:
    page = upload(editor, LIST)
    other = app.test_client()
    assert isinstance(other, CheckingClient)
    other.sign_in()
    token = draft_of(page).rsplit("/", 1)[1]
    for rule in app.url_map.iter_rules():
        if "<token>" not in rule.rule:
            continue
        address = rule.rule.replace("<token>", token)
        if "GET" in (rule.methods or ()):
            assert other.get(address).status_code == 404, address
        else:
            assert post(other, address).status_code == 404, address
    assert "Treff am See" in editor.get(draft_of(page)).text
