"""A sample of the official addresses, written in the ten ways of the benchmark."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from benchmarks.addresses import WAYS, Official, Way, ask, misspelt, probe, read
from geo.geocoding import AddressRegister, Street
from geo.geocoding.house_numbers import canonical

REGISTER = Path(__file__).resolve().parents[4] / "shared/data/addresses/adressen_pm.csv.gz"
SAMPLE = 600

pytestmark = pytest.mark.skipif(
    not REGISTER.exists(), reason="the official register is not part of the repository"
)


@cache
def _rows() -> list[Official]:
    return read(REGISTER)


@cache
def _register() -> AddressRegister:
    streets: dict[tuple[str, ...], dict[str, tuple[float, float]]] = {}
    for row in _rows():
        key = (row.street, row.postcode, row.district, row.municipality)
        streets.setdefault(key, {})[canonical(row.number)] = row.point
    return AddressRegister(
        Street(name=key[0], postcode=key[1], district=key[2], municipality=key[3], houses=houses)
        for key, houses in streets.items()
    )


@pytest.mark.parametrize("way", WAYS)
def test_addresses_are_found_exactly_and_never_wrongly(way: Way) -> None:
    chance = random.Random(7)  # noqa: S311 - not for secrets
    sample = chance.sample(_rows(), SAMPLE)
    answers = [ask(_register(), way(row, chance)) for row in sample]
    houses = [point if kind == "house" else None for kind, point in answers]
    exact = sum(point == row.point for point, row in zip(houses, sample, strict=True))
    assert exact >= SAMPLE * (0.90 if way is misspelt else 0.98)
    assert all(point in {None, row.point} for point, row in zip(houses, sample, strict=True))


def test_what_does_not_exist_is_never_a_house() -> None:
    chance = random.Random(8)  # noqa: S311 - not for secrets
    wrong = probe(_register(), chance.sample(_rows(), SAMPLE), known=_rows())
    assert (wrong["numbers_wrong"], wrong["streets_wrong"], wrong["invented_wrong"]) == (0, 0, 0)
    assert min(wrong["numbers"], wrong["streets"], wrong["invented"]) > SAMPLE / 2
