"""A file of tiles is read as the format means it, and refused with a sentence if it is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tiling import picture, tile_picture, write_mbtiles

from geo.errors import InvalidParameter, Unavailable
from geo.store import mbtiles
from geo.store.mbtiles import MBTiles
from geo.tiles import Extent, Tile, TileRange, bytes_in_file

TILES = (Tile(8, 137, 84), Tile(9, 274, 168), Tile(9, 274, 169), Tile(9, 275, 168))


def test_rows_are_counted_from_the_north(tmp_path: Path) -> None:
    file = MBTiles(write_mbtiles(tmp_path / "a b%?.mbtiles", TILES))
    assert file.tile(TILES[2]) == tile_picture(TILES[2])
    assert file.tile(Tile(9, 275, 169)) is None


def test_a_range_comes_in_order_and_is_measured_exactly(tmp_path: Path) -> None:
    file = MBTiles(write_mbtiles(tmp_path / "karte.mbtiles", reversed(TILES)))
    wanted = TileRange(9, 274, 168, 275, 169)
    found = list(file.tiles(wanted))
    assert [tile for tile, _ in found] == list(TILES[1:])
    assert file.measure(wanted) == (3, sum(bytes_in_file(len(image)) for _, image in found))
    assert file.measure(TileRange(15, 0, 0, 5, 5)) == (0, 0)


def test_the_file_says_its_zooms_and_its_area(tmp_path: Path) -> None:
    facts = MBTiles(
        write_mbtiles(tmp_path / "karte.mbtiles", TILES, bounds="12.1,51.9,13.4,52.7")
    ).facts()
    assert (facts.min_zoom, facts.max_zoom) == (8, 9)
    assert facts.box == Extent(12.1, 51.9, 13.4, 52.7)


@pytest.mark.parametrize("bounds", ["", "1,2,3", "a,b,c,d", "13,52,12,51", "nan,0,1,1"])
def test_an_area_that_makes_no_sense_is_none(tmp_path: Path, bounds: str) -> None:
    path = write_mbtiles(tmp_path / "karte.mbtiles", TILES, bounds=bounds)
    assert MBTiles(path).facts().box is None


def test_tiles_may_be_a_view_as_many_programs_write_it(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "karte.mbtiles", TILES)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("ALTER TABLE tiles RENAME TO images")
        file.execute("CREATE VIEW tiles AS SELECT * FROM images")
    assert MBTiles(path).tile(TILES[0]) == tile_picture(TILES[0])


def test_a_folder_that_cannot_be_written_is_enough(tmp_path: Path) -> None:
    folder = tmp_path / "nur-lesen"
    folder.mkdir()
    path = write_mbtiles(folder / "karte.mbtiles", TILES)
    before = path.read_bytes()
    folder.chmod(0o500)
    try:
        assert MBTiles(path).facts().max_zoom == 9
    finally:
        folder.chmod(0o700)
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


def test_what_is_no_picture_is_no_tile(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "karte.mbtiles", TILES)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE tiles SET tile_data = '<svg/>' WHERE zoom_level = 8")
    assert MBTiles(path).tile(TILES[0]) is None


def _vector(folder: Path) -> Path:
    return write_mbtiles(folder / "x.mbtiles", TILES, image=b"\x1f\x8b\x08\0", format="pbf")


def _plain_vector(folder: Path) -> Path:
    return write_mbtiles(folder / "x.mbtiles", TILES, image=b"\x1a\x05water")


def _other_content(folder: Path) -> Path:
    return write_mbtiles(folder / "x.mbtiles", TILES, image=b"GIF89a")


def _empty(folder: Path) -> Path:
    return write_mbtiles(folder / "x.mbtiles", ())


def _no_database(folder: Path) -> Path:
    path = folder / "x.mbtiles"
    path.write_bytes(picture("1"))
    return path


def _other_database(folder: Path) -> Path:
    path = folder / "x.mbtiles"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE other (a)")
    return path


def _cut_off(folder: Path) -> Path:
    path = write_mbtiles(folder / "x.mbtiles", TILES)
    path.write_bytes(path.read_bytes()[:3000])
    return path


def _missing(folder: Path) -> Path:
    return folder / "fehlt.mbtiles"


def _folder(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_vector, "Vektorkacheln"),
        (_plain_vector, "Vektorkacheln"),
        (_other_content, "keine Bilder"),
        (_empty, "keine Kacheln"),
        (_no_database, "keine lesbare MBTiles-Datei"),
        (_other_database, "keine lesbare MBTiles-Datei"),
        (_cut_off, "keine lesbare MBTiles-Datei"),
        (_missing, "keine lesbare MBTiles-Datei"),
        (_folder, "keine lesbare MBTiles-Datei"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(
    tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    with pytest.raises(InvalidParameter, match=words):
        MBTiles(make(tmp_path)).facts()


def test_a_view_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbtiles, "_PATIENCE_S", 0.05)
    path = tmp_path / "endlos.mbtiles"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i AS zoom_level, 1 AS tile_column, 1 AS tile_row, x'' AS tile_data FROM n"
        )
    with pytest.raises(InvalidParameter, match="interrupted"):
        MBTiles(path).facts()


def test_zooms_that_nobody_has_are_refused(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "tief.mbtiles", TILES)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE tiles SET zoom_level = 4000000000000")
    with pytest.raises(InvalidParameter, match="Zoomstufen 0 bis 22"):
        MBTiles(path).facts()


def test_a_picture_that_fills_the_memory_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mbtiles, "_LARGEST_ROW", 50_000)
    path = write_mbtiles(tmp_path / "karte.mbtiles", TILES)
    with closing(sqlite3.connect(path)) as file, file:
        large = tile_picture(TILES[0]) + bytes(60_000)
        file.execute("UPDATE tiles SET tile_data = ? WHERE zoom_level = 8", (large,))
    with pytest.raises(Unavailable):
        MBTiles(path).tile(TILES[0])
    assert MBTiles(path).tile(TILES[1])
