"""Text for comparing: what is written differently but meant alike becomes the same."""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"[0-9]+")


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


def sort_key(text: str) -> str:
    """Return what German lists are ordered by: ä like a, ß like ss, numbers by their value.

    That is DIN 5007-1; "Weg 9" stands before "Weg 10", and numbers before letters.
    """
    if text.isascii():
        return _NUMBER.sub(_number, text.lower())
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return _NUMBER.sub(_number, bare)


def _number(match: re.Match[str]) -> str:
    """Let a number be compared as text: the longer one is the larger one."""
    digits = match[0].lstrip("0")
    return f"\x01{len(digits):05}{digits}"
