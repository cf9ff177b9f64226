"""Which column means what: proposed from headers and values, kept as TOML."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from geo.errors import UnreadableFile
from geo.importing.cleaning import fold
from geo.importing.roles import Role, header_key, meaning_of
from geo.importing.words import REACH_WORDS

_SAMPLE = 200
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Name of the column for each role; roles without a column are not in it."""

    columns: dict[Role, str] = field(default_factory=dict)

    def to_toml(self) -> str:
        """Return the mapping as TOML text, table ``[spalten]``."""
        lines = [
            f"{role.value} = {json.dumps(column, ensure_ascii=False)}"
            for role, column in self.columns.items()
        ]
        return "\n".join(["[spalten]", *lines, ""])

    def write(self, path: Path) -> None:
        """Write the mapping as TOML file."""
        path.write_text(self.to_toml(), "utf-8")

    @classmethod
    def from_toml(cls, text: str) -> ColumnMapping:
        """Read a mapping from TOML text.

        Raises
        ------
        UnreadableFile
            If the text is no TOML, has no table ``[spalten]`` or names an unknown role.
        """
        try:
            columns = tomllib.loads(text)["spalten"]
            return cls({Role(role): str(column) for role, column in columns.items()})
        except (tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
            raise UnreadableFile(
                "Die Zuordnung der Spalten ist nicht lesbar. "
                'Erwartet wird TOML mit der Tabelle [spalten], etwa: name = "Einrichtung".'
            ) from error
        except ValueError as error:
            known = ", ".join(role.value for role in Role)
            raise UnreadableFile(
                f"Die Zuordnung der Spalten nennt eine unbekannte Bedeutung: {error}. "
                f"Bekannt sind: {known}."
            ) from error

    @classmethod
    def read(cls, path: Path) -> ColumnMapping:
        """Read a mapping from a TOML file.

        Raises
        ------
        UnreadableFile
            If the file cannot be read or is no mapping.
        """
        try:
            return cls.from_toml(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableFile(
                f"Die Zuordnung „{path.name}“ ist nicht lesbar. Bitte Namen und Datei prüfen."
            ) from error


def suggest_mapping(columns: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> ColumnMapping:
    """Propose a mapping.

    Parameters
    ----------
    columns
        Column names.
    rows
        Cells in the same order; some decide what an ambiguous header such as „Art“,
        „Koordinate“ or „Nr.“ means.

    Returns
    -------
    ColumnMapping
        Each column at most once; for each role the column with the clearest header.
    """
    sample = list(islice(rows, _SAMPLE))
    best: dict[Role, tuple[int, str]] = {}
    for position, column in enumerate(columns):
        values = [row[position] for row in sample if row[position]]
        previous = columns[position - 1] if position else ""
        meaning = _meaning(column, values, previous)
        if meaning and (meaning[0] not in best or meaning[1] < best[meaning[0]][0]):
            best[meaning[0]] = (meaning[1], column)
    return ColumnMapping({role: best[role][1] for role in Role if role in best})


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
