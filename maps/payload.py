"""Resources as columns: each distinct text once, coordinates as small differences."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from operator import attrgetter
from typing import Any

import numpy as np

from geo.crs import PRECISION
from geo.layers import Layer, without_protected_places
from geo.resources import LocationQuality, Reach, Resource
from geo.results import LayerView, Neighbour, Place
from geo.taxonomy import Taxonomy

#: Text columns of a layer, named as in :class:`geo.resources.Resource`.
TEXTS = (
    "resource_id",
    "name",
    "provider",
    "street",
    "postcode",
    "place",
    "phone",
    "email",
    "contact_person",
    "website",
    "note",
    "source",
    "as_of",
    "last_confirmed",
)
_TEXTS_OF = attrgetter(*TEXTS)
#: Stands between the texts of a column; what contains it itself is not joined.
SEPARATOR = "\x7f"


def encode_layer(view: LayerView, taxonomy: Taxonomy) -> dict[str, Any]:
    """Encode one layer.

    Parameters
    ----------
    view
        The layer with the resources to show.
    taxonomy
        Tells which categories never have a point: their place does not reach the page even
        if the store should hold one.

    Returns
    -------
    dict
        ``columns`` as in :func:`encode_column` and :func:`encode_texts`; ``points`` with the row
        numbers that have a point and their coordinates in steps of 1/``PRECISION`` degree, all
        as differences.
    """
    resources = tuple(without_protected_places(view.resources, taxonomy))
    rows = [_TEXTS_OF(resource) for resource in resources]
    columns = {name: encode_texts([row[at] for row in rows]) for at, name in enumerate(TEXTS)}
    columns |= _codes(resources)
    return {
        **_layer_facts(view.layer),
        "count": len(resources),
        "columns": columns,
        "points": _points(resources),
    }


def _layer_facts(layer: Layer) -> dict[str, str | None]:
    return {
        "id": layer.layer_id,
        "title": layer.title,
        "ressort": layer.ressort_id,
        "source": layer.source,
        "licence": layer.licence,
        "as_of": layer.as_of,
    }


def _codes(resources: Sequence[Resource]) -> dict[str, Any]:
    return {
        "category": encode_column([each.category_id or "" for each in resources]),
        "target_groups": encode_column([each.target_groups for each in resources]),
        "reach": encode_column([each.reach for each in resources]),
        "service_areas": encode_column([each.service_areas for each in resources]),
        "location_quality": encode_column([each.location_quality for each in resources]),
        "sozialraum": encode_column([each.sozialraum_id or "" for each in resources]),
        "outside_m": encode_column([round(each.outside_m) for each in resources]),
    }


def encode_column(values: Sequence[Hashable]) -> dict[str, Any]:
    """Encode one column.

    Returns
    -------
    dict
        ``{"d": distinct, "i": indices}``; without ``i`` all values if most of them differ, or
        the one that all share.
    """
    distinct = list(dict.fromkeys(values))
    if len(distinct) == 1:
        return {"d": distinct}
    if 2 * len(distinct) > len(values):
        return {"d": list(values)}
    numbers = {value: number for number, value in enumerate(distinct)}
    return {"d": distinct, "i": [numbers[value] for value in values]}


def encode_texts(values: Sequence[str]) -> dict[str, Any]:
    """Encode one column of texts.

    Returns
    -------
    dict
        As :func:`encode_column`, but instead of ``d`` its texts joined by :data:`SEPARATOR` as
        ``t``: one long string is read much faster than many, and takes less room.
    """
    column = encode_column(values)
    texts = column.pop("d")
    joined = SEPARATOR.join(texts)
    apart = joined.count(SEPARATOR) == len(texts) - 1
    return ({"t": joined} if apart else {"d": texts}) | column


def _points(resources: Sequence[Resource]) -> dict[str, list[int]]:
    rows = [
        (row, each.lat, each.lon)
        for row, each in enumerate(resources)
        if each.lat is not None and each.lon is not None
    ]
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return {
        "row": _delta(table[:, 0]),
        "lat": _delta(table[:, 1] * PRECISION),
        "lon": _delta(table[:, 2] * PRECISION),
    }


def _delta(values: np.ndarray[Any, np.dtype[np.float64]]) -> list[int]:
    steps = np.rint(values).astype(np.int64)
    differences: list[int] = np.diff(steps, prepend=0).tolist()
    return differences


def encode_taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    """Encode the vocabulary with symbols and the German words of all codes."""
    return {
        "ressorts": [
            [each.ressort_id, each.label, each.color, each.shape] for each in taxonomy.ressorts
        ],
        "categories": [
            [each.category_id, each.label, each.ressort_id, each.letters]
            for each in taxonomy.categories
        ],
        "target_groups": [[each.target_group_id, each.label] for each in taxonomy.target_groups],
        "perspectives": [[each.label, each.target_group_ids] for each in taxonomy.perspectives],
        "reach": [[each.value, each.label] for each in Reach],
        "location_quality": [
            [each.value, each.label, each.approximate, each.meaning] for each in LocationQuality
        ],
    }


def encode_places(places: Sequence[Place]) -> list[list[Any]]:
    """Encode names for orientation as ``[name, lat, lon, inhabitants]``."""
    return [[each.name, *_at(each), each.inhabitants] for each in places]


def encode_neighbours(neighbours: Sequence[Neighbour]) -> list[list[Any]]:
    """Encode names around the county as ``[name, lat, lon, kind]``."""
    return [[each.name, *_at(each), each.kind] for each in neighbours]


def _at(named: Place | Neighbour) -> tuple[float, float]:
    return round(named.lat, 4), round(named.lon, 4)
