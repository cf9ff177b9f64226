from __future__ import annotations

import factories

from geo.layers import ContactField, Visibility, public_resources
from geo.resources import LocationQuality

TAXONOMY = factories.taxonomy()


def test_unreleased_contact_fields_are_removed() -> None:
    resource = factories.resource(phone="03300 1", email="a@example.org", contact_person="N. N.")
    layer = factories.layer(released=frozenset({ContactField.PHONE}))
    (public,) = public_resources(layer, [resource], TAXONOMY)
    assert (public.phone, public.email, public.contact_person) == ("03300 1", "", "")


def test_an_internal_layer_yields_nothing() -> None:
    layer = factories.layer(visibility=Visibility.INTERNAL)
    assert public_resources(layer, [factories.resource()], TAXONOMY) == ()


def test_offers_of_internal_categories_are_removed() -> None:
    resources = [
        factories.resource("a", category_id="beratung.unterkunft"),
        factories.resource("b", category_id=None),
        factories.resource("c", category_id="unbekannt"),
    ]
    public = public_resources(factories.layer(), resources, TAXONOMY)
    assert [resource.resource_id for resource in public] == ["b", "c"]


def test_the_address_of_a_refuge_is_removed_even_if_it_was_stored() -> None:
    refuge = factories.resource(category_id="beratung.gewaltschutz", street="Geheimweg 1")
    (public,) = public_resources(factories.layer(), [refuge], factories.taxonomy())
    assert (public.street, public.lat, public.lon) == ("", None, None)
    assert public.location_quality is LocationQuality.NONE
