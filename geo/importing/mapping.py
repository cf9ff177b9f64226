"""Which column means what, proposed from headers and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from geo.importing.cleaning import fold
from geo.importing.contents import roles_by_contents
from geo.importing.roles import Role, header_key, is_made_up, meaning_of
from geo.importing.words import REACH_WORDS

_SAMPLE = 200
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column means what.

    Parameters
    ----------
    columns
        Name of the column for each role; roles without a column are not in it.
    unused
        Columns that were seen and left out, so that they are not proposed again.
    """

    columns: dict[Role, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


def suggest_mapping(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]] = (),
    *,
    known: ColumnMapping | None = None,
) -> ColumnMapping:
    """Propose a mapping.

    Parameters
    ----------
    columns
        Column names.
    rows
        Cells in the same order; some decide what an ambiguous header such as „Art“,
        „Koordinate“ or „Nr.“ means.
    known
        Mapping of an earlier list. It holds for the columns that are there again; only for
        others something is proposed.

    Returns
    -------
    ColumnMapping
        Each column at most once; for each role the column with the clearest header.
    """
    sample = list(islice(rows, _SAMPLE))
    kept = {role: name for role, name in known.columns.items() if name in columns} if known else {}
    settled = {*kept.values(), *(known.unused if known else ())}
    best: dict[Role, tuple[int, str]] = {}
    for position, column in enumerate(columns):
        values = [row[position] for row in sample if row[position]]
        previous = columns[position - 1] if position else ""
        meaning = _meaning(column, values, previous)
        if column in settled or meaning is None or meaning[0] in kept:
            continue
        if meaning[0] not in best or meaning[1] < best[meaning[0]][0]:
            best[meaning[0]] = (meaning[1], column)
    proposed = {role: column for role, (_, column) in best.items()} | kept
    if not proposed and all(map(is_made_up, columns)):
        contents = [[row[at] for row in sample if row[at]] for at in range(len(columns))]
        proposed = {role: columns[at] for role, at in roles_by_contents(contents).items()}
    return ColumnMapping({role: proposed[role] for role in Role if role in proposed})


def _meaning(column: str, values: list[str], previous: str) -> tuple[Role, int] | None:
    key = header_key(column)
    known = meaning_of(column)
    if key == "art" and values and all(fold(value) in REACH_WORDS for value in values):
        return Role.REACH, 0
    if known is None:
        return None
    if known[0] is Role.REACH and values and not any(fold(v) in REACH_WORDS for v in values):
        return None
    if known[0] is Role.COORDINATES and values and not any(map(_DIGIT.search, values)):
        return Role.LOCATION_QUALITY, 0
    if key in {"nr", "nummer"}:
        # a number means a house only right after the street; elsewhere it counts the rows
        before = meaning_of(previous)
        return known if before and before[0] is Role.STREET else None
    return known
