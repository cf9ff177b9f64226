"""What the list's unknown words may mean: proposed, never taken silently."""

from __future__ import annotations

from dataclasses import dataclass

from geo.importing.decisions import decision_key
from geo.importing.run import Run
from geo.importing.vocabulary import Kind

_MOST_COMPARED = 500  # words of one list; nobody confirms more


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An unknown word of a list.

    Parameters
    ----------
    kind
        ``"category"`` or ``"target_group"``.
    text
        The word as it stands in the list first.
    keys
        What it may mean, the most similar first; empty if nothing is like it.
    count
        In how many rows it stands.
    """

    kind: Kind
    text: str
    keys: tuple[str, ...]
    count: int

    @property
    def key(self) -> str:
        """What a decision about this word is kept under."""
        return decision_key(self.text)


def proposals_of(run: Run) -> tuple[Proposal, ...]:
    """Return a proposal for every unknown word, the most frequent first."""
    counts: dict[tuple[Kind, str], int] = {}
    first: dict[tuple[Kind, str], str] = {}
    for (kind, text), count in run.unknown.items():
        word = (kind, decision_key(text))
        first.setdefault(word, text)
        counts[word] = counts.get(word, 0) + count
    frequent = sorted(counts, key=lambda word: -counts[word])
    return tuple(
        Proposal(
            kind=word[0],
            text=first[word],
            keys=run.similar(word[0], first[word]) if rank < _MOST_COMPARED else (),
            count=counts[word],
        )
        for rank, word in enumerate(frequent)
    )
