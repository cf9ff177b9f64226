"""Built-in places: where "Schwielowsee OT Caputh" is, without asking anybody."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.county import read_county
from geo.errors import InputError, UnreadableFile
from geo.geocoding.keys import place_key, place_keys
from geo.resources import LocationQuality
from geo.shipped import main_place, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerPlace:
    """A place with its centre.

    Parameters
    ----------
    name
        Official name.
    ars
        ARS of its Gemeinde, 12 digits.
    postcodes
        Its postcodes, usual one first.
    lat, lon
        EPSG:4326 degrees.
    """

    name: str
    ars: str
    postcodes: tuple[str, ...]
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerMatch:
    """What a text stands for.

    Parameters
    ----------
    name
        Name of the place, Gemeinde or area that was found.
    ars
        Key of the Gemeinde (12 digits), or of the larger area.
    lat, lon
        EPSG:4326 degrees; ``None`` for an area and for an ambiguous name.
    quality
        ``PLACE``, ``AREA`` (no point), or ``NONE`` if the name is ambiguous.
    approximate_by
        Place whose centre stands for a Gemeinde that no place bears the name of; empty
        otherwise.
    postcode_fits
        ``False`` if a postcode was given that the place does not have.
    candidates
        Places that an ambiguous name can mean, as ``"Rietz (14797)"``.
    """

    name: str
    ars: str
    lat: float | None = None
    lon: float | None = None
    quality: LocationQuality = LocationQuality.PLACE
    approximate_by: str = ""
    postcode_fits: bool = True
    candidates: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether the name can mean several places."""
        return bool(self.candidates)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One meaning of a name.

    ``contains`` is the prefix of the ARS of all places in a Gemeinde or area, ``None`` for a
    place. ``exact`` is false if the name is the official one without its addition.
    """

    match: GazetteerMatch
    postcodes: frozenset[str] = frozenset()
    contains: str | None = None
    exact: bool = True

    def is_in(self, scope: str) -> bool:
        return self.contains is None and self.match.ars.startswith(scope)

    def serves(self, postcode: str) -> bool:
        return not self.postcodes or postcode in self.postcodes


class Gazetteer:
    """Finds places by name and postcode.

    A name is found if it is the official one but for case, umlauts written out, hyphens,
    blanks, small words and brackets; nothing is found by mere similarity. A postcode chooses
    among places of the same name.

    Parameters
    ----------
    places
        All places.
    gemeinden
        Name of each Gemeinde by ARS. A Gemeinde stands for the place that it is named after,
        or, if there is none, for the most central of its places.
    areas
        Names of larger areas by id: they are found as areas, without a point.
    """

    def __init__(
        self,
        places: Iterable[GazetteerPlace],
        *,
        gemeinden: Mapping[str, str] | None = None,
        areas: Mapping[str, str] | None = None,
    ) -> None:
        self.places = tuple(places)
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        for place in self.places:
            self._add(place.name, _Entry(_match_of(place), frozenset(place.postcodes)))
        for ars, name in (gemeinden or {}).items():
            members = [place for place in self.places if place.ars == ars]
            if members:
                self._add(name, _gemeinde_entry(ars, name, members))
        for area_id, name in (areas or {}).items():
            area = GazetteerMatch(name=name, ars=area_id, quality=LocationQuality.AREA)
            self._add(name, _Entry(area, contains=area_id))
        self._postcodes = {code for place in self.places for code in place.postcodes}

    def _add(self, name: str, entry: _Entry) -> None:
        official = place_key(name)
        for key in place_keys(name):
            self._entries[key].append(entry if key == official else replace(entry, exact=False))

    def find(self, place: str, *, postcode: str = "") -> GazetteerMatch | None:
        """Find what a place column says.

        Understands "Schwielowsee OT Caputh", "Caputh (Schwielowsee)", "14548 Caputh",
        "Werder (Havel) OT Glindow, Elisabethhöhe", "Amt Beetzsee (mobil)".

        Parameters
        ----------
        place
            Text of the column.
        postcode
            Postcode from another column; what is not five digits is ignored.

        Returns
        -------
        GazetteerMatch or None
            ``None`` if the first name of the text is not known here, or if a mere place name
            comes with a postcode from elsewhere: then it is another place of that name.
        """
        own = re.search(r"\b\d{5}\b", place)
        text = re.sub(r"\b(D-)?\d{5}\b", " ", place)
        given = postcode.strip() or (own[0] if own else "")
        code = given if re.fullmatch(r"\d{5}", given) else ""
        for pattern in _SEPARATORS:
            parts = [place_key(part) for part in pattern.split(text)]
            groups = [self._entries[part] for part in parts if part in self._entries]
            if groups and parts[0] in self._entries:
                return self._choose(_narrowed(groups), code, text.strip())
        return None

    def point_of(self, text: str) -> GazetteerMatch:
        """Return the one place with a point that somebody means by a text.

        Parameters
        ----------
        text
            As in :meth:`find`.

        Raises
        ------
        InputError
            If no place or more than one is called so.
        """
        match = self.find(text)
        if match and match.ambiguous:
            raise InputError(
                f"„{text}“ gibt es mehrmals: {', '.join(match.candidates)}. "
                "Bitte die Postleitzahl dazuschreiben."
            )
        if match is None or match.lat is None or match.lon is None:
            raise InputError(
                f"Den Ort „{text}“ kennt das Ortsverzeichnis nicht. "
                "Bitte einen Ort aus der Liste wählen oder auf die Karte klicken."
            )
        return match

    def _choose(self, entries: Sequence[_Entry], postcode: str, text: str) -> GazetteerMatch | None:
        fitting = [entry for entry in entries if not postcode or entry.serves(postcode)]
        if not fitting and postcode not in self._postcodes:
            entries = [entry for entry in entries if entry.contains]
        pool = fitting or entries
        exact = [entry for entry in pool if entry.exact] or pool
        found = {(entry.match.ars, entry.match.lat): entry.match for entry in exact}
        if not found:
            return None
        if len(found) == 1:
            return replace(next(iter(found.values())), postcode_fits=bool(fitting))
        return GazetteerMatch(
            name=text,
            ars="",
            quality=LocationQuality.NONE,
            postcode_fits=bool(fitting),
            candidates=tuple(sorted({_label(entry) for entry in exact})),
        )


def read_gazetteer(folder: Path) -> Gazetteer:
    """Read ``orte.csv`` and the names of Gemeinden and areas of a configuration folder.

    Parameters
    ----------
    folder
        Folder with ``county.toml``, ``orte.csv``, ``gemeinden.csv``, ``sozialraeume.csv``.

    Raises
    ------
    UnreadableFile
        If a file or column is missing, or a coordinate is no number.
    """
    county = read_county(folder)
    gemeinden = {
        row["ars"]: row["name"] for row in read_table(folder / "gemeinden.csv", ("ars", "name"))
    }
    sozialraeume = read_table(folder / "sozialraeume.csv", ("sozialraum_id", "name"))
    areas = {row["sozialraum_id"]: row["name"] for row in sozialraeume}
    names = set(gemeinden.values())
    return Gazetteer(
        _read_places(folder / "orte.csv"),
        gemeinden=gemeinden,
        areas={county.ars: county.name}
        | {area_id: name for area_id, name in areas.items() if name not in names},
    )


def _read_places(path: Path) -> list[GazetteerPlace]:
    try:
        return [
            GazetteerPlace(
                name=row["ort"],
                ars=row["ars"],
                postcodes=tuple(row["plz"].split()),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
            )
            for row in read_table(path, ("ars", "ort", "plz", "lat", "lon"))
        ]
    except ValueError as error:
        raise UnreadableFile(f"In {path} ist eine Koordinate keine Zahl: {error}") from error


def _match_of(place: GazetteerPlace) -> GazetteerMatch:
    return GazetteerMatch(name=place.name, ars=place.ars, lat=place.lat, lon=place.lon)


def _gemeinde_entry(ars: str, name: str, members: Sequence[GazetteerPlace]) -> _Entry:
    by_name = {place.name: place for place in members}
    main = main_place(name, by_name)
    if main:
        match = _match_of(by_name[main])
    else:
        centre = _most_central(members)
        match = replace(_match_of(centre), name=name, approximate_by=centre.name)
    postcodes = frozenset(code for place in members for code in place.postcodes)
    return _Entry(match, postcodes, contains=ars)


def _most_central(places: Sequence[GazetteerPlace]) -> GazetteerPlace:
    """Return the place with the smallest sum of distances to the others (the medoid).

    Unlike the mean of the coordinates it lies within the Gemeinde, whatever its shape.
    """

    def total(place: GazetteerPlace) -> float:
        shrink = math.cos(math.radians(place.lat))
        return sum(
            math.hypot((other.lon - place.lon) * shrink, other.lat - place.lat) for other in places
        )

    return min(places, key=lambda place: (total(place), place.name))


def _narrowed(groups: Sequence[Sequence[_Entry]]) -> list[_Entry]:
    """Return what several names mean together.

    The places among them that lie in the Gemeinde or area that another one names; the Gemeinde
    itself if there are none. A known place that lies elsewhere contradicts and stays.
    """
    if len(groups) == 1:
        return list(groups[0])
    home = next((at for at, group in enumerate(groups) if any(e.contains for e in group)), None)
    if home is None:
        return [entry for group in groups for entry in group]
    scope = next(entry.contains for entry in groups[home] if entry.contains)
    inside: list[_Entry] = []
    contradicting: list[_Entry] = []
    for group in (*groups[:home], *groups[home + 1 :]):
        here = [entry for entry in group if entry.is_in(scope)]
        inside += here
        contradicting += [] if here else group
    return (inside or list(groups[home])) + contradicting


def _label(entry: _Entry) -> str:
    codes = " ".join(sorted(entry.postcodes))
    return f"{entry.match.name} ({codes})" if codes else entry.match.name


_SEPARATORS = (
    re.compile(r"\Z(?!\Z)"),
    re.compile(r"[,;()/]|\b(?:OT|Ortsteil|GT|Gemeindeteil)\b|\s[-–]\s", re.IGNORECASE),
    re.compile(r"[,;()/–-]|\b(?:OT|Ortsteil|GT|Gemeindeteil)\b", re.IGNORECASE),
)
