"""Bodies and agreements on the way from a list to everybody, and back in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import Level
from geo.importing.records.entries import ENTRIES
from geo.periods import Period
from geo.usecases.area_entries import entries_at, shown_entries
from geo.usecases.browse_map import browse_map, public_state
from geo.usecases.create_instance import create_instance
from geo.usecases.instance import Instance
from geo.usecases.load_records import keep, look, undo
from geo.usecases.report_changes import publication_days, report_changes
from geo.usecases.settings import Settings

TELTOW = "120690616"


@pytest.fixture
def instance(settings: Settings) -> Instance:
    return create_instance(settings)


def _load(instance: Instance, folder: Path, *rows: str, list_id: str = "probe") -> None:
    path = folder / "liste.csv"
    path.write_text("\n".join(("Schlüssel;Art;Gebiet;Datum", *rows)), "utf-8")
    seen = look(instance, ENTRIES, path, file_name=path.name)
    keep(instance, seen, list_id=list_id, publish=True)


def test_what_is_published_is_part_of_the_map(instance: Instance, tmp_path: Path) -> None:
    before = public_state(instance)
    assert browse_map(instance).entries == ()
    _load(instance, tmp_path, "a;Regionalteam;Planregion 1;2024", "b;SRK;Teltow;2025")
    newer, older = browse_map(instance).entries
    assert (newer.kind, newer.area_id, newer.entry_id) == (
        *(EntryKind.SOZIALRAUMKONFERENZ, TELTOW),
        "probe:b",
    )
    assert (older.level, older.area_id) == (Level.PLANREGION, "1")
    assert public_state(instance) != before
    undo(instance, ENTRIES, "probe")
    assert browse_map(instance).entries == ()


def test_what_two_lists_say_alike_is_shown_once(instance: Instance, tmp_path: Path) -> None:
    _load(instance, tmp_path, "a;SRK;Teltow;2025")
    _load(instance, tmp_path, "x;SRK;Teltow;2025", "y;SRK;Beelitz;2025", list_id="zwei")
    assert [each.entry_id for each in browse_map(instance).entries] == ["probe:a", "zwei:y"]


def test_the_entries_of_an_earlier_moment_are_those_that_were_shown_then(
    instance: Instance, tmp_path: Path
) -> None:
    before = datetime.now(UTC)
    _load(instance, tmp_path, "a;SRK;Teltow;2024")
    between = datetime.now(UTC)
    _load(instance, tmp_path, "a;SRK;Teltow;2024", "b;SRK;Beelitz;2025")
    later = datetime.now(UTC) + timedelta(seconds=1)
    assert entries_at(instance, before) == ()
    assert [each.entry_id for each in entries_at(instance, between)] == ["probe:a"]
    assert entries_at(instance, later) == browse_map(instance).entries


def test_an_area_that_there_is_no_more_has_no_entries(instance: Instance) -> None:
    entry = AreaEntry(
        entry_id="1", kind=EntryKind.RUNDER_TISCH, level=Level.SOZIALRAUM, area_id=TELTOW
    )
    gone = {**ENTRIES.to_json(entry), "area_id": "000000000"}
    shown = shown_entries(instance.areas, {"liste": [ENTRIES.to_json(entry), gone]})
    assert [each.area_id for each in shown] == [TELTOW]


def test_the_report_between_two_days_tells_of_new_entries(
    instance: Instance, tmp_path: Path
) -> None:
    today = datetime.now().astimezone().date()
    _load(instance, tmp_path, "a;SRK;Teltow;2024")
    period = Period(start=today - timedelta(days=1), end=today)
    changes = report_changes(instance, browse_map(instance), period)
    (change,) = changes.report.entries
    assert change.before is None
    assert change.after is not None
    assert (change.after.entry_id, changes.before.entries) == ("probe:a", ())
    assert publication_days(instance)[0] == today
