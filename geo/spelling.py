"""Text for comparing: what is written differently but meant alike becomes the same."""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"([0-9]+)")


def plain(text: str) -> str:
    """Return lower-case text with umlauts written out and without accents."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    if lower.isascii():
        return lower
    letters = unicodedata.normalize("NFKD", lower)
    return "".join(char for char in letters if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Return plain text with only Latin letters and digits, in words with single blanks."""
    return _NOT_WORD.sub(" ", plain(text)).strip()


SortKey = tuple[tuple[bool, int, str], ...]


def sort_key(text: str) -> SortKey:
    """Return what German lists are ordered by: ä like a, ß like ss, numbers by their value.

    That is DIN 5007-1; "Weg 9" stands before "Weg 10", and numbers before letters.
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    parts = _NUMBER.split(bare)
    return tuple(_number(part) if at % 2 else (True, 0, part) for at, part in enumerate(parts))


def _number(digits: str) -> tuple[bool, int, str]:
    """Let numbers be compared as text, which may be longer than any number that is computed."""
    bare = digits.lstrip("0")
    return False, len(bare), bare
