"""Whatever stands in a table and whatever its columns are taken for, no row is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.areas import Level
from geo.errors import GeoError
from geo.importing import (
    ColumnMapping,
    Decisions,
    Format,
    ImportContext,
    ImportResult,
    ParsedFile,
    Role,
    Shape,
    Table,
    import_table,
)

CELLS = st.one_of(
    st.sampled_from(
        (
            "", "Kita", "Summe", "Name", "NA", "-", "99992", "Probestadt", "Musterweg 1",
            "52,30", "12.88", "5795000", "345000", "POINT (12.88 52.30)", "52° 18' N",
            "1e400", "NaN", "Postfach 1", "https://muster.example", "=1+1", "<b>x</b>",
            "Familienzentrum; Suchtberatung", "Gewaltschutz", "kommt hin", "01.02.2026",
        )
    ),
    st.text(max_size=20),
    st.floats().map(str),
    st.integers().map(str),
)  # fmt: skip
ROLES = st.dictionaries(st.sampled_from(list(Role)), st.integers(0, 4), max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table of up to five columns and twelve rows, perhaps with places."""
    width = draw(st.integers(1, 5))
    rows = draw(st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=12))
    places = st.none() | st.builds(
        Shape, x=st.floats(-1e7, 1e7), y=st.floats(-1e7, 1e7), is_point=st.booleans()
    )
    shapes = draw(st.none() | st.lists(places, min_size=len(rows), max_size=len(rows)))
    return Table(
        name="Tabelle",
        columns=tuple(f"Spalte {number}" for number in range(1, width + 1)),
        rows=tuple(rows),
        row_numbers=tuple(range(2, len(rows) + 2)),
        shapes=tuple(shapes) if shapes is not None else None,
        crs=draw(st.sampled_from((None, "EPSG:4326", "EPSG:25833", "EPSG:31468", "EPSG:999999"))),
    )


def _check(result: ImportResult, table: Table, context: ImportContext) -> None:
    report = result.report
    assert report.rows == len(table.rows) == report.imported + report.corrected + report.rejected
    assert [row.row for row in result.rows] == list(table.row_numbers)
    statuses = Counter(row.status for row in result.rows)
    assert statuses["imported"] == report.imported
    assert statuses["corrected"] == report.corrected
    assert statuses["rejected"] == report.rejected
    areas = {area.area_id for area in context.areas.at(Level.SOZIALRAUM)}
    for row in result.rows:
        assert (row.resource is None) == (row.status == "rejected")
        if row.resource is not None and row.resource.lat is not None:
            assert row.resource.lon is not None
            assert row.resource.sozialraum_id in areas
            flagged = any(issue.code == "ausserhalb" for issue in row.issues)
            assert flagged == (row.resource.outside_m > 0)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(table=tables(), roles=ROLES)
def test_rows_in_are_imported_corrected_and_rejected(
    context: ImportContext, table: Table, roles: dict[Role, int]
) -> None:
    columns = {
        role: table.columns[position % len(table.columns)] for role, position in roles.items()
    }
    parsed = ParsedFile(file_name="liste.csv", format=Format.CSV, encoding="UTF-8", tables=(table,))
    for decisions in (Decisions(), Decisions(mapping=ColumnMapping(columns))):
        try:
            result = import_table(parsed, table, context=context, decisions=decisions)
        except GeoError:
            continue
        _check(result, table, context)
