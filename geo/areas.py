"""Areas of a county on four levels and how they contain each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.errors import IntegrityError, NotFound

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Level(StrEnum):
    """Administrative and planning levels, from small to large."""

    GEMEINDE = "gemeinde"
    SOZIALRAUM = "sozialraum"
    PLANREGION = "planregion"
    KREIS = "kreis"

    @property
    def parent(self) -> Level | None:
        """The next larger level; ``None`` for the county."""
        order = list(Level)
        position = order.index(self) + 1
        return order[position] if position < len(order) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One administrative or planning area.

    Parameters
    ----------
    area_id
        Key on its level: ARS with 12 digits (Gemeinde), its prefix given by the county's
        configuration (Sozialraum), a free key (Planregion), the county's ARS prefix (Kreis).
    level
        Level of the area; ids are unique within a level only.
    name
        Official name, without type.
    kind
        Type as printed, such as ``"Amt"`` or ``"amtsfreie Stadt"``; may be empty.
    parent_id
        Area on the next larger level; ``None`` for the county.
    parent_confirmed
        Whether a public source confirms the membership.
    population
        Inhabitants on ``population_date``; ``None`` if unknown.
    area_km2
        Official area in km²; ``None`` if unknown.
    valid_from
        Day from which extent and membership hold; ``None`` if unknown.
    geometry
        Polygon or MultiPolygon in the county's projected CRS, metres.
    """

    area_id: str
    level: Level
    name: str
    kind: str = ""
    parent_id: str | None = None
    parent_confirmed: bool = True
    population: int | None = None
    population_date: date | None = None
    area_km2: float | None = None
    valid_from: date | None = None
    geometry: BaseGeometry


class AreaHierarchy:
    """The areas of one county: four levels, each a coverage, each nested in the next.

    Parameters
    ----------
    areas
        All areas of all levels, geometries in ``crs``.
    crs
        Projected CRS of the geometries, such as ``"EPSG:25833"``.

    Raises
    ------
    IntegrityError
        If an id occurs twice on a level or a parent is missing.
    """

    def __init__(self, areas: Iterable[Area], *, crs: str) -> None:
        self.crs = crs
        self._by_level: dict[Level, dict[str, Area]] = {level: {} for level in Level}
        for area in areas:
            if area.area_id in self._by_level[area.level]:
                raise IntegrityError(f"Das Gebiet {area.area_id} ({area.level}) ist doppelt.")
            self._by_level[area.level][area.area_id] = area
        self._check_parents()

    def _check_parents(self) -> None:
        for area in self:
            parent_level = area.level.parent
            if parent_level and area.parent_id not in self._by_level[parent_level]:
                raise IntegrityError(
                    f"Das Gebiet {area.area_id} ({area.level}) gehört zu {area.parent_id!r}, "
                    f"das es auf der Ebene {parent_level} nicht gibt."
                )

    def __iter__(self) -> Iterator[Area]:
        for areas in self._by_level.values():
            yield from areas.values()

    def __len__(self) -> int:
        return sum(len(areas) for areas in self._by_level.values())

    def at(self, level: Level) -> tuple[Area, ...]:
        """Return the areas of one level, ordered by id."""
        return tuple(area for _, area in sorted(self._by_level[level].items()))

    def parents(self, level: Level) -> dict[str, str]:
        """Return the id of the next larger area for each area of a level but the county."""
        return {area.area_id: area.parent_id for area in self.at(level) if area.parent_id}

    def get(self, level: Level, area_id: str) -> Area:
        """Return one area.

        Raises
        ------
        NotFound
            If there is no such area on this level.
        """
        try:
            return self._by_level[level][area_id]
        except KeyError:
            raise NotFound(f"Das Gebiet {area_id!r} gibt es auf der Ebene {level} nicht.") from None

    def ancestor(self, area: Area, level: Level) -> Area:
        """Return the area on ``level`` that contains ``area`` (itself on its own level).

        Raises
        ------
        NotFound
            If ``level`` is smaller than the area's own level.
        """
        current = area
        while current.level is not level:
            parent_level = current.level.parent
            if parent_level is None or current.parent_id is None:
                raise NotFound(f"{area.name} hat kein übergeordnetes Gebiet der Ebene {level}.")
            current = self.get(parent_level, current.parent_id)
        return current

    @property
    def kreis(self) -> Area:
        """The county itself."""
        return self.at(Level.KREIS)[0]
