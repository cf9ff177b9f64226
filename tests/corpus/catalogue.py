"""The catalogue of the corpus: what each file shows, and how it is made."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "files"
CASES = tuple(
    itertools.chain(
        (f"T{number}" for number in range(1, 22)),
        (f"C{number}" for number in range(1, 15)),
        (f"Z{number}" for number in range(1, 16)),
    )
)
Build = Callable[[Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of the corpus.

    Parameters
    ----------
    name
        File name with extension.
    cases
        Rows of the list of threats that it stands for; none for a list as people send it.
    what
        What is special about it.
    build
        Writes it to a path.
    hostile
        Whether it is made for each run and never kept.
    sent_as
        Name given by the sender, if it is no name for a file here.
    """

    name: str
    cases: tuple[str, ...]
    what: str
    build: Build
    hostile: bool = False
    sent_as: str = ""

    @property
    def path(self) -> Path:
        """Where it lies, if it is kept."""
        return FOLDER / self.name

    @property
    def expectation(self) -> Path:
        """Where its expected report lies."""
        return FOLDER / f"{self.name}.expected.json"


CATALOGUE: dict[str, Entry] = {}


def shows(name: str, cases: str, what: str, *, hostile: bool = False) -> Callable[[Build], Build]:
    """Enter a file into the catalogue; the decorated function writes it."""

    def enter(build: Build) -> Build:
        put(name, cases, what, build, hostile=hostile)
        return build

    return enter


def put(
    name: str, cases: str, what: str, build: Build, *, hostile: bool = False, sent_as: str = ""
) -> None:
    """Enter a file into the catalogue.

    Raises
    ------
    ValueError
        If the name is taken or a case does not exist.
    """
    listed = tuple(cases.split())
    if name in CATALOGUE or set(listed) - set(CASES):
        raise ValueError(f"{name}: {cases}")
    CATALOGUE[name] = Entry(
        name=name, cases=listed, what=what, build=build, hostile=hostile, sent_as=sent_as
    )
