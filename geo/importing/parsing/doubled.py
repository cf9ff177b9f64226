"""Double-encoded text: UTF-8 that was once read as something else, such as „MÃ¼ller“."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from geo.importing.cleaning import one_line
from geo.importing.parsing.encodings import decode_bytes
from geo.importing.parsing.raw import Note, RawTable

# first bytes of the letters, signs and quotes that German texts hold beyond ASCII
_LEADS = {0xC2: 1, 0xC3: 1, 0xC5: 1, 0xE2: 2}
_FIRST_LEAD = 0xC0
_CONTROLS = range(0x80, 0xA0)
_READ_AS = ("Windows-1252", "DOS (cp850)", "DOS (cp437)", "Mac Roman")
_SUSPECT = re.compile("[ÃÂÅâ├┬┼Γ√¬≈‚]")
_MOST_LAYERS = 2


def undoubled(text: str) -> str:
    """Return the text as it was meant; unchanged if nothing in it is double-encoded.

    Only sequences that are the UTF-8 of a letter, sign or quote usual in German are replaced, at
    most two layers deep.
    """
    for _ in range(_MOST_LAYERS):
        mended = _once(text) if _SUSPECT.search(text) else text
        if mended == text:
            break
        text = mended
    return text


def mend(raw: RawTable, *, repair: bool) -> Note | None:
    """Mend the cells of a table if a person asked for it; else return what to tell about them.

    Each row that is mended gets a note.
    """
    example: dict[str, str] = {}
    count = 0
    for row, cells in [(0, raw.header or []), *raw.rows]:
        changed = _meant(cells) if _SUSPECT.search("\n".join(cells)) else {}
        count += bool(changed)
        for column, meant in changed.items():
            example = example or {"text": one_line(cells[column]), "meant": one_line(meant)}
            if repair:
                cells[column] = meant
                raw.notes.append(Note("text_repariert", row=row, column=column))
    if repair or not count:
        return None
    return Note("doppelt_kodiert", details=example | {"count": str(count)})


def _meant(cells: Sequence[str]) -> dict[int, str]:
    meant = ((column, cell, undoubled(cell)) for column, cell in enumerate(cells))
    return {column: text for column, cell, text in meant if text != cell}


def _once(text: str) -> str:
    for name in _READ_AS:
        pattern, byte_of = _sequences(name)

        def mend(match: re.Match[str], byte_of: Mapping[str, int] = byte_of) -> str:
            return bytes(byte_of[char] for char in match[0]).decode("utf-8")

        text = pattern.sub(mend, text)
    return text


@lru_cache
def _sequences(name: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what double-encoded characters look like in an encoding, and each sign's byte."""
    char_of = {byte: decode_bytes(bytes([byte]), name) for byte in range(0x80, 0x100)}
    byte_of = {chr(byte): byte for byte in _CONTROLS}  # as ISO-8859-1 reads them
    byte_of |= {char: byte for byte, char in char_of.items()}
    following = "".join(re.escape(char) for char, byte in byte_of.items() if byte < _FIRST_LEAD)
    leads = (
        f"{re.escape(char_of[lead])}[{following}]{{{count}}}" for lead, count in _LEADS.items()
    )
    return re.compile("|".join(leads)), byte_of
