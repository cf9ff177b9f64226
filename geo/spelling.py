"""Text for comparing: what is written differently but meant alike becomes the same."""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")


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
