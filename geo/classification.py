"""Values of areas in a few classes: the one way for map, poster and profile.

The page's script has the same rules in ``classes.ts``, because it counts while it is offline;
``tests/browser/test_class_agreement.py`` compares both.
"""

from __future__ import annotations

import math
import warnings
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from geo.errors import InvalidParameter
from geo.numbers import german_decimal

FEWEST, MOST = 3, 7
_USUAL = 5
#: Digits behind the decimal sign that a bound may need beyond those of its values.
_MORE_DIGITS = 4
#: A bound that is a value but for the noise of its computation counts as that value.
_NOISE = 1e-9


class Method(StrEnum):
    """How the bounds between classes are found; the values stand in addresses."""

    QUANTILE = "quantile"
    EQUAL = "gleich"
    NATURAL = "natuerlich"
    OWN = "eigene"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """Classes from low to high and the class of each value.

    Parameters
    ----------
    bounds
        Highest value of each class but the last, in the unit of the values; one less than
        there are classes.
    labels
        German text of each class, such as ``"über 3,4 bis 5,0"``; none without any value.
    index
        Number of the class of each value, from 0; ``None`` where there is no value.
    """

    bounds: tuple[float, ...]
    labels: tuple[str, ...]
    index: tuple[int | None, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many values each class has."""
        found = Counter(self.index)
        return tuple(found[place] for place in range(len(self.labels)))


def classify(
    values: Sequence[float | None],
    method: Method = Method.QUANTILE,
    *,
    k: int = _USUAL,
    bounds: Sequence[float] = (),
    decimals: int = 0,
) -> Classes:
    """Put values into classes; a value on a bound belongs to the lower class.

    Where there are fewer distinct values than classes each value is a class of its own, also
    if that is one class only; ties that repeat a quantile make fewer classes.

    Parameters
    ----------
    values
        One per area, finite; ``None`` where it is missing or suppressed, which has no class.
    method
        ``QUANTILE``: class j ends at the 100 * j / k percentile, linearly interpolated
        (Hyndman and Fan 1996, type 7). ``EQUAL``: at min + j * (max - min) / k. ``NATURAL``:
        where the sum over the classes of squared deviations from their means is least
        (Fisher 1958, Jenks 1977). ``OWN``: at ``bounds``. The first three are those of
        mapclassify (Rey, Arribas-Bel and Wolf 2023), which also says where they come from.
    k
        Number of classes, 3 to 7; not for ``OWN``.
    bounds
        For ``OWN``: 2 to 6 bounds between classes, rising.
    decimals
        Digits behind the decimal sign that the values are shown with.

    Raises
    ------
    InvalidParameter
        If the number of classes or the bounds are not possible.
    """
    known = sorted(each for each in values if each is not None)
    own = method is Method.OWN
    found = _checked(bounds) if own else _computed(known, method, _count(k))
    index = tuple(None if each is None else bisect_left(found, each) for each in values)
    labels = _labels(known, found, decimals, open_ended=own) if known else ()
    return Classes(bounds=found if known else (), labels=labels, index=index)


def _count(k: int) -> int:
    if not FEWEST <= k <= MOST:
        raise InvalidParameter(f"{k} Klassen gibt es nicht; möglich sind {FEWEST} bis {MOST}.")
    return k


def _checked(bounds: Sequence[float]) -> tuple[float, ...]:
    rising = all(one < other for one, other in pairwise(bounds))
    if not FEWEST <= len(bounds) + 1 <= MOST or not rising or not all(map(math.isfinite, bounds)):
        raise InvalidParameter(
            f"Eigene Grenzen sind {FEWEST - 1} bis {MOST - 1} Zahlen, jede größer als die davor, "
            "etwa 10; 20; 30."
        )
    return tuple(bounds)


def _computed(known: list[float], method: Method, k: int) -> tuple[float, ...]:
    distinct = sorted(set(known))
    if len(distinct) <= k:
        return tuple(distinct[:-1])
    inner = _INNER[method](known, k)
    snapped = sorted({_snapped(bound, distinct) for bound in inner})
    return _filled(snapped, distinct) if method is Method.QUANTILE else tuple(snapped[:-1])


def _filled(bounds: list[float], distinct: list[float]) -> tuple[float, ...]:
    """Return the bounds that part values: between two quantiles there may be none."""
    parted = {bisect_right(distinct, bound): bound for bound in reversed(bounds)}
    return tuple(bound for place, bound in sorted(parted.items()) if place < len(distinct))


def _snapped(bound: float, distinct: list[float]) -> float:
    """Return the value that a bound would be without rounding errors, else the bound."""
    near = _NOISE * (distinct[-1] - distinct[0])
    place = bisect_left(distinct, bound - near)
    if place < len(distinct) and distinct[place] <= bound + near:
        return distinct[place]
    return bound


def _quantile(known: list[float], k: int) -> list[float]:
    import mapclassify

    with warnings.catch_warnings():  # ties make fewer classes, which the labels show
        warnings.simplefilter("ignore", UserWarning)
        return list(map(float, mapclassify.Quantiles(known, k=k).bins))


def _equal(known: list[float], k: int) -> list[float]:
    import mapclassify

    return list(map(float, mapclassify.EqualInterval(known, k=k).bins))


def _natural(known: list[float], k: int) -> list[float]:
    """Return the highest values of the classes.

    mapclassify computes with single precision: between 0 and 1 the least is lost.
    """
    import mapclassify

    low, high = known[0], known[-1]
    scaled = {(each - low) / (high - low): each for each in known}
    with warnings.catch_warnings():  # a few areas need no compiled version
        warnings.simplefilter("ignore", UserWarning)
        unit = [(each - low) / (high - low) for each in known]
        found = mapclassify.FisherJenks(unit, k=min(k, len(scaled)))
    return [scaled[float(each)] for each in found.bins]


_INNER: dict[Method, Callable[[list[float], int], list[float]]] = {
    Method.QUANTILE: _quantile,
    Method.EQUAL: _equal,
    Method.NATURAL: _natural,
}


def _labels(
    known: list[float], bounds: tuple[float, ...], decimals: int, *, open_ended: bool
) -> tuple[str, ...]:
    """Name the classes from the lowest value, or from anything below, to the highest one."""
    whole = all(each == int(each) for each in (*known, *(bounds if open_ended else ())))
    uppers = [float(math.floor(each)) for each in bounds] if whole else list(bounds)
    digits = _digits(known, uppers, decimals)
    lows: list[float | None] = [None if open_ended else known[0]]
    lows += [each + 1 if whole else each for each in uppers]
    highs: list[float | None] = [*uppers, None if open_ended else known[-1]]
    single = not open_ended and len(set(known)) == len(bounds) + 1
    if single:
        lows = list(highs)
    return tuple(
        _label(low, high, digits, above=not whole and not single and place > 0)
        for place, (low, high) in enumerate(zip(lows, highs, strict=True))
    )


def _label(low: float | None, high: float | None, digits: int, *, above: bool) -> str:
    start, end = ("" if each is None else german_decimal(each, digits) for each in (low, high))
    if low is None:
        return f"bis {end}"
    if high is None:
        return f"über {start}" if above else f"ab {start}"
    if low == high:
        return end
    return f"{'über ' if above else ''}{start} bis {end}"


def _digits(known: list[float], bounds: list[float], decimals: int) -> int:
    """Return how many digits tell the classes apart as the bounds do, at least those shown."""
    places = [bisect_left(bounds, each) for each in known]
    for digits in range(decimals, decimals + _MORE_DIGITS):
        rounded = [round(each, digits) for each in bounds]
        if [bisect_left(rounded, round(each, digits)) for each in known] == places:
            return digits
    return decimals + _MORE_DIGITS
