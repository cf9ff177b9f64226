"""The proof finds what is wrong, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import factories
import pytest
import shapely

from geo.areas import Area, AreaHierarchy, Level
from geo.boundaries import LevelCheck, check_areas, read_areas
from geo.county import County, read_county
from geo.shipped import data_dir

COUNTS = {Level.GEMEINDE: 6, Level.SOZIALRAUM: 4, Level.PLANREGION: 2, Level.KREIS: 1}
COUNTY = County(name="Musterland", ars="99001", crs=factories.CRS, counts=COUNTS)


def _changed(level: Level, area_id: str, change: Callable[[Area], Area]) -> AreaHierarchy:
    areas = [
        change(area) if (area.level, area.area_id) == (level, area_id) else area
        for area in factories.county_areas()
    ]
    return AreaHierarchy(areas, crs=factories.CRS)


def _check(areas: AreaHierarchy, level: Level) -> LevelCheck:
    return next(found for found in check_areas(areas, county=COUNTY).levels if found.level is level)


def test_a_sound_county_has_no_findings() -> None:
    result = check_areas(factories.county_areas(), county=COUNTY)
    assert result.ok
    assert [level.findings for level in result.levels] == [(), (), (), ()]


def test_the_shipped_county_has_no_findings() -> None:
    county = read_county(data_dir())
    result = check_areas(read_areas(data_dir() / "boundaries", county), county=county)
    assert result.ok
    planning = [abs(level.largest_deviation or 1) for level in result.levels[1:]]
    assert max(planning) < 0.01


def test_a_wrong_number_of_areas_is_found() -> None:
    county = replace(COUNTY, counts={Level.GEMEINDE: 7})
    result = check_areas(factories.county_areas(), county=county)
    assert not result.ok
    assert result.levels[0].findings == ("6 Gebiete statt 7.",)


@pytest.mark.parametrize("distance", [-0.3, 3.0])
def test_gaps_and_overlaps_between_neighbours_are_found(distance: float) -> None:
    areas = _changed(
        Level.SOZIALRAUM,
        "990010002",
        lambda area: replace(area, geometry=shapely.buffer(area.geometry, distance)),
    )
    assert "Probestadt" in _check(areas, Level.SOZIALRAUM).invalid
    assert "Lücken oder Überlappungen" in _check(areas, Level.SOZIALRAUM).findings[0]


def test_a_sliver_that_belongs_to_nobody_is_found() -> None:
    x, y = factories.ORIGIN
    sliver = shapely.box(x + 100, y + 100, x + 102, y + 5_000)
    areas = _changed(
        Level.GEMEINDE,
        "990010001001",
        lambda area: replace(area, geometry=area.geometry - sliver),
    )
    assert _check(areas, Level.GEMEINDE).invalid == ("Musterdorf",)


def test_an_area_that_is_not_its_parts_is_found() -> None:
    areas = _changed(
        Level.KREIS,
        "99001",
        lambda area: replace(area, geometry=shapely.segmentize(area.geometry, 4_000)),
    )
    assert _check(areas, Level.KREIS).not_nested == ("Landkreis Musterland",)
    assert not check_areas(areas, county=COUNTY).ok


def test_a_wrong_size_is_found_on_planning_levels() -> None:
    areas = _changed(Level.SOZIALRAUM, "990010002", lambda area: replace(area, area_km2=98.0))
    found = _check(areas, Level.SOZIALRAUM)
    assert found.largest_deviation == pytest.approx(100 / 98 - 1)
    assert found.largest_area == "Probestadt"
    assert found.findings == ("Flächen weichen um mehr als 1 % ab: Probestadt.",)


def test_a_wrong_size_of_a_gemeinde_is_told_but_no_finding() -> None:
    areas = _changed(Level.GEMEINDE, "990010002002", lambda area: replace(area, area_km2=50.0))
    found = _check(areas, Level.GEMEINDE)
    assert found.findings == ()
    assert found.deviating == ("Probestadt",)
    assert "Probestadt" in found.note


def test_without_official_sizes_there_is_no_deviation() -> None:
    areas = AreaHierarchy(
        (replace(area, area_km2=None) for area in factories.county_areas()), crs=factories.CRS
    )
    result = check_areas(areas, county=COUNTY)
    assert [level.largest_deviation for level in result.levels] == [None] * 4
    assert result.ok
