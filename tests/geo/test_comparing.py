"""Two states of a layer: each offer is in exactly one group."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import Any

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.comparing import Change, LayerChanges, changed_fields, compare
from geo.resources import Resource

resources = st.builds(
    lambda key, name, street, lat, phone: factories.resource(
        key, name=name, street=street, lat=lat, phone=phone
    ),
    st.sampled_from(["r1", "r2", "r3", "r4", "r5"]),
    st.sampled_from(["Treff", "TREFF", "Bürgerhaus", "Kita", "?", "!"]),
    st.sampled_from(["Musterweg 1", "Musterweg  1", "Anderer Weg 2"]),
    st.sampled_from([52.30, 52.3001, 52.31]),
    st.sampled_from(["", "99999 1"]),
)
states = st.lists(resources, max_size=8).map(tuple)


def _counted(*states: list[Resource | None]) -> Counter[Resource]:
    return Counter(resource for state in states for resource in state if resource)


def _sides(changes: LayerChanges) -> tuple[Counter[Resource], Counter[Resource]]:
    both = (*changes.changed, *changes.moved, *changes.unchanged)
    before = _counted([change.before for change in (*both, *changes.removed)])
    after = _counted([change.after for change in (*both, *changes.new)])
    return before, after


@given(states, states)
def test_each_offer_is_in_exactly_one_group(
    before: tuple[Resource, ...], after: tuple[Resource, ...]
) -> None:
    changes = compare(before, after)
    assert _sides(changes) == (Counter(before), Counter(after))
    assert all(change.before is None for change in changes.new)
    assert all(change.after is None for change in changes.removed)


@given(states)
def test_a_state_is_not_different_from_itself(state: tuple[Resource, ...]) -> None:
    changes = compare(state, state)
    assert changes.is_empty
    assert len(changes.unchanged) == len(state)


@given(states, states)
def test_what_is_new_one_way_is_removed_the_other_way(
    before: tuple[Resource, ...], after: tuple[Resource, ...]
) -> None:
    there, back = compare(before, after), compare(after, before)
    assert (len(there.new), len(there.unchanged)) == (len(back.removed), len(back.unchanged))


def test_a_field_that_differs_is_named() -> None:
    changes = compare([factories.resource()], [factories.resource(phone="1", note="x")])
    (change,) = changes.changed
    assert change.fields == ("phone", "note")
    assert not changes.is_empty


@pytest.mark.parametrize(
    "fields",
    [
        {"street": "Anderer Weg 2"},
        {"lat": 52.301},
        {"lat": None, "lon": None},
    ],
)
def test_an_offer_that_is_elsewhere_has_moved(fields: dict[str, Any]) -> None:
    changes = compare([factories.resource()], [factories.resource(**fields)])
    assert (len(changes.moved), len(changes.changed)) == (1, 0)


@pytest.mark.parametrize("fields", [{"street": "MUSTERWEG 1"}, {"lat": 52.3002}])
def test_spelling_and_a_few_metres_are_no_move(fields: dict[str, Any]) -> None:
    changes = compare([factories.resource()], [factories.resource(**fields)])
    assert (len(changes.moved), len(changes.changed)) == (0, 1)


def test_who_moves_and_gets_another_key_is_not_removed_and_new() -> None:
    moved = factories.resource("r9", street="Anderer Weg 2")
    changes = compare([factories.resource("r1")], [moved])
    assert (changes.removed, changes.new) == ((), ())
    assert changes.moved[0].after == moved


def test_two_of_the_same_name_are_not_mixed_up() -> None:
    before = [factories.resource("r1"), factories.resource("r2", street="Weg 2")]
    after = [factories.resource("r3", street="Weg 3"), factories.resource("r4", street="Weg 4")]
    changes = compare(before, after)
    assert (len(changes.removed), len(changes.new)) == (2, 2)


@pytest.mark.parametrize("name", [field.name for field in fields(Resource)])
def test_every_field_has_a_german_word(name: str) -> None:
    change = Change(before=factories.resource(), after=factories.resource(), fields=(name,))
    assert changed_fields(change)[0].isupper()


def test_what_differs_is_named_once() -> None:
    changes = compare([factories.resource()], [factories.resource(street="Weg 9", lat=1, lon=2)])
    assert changed_fields(changes.moved[0]) == "Straße: Musterweg 1 → Weg 9; Lage"


def test_a_newer_confirmation_is_a_change_with_both_days() -> None:
    before = factories.resource(last_confirmed="2025-03-12")
    changes = compare([before], [factories.resource(last_confirmed="2026-03-12")])
    assert changed_fields(changes.changed[0]) == "Zuletzt bestätigt: 2025-03-12 → 2026-03-12"


def test_another_name_in_the_same_house_is_the_same_offer() -> None:
    renamed = factories.resource("r9", name="Haus der Familie")
    changes = compare([factories.resource("r1")], [renamed])
    assert (changes.removed, changes.new, len(changes.changed)) == ((), (), 1)


@pytest.mark.parametrize(
    "fields",
    [{"provider": "Andere"}, {"category_id": "beratung.sucht"}, {"street": "Weg 9"}],
)
def test_another_name_with_another_provider_or_category_is_another_offer(
    fields: dict[str, Any],
) -> None:
    other = factories.resource("r9", name="Haus der Familie", **fields)
    changes = compare([factories.resource("r1")], [other])
    assert (len(changes.removed), len(changes.new)) == (1, 1)


def test_keys_stand_there_with_their_names_if_they_are_known() -> None:
    after = factories.resource(category_id=None, target_groups=("familien", "sucht"))
    changes = compare([factories.resource()], [after])
    names = {
        "category_id": {"familie.familienzentrum": "Familienzentrum"},
        "target_groups": {"familien": "Familien"},
    }
    assert changed_fields(changes.changed[0], names) == (
        "Kategorie: Familienzentrum → –; Zielgruppen: Familien → Familien, sucht"
    )


def test_another_order_of_target_groups_or_areas_changes_nothing() -> None:
    before = factories.resource(target_groups=("familien", "kinder"), service_areas=("1", "2"))
    after = factories.resource(target_groups=("kinder", "familien"), service_areas=("2", "1"))
    assert compare([before], [after]).is_empty
