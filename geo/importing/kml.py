"""KML as people make it: folders, markup in descriptions, names that GDAL has changed."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from geo.importing.raw import Note, RawTable

FOLDER_COLUMN = "Ordner"
_NAMES = re.compile(r"<(?:\w+:)?(?:Data|SimpleData|SimpleField)\s[^<>]*?\bname=[\"']([^\"'<>]*)")
_CHANGED = re.compile(rb"[^A-Za-z0-9_]")
_MARKUP = re.compile(
    r"</?(a|b|br|div|em|font|h\d|hr|i|img|li|p|span|strong|table|td|tr|u|ul)\b", re.I
)
_NEW_LINE = frozenset({"br", "div", "h1", "h2", "h3", "h4", "hr", "li", "p", "table", "tr", "ul"})
_UNSEEN = frozenset({"script", "style"})


def as_one_list(tables: list[RawTable], content: str) -> list[RawTable]:
    """Return the folders of a KML file as one table, with the folder as last column.

    Parameters
    ----------
    tables
        One for each folder, with rows.
    content
        The whole file, for the field names as they were written.
    """
    names = _original_names(content)
    for table in tables:
        table.header = [names.get(name, name) for name in table.header or ()]
        table.rows = [(row, [plain_text(cell) for cell in cells]) for row, cells in table.rows]
    return [_united(tables)] if len(tables) > 1 else tables


def _original_names(content: str) -> dict[str, str]:
    """Return field names by what GDAL makes of them: „Träger“ is read as „Tr__ger“."""
    written = (unescape(name) for name in _NAMES.findall(content))
    return {_CHANGED.sub(b"_", name.encode()).decode(): name for name in written}


def _united(tables: list[RawTable]) -> RawTable:
    columns = list(dict.fromkeys(name for table in tables for name in table.header or ()))
    whole = RawTable(name="", header=[*columns, FOLDER_COLUMN], crs=tables[0].crs, shapes=[])
    for table in tables:
        before = len(whole.rows)
        for row, cells in table.rows:
            found = dict(zip(table.header or (), cells, strict=True))
            texts = [found.get(column, "") for column in columns]
            whole.rows.append((before + row, [*texts, table.name]))
        whole.notes += [_moved(note, before) for note in table.notes]
        whole.shapes = [*(whole.shapes or ()), *(table.shapes or [None] * len(table.rows))]
    return whole


def _moved(note: Note, rows: int) -> Note:
    return note if note.row is None else Note(note.code, row=note.row + rows, details=note.details)


def plain_text(text: str) -> str:
    """Return what a browser would show of a text with markup; the address of a link stays.

    Text without any known tag is returned as it is.
    """
    if not _MARKUP.search(text):
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "".join(reader.parts).strip()


class _Reader(HTMLParser):
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
