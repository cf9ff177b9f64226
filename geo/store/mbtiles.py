"""Tiles in an MBTiles file of the administrator, read only."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from geo.errors import InvalidParameter, Unavailable
from geo.tiles import DEEPEST_ZOOM, Extent, Tile, TileRange, media_type_of

_IN_RANGE = (
    "FROM tiles WHERE zoom_level = ? AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?"
)
_PATIENCE_S = 20.0  # a view that somebody prepared could go on for ever
_STEPS = 100_000  # of SQLite between two looks at the clock
_LARGEST_ROW = 20_000_000
_VECTOR = (b"\x1f\x8b", b"\x1a")  # gzip, or the first layer of a vector tile


@dataclass(frozen=True, slots=True)
class MBTilesFacts:
    """What a file says of itself: its zooms and, if it is stated, the area."""

    min_zoom: int
    max_zoom: int
    box: Extent | None


class MBTiles:
    """One file; every call opens it for itself, so that any thread and process may ask.

    All calls raise :class:`geo.errors.Unavailable` if it has become unreadable.

    Parameters
    ----------
    path
        The file. It must not change while it is in use; another one may take its place.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def facts(self) -> MBTilesFacts:
        """Return what the file says of itself.

        Raises
        ------
        InvalidParameter
            If it cannot be read, is no MBTiles file, is empty or holds no pictures.
        """
        try:
            with self._open() as file:
                low, high = file.execute(
                    "SELECT MIN(zoom_level), MAX(zoom_level) FROM tiles"
                ).fetchone()
                first = file.execute(
                    "SELECT tile_data FROM tiles WHERE zoom_level = ? LIMIT 1", (high,)
                ).fetchone()
                metadata = _metadata(file)
        except Unavailable as error:
            reason = error.__cause__
            raise self._refusal(f"ist keine lesbare MBTiles-Datei ({reason})") from error
        if first is None:
            raise self._refusal("enthält keine Kacheln")
        self._require_pictures(first[0], metadata)
        if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= DEEPEST_ZOOM):
            raise self._refusal(f"hat keine Kacheln der Zoomstufen 0 bis {DEEPEST_ZOOM}")
        return MBTilesFacts(low, min(high, DEEPEST_ZOOM), _box(metadata.get("bounds", "")))

    def _require_pictures(self, tile: object, metadata: Mapping[str, str]) -> None:
        if isinstance(tile, bytes) and media_type_of(tile):
            return
        vector = metadata.get("format") == "pbf"
        if vector or (isinstance(tile, bytes) and tile.startswith(_VECTOR)):
            raise self._refusal(
                "enthält Vektorkacheln (pbf); gebraucht werden Bilder (PNG, JPEG oder WebP)"
            )
        raise self._refusal("enthält keine Bilder (PNG, JPEG oder WebP)")

    def tile(self, tile: Tile) -> bytes | None:
        """Return one picture, ``None`` if there is none."""
        return next((image for _, image in self.tiles(TileRange(*tile, *tile[1:]))), None)

    def tiles(self, wanted: TileRange) -> Iterator[tuple[Tile, bytes]]:
        """Yield the pictures of a range, in order of column and row."""
        with self._open() as file:
            rows = file.execute(
                f"SELECT tile_column, tile_row, tile_data {_IN_RANGE} ORDER BY 1, 2 DESC",
                _bounds(wanted),
            )
            for x, row, image in rows:
                if isinstance(image, bytes) and media_type_of(image):
                    yield Tile(wanted.z, x, _flipped(wanted.z, row)), image

    def measure(self, wanted: TileRange) -> tuple[int, int]:
        """Return number and bytes of the pictures of a range as base64."""
        with self._open() as file:
            count, size = file.execute(
                f"SELECT COUNT(*), SUM((LENGTH(tile_data) + 2) / 3 * 4) {_IN_RANGE}",
                _bounds(wanted),
            ).fetchone()
        return count, size or 0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # Immutable: no lock and no journal, so that the folder need not be writable.
        address = f"file:{quote(str(self._path.absolute()))}?mode=ro&immutable=1"
        connection = None
        try:
            connection = sqlite3.connect(address, uri=True)
            _restrict(connection)
            yield connection
        except (sqlite3.Error, OSError) as error:
            raise Unavailable("Die Datei dieses Hintergrunds ist gerade nicht lesbar.") from error
        finally:
            if connection is not None:
                connection.close()

    def _refusal(self, reason: str) -> InvalidParameter:
        return InvalidParameter(f"[[basemaps]]: Die Datei {self._path} {reason}.")


def _restrict(connection: sqlite3.Connection) -> None:
    """Bound what a prepared file can make SQLite do."""
    deadline = time.monotonic() + _PATIENCE_S
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_ROW)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")


def _flipped(z: int, row: int) -> int:
    """Rows of MBTiles count from the south."""
    return (1 << z) - 1 - row


def _bounds(wanted: TileRange) -> tuple[int, ...]:
    z = wanted.z
    return z, wanted.west, wanted.east, _flipped(z, wanted.south), _flipped(z, wanted.north)


def _metadata(file: sqlite3.Connection) -> dict[str, str]:
    names = file.execute("SELECT 1 FROM sqlite_master WHERE name = 'metadata'").fetchone()
    rows = file.execute("SELECT name, value FROM metadata").fetchall() if names else []
    return {str(name): str(value) for name, value in rows}


def _box(text: str) -> Extent | None:
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return None
    fits = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return Extent(west, south, east, north) if fits else None
