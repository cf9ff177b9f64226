"""CSV in its usual variants: encodings, separators, a ``sep=`` line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from geo.importing.limits import Limits
from geo.importing.numbers import german_number
from geo.importing.raw import Note, RawFile, RawTable
from geo.importing.refusals import Refused

_SEPARATORS = ";,\t|"
_SAMPLE_LINES = 100
_SEP_LINE = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_csv(path: Path, limits: Limits, encoding: str | None = None) -> RawFile:
    """Read a CSV file.

    Raises
    ------
    Refused
        If a quote is never closed or a limit is exceeded.
    """
    text, encoding, guessed = decode(path.read_bytes(), encoding)
    separator, body = _separator(text)
    table = RawTable(name="")
    for row, cells in _records(body, separator, limits):
        if row > limits.rows:
            raise Refused("zu_viele_zeilen", limit=german_number(limits.rows))
        if len(cells) > limits.columns:
            raise Refused("zu_viele_spalten", limit=german_number(limits.columns))
        table.rows.append((row, cells))
    notes = [Note("kodierung_geraten", details={"encoding": encoding})] if guessed else []
    return RawFile(tables=[table], encoding=encoding, notes=notes)


def decode(content: bytes, wanted: str | None = None) -> tuple[str, str, bool]:
    """Return the text, its encoding and whether that is a guess.

    A byte order mark decides; then strict UTF-8; what is neither was written by a German
    Windows, as a rule.

    Raises
    ------
    Refused
        If a byte order mark promises what the bytes do not keep.
    """
    if wanted is not None:
        return content.decode(wanted, "replace"), wanted, False
    for mark, codec in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(codec), codec.removesuffix("-sig").upper(), False
            except UnicodeDecodeError as error:
                raise Refused("abgeschnitten", where="") from error
    for codec, guessed in (("UTF-8", False), ("Windows-1252", True)):
        try:
            return content.decode(codec), codec, guessed
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "ISO-8859-1", True


def _separator(text: str) -> tuple[str, str]:
    """Return the separator and the text without its ``sep=`` line."""
    declared = _SEP_LINE.match(text)
    if declared:
        return declared.group(1), text[declared.end() :]
    lines = text.splitlines()[:_SAMPLE_LINES]
    return max(_SEPARATORS, key=lambda separator: _consistency(lines, separator)), text


def _consistency(lines: list[str], separator: str) -> tuple[float, int]:
    """Return the share of lines with the most frequent number of cells, and that number."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if cells)
    except csv.Error:  # one endless cell: this is not the separator
        return 0.0, 0
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0, 0
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), width


def _records(text: str, separator: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    # a text that is never closed swallows the rest of the file without an error
    unclosed = text.count('"') % 2 == 1 and _swallows_the_end(text, separator)
    if unclosed:
        raise Refused("anfuehrungszeichen", row=unclosed)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if max(map(len, cells), default=0) > limits.cell_chars:
                raise Refused("zelle_zu_lang", row=row, limit=german_number(limits.cell_chars))
            yield row, cells
    except csv.Error as error:  # a cell beyond the reader's own, larger limit
        raise Refused(
            "zelle_zu_lang", row=row + 1, limit=german_number(limits.cell_chars)
        ) from error


def _swallows_the_end(text: str, separator: str) -> int:
    """Return the row in which a text begins that is never closed, or 0."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, _ in enumerate(reader, start=1):  # noqa: B007 - needed after the loop
            pass
    except csv.Error as error:
        endless = any(words in str(error) for words in ("end of data", "field limit"))
        return row + 1 if endless else 0
    return 0
