"""The sheet that asks a provider whether offers still hold, and how it is known when it returns."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from geo.importing.cleaning import clean_line, undefused
from geo.importing.mapping import ColumnMapping
from geo.importing.roles import Role
from geo.importing.table import ParsedFile, Table

ANSWER = "Stimmt noch? (ja / nein / geändert)"
BEFORE = "Bisher bestätigt"
CHECK = "Prüfwert (nicht ändern)"
INSTRUCTIONS = "Anleitung"
#: What a provider may change, in the order of the sheet.
ASKED = (
    Role.NAME,
    Role.CATEGORY,
    Role.TARGET_GROUPS,
    Role.PROVIDER,
    Role.STREET,
    Role.POSTCODE,
    Role.PLACE,
    Role.PHONE,
    Role.EMAIL,
    Role.CONTACT_PERSON,
    Role.WEBSITE,
    Role.NOTE,
    Role.REACH,
    Role.SERVICE_AREAS,
)
_MARKS = frozenset({Role.ID.label, ANSWER, CHECK})
_DIGITS = 8  # of a digest: an edited cell passes for unedited once in four thousand million


def is_return(table: Table) -> bool:
    """Tell whether a table is such a sheet: it has its three columns."""
    return set(table.columns) >= _MARKS


def own_columns(table: Table) -> frozenset[str]:
    """Return the columns that only such a sheet has, if it is one."""
    return frozenset({ANSWER, BEFORE, CHECK}) if is_return(table) else frozenset()


def without_instructions(parsed: ParsedFile) -> ParsedFile:
    """Return the file without what stands beside such a sheet."""
    sheets = tuple(filter(is_return, parsed.tables))
    return replace(parsed, tables=sheets) if sheets else parsed


def layer_of(table: Table) -> str:
    """Return the id of the layer that most rows are about; empty if none says so."""
    at = table.columns.index(CHECK)
    found = Counter(_parts(row[at])[0] for row in table.rows)
    found.pop("", None)
    return found.most_common(1)[0][0] if found else ""


def mapping_of(table: Table) -> ColumnMapping:
    """Return which column means what: their names say it."""
    roles = (Role.ID, *ASKED, Role.LAST_CONFIRMED)
    columns = {role: role.label for role in Role if role in roles and role.label in table.columns}
    unused = (column for column in table.columns if column not in columns.values())
    return ColumnMapping(columns, tuple(unused))


def check_value(layer_id: str, cells: Mapping[Role, str]) -> str:
    """Return what tells later which cells were edited.

    It is the layer and a digest of each cell, so that an answer is compared with what was sent,
    not with what the layer has become meanwhile.

    Parameters
    ----------
    layer_id
        Layer of the offer.
    cells
        Text of each column that the sheet has.
    """
    digests = (_digest(cells[role]) if role in cells else "" for role in ASKED)
    return f"{layer_id}:{'.'.join(digests)}"


def layer_of_check(check: str) -> str:
    """Return the layer in a check value; empty if it has none."""
    return _parts(check)[0]


def edited(check: str, cells: Mapping[Role, str]) -> frozenset[Role] | None:
    """Return which cells are not as they were sent; ``None`` if the check value is damaged."""
    digests = _parts(check)[1].split(".")
    if len(digests) != len(ASKED):
        return None
    sent = dict(zip(ASKED, digests, strict=True))
    return frozenset(role for role, text in cells.items() if sent[role] not in {"", _digest(text)})


def _parts(check: str) -> tuple[str, str]:
    layer_id, _, digests = check.strip().partition(":")
    return (layer_id, digests) if digests else ("", "")


def _digest(text: str) -> str:
    line = clean_line(undefused(text))
    return hashlib.sha256(line.encode()).hexdigest()[:_DIGITS]
