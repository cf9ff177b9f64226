"""The query of the map and the choice of rows, columns and targets."""

from __future__ import annotations

from dataclasses import replace

from browser.views import small_view

from geo.areas import Level
from geo.filtering import ResourceFilter
from geo.gap_columns import EVERY_COLUMN, Grouping
from geo.gaps import CHOSEN_AREAS, Figure, GapStatus
from geo.usecases.find_gaps import GapQuery, find_gaps

FAMILY, ADVICE = "familie.familienzentrum", "beratung.sucht"


def _wanted(**query: str) -> ResourceFilter:
    return ResourceFilter.from_query({key: [value] for key, value in query.items()})


def test_an_address_is_read_as_it_is_written() -> None:
    asked = GapQuery(
        level=Level.PLANREGION,
        by=Grouping.RESSORT,
        columns=frozenset({"familie", "beratung"}),
        targets={EVERY_COLUMN: 0.25, "familie": 1.0},
        with_unknown=True,
        figure=Figure.MISSING,
    )
    query = asked.to_query()
    assert query["ziel"] == ["0,25"]
    assert query["ziel.familie"] == ["1"]
    assert GapQuery.from_query(query) == asked
    assert GapQuery().to_query() == {}


def test_what_is_no_choice_is_the_usual_one_and_a_wrong_target_is_told() -> None:
    query = {"stufe": ["kreis"], "nach": ["x"], "wert": [""], "ziel": ["viel"], "ziel.a": ["-1"]}
    asked = GapQuery.from_query(query)
    assert (asked.level, asked.by, asked.figure) == (
        Level.SOZIALRAUM,
        Grouping.KATEGORIE,
        Figure.COUNT,
    )
    assert asked.rejected == ("viel", "-1")
    assert asked.targets == {}


def test_columns_that_no_list_knows_are_named_and_shown_only_when_asked_for() -> None:
    view = small_view()
    only = _wanted(kategorie=FAMILY)
    assert find_gaps(view, ResourceFilter(), GapQuery()).hidden == ()
    part = view.layers[:1]
    view = replace(view, layers=part)
    found = find_gaps(view, ResourceFilter(), GapQuery())
    assert [column.column_id for column in found.hidden] == [ADVICE, "beratung.gewaltschutz"]
    assert len(find_gaps(view, ResourceFilter(), GapQuery(with_unknown=True)).matrix.columns) == 3
    chosen = GapQuery(columns=frozenset({ADVICE, "nix"}))
    (column,) = find_gaps(view, ResourceFilter(), chosen).matrix.columns
    assert (column.column_id, column.known) == (ADVICE, False)
    assert len(find_gaps(view, only, GapQuery(with_unknown=True)).matrix.columns) == 1


def test_a_filter_leaves_out_what_it_cannot_tell_about() -> None:
    matrix = find_gaps(small_view(), _wanted(kategorie=ADVICE, planregion="2"), GapQuery()).matrix
    assert [column.column_id for column in matrix.columns] == [ADVICE]
    assert [row.area.name for row in matrix.rows] == ["Amt Ost", "Vorlage an der Mitte"]
    assert matrix.county.area.name == CHOSEN_AREAS
    assert matrix.county.area.population == 3_000
    assert matrix.county.total.counts.total == 3


def test_the_region_of_a_chosen_area_is_a_row() -> None:
    asked = GapQuery(level=Level.PLANREGION)
    matrix = find_gaps(small_view(), _wanted(sozialraum="990010005"), asked).matrix
    assert [row.area.area_id for row in matrix.rows] == ["2"]


def test_other_filters_keep_all_rows_and_columns() -> None:
    matrix = find_gaps(small_view(), _wanted(art="mobile"), GapQuery()).matrix
    assert (len(matrix.rows), len(matrix.columns)) == (4, 3)
    statuses = {cell.status for row in matrix.rows for cell in row.cells}
    assert statuses == {GapStatus.MOBILE, GapStatus.MISSING, GapStatus.PROTECTED}
