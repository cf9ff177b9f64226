"""Bodies and agreements: which an area sees, in which order, and which are asked for."""

from __future__ import annotations

from typing import Any

import factories
import pytest

from geo.area_entries import (
    ENTRY_LEVELS,
    AreaEntry,
    EntryFilter,
    EntryKind,
    entries_by_area,
    entries_of,
    newest_first,
    select_entries,
    without_repeats,
    years_of,
)
from geo.areas import Level

AREAS = factories.county_areas()
WEST = AREAS.get(Level.SOZIALRAUM, "990010001")
REGION = AREAS.get(Level.PLANREGION, "1")


def _entry(entry_id: str, area_id: str = "990010001", **fields: Any) -> AreaEntry:
    level = next(
        level for level in ENTRY_LEVELS if any(a.area_id == area_id for a in AREAS.at(level))
    )
    given = {"kind": EntryKind.RUNDER_TISCH} | fields
    return AreaEntry(entry_id=entry_id, level=level, area_id=area_id, **given)


ENTRIES = (
    _entry("west-alt", date="2023-05-01"),
    _entry("west-neu", date="2025"),
    _entry("west-ohne"),
    _entry("region", "1", date="2024", kind=EntryKind.REGIONALTEAM),
    _entry("kreis", "99001", date="2024-11", kind=EntryKind.PFLEGEKONFERENZ),
    _entry("ost", "990010003", date="2022", until="2024-06", kind=EntryKind.SOZIALRAUMVERTRAG),
)


def _ids(entries: Any) -> list[str]:
    return [entry.entry_id for entry in entries]


def test_the_newest_come_first_and_those_without_a_date_last() -> None:
    days = [_entry(text, date=text) for text in ("", "2024", "2024-05-02", "2025-01", "2024-05")]
    assert _ids(newest_first(days)) == ["2025-01", "2024-05-02", "2024-05", "2024", ""]


def test_an_area_sees_its_own_entries_and_those_around_it() -> None:
    found = entries_of(ENTRIES, AREAS, WEST)
    assert [(each.entry.entry_id, each.area.name, each.own) for each in found] == [
        ("west-neu", "Amt West", True),
        ("west-alt", "Amt West", True),
        ("west-ohne", "Amt West", True),
        ("region", "Planregion 1", False),
        ("kreis", "Landkreis Musterland", False),
    ]
    assert [each.own for each in entries_of(ENTRIES, AREAS, REGION)] == [True, False]
    assert [each.own for each in entries_of(ENTRIES, AREAS, AREAS.kreis)] == [True]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (EntryFilter(), ["west-alt", "west-neu", "west-ohne", "region", "kreis", "ost"]),
        (EntryFilter(kind=EntryKind.REGIONALTEAM), ["region"]),
        (EntryFilter(area=WEST), ["west-alt", "west-neu", "west-ohne", "region", "kreis"]),
        (EntryFilter(area=REGION), ["west-alt", "west-neu", "west-ohne", "region", "kreis"]),
        (EntryFilter(area=REGION, year=2024), ["region", "kreis"]),
        (EntryFilter(year=2023), ["west-alt", "ost"]),
        (EntryFilter(year=1999), []),
    ],
)
def test_entries_are_asked_for_by_kind_area_and_year(wanted: EntryFilter, ids: list[str]) -> None:
    assert _ids(select_entries(ENTRIES, AREAS, wanted)) == ids


def test_an_entry_with_an_end_counts_for_every_year_until_then() -> None:
    assert list(years_of(_entry("x", date="2022-12", until="2024"))) == [2022, 2023, 2024]
    assert list(years_of(_entry("x", date="2022"))) == [2022]
    assert list(years_of(_entry("x"))) == []


def test_groups_go_from_the_county_through_each_region_and_lose_nothing() -> None:
    groups = entries_by_area(ENTRIES, AREAS)
    assert [area.name for area, _ in groups] == [
        *("Landkreis Musterland", "Planregion 1", "Amt West", "Amt Ost")
    ]
    assert sum(len(entries) for _, entries in groups) == len(ENTRIES)


def test_what_two_lists_say_alike_is_there_once() -> None:
    one, other = _entry("a:1", date="2024"), _entry("b:1", date="2024")
    assert _ids(without_repeats([one, other, _entry("b:2", date="2025")])) == ["a:1", "b:2"]
