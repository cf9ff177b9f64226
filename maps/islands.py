"""JSON data islands: the only way data enters a page."""

from __future__ import annotations

import json
from html import escape
from typing import Any

_ESCAPES = {
    "&": "\\u0026",
    "<": "\\u003c",
    ">": "\\u003e",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def island_json(data: Any) -> str:
    """Return compact JSON in which nothing can end or comment out a script element.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character, replacement in _ESCAPES.items():
        text = text.replace(character, replacement)
    return text


def island(kind: str, data: Any) -> str:
    """Return a script element that holds data and is never executed.

    Parameters
    ----------
    kind
        What it holds; the client looks it up by this word.
    data
        Anything JSON can say.
    """
    return (
        f'<script type="application/json" data-kind="{escape(kind)}">{island_json(data)}</script>'
    )
