"""What has been chosen about a draft so far, kept beside its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from geo.errors import UnreadableFile
from geo.importing import Reading
from geo.importing.decisions import Decisions
from geo.usecases.import_layer import ImportOptions
from web.workspaces import Draft

_FILE = "choices.json"
#: Pages of the steps by the name of their view.
STEPS = {
    "show_reading": "Tabelle",
    "show_columns": "Spalten",
    "show_coordinates": "Lage",
    "show_words": "Wörter",
    "show_placeless": "Ohne Ort",
    "show_report": "Prüfbericht",
    "show_publishing": "Veröffentlichen",
}


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Choices of a person; what is empty was not chosen.

    Parameters
    ----------
    layer_id
        Target; empty for a new layer.
    title, source, licence, as_of
        Texts of the layer.
    phone
        ``ja`` or ``nein`` if phone numbers are to be published or not.
    table, encoding, repair, header_rows
        How the file is read.
    decisions
        What the layer remembers later.
    confirmed
        Codes of guesses about the file that a person has confirmed.
    step
        Page on which something was chosen last, one of :data:`STEPS`.
    """

    layer_id: str = ""
    title: str = ""
    source: str = ""
    licence: str = ""
    as_of: str = ""
    phone: str = ""
    table: str = ""
    encoding: str = ""
    repair: bool = False
    header_rows: Mapping[str, int] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    confirmed: tuple[str, ...] = ()
    step: str = "show_report"

    @property
    def reading(self) -> Reading:
        """How the file is turned into tables."""
        return Reading(
            encoding=self.encoding or None, repair=self.repair, header_rows=dict(self.header_rows)
        )

    @property
    def options(self) -> ImportOptions:
        """How the list is read."""
        return ImportOptions(
            table=self.table or None,
            reading=self.reading,
            decisions=self.decisions,
        )

    def deciding(self, **changes: Any) -> Choices:
        """Return the choices with other decisions."""
        return replace(self, decisions=replace(self.decisions, **changes))

    def without_reading(self) -> Choices:
        """Return the choices as if nobody had said how to read the file and its columns."""
        usual = Choices()
        return replace(
            self,
            table=usual.table,
            encoding=usual.encoding,
            repair=usual.repair,
            header_rows=usual.header_rows,
            confirmed=usual.confirmed,
        ).deciding(mapping=None, crs=None)


def read_choices(draft: Draft) -> Choices:
    """Return what was chosen about a draft; choices that cannot be read are forgotten."""
    with suppress(ValueError, TypeError, KeyError, UnreadableFile):
        kept = json.loads(draft.read(_FILE) or "{}")
        decisions = Decisions.from_toml(kept.pop("decisions", ""))
        kept["confirmed"] = tuple(kept.get("confirmed", ()))
        return Choices(**kept, decisions=decisions)
    return Choices()


def keep_choices(draft: Draft, choices: Choices) -> None:
    """Keep what was chosen about a draft.

    Raises
    ------
    Unavailable
        If it cannot be written.
    """
    plain = {name: value for name, value in vars(choices).items() if name != "decisions"}
    kept = plain | {
        "header_rows": dict(choices.header_rows),
        "decisions": choices.decisions.to_toml(),
    }
    draft.write(_FILE, json.dumps(kept, ensure_ascii=False))
