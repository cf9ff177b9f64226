"""The report of an import, arranged for reading: what matters first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.importing import FINDINGS, RowOutcome
from geo.numbers import german_number
from geo.report import Issue, Severity, ValidationReport
from geo.spelling import fold

PAGE_ROWS = 200
_NAMED_ROWS = 10
_ORDER = {"rejected": 0, "corrected": 1, "imported": 2}
_LONGEST_SEARCH = 100
_PLACEHOLDER = re.compile(r"\{[^}]*\}")


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
class RowFilter:
    """Which rows of a report are wanted.

    Parameters
    ----------
    status
        One of ``imported``, ``corrected``, ``rejected``; empty for all.
    code
        Code of a finding; empty for all.
    text
        Must occur in the name, the address or a finding of the row, case and umlauts aside.
    number
        Number of the page, from 1.
    """

    status: str = ""
    code: str = ""
    text: str = ""
    number: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> RowFilter:
        """Read ``status``, ``grund``, ``q`` and ``seite``; what makes no sense is left out."""
        status, code, number = (
            query.get("status", ""),
            query.get("grund", ""),
            query.get("seite", ""),
        )
        return cls(
            status=status if status in _ORDER else "",
            code=code if code in FINDINGS else "",
            text=query.get("q", "")[:_LONGEST_SEARCH],
            number=int(number) if re.fullmatch(r"[1-9]\d{0,5}", number) else 1,
        )

    @property
    def query(self) -> dict[str, str]:
        """What it takes to ask for the same rows again, without the page."""
        given = {"status": self.status, "grund": self.code, "q": self.text}
        return {key: value for key, value in given.items() if value}

    def matches(self, row: RowOutcome) -> bool:
        """Tell whether a row is wanted."""
        if self.status and row.status != self.status:
            return False
        if self.code and all(issue.code != self.code for issue in row.issues):
            return False
        return not self.text or fold(self.text) in fold(" ".join(_texts_of(row)))


@dataclass(frozen=True, kw_only=True)
class RowPage:
    """Some rows of a report.

    Parameters
    ----------
    rows
        At most :data:`PAGE_ROWS`.
    first, total
        How many wanted rows come before them, and how many there are.
    number, pages
        Which page this is of how many.
    """

    rows: tuple[RowOutcome, ...]
    first: int
    total: int
    number: int
    pages: int


def page_of(rows: Iterable[RowOutcome], wanted: RowFilter) -> RowPage:
    """Return a page of the wanted rows, rejected ones first, then those with findings."""
    found = sorted(filter(wanted.matches, rows), key=lambda row: (_ORDER[row.status], row.row))
    pages = max(1, -(-len(found) // PAGE_ROWS))
    number = min(wanted.number, pages)
    first = (number - 1) * PAGE_ROWS
    return RowPage(
        rows=tuple(found[first : first + PAGE_ROWS]),
        first=first,
        total=len(found),
        number=number,
        pages=pages,
    )


def reasons_of(report: ValidationReport) -> dict[str, str]:
    """Return the codes of findings about rows with a sentence and how many rows have them."""
    rows = {(issue.code, issue.row) for issue in report.issues if issue.row is not None}
    counts = Counter(code for code, _ in rows)
    return {
        code: f"{count} × {_PLACEHOLDER.sub('…', FINDINGS[code].message)}"
        for code, count in counts.most_common()
    }


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


def _texts_of(row: RowOutcome) -> list[str]:
    resource = row.resource
    address = [resource.street, resource.postcode, resource.place] if resource else []
    return [row.label, *address, *(issue.message for issue in row.issues)]


def _name_rows(numbers: Sequence[int | None]) -> str:
    named = ", ".join(str(number) for number in numbers[:_NAMED_ROWS])
    rest = len(numbers) - _NAMED_ROWS
    return f"{named} und {german_number(rest)} weitere" if rest > 0 else named
