"""Background maps of the service: who may be asked, and pictures from its own files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.stage import POLICY
from checking import CheckingClient
from tiling import tile_picture, write_mbtiles

from geo.tiles import Tile
from geo.usecases.settings import Settings, load_settings
from web import create_app

TILE = Tile(9, 274, 168)
SERVICE = {
    "id": "probe",
    "title": "Probekarte",
    "kind": "xyz",
    "url": "https://kacheln.example:8443/{z}/{x}/{y}.png",
    "attribution": "© Musteramt",
}
FILE = {
    "id": "kreis",
    "title": "Karte des Kreises",
    "kind": "mbtiles",
    "file": "kreis.mbtiles",
    "attribution": "© Musterkreis",
}
Visit = Callable[..., CheckingClient]


@pytest.fixture
def visit(settings: Settings) -> Visit:
    def visit(*basemaps: dict[str, Any]) -> CheckingClient:
        write_mbtiles(settings.instance / "kreis.mbtiles", [TILE])
        app = create_app(load_settings(settings.instance, basemaps=list(basemaps)))
        app.test_client_class = CheckingClient
        client = app.test_client()
        assert isinstance(client, CheckingClient)
        return client

    return visit


def test_without_configuration_pictures_come_from_here_only(visit: Visit) -> None:
    client = visit()
    page = client.get("/")
    assert page.headers["Content-Security-Policy"] == POLICY
    assert 'data-kind="basemap"' not in page.text
    assert "Keine Seite lädt etwas" in client.get("/datenschutz").text


def test_the_map_may_load_pictures_from_exactly_the_configured_hosts(visit: Visit) -> None:
    client = visit(SERVICE, SERVICE | {"id": "zwei"}, {"id": "basemapde-grau"}, FILE)
    hosts = "https://kacheln.example:8443 https://sgx.geodatenzentrum.de"
    expected = POLICY.replace("img-src 'self' data:", f"img-src 'self' data: {hosts}")
    for path in ("/", "/karte"):
        assert client.get(path).headers["Content-Security-Policy"] == expected
    for path in ("/tabelle", "/datenschutz", "/anmelden", "/gibt-es-nicht"):
        assert client.get(path).headers["Content-Security-Policy"] == POLICY


def test_a_page_that_has_not_changed_keeps_its_policy(visit: Visit) -> None:
    client = visit(SERVICE)
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "kacheln.example" in again.headers["Content-Security-Policy"]


def test_no_page_sends_a_referrer_elsewhere(visit: Visit) -> None:
    page = visit(SERVICE).get("/")
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert '<meta name="referrer" content="no-referrer">' in page.text


def test_sources_and_privacy_name_the_services(visit: Visit) -> None:
    client = visit({"id": "basemapde-grau"}, FILE)
    privacy = client.get("/datenschutz").text
    assert "basemap.de, grau von sgx.geodatenzentrum.de" in privacy
    assert "Karte des Kreises" not in privacy
    sources = client.get("/").text
    assert "© GeoBasis-DE / BKG" in sources
    assert "© Musterkreis" in sources


def test_a_picture_of_a_file_is_sent_and_may_be_kept(visit: Visit) -> None:
    client = visit(FILE)
    sent = client.get("/hintergrund/kreis/9/274/168")
    assert sent.data == tile_picture(TILE)
    assert sent.mimetype == "image/png"
    assert sent.headers["Cache-Control"] == "public, max-age=86400"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(
        "/hintergrund/kreis/9/274/168", headers={"If-None-Match": sent.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "kreis/9/274/169",
        "kreis/9/999/168",
        "kreis/99999999999/1/1",
        "kreis/9/274/99999999999999999999999",
        "kreis/9/-1/168",
        "kreis/9/274/168.png",
        "probe/9/274/168",
        "anders/9/274/168",
        "..%2Fkreis/9/274/168",
    ],
)
def test_what_no_file_holds_is_not_found(visit: Visit, path: str) -> None:
    assert visit(FILE, SERVICE).get(f"/hintergrund/{path}").status_code == 404


def test_a_file_that_is_gone_is_told(visit: Visit, settings: Settings) -> None:
    client = visit(FILE)
    (settings.instance / "kreis.mbtiles").unlink()
    assert client.get("/hintergrund/kreis/9/274/168").status_code == 503
    assert client.get("/").status_code == 200
