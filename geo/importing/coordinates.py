"""Phase: coordinates of whatever kind become latitude and longitude."""

from __future__ import annotations

import numpy as np

from geo.crs import WGS84, is_known, transform_xy
from geo.importing.georeferencing.crs_choice import CrsCandidate, choose_crs, rank_crs
from geo.importing.georeferencing.crs_words import declared_crs
from geo.importing.georeferencing.frame import Frame
from geo.importing.georeferencing.positions import Position, parse_axes, parse_position
from geo.importing.georeferencing.readings import Readings
from geo.importing.georeferencing.signatures import crs_label, with_zone_prefix
from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.importing.situating import Located, note_patterns, situate

_PAIRS = ((Role.LON, Role.LAT), (Role.X, Role.Y))


def read_coordinates(run: Run) -> None:
    """Read geometries or coordinate columns, choose their CRS, and note every guess.

    A text that names its CRS itself, such as degrees and minutes or a UTM zone, is read with
    it; the others share the one that is chosen for the table.
    """
    declared, located = _source(run)
    frame = Frame(run.context.areas.crs, run.context.areas.kreis.geometry)
    shared = [spot for spot in located if spot.position.crs is None]
    if shared:
        _place_by_choice(run, shared, _declared(run, declared), frame)
    for crs in dict.fromkeys(spot.position.crs for spot in located if spot.position.crs):
        own = [spot for spot in located if spot.position.crs == crs]
        if is_known(crs):
            situate(run, own, Readings.of([spot.position for spot in own]), crs, frame=frame)
            run.crs = run.crs or crs
        else:
            run.note("crs_angabe_unbekannt", declared=crs)
    note_patterns(run, located)


def _declared(run: Run, declared: str | None) -> str | None:
    """Return what a person has decided, or what the file says if such a CRS exists."""
    if run.decisions.crs or declared is None or is_known(declared):
        return run.decisions.crs or declared
    run.note("crs_angabe_unbekannt", declared=declared)
    return None


def _source(run: Run) -> tuple[str | None, list[Located]]:
    """Return the declared CRS and the rows that have a coordinate."""
    columns = run.mapping.columns
    if run.table.shapes is not None and any(draft.shape for draft in run.drafts):
        return run.table.crs, _from_shapes(run)
    for pair in _PAIRS:
        if all(role in columns for role in pair) and _any_text(run, pair):
            declared = declared_crs([columns[role] for role in pair])
            usual = WGS84 if pair == _PAIRS[0] else None
            return declared or usual, _from_columns(run, *pair)
    if Role.COORDINATES in columns:
        return declared_crs([columns[Role.COORDINATES]]), _from_cells(run)
    return None, []


def _any_text(run: Run, pair: tuple[Role, Role]) -> bool:
    return any(draft.text(role) for draft in run.open_drafts for role in pair)


def _from_shapes(run: Run) -> list[Located]:
    return [
        Located(draft, Position(x=shape.x, y=shape.y, is_point=shape.is_point))
        for draft in run.open_drafts
        if (shape := draft.shape)
    ]


def _from_columns(run: Run, x_role: Role, y_role: Role) -> list[Located]:
    located = []
    for draft in run.open_drafts:
        texts = {role: draft.text(role) for role in (x_role, y_role) if draft.text(role)}
        position = _position(texts.get(x_role, ""), texts.get(y_role, ""))
        if position:
            located.append(Located(draft, position, " / ".join(texts.values())))
        elif len(texts) == 1:
            run.note_row(draft, "koordinate_unvollstaendig", role=next(iter(texts)))
        elif texts:
            _note_unreadable(run, draft, x_role, y_role)
    return located


def _position(x: str, y: str) -> Position | None:
    """Read two cells; where one of them is empty the other may hold both numbers."""
    return parse_axes(x, y) if x and y else parse_position(x or y)


def _note_unreadable(run: Run, draft: Draft, x_role: Role, y_role: Role) -> None:
    y_text = draft.text(y_role)
    # tried with itself, the readable one of the two shows
    role = x_role if parse_axes(y_text, y_text) else y_role
    run.note_row(draft, "koordinate_unlesbar", role=role, text=draft.text(role))


def _from_cells(run: Run) -> list[Located]:
    located = []
    for draft in run.open_drafts:
        text = draft.text(Role.COORDINATES)
        position = parse_position(text) if text else None
        if position:
            located.append(Located(draft, position, text))
        elif text and not text.upper().endswith("EMPTY"):  # WKT for no place
            run.note_row(draft, "koordinate_unlesbar", role=Role.COORDINATES, text=text)
    return located


def _place_by_choice(run: Run, located: list[Located], declared: str | None, frame: Frame) -> None:
    readings = Readings.of(
        [spot.position for spot in located],
        [spot.draft.text(Role.POSTCODE) for spot in located],
    )
    run.crs_candidates = rank_crs(readings, frame=frame, declared=declared)
    # what a person has chosen of the candidates holds, however the others do
    decided = (found for found in run.crs_candidates if found.crs == run.decisions.crs)
    choice = next((found for found in decided if found.hits), None)
    choice = choice or choose_crs(run.crs_candidates, declared=declared)
    if choice is None:
        run.note("crs_unbekannt")
        return
    run.crs = choice.crs
    _note_choice(run, choice, declared, readings)
    situate(run, located, readings, choice.crs, swapped=choice.swapped, frame=frame)


def _note_choice(run: Run, choice: CrsCandidate, declared: str | None, readings: Readings) -> None:
    numbers = {"crs": choice.label, "hits": choice.hits, "points": choice.points}
    if declared is None:
        run.note("crs_geraten", **numbers)
    elif with_zone_prefix(declared, choice.crs):
        run.note("zone_vorangestellt", **numbers)
    elif choice.crs != declared:
        label, off = crs_label(declared), _degrees_off(readings, declared, choice)
        code = "zone_falsch" if off else "crs_widerspricht"
        run.note(code, declared=label, **({"degrees": off} if off else {}), **numbers)
    if choice.swapped:
        run.note("achsen_vertauscht")
    if choice.hits == 0:
        run.note("alle_ausserhalb", points=choice.points)


def _degrees_off(readings: Readings, declared: str, choice: CrsCandidate) -> int:
    """Return how many degrees the points lie off if only the zone is wrong, else 0.

    Zones of UTM are 6° apart, those of Gauß-Krüger 3°; the latitude stays.
    """
    middle = np.median(readings.written, axis=1, keepdims=True)
    stated = np.array(transform_xy(*middle, source=declared, target=WGS84))
    meant = np.array(transform_xy(*middle, source=choice.crs, target=WGS84))
    east, north = np.abs(meant - stated)[:, 0].tolist()
    is_zone = north < 0.2 and any(abs(east - width) < 0.1 for width in (3, 6))
    return round(east) if is_zone and not choice.swapped else 0
