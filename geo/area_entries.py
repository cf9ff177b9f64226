"""What belongs to an area and not to a point: bodies and agreements of Sozialraumorientierung."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.areas import Level


class EntryKind(StrEnum):
    """Kinds of entries, in display order."""

    SOZIALRAUMKONFERENZ = "sozialraumkonferenz"
    REGIONALTEAM = "regionalteam"
    FACHKRAEFTETEAM = "fachkraefteteam"
    REGIONALKONFERENZ = "regionalkonferenz"
    PFLEGEKONFERENZ = "pflegekonferenz"
    RUNDER_TISCH = "runder_tisch"
    SOZIALRAUMVERTRAG = "sozialraumvertrag"
    SOZIALRAUMBUDGET = "sozialraumbudget"
    PARTNERGESPRAECH = "partnergespraech"

    @property
    def label(self) -> str:
        """German name of the interface."""
        return {
            "sozialraumkonferenz": "Sozialraumkonferenz",
            "regionalteam": "Regionalteam",
            "fachkraefteteam": "Sozialräumliches Fachkräfteteam",
            "regionalkonferenz": "Regionalkonferenz",
            "pflegekonferenz": "Pflegekonferenz",
            "runder_tisch": "Runder Tisch",
            "sozialraumvertrag": "Sozialraumvertrag",
            "sozialraumbudget": "Sozialraumbudget",
            "partnergespraech": "Partnergespräch",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEntry:
    """One dated entry of a Sozialraum, a Planregion or the county.

    Parameters
    ----------
    entry_id
        Stable key: what the list gives, or made of kind, area, date and title.
    kind
        See :class:`EntryKind`.
    level, area_id
        Area that it belongs to.
    title
        Shown name; may be empty, then the label of the kind is shown.
    date
        ``JJJJ``, ``JJJJ-MM`` or ``JJJJ-MM-TT``: when it met, was signed or began.
    until
        In the same form: when it ended; empty if it goes on or was one day.
    partners
        Bodies that take part or have signed; never names of persons.
    amount
        Euro, of a budget; ``None`` for other kinds.
    summary
        Public summary; may be empty.
    source
        Where it stands written.
    """

    entry_id: str
    kind: EntryKind
    level: Level
    area_id: str
    title: str = ""
    date: str = ""
    until: str = ""
    partners: tuple[str, ...] = ()
    amount: int | None = None
    summary: str = ""
    source: str = ""
