"""Pictures of a configured service, loaded by the server to travel in a file.

They are kept in the instance folder, so that the next file asks for nothing again.
"""

from __future__ import annotations

import hashlib
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Self
from urllib.error import HTTPError
from uuid import uuid4

from geo.basemaps import Basemap
from geo.errors import Unavailable
from geo.tiles import Tile, media_type_of
from geo.usecases.outgoing import fetch

TIMEOUT_S = 10.0
TOTAL_S = 120.0
_PARALLEL = 4
_LARGEST_IMAGE = 1_000_000
_FRESH_S = 30 * 24 * 3600
_LARGEST_STORE = 500_000_000
_DAY_S = 24 * 3600
_LARGEST_DAY = 20_000
_SAMPLE = 500
_EMPTY = {204, 404}  # how services say that a square has no picture
_AGAIN = {429, 500, 502, 503, 504}
_BUSY = Lock()


class TileService:
    """A service and what it has answered.

    Parameters
    ----------
    basemap
        Which is none of a file.
    folder
        Where pictures of all services are kept.
    user_agent
        How the server introduces itself.
    """

    def __init__(self, basemap: Basemap, folder: Path, user_agent: str) -> None:
        self._basemap = basemap
        self._all = folder
        key = hashlib.sha256(basemap.address.encode()).hexdigest()[:16]
        self._kept = folder / f"{basemap.basemap_id}-{key}"
        self._headers = {"User-Agent": user_agent.strip(), "Accept": "image/*"}
        self._deadline = time.monotonic() + TOTAL_S

    def mean_size(self) -> int | None:
        """Return the mean bytes of the pictures that are kept, ``None`` if there are none."""
        sizes = [size for size, _ in islice(_files(self._kept), _SAMPLE) if size]
        return sum(sizes) // len(sizes) if sizes else None

    def __enter__(self) -> Self:
        """Begin to load, which only one at a time may do.

        Raises
        ------
        Unavailable
            If another one does, or the service has been asked for very much already today.
        """
        if not _BUSY.acquire(blocking=False):
            raise Unavailable(
                "Gerade wird schon ein Hintergrund für eine andere Datei geladen. "
                "Bitte in zwei Minuten noch einmal versuchen."
            )
        try:
            self._require_moderation()
        except Unavailable:
            _BUSY.release()
            raise
        self._deadline = time.monotonic() + TOTAL_S
        if sum(size for size, _ in _files(self._all)) > _LARGEST_STORE:
            shutil.rmtree(self._all, ignore_errors=True)
        return self

    def _require_moderation(self) -> None:
        """Let nobody fetch a whole service through this one, file by file."""
        yesterday = time.time() - _DAY_S
        if sum(moment > yesterday for _, moment in _files(self._kept)) >= _LARGEST_DAY:
            raise self._unavailable(
                f"wurde in den letzten 24 Stunden schon nach {_LARGEST_DAY} Bildern gefragt. "
                "Bitte morgen noch einmal versuchen"
            )

    def __exit__(self, *_: object) -> None:
        """Let the next one load."""
        _BUSY.release()

    def load(self, wanted: Iterable[Tile]) -> Iterator[tuple[Tile, bytes]]:
        """Yield the pictures of some squares; what the service leaves empty is missing.

        Raises
        ------
        Unavailable
            If the service does not answer in time, refuses, or sends no pictures.
        """
        squares = list(wanted)
        with ThreadPoolExecutor(_PARALLEL) as pool:
            try:
                for tile, image in zip(squares, pool.map(self._image, squares), strict=True):
                    if image:
                        yield tile, image
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _image(self, tile: Tile) -> bytes:
        path = self._kept / "{}-{}-{}".format(*tile)
        with suppress(OSError):
            if time.time() - path.stat().st_mtime < _FRESH_S:
                return path.read_bytes()
        image = self._asked(self._basemap.address_of(tile))
        with suppress(OSError):  # a full disk must not keep anybody from their file
            _write(path, image)
        return image

    def _asked(self, url: str) -> bytes:
        """Ask for a picture, once more if the service was only out of order."""
        try:
            return self._answer(url)
        except (HTTPException, OSError) as error:
            if isinstance(error, HTTPError) and error.code not in _AGAIN:
                raise self._refusal(error) from error
        try:
            return self._answer(url)
        except (HTTPException, OSError) as error:
            raise self._refusal(error) from error

    def _answer(self, url: str) -> bytes:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise self._unavailable(
                f"hat in {TOTAL_S:.0f} Sekunden nicht alles geliefert. Was da ist, bleibt "
                "erhalten; beim nächsten Versuch geht es dort weiter"
            )
        try:
            image = fetch(
                url,
                headers=self._headers,
                timeout=min(TIMEOUT_S, left),
                largest=_LARGEST_IMAGE,
            )
        except HTTPError as error:
            error.close()
            if error.code in _EMPTY:
                return b""
            raise
        if image and (len(image) > _LARGEST_IMAGE or not media_type_of(image)):
            raise self._unavailable("schickt etwas anderes als Bilder in Kachelgröße")
        return image

    def _refusal(self, error: Exception) -> Unavailable:
        if isinstance(error, HTTPError) and 300 <= error.code < 400:
            return self._unavailable("leitet auf einen anderen Rechner um; dorthin geht nichts")
        if isinstance(error, HTTPError):
            return self._unavailable(f"lehnt ab (HTTP {error.code})")
        return self._unavailable("antwortet nicht")

    def _unavailable(self, reason: str) -> Unavailable:
        return Unavailable(
            f"Der Hintergrund „{self._basemap.title}“ lässt sich nicht mitnehmen: "
            f"{self._basemap.host} {reason}. Ohne Hintergrund geht es sofort."
        )


def _files(folder: Path) -> Iterator[tuple[int, float]]:
    """Yield size and time of each picture; another export may be writing or clearing them."""
    with suppress(OSError):
        for path in folder.rglob("[!.]*"):
            with suppress(OSError):
                facts = path.stat()
                if stat.S_ISREG(facts.st_mode):
                    yield facts.st_size, facts.st_mtime


def _write(path: Path, content: bytes) -> None:
    """Write completely or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{uuid4().hex}")
    draft.write_bytes(content)
    draft.replace(path)
