"""Layers (Ebenen) and their immutable versions (Stände)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from geo.report import ValidationReport
from geo.resources import LocationQuality, Resource
from geo.taxonomy import Taxonomy

_NOWHERE: dict[str, Any] = {
    "street": "",
    "lat": None,
    "lon": None,
    "location_quality": LocationQuality.NONE,
}


class Visibility(StrEnum):
    """Who sees a layer."""

    PUBLIC = "public"
    INTERNAL = "internal"


class ContactField(StrEnum):
    """Columns that stay internal unless a layer releases them."""

    PHONE = "phone"
    EMAIL = "email"
    CONTACT_PERSON = "contact_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One named list.

    Parameters
    ----------
    layer_id
        Lower case letters, digits, ``-`` and ``_``; part of addresses.
    title
        Shown name.
    ressort_id
        Department it is listed under, or ``None``.
    visibility
        See :class:`Visibility`.
    source, licence, as_of
        Attribution shown wherever the layer is used.
    released
        Contact fields that may be published.
    """

    layer_id: str
    title: str
    ressort_id: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    source: str = ""
    licence: str = ""
    as_of: str = ""
    released: frozenset[ContactField] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerVersion:
    """Immutable result of one import.

    Parameters
    ----------
    number
        Counts from 1 within the layer.
    created_at
        UTC.
    sha256
        Hex digest of the original file.
    report
        What happened to each row.
    published
        Whether the layer points at this version.
    resources
        How many it has; more than the file had rows if that was the answer of a provider.
    """

    layer_id: str
    number: int
    created_at: datetime
    sha256: str
    report: ValidationReport
    published: bool
    resources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerSummary:
    """A layer among all layers: what is shown of it, without reports.

    Parameters
    ----------
    layer
        Its attributes.
    versions
        How many there are.
    published
        Number of the version that is shown, or ``None``.
    created_at
        When that version was made, in UTC.
    resources
        How many that version has.
    """

    layer: Layer
    versions: int
    published: int | None = None
    created_at: datetime | None = None
    resources: int = 0


def public_resources(
    layer: Layer, resources: Iterable[Resource], taxonomy: Taxonomy
) -> tuple[Resource, ...]:
    """Return what of a layer may leave the house.

    Offers of internal categories, contact fields that are not released and the address of
    what must not be found are removed, not hidden.

    Parameters
    ----------
    layer
        An internal layer yields nothing.
    resources
        Resources of one version of the layer.
    taxonomy
        Tells which categories are internal and which never have a point.
    """
    if layer.visibility is Visibility.INTERNAL:
        return ()
    withheld: dict[str, Any] = {
        field.value: "" for field in ContactField if field not in layer.released
    }
    internal = {item.category_id for item in taxonomy.categories if not item.public}
    return tuple(
        replace(resource, **withheld)
        for resource in without_protected_places(resources, taxonomy)
        if resource.category_id not in internal
    )


def without_protected_places(
    resources: Iterable[Resource], taxonomy: Taxonomy
) -> Iterator[Resource]:
    """Yield the resources, those that must never have a point without street and point.

    Parameters
    ----------
    resources
        In any order, which is kept.
    taxonomy
        Tells which categories never have a point.
    """
    placeless = {item.category_id for item in taxonomy.categories if not item.has_point}
    for resource in resources:
        protected = resource.category_id in placeless
        yield replace(resource, **_NOWHERE) if protected else resource
