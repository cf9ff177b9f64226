"""Background maps made in tests: numbered pictures, a server that draws them, an MBTiles file."""

from __future__ import annotations

import sqlite3
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from geo.tiles import Tile

SIDE = 256
_ROWS = "75557 26227 71747 71717 55711 74717 74757 71111 75757 75717 11244"
_FONT = dict(zip("0123456789/", _ROWS.split(), strict=True))
_PIXEL = 5
_COLOURS = bytes.fromhex("f4f1ea ffffff a8cfe0 cfe3bd 6a655c e8b56a")  # land, road, water, wood…
_ROAD, _WATER, _WOOD, _INK, _HIGHWAY = 1, 2, 3, 4, 5


@lru_cache(maxsize=4096)
def picture(text: str) -> bytes:
    """Draw a piece of an invented map with a text in the middle, as PNG."""
    rows = [bytearray(row) for row in _ground()]
    _write(rows, text)
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", _COLOURS), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def tile_picture(tile: Tile) -> bytes:
    """Draw the picture of a square, with its three numbers."""
    return picture("/".join(map(str, tile)))


@lru_cache(maxsize=1)
def _ground() -> list[bytes]:
    return [bytes(_landscape(x, y) for x in range(SIDE)) for y in range(SIDE)]


def _landscape(x: int, y: int) -> int:
    if abs(x - y) < 4:
        return _HIGHWAY
    if abs(x - 190) < 3 or abs(y - 60) < 3 or (x + 2 * y) % 160 < 3:
        return _ROAD
    if (x - 70) ** 2 + 2 * (y - 190) ** 2 < 1800:
        return _WATER
    return _WOOD if (x - 215) ** 2 + (y - 120) ** 2 < 1500 else 0


def _write(rows: list[bytearray], text: str) -> None:
    left = (SIDE - 4 * _PIXEL * len(text)) // 2
    for place, character in enumerate(text):
        for down, bits in enumerate(_FONT.get(character, "00000")):
            for right in range(3):
                if int(bits) & (4 >> right):
                    x = left + _PIXEL * (4 * place + right)
                    for y in range(_PIXEL * down, _PIXEL * (down + 1)):
                        rows[115 + y][x : x + _PIXEL] = bytes([_INK]) * _PIXEL


def _chunk(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


@dataclass
class TileServer:
    """A service on this machine; ``{z}/{x}/{y}`` at the end of a path is drawn.

    Parameters
    ----------
    status
        Of every answer, or of those to the tiles in ``missing``.
    """

    status: int = 200
    missing: frozenset[Tile] = frozenset()
    body: bytes | None = None
    redirect: str = ""
    failures: int = 0
    hold: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self.hold.set()

    @property
    def template(self) -> str:
        return f"{self.url}/karte/{{z}}/{{x}}/{{y}}"

    def answer(self, path: str) -> tuple[int, bytes]:
        numbers = path.partition("?")[0].split("/")[-3:]
        tile = Tile(*map(int, numbers)) if all(map(str.isdigit, numbers)) else Tile(0, 0, 0)
        if self.failures:
            self.failures -= 1
            return 503, b""
        if tile in self.missing:
            return 404, b""
        if self.status != 200:
            return self.status, b""
        return 200, tile_picture(tile) if self.body is None else self.body


@contextmanager
def tile_server() -> Iterator[TileServer]:
    """Serve numbered pictures until the end of the block."""
    service = TileServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.asked.append(self.path)
            service.headers.append(dict(self.headers))
            service.hold.wait(30)
            with suppress(ConnectionError):  # somebody has stopped to wait
                self._send(*service.answer(self.path))

        def _send(self, status: int, body: bytes) -> None:
            if service.redirect:
                self.send_response(302)
                self.send_header("Location", service.redirect)
            else:
                self.send_response(status)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        service.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()


def write_mbtiles(
    path: Path, tiles: Iterable[Tile], *, image: bytes | None = None, **metadata: str
) -> Path:
    """Write an MBTiles file, its rows counted from the south as the format wants."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute(
            "CREATE TABLE tiles "
            "(zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)"
        )
        file.executemany("INSERT INTO metadata VALUES (?, ?)", metadata.items())
        file.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            ((z, x, (1 << z) - 1 - y, image or tile_picture(Tile(z, x, y))) for z, x, y in tiles),
        )
    return path
