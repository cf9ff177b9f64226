"""Phases on places: the parts of an address, Sozialräume."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from geo.crs import WGS84, transform_xy
from geo.geocoding import Address, split_address
from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.numbers import german_distance
from geo.spelling import fold

_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d\b|\d{1,2}\. ?(Jan|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))"
)
_DECIMALS = re.compile(r"(?<=\d)[.,]0+$")  # the number as a database has written it
_DISTRICT_MARK = re.compile(r"^(?:OT|Ortsteil)\b\.?\s*", re.IGNORECASE)


def read_addresses(run: Run) -> None:
    """Put street, postcode and place where they belong, however the cells were cut."""
    for draft in run.open_drafts:
        number = draft.text(Role.HOUSE_NUMBER)
        if _DATE.match(number):
            run.note_row(draft, "hausnummer_datum", role=Role.HOUSE_NUMBER, text=number)
        found = _in_district(_address(draft), draft.text(Role.DISTRICT))
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
    street = " ".join(filter(None, (street, _house_number(draft)))) or parts.street
    found = Address(street, postcode or parts.postcode, place or parts.place, parts.rest)
    return _joined(found, in_place) if in_place.postcode else found


def _in_district(found: Address, district: str) -> Address:
    """Name the Ortsteil beside the Ort: the same street may be in several of them."""
    district = _DISTRICT_MARK.sub("", district)
    place, named = fold(found.place), fold(district)
    is_named = place == named or place.endswith((f" ot {named}", f" ortsteil {named}"))
    if is_named or not any(map(str.isalpha, district)):
        return found
    alone = not place or f" {place} " in f" {named} "
    return replace(found, place=district if alone else f"{found.place}, OT {district}")


def _house_number(draft: Draft) -> str:
    """Return the number with its addition such as „12 a“."""
    number, suffix = draft.text(Role.HOUSE_NUMBER), draft.text(Role.HOUSE_NUMBER_SUFFIX)
    number = _DECIMALS.sub("", number)
    return f"{number}{suffix}" if len(suffix) == 1 else f"{number} {suffix}".strip()


def _joined(found: Address, in_place: Address) -> Address:
    """Add what a cell such as „Am Weg 1, 14513 Teltow“ holds beside postcode and place."""
    unused = in_place.street if found.street else ""
    rest = ", ".join(filter(None, (found.rest, unused, in_place.rest)))
    return replace(found, street=found.street or in_place.street, rest=rest)


def _without_street(found: Address) -> Address:
    """Keep the postcode and a place that cannot be a street."""
    return Address("", found.postcode, "" if any(map(str.isdigit, found.place)) else found.place)


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
