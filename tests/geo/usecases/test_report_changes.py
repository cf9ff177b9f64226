"""What everybody saw at the end of two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import factories
import pytest
from dated import clear, publish_on, take_back_on

from geo.change_rows import Told
from geo.changes import Kind
from geo.importing.records.entries import ENTRIES
from geo.layers import Visibility
from geo.periods import Period
from geo.usecases.browse_map import browse_map
from geo.usecases.create_instance import create_instance
from geo.usecases.instance import Instance
from geo.usecases.load_records import keep, look, undo
from geo.usecases.report_changes import publication_days, report_changes, view_on
from geo.usecases.settings import Settings

JAN, FEB, MAR, APR = (date(2026, month, 15) for month in (1, 2, 3, 4))
TELTOW, WERDER = "120690616", "120690656"
TODAY = date(2026, 5, 31)


@pytest.fixture
def instance(settings: Settings) -> Instance:
    instance = create_instance(settings)
    clear(instance)
    return instance


def _changes(instance: Instance, start: date, end: date) -> Told:
    return report_changes(instance, browse_map(instance), Period(start=start, end=end))


def _kinds(instance: Instance, start: date, end: date) -> dict[str, Kind]:
    report = _changes(instance, start, end).report
    return {each.change.resource.name: each.kind for each in report.changes}


def test_between_two_days_stands_what_was_published_between_them(instance: Instance) -> None:
    treff = factories.resource("t", name="Treff", sozialraum_id=TELTOW)
    publish_on(instance, JAN, [treff])
    moved = factories.resource("t", name="Treff", street="Weg 9", sozialraum_id=WERDER)
    publish_on(instance, MAR, [moved, factories.resource("n", name="Neu", street="Weg 1")])
    assert _kinds(instance, FEB, APR) == {"Treff": Kind.MOVED, "Neu": Kind.NEW}
    assert _kinds(instance, date(2026, 1, 14), FEB) == {"Treff": Kind.NEW}
    assert _kinds(instance, MAR, APR) == {"Treff": Kind.UNCHANGED, "Neu": Kind.UNCHANGED}


def test_a_day_counts_to_its_end(instance: Instance) -> None:
    publish_on(instance, MAR, [factories.resource(name="Treff")])
    assert _changes(instance, date(2026, 3, 14), MAR).after.count == 1
    assert _changes(instance, date(2026, 3, 14), MAR).before.count == 0


def test_what_was_taken_back_was_there_until_then(instance: Instance) -> None:
    publish_on(instance, JAN, [factories.resource(name="Treff")])
    publish_on(instance, FEB, [])
    take_back_on(instance, MAR)
    assert _kinds(instance, JAN, FEB) == {"Treff": Kind.CLOSED}
    assert _kinds(instance, FEB, MAR) == {"Treff": Kind.NEW}
    assert _kinds(instance, JAN, APR) == {"Treff": Kind.UNCHANGED}
    assert publication_days(instance) == (MAR, FEB, JAN)


def test_what_is_internal_now_was_nothing_then(instance: Instance) -> None:
    publish_on(instance, JAN, [factories.resource(name="Geheim", phone="1")])
    publish_on(instance, MAR, [], visibility=Visibility.INTERNAL)
    assert _kinds(instance, JAN, APR) == {}
    assert publication_days(instance) == ()


def test_the_former_address_of_what_is_a_refuge_now_is_not_told(instance: Instance) -> None:
    open_ = factories.resource("a", name="Haus", street="Weg 7", category_id="beratung.sucht")
    other = factories.resource("b", name="Haus", street="Weg 8", category_id="beratung.sucht")
    publish_on(instance, JAN, [open_, other])
    refuge = replace(open_, resource_id="c", category_id="beratung.gewaltschutz", street="")
    publish_on(instance, MAR, [refuge, other])
    told = _changes(instance, JAN, APR)
    streets = {each.street for each in told.before.layers[0].resources}
    assert streets == {"", "Weg 8"}
    assert "Weg 7" not in str([*told.report.changes])
    publish_on(instance, date(2026, 4, 1), [other])
    assert "Weg 7" not in str(_changes(instance, JAN, APR).before)


def test_contacts_are_released_by_todays_rule_on_both_days(instance: Instance) -> None:
    publish_on(instance, JAN, [factories.resource(phone="1")])
    publish_on(instance, MAR, [factories.resource(phone="2")], released=frozenset())
    assert set(_kinds(instance, JAN, APR).values()) == {Kind.UNCHANGED}
    assert view_on(instance, browse_map(instance), FEB).layers[0].resources[0].phone == ""


def test_today_is_what_the_map_shows(instance: Instance) -> None:
    publish_on(instance, JAN, [factories.resource()])
    shown = browse_map(instance)
    assert view_on(instance, shown, TODAY) is shown


def test_bodies_and_agreements_of_areas_are_compared_too(
    instance: Instance, tmp_path: Path
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Schlüssel;Art;Gebiet;Datum\na;Regionalteam;Teltow;2024", "utf-8")
    keep(instance, look(instance, ENTRIES, path, file_name=path.name), list_id="l", publish=True)
    today = datetime.now().astimezone().date()
    told = _changes(instance, today - timedelta(days=1), today)
    assert [(row.kind, row.area, row.what) for row in told.entries] == [
        (Kind.NEW, "Teltow", "2024")
    ]
    assert not told.report.is_empty
    assert publication_days(instance) == (today,)
    undo(instance, ENTRIES, "l")
    assert _changes(instance, today - timedelta(days=1), today).entries == ()
