"""Areas in the database."""

from __future__ import annotations

import factories
import pytest
import shapely

from geo.areas import Level
from geo.errors import IntegrityError
from geo.store import areas
from geo.store.database import Database


def test_areas_come_back_as_they_were(database: Database) -> None:
    county = factories.county_areas()
    with database.writing() as session:
        areas.save_areas(session, county)
    with database.reading() as session:
        loaded = areas.load_areas(session)
    assert loaded.crs == county.crs
    for level in Level:
        assert loaded.at(level) == county.at(level)
        for before, after in zip(county.at(level), loaded.at(level), strict=True):
            assert shapely.equals_identical(before.geometry, after.geometry)


def test_an_empty_database_has_no_areas(database: Database) -> None:
    with database.reading() as session:
        assert not areas.has_areas(session)
        with pytest.raises(IntegrityError, match="unvollständig"):
            areas.load_areas(session)
