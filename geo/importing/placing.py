"""Phases on places: addresses, built-in places, Sozialräume."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import WGS84, transform_xy
from geo.geocoding import Address, split_address
from geo.importing.numbers import german_distance
from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.resources import LocationQuality, Reach

if TYPE_CHECKING:
    from geo.gazetteer import GazetteerMatch

_LONGEST_PLACE = 200
_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d\b|\d{1,2}\. ?(Jan|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))"
)


def read_addresses(run: Run) -> None:
    """Put street, postcode and place where they belong, however the cells were cut."""
    for draft in run.open_drafts:
        number = draft.text(Role.HOUSE_NUMBER)
        if _DATE.match(number):
            run.note_row(draft, "hausnummer_datum", role=Role.HOUSE_NUMBER, text=number)
        found = _address(draft)
        if draft.is_protected:
            found = _without_street(found)
        if found.rest:
            run.note_row(draft, "anschrift_gekuerzt", role=Role.ADDRESS, text=found.rest)
        for role, text in (
            (Role.STREET, found.street),
            (Role.POSTCODE, found.postcode),
            (Role.PLACE, found.place),
        ):
            draft.cells[role] = text


def _address(draft: Draft) -> Address:
    street, place = draft.text(Role.STREET), draft.text(Role.PLACE)
    parts, in_street, in_place = map(split_address, (draft.text(Role.ADDRESS), street, place))
    if in_street.postcode:
        parts, street = in_street, in_street.street
    postcode = draft.text(Role.POSTCODE)
    if in_place.postcode:
        postcode, place = postcode or in_place.postcode, in_place.place
    street = " ".join(filter(None, (street, draft.text(Role.HOUSE_NUMBER)))) or parts.street
    found = Address(street, postcode or parts.postcode, place or parts.place, parts.rest)
    return _joined(found, in_place) if in_place.postcode else found


def _joined(found: Address, in_place: Address) -> Address:
    """Add what a cell such as „Am Weg 1, 14513 Teltow“ holds beside postcode and place."""
    unused = in_place.street if found.street else ""
    rest = ", ".join(filter(None, (found.rest, unused, in_place.rest)))
    return replace(found, street=found.street or in_place.street, rest=rest)


def _without_street(found: Address) -> Address:
    """Keep the postcode and a place that cannot be a street."""
    return Address("", found.postcode, "" if any(map(str.isdigit, found.place)) else found.place)


def locate(run: Run) -> None:
    """Place rows without a coordinate by their place, as far as that is right."""
    for draft in run.open_drafts:
        if draft.is_protected or draft.lat is not None:
            continue
        on_the_move = draft.reach is Reach.MOBILE and not draft.text(Role.STREET)
        if on_the_move and draft.service_areas:
            draft.quality = LocationQuality.AREA
        elif draft.reach is not Reach.REMOTE:
            _locate_by_place(run, draft)


def _locate_by_place(run: Run, draft: Draft) -> None:
    place, postcode = draft.text(Role.PLACE), draft.text(Role.POSTCODE)
    known = 0 < len(place) <= _LONGEST_PLACE
    match = run.context.gazetteer.find(place, postcode=postcode) if known else None
    if match is None:
        reason = f"Den Ort „{place}“ kennt das Ortsverzeichnis des Kreises nicht" if place else ""
        reason = reason or "Die Zeile nennt weder eine brauchbare Koordinate noch einen Ort"
        run.note_row(draft, "ohne_ort", role=Role.PLACE, reason=reason)
    elif match.ambiguous:
        candidates = ", ".join(match.candidates)
        run.note_row(draft, "ort_mehrdeutig", role=Role.PLACE, text=place, candidates=candidates)
    else:
        _take_match(run, draft, match)


def _take_match(run: Run, draft: Draft, match: GazetteerMatch) -> None:
    draft.quality = match.quality
    draft.lat, draft.lon = match.lat, match.lon
    draft.sozialraum_id = run.context.vocabulary.sozialraum(
        run.context.county.sozialraum_id(match.ars)
    )
    if not match.postcode_fits:
        run.note_row(draft, "plz_abweichend", role=Role.POSTCODE, place=match.name)
    if match.lat is None:
        run.note_row(draft, "nur_gebiet", role=Role.PLACE, place=match.name)
    else:
        centre = match.approximate_by or match.name
        run.note_row(draft, "ort_ungefaehr", role=Role.PLACE, place=centre)


def read_sozialraeume(run: Run) -> None:
    """Find the Sozialraum that the list names."""
    for draft in run.open_drafts:
        text = draft.text(Role.SOZIALRAUM)
        draft.listed_sozialraum = run.context.vocabulary.sozialraum(text) if text else None
        if text and draft.listed_sozialraum is None:
            run.note_row(draft, "sozialraum_unbekannt", role=Role.SOZIALRAUM, text=text)


def assign(run: Run) -> None:
    """Give each row the Sozialraum of its point, or the one the list names."""
    for draft in run.open_drafts:
        draft.sozialraum_id = draft.listed_sozialraum or draft.sozialraum_id
    drafts = [draft for draft in run.open_drafts if draft.lat is not None]
    if not drafts:
        return
    lon = np.array([draft.lon for draft in drafts], dtype=np.float64)
    lat = np.array([draft.lat for draft in drafts], dtype=np.float64)
    crs = run.context.areas.crs
    x, y = transform_xy(lon, lat, source=WGS84, target=crs)
    found = run.context.index.assign(x, y, crs=crs)
    outside, nearest, distance = found.position < 0, found.nearest, found.distance_m
    areas = run.context.index.areas
    for index, draft in enumerate(drafts):
        area = areas[int(nearest[index])]
        draft.sozialraum_id = area.area_id
        if outside[index]:
            draft.outside_m = round(float(distance[index]), 1)
            run.note_row(
                draft, "ausserhalb", distance=german_distance(draft.outside_m), nearest=area.name
            )
        elif draft.listed_sozialraum not in {None, area.area_id}:
            listed = run.context.vocabulary.sozialraum_name(draft.listed_sozialraum or "")
            run.note_row(
                draft,
                "sozialraum_abweichend",
                role=Role.SOZIALRAUM,
                listed=listed,
                found=area.name,
            )
