"""Map, table twin and export over HTTP."""

from __future__ import annotations

import gzip
import json
import re

import factories
import pytest
from checking import CheckingClient, unpacked
from flask.testing import FlaskClient

import maps
from geo.report import ValidationReport
from geo.store import layers, versions
from geo.usecases.create_instance import create_instance
from geo.usecases.settings import Settings


def _publish_hostile_layer(settings: Settings) -> None:
    """Publish a layer with hostile text in every field."""
    texts = dict.fromkeys(
        ("provider", "street", "postcode", "place", "phone", "email", "website", "note", "source"),
        "".join(factories.HOSTILE),
    )
    resources = [
        factories.resource(f"r{i}", name=text, category_id=None, **texts)
        for i, text in enumerate(factories.HOSTILE)
    ]
    layer = factories.layer("boese", title=factories.HOSTILE[0], source=factories.HOSTILE[1])
    with create_instance(settings).database.writing() as session:
        layers.save_layer(session, layer)
        number = versions.add_version(
            session,
            "boese",
            sha256="0",
            options="",
            report=ValidationReport(file_name=factories.HOSTILE[0], rows=len(resources)),
            resources=resources,
        )
        layers.publish(session, "boese", number)


def test_the_map_is_at_two_addresses(visitor: CheckingClient) -> None:
    assert visitor.get("/").data == visitor.get("/karte").data


def test_the_page_is_sent_again_only_when_it_has_changed(
    visitor: CheckingClient, settings: Settings
) -> None:
    first = visitor.get("/")
    assert first.headers["Cache-Control"] == "no-cache"
    again = visitor.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with create_instance(settings).database.writing() as session:
        layers.undo(session, "familie")
    changed = visitor.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_the_page_travels_compressed_when_the_client_can(visitor: CheckingClient) -> None:
    plain = visitor.get("/", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    zipped = FlaskClient.open(visitor, "/", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in zipped.headers["Vary"]
    assert gzip.decompress(zipped.data) == plain.data


def test_built_assets_may_be_kept_for_a_year(visitor: CheckingClient) -> None:
    page = visitor.get("/tabelle").text
    found = re.search(r'href="(/static/pages\.css\?v=[0-9a-f]{12})"', page)
    assert found
    asset = visitor.get(found[1])
    assert asset.status_code == 200
    assert asset.data == (maps.static_folder() / "pages.css").read_bytes()
    assert "immutable" in asset.headers["Cache-Control"]
    assert "max-age=31536000" in asset.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/static/../pyproject.toml", "/static/..%2f..%2fpyproject.toml", "/static/%2e%2e/x"]
)
def test_assets_lie_in_one_folder(visitor: CheckingClient, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_the_export_is_a_file_to_keep(visitor: CheckingClient) -> None:
    answer = visitor.get("/export/konferenz.html?ebene=familie")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=ressourcenkarte-potsdam-mittelmark-20")
    text = unpacked(answer.text)
    assert "Familienzentrum" in text
    assert "Jugendklub Caputh" not in text
    assert len(answer.data) < 400_000


def test_phones_are_shown_only_when_released(visitor: CheckingClient, settings: Settings) -> None:
    assert "03328 331877" in visitor.get("/tabelle?seite=alle").text
    with create_instance(settings).database.writing() as session:
        layer = layers.find_layer(session, "familie")
        assert layer
        layers.save_layer(session, factories.layer("familie", released=frozenset()))
    for path in ("/", "/tabelle?seite=alle", "/export/konferenz.html", "/export/angebote.csv"):
        assert "03328 331877" not in unpacked(visitor.get(path).text), path


def test_hostile_text_stays_text_on_every_page(editor: CheckingClient, settings: Settings) -> None:
    _publish_hostile_layer(settings)
    for path in (
        "/",
        "/tabelle?seite=alle",
        "/tabelle?q=<script>alert(1)</script>",
        "/ebenen/boese",
        "/kreis",
    ):
        text = editor.get(path).text
        for hostile in ("<script>window", "<img src=x", "<svg onload", "<script>alert"):
            assert hostile not in text, path
    assert 'href="javascript' not in editor.get("/tabelle?seite=alle").text
    exported = editor.get("/export/konferenz.html").text
    assert "<script>window.canary" not in exported


def test_health_says_ok(visitor: CheckingClient) -> None:
    assert json.loads(visitor.get("/health").text) == {"status": "ok"}


@pytest.mark.parametrize("path", ["/impressum", "/datenschutz", "/barrierefreiheit"])
def test_the_pages_every_service_must_have_say_what_is_missing(
    visitor: CheckingClient, path: str
) -> None:
    assert "Die Betreuung trägt sie" in visitor.get(path).text


@pytest.mark.parametrize(
    "query", ["endpoint=x", "_external=1", "_scheme=x", "_anchor=x", "_method=POST", "self=x"]
)
def test_parameters_that_mean_something_to_the_program_mean_nothing_in_a_query(
    visitor: CheckingClient, query: str
) -> None:
    answer = visitor.get(f"/tabelle?art=mobile&{query}")
    assert answer.status_code == 200
    assert 'href="/karte?art=mobile"' in answer.text.replace('href="/?', 'href="/karte?')


def test_an_asset_is_kept_only_under_the_name_of_its_content(visitor: CheckingClient) -> None:
    for address in ("/static/map.js", "/static/map.js?v=000000000000"):
        assert visitor.get(address).headers["Cache-Control"] == "no-cache"
    assert visitor.get("/static/fehlt.js?v=0").status_code == 404


def test_every_page_has_the_name_of_the_map(visitor: CheckingClient) -> None:
    for path in ("/tabelle", "/anmelden", "/impressum", "/nix"):
        assert "<title>" in visitor.get(path).text
        assert "– Ressourcenkarte Potsdam-Mittelmark</title>" in visitor.get(path).text
