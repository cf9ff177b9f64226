"""Notes of a conference: typed into the file, saved, read again, loaded as a layer."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser.editor import choose, report
from browser.stage import DEVICES, OpenPage, Site
from browser.steps import open_list
from browser.test_accessibility import violations
from browser.views import file, small_view
from click.testing import CliRunner
from factories import HOSTILE
from playwright.sync_api import Error, Page, expect

from cli import main
from geo.usecases.settings import Settings

pytestmark = pytest.mark.browser

TEXT = "Öffnungszeiten klären 😀\n<script>window.canary=1</script>\nzweite Zeile"


def place(site: Site, title: str) -> str:
    """Write a file whose notes meet those of no other test."""
    return site.place("notizen.html", file(replace(small_view(), title=title)))


def open_offer(page: Page, name: str) -> None:
    open_list(page)
    page.locator("#liste .results__item", has_text=name).click()


def note(page: Page, name: str, text: str) -> None:
    open_offer(page, name)
    page.get_by_label("Notiz zu diesem Angebot").fill(text)


def open_area(page: Page, level: str, area_id: str) -> None:
    page.evaluate(f"location.hash = '10/52.3/12.9/gebiet/{level}:{area_id}'")
    expect(page.get_by_label("Notiz zu diesem Gebiet")).to_be_visible()


def open_notes(page: Page) -> None:
    page.evaluate("document.getElementById('notizen-oeffnen').click()")
    expect(page.locator("#notizen")).to_be_visible()


def save(page: Page, folder: Path) -> Path:
    if not page.locator("#notizen").is_visible():
        open_notes(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Notizen als Datei speichern").click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def features(path: Path) -> dict[str, Any]:
    content = json.loads(path.read_text("utf-8"))
    return {each["properties"]["Kennung"]: each for each in content["features"]}


def test_notes_are_counted_listed_edited_and_deleted(
    open_page: OpenPage, site: Site, tmp_path: Path
) -> None:
    page = open_page(place(site, "Zählen"))
    note(page, "Familienzentrum Birke", "Erste")
    note(page, "Elterntelefon", "Zweite")
    opener = page.get_by_role("button", name="Notizen (2)")
    opener.click()
    expect(page.locator("#notizen-stand")).to_have_text(
        "2 Notizen, noch nicht als Datei gespeichert."
    )
    assert page.locator(".note__text").all_inner_texts() == ["Zweite", "Erste"]
    page.get_by_role("button", name="Bearbeiten der Notiz zu Familienzentrum Birke").click()
    field = page.get_by_label("Notiz zu diesem Angebot")
    expect(field).to_be_focused()
    expect(field).to_have_value("Erste")
    opener.click()
    page.get_by_role("button", name="Löschen der Notiz zu Familienzentrum Birke").click()
    assert page.locator(".note__text").all_inner_texts() == ["Zweite"]
    expect(field).to_have_value("")
    page.get_by_role("button", name="Rückgängig").click()
    assert page.locator(".note__text").all_inner_texts() == ["Zweite", "Erste"]
    expect(field).to_have_value("Erste")
    save(page, tmp_path)
    expect(page.locator("#notizen-stand")).to_have_text("2 Notizen, als Datei gespeichert.")


def test_the_saved_file_is_geojson_with_places_areas_and_source(
    open_page: OpenPage, site: Site, tmp_path: Path
) -> None:
    page = open_page(place(site, "Konferenz <Süd>"))
    for name in ("Suchtberatung Mitte", "Mobiles Familienzentrum", "Frauenhaus"):
        note(page, name, TEXT)
    open_area(page, "sozialraum", "990010005")
    page.get_by_label("Notiz zu diesem Gebiet").fill("Hier fehlt etwas")
    saved = save(page, tmp_path)
    assert saved.name.startswith("notizen-konferenz-sued-20")
    marker = json.loads(saved.read_text("utf-8"))["notizen"]
    assert (marker["karte"], marker["exportiert"]) == ("Konferenz <Süd>", "2026-11-22")
    found = features(saved)
    mitte = found["beratung:r1"]
    assert mitte["geometry"] == {"type": "Point", "coordinates": [12.87, 52.35]}
    properties = mitte["properties"]
    assert properties["Name"] == "Notiz zu: Suchtberatung Mitte"
    assert properties["Hinweis"] == TEXT
    assert properties["Sozialraum"] == "Vorlage an der Mitte"
    assert properties["Quelle"] == (
        "Notizen aus der Konferenzdatei „Konferenz <Süd>“ vom 22. November 2026"
    )
    assert found["familie:r4"]["geometry"] is None
    assert found["beratung:r3"]["geometry"] is None
    area = found["Gebiet:sozialraum:990010005"]
    assert area["properties"]["Name"] == "Notiz zu: Vorlage an der Mitte"
    assert area["geometry"]["type"] == "Point"
    assert page.evaluate("window.canary") is None


@pytest.mark.parametrize(("height", "sticks"), [(720, False), (768, False), (900, True)])
def test_the_note_stays_in_sight_where_the_window_leaves_room_for_the_facts(
    open_page: OpenPage, site: Site, height: int, *, sticks: bool
) -> None:
    viewport = {"width": 1366, "height": height}
    page = open_page(place(site, "Höhe"), viewport=viewport)
    open_offer(page, "Familienzentrum Birke")
    expect(page.get_by_label("Notiz zu diesem Angebot")).to_be_visible()
    style = page.locator(".note").evaluate("each => getComputedStyle(each).position")
    assert (style == "sticky") is sticks


def test_a_safety_copy_survives_a_reload_and_goes_with_the_notes(
    open_page: OpenPage, site: Site
) -> None:
    page = open_page(place(site, "Kopie"))
    note(page, "Elterntelefon", "Bleibt")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_role("button", name="Notizen (1)")).to_be_visible()
    expect(page.get_by_label("Notiz zu diesem Angebot")).to_have_value("Bleibt")
    open_notes(page)
    page.get_by_role("button", name="Alle Notizen löschen").click()
    page.reload()
    assert page.evaluate("Object.keys(localStorage).filter(each => each.includes('|Kopie|'))") == []
    expect(page.get_by_role("button", name="Notizen", exact=True)).to_be_visible()


def test_two_tabs_of_a_file_keep_the_notes_of_both(open_page: OpenPage, site: Site) -> None:
    page = open_page(place(site, "Zwei Fenster"))
    with page.expect_popup() as opened:
        page.evaluate("() => void open(location.href)")
    other = opened.value
    other.wait_for_selector("body[data-ready]")
    note(page, "Elterntelefon", "Vom einen")
    note(other, "Suchtberatung Ost", "Vom anderen")
    expect(page.get_by_role("button", name="Notizen (2)")).to_be_visible()
    note(page, "Suchtberatung Ost", "Ergänzt")
    expect(other.get_by_label("Notiz zu diesem Angebot")).to_have_value("Ergänzt")
    note(other, "Elterntelefon", "")
    expect(page.get_by_role("button", name="Notizen (1)")).to_be_visible()
    open_notes(page)
    page.get_by_role("button", name="Alle Notizen löschen").click()
    expect(other.get_by_role("button", name="Notizen", exact=True)).to_be_visible()
    other.close()


def test_leaving_with_unsaved_notes_asks_first(
    open_page: OpenPage, site: Site, tmp_path: Path
) -> None:
    page = open_page(place(site, "Warnung"))
    note(page, "Elterntelefon", "Ungesichert")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    with pytest.raises(Error, match="ERR_ABORTED"):
        page.goto("about:blank")
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Notiz zu diesem Angebot")).to_have_value("Ungesichert")
    save(page, tmp_path)
    page.reload()
    expect(page.get_by_role("button", name="Notizen (1)")).to_be_visible()


def test_a_browser_that_keeps_nothing_says_so(open_page: OpenPage, site: Site) -> None:
    page = open_page(place(site, "Ohne Kopie"))
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); } }")
    note(page, "Elterntelefon", "Flüchtig")
    open_notes(page)
    expect(page.get_by_text("Dieser Browser bewahrt keine Sicherungskopie auf")).to_be_visible()
    page.get_by_role("button", name="Alle Notizen löschen").click()


def test_notes_of_two_laptops_meet_in_one_file(
    open_page: OpenPage, site: Site, tmp_path: Path
) -> None:
    page = open_page(place(site, "Zwei"))
    note(page, "Elterntelefon", "Vom ersten")
    note(page, "Suchtberatung Ost", "Nur erster")
    first = save(page, tmp_path)
    page.get_by_role("button", name="Alle Notizen löschen").click()
    page.keyboard.press("Escape")
    note(page, "Elterntelefon", "Vom zweiten")
    open_notes(page)
    page.get_by_label("Notizen aus Datei öffnen").set_input_files(first)
    message = page.locator("#notizen-meldung")
    expect(message).to_have_text("Notizen gelesen: 1 neu, 1 ergänzt, 0 schon vorhanden.")
    page.get_by_label("Notizen aus Datei öffnen").set_input_files(first)
    expect(message).to_have_text("Notizen gelesen: 0 neu, 0 ergänzt, 2 schon vorhanden.")
    both = features(save(page, tmp_path))
    assert both["familie:r5"]["properties"]["Hinweis"] == "Vom zweiten\n\nVom ersten"
    assert both["beratung:r2"]["properties"]["Hinweis"] == "Nur erster"


def test_notes_about_what_this_file_does_not_hold_are_kept(
    open_page: OpenPage, site: Site, tmp_path: Path
) -> None:
    page = open_page(place(site, "Fremd"))
    other = tmp_path / "andere.geojson"
    properties = {"Kennung": "andere:7", "Name": "Notiz zu: Anderes", "Hinweis": "Wichtig"}
    feature = {"type": "Feature", "geometry": None, "properties": properties}
    other.write_text(json.dumps({"notizen": {}, "features": [feature, {}, None, 7]}))
    open_notes(page)
    page.get_by_label("Notizen aus Datei öffnen").set_input_files(other)
    expect(page.locator("#notizen-liste")).to_contain_text("nicht in dieser Datei")
    assert features(save(page, tmp_path))["andere:7"]["properties"]["Hinweis"] == "Wichtig"


def test_a_hostile_file_of_notes_is_only_text(
    open_page: OpenPage, site: Site, tmp_path: Path
) -> None:
    page = open_page(place(site, "Feindlich"))
    texts = [*HOSTILE, "__proto__", "\u202e" + "x" * 10_000]
    features_ = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [text, 1e300]},
            "properties": {"Kennung": text, "Name": text, "Hinweis": text, "Stand": text},
        }
        for text in texts
    ]
    file_ = tmp_path / "feindlich.geojson"
    file_.write_text(json.dumps({"notizen": {"karte": texts[0]}, "features": features_}))
    open_notes(page)
    page.get_by_label("Notizen aus Datei öffnen").set_input_files(file_)
    expect(page.locator("#notizen-meldung")).to_contain_text(f"{len(texts)} neu")
    items = page.locator("#notizen-liste > li")
    assert sorted(items.locator("strong").all_text_contents()) == sorted(texts)
    actions = items.filter(has_text="__proto__").locator(".note__actions")
    expect(actions).to_have_text("nicht in dieser DateiLöschen der Notiz zu __proto__")
    assert page.evaluate("window.canary") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_file_too_large_for_notes_is_refused_in_words(
    open_page: OpenPage, site: Site, tmp_path: Path
) -> None:
    page = open_page(place(site, "Riesig"))
    file_ = tmp_path / "riesig.geojson"
    file_.write_text('{"notizen": {}, "features": []' + " " * 10_000_000 + "}")
    open_notes(page)
    page.get_by_label("Notizen aus Datei öffnen").set_input_files(file_)
    expect(page.locator("#notizen-meldung")).to_contain_text("„riesig.geojson“ enthält keine")


@pytest.mark.parametrize("content", ["", "nix", "[]", "null", '{"features": []}', '{"notizen": 1}'])
def test_a_file_without_notes_is_refused_in_words(
    open_page: OpenPage, site: Site, tmp_path: Path, content: str
) -> None:
    page = open_page(place(site, "Kaputt"))
    (tmp_path / "liste.geojson").write_text(content)
    open_notes(page)
    page.get_by_label("Notizen aus Datei öffnen").set_input_files(tmp_path / "liste.geojson")
    expect(page.locator("#notizen-meldung")).to_contain_text(
        "„liste.geojson“ enthält keine Notizen einer Konferenzdatei."
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", list(DEVICES))
def test_no_violation_with_notes(
    open_page: OpenPage, site: Site, tmp_path: Path, device: str, theme: str
) -> None:
    page = open_page(place(site, f"Barriere {device} {theme}"), **DEVICES[device])
    note(page, "Elterntelefon", TEXT)
    assert violations(page) == []
    open_notes(page)
    assert violations(page) == []
    save(page, tmp_path)


def test_notes_come_back_as_an_internal_layer(
    open_page: OpenPage,
    enter: OpenPage,
    service: str,
    site: Site,
    settings: Settings,
    tmp_path: Path,
) -> None:
    export = f"{service}/export/konferenz.html?planregion=1&titel=Runde"
    with urllib.request.urlopen(export) as answer:
        page = open_page(site.place("runde.html", answer.read().decode()))
    note(page, "Rathaus", TEXT)
    name = page.locator("#karte-rechts h2").inner_text()
    note(page, "Netzwerk Gesunde Kinder", "ohne Ort")
    open_area(page, "planregion", "1")
    page.get_by_label("Notiz zu diesem Gebiet").fill("Gebiet")
    saved = save(page, tmp_path)

    run = CliRunner()
    arguments = ["--instance", str(settings.instance), "layers", "import", str(saved)]
    done = run.invoke(main, [*arguments, "--layer", "runde", "--publish", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["rows"], told["imported"], told["corrected"], told["rejected"]) == (3, 3, 0, 0)
    (row,) = (each for each in told["resources"] if each["name"] == f"Notiz zu: {name}")
    assert row["sozialraum_id"].startswith("12069")
    assert row["lat"] == features(saved)[row_id(saved, name)]["geometry"]["coordinates"][1]

    editor = enter()
    choose(editor, saved)
    assert report(editor)["übernommen"] == "3"
    editor.get_by_role("link", name="Veröffentlichen").first.click()
    expect(editor.get_by_label("Name der neuen Ebene")).to_have_value("Notizen aus Runde")
    editor.get_by_role("button", name="3 Notizen intern speichern").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Notizen aus Runde")
    expect(editor.get_by_text("Diese Ebene ist intern")).to_be_visible()
    shown = editor.locator(".lines", has_text="Öffnungszeiten")
    expect(shown).to_have_css("white-space", "pre-line")
    assert shown.text_content() == TEXT
    assert editor.evaluate("window.canary") is None
    with urllib.request.urlopen(f"{service}/") as answer:
        assert "Notizen aus Runde" not in answer.read().decode()


def row_id(saved: Path, name: str) -> str:
    found = features(saved).items()
    return next(key for key, each in found if each["properties"]["Name"] == f"Notiz zu: {name}")
