"""From points in a known CRS to latitude and longitude, and what is odd about them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from geo.crs import WGS84, transform_xy
from geo.importing.georeferencing.crs_choice import certain_crs
from geo.importing.georeferencing.frame import Frame
from geo.importing.georeferencing.positions import Position
from geo.importing.georeferencing.readings import Readings
from geo.importing.georeferencing.signatures import crs_label, in_germany
from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.importing.words import QUALITY_WORDS
from geo.numbers import german_decimal
from geo.resources import LocationQuality
from geo.spelling import fold

_DECIMALS = 7  # of a degree: about a centimetre
_COARSE_DECIMALS = 2  # about a kilometre
_PATTERN_POINTS = 5  # fewer may be alike by chance


@dataclass(slots=True)
class Located:
    """A row with a place.

    Parameters
    ----------
    draft, position
        The row and its place as read.
    text
        As in the list; empty for a geometry.
    is_meant
        Whether the numbers were read otherwise than written, because of a missing sign.
    """

    draft: Draft
    position: Position
    text: str = ""
    is_meant: bool = False


def situate(
    run: Run,
    located: list[Located],
    readings: Readings,
    crs: str,
    *,
    frame: Frame,
    swapped: bool = False,
) -> None:
    """Give each row its point; one that is off by itself is turned around or left out.

    Parameters
    ----------
    located, readings
        The rows and their points, in the same order.
    crs, swapped
        How they are read.
    frame
        The county.
    """
    points, changed = readings.read(crs, swapped=swapped, frame=frame)
    near = frame.near(*points, crs=crs)
    turned = ~near & frame.near(*points[::-1], crs=crs)
    points = np.where(turned, points[::-1], points)
    possible = near | turned | in_germany(*points, crs=crs)
    lonlat = np.array(transform_xy(*points, source=crs, target=WGS84))
    others = dict(_in_another_system(points, np.flatnonzero(~possible), frame))
    for index, spot in enumerate(located):
        other = others.get(index)
        if other is None and not possible[index]:
            shown = spot.text or f"{spot.position.x:.6f} {spot.position.y:.6f}"
            run.note_row(spot.draft, "koordinate_unplausibel", value=shown)
            continue
        spot.is_meant = bool(changed[index])
        if other:
            run.note_row(spot.draft, "koordinate_anderes_system", crs=crs_label(other[0]))
        elif turned[index] or spot.position.turned:
            run.note_row(spot.draft, "koordinate_vertauscht")
        lon, lat = other[1] if other else lonlat[:, index].tolist()
        _put(run, spot, lon, lat)


def _in_another_system(
    points: np.ndarray, indexes: np.ndarray, frame: Frame
) -> list[tuple[int, tuple[str, tuple[float, float]]]]:
    """Return CRS, longitude and latitude of the rows that only one other CRS explains."""
    found = []
    for index, reading in zip(
        indexes.tolist(), certain_crs(points[:, indexes], frame), strict=True
    ):
        if reading:
            crs, swapped = reading
            x, y = points[::-1, index] if swapped else points[:, index]
            lon, lat = transform_xy([x], [y], source=crs, target=WGS84)
            found.append((index, (crs, (float(lon[0]), float(lat[0])))))
    return found


def _put(run: Run, spot: Located, lon: float, lat: float) -> None:
    draft = spot.draft
    draft.lat, draft.lon = round(lat, _DECIMALS), round(lon, _DECIMALS)
    draft.quality = _quality(run, spot)
    if spot.text and (spot.is_meant or spot.position.crs):
        shown = f"{german_decimal(draft.lat, 5)} / {german_decimal(draft.lon, 5)}"
        run.note_row(draft, "koordinate_umgerechnet", value=spot.text, shown=shown)


def _quality(run: Run, spot: Located) -> LocationQuality:
    """Return what the list says about the point; a plain point is taken as that of a house."""
    draft = spot.draft
    if not spot.position.is_point:
        run.note_row(draft, "geometrie_punkt")
        return LocationQuality.AREA
    text = draft.text(Role.LOCATION_QUALITY)
    quality = QUALITY_WORDS.get(fold(text)) if text else LocationQuality.HOUSE
    if quality is None:
        run.note_row(draft, "lagegenauigkeit_unbekannt", role=Role.LOCATION_QUALITY, text=text)
    return quality if quality not in {None, LocationQuality.NONE} else LocationQuality.HOUSE


def note_patterns(run: Run, located: list[Located]) -> None:
    """Report what is odd about all points together."""
    placed = [spot for spot in located if spot.draft.lat is not None]
    meant = sum(spot.is_meant for spot in placed)
    if meant:
        run.note("dezimalzeichen_fehlt", count=meant)
    coarse = [spot for spot in placed if run.crs == WGS84 and _is_coarse(spot)]
    if len(placed) >= _PATTERN_POINTS and 2 * len(coarse) >= len(placed):
        run.note("koordinaten_grob", count=len(coarse))
        for spot in coarse:
            if spot.position.is_point and not spot.draft.text(Role.LOCATION_QUALITY):
                spot.draft.quality = LocationQuality.PLACE
    _note_same_point(run, placed)


def _is_coarse(spot: Located) -> bool:
    as_written = spot.position.crs is None and not spot.is_meant
    return as_written and all(
        round(value, _COARSE_DECIMALS) == value for value in (spot.position.x, spot.position.y)
    )


def _note_same_point(run: Run, placed: list[Located]) -> None:
    points = Counter((spot.draft.lat, spot.draft.lon) for spot in placed)
    count = max(points.values(), default=0)
    if count >= _PATTERN_POINTS and 2 * count >= len(placed):
        run.note("koordinaten_gleich", count=count, points=len(placed))
