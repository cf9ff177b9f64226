"""SVG from plain values: text is always text, and nothing needs an id."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

FONT_FAMILY = (
    "'Source Sans 3', system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
)
#: What XML 1.0 cannot hold at all.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = ET.Element
Value = str | float | None


def element(name: str, /, *children: Element | str, **attributes: Value) -> Element:
    """Return an element.

    Parameters
    ----------
    name
        Of the element.
    *children
        Elements in the order in which they are drawn, or one text: shown as it is.
    **attributes
        ``_`` stands for ``-``; numbers are rounded to a hundredth; ``None`` is left out.
    """
    made = ET.Element(name)
    for key, value in attributes.items():
        if value is not None:
            made.set(key.replace("_", "-"), _written(value))
    for child in children:
        if isinstance(child, str):
            made.text = possible(child)
        else:
            made.append(child)
    return made


def _written(value: str | float) -> str:
    return possible(value) if isinstance(value, str) else f"{round(value, 2):g}"


def possible(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _IMPOSSIBLE.sub("", text)


def as_text(root: Element) -> str:
    """Return an element with all it holds as SVG."""
    return ET.tostring(root, encoding="unicode")
