"""What a file of the corpus comes to: read behind the fences, imported, told in a few words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from corpus.material import OFFERS, context

from geo.areas import Level
from geo.errors import GeoError
from geo.geocoding.street import metres_between
from geo.importing import ImportResult, ParsedFile, import_table, parse_file
from geo.importing.parsing.refusals import Refused
from geo.resources import LocationQuality, Resource

_NAMES = 12
_NEAR_M = 5.0  # rounding, and the accuracy of the datum shift from Gauß-Krüger
_KNOWN = {offer.name: offer for offer in OFFERS}


def outcome(path: Path, file_name: str | None = None) -> dict[str, Any]:
    """Return what becomes of a file, ready for JSON.

    Returns
    -------
    dict
        ``refused`` with the code of the refusal; or format, encoding, tables, mapping, CRS, counts
        of rows, findings and kinds of places, and the first names.
    """
    try:
        parsed = parse_file(path, file_name=file_name)
    except GeoError as error:
        cause = error.__cause__
        if not isinstance(cause, Refused):
            raise
        return {"refused": cause.reason}
    result = import_table(parsed, parsed.main, context=context())
    for resource in result.resources:
        check_point(resource)
    return described(parsed, result)


def described(parsed: ParsedFile, result: ImportResult) -> dict[str, Any]:
    """Return what an import came to."""
    check_rows(parsed, result)
    report = result.report
    return {
        "format": parsed.format.value,
        "encoding": result.encoding,
        "tables": [table.name for table in parsed.tables[:_NAMES]],
        "table": parsed.main.name,
        "crs": result.crs,
        "mapping": {role.value: column for role, column in sorted(result.mapping.columns.items())},
        "rows": report.rows,
        "imported": report.imported,
        "corrected": report.corrected,
        "rejected": report.rejected,
        "codes": dict(sorted(report.totals.items())),
        "located": dict(
            sorted(Counter(r.location_quality.value for r in result.resources).items())
        ),
        "outside": sum(r.outside_m > 0 for r in result.resources),
        "names": [resource.name for resource in result.resources[:_NAMES]],
    }


def check_rows(parsed: ParsedFile, result: ImportResult) -> None:
    """Check what holds for every import: no row is lost, every point has its area (if outside, the nearest)."""
    report = result.report
    assert report.rows == report.imported + report.corrected + report.rejected
    assert report.rows == len(result.rows) == len({row.row for row in result.rows})
    statuses = Counter(row.status for row in result.rows)
    assert statuses["imported"] == report.imported
    assert statuses["rejected"] == report.rejected
    areas = {area.area_id for area in context().areas.at(Level.SOZIALRAUM)}
    for resource in result.resources:
        assert (resource.lat is None) == (resource.lon is None)
        if resource.lat is not None:
            assert resource.sozialraum_id in areas
    assert parsed.tables


def check_point(resource: Resource) -> None:
    """Check that what counts as a house of a known offer lies there, whatever the file's CRS.

    Lists of another county have moved their offers outside; how many is part of the report.
    """
    offer = _KNOWN.get(resource.name)
    if (
        offer is not None
        and resource.lat is not None
        and resource.lon is not None
        and resource.location_quality is LocationQuality.HOUSE
        and not resource.outside_m
    ):
        found, known = (resource.lat, resource.lon), (offer.lat, offer.lon)
        assert metres_between(found, known) < _NEAR_M, resource.name
