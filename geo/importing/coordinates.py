"""Phase: coordinates of whatever kind become latitude and longitude."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from geo.crs import WGS84, transform_xy
from geo.importing.cleaning import fold
from geo.importing.crs_choice import Choice, Frame, choose_crs, crs_label, in_germany
from geo.importing.numbers import parse_coordinate, parse_pair
from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.importing.words import QUALITY_WORDS
from geo.resources import LocationQuality

_DECIMALS = 7  # of a degree: about a centimetre
_PAIRS = ((Role.LON, Role.LAT), (Role.X, Role.Y))
_IN_HEADERS = (
    ("33", "EPSG:25833"),
    ("32", "EPSG:25832"),
    ("wgs84", WGS84),
    ("wgs 84", WGS84),
    ("gps", WGS84),
)
_EPSG_IN_HEADER = re.compile(r"\bepsg (\d{4,5})\b")
Located = tuple[Draft, float, float]


def read_coordinates(run: Run) -> None:
    """Read geometries or coordinate columns, choose their CRS, and note every guess."""
    declared, located = _source(run)
    if not located:
        return
    x = np.array([px for _, px, _ in located])
    y = np.array([py for _, _, py in located])
    frame = Frame(run.context.areas.crs, run.context.areas.kreis.geometry.bounds)
    declared = run.decisions.crs or declared
    choice = choose_crs(x, y, declared=declared, frame=frame)
    if choice is None:
        run.note("crs_unbekannt")
        return
    run.crs = choice.crs
    _note_choice(run, choice, declared)
    if choice.swapped:
        x, y = y, x
    drafts = [draft for draft, _, _ in located]
    _place(run, drafts, x, y, frame)


def _source(run: Run) -> tuple[str | None, list[Located]]:
    """Return the declared CRS and the rows that have a coordinate, as x and y."""
    columns = run.mapping.columns
    if run.table.shapes is not None and any(draft.shape for draft in run.drafts):
        return run.table.crs, [
            (draft, draft.shape.x, draft.shape.y) for draft in run.open_drafts if draft.shape
        ]
    for pair in _PAIRS:
        if all(role in columns for role in pair):
            declared = _declared_by_headers([columns[role] for role in pair], pair)
            return declared, _from_columns(run, *pair)
    if Role.COORDINATES in columns:
        return _declared_by_headers([columns[Role.COORDINATES]], ()), _from_cells(run)
    return None, []


def _declared_by_headers(headers: list[str], pair: tuple[Role, ...]) -> str | None:
    text = fold(" ".join(headers))
    code = _EPSG_IN_HEADER.search(text)
    if code:
        return f"EPSG:{code[1]}"
    for mark, crs in _IN_HEADERS:
        if mark in text:
            return crs
    return WGS84 if pair == _PAIRS[0] else None


def _from_columns(run: Run, x_role: Role, y_role: Role) -> list[Located]:
    located = []
    for draft in run.open_drafts:
        texts = {role: draft.text(role) for role in (x_role, y_role) if draft.text(role)}
        if not texts:
            continue
        values = {role: parse_coordinate(text) for role, text in texts.items()}
        bad = next((role for role, value in values.items() if value is None), None)
        if bad is not None:
            run.note_row(draft, "koordinate_unlesbar", role=bad, text=texts[bad])
        elif len(values) < 2:
            run.note_row(draft, "koordinate_unvollstaendig", role=next(iter(values)))
        else:
            located.append((draft, values[x_role] or 0.0, values[y_role] or 0.0))
    return located


def _from_cells(run: Run) -> list[Located]:
    located = []
    for draft in run.open_drafts:
        text = draft.text(Role.COORDINATES)
        pair = parse_pair(text) if text else None
        if pair:
            located.append((draft, *pair))
        elif text:
            run.note_row(draft, "koordinate_unlesbar", role=Role.COORDINATES, text=text)
    return located


def _note_choice(run: Run, choice: Choice, declared: str | None) -> None:
    numbers = {"crs": crs_label(choice.crs), "hits": choice.hits, "points": choice.points}
    if declared is None:
        run.note("crs_geraten", **numbers)
    elif choice.crs != declared:
        run.note("crs_widerspricht", declared=crs_label(declared), **numbers)
    if choice.swapped:
        run.note("achsen_vertauscht")


def _place(
    run: Run, drafts: list[Draft], x: NDArray[np.float64], y: NDArray[np.float64], frame: Frame
) -> None:
    """Give each draft its point; a row that is off by itself is turned around or left out."""
    crs = run.crs or WGS84
    lon, lat = transform_xy(x, y, source=crs, target=WGS84)
    plausible = in_germany(lon, lat) | frame.contains(x, y, crs=crs)
    turned = ~plausible & frame.contains(y, x, crs=crs)
    turned_lon, turned_lat = transform_xy(y, x, source=crs, target=WGS84)
    lon, lat = np.where(turned, turned_lon, lon), np.where(turned, turned_lat, lat)
    for index, draft in enumerate(drafts):
        if not plausible[index] and not turned[index]:
            shown = f"{x[index]:.6f} {y[index]:.6f}"
            run.note_row(draft, "koordinate_unplausibel", value=shown)
            continue
        if turned[index]:
            run.note_row(draft, "koordinate_vertauscht")
        draft.lat = round(float(lat[index]), _DECIMALS)
        draft.lon = round(float(lon[index]), _DECIMALS)
        draft.quality = _quality(run, draft)


def _quality(run: Run, draft: Draft) -> LocationQuality:
    """Return what the list says about the point; a plain point is taken as that of a house."""
    if draft.shape is not None and not draft.shape.is_point:
        run.note_row(draft, "geometrie_punkt")
        return LocationQuality.AREA
    text = draft.text(Role.LOCATION_QUALITY)
    quality = QUALITY_WORDS.get(fold(text)) if text else LocationQuality.HOUSE
    if quality is None:
        run.note_row(draft, "lagegenauigkeit_unbekannt", role=Role.LOCATION_QUALITY, text=text)
    return quality if quality not in {None, LocationQuality.NONE} else LocationQuality.HOUSE
