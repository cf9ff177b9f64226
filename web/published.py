"""The published data and the map page, made once for each state of the data."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from geo.results import MapView
from geo.usecases.browse_map import browse_map, public_state
from geo.usecases.instance import Instance


@dataclass(frozen=True, kw_only=True)
class Page:
    """A rendered page; ``etag`` follows from its text, so it can never be stale."""

    body: bytes
    compressed: bytes
    etag: str


class Published:
    """Cache of what everybody may see.

    Parameters
    ----------
    instance
        Asked before each answer whether something was published since.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._lock = Lock()
        self._state = ""
        self._view: MapView | None = None
        self._page: Page | None = None

    def view(self) -> MapView:
        """Return the published data."""
        with self._lock:
            return self._fresh_view()

    def page(self, render: Callable[[MapView], str]) -> Page:
        """Return the map page; ``render`` is called only when the data has changed."""
        with self._lock:
            view = self._fresh_view()
            if self._page is None:
                self._page = _to_page(render(view))
            return self._page

    def _fresh_view(self) -> MapView:
        state = public_state(self._instance)
        if self._view is None or state != self._state:
            self._view, self._page, self._state = browse_map(self._instance), None, state
        return self._view


def _to_page(text: str) -> Page:
    body = text.encode()
    etag = hashlib.sha256(body).hexdigest()[:32]
    return Page(body=body, compressed=gzip.compress(body, 6, mtime=0), etag=etag)
