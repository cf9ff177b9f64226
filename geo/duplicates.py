"""Offers that may be one and the same: pairs for a person to look at, with the reasons.

Which offers are compared at all says :mod:`geo.comparable`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from geo.comparable import Comparable, alike, candidates, distance_between
from geo.counting import Offer, all_offers
from geo.numbers import german_distance
from geo.results import MapView

#: Metres within which offers of one provider and one Kategorie are suspicious.
NEAR_M = 300.0
#: Metres within which two points are one place: two registers rarely agree better.
SAME_PLACE_M = 25.0


class DuplicateReason(StrEnum):
    """Why two offers may be one."""

    SAME_NAME = "gleicher Name"
    SIMILAR_NAME = "ähnlicher Name"
    SAME_PLACE = "gleicher Ort und gleiche Kategorie"
    SAME_PROVIDER = "gleicher Träger und gleiche Kategorie in der Nähe"


_STRENGTH = {
    DuplicateReason.SAME_NAME: 50,
    DuplicateReason.SIMILAR_NAME: 35,
    DuplicateReason.SAME_PLACE: 25,
    DuplicateReason.SAME_PROVIDER: 15,
}
_AT_ONE_PLACE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """Two offers that may be one.

    Parameters
    ----------
    one, other
        The offers with their layers, the one with the smaller keys first.
    reasons
        At least one, the strongest first.
    distance_m
        Metres between the points; ``None`` if one has none.
    same_address
        Whether street, house number and place are the same, spelling aside.
    strength
        1 to 100, for the order only: 50 for the same name or 35 for a similar one, 25 for the
        same place with the same Kategorie, 15 for the same provider with the same Kategorie
        nearby, 10 for one place.
    """

    one: Offer
    other: Offer
    reasons: tuple[DuplicateReason, ...]
    distance_m: float | None
    same_address: bool
    strength: int

    @property
    def words(self) -> str:
        """The reasons in German, such as „gleicher Name; gleiche Anschrift“."""
        return "; ".join([*(reason.value for reason in self.reasons), self.apart])

    @property
    def apart(self) -> str:
        """How far apart they are, in German."""
        if self.same_address:
            return "gleiche Anschrift"
        if self.distance_m is None:
            return "Entfernung nicht bekannt"
        return f"Entfernung {german_distance(self.distance_m)}"


def possible_duplicates(view: MapView, *, within_m: float = NEAR_M) -> tuple[DuplicatePair, ...]:
    """Return the pairs of offers that may be one, in all layers, the most suspicious first.

    A pair has at least one of these reasons:

    - *same name* or, with the same Kategorie, a *similar name* (each word the same within the
      typing errors that the search forgives, filling words and endings aside), within the
      distance or at one address. Where a place is not exactly known, nothing may speak against
      it: Ort, Sozialraum, provider and Kategorie are the same or missing. One list that gives one
      name to several Kategorien means several offers; two lists may mean one.
    - *same place* (address, or exact points within 25 m) and the same Kategorie;
    - *same provider* and the same Kategorie with exact points within the distance.

    So neither several offers in one house nor the branches of a provider are pairs. Offers whose
    Kategorie never has a place are compared only with one another, and by their names only.

    Parameters
    ----------
    view
        What is compared.
    within_m
        Metres.
    """
    offers = sorted(
        (Comparable.of(layer, each, view.taxonomy) for layer, each in all_offers(view)),
        key=lambda each: each.order,
    )
    found: dict[tuple[int, int], DuplicatePair] = {}
    for at in candidates(offers, within_m=max(within_m, SAME_PLACE_M)):
        if pair := _pair(offers[at[0]], offers[at[1]], within_m):
            found[at] = pair
    ranked = sorted(found.items(), key=lambda item: (-item[1].strength, item[0]))
    return tuple(pair for _, pair in ranked)


def _pair(one: Comparable, other: Comparable, within_m: float) -> DuplicatePair | None:
    if one.protected != other.protected:
        return None
    distance = distance_between(one, other)
    same_address = one.has_address_of(other) and (distance or 0.0) <= max(within_m, SAME_PLACE_M)
    near = same_address or (_agree(one, other) if distance is None else distance <= within_m)
    if not near:
        return None
    one_place = same_address or (distance is not None and distance <= SAME_PLACE_M)
    reasons = tuple(_reasons(one, other, one_place=one_place, near=distance is not None))
    if not reasons:
        return None
    first, second = sorted((one, other), key=lambda each: each.key)
    return DuplicatePair(
        one=(first.layer, first.resource),
        other=(second.layer, second.resource),
        reasons=reasons,
        distance_m=distance,
        same_address=same_address,
        strength=sum(_STRENGTH[each] for each in reasons) + _AT_ONE_PLACE * one_place,
    )


def _reasons(
    one: Comparable, other: Comparable, *, one_place: bool, near: bool
) -> Iterator[DuplicateReason]:
    same_kind = one.category == other.category != ""
    other_kind = one.category and other.category and not same_kind
    if one.words == other.words and not (other_kind and one.layer == other.layer):
        yield DuplicateReason.SAME_NAME
    elif _match(one.category, other.category) and alike(one.words, other.words):
        yield DuplicateReason.SIMILAR_NAME
    if same_kind and one_place:
        yield DuplicateReason.SAME_PLACE
    if same_kind and near and one.provider == other.provider != "":
        yield DuplicateReason.SAME_PROVIDER


def _agree(one: Comparable, other: Comparable) -> bool:
    """Tell whether nothing speaks against one place, where it is not exactly known."""
    return (
        _match(one.street, other.street)
        and one.may_be_in_place_of(other)
        and _match(one.resource.sozialraum_id or "", other.resource.sozialraum_id or "")
        and _match(one.provider, other.provider)
        and _match(one.category, other.category)
    )


def _match(one: str, other: str) -> bool:
    return not one or not other or one == other
