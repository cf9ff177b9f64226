"""The report of an import, arranged for reading: what matters first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.areas import AreaHierarchy, Level
from geo.importing import ImportResult, RowOutcome
from geo.report import Issue, Severity

SHOWN_ROWS = 200
_NAMED_ROWS = 10
_ORDER = {"rejected": 0, "corrected": 1, "imported": 2}


@dataclass(frozen=True, kw_only=True)
class Group:
    """All findings of one kind.

    Parameters
    ----------
    first
        Stands for them.
    is_example
        Whether the others say something else, such as another place.
    count
        How many there are.
    rows
        Numbers of their rows as text.
    """

    first: Issue
    is_example: bool
    count: int
    rows: str


@dataclass(frozen=True, kw_only=True)
class Digest:
    """A report for one page.

    Parameters
    ----------
    about_file
        Findings about the whole file.
    groups
        Findings about rows, most frequent first.
    rows
        Rows with findings first, at most :data:`SHOWN_ROWS`.
    spaces
        Name of each Sozialraum.
    """

    about_file: tuple[Issue, ...]
    groups: tuple[Group, ...]
    rows: tuple[RowOutcome, ...]
    spaces: dict[str, str]

    @classmethod
    def of(cls, result: ImportResult, areas: AreaHierarchy) -> Digest:
        """Arrange a result."""
        issues = result.report.issues
        rows = sorted(result.rows, key=lambda row: (_ORDER[row.status], row.row))
        return cls(
            about_file=tuple(issue for issue in issues if issue.row is None),
            groups=group_issues(issues),
            rows=tuple(rows[:SHOWN_ROWS]),
            spaces={area.area_id: area.name for area in areas.at(Level.SOZIALRAUM)},
        )


def group_issues(issues: Iterable[Issue]) -> tuple[Group, ...]:
    """Return the findings about rows by kind: errors first, then by frequency."""
    kinds: dict[str, list[Issue]] = {}
    for issue in issues:
        if issue.row is not None:
            kinds.setdefault(issue.code, []).append(issue)
    groups = [
        Group(
            first=found[0],
            is_example=len({issue.message for issue in found}) > 1,
            count=len(found),
            rows=_name_rows([issue.row for issue in found]),
        )
        for found in kinds.values()
    ]
    return tuple(
        sorted(groups, key=lambda group: (group.first.severity is not Severity.ERROR, -group.count))
    )


def _name_rows(numbers: Sequence[int | None]) -> str:
    named = ", ".join(str(number) for number in numbers[:_NAMED_ROWS])
    rest = len(numbers) - _NAMED_ROWS
    return f"{named} und {rest} weitere" if rest > 0 else named
