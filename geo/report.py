"""What happened to each row of a list: issues and the report that collects them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much attention an issue needs.

    ``INFO`` of a file is a note; ``INFO`` or ``WARNING`` of a row makes the row *corrected*
    (it is kept, something was changed or is missing); ``ERROR`` of a row makes it *rejected*.
    """

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One finding.

    Parameters
    ----------
    code
        Stable identifier, lower case with underscores; every code is listed in
        ``docs/findings.md``.
    severity
        See :class:`Severity`.
    message
        Plain German sentence: what was found and what became of it.
    remedy
        Plain German sentence: what the sender or editor can do; empty if nothing.
    row
        Row number as the person sees it in the file (the header is row 1 in a plain table),
        or ``None`` for a finding about the whole file.
    column
        Column name as in the file, or ``None``.
    value
        The offending value as text, cut to 200 characters, or ``None``.
    """

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the issue as JSON-ready dictionary."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
            "remedy": self.remedy,
        }


@dataclass(slots=True)
class ValidationReport:
    """All findings about one file.

    Counts derive from the issues, so ``rows == imported + corrected + rejected`` holds by
    construction.

    Parameters
    ----------
    file_name
        Name as given by the sender, cleaned of control characters.
    rows
        Number of data rows in the file; rows without any content do not count.
    issues
        Findings in the order of the file.
    """

    file_name: str
    rows: int
    issues: list[Issue] = field(default_factory=list)

    def add(self, issue: Issue) -> None:
        """Append one finding."""
        self.issues.append(issue)

    @property
    def rejected_rows(self) -> frozenset[int]:
        """Row numbers that were not taken over."""
        return frozenset(
            issue.row
            for issue in self.issues
            if issue.row is not None and issue.severity is Severity.ERROR
        )

    @property
    def rejected(self) -> int:
        """Number of rows that were not taken over."""
        return len(self.rejected_rows)

    @property
    def corrected(self) -> int:
        """Number of rows that were taken over with at least one finding."""
        with_findings = {issue.row for issue in self.issues if issue.row is not None}
        return len(with_findings - self.rejected_rows)

    @property
    def imported(self) -> int:
        """Number of rows that were taken over without any finding."""
        return self.rows - self.corrected - self.rejected

    @property
    def totals(self) -> dict[str, int]:
        """Number of findings per code, most frequent first."""
        return dict(Counter(issue.code for issue in self.issues).most_common())
