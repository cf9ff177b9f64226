"""A file takes along what fits, and the server loads it once, from one host, politely."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from tiling import TileServer, tile_picture, tile_server, write_mbtiles

from geo.areas import Level
from geo.errors import InvalidParameter, LimitExceeded, NotFound, Unavailable
from geo.filtering import Box, ResourceFilter
from geo.tiles import EmbeddedTiles, Extent, Tile, bytes_in_file, tile_range
from geo.usecases import tile_services
from geo.usecases.create_instance import create_instance
from geo.usecases.embed_basemap import (
    embed_basemap,
    embeddable,
    embedding_box,
    plan_embedding,
)
from geo.usecases.instance import Instance
from geo.usecases.settings import Settings, load_settings

BOX = Extent(12.9, 52.3, 13.0, 52.35)
AGENT = "Musterkreis karte@muster.example"
KREIS = {
    "id": "kreis",
    "title": "Kreis",
    "kind": "mbtiles",
    "file": "kreis.mbtiles",
    "attribution": "© Musterkreis",
}
Opened = Callable[..., Instance]


@pytest.fixture
def server() -> Iterator[TileServer]:
    with tile_server() as running:
        yield running


@pytest.fixture
def opened(settings: Settings, server: TileServer) -> Opened:
    def opened(own: Mapping[str, Any] = MappingProxyType({}), **more: Any) -> Instance:
        """Open an instance with one service; ``own`` are settings of that."""
        table = {
            "id": "probe",
            "title": "Probe",
            "kind": "xyz",
            "url": server.template,
            "attribution": "© Musteramt",
            "max_zoom": 11,
            "embed": True,
            **own,
        }
        given = {"basemaps": [table], "basemap_user_agent": AGENT} | more
        return create_instance(load_settings(settings.instance, **given))

    return opened


@pytest.fixture
def local(settings: Settings) -> Instance:
    tiles = [tile for z in range(6, 13) for tile in tile_range(BOX, z)]
    write_mbtiles(settings.instance / "kreis.mbtiles", tiles)
    return create_instance(load_settings(settings.instance, basemaps=[KREIS]))


def _embedded(instance: Instance, box: Extent = BOX) -> EmbeddedTiles:
    (basemap,) = embeddable(instance)
    return embed_basemap(instance, plan_embedding(instance, basemap.basemap_id, box))


def test_a_plan_for_a_service_is_an_estimate_and_asks_nobody(
    opened: Opened, server: TileServer
) -> None:
    plan = plan_embedding(opened(), "probe", BOX)
    assert not plan.exact
    assert [level.z for level in plan.levels] == [8, 9, 10, 11]
    assert plan.count == sum(level.count for level in plan.levels)
    assert plan.size == plan.count * bytes_in_file(20_000)
    assert server.asked == []


def test_a_plan_begins_where_the_service_begins(opened: Opened) -> None:
    plan = plan_embedding(opened({"min_zoom": 10}), "probe", BOX)
    assert [level.z for level in plan.levels] == [10, 11]


def test_larger_pictures_are_estimated_larger(opened: Opened) -> None:
    plan = plan_embedding(opened({"tile_size": 512}), "probe", BOX)
    assert plan.size == plan.count * bytes_in_file(4 * 20_000)


def test_a_plan_for_a_file_is_exact(local: Instance) -> None:
    plan = plan_embedding(local, "kreis", BOX)
    tiles = embed_basemap(local, plan).tiles
    assert plan.exact
    assert plan.count == len(tiles)
    assert plan.size == sum(bytes_in_file(len(image)) for image in tiles.values())


def test_all_zooms_that_fit_are_taken_along_with_their_parents(local: Instance) -> None:
    tiles = _embedded(local).tiles
    assert set(tiles) == {tile for z in range(8, 13) for tile in tile_range(BOX, z)}
    assert all(image == tile_picture(tile) for tile, image in tiles.items())


def test_the_next_plan_knows_how_large_the_pictures_are(opened: Opened) -> None:
    instance = opened()
    tiles = _embedded(instance).tiles
    size = sum(bytes_in_file(len(image)) for image in tiles.values())
    again = plan_embedding(instance, "probe", BOX).size
    assert again == pytest.approx(size, rel=0.01)


def test_a_second_file_asks_for_nothing_again(opened: Opened, server: TileServer) -> None:
    instance = opened()
    first = _embedded(instance)
    asked = len(server.asked)
    assert asked == len(first.tiles)
    assert _embedded(instance) == first
    assert len(server.asked) == asked


def test_the_server_says_who_it_is(opened: Opened, server: TileServer) -> None:
    _embedded(opened())
    assert {each["User-Agent"] for each in server.headers} == {AGENT}
    assert not any("Referer" in each or "Cookie" in each for each in server.headers)


def test_proxies_of_the_environment_are_not_used(
    opened: Opened, server: TileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert _embedded(opened()).tiles
    assert server.asked[0].startswith("/karte/8/")


def test_missing_pictures_are_left_out(opened: Opened, server: TileServer) -> None:
    gap = next(iter(tile_range(BOX, 11)))
    server.missing = frozenset({gap})
    instance = opened()
    assert gap not in _embedded(instance).tiles
    asked = len(server.asked)
    _embedded(instance)
    assert len(server.asked) == asked


def test_a_service_that_was_out_of_order_is_asked_once_more(
    opened: Opened, server: TileServer
) -> None:
    server.failures = 1
    assert len(_embedded(opened()).tiles) == len(server.asked) - 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": 403}, "lehnt ab .HTTP 403"),
        ({"status": 500}, "lehnt ab .HTTP 500"),
        ({"redirect": "http://localhost:9/anderswo"}, "leitet auf einen anderen Rechner um"),
        ({"body": b"<ServiceException>Layer unknown</ServiceException>"}, "etwas anderes"),
        ({"body": b"\x89PNG\r\n\x1a\n" + bytes(1_000_001)}, "etwas anderes"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(
    opened: Opened, server: TileServer, changes: dict[str, Any], words: str
) -> None:
    for name, value in changes.items():
        setattr(server, name, value)
    with pytest.raises(Unavailable, match=f"„Probe“ .*: 127.0.0.1 .*{words}"):
        _embedded(opened())
    assert len(server.asked) <= 20


def test_a_service_that_is_switched_off_is_given_up(
    opened: Opened, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tile_services, "TIMEOUT_S", 0.2)
    with tile_server() as gone:
        url = gone.template
    instance = opened()
    table = {"id": "weg", "title": "Weg", "kind": "xyz", "url": url, "attribution": "©"}
    instance = create_instance(
        load_settings(
            settings.instance, basemaps=[table | {"embed": True}], basemap_user_agent=AGENT
        )
    )
    with pytest.raises(Unavailable, match="antwortet nicht"):
        _embedded(instance)


def test_a_slow_service_is_given_up(
    opened: Opened, server: TileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tile_services, "TIMEOUT_S", 0.05)
    server.hold.clear()
    with pytest.raises(Unavailable, match="antwortet nicht"):
        _embedded(opened())


def test_loading_ends_after_a_time_and_keeps_what_is_there(
    opened: Opened, server: TileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tile_services, "TOTAL_S", 0.0)
    instance = opened()
    with pytest.raises(Unavailable, match="Was da ist, bleibt erhalten"):
        _embedded(instance)
    assert server.asked == []


def test_only_one_file_is_loaded_at_a_time(opened: Opened, server: TileServer) -> None:
    instance = opened()
    server.hold.clear()
    first = threading.Thread(target=_embedded, args=(instance,))
    first.start()
    try:
        while not server.asked:
            first.join(0.01)
        with pytest.raises(Unavailable, match="Gerade wird schon"):
            _embedded(instance)
    finally:
        server.hold.set()
        first.join()
    assert _embedded(instance).tiles


def test_zooms_that_are_larger_than_estimated_are_left_out(
    opened: Opened, server: TileServer
) -> None:
    server.body = tile_picture(Tile(8, 1, 1)) + bytes(400_000)
    tiles = _embedded(opened(embedded_tiles_mb=2)).tiles
    assert {tile.z for tile in tiles} == {8, 9, 10}


def test_what_is_kept_does_not_grow_without_end(
    opened: Opened, server: TileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = opened()
    _embedded(instance)
    asked = len(server.asked)
    monkeypatch.setattr(tile_services, "_LARGEST_STORE", 100)
    _embedded(instance)
    assert len(server.asked) == 2 * asked


def test_old_pictures_are_loaded_anew(
    opened: Opened, server: TileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = opened()
    _embedded(instance)
    asked = len(server.asked)
    monkeypatch.setattr(tile_services, "_FRESH_S", -1)
    _embedded(instance)
    assert len(server.asked) == 2 * asked


def test_a_full_disk_keeps_nobody_from_their_file(opened: Opened, settings: Settings) -> None:
    (settings.instance / "basemaps").write_text("in the way")
    assert _embedded(opened()).tiles


def test_what_does_not_fit_at_all_is_refused(opened: Opened) -> None:
    with pytest.raises(LimitExceeded, match="gröbsten Stufe"):
        plan_embedding(opened(embedded_tiles=1), "probe", Extent(5, 47, 15, 55))


def test_an_area_without_pictures_is_told(local: Instance) -> None:
    with pytest.raises(NotFound, match="keine Bilder"):
        plan_embedding(local, "kreis", Extent(7, 49, 7.1, 49.1))


def test_only_what_may_be_taken_along_is_offered(opened: Opened) -> None:
    instance = opened({"embed": False})
    assert embeddable(instance) == ()
    with pytest.raises(InvalidParameter, match="darf nicht"):
        plan_embedding(instance, "probe", BOX)
    with pytest.raises(NotFound, match="„anders“ gibt es nicht"):
        plan_embedding(instance, "anders", BOX)


def test_the_area_is_that_of_the_chosen_areas(local: Instance) -> None:
    space = local.areas.at(Level.SOZIALRAUM)[0]
    everything = embedding_box(local.areas, ResourceFilter())
    chosen = embedding_box(local.areas, ResourceFilter(sozialraum=frozenset({space.area_id})))
    assert everything.west < chosen.west < chosen.east < everything.east
    assert everything.south < chosen.south < chosen.north < everything.north


def test_the_area_is_the_chosen_part_of_the_map(local: Instance) -> None:
    wanted = ResourceFilter.from_query({"bbox": ["12.9,52.2,13.0,52.3"]})
    chosen = embedding_box(local.areas, wanted)
    assert chosen == pytest.approx((12.896, 52.196, 13.004, 52.304))


def test_chosen_areas_count_more_than_the_part_of_the_map(local: Instance) -> None:
    space = local.areas.at(Level.SOZIALRAUM)[0]
    chosen = ResourceFilter(sozialraum=frozenset({space.area_id}))
    both = replace(chosen, bbox=Box.parse("12.9,52.2,13.0,52.3"))
    assert embedding_box(local.areas, both) == embedding_box(local.areas, chosen)


@pytest.mark.parametrize("bbox", ["0,0,60,60", "1,1,2,2"])
def test_no_more_than_the_county_is_taken_along(local: Instance, bbox: str) -> None:
    wanted = ResourceFilter.from_query({"bbox": [bbox]})
    assert embedding_box(local.areas, wanted) == embedding_box(local.areas, ResourceFilter())


@pytest.mark.usefixtures("local")
def test_a_file_that_cannot_be_used_ends_the_start(settings: Settings, tmp_path: Path) -> None:
    write_mbtiles(tmp_path / "vektor.mbtiles", [Tile(8, 1, 1)], image=b"\x1f\x8b", format="pbf")
    table = KREIS | {"file": str(tmp_path / "vektor.mbtiles")}
    with pytest.raises(InvalidParameter, match="Vektorkacheln"):
        create_instance(load_settings(settings.instance, basemaps=[table]))


def test_a_service_without_any_picture_of_the_area_is_told(
    opened: Opened, server: TileServer
) -> None:
    server.status = 404
    with pytest.raises(NotFound, match="„Probe“ hat für dieses Gebiet keine Bilder"):
        _embedded(opened())


def test_of_a_zoom_that_is_too_large_no_more_is_loaded(opened: Opened, server: TileServer) -> None:
    server.body = tile_picture(Tile(8, 1, 1)) + bytes(900_000)
    plan = plan_embedding(opened({"max_zoom": 14}, embedded_tiles_mb=2), "probe", BOX)
    assert plan.count > 20
    with suppress(LimitExceeded):
        embed_basemap(opened({"max_zoom": 14}, embedded_tiles_mb=2), plan)
    assert len(server.asked) <= 12


def test_a_service_is_not_copied_file_by_file(
    opened: Opened, server: TileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = opened()
    _embedded(instance)
    monkeypatch.setattr(tile_services, "_LARGEST_DAY", len(server.asked))
    for _ in range(2):
        with pytest.raises(Unavailable, match="in den letzten 24 Stunden schon nach"):
            _embedded(instance)
    monkeypatch.setattr(tile_services, "_DAY_S", -1)
    assert _embedded(instance).tiles
