"""The report to take along: an Excel file for the sender, JSON for machines."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

from geo.importing.pipeline import ImportResult
from geo.importing.table import Table


def write_report(target: Path | IO[bytes], table: Table, result: ImportResult) -> None:
    """Write the list with what was found in each row, so that the sender can correct it."""
    raise NotImplementedError


def result_to_json(result: ImportResult) -> dict[str, Any]:
    """Return a result as plain values: counts, columns, CRS, encoding, findings, offers."""
    report = result.report
    return {
        "rows": report.rows,
        "imported": report.imported,
        "corrected": report.corrected,
        "rejected": report.rejected,
        "mapping": {role.value: column for role, column in result.mapping.columns.items()},
        "crs": result.crs,
        "encoding": result.encoding,
        "issues": [issue.to_dict() for issue in report.issues],
        "resources": [
            {
                "name": resource.name,
                "lat": resource.lat,
                "lon": resource.lon,
                "location_quality": resource.location_quality.value,
                "sozialraum_id": resource.sozialraum_id,
            }
            for resource in result.resources
        ],
    }
