"""What a text would look like in another encoding, without reading the file again."""

from __future__ import annotations

from dataclasses import dataclass

from geo.importing import ParsedFile, Table
from geo.importing.parsing.encodings import OFFERED

_WORDS = 4
_LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class Sample:
    """An encoding with words of the file read in it; empty if they cannot be told."""

    encoding: str
    words: tuple[str, ...]


def samples_of(parsed: ParsedFile, table: Table) -> tuple[Sample, ...]:
    """Return a sample for each encoding that is worth offering.

    The words are turned back into the bytes they were made of, so none are left if these
    cannot be told from the text.
    """
    words = _telling(table)
    return tuple(
        Sample(encoding=name, words=_reread(words, source=parsed.encoding, target=name))
        for name in parsed.encodings
    )


def _telling(table: Table) -> list[str]:
    """Return a few different cells with letters beyond ASCII; column names first."""
    cells = (cell for row in (table.columns, *table.rows) for cell in row)
    found: dict[str, None] = {}
    for cell in cells:
        if not cell.isascii():
            found.setdefault(cell[:_LONGEST])
        if len(found) == _WORDS:
            break
    return list(found)


def _reread(words: list[str], *, source: str, target: str) -> tuple[str, ...]:
    if source == target:
        return tuple(words)
    if source not in OFFERED or target not in OFFERED:
        return ()
    try:
        raw = [word.encode(OFFERED[source]) for word in words]
    except UnicodeEncodeError:
        return ()
    return tuple(word.decode(OFFERED[target], "replace") for word in raw)
