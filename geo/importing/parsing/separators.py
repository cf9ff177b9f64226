"""How the cells of a text file are told apart: separator, quotes, escapes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo.importing.roles import meaning_of

_USUAL = ";,\t|"
_UNUSUAL = ":~^¦\x1f"  # also punctuation of texts: only if every line agrees
_SAMPLE_CHARS = 200_000
_SAMPLE_LINES = 100
_MOST = 0.5
_CERTAIN = 2  # column names; a single one may as well be a value
_SEP_LINE = re.compile(r'^"?sep=(.)"?\1*(?:\r\n|\r|\n)', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]+")
_BLANKS = re.compile(r"(?<=\S)(?: {2,}|[ ]*\t[ \t]*)(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How to take a line apart.

    ``separator`` is empty if every line is one cell; ``padded`` are cells with blanks in front
    of their quotes.
    """

    separator: str
    quote: str = '"'
    escape: str | None = None
    padded: bool = False

    def read(self, lines: Iterable[str], *, strict: bool = False) -> Iterable[list[str]]:
        """Return a reader of cells; ``strict`` complains about a quote that is never closed."""
        return csv.reader(
            lines,
            delimiter=self.separator or ";",
            quotechar=self.quote,
            escapechar=self.escape,
            skipinitialspace=self.padded,
            strict=strict,
        )


def declared_separator(text: str) -> tuple[str, str]:
    """Return the separator of a ``sep=`` line, empty if there is none, and the text below."""
    declared = _SEP_LINE.match(text)
    return (declared[1], text[declared.end() :]) if declared else ("", text)


def find_dialect(text: str, declared: str = "") -> Dialect:
    """Return the dialect in which most lines have the same number of cells, and the most.

    A separator that makes known column names appear comes before all others.

    Parameters
    ----------
    text
        Text without ``sep=`` line.
    declared
        Separator of that line.
    """
    lines = [match[0] for match in _LINE.finditer(text[:_SAMPLE_CHARS])][:_SAMPLE_LINES]
    escape = "\\" if '\\"' in text and '""' not in text else None
    dialects = [
        Dialect(
            separator=separator,
            quote=_quote(lines, separator),
            escape=escape,
            padded=_is_padded(lines, separator),
        )
        for separator in declared or _USUAL
    ]
    best = max(dialects, key=lambda dialect: _fitness(lines, dialect))
    if declared or _fitness(lines, best) > _NOTHING:
        return best
    unusual = [replace(best, separator=separator) for separator in _UNUSUAL]
    agreed = [dialect for dialect in unusual if _all_agree(lines, dialect)]
    return agreed[0] if agreed else replace(best, separator="")


_NOTHING = (0, 0.0)


def _quote(lines: list[str], separator: str) -> str:
    """Return the apostrophe if it wraps cells and the usual quotes do not."""
    mark = re.escape(separator)
    wrapped = re.compile(rf"(?:^|{mark})'[^']*'(?=$|{mark})")
    single = sum(bool(wrapped.search(line)) for line in lines)
    return "'" if single > 0.5 * len(lines) and not any('"' in line for line in lines) else '"'


def _is_padded(lines: list[str], separator: str) -> bool:
    padded = re.compile(rf'{re.escape(separator)} +"[^"]*" *(?:$|{re.escape(separator)})')
    return 2 * sum(bool(padded.search(line)) for line in lines) > len(lines)


def _fitness(lines: list[str], dialect: Dialect) -> tuple[int, float]:
    """Return the number of known column names and how well the lines agree, at most 1."""
    rows = _sample(lines, dialect)
    widths = Counter(len(cells) for cells in rows)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return _NOTHING
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    known = max(len({meaning for meaning in map(meaning_of, cells) if meaning}) for cells in rows)
    share = count / widths.total()
    if known < _CERTAIN and share < _MOST:  # signs inside texts
        return _NOTHING
    return (known if known >= _CERTAIN else 0), share * (1 - 1 / width)


def _all_agree(lines: list[str], dialect: Dialect) -> bool:
    widths = {len(cells) for cells in _sample(lines, dialect)}
    return len(lines) > 1 and len(widths) == 1 and widths != {1}


def _sample(lines: list[str], dialect: Dialect) -> list[list[str]]:
    try:
        return [cells for cells in dialect.read(f"{line}\n" for line in lines) if any(cells)]
    except csv.Error:  # one endless cell: this is not the separator
        return []


def unwrapped(text: str) -> str | None:
    """Return the text without the quotes around whole lines, ``None`` if there are none.

    They appear when a list that was shown in a single column is saved again.
    """
    rows = _sample([match[0] for match in _LINE.finditer(text)], Dialect(separator="\x00"))
    wrapped = bool(rows) and all(len(cells) == 1 for cells in rows) and '"' in text
    if not wrapped:
        return None
    inner = "\n".join(cells[0] for cells in rows)
    return inner if find_dialect(inner).separator else None


def with_tabs(text: str) -> str | None:
    """Return the text with tabs for runs of blanks if these make columns, else ``None``."""
    tabbed = _BLANKS.sub("\t", text)
    lines = [match[0] for match in _LINE.finditer(tabbed[:_SAMPLE_CHARS])][:_SAMPLE_LINES]
    return tabbed if _all_agree(lines, Dialect(separator="\t")) else None
