from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.report import Issue, Severity, ValidationReport


def _issue(row: int | None, severity: Severity) -> Issue:
    return Issue(code="probe", severity=severity, message="Probe.", row=row)


@given(
    rows=st.integers(min_value=1, max_value=30),
    findings=st.lists(
        st.tuples(st.integers(min_value=1, max_value=30) | st.none(), st.sampled_from(Severity))
    ),
)
def test_every_row_is_imported_corrected_or_rejected(
    rows: int, findings: list[tuple[int | None, Severity]]
) -> None:
    report = ValidationReport("liste.csv", rows)
    for row, severity in findings:
        report.add(_issue(None if row is None else min(row, rows), severity))
    assert report.imported + report.corrected + report.rejected == rows
    assert min(report.imported, report.corrected, report.rejected) >= 0


def test_an_error_outweighs_a_warning_of_the_same_row() -> None:
    report = ValidationReport("liste.csv", 2)
    report.add(_issue(1, Severity.WARNING))
    report.add(_issue(1, Severity.ERROR))
    assert (report.imported, report.corrected, report.rejected) == (1, 0, 1)


def test_a_finding_about_the_file_leaves_the_rows_imported() -> None:
    report = ValidationReport("liste.csv", 3)
    report.add(_issue(None, Severity.WARNING))
    assert report.imported == 3


def test_totals_count_by_code() -> None:
    report = ValidationReport("liste.csv", 3)
    report.add(_issue(1, Severity.INFO))
    report.add(_issue(2, Severity.INFO))
    assert report.totals == {"probe": 2}
