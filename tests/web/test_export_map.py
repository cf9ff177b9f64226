"""The page before the Konferenzdatei, and what is sent."""

from __future__ import annotations

import json
import re
from datetime import datetime

import factories
import pytest
from checking import CheckingClient, unpacked
from tiling import write_mbtiles

from geo.filtering import ResourceFilter
from geo.layers import Visibility
from geo.report import ValidationReport
from geo.store import layers, versions
from geo.tiles import tile_range
from geo.usecases.create_instance import create_instance
from geo.usecases.embed_basemap import embedding_box
from geo.usecases.settings import Settings, load_settings
from web import create_app

TODAY = datetime.now().astimezone().date().isoformat()


def test_the_page_says_in_words_what_the_file_will_hold(visitor: CheckingClient) -> None:
    page = visitor.get("/export?kategorie=familie.familienzentrum&planregion=1").text
    words = re.search(r'class="taking__words">(.*?)</p>', page)
    assert words
    text = re.sub("<[^>]*>", "", words[1])
    assert re.fullmatch(r"Kategorie Familienzentrum · Planregion 1 · \d+ Angebote", text)
    assert re.search(r"rund \d+ kB", page)


def test_everything_is_the_whole_map(visitor: CheckingClient) -> None:
    assert "Die ganze Karte · <strong>104 Angebote" in visitor.get("/export").text


def test_filters_that_the_form_does_not_show_travel_hidden(visitor: CheckingClient) -> None:
    page = visitor.get("/export?art=mobile&q=familie&ebene=familie").text
    assert '<input type="hidden" name="art" value="mobile">' in page
    assert '<input type="hidden" name="q" value="familie">' in page
    assert 'name="ebene" value="familie" checked' in page
    assert 'type="hidden" name="ebene"' not in page


def test_boundaries_and_colours_travel_into_the_file(visitor: CheckingClient) -> None:
    look = "grenzen=gemeinde&grenzen=einzug&flaeche=dichte%402022&gebiete=gemeinde&klassen=gleich-4"
    page = visitor.get(f"/export?{look}").text
    for key, value in (("grenzen", "einzug"), ("flaeche", "dichte@2022"), ("klassen", "gleich-4")):
        assert f'<input type="hidden" name="{key}" value="{value}">' in page
    assert "eingefärbt wie auf der Karte" in page
    sent = visitor.get(f"/export/konferenz.html?{look}").text
    settings = re.search(r'data-kind="settings">(.*?)</script>', sent)
    assert settings
    assert json.loads(settings[1])["look"] == look


def test_a_look_is_as_long_as_one_can_be(visitor: CheckingClient) -> None:
    sent = visitor.get("/export/konferenz.html", query_string={"flaeche": "x" * 5000}).text
    assert "x" * 120 in sent
    assert "x" * 121 not in sent


@pytest.mark.parametrize("query", ["ebene=-", "ebene=quatsch&planregion=77"])
def test_what_the_form_cannot_send_is_not_promised(visitor: CheckingClient, query: str) -> None:
    page = visitor.get(f"/export?{query}").text
    assert "Die ganze Karte · <strong>104 Angebote" in page
    assert "Ebenen: alle" in page
    assert "Planregionen: alle" in page


def test_a_selection_without_offers_is_named(visitor: CheckingClient) -> None:
    page = visitor.get("/export?q=gibtesnicht")
    assert page.status_code == 200
    assert "Zu dieser Auswahl gibt es keine Angebote" in page.text


def test_title_and_selection_are_in_the_file_and_its_name(visitor: CheckingClient) -> None:
    answer = visitor.get("/export/konferenz.html?planregion=1&titel=Familien+%26+J%C3%BCngere")
    name = f"familien-juengere-{TODAY}.html"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<title>Familien &amp; Jüngere – Landkreis Potsdam-Mittelmark</title>" in answer.text
    assert re.search(r"Auswahl: Planregion 1 – \d+ von 104 Angeboten der Ressource", answer.text)


@pytest.mark.parametrize(
    "title", ["", " ", "…", "\u202e\x00", "../../etc/passwd", "日本", "A" * 999]
)
def test_every_title_gives_a_safe_name(visitor: CheckingClient, title: str) -> None:
    answer = visitor.get("/export/konferenz.html", query_string={"titel": title, "q": "xx"})
    disposition = answer.headers["Content-Disposition"]
    assert re.fullmatch(rf"attachment; filename=[a-z0-9-]{{1,60}}-{TODAY}\.html", disposition)


@pytest.mark.parametrize("text", factories.HOSTILE)
def test_a_hostile_address_is_text(visitor: CheckingClient, text: str) -> None:
    for path in ("/export", "/export/konferenz.html"):
        answer = visitor.get(path, query_string={"titel": text, "q": text, "traeger": text})
        assert answer.status_code == 200
        assert "<script>window.canary" not in answer.text
        assert "<img src=x" not in answer.text


@pytest.fixture
def with_background(settings: Settings) -> CheckingClient:
    box = embedding_box(create_instance(settings).areas, ResourceFilter())
    write_mbtiles(
        settings.instance / "kreis.mbtiles",
        [tile for zoom in (8, 9) for tile in tile_range(box, zoom)],
    )
    table = {
        "id": "kreis",
        "title": "Karte des Kreises",
        "kind": "mbtiles",
        "file": "kreis.mbtiles",
        "attribution": "© Musterkreis",
    }
    app = create_app(load_settings(settings.instance, basemaps=[table]))
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def test_a_background_is_offered_with_its_tiles_and_size(with_background: CheckingClient) -> None:
    page = with_background.get("/export").text
    assert re.search(r"Karte des Kreises: \d+ Kacheln, Zoom 8 bis 9, rund [\d,]+ [kM]B", page)
    assert 'name="hintergrund" value="" checked' in page
    chosen = with_background.get("/export?hintergrund=kreis").text
    assert 'name="hintergrund" value="kreis" checked' in chosen
    assert "Hintergrund der Karte: Karte des Kreises" in chosen


def test_a_chosen_background_is_in_the_file(with_background: CheckingClient) -> None:
    without = with_background.get("/export/konferenz.html").text
    with_tiles = with_background.get("/export/konferenz.html?hintergrund=kreis").text
    assert "© Musterkreis" in with_tiles
    assert "© Musterkreis" not in without
    assert with_background.get("/export/konferenz.html?hintergrund=nix").status_code == 404


def test_without_configured_backgrounds_there_is_nothing_to_choose(
    visitor: CheckingClient,
) -> None:
    assert "hintergrund" not in visitor.get("/export").text


def test_nothing_internal_is_in_the_file(visitor: CheckingClient, settings: Settings) -> None:
    """Neither contacts that are not released, nor internal layers, nor protected places."""
    secret = {"email": "verborgen@intern.example", "contact_person": "Verborgen Person"}
    shown = factories.resource("r1", name="Sichtbar", category_id=None, **secret)
    hidden = factories.resource(
        "r2", name="Schutz", category_id="beratung.gewaltschutz", street="Verborgenweg 7"
    )
    inside = factories.resource("r3", name="Notiz zu: Verborgen", category_id=None)
    with create_instance(settings).database.writing() as session:
        for layer, resources in (
            (factories.layer("offen", title="Offen"), (shown, hidden)),
            (
                factories.layer("innen", title="Innen verborgen", visibility=Visibility.INTERNAL),
                (inside,),
            ),
        ):
            layers.save_layer(session, layer)
            report = ValidationReport(file_name="verborgen.csv", rows=len(resources))
            number = versions.add_version(
                session,
                layer.layer_id,
                sha256=layer.layer_id,
                options="",
                report=report,
                resources=resources,
            )
            layers.publish(session, layer.layer_id, number)
    page = unpacked(visitor.get("/export/konferenz.html?ebene=offen&ebene=innen").text)
    assert "Sichtbar" in page
    assert "Schutz" in page
    assert "erborgen" not in re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)


def test_a_background_that_is_lost_stops_neither_page_nor_file(
    with_background: CheckingClient, settings: Settings
) -> None:
    (settings.instance / "kreis.mbtiles").unlink()
    page = with_background.get("/export")
    assert page.status_code == 200
    assert "Karte des Kreises: Die Datei dieses Hintergrunds ist gerade nicht lesbar." in page.text
    assert with_background.get("/export/konferenz.html").status_code == 200
    assert with_background.get("/export/konferenz.html?hintergrund=kreis").status_code == 503
