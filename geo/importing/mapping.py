"""Which column means what, proposed from headers and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from geo.importing.contents import Lookup, likely_roles, looks_like_names, roles_by_contents
from geo.importing.roles import ABOUT_OTHERS, Role, header_key, is_made_up, meaning_of
from geo.importing.table import Table
from geo.importing.words import QUALITY_WORDS, REACH_WORDS
from geo.spelling import fold

_SAMPLE = 200
_EXAMPLE_CHARS = 60
_ADDRESS_CHARS = 200
_WITH_PLACE = re.compile(r"\d.*\b\d{5} [^\W\d_]", re.DOTALL)  # a house and a postcode
_DIGIT = re.compile(r"\d")
_SAYS_NOTHING = re.compile(
    r"(feld|spalte|column|col|field|attr|attribut|wert|value|unnamed|f|c|s|v)?\s*\d*|[a-z]\d?"
)
_ACADEMIC = re.compile(r"(?:prof|dr|dipl|mag|med|ing|phil|rer|nat|h|c|pol|paed|habil|\s)+")
_PAIRS = ((Role.LAT, Role.LON), (Role.X, Role.Y))
_POINTS = frozenset({Role.LAT, Role.LON, Role.X, Role.Y, Role.COORDINATES})
# What contents give away even under a header that means nothing to us; the rest would be too
# bold: any number of five digits is no postcode, any phone number not the one of the offer.
_TELLING = _POINTS | {Role.ADDRESS, Role.STREET, Role.PLACE, Role.CATEGORY, Role.WEBSITE}
# A column is not needed where these have one already.
_SPARED_BY = {
    Role.ADDRESS: frozenset({Role.STREET, Role.PLACE}),
    Role.STREET: frozenset({Role.ADDRESS}),
    Role.PLACE: frozenset({Role.ADDRESS}),
    **dict.fromkeys(_POINTS, _POINTS),
}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column means what.

    Parameters
    ----------
    columns
        Name of the column for each role; roles without a column are not in it.
    unused
        Columns that were seen and left out, so that they are not proposed again.
    guessed
        Roles whose column was found by its contents only.
    """

    columns: dict[Role, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    guessed: tuple[Role, ...] = field(default=(), compare=False)


def suggest_mapping(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]] = (),
    *,
    known: ColumnMapping | None = None,
    lookup: Lookup | None = None,
) -> ColumnMapping:
    """Propose a mapping.

    Parameters
    ----------
    columns
        Column names.
    rows
        Cells in the same order. Some decide what an ambiguous header such as „Art“,
        „Koordinate“, „Kontakt“ or „Nr.“ means, or what a header means that says nothing.
    known
        Mapping of an earlier list. It holds for the columns that are there again; only for
        others something is proposed.
    lookup
        Tests by the words of the county; see :func:`geo.importing.contents.likely_roles`.

    Returns
    -------
    ColumnMapping
        Each column at most once; for each role the column with the clearest header, else one
        whose contents give it away. The latter are ``guessed``.
    """
    sample = list(islice(rows, _SAMPLE))
    values = {name: [row[at] for row in sample if row[at]] for at, name in enumerate(columns)}
    kept = {role: name for role, name in known.columns.items() if name in columns} if known else {}
    settled = {*kept.values(), *(known.unused if known else ())}
    found = _by_headers(columns, values, settled, kept) | kept
    free = [name for name in columns if name not in {*found.values(), *settled}]
    if not found and all(map(is_made_up, columns)):
        positions = roles_by_contents([values[name] for name in free], lookup)
        guessed = {role: free[position] for role, position in positions.items()}
    else:
        guessed = _by_contents({name: values[name] for name in free}, found, lookup)
    proposed = found | guessed
    return ColumnMapping(
        {role: proposed[role] for role in Role if role in proposed},
        guessed=tuple(role for role in Role if role in guessed),
    )


def _by_headers(
    columns: Sequence[str],
    values: Mapping[str, list[str]],
    settled: set[str],
    kept: Mapping[Role, str],
) -> dict[Role, str]:
    best: dict[Role, tuple[int, str]] = {}
    for position, column in enumerate(columns):
        previous = columns[position - 1] if position else ""
        meaning = _meaning(column, values[column], previous)
        if column in settled or meaning is None or meaning[0] in kept:
            continue
        if meaning[0] not in best or meaning[1] < best[meaning[0]][0]:
            best[meaning[0]] = (meaning[1], column)
    found = {role: column for role, (_, column) in best.items()}
    if not {Role.PLACE, Role.ADDRESS} & {*found, *kept} and Role.DISTRICT in found:
        found[Role.PLACE] = found.pop(Role.DISTRICT)  # nothing else names the place
    return found


def _meaning(column: str, values: Sequence[str], previous: str) -> tuple[Role, int] | None:
    key = header_key(column)
    known = meaning_of(column)
    if key == "art" and values and all(fold(value) in REACH_WORDS for value in values):
        return Role.REACH, 0
    if known is None:
        return None
    if key in {"titel", "title"} and any(_ACADEMIC.fullmatch(fold(value)) for value in values):
        return None  # of a person
    if key in {"nr", "nummer"}:
        # a number means a house only right after the street; elsewhere it counts the rows
        before = meaning_of(previous)
        return known if before and before[0] is Role.STREET else None
    return _meaning_by_values(*known, values) if values else known


def _meaning_by_values(role: Role, rank: int, values: Sequence[str]) -> tuple[Role, int] | None:
    """Return what an ambiguous header means beside these cells."""
    if role is Role.REACH and not any(fold(value) in REACH_WORDS for value in values):
        return None
    if role is Role.COORDINATES and not any(map(_DIGIT.search, values)):
        says_quality = any(fold(value) in QUALITY_WORDS for value in values)
        return (Role.LOCATION_QUALITY, 0) if says_quality else None
    if role is Role.CONTACT_PERSON:
        if 2 * sum(bool(_WITH_PLACE.search(value[:_ADDRESS_CHARS])) for value in values) > len(
            values
        ):
            return Role.ADDRESS, _LAST
        means = [each for each in likely_roles(values) if each in {Role.EMAIL, Role.PHONE}]
        return (means[0], _LAST) if means else (role, rank)
    return role, rank


_LAST = 10_000  # clearer headers go first


def _by_contents(
    values: Mapping[str, list[str]], found: Mapping[Role, str], lookup: Lookup | None
) -> dict[Role, str]:
    """Return the columns for roles that no header names, as far as contents give them away."""
    guessed: dict[Role, str] = {}
    for column, cells in values.items():
        taken = {*found, *guessed}
        for role in likely_roles(cells, lookup):
            spared = taken & _SPARED_BY.get(role, frozenset()) - _other_half(role, guessed)
            if role not in taken and not spared and _may_mean(column, role):
                guessed[role] = column
                break
    for pair in _PAIRS:
        if len(guessed.keys() & set(pair)) == 1:
            guessed = {role: name for role, name in guessed.items() if role not in pair}
    if Role.NAME not in found:
        rest = (each for each in values if each not in guessed.values() and not meaning_of(each))
        name = next((each for each in rest if looks_like_names(values[each])), None)
        guessed |= {Role.NAME: name} if name else {}
    return guessed


def _other_half(role: Role, guessed: Mapping[Role, str]) -> frozenset[Role]:
    """Return what a half of a pair of coordinates goes with, if that was guessed as well."""
    return frozenset(each for pair in _PAIRS if role in pair for each in pair if each in guessed)


def _may_mean(column: str, role: Role) -> bool:
    header = fold(column)
    if is_made_up(column) or _SAYS_NOTHING.fullmatch(header):
        return True
    return role in _TELLING and not ABOUT_OTHERS.search(header)


def suggest_roles(table: Table, column: str, lookup: Lookup | None = None) -> tuple[Role, ...]:
    """Return what a column of a table may mean, the likeliest first."""
    position = table.columns.index(column)
    values = [row[position] for row in islice(table.rows, _SAMPLE) if row[position]]
    previous = table.columns[position - 1] if position else ""
    meaning = _meaning(column, values, previous)
    by_header = (meaning[0],) if meaning else ()
    by_name = (Role.NAME,) if looks_like_names(values) else ()
    return tuple(dict.fromkeys((*by_header, *likely_roles(values, lookup), *by_name)))


def column_examples(table: Table, column: str, n: int = 3) -> tuple[str, ...]:
    """Return the first ``n`` different cells of a column with content, cut to 60 characters."""
    position = table.columns.index(column)
    examples: dict[str, None] = {}
    for row in table.rows:
        text = " ".join(row[position].split())
        if text:
            cut = text if len(text) <= _EXAMPLE_CHARS else text[: _EXAMPLE_CHARS - 1] + "…"
            examples[cut] = None
        if len(examples) >= n:
            break
    return tuple(examples)
