"""Tables of the settings become addresses of pictures, or a sentence that says what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from geo.basemaps import PRESETS, Basemap, basemap_from
from geo.errors import InvalidParameter
from geo.tiles import Tile

TILE = Tile(8, 137, 84)
XYZ = {
    "id": "probe",
    "title": "Probe",
    "kind": "xyz",
    "url": "https://kacheln.example/{z}/{x}/{y}.png",
    "attribution": "© Musteramt",
}
WMS = XYZ | {"kind": "wms", "url": "https://dienste.example/wms", "layer": "karte"}
WMTS = WMS | {"kind": "wmts", "url": "https://dienste.example/wmts", "matrix_set": "WEBMERCATOR"}


def _read(table: dict[str, Any], **changes: Any) -> Basemap:
    return basemap_from(table | changes, year=2026)


def test_a_tile_service_is_asked_by_its_template() -> None:
    basemap = _read(XYZ)
    assert basemap.address_of(TILE) == "https://kacheln.example/8/137/84.png"
    assert (basemap.origin, basemap.host) == ("https://kacheln.example", "kacheln.example")


def test_a_wmts_is_asked_by_its_template() -> None:
    url = "https://dienste.example/{Layer}/{style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}"
    basemap = _read(WMTS, url=url, style="grau")
    expected = "https://dienste.example/karte/grau/WEBMERCATOR/8/84/137"
    assert basemap.address_of(TILE) == expected


def test_a_wmts_without_template_is_asked_with_keys() -> None:
    assert _read(WMTS).address_of(TILE) == (
        "https://dienste.example/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=karte"
        "&STYLE=&FORMAT=image/png&TILEMATRIXSET=WEBMERCATOR&TILEMATRIX=8&TILEROW=84&TILECOL=137"
    )


@pytest.mark.parametrize(("version", "system"), [("1.3.0", "CRS"), ("1.1.1", "SRS")])
def test_a_wms_is_asked_for_a_rectangle_in_metres(version: str, system: str) -> None:
    basemap = _read(WMS, version=version, format="image/jpeg", tile_size=512)
    assert basemap.address_of(TILE) == (
        f"https://dienste.example/wms?SERVICE=WMS&REQUEST=GetMap&VERSION={version}&LAYERS=karte"
        f"&STYLES=&{system}=EPSG:3857&BBOX=1408887.3054,6731350.4589,1565430.3393,6887893.4928"
        "&WIDTH=512&HEIGHT=512&FORMAT=image/jpeg"
    )


@pytest.mark.parametrize("end", ["?karte=1", "?", "?karte=1&"])
def test_keys_are_added_to_those_of_the_address(end: str) -> None:
    address = _read(WMS, url=f"https://dienste.example/wms{end}").address
    assert address.startswith(f"https://dienste.example/wms{end}".rstrip("&"))
    assert "?&" not in address
    assert "&&" not in address
    assert address.count("?") == 1


def test_names_of_layers_are_quoted() -> None:
    assert "LAYERS=stra%C3%9Fen+%26+wege&" in _read(WMS, layer="straßen & wege").address


@pytest.mark.parametrize("name", PRESETS)
def test_basemap_de_needs_only_its_name(name: str) -> None:
    basemap = basemap_from({"id": name}, year=2026)
    colour = name.removeprefix("basemapde-")
    assert basemap.address_of(TILE) == (
        "https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/"
        f"de_basemapde_web_raster_{colour}/default/GLOBAL_WEBMERCATOR/8/84/137.png"
    )
    assert basemap.attribution.text == "© GeoBasis-DE / BKG (2026)"
    assert basemap.attribution.licence == "CC BY 4.0"


def test_an_entry_of_the_table_wins_over_the_preset() -> None:
    assert basemap_from({"id": "basemapde-grau", "title": "Grau"}, year=2026).title == "Grau"


@pytest.mark.parametrize(
    ("table", "changes", "words"),
    [
        (XYZ, {"id": "Groß"}, "Kleinbuchstaben"),
        (XYZ, {"kind": "tms"}, "xyz, wmts, wms oder mbtiles"),
        (XYZ, {"title": ""}, "„title“"),
        (XYZ, {"attribution": " "}, "Quellenvermerk"),
        (XYZ, {"ur": "x"}, "„ur“ ist unbekannt"),
        (XYZ, {"url": "https://a.example/{z}/{x}"}, r"\{z\}, \{x\} und \{y\}"),
        (XYZ, {"url": "https://a.example/{z}/{x}/{y}/{s}"}, "geschweiften Klammern"),
        (XYZ, {"url": "https://a.example/{z}/{x}/{y}/{"}, "„url“"),
        (XYZ, {"min_zoom": -1}, "„min_zoom“"),
        (XYZ, {"min_zoom": 9, "max_zoom": 8}, "„max_zoom“"),
        (XYZ, {"max_zoom": "18"}, "ganze Zahl"),
        (XYZ, {"max_zoom": True}, "ganze Zahl"),
        (XYZ, {"tile_size": 300}, "256 oder 512"),
        (XYZ, {"link": "kacheln.example"}, "„link“"),
        (XYZ, {"url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png"}, "nach deren Regeln"),
        (XYZ, {"url": "https://A.Tile.OpenStreetMap.org/{z}/{x}/{y}.png"}, "nach deren Regeln"),
        (WMTS, {"matrix_set": "DE_EPSG_25832_ADV"}, "GLOBAL_WEBMERCATOR"),
        (WMTS, {"url": "https://a.example/{TileMatrix}/{TileRow}"}, "TileCol"),
        (WMTS, {"layer": ""}, "„layer“"),
        (WMS, {"version": "1.1.0"}, "1.3.0 oder 1.1.1"),
        (WMS, {"format": "image/gif"}, "image/png"),
        (WMS, {"layer": "{z}"}, "„layer“"),
        (XYZ, {"kind": "mbtiles"}, "„file“"),
    ],
)
def test_a_wrong_entry_is_explained(
    table: dict[str, Any], changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidParameter, match=words):
        _read(table, **changes)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/{z}/{x}/{y}",
        "javascript:alert(1)//{z}/{x}/{y}",
        "//a.example/{z}/{x}/{y}",
        "https:///{z}/{x}/{y}",
        "https://a.example; script-src */{z}/{x}/{y}",
        "https://a.example;script-src/{z}/{x}/{y}",
        "https://a.example,b.example/{z}/{x}/{y}",
        "https://*/{z}/{x}/{y}",
        "https://*.a.example/{z}/{x}/{y}",
        "https://{x}.a.example/{z}/{y}",
        "https://a.example\r\nX: y/{z}/{x}/{y}",
        "https://a.example/{z}/{x}/{y}'unsafe-inline'",
        "https://name:wort@a.example/{z}/{x}/{y}",
        "https://a.example@b.example/{z}/{x}/{y}",
        "https://a.example:99999/{z}/{x}/{y}",
        "https://[::1/{z}/{x}/{y}",
        "https://a.example/{z}/{x}/{y}#x",
        "https://a.example\\b.example/{z}/{x}/{y}",
        "https://müster.example/{z}/{x}/{y}",
    ],
)
def test_a_hostile_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidParameter, match="„url“"):
        _read(XYZ, url=url)


@pytest.mark.parametrize(
    "url",
    [
        "https://name:geheim@a.example/{z}/{x}/{y}",
        "https://a.example/{z}/{x}?key=geheim",
        "ftp://a.example/{z}/{x}/{y}?key=geheim",
        ["https://a.example/{z}/{x}/{y}?key=geheim"],
    ],
)
@pytest.mark.parametrize("table", [XYZ, WMTS, WMS])
def test_a_refused_address_is_not_repeated(table: dict[str, Any], url: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        _read(table, url=url, **({"version": "9"} if table is WMS else {}))
    assert "geheim" not in str(caught.value)
