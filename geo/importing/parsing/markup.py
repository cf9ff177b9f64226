"""Text with markup, as people paste it into descriptions."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_MARKUP = re.compile(
    r"</?(a|b|br|div|em|font|h\d|hr|i|img|li|p|span|strong|table|td|tr|u|ul)\b", re.I
)
_NEW_LINE = frozenset({"br", "div", "h1", "h2", "h3", "h4", "hr", "li", "p", "table", "tr", "ul"})
_UNSEEN = frozenset({"script", "style"})


def plain_text(text: str) -> str:
    """Return what a browser would show of a text with markup; the address of a link stays.

    Text without any known tag is returned as it is.
    """
    if not _MARKUP.search(text):
        return text
    reader = _VisibleText()
    reader.feed(text)
    reader.close()
    return "".join(reader.parts).strip()


class _VisibleText(HTMLParser):
    """Collects the visible text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _NEW_LINE:
            self.parts.append("\n")
        elif tag == "td":
            self.parts.append(" ")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag == "a" and self._links:
            address = self._links.pop()
            shown = bool(self.parts) and self.parts[-1].strip() == address
            self.parts.append(f" ({address})" if address and not shown else "")

    def handle_data(self, data: str) -> None:
        if self._unseen <= 0:
            self.parts.append(data)
