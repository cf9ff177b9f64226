"""How much two names are alike, tolerant of compounds, plurals and word order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.importing.cleaning import fold

_ALIKE = 80.0


def alike(text: str, names: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yield the folded names that are much like a text, with a score of 80 to 100."""
    from rapidfuzz import fuzz, process

    for name, score, _ in process.extract(
        fold(text), list(names), scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=10
    ):
        yield name, score
