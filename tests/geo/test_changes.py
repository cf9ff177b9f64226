"""What has changed between two days: worked out by hand on Musterland, and rules that hold."""

from __future__ import annotations

from typing import Any

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import Level
from geo.changes import Balance, ChangeReport, Kind, changes_between, whence_and_whither
from geo.counting import counts_at
from geo.filtering import ResourceFilter
from geo.resources import Reach, Resource
from geo.results import LayerView, MapView

WEST, STADT, OST, NORD = "990010001", "990010002", "990010003", "990010005"


def _view(**layers: tuple[Resource, ...]) -> MapView:
    return factories.map_view(
        *(
            LayerView(layer=factories.layer(key, title=key.title()), resources=resources)
            for key, resources in layers.items()
        )
    )


def _report(before: MapView, after: MapView, **fields: Any) -> ChangeReport:
    wanted = ResourceFilter.from_query(fields.pop("query", {}))
    return changes_between(
        before, after, wanted=wanted, level=fields.pop("level", Level.SOZIALRAUM)
    )


def _kinds(report: ChangeReport) -> dict[str, Kind]:
    return {each.change.resource.name: each.kind for each in report.changes}


def _offer(name: str, **fields: Any) -> Resource:
    return factories.resource(name.lower(), **({"name": name, "street": f"{name}weg 1"} | fields))


BEFORE = _view(
    familie=(
        _offer("Alt"),
        _offer("Umzug"),
        _offer("Name"),
        _offer("Träger"),
        _offer("Kategorie"),
        _offer("Bestätigt", last_confirmed="2025-03"),
        _offer("Gleich", as_of="2025"),
        _offer("Ebene"),
        _offer("Mobil", reach=Reach.MOBILE, service_areas=(WEST,), sozialraum_id=None),
        _offer("Nirgends", sozialraum_id=None),
    ),
)
AFTER = _view(
    familie=(
        _offer("Neu", sozialraum_id=OST),
        _offer("Umzug", street="Anderer Weg 9", sozialraum_id=NORD),
        factories.resource("r-anders", name="Anders", street="Nameweg 1"),
        _offer("Träger", provider="Anderer e. V."),
        _offer("Kategorie", category_id="beratung.sucht"),
        _offer("Bestätigt", last_confirmed="2026-03"),
        _offer("Gleich", as_of="2026", source="Neue Liste"),
        _offer("Mobil", reach=Reach.MOBILE, service_areas=(WEST, OST), sozialraum_id=None),
        _offer("Nirgends", sozialraum_id=None),
    ),
    beratung=(_offer("Ebene"),),
)


def test_each_offer_has_the_kind_that_a_person_would_give_it() -> None:
    assert _kinds(_report(BEFORE, AFTER)) == {
        "Alt": Kind.CLOSED,
        "Neu": Kind.NEW,
        "Umzug": Kind.MOVED,
        "Anders": Kind.RENAMED,
        "Träger": Kind.PROVIDER,
        "Kategorie": Kind.OFFER,
        "Bestätigt": Kind.CONFIRMED,
        "Gleich": Kind.UNCHANGED,
        "Ebene": Kind.OFFER,
        "Mobil": Kind.OFFER,
        "Nirgends": Kind.UNCHANGED,
    }


def test_the_numbers_of_each_area() -> None:
    """Stadt had 8: one is gone, one left for Nord, six stay. Ost gets one new, one also serves."""
    report = _report(BEFORE, AFTER)
    found = {
        each.area.name: (each.before, each.after, each.of(Kind.ARRIVED), each.of(Kind.LEFT))
        for each in report.areas
        if each.area
    }
    assert found == {
        "Amt West": (1, 1, 0, 0),
        "Probestadt": (8, 6, 0, 1),
        "Amt Ost": (0, 2, 1, 0),
        "Vorlage an der Mitte": (0, 1, 1, 0),
    }
    assert (report.total.before, report.total.after, report.total.changed) == (10, 10, 9)
    assert (report.nowhere.before, report.nowhere.after) == (1, 1)


def test_who_moves_stands_in_both_areas_with_the_other_one() -> None:
    report = _report(BEFORE, AFTER)
    (moved,) = report.of(Kind.MOVED)
    areas = factories.county_areas()
    whence, whither = whence_and_whither(moved.change, areas, Level.SOZIALRAUM)
    assert [area.name for area in whence] == ["Probestadt"]
    assert [area.name for area in whither] == ["Vorlage an der Mitte"]
    whence, whither = whence_and_whither(moved.change, areas, Level.KREIS)
    assert (whence, whither) == ((), ())


def test_seen_from_one_area_the_offer_has_left() -> None:
    report = _report(BEFORE, AFTER, query={"sozialraum": [STADT]})
    assert _kinds(report)["Umzug"] is Kind.LEFT
    assert (report.total.before, report.total.after) == (8, 6)
    assert [each.area.name for each in report.areas if each.area] == ["Probestadt"]
    report = _report(BEFORE, AFTER, query={"sozialraum": [NORD]})
    assert _kinds(report) == {"Umzug": Kind.ARRIVED}


def test_another_category_is_neither_new_nor_gone_in_a_selection() -> None:
    report = _report(BEFORE, AFTER, query={"kategorie": ["beratung.sucht"]})
    assert _kinds(report) == {"Kategorie": Kind.ARRIVED}


def test_a_planregion_keeps_what_moves_within_it() -> None:
    before = _view(familie=(_offer("Umzug"),))
    after = _view(familie=(_offer("Umzug", street="Weg 9", sozialraum_id=WEST),))
    one, two = _report(before, after, level=Level.PLANREGION).areas
    assert one.counts == {Kind.MOVED: 1}
    assert two.counts == {}
    (kreis,) = _report(before, after, level=Level.KREIS).areas
    assert (kreis.before, kreis.after) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"street": "MUSTERWEG 1"}, Kind.OFFER),
        ({"lat": None, "lon": None}, Kind.OFFER),
        ({"lat": 52.31}, Kind.MOVED),
        ({"name": "FAMILIENZENTRUM MUSTERHAUS"}, Kind.OFFER),
        ({"provider": ""}, Kind.OFFER),
        ({"street": "Weg 9", "name": "Anders", "provider": "Andere"}, Kind.MOVED),
        ({"name": "Anders", "provider": "Andere"}, Kind.RENAMED),
        ({"last_confirmed": "2026"}, Kind.CONFIRMED),
        ({"last_confirmed": "bald"}, Kind.OFFER),
        ({"last_confirmed": "2026", "phone": "1"}, Kind.OFFER),
        ({"resource_id": "r1", "as_of": "2027", "source": "x", "outside_m": 1.0}, Kind.UNCHANGED),
    ],
)
def test_the_first_kind_that_fits(fields: dict[str, Any], kind: Kind) -> None:
    after = factories.resource(**fields)
    report = _report(_view(familie=(factories.resource(),)), _view(familie=(after,)))
    assert [each.kind for each in report.changes] == [kind]


def test_what_differs_is_told_by_aspects() -> None:
    after = factories.resource(category_id="beratung.sucht", phone="1", service_areas=(OST,))
    report = _report(_view(familie=(factories.resource(),)), _view(beratung=(after,)))
    (change,) = report.changes
    assert change.aspects == ("Kategorie", "Einzugsgebiet", "Kontakt", "Ebene")


def test_the_same_key_in_another_layer_is_another_offer() -> None:
    before = _view(familie=(factories.resource("1", name="Treff", provider="A"),))
    after = _view(beratung=(factories.resource("1", name="Beratung", provider="B"),))
    assert _kinds(_report(before, after)) == {"Treff": Kind.CLOSED, "Beratung": Kind.NEW}


def test_two_of_one_name_in_other_layers_are_not_mixed_up() -> None:
    twins = (factories.resource("1", street="Weg 1"), factories.resource("2", street="Weg 2"))
    before, after = _view(familie=twins), _view(beratung=(factories.resource("1", street="Weg 3"),))
    assert sorted(each.kind for each in _report(before, after).changes) == [
        Kind.CLOSED,
        Kind.CLOSED,
        Kind.NEW,
    ]


def test_entries_of_areas_are_compared_by_their_key() -> None:
    vertrag = AreaEntry(
        entry_id="v", kind=EntryKind.SOZIALRAUMVERTRAG, level=Level.SOZIALRAUM, area_id=WEST
    )
    team = AreaEntry(entry_id="t", kind=EntryKind.REGIONALTEAM, level=Level.PLANREGION, area_id="2")
    before = factories.map_view(entries=(vertrag,))
    after = factories.map_view(entries=(team,))
    report = _report(before, after)
    assert {each.entry.entry_id: each.kind for each in report.entries} == {
        "v": Kind.CLOSED,
        "t": Kind.NEW,
    }
    assert not report.is_empty
    only_west = _report(before, after, query={"planregion": ["1"]})
    assert [each.entry.entry_id for each in only_west.entries] == ["v"]
    assert _report(before, after, query={"art": ["site"]}).entries == ()


offers = st.builds(
    lambda key, name, street, spaces, category, confirmed: factories.resource(
        key,
        name=name,
        street=street,
        sozialraum_id=spaces[0],
        service_areas=spaces[1],
        category_id=category,
        last_confirmed=confirmed,
    ),
    st.sampled_from(["1", "2", "3", "4"]),
    st.sampled_from(["Treff", "Kita", "Beratung"]),
    st.sampled_from(["Weg 1", "Weg 2", ""]),
    st.sampled_from([(WEST, ()), (OST, (WEST,)), (None, (NORD, STADT)), (None, ())]),
    st.sampled_from(["familie.familienzentrum", "beratung.sucht", None]),
    st.sampled_from(["", "2025", "2026-01"]),
)
views = st.dictionaries(
    st.sampled_from(["familie", "beratung"]),
    st.lists(offers, max_size=5, unique_by=lambda each: each.resource_id).map(tuple),
).map(
    lambda layers: (
        _view(**layers)
        if layers
        else factories.map_view(LayerView(layer=factories.layer(), resources=()))
    )
)
queries = st.sampled_from(
    [{}, {"sozialraum": [WEST]}, {"planregion": ["2"]}, {"kategorie": ["-"]}, {"q": ["kita"]}]
)


def _adds_up(balance: Balance) -> bool:
    gone = balance.of(Kind.CLOSED) + balance.of(Kind.LEFT)
    come = balance.of(Kind.NEW) + balance.of(Kind.ARRIVED)
    return balance.before - gone + come == balance.after


@given(views, views, queries)
def test_rows_add_up_and_are_the_numbers_of_table_and_profile(
    before: MapView, after: MapView, query: dict[str, list[str]]
) -> None:
    report = _report(before, after, query=query)
    assert all(map(_adds_up, (report.total, report.nowhere, *report.areas)))
    for view, side in ((before, "before"), (after, "after")):
        if not query:
            assert getattr(report.total, side) == view.count
            counts = counts_at(view, Level.SOZIALRAUM)
            assert {
                each.area.area_id: getattr(each, side) for each in report.areas if each.area
            } == {key: each.total for key, each in counts.items()}


@given(views, views)
def test_each_offer_is_in_exactly_one_main_kind(before: MapView, after: MapView) -> None:
    report = _report(before, after)
    assert sum(len(report.of(kind)) for kind in Kind) == len(report.changes)
    sides = [(each.change.before, each.change.after) for each in report.changes]
    assert sum(one is not None for one, _ in sides) == before.count
    assert sum(one is not None for _, one in sides) == after.count
    assert not report.of(Kind.ARRIVED) + report.of(Kind.LEFT)


@given(views)
def test_nothing_changes_between_a_day_and_itself(view: MapView) -> None:
    assert _report(view, view).is_empty
