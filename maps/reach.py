"""What the map of reach shows: which offers, and the bands around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from markupsafe import Markup

from geo.crs import PRECISION, WGS84, transform_xy
from geo.reach import has_distance
from geo.results import MapView
from maps.data import words
from maps.islands import island, reference

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_TOLERANCE_M = 3.0
_BORDER_M = 1.0


def reach_islands(
    everything: MapView,
    chosen: MapView,
    *,
    shapes: Sequence[BaseGeometry],
    labels: Sequence[str],
    spot: tuple[float, float] | None,
    files: Sequence[str],
) -> Markup:
    """Return the islands of a map of reach as markup.

    Parameters
    ----------
    everything
        The whole map, whose boundaries and layers the page fetches.
    chosen
        The selection of it.
    shapes, labels
        What lies within each band, in the CRS of the areas, and what the band is called.
    spot
        Latitude and longitude of the offer that is tried out.
    files
        Addresses of what :func:`maps.boundary_file` and :func:`maps.layer_file` return.
    """
    bands = [
        {"label": label, **_encode(shape, everything)}
        for shape, label in zip(shapes, labels, strict=bool(shapes))
    ]
    inline = [
        *words(everything),
        ("offers", _rows(everything, chosen)),
        ("bands", bands),
        ("spot", spot),
    ]
    texts = [island(kind, data) for kind, data in inline]
    texts += [reference(address) for address in files]
    text = "\n".join(texts)
    return Markup(text.encode("utf-8", "replace").decode("utf-8"))  # noqa: S704 - islands escape


def _rows(everything: MapView, chosen: MapView) -> list[int]:
    """Return the numbers of the chosen offers that have a distance, among all offers."""
    wanted = {
        (layer.layer.layer_id, resource.resource_id)
        for layer in chosen.layers
        for resource in layer.resources
        if has_distance(resource)
    }
    keys = (
        (layer.layer.layer_id, resource.resource_id)
        for layer in everything.layers
        for resource in layer.resources
    )
    return [row for row, key in enumerate(keys) if key in wanted]


def _encode(shape: BaseGeometry, view: MapView) -> dict[str, Any]:
    """Return rings to fill, lines to draw, and a place for the label, as steps of a degree.

    Where a band ends at the border of the county there is no line: it goes on there.
    """
    simple = shapely.simplify(shape, _TOLERANCE_M)
    rings = shapely.get_rings(shapely.get_parts(simple))
    border = shapely.buffer(view.areas.kreis.geometry.boundary, _BORDER_M + _TOLERANCE_M)
    lines = shapely.line_merge(shapely.difference(simple.boundary, border))
    coded = [_steps(part, view) for part in shapely.get_parts(lines) if not part.is_empty]
    return {"rings": [_steps(ring, view) for ring in rings], "lines": coded}


def _steps(line: BaseGeometry, view: MapView) -> list[int]:
    xy = shapely.get_coordinates(line)
    lon, lat = transform_xy(xy[:, 0], xy[:, 1], source=view.areas.crs, target=WGS84)
    steps: NDArray[np.int64] = np.rint(np.column_stack([lon, lat]) * PRECISION).astype(np.int64)
    return np.vstack([steps[:1], np.diff(steps, axis=0)]).ravel().tolist()
