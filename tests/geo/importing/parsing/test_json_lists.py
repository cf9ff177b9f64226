"""Lists in plain JSON."""

from __future__ import annotations

from typing import Any

import pytest

from geo.importing.parsing.json_lists import find_records, records_table
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused

ROWS: list[dict[str, Any]] = [
    {"name": "Kita Müller", "lat": 52.3},
    {"name": "Treff", "plz": "01067"},
]


@pytest.mark.parametrize(
    "documents",
    [
        [ROWS],
        ROWS,
        [{"help": "…", "result": {"fields": [{"id": "name"}], "records": ROWS, "total": 2}}],
        [{"version": 0.6, "elements": ROWS}],
        [{"status": "ok", "kitas": ROWS}],
    ],
    ids=["array", "lines", "CKAN", "Overpass", "any name"],
)
def test_the_only_list_is_found(documents: list[Any]) -> None:
    assert find_records(documents) == ROWS


@pytest.mark.parametrize(
    "document",
    [
        {"kitas": ROWS, "schulen": ROWS},
        {"links": [{"href": "#", "name": "x"}]},
        [1, 2],
        [],
        {},
        {"records": []},
        [ROWS],
        "text",
    ],
)
def test_anything_else_is_no_list(document: Any) -> None:
    assert find_records([document]) is None


def test_each_object_is_a_row_and_an_absent_member_an_empty_cell() -> None:
    table = records_table(ROWS, Limits())
    assert table.header == ["name", "lat", "plz"]
    assert table.rows == [(1, ["Kita Müller", "52.3", ""]), (2, ["Treff", "", "01067"])]
    assert table.shapes is None


def test_members_of_members_are_columns_of_their_own_name() -> None:
    node = {"type": "node", "lat": 1.5, "tags": {"name": "A", "type": "x"}}
    way = {"type": "way", "center": {"lat": 2.5}, "tags": {"name": "B"}}
    table = records_table([node, way], Limits())
    assert table.header == ["type", "lat", "name", "tags_type"]
    assert [cells for _, cells in table.rows] == [
        ["node", "1.5", "A", "x"],
        ["way", "2.5", "B", ""],
    ]


def test_a_list_longer_than_allowed_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        records_table(ROWS, Limits(rows=1))
    assert refused.value.reason == "zu_viele_zeilen"
