"""Loading a list in the browser."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import factories
import pytest
import xlsxwriter
from checking import CheckingClient
from flask import Flask
from wizard import choose, draft_of, post, publish, ready, send, upload

from geo.usecases.create_instance import create_instance
from geo.usecases.manage_layers import list_layers, show_layer
from geo.usecases.settings import Settings

LIST = "Name;Kategorie;Straße;PLZ;Ort;Breite;Länge;Telefon\n" + "\n".join(
    (
        "Treff am See;Familienzentrum;Am Weg 1;14542;Werder (Havel);52,38;12,93;03327 1",
        ";Suchtberatung;Am Weg 2;14542;Werder (Havel);52,38;12,93;",
        "Ohne Ort;Suchtberatung;;;;;;",
    )
)

VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>'
    b"</OGRVRTLayer></OGRVRTDataSource>"
)


def _layer_ids(settings: Settings) -> list[str]:
    return [state.layer.layer_id for state in list_layers(create_instance(settings))]


def _stored_files(settings: Settings) -> list[str]:
    folder = settings.instance / "originals"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def _waiting_files(settings: Settings) -> list[Path]:
    return list((settings.instance / "sessions").rglob("original"))


def test_the_preview_tells_for_each_row_what_would_happen(editor: CheckingClient) -> None:
    page = upload(editor, LIST)
    assert page.status_code == 200
    numbers = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page.text)
    assert numbers == [
        ("Zeilen", "3"),
        ("übernommen", "1"),
        ("mit Befund übernommen", "1"),
        ("abgelehnt", "1"),
    ]
    assert "Die Zeile hat keinen Namen" in page.text
    assert "Noch ist nichts gespeichert" in page.text


def test_a_preview_has_an_address_so_that_reload_and_back_work(editor: CheckingClient) -> None:
    answer = send(editor, LIST, "liste.csv")
    assert answer.status_code == 303
    address = answer.headers["Location"]
    assert "csrf" not in address
    first = _without_tokens(ready(editor, address).text)
    editor.get("/tabelle")
    assert "Treff am See" in first
    assert _without_tokens(editor.get(address).text) == first


def _without_tokens(page: str) -> str:
    return re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", page)


def test_choices_stay_with_the_draft(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Ort\nTafel Werder;Werder (Havel)\n")
    page = choose(
        editor, page, "ebene", aktion="pruefen", kategorie="existenz.tafel", titel="A & B"
    )
    assert 'value="existenz.tafel" selected' in page.text
    assert 'value="A &amp; B"' in page.text
    report = ready(editor, draft_of(page)).text
    assert "Die Liste nennt keine Kategorie" not in report
    choose(editor, page, "ebene", aktion="pruefen", ebene="jugend")
    again = editor.get(f"{draft_of(page)}/ebene").text
    assert 'value="jugend" selected' in again
    assert 'value="existenz.tafel" selected' in again


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("ebene", {"aktion": "pruefen", "kategorie": "nix", "ebene": "../x", "zielgruppe": "nix"}),
        ("tabelle", {"tabelle": "nix", "kopfzeile": "x"}),
        ("tabelle", {"tabelle": "liste", "kodierung": "nix"}),
        ("lage", {"aktion": "lesen", "crs": "EPSG:99999"}),
        ("lage", {"aktion": "lesen", "crs": "file:///etc/passwd"}),
        ("woerter", {"kategorie:x": "nix", "zielgruppe:x": "nix", "zielgruppe": "-"}),
        ("spalten", {"spalte": "nix", "bedeutung": "name"}),
        ("orte", {"zeile": "nix", "ort": "Werder (Havel)"}),
    ],
)
def test_choices_that_do_not_exist_break_nothing(
    editor: CheckingClient, step: str, fields: dict[str, str]
) -> None:
    page = upload(editor, LIST)
    assert choose(editor, page, step, **fields).status_code < 500
    assert ready(editor, draft_of(page)).status_code < 500
    post(editor, f"{draft_of(page)}/zuruecksetzen")
    assert "Treff am See" in ready(editor, draft_of(page)).text


def test_a_preview_of_a_published_list_says_that_it_is_done(editor: CheckingClient) -> None:
    page = upload(editor, LIST)
    publish(editor, page, titel="Neu")
    answer = editor.get(draft_of(page))
    assert answer.status_code == 404
    assert "schon übernommen" in answer.text


def test_the_preview_tells_which_column_was_read_as_what(editor: CheckingClient) -> None:
    page = upload(editor, "Einrichtung;PLZ/Ort\nTreff;14542 Werder (Havel)\n").text
    assert "<dt>Name</dt><dd>„Einrichtung“</dd>" in page
    assert "<dt>Ort</dt><dd>„PLZ/Ort“</dd>" in page


def test_a_new_version_keeps_source_and_released_contacts(
    editor: CheckingClient, settings: Settings
) -> None:
    first = {"titel": "Liste", "quelle": "Landkreis", "lizenz": "CC0", "telefon": "ja"}
    publish(editor, upload(editor, LIST), **first)
    again = upload(editor, LIST.replace("Treff am See", "Treff"))
    publish(editor, again, ebene="liste", quelle="", telefon="")
    layer = show_layer(create_instance(settings), "liste").layer
    assert (layer.source, layer.licence) == ("Landkreis", "CC0")
    assert "03327 1" in editor.get("/tabelle?ebene=liste").text
    assert "<dd>Telefon</dd>" in editor.get("/ebenen/liste").text
    publish(editor, upload(editor, LIST), ebene="liste", telefon="nein")
    assert "03327 1" not in editor.get("/tabelle?ebene=liste").text


def test_the_preview_stores_nothing(editor: CheckingClient, settings: Settings) -> None:
    before = _layer_ids(settings), _stored_files(settings)
    upload(editor, LIST)
    assert (_layer_ids(settings), _stored_files(settings)) == before


def test_a_published_list_is_on_the_map_at_once(editor: CheckingClient, settings: Settings) -> None:
    answer = publish(editor, upload(editor, LIST), titel="Träger & Treffs")
    assert answer.headers["Location"] == "/ebenen/traeger-treffs"
    page = editor.get("/ebenen/traeger-treffs").text
    assert "ist veröffentlicht: Stand 1." in page
    assert "Treff am See" in editor.get("/tabelle?ebene=traeger-treffs").text
    files = re.findall(r'data-src="([^"]+)"', editor.get("/").text)
    assert any("Treff am See" in editor.get(file).text for file in files)
    assert _waiting_files(settings) == []


def test_phone_numbers_are_published_only_on_request(editor: CheckingClient) -> None:
    publish(editor, upload(editor, LIST), titel="Ohne")
    assert "03327 1" not in editor.get("/tabelle?ebene=ohne").text
    publish(editor, upload(editor, LIST), titel="Mit", telefon="ja")
    assert "03327 1" in editor.get("/tabelle?ebene=mit").text


def test_a_category_and_target_groups_can_be_chosen_for_rows_that_name_none(
    editor: CheckingClient,
) -> None:
    page = upload(editor, "Name;Ort\nTafel Werder;Werder (Havel)\n")
    chosen = {"kategorie": "existenz.tafel", "zielgruppe": "senioren"}
    publish(editor, page, titel="Tafeln", **chosen)
    assert "Tafel Werder" in editor.get("/tabelle?kategorie=existenz.tafel").text
    assert "Tafel Werder" in editor.get("/tabelle?zielgruppe=senioren").text


def test_a_list_can_become_a_new_version_and_be_taken_back(
    editor: CheckingClient, settings: Settings
) -> None:
    answer = publish(editor, upload(editor, LIST), ebene="jugend")
    assert answer.headers["Location"] == "/ebenen/jugend"
    assert "Treff am See" in editor.get("/tabelle?ebene=jugend").text
    token = {"csrf_token": editor.token("/ebenen")}
    editor.post("/ebenen/jugend/staende/2/zurueck", data=token)
    assert "Treff am See" not in editor.get("/tabelle?ebene=jugend").text
    editor.post("/ebenen/jugend/staende/2", data=token)
    assert "Treff am See" in editor.get("/tabelle?ebene=jugend").text
    state = show_layer(create_instance(settings), "jugend")
    assert [version.number for version in state.versions] == [2, 1]
    assert state.layer.title == "Jugendarbeit"


def test_undoing_the_last_publication_removes_the_layer_from_the_map(
    editor: CheckingClient,
) -> None:
    token = {"csrf_token": editor.token("/ebenen")}
    editor.post("/ebenen/jugend/staende/1/zurueck", data=token)
    assert "ist nichts mehr veröffentlicht" in editor.get("/ebenen/jugend").text
    assert "Ebene: Jugendarbeit" not in editor.get("/tabelle?ebene=jugend").text
    assert editor.post("/ebenen/jugend/staende/1/zurueck", data=token).status_code == 409


def test_the_same_file_twice_changes_nothing(editor: CheckingClient, settings: Settings) -> None:
    publish(editor, upload(editor, LIST), titel="Liste")
    publish(editor, upload(editor, LIST), ebene="liste")
    assert "es hat sich nichts geändert" in editor.get("/ebenen/liste").text
    assert len(show_layer(create_instance(settings), "liste").versions) == 1


def test_a_name_that_is_taken_asks_for_another(editor: CheckingClient, settings: Settings) -> None:
    page = upload(editor, LIST)
    answer = publish(editor, page, titel="Jugend")
    assert answer.status_code == 409
    assert "gibt es schon" in answer.text
    assert len(show_layer(create_instance(settings), "jugend").versions) == 1
    assert publish(editor, page, titel="???").status_code == 422


def test_dropping_a_list_removes_the_file(editor: CheckingClient, settings: Settings) -> None:
    page = upload(editor, LIST)
    assert len(_waiting_files(settings)) == 1
    assert post(editor, f"{draft_of(page)}/verwerfen").status_code == 303
    assert _waiting_files(settings) == []
    assert post(editor, f"{draft_of(page)}/verwerfen").status_code == 404
    assert editor.get(draft_of(page)).status_code == 404


def test_a_preview_belongs_to_its_session(app: Flask, editor: CheckingClient) -> None:
    address = draft_of(upload(editor, LIST))
    other = app.test_client()
    assert isinstance(other, CheckingClient)
    other.sign_in()
    assert editor.get(address).status_code == 200
    assert other.get(address).status_code == 404
    assert other.get("/ebenen/import/..%2f..%2fsecret_key").status_code == 404


def test_an_excel_list_is_read(editor: CheckingClient, tmp_path: Path) -> None:
    file = tmp_path / "liste.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Angebote")
        for row, line in enumerate(LIST.splitlines()):
            sheet.write_row(row, 0, line.split(";"))
        book.add_worksheet("Zweites").write_row(0, 0, ["Name", "Ort"])
    page = upload(editor, file.read_bytes(), "Meine Liste.xlsx")
    assert page.status_code == 200
    assert "Treff am See" in page.text
    assert 'value="Meine Liste"' in ready(editor, f"{draft_of(page)}/ebene").text


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "leer.csv", "ist leer"),
        (b"Name;Ort\n", "kopf.csv", "kopf.csv"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "bild.xlsx", "bild.xlsx"),
        (b"PK\x03\x04" + b"\0" * 100, "kaputt.xlsx", "kaputt.xlsx"),
        (b'{"type": "FeatureCollection", "features": [', "halb.geojson", "halb.geojson"),
        (VRT, "harmlos.gpkg", "harmlos.gpkg"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    editor: CheckingClient, settings: Settings, content: bytes, name: str, reason: str
) -> None:
    before = _layer_ids(settings), _stored_files(settings)
    answer = upload(editor, content, name)
    assert 400 <= answer.status_code < 500
    assert reason in answer.text
    assert 'id="fehler"' in answer.text
    assert (_layer_ids(settings), _stored_files(settings)) == before
    assert _waiting_files(settings) == []


def test_a_file_larger_than_allowed_is_refused(editor: CheckingClient, settings: Settings) -> None:
    body = b"x" * (settings.max_upload_mb * 1024 * 1024 + 200_000)
    kind = "multipart/form-data; boundary=x"
    answer = editor.post("/ebenen/import", data=body, content_type=kind)
    assert answer.status_code == 413
    assert "größer als erlaubt" in answer.text
    assert _waiting_files(settings) == []


def test_a_form_without_a_file_says_so(editor: CheckingClient) -> None:
    form = {"csrf_token": editor.token("/ebenen/import")}
    answer = editor.post("/ebenen/import", data=form)
    assert answer.status_code == 422
    assert "keine Datei ausgewählt" in answer.text


def test_a_list_without_any_usable_row_is_not_published(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Ort\n;Werder (Havel)\n;Beelitz\n")
    answer = publish(editor, page, titel="Leer")
    assert answer.status_code == 422
    assert "keine Zeile übernehmen" in answer.text


def test_hostile_text_in_a_list_stays_text(editor: CheckingClient) -> None:
    rows = "\n".join(
        ";".join(f'"{text.replace(chr(34), chr(34) * 2)}"' for _ in range(3))
        for text in factories.HOSTILE
    )
    page = upload(editor, f"Name;Ort;<b>Hinweis</b>\n{rows}\n", "<img src=x onerror=alert(1)>.csv")
    assert page.status_code == 200
    publish(editor, page, titel="<script>alert(1)</script>", quelle="<svg onload=alert(1)>")
    pages = [page.text, *(editor.get(path).text for path in ("/ebenen", "/tabelle", "/"))]
    for text in pages:
        for hostile in ("<script>window", "<script>alert", "<img src=x", "<svg onload"):
            assert hostile not in text


def test_findings_of_one_kind_stand_together_with_an_example(editor: CheckingClient) -> None:
    page = upload(editor, "Name;Ort\nA;Beelitz\nB;Teltow\n").text
    assert "<strong>2 ×</strong> zum Beispiel (Zeile 2): Ohne brauchbare Koordinate" in page
    assert "Zeilen 2, 3" in page


def test_a_double_click_on_undo_takes_back_one_publication(editor: CheckingClient) -> None:
    publish(editor, upload(editor, LIST), ebene="jugend")
    token = {"csrf_token": editor.token("/ebenen")}
    codes = [editor.post("/ebenen/jugend/staende/2/zurueck", data=token).status_code for _ in "12"]
    assert codes == [303, 409]
    assert "Ebene: Jugendarbeit" in editor.get("/tabelle?ebene=jugend").text


def test_many_clicks_on_publish_make_one_version(
    app: Flask, editor: CheckingClient, settings: Settings
) -> None:
    address = f"{draft_of(upload(editor, LIST))}/ebene"
    post(editor, address, {"aktion": "pruefen", "titel": "Neu"})
    form = {"aktion": "veroeffentlichen", "csrf_token": editor.token("/ebenen/import")}
    cookie = editor.get_cookie("sitzung")
    assert cookie

    def click(_number: int) -> int:
        client = app.test_client()
        client.set_cookie("sitzung", cookie.value)
        return client.post(address, data=form).status_code

    with ThreadPoolExecutor(5) as clicks:
        codes = sorted(clicks.map(click, range(5)))
    assert codes[0] == 303
    assert set(codes) <= {303, 404, 409, 422}
    assert len(show_layer(create_instance(settings), "neu").versions) == 1
