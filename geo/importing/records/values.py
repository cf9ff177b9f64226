"""Cells of tables of numbers: a number, or a sign for why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geo.importing.parsing.formats import Format
from geo.indicators import ObservationStatus
from geo.numbers import parse_number
from geo.spelling import fold

#: Signs and words for „keine Angabe“; words are folded.
_NOTHING = frozenset({".", "..", "...", "…", "-", "–", "—", "/", "x", "X", "?"})
_NOTHING_WORDS = frozenset({"", "k a", "ka", "keine angabe", "keine angaben", "n v", "n a", "na"})
_DASHES = frozenset("-–—")
_HIDDEN = frozenset({"•", "*", "●", "∙"})
_HIDDEN_WORDS = frozenset({"gesperrt", "geheim", "anonymisiert", "geheimgehalten"})
#: „<3“ and „unter 5“: there is a number, and the source does not tell it.
_LESS = re.compile(r"(?:<|≤|unter|weniger als|kleiner als|höchstens|bis zu)\s?\d{1,2}")
#: Signs for nothing that official tables write for hidden or uncertain numbers, too.
_UNCLEAR = frozenset({".", "x", "X", "/", "()", "( )"})
_UNIT = re.compile(r"\s*(?:%|‰|€|Euro|EUR|km²|ha)$")
_GROUPED_ONCE = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_GERMAN = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})*,\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}")
_POINT = re.compile(r"[+-]?\d+\.(?:\d{1,2}|\d{4,})|[+-]?0\.\d+")
_MOST_DECIMALS = 2
#: Formats whose cells are written by people and not by the program.
_TEXT_FORMATS = frozenset({Format.CSV})


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: ``number`` is ``None`` unless ``status`` is ``OK``."""

    number: float | None
    status: ObservationStatus


NOTHING = Value(None, ObservationStatus.MISSING)
HIDDEN = Value(None, ObservationStatus.SUPPRESSED)


def read_value(text: str, *, grouped: bool = False) -> Value | None:
    """Return what a cell says, ``None`` if it is neither a number nor a known sign.

    Parameters
    ----------
    text
        As written.
    grouped
        Whether a single point groups thousands: „1.234“ is 1,234.
    """
    bare = text.strip()
    if bare in _NOTHING or (fold(bare) in _NOTHING_WORDS and bare not in _HIDDEN):
        return NOTHING
    if bare in _HIDDEN or fold(bare) in _HIDDEN_WORDS:
        return HIDDEN
    if is_less(bare):
        return HIDDEN
    bare = _UNIT.sub("", bare).removeprefix("±")
    if grouped and _GROUPED_ONCE.fullmatch(bare):
        bare = bare.replace(".", "")
    number = parse_number(bare)
    return None if number is None else Value(number, ObservationStatus.OK)


def is_dash(text: str) -> bool:
    """Tell whether a cell is a dash, which official tables write for zero."""
    return text.strip() in _DASHES


def is_less(text: str) -> bool:
    """Tell whether a cell only says that a number is small, which hides it."""
    return bool(_LESS.fullmatch(text.strip().casefold()))


def is_unclear(text: str) -> bool:
    """Tell whether a sign for nothing can stand for a hidden or uncertain number."""
    return text.strip() in _UNCLEAR


def is_per_cent(text: str) -> bool:
    """Tell whether a cell writes the sign for per cent behind its number."""
    return text.rstrip().endswith("%")


def groups_thousands(texts: Iterable[str], kind: Format) -> bool:
    """Tell whether single points in a column group thousands.

    They do if the column has numbers that can only be German, and in text files unless it has
    some whose point can only be a decimal one. Cells of workbooks hold plain numbers.
    """
    cells = [_UNIT.sub("", text.strip()) for text in texts]
    if any(_GERMAN.fullmatch(cell) for cell in cells):
        return True
    return kind in _TEXT_FORMATS and not any(_POINT.fullmatch(cell) for cell in cells)


def is_grouped(text: str) -> bool:
    """Tell whether a cell could be read as thousands or as three decimals."""
    return bool(_GROUPED_ONCE.fullmatch(_UNIT.sub("", text.strip())))


def decimals_of(numbers: Iterable[float]) -> int:
    """Return how many decimals the numbers have, at most two."""
    texts = (f"{number:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2] for number in numbers)
    return max(map(len, texts), default=0)
