"""Changes in words, as a person would tell them, and in Excel with the same numbers."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import factories
import openpyxl
import pytest

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import Level
from geo.change_rows import NO_AREA, Told
from geo.change_workbook import write_changes
from geo.changes import Kind, changes_between
from geo.filtering import ResourceFilter
from geo.periods import Period
from geo.resources import Resource
from geo.results import LayerView, MapView

WEST, STADT, OST = "990010001", "990010002", "990010003"


def _told(before: MapView, after: MapView, level: Level = Level.SOZIALRAUM) -> Told:
    report = changes_between(before, after, wanted=ResourceFilter(), level=level)
    period = Period(start=date(2026, 3, 1), end=date(2026, 6, 1))
    return Told(before=before, after=after, report=report, period=period)


def _view(*resources: Resource, layer_id: str = "familie", **fields: Any) -> MapView:
    layer = factories.layer(layer_id, title=layer_id.title())
    return factories.map_view(LayerView(layer=layer, resources=resources), **fields)


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        ({"sozialraum_id": WEST}, {"sozialraum_id": OST}, "von Amt West nach Amt Ost"),
        ({}, {"service_areas": (WEST, OST)}, "jetzt auch in Amt West, Amt Ost"),
        ({"service_areas": (OST,)}, {}, "nicht mehr in Amt Ost"),
        ({"sozialraum_id": None}, {}, f"jetzt in Probestadt, vorher {NO_AREA}"),
        ({}, {"sozialraum_id": None}, f"nicht mehr in Probestadt, jetzt {NO_AREA}"),
        ({}, {"phone": "1"}, ""),
    ],
)
def test_where_an_offer_has_gone(before: dict[str, Any], after: dict[str, Any], move: str) -> None:
    told = _told(_view(factories.resource(**before)), _view(factories.resource(**after)))
    ((row,),) = [rows for kind in Kind if (rows := told.rows(kind))]
    assert row.move == move


def test_of_a_contact_only_is_told_that_it_changed() -> None:
    old, new = factories.resource(phone="0331 1"), factories.resource(phone="0331 2", note="neu")
    (row,) = _told(_view(old), _view(new)).rows(Kind.OFFER)
    assert row.what == "Telefon; Hinweis: – → neu"


def test_keys_are_told_by_their_names_and_a_layer_by_its_title() -> None:
    after = factories.resource(category_id="beratung.sucht", target_groups=("sucht",))
    told = _told(_view(factories.resource()), _view(after, layer_id="beratung"))
    (row,) = told.rows(Kind.OFFER)
    assert row.what == (
        "Kategorie: Familienzentrum → Suchtberatung; "
        "Zielgruppen: Eltern und Familien → Suchtkranke Menschen; Ebene: Familie → Beratung"
    )
    assert (row.key, row.layer, row.area) == ("beratung:r1", "Beratung", "Probestadt")


def test_what_is_gone_leads_nowhere() -> None:
    told = _told(_view(factories.resource()), _view())
    (row,) = told.rows(Kind.CLOSED)
    assert (row.key, row.what, row.address) == ("", "", "Musterweg 1, 99999 Probestadt")


def test_seen_from_an_area_one_has_arrived_and_left() -> None:
    told = _told(
        _view(factories.resource(sozialraum_id=WEST)), _view(factories.resource(sozialraum_id=OST))
    )
    found = {
        name: [(row.kind, row.move) for row in told.area_rows(each)] for name, each in told.areas
    }
    assert found["Amt West"] == [(Kind.LEFT, "von Amt West nach Amt Ost")]
    assert found["Amt Ost"] == [(Kind.ARRIVED, "von Amt West nach Amt Ost")]
    assert found["Probestadt"] == []


def test_an_entry_is_told_with_what_differs() -> None:
    fields: dict[str, Any] = {
        "entry_id": "b",
        "kind": EntryKind.SOZIALRAUMBUDGET,
        "level": Level.SOZIALRAUM,
        "area_id": WEST,
    }
    before, after = (AreaEntry(**fields, date="2026", amount=each) for each in (1000, 2000))
    told = _told(_view(entries=(before,)), _view(entries=(after,)))
    (row,) = told.entries
    assert (row.kind, row.area) == (Kind.OFFER, "Amt West")
    assert row.what == "Betrag in Euro: 1.000 → 2.000"
    (new,) = _told(_view(), _view(entries=(after,))).entries
    assert (new.kind, new.what) == (Kind.NEW, "2026")


def test_days_of_entries_are_written_as_people_write_them() -> None:
    before, after = (
        AreaEntry(
            entry_id="v",
            kind=EntryKind.SOZIALRAUMVERTRAG,
            level=Level.SOZIALRAUM,
            area_id=WEST,
            date=each,
        )
        for each in ("2025-01-31", "2026-05")
    )
    (row,) = _told(_view(entries=(before,)), _view(entries=(after,))).entries
    assert row.what == "Datum: 31.01.2025 → 05.2026"


def test_nothing_before_is_said() -> None:
    assert "nichts veröffentlicht" in _told(_view(), _view(factories.resource())).remarks[0]


def test_the_workbook_holds_the_same_numbers_and_no_formula() -> None:
    hostile = factories.resource(name="=1+1", sozialraum_id=OST)
    told = _told(_view(factories.resource(sozialraum_id=WEST)), _view(hostile))
    target = io.BytesIO()
    write_changes(target, told)
    book = openpyxl.load_workbook(target)
    numbers = {row[0]: row[1:] for row in book["Zahlen"].iter_rows(values_only=True)}
    head = numbers.pop("Gebiet")
    for name, balance in told.areas:
        assert dict(zip(head, numbers[name], strict=True)) == {
            "vorher": balance.before,
            **{kind.label: balance.of(kind) for kind in Kind},
            "nachher": balance.after,
        }
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [row[0] for row in book["Je Gebiet"].iter_rows(values_only=True)] == [
        "gesehen von",
        "Amt Ost",
        "Amt West",
    ]
