"""What columns mean by what they hold, where their names do not say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from geo.importing.georeferencing.positions import parse_position
from geo.importing.roles import Role
from geo.numbers import parse_number

Lookup = Mapping[Role, Callable[[str], bool]]
_SHARE = 0.8
_FEW = 3  # letters of a name, at least
_LONGEST = 300  # characters of a cell that means something; patterns take too long for more
_TWO_NUMBERS = re.compile(r"\d+[.,]\d{2,}.*\d+[.,]\d{2,}|POINT|°", re.DOTALL)


def _like(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda value: compiled.fullmatch(value) is not None


def _degrees(low: float, high: float) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        number = parse_number(value)
        return number is not None and low <= number <= high and not number.is_integer()

    return fits


def _metres(*ranges: tuple[float, float]) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        number = parse_number(value)
        return number is not None and any(low <= number <= high for low, high in ranges)

    return fits


def _is_position(value: str) -> bool:
    return bool(_TWO_NUMBERS.search(value)) and parse_position(value) is not None


# The most telling first. X and Y: UTM with and without zone, Gauß-Krüger zones 2 to 4.
_TESTS: dict[Role, Callable[[str], bool]] = {
    Role.EMAIL: _like(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    Role.WEBSITE: _like(r"(https?://|www\.)\S+"),
    Role.COORDINATES: _is_position,
    Role.POSTCODE: _like(r"\d{5}"),
    Role.ADDRESS: _like(r".{3,150}\b\d{5} \D{2,100}"),
    Role.PHONE: _like(r"(\+49|0)[\d ()/.-]{4,30}"),
    Role.LAT: _degrees(47.0, 55.5),
    Role.LON: _degrees(5.5, 15.5),
    Role.Y: _metres((5.2e6, 6.2e6)),
    Role.X: _metres((2e5, 9.5e5), (2.5e6, 4.7e6), (3.2e7, 3.36e7)),
    Role.STREET: _like(r"\D{3,60} \d{1,4} ?[a-z]?([-/]\d{1,4} ?[a-z]?)?"),
}


def likely_roles(values: Sequence[str], known: Lookup | None = None) -> tuple[Role, ...]:
    """Return what a column may mean by its contents, the most telling first.

    Parameters
    ----------
    values
        Cells with content.
    known
        Tests by the words of the county, such as whether a text is one of its places.
    """
    tests = {**_TESTS, **(known or {})}
    return tuple(role for role, test in tests.items() if _mostly(values, test))


def looks_like_names(values: Sequence[str]) -> bool:
    """Tell whether a column may hold names: texts that are hardly ever repeated."""
    links = _mostly(values, _TESTS[Role.WEBSITE])
    return not links and _mostly(values, _is_text) and 2 * len(set(values)) > len(values)


def roles_by_contents(
    columns: Sequence[Sequence[str]], known: Lookup | None = None
) -> dict[Role, int]:
    """Return the position of the column for each role in a table without column names.

    A place is the text right after the postcode if no column holds only known places, a name
    the first text that is left and hardly ever repeated.

    Parameters
    ----------
    columns
        Cells with content, by column.
    known
        See :func:`likely_roles`.
    """
    roles: dict[Role, int] = {}
    for position, values in enumerate(columns):
        role = next((role for role in likely_roles(values, known) if role not in roles), None)
        if role is not None:
            roles[role] = position
    after_postcode = roles.get(Role.POSTCODE, -2) + 1
    free = [position for position in range(len(columns)) if position not in roles.values()]
    is_text = after_postcode in free and _mostly(columns[after_postcode], _is_text)
    if Role.PLACE not in roles and is_text:
        roles[Role.PLACE] = after_postcode
        free.remove(after_postcode)
    name = next((position for position in free if looks_like_names(columns[position])), None)
    return roles if name is None else {**roles, Role.NAME: name}


def _mostly(values: Sequence[str], test: Callable[[str], bool]) -> bool:
    fitting = sum(len(value) <= _LONGEST and test(value) for value in values)
    return bool(values) and fitting >= _SHARE * len(values)


def _is_text(value: str) -> bool:
    return sum(map(str.isalpha, value)) >= _FEW
