"""What was found for an address, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.resources import LocationQuality

MatchKind = Literal["house", "neighbour", "street", "place", "ambiguous"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressMatch:
    """The best answer of a register to one address.

    Parameters
    ----------
    lat, lon
        EPSG:4326 degrees; ``None`` if the address is ambiguous.
    quality
        ``HOUSE`` only for the asked house itself; a neighbouring house and a street are
        ``STREET``, a place is ``PLACE``, an ambiguous address ``NONE``.
    score
        0 to 1: ``kind × similarity × 0.9^deviations``. ``kind`` is 1 for the house, 0.8 for a
        neighbour less 0.02 for each number between (never below 0.6), 0.5 for the street, 0.25
        for the place, 0 if ambiguous. ``similarity`` is 1 less the share of the street's letters
        that had to be corrected. Deviations: a postcode that does not fit, an unknown place, a
        part of the house number that had to be left out.
    kind
        What the point is; ``ambiguous`` stands for several houses or streets.
    label
        Official writing of what was found, such as „Musterweg 5, 99992 Probestadt“.
    corrected
        Whether what was written differs by more than an abbreviation or umlaut.
    postcode_fits
        ``False`` if a postcode was given that the found address does not have.
    place_fits
        ``False`` if a place was given that the register does not know.
    candidates
        What an ambiguous address can mean, as labels.
    """

    lat: float | None = None
    lon: float | None = None
    quality: LocationQuality
    score: float
    kind: MatchKind
    label: str
    corrected: bool = False
    postcode_fits: bool = True
    place_fits: bool = True
    candidates: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether the address can mean several houses or streets."""
        return self.kind == "ambiguous"
