"""How wide our type is, read from the font files themselves."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from maps.document import static_folder

Style = Literal["regular", "italic", "semibold", "bold"]
FILES: Mapping[Style, str] = {
    "regular": "SourceSans3_400Regular.ttf",
    "italic": "SourceSans3_400Regular_Italic.ttf",
    "semibold": "SourceSans3_600SemiBold.ttf",
    "bold": "SourceSans3_700Bold.ttf",
}
#: Format of a table of characters that covers the Basic Multilingual Plane in segments.
_SEGMENTS = 4
_UNICODE_PLATFORMS = (0, 3)


@dataclass(frozen=True, slots=True)
class FontWidths:
    """Advance widths of one font, in parts of its size; no kerning.

    Parameters
    ----------
    by_character
        Width of each character that the font has.
    missing
        Width of the box that stands for any other character.
    """

    by_character: Mapping[str, float]
    missing: float

    def of(self, text: str) -> float:
        """Return the width of a text at size 1."""
        return sum(self.by_character.get(each, self.missing) for each in text)


def text_width(text: str, size: float, style: Style = "regular", *, spacing: float = 0.0) -> float:
    """Return how wide a text is set, in the unit of ``size``.

    Parameters
    ----------
    text
        One line.
    size
        Size of the type.
    style
        Cut of the font.
    spacing
        Space added after each character, in parts of the size.

    Raises
    ------
    IntegrityError
        If the front end, and with it the fonts, has not been built.
    """
    return size * (_widths(style).of(text) + spacing * len(text))


@lru_cache(maxsize=len(FILES))
def _widths(style: Style) -> FontWidths:
    return read_widths(static_folder() / "fonts" / FILES[style])


def read_widths(path: Path) -> FontWidths:
    """Read the advance widths of a TrueType font (ISO/IEC 14496-22: head, hhea, hmtx, cmap)."""
    font = path.read_bytes()
    tables = _tables(font)
    (units,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    # Glyphs beyond the last pair have its width.
    metrics = struct.unpack_from(">" + "Hh" * count, font, tables["hmtx"])[::2]
    widths = {
        chr(code): metrics[min(glyph, count - 1)] / units
        for code, glyph in _glyphs(font, tables["cmap"]).items()
    }
    return FontWidths(widths, missing=metrics[0] / units)


def _tables(font: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count))
    return {name.decode("ascii"): offset for name, _, offset, _ in records}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Return the number of the glyph of each code point of the first table in segments."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if platform in _UNICODE_PLATFORMS and kind == _SEGMENTS:
            return _glyphs_of_segments(font, cmap + offset)
    raise ValueError("the font has no table of characters in segments")


def _glyphs_of_segments(font: bytes, table: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", font, table + 6)
    columns = [table + 14, table + 16 + doubled]
    columns += [columns[1] + doubled, columns[1] + 2 * doubled]
    found: dict[int, int] = {}
    for step in range(0, doubled, 2):
        end, start, delta, shift = (
            struct.unpack_from(">H", font, column + step)[0] for column in columns
        )
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if shift:
                place = columns[3] + step + shift + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", font, place)
            if glyph or not shift:
                found[code] = (glyph + delta) & 0xFFFF
    return found
