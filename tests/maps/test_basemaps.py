"""Backgrounds on a page and in a file: what the client gets, and nothing that could run."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from dataclasses import replace
from datetime import date
from typing import Any

import factories

from geo.basemaps import basemap_from
from geo.county import Attribution
from geo.tiles import EmbeddedTiles, Extent, Tile
from maps import PageLinks, conference_file, map_page

DAY = date(2026, 11, 22)
PROBE = basemap_from(
    {
        "id": "probe",
        "title": "Probe",
        "kind": "xyz",
        "url": "https://kacheln.example/{z}/{x}/{y}.png",
        "attribution": "© Musteramt",
        "licence": "CC0",
    },
    year=2026,
)
TILES = {Tile(9, 2, 1): b"zwei", Tile(8, 1, 0): b"eins", Tile(9, 2, 0): b"drei"}


def _embedded(**changes: Any) -> EmbeddedTiles:
    known: dict[str, Any] = {
        "title": "Probe",
        "attribution": Attribution(text="© Musteramt"),
        "box": Extent(12.0, 52.0, 13.0, 53.0),
        "tile_size": 256,
        "media_type": "image/png",
        "tiles": TILES,
    }
    return EmbeddedTiles(**known | changes)


def _file(**changes: Any) -> str:
    return conference_file(factories.map_view(), exported_on=DAY, tiles=_embedded(**changes))


def _islands(html: str, kind: str) -> list[Any]:
    return [json.loads(each) for each in re.findall(rf'data-kind="{kind}">(.*?)</script>', html)]


def test_a_live_page_tells_the_client_where_the_pictures_are() -> None:
    view = factories.map_view(basemaps=(PROBE,))
    page = map_page(view, links=PageLinks(), static=str, files=())
    assert _islands(page, "basemap") == [
        {
            "title": "Probe",
            "credit": "© Musteramt · CC0",
            "host": "kacheln.example",
            "address": "https://kacheln.example/{z}/{x}/{y}.png",
            "zooms": [0, 19],
            "side": 256,
            "photo": False,
            "box": None,
        }
    ]


def test_a_file_knows_no_service() -> None:
    view = factories.map_view(basemaps=(PROBE,))
    assert "kacheln.example" not in conference_file(view, exported_on=DAY)


def test_a_file_holds_its_pictures_in_a_fixed_order() -> None:
    found = _islands(_file(), "tile")
    assert [each[:3] for each in found] == [[8, 1, 0], [9, 2, 0], [9, 2, 1]]
    assert [b64decode(each[3]) for each in found] == [b"eins", b"drei", b"zwei"]
    assert _file(tiles=dict(reversed(TILES.items()))) == _file()


def test_pictures_travel_undeflated_and_whole() -> None:
    image = bytes(range(256)) * 1_000
    (found,) = _islands(_file(tiles={Tile(8, 1, 0): image}), "tile")
    assert b64decode(found[3]) == image


def test_the_policy_of_the_file_stays_as_tight_as_without() -> None:
    policies = [
        re.search(r'content="(default-src[^"]*)"', html)
        for html in (_file(), conference_file(factories.map_view(), exported_on=DAY))
    ]
    assert policies[0]
    assert policies[1]
    assert policies[0][1] == policies[1][1]


def test_hostile_texts_of_a_background_stay_texts() -> None:
    for text in factories.HOSTILE:
        source = Attribution(text=text, licence=text, url="https://muster.example/")
        view = factories.map_view(basemaps=(replace(PROBE, title=text, attribution=source),))
        page = map_page(view, links=PageLinks(), static=str, files=())
        for html in (page, _file(title=text, attribution=source)):
            assert text not in html or not re.search(r"[<>&]", text)
