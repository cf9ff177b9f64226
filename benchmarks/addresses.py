"""All official addresses of the county, written in ten usual ways, against a plain look-up.

    python benchmarks/addresses.py [--register ../shared/data/addresses/adressen_pm.csv.gz]

Every address is asked in every way; a fixed seed chooses the slips. The peer joins the same
questions in pandas with the register on the whole text, in lower case and with umlauts written
out: what a planner can do with a spreadsheet. Both get the questions ready-made, take turns in one
process and answer all of them. *Wrong* is an answer called a house that is not the asked one: for
the register another coordinate than that of the asked address, also where several Ortsteile have
the same address and the question does not say which. Addresses that do not exist are asked as
well: a house is then always wrong.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.geocoding import AddressRegister, split_address
from geo.geocoding.house_numbers import canonical
from geo.geocoding.keys import place_keys, street_key
from geo.store.addresses import load_register
from geo.usecases.create_instance import create_instance
from geo.usecases.load_addresses import load
from geo.usecases.settings import load_settings

REGISTER = Path("../shared/data/addresses/adressen_pm.csv.gz")
GOAL_EXACT, GOAL_PER_SECOND = 0.98, 20_000
Question = tuple[str, str, str]
Way = Callable[["Official", random.Random], Question]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


@dataclass(frozen=True, slots=True)
class Official:
    """One address of the register."""

    street: str
    number: str
    postcode: str
    district: str
    municipality: str
    point: tuple[float, float]

    @property
    def house(self) -> str:
        """Street and number."""
        return f"{self.street} {self.number}"


def official(row: Official, _: random.Random) -> Question:
    """As in the register: „Lindenstraße 5a“, 14547, Beelitz."""
    return row.house, row.postcode, row.district


def abbreviated(row: Official, _: random.Random) -> Question:
    """„Str.“ and „Pl.“ for Straße and Platz."""
    street = row.street
    for long, short in (("straße", "str."), ("Straße", "Str."), ("platz", "pl."), ("Platz", "Pl.")):
        street = street.replace(long, short)
    return f"{street} {row.number}", row.postcode, row.district


def one_cell(row: Official, _: random.Random) -> Question:
    """All in one cell: „Lindenstraße 5a, 14547 Beelitz“."""
    return f"{row.house}, {row.postcode} {row.district}", "", ""


def written_out(row: Official, _: random.Random) -> Question:
    """Umlauts and ß written out."""
    return row.house.translate(_UMLAUTS), row.postcode, row.district.translate(_UMLAUTS)


def upper_case(row: Official, _: random.Random) -> Question:
    """Capitals only."""
    return row.house.upper(), row.postcode, row.district.upper()


def by_gemeinde(row: Official, _: random.Random) -> Question:
    """Name the Gemeinde instead of the Ortsteil."""
    return row.house, row.postcode, row.municipality


def without_postcode(row: Official, _: random.Random) -> Question:
    """Gemeinde and Ortsteil, no PLZ: „Schwielowsee OT Caputh“."""
    return row.house, "", f"{row.municipality} OT {row.district}"


def spaced_suffix(row: Official, _: random.Random) -> Question:
    """Write „5 A“ for 5a, and blanks for the hyphens of the street."""
    digits = row.number.rstrip(_LETTERS)
    number = f"{digits} {row.number[len(digits) :].upper()}".strip()
    return f"{row.street.replace('-', ' ')} {number}", row.postcode, row.district


def misspelt(row: Official, chance: random.Random) -> Question:
    """One letter of the street missing, added, changed or swapped."""
    text, at = row.street, 0
    while not (text[at].isalpha() and at > 0):
        at = chance.randrange(1, len(text))
    letter = chance.choice(_LETTERS)
    slip = chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
        )
    )
    return f"{slip} {row.number}", row.postcode, row.district


def with_extras(row: Official, _: random.Random) -> Question:
    """Lines of a letter: „Familienzentrum / Lindenstraße 5a / D-14547 Beelitz OT Elsholz“."""
    place = f"{row.municipality} OT {row.district}"
    return f"Familienzentrum\n{row.house}\nD-{row.postcode} {place}", "", ""


WAYS: tuple[Way, ...] = (
    official,
    abbreviated,
    one_cell,
    written_out,
    upper_case,
    by_gemeinde,
    without_postcode,
    spaced_suffix,
    misspelt,
    with_extras,
)


def read(path: Path) -> list[Official]:
    """Return all addresses of the register file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [
            Official(
                row["strasse"],
                row["hnr"],
                row["plz"],
                row["ortsteil"],
                row["gemeinde"],
                (float(row["lat"]), float(row["lon"])),
            )
            for row in csv.DictReader(stream)
        ]


def ask(register: AddressRegister, question: Question) -> tuple[str, tuple[float, float] | None]:
    """Return kind and point of our answer; a question in one cell is split first."""
    street, postcode, place = question
    if not postcode and not place:
        parts = split_address(street)
        street, postcode, place = parts.street, parts.postcode, parts.place
    found = register.find(street, postcode=postcode, place=place)
    if found is None or found.lat is None or found.lon is None:
        return "nothing", None
    return found.kind, (found.lat, found.lon)


def look_up_plainly(
    rows: Sequence[Official], questions: Sequence[Question]
) -> list[tuple[float, float] | None]:
    """Answer by an exact join in pandas on the whole text, folded."""
    import pandas as pd

    def folded(texts: Sequence[str]) -> pd.Series[str]:
        lower = pd.Series(texts).str.lower()
        for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
            lower = lower.str.replace(umlaut, letters)
        return lower

    known = folded([f"{row.house}, {row.postcode} {row.district}" for row in rows])
    frame = pd.DataFrame({"text": known, "at": range(len(rows))})
    frame = frame.drop_duplicates("text", keep=False)
    asked = folded(
        [
            f"{street}, {code} {place}" if code or place else street
            for street, code, place in questions
        ]
    )
    found = asked.map(frame.set_index("text")["at"])
    return [None if pd.isna(at) else rows[int(at)].point for at in found]


def compare(register: AddressRegister, rows: Sequence[Official]) -> Counter[str]:
    """Print one line per way; return the sums."""
    total: Counter[str] = Counter()
    print(f"{'way':<17}{'exact':>9}{'wrong':>7}{'per s':>9}{'peer exact':>12}{'× peer':>8}")
    for way in WAYS:
        chance = random.Random(2026)  # noqa: S311 - not for secrets
        questions = [way(row, chance) for row in rows]
        start = time.perf_counter()
        answers = [ask(register, question) for question in questions]
        ours = time.perf_counter() - start
        start = time.perf_counter()
        plain = look_up_plainly(rows, questions)
        theirs = time.perf_counter() - start
        houses = [point if kind == "house" else None for kind, point in answers]
        exact = sum(point == row.point for point, row in zip(houses, rows, strict=True))
        wrong = sum(p is not None and p != row.point for p, row in zip(houses, rows, strict=True))
        peer = sum(point == row.point for point, row in zip(plain, rows, strict=True))
        total.update(asked=len(rows), exact=exact, wrong=wrong, peer=peer)
        print(
            f"{way.__name__:<17}{exact / len(rows):>9.2%}{wrong:>7}{len(rows) / ours:>9,.0f}"
            f"{peer / len(rows):>12.2%}{ours / theirs:>8.1f}"
        )
    return total


def probe(
    register: AddressRegister, rows: Sequence[Official], *, known: Sequence[Official]
) -> Counter[str]:
    """Ask for addresses that do not exist; return how many were called a house, by kind.

    Numbers that no house of the street has; streets of the county that neither the Ortsteil nor
    the Gemeinde of that name has; names put together from two that are at least three slips from
    any. ``rows`` gives the questions, ``known`` what exists.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    chance = random.Random(2026)  # noqa: S311 - not for secrets
    homes = sorted({(row.postcode, row.district) for row in known})
    names = sorted({row.street for row in known})
    keys = {street_key(name) for name in names}
    numbers = {(street_key(r.street), canonical(r.number), r.district) for r in known}
    here = {
        (street_key(row.street), key)
        for row in known
        for key in (*place_keys(row.district), *place_keys(row.municipality))
    }
    wrong: Counter[str] = Counter()
    for row in rows:
        digits = int("".join(filter(str.isdigit, row.number[:3])) or 1)
        if (street_key(row.street), str(digits + 300), row.district) not in numbers:
            question = f"{row.street} {digits + 300}", row.postcode, row.district
            wrong.update(numbers=1, numbers_wrong=ask(register, question)[0] == "house")
        name, (code, district) = chance.choice(names), chance.choice(homes)
        if not any((street_key(name), key) in here for key in place_keys(district)):
            kind = ask(register, (f"{name} {row.number}", code, district))[0]
            wrong.update(streets=1, streets_wrong=kind == "house")
        invented = chance.choice(names)[: chance.randrange(3, 7)] + chance.choice(names)[-8:]
        if extractOne(street_key(invented), keys, scorer=OSA.distance, score_cutoff=2) is None:
            kind = ask(register, (f"{invented.title()} {row.number}", code, district))[0]
            wrong.update(invented=1, invented_wrong=kind == "house")
    return wrong


def timed_load(path: Path) -> AddressRegister:
    """Load the file into a fresh instance and the instance's register into memory."""
    with tempfile.TemporaryDirectory() as folder:
        instance = create_instance(load_settings(Path(folder) / "instance"))
        start = time.perf_counter()
        done = load(instance, path)
        print(f"{done.state.houses:,} houses loaded in {time.perf_counter() - start:.1f} s")
        times = []
        for _ in range(3):
            start = time.perf_counter()
            with instance.database.reading() as session:
                register = load_register(session)
            times.append(time.perf_counter() - start)
        tracemalloc.start()
        with instance.database.reading() as session:
            register = load_register(session)
        size = tracemalloc.get_traced_memory()[0] / 1e6
        tracemalloc.stop()
        instance.database.close()
    assert register is not None
    print(f"read into memory in {1e3 * min(times):.0f} ms, {size:.0f} MB")
    return register


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", type=Path, default=REGISTER)
    path = parser.parse_args().register
    rows = read(path)
    register = timed_load(path)
    total = compare(register, rows)
    share = total["exact"] / total["asked"]
    print(
        f"{'all':<17}{share:>9.2%}{total['wrong']:>7}{'':>9}{total['peer'] / total['asked']:>12.2%}"
    )
    wrong = probe(register, rows, known=rows)
    for kind in ("numbers", "streets", "invented"):
        print(
            f"{kind} that do not exist: {wrong[kind]:,}, called a house: {wrong[kind + '_wrong']}"
        )
    print(f"goals: at least {GOAL_EXACT:.0%} exact, none wrong, {GOAL_PER_SECOND:,} per second")
    assert share >= GOAL_EXACT
    assert total["wrong"] == 0
    assert not wrong["numbers_wrong"] + wrong["streets_wrong"] + wrong["invented_wrong"]


if __name__ == "__main__":
    main()
