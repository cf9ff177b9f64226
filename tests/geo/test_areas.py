from __future__ import annotations

import factories
import pytest

from geo.areas import AreaHierarchy, Level
from geo.errors import IntegrityError, NotFound


def test_levels_lead_to_the_county() -> None:
    assert [level.parent for level in Level] == ["sozialraum", "planregion", "kreis", None]


def test_at_returns_a_level_ordered_by_id() -> None:
    ids = [area.area_id for area in factories.county_areas().at(Level.SOZIALRAUM)]
    assert ids == ["990010001", "990010002", "990010003", "990010005"]


def test_ancestor_climbs_to_the_level() -> None:
    areas = factories.county_areas()
    testlin = areas.get(Level.GEMEINDE, "990010003006")
    assert areas.ancestor(testlin, Level.PLANREGION).name == "Planregion 2"
    assert areas.ancestor(testlin, Level.GEMEINDE) is testlin


def test_ancestor_on_a_smaller_level_does_not_exist() -> None:
    areas = factories.county_areas()
    with pytest.raises(NotFound, match="kein übergeordnetes Gebiet"):
        areas.ancestor(areas.kreis, Level.SOZIALRAUM)


def test_unknown_area_is_named() -> None:
    with pytest.raises(NotFound, match="'12'"):
        factories.county_areas().get(Level.PLANREGION, "12")


def test_the_same_id_twice_on_a_level_is_refused() -> None:
    areas = factories.county_areas()
    with pytest.raises(IntegrityError, match="doppelt"):
        AreaHierarchy([*areas, areas.kreis], crs=factories.CRS)


def test_a_missing_parent_is_refused() -> None:
    gemeinden = factories.county_areas().at(Level.GEMEINDE)
    with pytest.raises(IntegrityError, match="gehört zu"):
        AreaHierarchy(gemeinden, crs=factories.CRS)
