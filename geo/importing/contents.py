"""What columns without names mean, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from geo.importing.numbers import parse_number
from geo.importing.roles import Role

_SHARE = 0.8


def _like(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda value: compiled.fullmatch(value) is not None


def _between(low: float, high: float) -> Callable[[str], bool]:
    def is_between(value: str) -> bool:
        number = parse_number(value)
        return number is not None and low <= number <= high and not number.is_integer()

    return is_between


_TESTS = {
    Role.EMAIL: _like(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    Role.WEBSITE: _like(r"(https?://|www\.)\S+"),
    Role.POSTCODE: _like(r"\d{5}"),
    Role.ADDRESS: _like(r".{3,150}\b\d{5} \D{2,100}"),
    Role.PHONE: _like(r"(\+49|0)[\d ()/.-]{4,30}"),
    Role.STREET: _like(r"\D{3,60} \d{1,4} ?[a-z]?([-/]\d{1,4} ?[a-z]?)?"),
    Role.LAT: _between(47.0, 55.5),
    Role.LON: _between(5.5, 15.5),
}


def roles_by_contents(columns: Sequence[Sequence[str]]) -> dict[Role, int]:
    """Return the position of the column for each role that contents give away.

    A place is the text right after the postcode, a name the first text that is left and hardly
    ever repeated.

    Parameters
    ----------
    columns
        Cells with content, by column.
    """
    roles: dict[Role, int] = {}
    for position, values in enumerate(columns):
        fitting = (role for role, test in _TESTS.items() if _mostly(values, test))
        role = next(fitting, None)
        if role is not None:
            roles.setdefault(role, position)
    texts = [
        position
        for position, values in enumerate(columns)
        if position not in roles.values() and _mostly(values, _is_text)
    ]
    place = roles.get(Role.POSTCODE, -2) + 1
    if place in texts:
        roles[Role.PLACE] = place
    for position in texts:
        if position != place and 2 * len(set(columns[position])) > len(columns[position]):
            roles[Role.NAME] = position
            break
    return roles


def _mostly(values: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(values) and sum(map(test, values)) >= _SHARE * len(values)


def _is_text(value: str) -> bool:
    return any(map(str.isalpha, value))
