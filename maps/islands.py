"""JSON data islands and the files they refer to: the only way data enters a page."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

#: Longer JSON (in characters) travels deflated: a small list can be read in the page's source,
#: a large one takes a quarter of the space and of the browser's time to read the page.
PLAIN_LIMIT = 4_000

_ESCAPES = {
    "&": "\\u0026",
    "<": "\\u003c",
    ">": "\\u003e",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """Islands as a file of their own, which a browser keeps until the data changes.

    Parameters
    ----------
    digest
        Hexadecimal, follows from the content: another content has another address.
    content
        JSON in UTF-8, a list of pairs of kind and data.
    """

    digest: str
    content: bytes


def data_file(islands: Iterable[tuple[str, Any]]) -> DataFile:
    """Return islands as one file.

    Parameters
    ----------
    islands
        Kind and data of each.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    # A lone surrogate, as broken lists contain them, cannot be sent anywhere.
    content = _compact(list(islands)).encode("utf-8", "replace")
    return DataFile(digest=sha256(content).hexdigest()[:32], content=content)


def reference(address: str) -> str:
    """Return an empty script element that says where a :class:`DataFile` is."""
    return f'<script type="application/json" data-src="{escape(address)}"></script>'


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _escaped(text: str) -> str:
    for character, replacement in _ESCAPES.items():
        text = text.replace(character, replacement)
    return text


def _deflated(text: str) -> str:
    # The fastest level: the next ones take twice the time for a tenth of the size.
    packed = zlib.compress(text.encode("utf-8", "replace"), level=1)
    return f'"{b64encode(packed).decode()}"'


def island(kind: str, data: Any, *, deflate: bool = True) -> str:
    """Return a script element that holds data and is never executed.

    Parameters
    ----------
    kind
        What it holds; the client looks it up by this word.
    data
        Anything JSON can say; above :data:`PLAIN_LIMIT` it becomes one JSON string, the
        base64 of its zlib stream. Nothing in it can end or comment out the element.
    deflate
        Whether that is worth it; pictures are small already.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    text = _compact(data)
    packed = deflate and len(text) > PLAIN_LIMIT
    attribute = ' data-packing="deflate"' if packed else ""
    return (
        f'<script type="application/json" data-kind="{escape(kind)}"{attribute}>'
        f"{_deflated(text) if packed else _escaped(text)}</script>"
    )
