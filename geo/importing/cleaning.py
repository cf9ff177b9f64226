"""Text as a person meant it: no control characters, no tricks with direction."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls except tab and line breaks, byte order marks, U+FFFD is kept: it shows.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_BIDI = re.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_FILE_NAME_CHARS = 120
_CELL_UNITS = 32_767  # of UTF-16; Excel cuts longer texts off or refuses the file
_NONCHARACTERS = re.compile("[\ufffe\uffff]")
# How a cell begins that a spreadsheet may take for a formula, also in full width.
_FORMULA = re.compile(r"'*[=+\-@\t\r\x00＝＋－＠]")


def clean_text(text: str) -> tuple[str, bool]:
    r"""Return tidy text and whether invisible control characters were removed.

    Unicode is composed (NFC), blanks are single, line breaks are kept as ``\n``.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(), False  # most cells of a long list
    visible = _SURROGATES.sub("", _BIDI.sub("", _CONTROLS.sub("", text)))
    lines = visible.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tidy = "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()
    return unicodedata.normalize("NFC", tidy), len(visible) < len(text)


def defused(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def undefused(text: str) -> str:
    """Return a cell as it was before :func:`defused`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def worksheet_text(text: str) -> str:
    """Return tidy text as far as a cell of a worksheet can hold it."""
    tidy = _NONCHARACTERS.sub("", clean_text(text)[0])
    if len(tidy) * 2 <= _CELL_UNITS:
        return tidy
    units = tidy.encode("utf-16-le")[: 2 * _CELL_UNITS]
    return units.decode("utf-16-le", errors="ignore")


def one_line(text: str) -> str:
    """Return text without line breaks, for names and headers."""
    return " ".join(text.split())


def clean_line(text: str) -> str:
    """Return tidy text in one line."""
    return one_line(clean_text(text)[0])


def clean_file_name(name: str) -> str:
    """Return the sender's file name for messages: no folders, no control characters, not long."""
    last = re.split(r"[\\/]", name)[-1]
    tidy = clean_line(last)
    if len(tidy) > _FILE_NAME_CHARS:
        tidy = tidy[: _FILE_NAME_CHARS // 2] + "…" + tidy[-_FILE_NAME_CHARS // 2 :]
    return tidy or "ohne Namen"
