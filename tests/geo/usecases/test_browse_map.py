"""What everybody may see, narrowed."""

from __future__ import annotations

from datetime import date

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InvalidParameter
from geo.filtering import ResourceFilter
from geo.layers import Visibility
from geo.report import ValidationReport
from geo.resources import Resource
from geo.results import LayerView
from geo.store import layers, versions
from geo.usecases.browse_map import area_query, browse_map, narrow, public_state
from geo.usecases.create_instance import create_instance
from geo.usecases.instance import Instance
from geo.usecases.manage_layers import undo
from geo.usecases.settings import Settings


@pytest.fixture
def instance(settings: Settings) -> Instance:
    return create_instance(settings)


def _publish(instance: Instance, resource: Resource, **attributes: object) -> None:
    with instance.database.writing() as session:
        layers.save_layer(session, factories.layer("neu", **attributes))
        report = ValidationReport(file_name="x", rows=1)
        number = versions.add_version(
            session, "neu", sha256="0", options="", report=report, resources=[resource]
        )
        layers.publish(session, "neu", number)


def _names(instance: Instance) -> set[str]:
    return {each.name for layer in browse_map(instance).layers for each in layer.resources}


def test_the_view_carries_what_a_map_needs(instance: Instance) -> None:
    view = browse_map(instance)
    assert view.title == "Ressourcenkarte Potsdam-Mittelmark"
    assert view.places
    assert any("OpenStreetMap" in each.text for each in view.attributions)
    assert abs((view.date - date.today()).days) <= 1


def test_an_internal_layer_is_not_there_at_all(instance: Instance) -> None:
    _publish(instance, factories.resource(name="Geheim"), visibility=Visibility.INTERNAL)
    assert "Geheim" not in _names(instance)
    assert "neu" not in [view.layer.layer_id for view in browse_map(instance).layers]


def test_an_internal_category_is_not_there_at_all(instance: Instance) -> None:
    _publish(instance, factories.resource(name="Heim", category_id="migration.unterkunft"))
    assert "Heim" not in _names(instance)


def test_contacts_that_are_not_released_are_removed(instance: Instance) -> None:
    _publish(
        instance,
        factories.resource(phone="1", email="a@b.example", contact_person="Muster"),
        released=frozenset(),
    )
    resource = browse_map(instance).layers[-1].resources[0]
    assert (resource.phone, resource.email, resource.contact_person) == ("", "", "")


def test_the_state_changes_with_an_undo(instance: Instance) -> None:
    before = public_state(instance)
    undo(instance, "jugend")
    assert public_state(instance) != before


def test_narrowing_drops_layers_without_a_match() -> None:
    view = factories.map_view(
        LayerView(layer=factories.layer("a"), resources=(factories.resource(name="Rot"),)),
        LayerView(layer=factories.layer("b"), resources=(factories.resource(name="Blau"),)),
    )
    narrowed = narrow(view, ResourceFilter(q="rot"))
    assert [each.layer.layer_id for each in narrowed.layers] == ["a"]


@given(
    names=st.lists(st.text(st.characters(categories=["L"]), min_size=1), max_size=6),
    wanted=st.frozensets(st.sampled_from(["a", "b", "c"])),
)
def test_narrowing_only_removes(names: list[str], wanted: frozenset[str]) -> None:
    resources = tuple(factories.resource(f"r{i}", name=name) for i, name in enumerate(names))
    view = factories.map_view(
        *(LayerView(layer=factories.layer(each), resources=resources) for each in "ab")
    )
    narrowed = narrow(view, ResourceFilter(ebene=wanted))
    assert all(layer in view.layers for layer in narrowed.layers)
    assert narrow(narrowed, ResourceFilter(ebene=wanted)) == narrowed


@pytest.mark.parametrize(
    ("area_id", "query"),
    [("990010001", {"sozialraum": ["990010001"]}), ("2", {"planregion": ["2"]}), ("99001", {})],
)
def test_an_area_becomes_a_query(area_id: str, query: dict[str, list[str]]) -> None:
    assert area_query(factories.county_areas(), area_id) == query


def test_an_unknown_area_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="gibt es nicht"):
        area_query(factories.county_areas(), "77")
