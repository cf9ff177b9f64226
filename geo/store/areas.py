"""The areas of the county in the database, where their membership can be edited."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from geo.areas import Area, AreaHierarchy, Level
from geo.errors import IntegrityError
from geo.store.models import AreaRow

_PLAIN_FIELDS = (
    "area_id",
    "name",
    "kind",
    "parent_id",
    "parent_confirmed",
    "population",
    "population_date",
    "area_km2",
    "valid_from",
)


def has_areas(session: Session) -> bool:
    """Tell whether the areas of the county have been loaded."""
    return session.execute(select(AreaRow.area_id).limit(1)).first() is not None


def save_areas(session: Session, areas: AreaHierarchy) -> None:
    """Write all areas; there must be none yet."""
    session.execute(insert(AreaRow), [_to_row(area, areas.crs) for area in areas])


def load_areas(session: Session) -> AreaHierarchy:
    """Read all areas.

    Raises
    ------
    IntegrityError
        If there are none, or not all are in the same coordinate reference system.
    """
    rows = session.scalars(select(AreaRow)).all()
    systems = {row.crs for row in rows}
    if len(systems) != 1:
        raise IntegrityError(
            "Die Gebiete in der Datenbank sind unvollständig. Bitte die Instanz neu anlegen."
        )
    return AreaHierarchy(_to_areas(rows), crs=systems.pop())


def _to_row(area: Area, crs: str) -> dict[str, object]:
    plain = {name: getattr(area, name) for name in _PLAIN_FIELDS}
    geometry = shapely.to_wkb(area.geometry)
    return {**plain, "level": area.level.value, "crs": crs, "geometry": geometry}


def _to_areas(rows: Iterable[AreaRow]) -> Iterable[Area]:
    for row in rows:
        plain = {name: getattr(row, name) for name in _PLAIN_FIELDS}
        yield Area(**plain, level=Level(row.level), geometry=shapely.from_wkb(row.geometry))
