"""Which CRS coordinates are in: the declared one, or the one that hits the county best.

The numbers alone rarely tell: each candidate is tried, x and y also in each other's place, and
ranked by how many points then lie where their postcodes are, in the county, and in its
surroundings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geo.crs import WGS84, transform_xy
from geo.importing.georeferencing.frame import Frame
from geo.importing.georeferencing.postcode_regions import in_region
from geo.importing.georeferencing.readings import Readings
from geo.importing.georeferencing.signatures import CANDIDATES, Floats, crs_label, in_germany

_CONVINCING = 0.5
_STRAY = 0.1
_OFFERED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsCandidate:
    """One way to read the coordinates of a table.

    Parameters
    ----------
    crs, label
        Such as ``"EPSG:25833"``, and the same as people know it.
    hits, points
        How many of the examined points lie in the county or its surroundings, and how many
        were examined.
    swapped
        Whether x and y stand in each other's place.
    inside
        How many of the hits lie in the county itself.
    agreeing
        How many of the points lie in the region of their row's postcode.
    """

    crs: str
    label: str
    hits: int
    points: int
    swapped: bool = False
    inside: int = 0
    agreeing: int = 0


def rank_crs(
    readings: Readings, *, frame: Frame, declared: str | None = None
) -> tuple[CrsCandidate, ...]:
    """Rank the ways to read the points of one table.

    Parameters
    ----------
    readings
        The points.
    frame
        The county.
    declared
        What the file says.

    Returns
    -------
    tuple of CrsCandidate
        Best first: most points in the region of their postcode, then in the county, then in
        its surroundings, then as written; at most six. If no reading hits the surroundings,
        those that put at least half of the points into Germany. The declared one is always
        among them, as written.
    """
    sample = readings.sample()
    names = dict.fromkeys([*CANDIDATES, *([declared] if declared else [])])
    tried = [
        _tried(sample, crs, swapped=swapped, frame=frame)
        for swapped in (False, True)
        for crs in names
    ]
    tried.sort(key=lambda found: (-found.agreeing, -found.inside, -found.hits, found.swapped))
    offered = [found for found in tried if found.hits or found.agreeing] or [
        found for found in tried if _fits_germany(sample, found)
    ]
    own = [found for found in tried if _is_as_declared(found, declared)]
    offered = offered[:_OFFERED]
    return (*offered, *(found for found in own if found not in offered))


def choose_crs(candidates: Iterable[CrsCandidate], *, declared: str | None) -> CrsCandidate | None:
    """Choose one of the ranked candidates.

    A declared CRS holds unless hardly any of its points hits the county or its surroundings
    while another reading puts at least half of them there.

    Returns
    -------
    CrsCandidate or None
        ``None`` if nothing is declared and neither county nor postcodes speak for a
        candidate, unless only one of them puts the points into Germany at all.
    """
    ranked = list(candidates)
    own = next((found for found in ranked if _is_as_declared(found, declared)), None)
    if own is None:
        return ranked[0] if ranked and (_support(ranked[0]) or len(ranked) == 1) else None
    best = ranked[0]
    is_stray = _support(own) <= _STRAY * _support(best)
    return best if is_stray and _support(best) >= _CONVINCING * max(best.points, 1) else own


def _support(candidate: CrsCandidate) -> int:
    """Return how many points speak for a candidate, by the county or by their postcode."""
    return max(candidate.hits, candidate.agreeing)


def _is_as_declared(candidate: CrsCandidate, declared: str | None) -> bool:
    return candidate.crs == declared and not candidate.swapped


def _tried(sample: Readings, crs: str, *, swapped: bool, frame: Frame) -> CrsCandidate:
    points, _ = sample.read(crs, swapped=swapped, frame=frame)
    near = frame.near(*points, crs=crs)
    inside = frame.inside(*points[:, near], crs=crs).sum() if near.any() else 0
    agreeing = in_germany(*points, crs=crs)
    if agreeing.any():
        lonlat = transform_xy(*points[:, agreeing], source=crs, target=WGS84)
        agreeing[agreeing] = in_region(*lonlat, sample.regions[agreeing])
    return CrsCandidate(
        crs=crs,
        label=crs_label(crs),
        hits=int(near.sum()),
        points=len(sample),
        swapped=swapped,
        inside=int(inside),
        agreeing=int(agreeing.sum()),
    )


def _fits_germany(sample: Readings, candidate: CrsCandidate) -> bool:
    points = sample.written[::-1] if candidate.swapped else sample.written
    return bool(in_germany(*points, crs=candidate.crs).sum() >= _CONVINCING * len(sample))


def certain_crs(points: Floats, frame: Frame) -> list[tuple[str, bool] | None]:
    """Return for each point the only CRS that puts it near the county, and whether swapped.

    Parameters
    ----------
    points
        x and y, shape (2, n).
    frame
        The county.

    Returns
    -------
    list
        ``None`` where there is no such CRS or more than one.
    """
    found: list[list[tuple[str, bool]]] = [[] for _ in range(points.shape[1])]
    for crs in CANDIDATES:
        for swapped in (False, True):
            near = frame.near(*(points[::-1] if swapped else points), crs=crs)
            for index in np.flatnonzero(near):
                found[int(index)].append((crs, swapped))
    return [readings[0] if len(readings) == 1 else None for readings in found]
