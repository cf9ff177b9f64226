"""Phase: where a row lies by its address, from the house down to the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.geocoding import AddressMatch, is_po_box
from geo.geocoding.grammar import street_part
from geo.geocoding.online import OnlineAnswer, online_query
from geo.geocoding.street import metres_between
from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.numbers import german_distance
from geo.resources import LocationQuality, Reach

if TYPE_CHECKING:
    from geo.gazetteer import GazetteerMatch

FAR_M = 500.0  # a coordinate further from its house than this is told
_LONGEST_PLACE = 200


def locate(run: Run) -> None:
    """Place rows without a coordinate by house, street or place, as far as that is right.

    The first that is known counts: the house in the register, the house an online service has
    named, a neighbouring house or the street, the place. A row with a coordinate keeps it.
    """
    for draft in run.open_drafts:
        if draft.is_protected:
            continue
        if draft.lat is not None:
            _compare_with_house(run, draft)
            continue
        on_the_move = draft.reach is Reach.MOBILE and not draft.text(Role.STREET)
        if on_the_move and draft.service_areas:
            draft.quality = LocationQuality.AREA
        elif draft.reach is not Reach.REMOTE:
            _locate_by_address(run, draft)


def _locate_by_address(run: Run, draft: Draft) -> None:
    street = draft.text(Role.STREET)
    if is_po_box(street):
        run.note_row(draft, "postfach", role=Role.STREET, text=street)
        _locate_by_place(run, draft, None)
        return
    match = _in_register(run, draft)
    online = _online(run, draft)
    if match and match.kind == "house":
        _take_address(run, draft, match)
    elif online and online.quality is LocationQuality.HOUSE:
        _take_online(run, draft, online)
    elif match and match.kind in {"neighbour", "street"}:
        _take_address(run, draft, match)
    elif online and online.quality is LocationQuality.STREET:
        _take_online(run, draft, online)
    else:
        _note_unfound(run, draft, match)
        _locate_by_place(run, draft, match)


def _in_register(run: Run, draft: Draft) -> AddressMatch | None:
    """Return what the register knows about the row's street, at least about its place."""
    street, addresses = draft.text(Role.STREET), run.context.addresses
    if addresses is None:
        return None
    postcode, place = draft.text(Role.POSTCODE), draft.text(Role.PLACE)
    found = addresses.find(street, postcode=postcode, place=place)
    if "," not in street or (found and found.kind == "house"):
        return found
    bare = street_part(street)[0]  # without the name of an institution
    shorter = addresses.find(bare, postcode=postcode, place=place)
    return shorter if shorter and (found is None or shorter.score > found.score) else found


def _online(run: Run, draft: Draft) -> OnlineAnswer | None:
    if not run.context.online:
        return None
    query = online_query(
        draft.text(Role.STREET), postcode=draft.text(Role.POSTCODE), place=draft.text(Role.PLACE)
    )
    return run.context.online.get(query.key) if query else None


def _take_address(run: Run, draft: Draft, match: AddressMatch) -> None:
    draft.lat, draft.lon, draft.quality = match.lat, match.lon, match.quality
    if match.kind == "neighbour":
        run.note_row(draft, "anschrift_nachbar", role=Role.STREET, label=match.label)
    elif match.kind == "street":
        run.note_row(draft, "anschrift_strasse", role=Role.STREET, label=match.label)
    if not match.place_fits:
        text = draft.text(Role.PLACE)
        run.note_row(draft, "ort_nach_plz", role=Role.PLACE, text=text, label=match.label)
    elif match.corrected:
        text = draft.text(Role.STREET)
        run.note_row(draft, "anschrift_berichtigt", role=Role.STREET, text=text, label=match.label)
    if not match.postcode_fits:
        run.note_row(draft, "plz_abweichend", role=Role.POSTCODE, place=match.label)


def _take_online(run: Run, draft: Draft, answer: OnlineAnswer) -> None:
    draft.lat, draft.lon, draft.quality = answer.lat, answer.lon, answer.quality
    run.note_row(
        draft, "anschrift_online", role=Role.STREET, service=answer.service, label=answer.label
    )


def _note_unfound(run: Run, draft: Draft, match: AddressMatch | None) -> None:
    text = draft.text(Role.STREET)
    if not text or match is None:
        return
    if match.ambiguous:
        candidates = "; ".join(match.candidates)
        run.note_row(
            draft, "anschrift_mehrdeutig", role=Role.STREET, text=text, candidates=candidates
        )
    else:
        run.note_row(draft, "anschrift_unbekannt", role=Role.STREET, text=text)


def _compare_with_house(run: Run, draft: Draft) -> None:
    """Tell when the coordinate of the list is far from the house of its address."""
    if draft.quality is not LocationQuality.HOUSE or not draft.text(Role.STREET):
        return
    match = _in_register(run, draft)
    if match is None or match.kind != "house":
        return
    distance = metres_between(
        (draft.lat or 0.0, draft.lon or 0.0), (match.lat or 0.0, match.lon or 0.0)
    )
    if distance > FAR_M:
        run.note_row(
            draft,
            "anschrift_fern",
            role=Role.STREET,
            distance=german_distance(distance),
            label=match.label,
        )


def _locate_by_place(run: Run, draft: Draft, address: AddressMatch | None) -> None:
    """Place a row by the built-in places, or by the register where these do not know the place."""
    place, postcode = draft.text(Role.PLACE), draft.text(Role.POSTCODE)
    known = 0 < len(place) <= _LONGEST_PLACE
    match = run.context.gazetteer.find(place, postcode=postcode) if known else None
    if match is not None and match.ambiguous:
        candidates = ", ".join(match.candidates)
        run.note_row(draft, "ort_mehrdeutig", role=Role.PLACE, text=place, candidates=candidates)
    elif match is not None:
        _take_place(run, draft, match)
    elif address is not None and address.kind == "place":
        draft.lat, draft.lon, draft.quality = address.lat, address.lon, address.quality
        run.note_row(draft, "ort_ungefaehr", role=Role.PLACE, place=address.label)
    elif place or not run.is_notes:
        reason = f"Den Ort „{place}“ kennt das Ortsverzeichnis des Kreises nicht" if place else ""
        reason = reason or "Die Zeile nennt weder eine brauchbare Koordinate noch einen Ort"
        run.note_row(draft, "ohne_ort", role=Role.PLACE, reason=reason)


def _take_place(run: Run, draft: Draft, match: GazetteerMatch) -> None:
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
