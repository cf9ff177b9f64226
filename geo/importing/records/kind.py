"""What a kind of record is, and what comes of reading a list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from geo.importing.pipeline import ImportResult, RowOutcome, Status
from geo.importing.run import ImportContext
from geo.importing.table import ParsedFile, Table
from geo.report import Issue, Severity

T = TypeVar("T")
#: What a person has answered, by the key of the question.
Choices = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something a person may decide about a list.

    Parameters
    ----------
    key
        Key among :data:`Choices`.
    label
        German name of the field.
    value
        What holds now: decided, told by the file, or guessed.
    options
        Values with their German names; none if any text is allowed.
    group
        German heading, such as the name of an indicator.
    hint
        German sentence: where the value comes from or what follows from it.
    is_guess
        Whether neither file nor person has said so.
    """

    key: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    group: str = ""
    hint: str = ""
    is_guess: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecords(Generic[T]):
    """What became of one table.

    Parameters
    ----------
    records
        In display order.
    result
        Report and outcome of each row, rows = imported + corrected + rejected. The outcomes
        have no resources.
    questions
        What a person may decide, in display order.
    """

    records: tuple[T, ...]
    result: ImportResult
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind(Generic[T]):
    """A kind of record that can be loaded from a list.

    Parameters
    ----------
    kind_id
        Stable key; part of addresses.
    title
        German plural, as a heading.
    one, many
        German words after a number: 1 ``one``, 2 ``many``.
    hint
        German sentences: which columns a list has.
    most_rows
        Longer tables are refused: each page reads the list anew, and shows all of it.
    choose
        Returns the table of a file to read when nobody chooses.
    read
        Reads one table of a file of this county with what was decided.
    to_json, from_json
        A record as it is stored, and back.
    """

    kind_id: str
    title: str
    one: str
    many: str
    hint: str
    most_rows: int
    choose: Callable[[ParsedFile], Table]
    read: Callable[[ParsedFile, Table, ImportContext, Choices], ReadRecords[T]]
    to_json: Callable[[T], dict[str, Any]]
    from_json: Callable[[dict[str, Any]], T]


def outcome(row: int, label: str, issues: tuple[Issue, ...]) -> RowOutcome:
    """Return what became of a row: rejected if any finding is an error.

    Parameters
    ----------
    row
        Number as the person sees it.
    label
        What the row is about; „Zeile 7“ stands in for nothing.
    issues
        Findings of this row.
    """
    errors = any(issue.severity is Severity.ERROR for issue in issues)
    status: Status = "rejected" if errors else "corrected" if issues else "imported"
    return RowOutcome(
        row=row,
        status=status,
        label=label or f"Zeile {row}",
        resource=None,
        issues=issues,
        is_protected=False,
    )
