"""What a kind of finding is."""

from __future__ import annotations

from dataclasses import dataclass

from geo.report import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of finding.

    Parameters
    ----------
    severity
        See :class:`geo.report.Severity`.
    message
        German sentence with ``{placeholders}``: what was found and what became of it.
    remedy
        German sentence: what the sender or editor can do; empty if nothing.
    guess
        Whether it tells a guess about the whole file that a person should confirm.
    """

    severity: Severity
    message: str
    remedy: str = ""
    guess: bool = False
