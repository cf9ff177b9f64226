from __future__ import annotations

from itertools import chain

import factories
import numpy as np
import pytest
import shapely

from geo.areas import AreaHierarchy, Level
from geo.crs import PRECISION, WGS84, transform_xy
from maps.boundaries import Boundaries, encode_boundaries


@pytest.fixture(scope="module")
def areas() -> AreaHierarchy:
    return factories.county_areas()


@pytest.fixture(scope="module")
def encoded(areas: AreaHierarchy) -> Boundaries:
    return encode_boundaries(areas)


def decode(boundaries: Boundaries, rings: list[list[list[int]]]) -> shapely.MultiPolygon:
    arcs = [np.cumsum(np.array(arc).reshape(-1, 2), axis=0) for arc in boundaries.arcs]

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        pieces = [arcs[number] if number >= 0 else arcs[-1 - number][::-1] for number in numbers]
        for one, other in zip(pieces, [*pieces[1:], pieces[0]], strict=True):
            assert (one[-1] == other[0]).all()
        return [tuple(point) for point in np.vstack(pieces) / PRECISION]

    return shapely.MultiPolygon(
        [
            shapely.Polygon(ring(polygon[0]), [ring(hole) for hole in polygon[1:]])
            for polygon in rings
        ]
    )


@pytest.mark.parametrize("level", list(Level))
def test_every_area_comes_back_within_the_precision(
    areas: AreaHierarchy, encoded: Boundaries, level: Level
) -> None:
    for area, coded in zip(areas.at(level), encoded.levels[level], strict=True):
        wanted = shapely.transform(
            area.geometry,
            lambda xy: np.column_stack(
                transform_xy(xy[:, 0], xy[:, 1], source=areas.crs, target=WGS84)
            ),
        )
        decoded = decode(encoded, coded["rings"])
        assert coded["id"] == area.area_id
        assert decoded.is_valid
        assert shapely.hausdorff_distance(decoded, wanted) < 1.5 / PRECISION


def test_a_border_travels_once_whatever_the_level(encoded: Boundaries) -> None:
    segments = [
        frozenset(pair)
        for arc in encoded.arcs
        for points in [np.cumsum(np.array(arc).reshape(-1, 2), axis=0).tolist()]
        for pair in zip(map(tuple, points), map(tuple, points[1:]), strict=False)
    ]
    assert len(segments) == len(set(segments))


def test_both_neighbours_use_the_same_arc(encoded: Boundaries) -> None:
    used = [
        number if number >= 0 else -1 - number
        for area in encoded.levels[Level.GEMEINDE]
        for number in chain.from_iterable(chain.from_iterable(area["rings"]))
    ]
    assert max(used.count(number) for number in used) == 2


def test_holes_and_islands_survive() -> None:
    east, north = factories.ORIGIN
    outer = shapely.box(east, north, east + 9_000, north + 9_000)
    hole = shapely.box(east + 3_000, north + 3_000, east + 6_000, north + 6_000)
    island = shapely.box(east + 20_000, north, east + 21_000, north + 1_000)
    ringed = shapely.MultiPolygon([outer.difference(hole), island])
    county = _county_of({"a": ringed, "b": hole})
    encoded = encode_boundaries(county)
    decoded = {
        area["id"]: decode(encoded, area["rings"]) for area in encoded.levels[Level.GEMEINDE]
    }
    assert len(decoded["a"].geoms) == 2
    assert len(decoded["a"].geoms[0].interiors) + len(decoded["a"].geoms[1].interiors) == 1
    assert decoded["a"].disjoint(decoded["b"].buffer(-1e-4))


def _county_of(shapes: dict[str, shapely.Geometry]) -> AreaHierarchy:
    from geo.areas import Area

    whole = shapely.union_all(list(shapes.values()))
    return AreaHierarchy(
        [
            *(
                Area(area_id=key, level=Level.GEMEINDE, name=key, parent_id="s", geometry=shape)
                for key, shape in shapes.items()
            ),
            Area(area_id="s", level=Level.SOZIALRAUM, name="s", parent_id="p", geometry=whole),
            Area(area_id="p", level=Level.PLANREGION, name="p", parent_id="k", geometry=whole),
            Area(area_id="k", level=Level.KREIS, name="k", geometry=whole),
        ],
        crs=factories.CRS,
    )


def test_the_name_of_an_area_stands_inside_it(areas: AreaHierarchy, encoded: Boundaries) -> None:
    for area, coded in zip(
        areas.at(Level.SOZIALRAUM), encoded.levels[Level.SOZIALRAUM], strict=True
    ):
        lon, lat = (step / PRECISION for step in coded["label"])
        x, y = transform_xy([lon], [lat], source=WGS84, target=areas.crs)
        assert area.geometry.contains(shapely.Point(x[0], y[0]))
