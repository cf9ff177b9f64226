"""From where distances are measured, and the last distances, kept as long as they are current."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.areas import AreaHierarchy, Level
from geo.assignment import AreaIndex
from geo.gazetteer import GazetteerPlace
from geo.reach import DemandKind, DemandPoints, OfferPoints, demand_points, nearest_m
from geo.store import addresses as stored_addresses
from geo.store.database import Database

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SELECTIONS = 16  # of at most some hundred thousand numbers each


@dataclass(frozen=True, kw_only=True, eq=False)
class Demand:
    """Points from which distances are measured, and where they come from.

    Parameters
    ----------
    points
        The points.
    number
        Number of the loaded register, ``None`` for places.
    """

    points: DemandPoints
    number: int | None


class KeptReach:
    """Assigns addresses to areas once for each register, and remembers some distances.

    Parameters
    ----------
    database
        Where the register is; another process may load one at any time.
    areas
        Areas of the county.
    places
        What stands for addresses as long as no register is loaded.
    """

    def __init__(
        self, database: Database, *, areas: AreaHierarchy, places: Sequence[GazetteerPlace]
    ) -> None:
        self._database = database
        self._areas = areas
        self._places = tuple(places)
        self._lock = threading.Lock()
        self._demand: Demand | None = None
        self._nearest: OrderedDict[bytes, NDArray[np.float64]] = OrderedDict()

    @cached_property
    def index(self) -> AreaIndex:
        """The Sozialräume, to find the one of a point."""
        return AreaIndex(self._areas.at(Level.SOZIALRAUM), crs=self._areas.crs)

    def measure(self, offers: OfferPoints) -> tuple[Demand, NDArray[np.float64]]:
        """Return the points as they are now, and their distances to the nearest offer.

        Parameters
        ----------
        offers
            In the CRS of the areas.

        Raises
        ------
        Unavailable
            If the database cannot be reached.
        """
        with self._lock:
            demand = self._current()
            key = offers.x.tobytes() + offers.y.tobytes()
            if key not in self._nearest:
                self._nearest[key] = nearest_m(demand.points, offers)
            self._nearest.move_to_end(key)
            if len(self._nearest) > _SELECTIONS:
                self._nearest.popitem(last=False)
            return demand, self._nearest[key]

    def _current(self) -> Demand:
        with self._database.reading() as session:
            state = stored_addresses.register_state(session)
            number = state.number if state else None
            if self._demand is None or self._demand.number != number:
                houses = stored_addresses.load_points(session) if state else None
                self._demand = Demand(points=self._points(houses), number=number)
                self._nearest.clear()
            return self._demand

    def _points(self, houses: stored_addresses.HousePoints | None) -> DemandPoints:
        if houses is None:
            return demand_points(
                [each.lat for each in self._places],
                [each.lon for each in self._places],
                index=self.index,
                kind=DemandKind.PLACES,
                own=self._own([each.ars for each in self._places]),
            )
        return demand_points(
            houses.lat,
            houses.lon,
            index=self.index,
            kind=DemandKind.ADDRESSES,
            own=self._own(houses.ags) if all(houses.ags) else None,
        )

    def _own(self, keys: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which keys of Gemeinden, AGS or ARS, begin with that of the county."""
        county = self._areas.kreis.area_id
        return np.array([each.startswith(county) for each in keys], dtype=bool)
