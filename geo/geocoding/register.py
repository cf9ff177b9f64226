"""The register of houses and the search in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from geo.geocoding.house_numbers import splits, without_unit
from geo.geocoding.keys import street_key
from geo.geocoding.match import AddressMatch
from geo.geocoding.places import PlaceIndex, Scope, StreetIds, one_place
from geo.geocoding.similar import by_initials, loose_keys, most_similar
from geo.geocoding.street import Point, Street, central, metres_between
from geo.resources import LocationQuality

_POSTCODE = re.compile(r"\b\d{5}\b")
_SAME_HOUSE_M = 30.0  # the same number twice within this distance is one house
_DEVIATION = 0.9
_MOST_CANDIDATES = 5
_SCOPES = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One way to read what was asked, and how far it was changed."""

    number: str
    streets: tuple[Street, ...]
    others: tuple[Street, ...] = ()
    named: tuple[Street, ...] = ()
    similarity: float = 1.0
    corrected: bool = False
    postcode_fits: bool = True


class AddressRegister:
    """Finds official house coordinates by address.

    Nothing is called a house but the asked number in the asked street of the asked place.
    Streets are compared as :func:`geo.geocoding.keys.street_key` says; a name that no street of
    the register has may differ by a slip from the only similar street of its place.

    Parameters
    ----------
    streets
        All streets with their houses.
    source, licence
        Where the register comes from, for showing.
    """

    def __init__(self, streets: Iterable[Street], *, source: str = "", licence: str = "") -> None:
        self.streets = tuple(streets)
        self.source, self.licence = source, licence
        self._places = PlaceIndex(self.streets)
        self._keys = [street_key(street.name) for street in self.streets]
        by_key: dict[str, list[int]] = defaultdict(list)
        for position, key in enumerate(self._keys):
            by_key[key].append(position)
        self._by_key = dict(by_key)
        self._scope = lru_cache(maxsize=_SCOPES)(self._places.scope)
        self._place = lru_cache(maxsize=_SCOPES)(self._find_place)
        self._keys_of = lru_cache(maxsize=_SCOPES)(self._find_keys)

    @property
    def houses(self) -> int:
        """Number of house numbers."""
        return sum(len(street.houses) for street in self.streets)

    def find(self, street: str, *, postcode: str = "", place: str = "") -> AddressMatch | None:
        """Find an address.

        Parameters
        ----------
        street
            Street with house number: „Karl-Marx-Str. 58 b“, „Am Markt 12 Haus 3“.
        postcode
            Postcode; what is not five digits is ignored.
        place
            Gemeinde, Ortsteil or both: „Werder“, „Schwielowsee OT Caputh“.

        Returns
        -------
        AddressMatch or None
            ``None`` if the register knows neither street nor place, or if the postcode says that
            the place lies elsewhere.
        """
        code = _POSTCODE.search(postcode) or _POSTCODE.search(place)
        scope = self._scope(place, code[0] if code else "")
        if scope is None:
            return None
        found = self._in_street(street, scope)
        if found is None or (found.kind != "house" and without_unit(street) != street):
            shorter = self._in_street(without_unit(street), scope)
            if shorter is not None and (found is None or shorter.score > found.score):
                found = _deviating(shorter, corrected=True)
        if found is None:
            found = self._in_place(scope)
        if found is None or scope.place_fits:
            return found
        return _deviating(found, corrected=True, place_fits=False)

    def _in_street(self, street: str, scope: Scope) -> AddressMatch | None:
        ways = splits(street)
        for name, number in ways:
            asked = self._asked(name, number, scope)
            if asked is not None:
                return _settle(asked, certain=scope.certain)
        if not scope.certain:
            return None
        for name, number in ways:
            asked = self._misspelt(name, number, scope)
            if asked is not None:
                return _settle(asked, certain=True)
        return None

    def _asked(self, name: str, number: str, scope: Scope) -> _Asked | None:
        positions = self._by_key.get(street_key(name))
        if positions is None:
            return None
        fitting = self._among(positions, scope.fitting)
        place_only = self._among(positions, scope.place_only)
        others = self._among(positions, scope.others)
        if fitting:
            named = self._among(positions, scope.fitting & scope.named) if scope.named else ()
            return _Asked(number=number, streets=fitting, named=named)
        if place_only:
            return _Asked(number=number, streets=place_only, others=others, postcode_fits=False)
        return _Asked(number=number, streets=(), others=others) if others else None

    def _misspelt(self, name: str, number: str, scope: Scope) -> _Asked | None:
        if street_key(name) in self._by_key:
            return None  # a street that exists, only not here
        near = scope.fitting or scope.place_only
        keys = self._keys_of(near)
        full = by_initials(name, (self.streets[at].name for at in near))
        found = (street_key(full), 1.0) if full else most_similar(name, keys)
        if found is None:
            return None
        asked = self._asked(found[0], number, scope)
        return asked and replace(asked, similarity=found[1], corrected=True)

    def _among(self, positions: Sequence[int], wanted: StreetIds) -> tuple[Street, ...]:
        return tuple(self.streets[at] for at in positions if at in wanted)

    def _find_keys(self, positions: StreetIds) -> dict[str, str]:
        return loose_keys(self._keys[at] for at in positions)

    def _in_place(self, scope: Scope) -> AddressMatch | None:
        if not scope.certain or not scope.place_fits:
            return None
        place = self._place(scope.named or scope.fitting or scope.place_only)
        found = place and _match("place", *place, 0.25)
        return found if found is None or scope.fitting else _deviating(found, postcode_fits=False)

    def _find_place(self, positions: StreetIds) -> tuple[Point, str] | None:
        """Return middle and name of the place that streets make up, if they make up one."""
        streets = [self.streets[at] for at in positions]
        firsts = (next(iter(street.houses.values()), None) for street in streets)
        point = central([first for first in firsts if first is not None])
        if point is None or len({street.municipality for street in streets}) != 1:
            return None
        label = streets[0].district if one_place(streets) else streets[0].municipality
        return point, label or streets[0].municipality


def _settle(asked: _Asked, *, certain: bool) -> AddressMatch | None:
    """Choose among the streets of one name."""
    number = asked.number
    here = [street for street in asked.streets if number in street.houses]
    there = [street for street in asked.others if number in street.houses]
    if not asked.streets or not certain:
        return _ambiguous(asked, here + there or [*asked.streets, *asked.others])
    if here:
        named = [street for street in here if street in asked.named]
        doubtful = bool(asked.named) and not named
        if doubtful or there or not _is_one_house(here, number):
            return _ambiguous(asked, [*here, *there] if not doubtful else [*asked.named, *here])
        found = _match("house", here[0].houses[number], here[0].label(number), 1.0)
        # elsewhere in the Gemeinde the number may only be unknown: which Ortsteil it is, is told
        chosen = not asked.named and not one_place(asked.streets)
        return _scored(found, replace(asked, corrected=asked.corrected or chosen))
    streets = list(asked.named or asked.streets)
    if there or not one_place(streets):
        return _ambiguous(asked, [*streets, *there])
    return _nearby(asked, streets)


def _nearby(asked: _Asked, streets: list[Street]) -> AddressMatch | None:
    """Return the nearest number, or the street where no number was asked."""
    found = [
        (near[1], position, near[0])
        for position, street in enumerate(streets)
        if (near := street.nearest(asked.number))
    ]
    if found:
        between, position, house = min(found)
        street = streets[position]
        score = 0.8 - 0.02 * min(between, 10)
        return _scored(_match("neighbour", street.houses[house], street.label(house), score), asked)
    points = [point for street in streets for point in street.houses.values()]
    middle = central(points)
    return middle and _scored(_match("street", middle, streets[0].label(), 0.5), asked)


def _match(kind: str, point: Point, label: str, score: float) -> AddressMatch:
    quality = {"house": LocationQuality.HOUSE, "place": LocationQuality.PLACE}
    return AddressMatch(
        lat=point[0],
        lon=point[1],
        quality=quality.get(kind, LocationQuality.STREET),
        score=score,
        kind=kind,  # type: ignore[arg-type]
        label=label,
    )


def _ambiguous(asked: _Asked, streets: Sequence[Street]) -> AddressMatch:
    labels = dict.fromkeys(
        street.label(asked.number if asked.number in street.houses else "") for street in streets
    )
    return AddressMatch(
        quality=LocationQuality.NONE,
        score=0.0,
        kind="ambiguous",
        label=next(iter(labels)),
        corrected=asked.corrected,
        postcode_fits=asked.postcode_fits,
        candidates=tuple(sorted(labels))[:_MOST_CANDIDATES],
    )


def _is_one_house(streets: Sequence[Street], number: str) -> bool:
    first = streets[0].houses[number]
    return all(metres_between(first, s.houses[number]) <= _SAME_HOUSE_M for s in streets[1:])


def _scored(match: AddressMatch, asked: _Asked) -> AddressMatch:
    """Lower the score by what had to be changed."""
    score = match.score * asked.similarity * (1.0 if asked.postcode_fits else _DEVIATION)
    return replace(
        match,
        score=round(score, 3),
        corrected=asked.corrected,
        postcode_fits=asked.postcode_fits,
    )


def _deviating(match: AddressMatch, **what: bool) -> AddressMatch:
    return replace(match, score=round(match.score * _DEVIATION, 3), **what)  # type: ignore[arg-type]
