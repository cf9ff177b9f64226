"""Lists of records that are no offers, such as indicators: what they are and their versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from geo.report import ValidationReport


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordList:
    """One named list.

    Parameters
    ----------
    kind_id
        What its records are, such as ``"kennzahlen"``.
    list_id
        Names it among the lists of its kind; lower case letters, digits, ``-`` and ``_``.
    title
        Shown name.
    """

    kind_id: str
    list_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVersion:
    """What a list was after one load; it never changes.

    Parameters
    ----------
    number
        Counts from 1 within the list.
    created_at
        In UTC.
    sha256
        Hex digest of the original file.
    report
        What happened to each row.
    count
        Number of records.
    published
        Whether it is the one that is shown.
    """

    number: int
    created_at: datetime
    sha256: str
    report: ValidationReport
    count: int
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordListState:
    """A list with all its versions, newest first."""

    record_list: RecordList
    versions: tuple[RecordVersion, ...]

    @property
    def published(self) -> RecordVersion | None:
        """The version that is shown."""
        return next((version for version in self.versions if version.published), None)
