"""Which streets a postcode and a place name mean together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from geo.geocoding.keys import place_key, place_keys, split_place
from geo.geocoding.street import Street

StreetIds = frozenset[int]
_NONE: StreetIds = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The streets among which an address is looked up, by their positions in the register.

    Parameters
    ----------
    fitting
        Streets that fit all that was given.
    place_only
        Streets that fit the place but not the postcode.
    others
        Streets that fit only the postcode, or lie elsewhere in the Gemeinde: what an address
        with a wrong Ortsteil can mean.
    named
        Streets of the Ortsteil that the place names, where the name can also mean a Gemeinde or
        another Ortsteil.
    place_fits
        ``False`` if a place was given that the register does not know.
    certain
        ``False`` if nothing says which place is meant, or places are named that exclude each
        other.
    """

    fitting: StreetIds = _NONE
    place_only: StreetIds = _NONE
    others: StreetIds = _NONE
    named: StreetIds = _NONE
    place_fits: bool = True
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Place:
    """What a place text means: its streets, those of the Ortsteil named, and whether it agrees."""

    streets: StreetIds = _NONE
    named: StreetIds = _NONE
    agrees: bool = True


class PlaceIndex:
    """Finds streets by the names and postcodes of their places.

    Parameters
    ----------
    streets
        All streets; a street is known by its position.
    """

    def __init__(self, streets: Sequence[Street]) -> None:
        self._streets = streets
        self._all = frozenset(range(len(streets)))
        districts, municipalities = defaultdict(set), defaultdict(set)
        exact, postcodes, siblings = defaultdict(set), defaultdict(set), defaultdict(set)
        for position, street in enumerate(streets):
            for key in place_keys(street.district):
                districts[key].add(position)
            for key in place_keys(street.municipality):
                municipalities[key].add(position)
            exact[place_key(street.district)].add(position)
            postcodes[street.postcode].add(position)
            siblings[_gemeinde(street)].add(position)
        self._districts, self._municipalities = _frozen(districts), _frozen(municipalities)
        self._exact, self._postcodes = _frozen(exact), _frozen(postcodes)
        self._siblings = _frozen(siblings)

    def scope(self, place: str, postcode: str) -> Scope | None:
        """Return where an address can lie, ``None`` if it lies outside the register.

        Parameters
        ----------
        place
            Text of a place column or empty.
        postcode
            Five digits or empty.
        """
        meant = self._meant(place)
        served = self._postcodes.get(postcode, _NONE) if postcode else _NONE
        if not meant.streets:
            return self._without_place(served, postcode, is_given=bool(place.strip()))
        if postcode and not served and not self._is_slip(postcode, meant.streets):
            return None  # a place of the same name elsewhere
        fitting = meant.streets & served if postcode else meant.streets
        place_only = meant.streets - fitting
        return Scope(
            fitting=fitting,
            place_only=place_only,
            others=(served | self._neighbours(meant.streets)) - meant.streets,
            named=meant.named,
            certain=meant.agrees,
        )

    def _without_place(self, served: StreetIds, postcode: str, *, is_given: bool) -> Scope | None:
        if served:
            return Scope(fitting=served, place_fits=not is_given)
        return None if is_given or postcode else Scope(fitting=self._all, certain=False)

    def _meant(self, text: str) -> _Place:
        ways, district = split_place(text)
        general = next(filter(None, map(self._read, ways)), None)
        part = self._districts.get(district, _NONE) if district else _NONE
        if general is None:
            return _Place(part, part)
        if not part:
            return general
        both = general.streets & part
        return _Place(both, both) if both else _Place(general.streets | part, agrees=False)

    def _read(self, way: tuple[str, ...]) -> _Place | None:
        """Return what the parts of a name mean together; ``None`` if the first is unknown."""
        groups = [group for group in map(self._by_name, way) if group]
        if not groups or not self._by_name(way[0]):
            return None
        if len(groups) == 1:
            streets = groups[0]
            exact = streets & self._exact.get(way[0], _NONE)
            return _Place(streets, exact or streets & self._districts.get(way[0], _NONE))
        common = reduce(frozenset.intersection, groups)
        return (
            _Place(common, common)
            if common
            else _Place(reduce(frozenset.union, groups), agrees=False)
        )

    def _by_name(self, key: str) -> StreetIds:
        return self._districts.get(key, _NONE) | self._municipalities.get(key, _NONE)

    def _neighbours(self, streets: StreetIds) -> StreetIds:
        """Return all streets of the Gemeinden in which some streets lie."""
        names = {_gemeinde(self._streets[position]) for position in streets}
        return _NONE.union(*(self._siblings[name] for name in names))

    def _is_slip(self, postcode: str, streets: StreetIds) -> bool:
        """Tell whether a postcode differs by one digit or a swap from one of the streets."""
        return any(
            _one_slip(postcode, own)
            for own in {self._streets[position].postcode for position in streets}
        )


def _gemeinde(street: Street) -> str:
    return street.ags or street.municipality


def _frozen(groups: dict[str, set[int]]) -> dict[str, StreetIds]:
    return {key: frozenset(group) for key, group in groups.items() if key}


def _one_slip(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    wrong = [at for at in range(len(one)) if one[at] != other[at]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
    return len(wrong) == 1


def one_place(streets: Iterable[Street]) -> bool:
    """Tell whether all streets lie in the same Ortsteil."""
    return len({(_gemeinde(street), street.district) for street in streets}) == 1
