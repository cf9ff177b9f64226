"""The published data, the map page and its data files, made once for each state of the data."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import maps
from geo.results import LayerView, MapView
from geo.usecases.browse_map import browse_map, public_state
from geo.usecases.instance import Instance


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """Text as it travels; ``etag`` follows from it, so it can never be stale."""

    compressed: bytes
    etag: str

    @property
    def content(self) -> bytes:
        """The text for a client that cannot unpack it."""
        return gzip.decompress(self.compressed)


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
        self._page: Packed | None = None
        self._layers: dict[str, tuple[LayerView, Packed]] = {}
        self._files: dict[str, Packed] = {}

    def view(self) -> MapView:
        """Return the published data."""
        with self._lock:
            return self._fresh_view()

    def with_files(self) -> tuple[MapView, tuple[str, ...]]:
        """Return the published data and the digests of its files: boundaries, then each layer."""
        with self._lock:
            view = self._fresh_view()
            return view, tuple(self._fresh_files(view))

    def page(self, render: Callable[[MapView, Sequence[str]], str]) -> Packed:
        """Return the map page; ``render`` is called only when the data has changed.

        Parameters
        ----------
        render
            Gets the data and the digests of its files.
        """
        with self._lock:
            view = self._fresh_view()
            if self._page is None:
                text = render(view, tuple(self._fresh_files(view))).encode()
                self._page = _pack(text, hashlib.sha256(text).hexdigest()[:32])
            return self._page

    def file(self, digest: str) -> Packed | None:
        """Return a data file of what is published now."""
        with self._lock:
            return self._fresh_files(self._fresh_view()).get(digest)

    def _fresh_view(self) -> MapView:
        state = public_state(self._instance)
        if self._view is None or state != self._state:
            self._view, self._state = browse_map(self._instance), state
            self._page, self._files = None, {}
        return self._view

    def _fresh_files(self, view: MapView) -> dict[str, Packed]:
        if not self._files:
            self._layers = {each.layer.layer_id: self._layer(each, view) for each in view.layers}
            boundaries = maps.boundary_file(view.areas)
            numbers = (maps.indicator_file(view), maps.profile_file(view))
            files = [_pack(each.content, each.digest) for each in (boundaries, *numbers)]
            files += [packed for _, packed in self._layers.values()]
            self._files = {packed.etag: packed for packed in files}
        return self._files

    def _layer(self, view: LayerView, everything: MapView) -> tuple[LayerView, Packed]:
        """Return a layer with its file, the one there is if the layer is the same."""
        known = self._layers.get(view.layer.layer_id)
        if known and known[0] == view:
            return known
        file = maps.layer_file(view, everything.taxonomy)
        return view, _pack(file.content, file.digest)


def _pack(content: bytes, etag: str) -> Packed:
    return Packed(compressed=gzip.compress(content, 6, mtime=0), etag=etag)
