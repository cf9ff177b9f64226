"""What belongs to an area and not to a point: bodies and agreements of Sozialraumorientierung."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geo.areas import Area, AreaHierarchy, Level
from geo.spelling import sort_key

#: Levels of the areas that can have entries, small to large.
ENTRY_LEVELS = (Level.SOZIALRAUM, Level.PLANREGION, Level.KREIS)


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
        """German name."""
        return _LABELS[self]

    @property
    def usual_levels(self) -> tuple[Level, ...]:
        """Levels of the areas that have such an entry as a rule, small to large."""
        return _USUAL_LEVELS.get(self, ENTRY_LEVELS)

    @property
    def has_amount(self) -> bool:
        """Whether it says how much money there is."""
        return self is EntryKind.SOZIALRAUMBUDGET


_LABELS = {
    EntryKind.SOZIALRAUMKONFERENZ: "Sozialraumkonferenz",
    EntryKind.REGIONALTEAM: "Regionalteam",
    EntryKind.FACHKRAEFTETEAM: "Sozialräumliches Fachkräfteteam",
    EntryKind.REGIONALKONFERENZ: "Regionalkonferenz",
    EntryKind.PFLEGEKONFERENZ: "Pflegekonferenz",
    EntryKind.RUNDER_TISCH: "Runder Tisch",
    EntryKind.SOZIALRAUMVERTRAG: "Sozialraumvertrag",
    EntryKind.SOZIALRAUMBUDGET: "Sozialraumbudget",
    EntryKind.PARTNERGESPRAECH: "Partnergespräch",
}
# The name says it; what is not here meets wherever it is needed.
_USUAL_LEVELS = {
    EntryKind.SOZIALRAUMKONFERENZ: (Level.SOZIALRAUM,),
    EntryKind.FACHKRAEFTETEAM: (Level.SOZIALRAUM,),
    EntryKind.SOZIALRAUMVERTRAG: (Level.SOZIALRAUM,),
    EntryKind.SOZIALRAUMBUDGET: (Level.SOZIALRAUM,),
    EntryKind.REGIONALKONFERENZ: (Level.PLANREGION,),
}


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

    @property
    def name(self) -> str:
        """Its title, or what it is where it has none."""
        return self.title or self.kind.label


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOfArea:
    """An entry as one area sees it.

    Parameters
    ----------
    entry
        The entry.
    area
        Area that it belongs to.
    own
        Whether that is the area asked for; otherwise it is one around it, such as the
        Planregion of a Sozialraum.
    """

    entry: AreaEntry
    area: Area
    own: bool


def newest_first(entries: Iterable[AreaEntry]) -> tuple[AreaEntry, ...]:
    """Return entries by date, the newest first and those without a date last.

    A date without day or month stands after those of the same time that have one.
    """
    by_kind = sorted(entries, key=lambda entry: (list(EntryKind).index(entry.kind), entry.name))
    return tuple(sorted(by_kind, key=lambda entry: entry.date, reverse=True))


def entries_of(
    entries: Iterable[AreaEntry], areas: AreaHierarchy, area: Area
) -> tuple[EntryOfArea, ...]:
    """Return the entries of an area and of the areas around it, its own first.

    Parameters
    ----------
    entries
        Entries of any areas, such as those of a map.
    areas
        All areas.
    area
        A Sozialraum, a Planregion or the county.

    Returns
    -------
    tuple of EntryOfArea
        Per area newest first; those of a Gemeinde are those of its Sozialraum and upwards.
    """
    by_area: dict[tuple[Level, str], list[AreaEntry]] = {}
    for entry in newest_first(entries):
        by_area.setdefault((entry.level, entry.area_id), []).append(entry)
    around = [areas.ancestor(area, level) for level in Level if _holds(level, area.level)]
    return tuple(
        EntryOfArea(entry=entry, area=each, own=each is area)
        for each in around
        for entry in by_area.get((each.level, each.area_id), ())
    )


def _holds(level: Level, other: Level) -> bool:
    levels = list(Level)
    return levels.index(level) >= levels.index(other)


def without_repeats(entries: Iterable[AreaEntry]) -> tuple[AreaEntry, ...]:
    """Return entries without those that say the same as one before, whatever their key is."""
    seen: dict[AreaEntry, AreaEntry] = {}
    for entry in entries:
        seen.setdefault(replace(entry, entry_id=""), entry)
    return tuple(seen.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """Which entries are wanted; what is empty does not restrict.

    Parameters
    ----------
    kind
        What they are.
    area
        They belong to it, to an area in it, or to one around it.
    year
        Their date or, where they have an end, the time up to it falls into the year.
    """

    kind: EntryKind | None = None
    area: Area | None = None
    year: int | None = None


def select_entries(
    entries: Iterable[AreaEntry], areas: AreaHierarchy, wanted: EntryFilter
) -> tuple[AreaEntry, ...]:
    """Return the entries that are wanted, in the same order."""
    return tuple(
        entry
        for entry in entries
        if wanted.kind in {None, entry.kind}
        and (wanted.year is None or wanted.year in years_of(entry))
        and (wanted.area is None or _is_related(areas, _area_of(entry, areas), wanted.area))
    )


def years_of(entry: AreaEntry) -> range:
    """Return the years of an entry: from its date to its end, without an end its first only."""
    if not entry.date:
        return range(0)
    first = int(entry.date[:4])
    return range(first, int((entry.until or entry.date)[:4]) + 1)


def entries_by_area(
    entries: Sequence[AreaEntry], areas: AreaHierarchy
) -> tuple[tuple[Area, tuple[AreaEntry, ...]], ...]:
    """Return the entries of each area that has some.

    The county comes first, then each Planregion, followed by its Sozialräume by name.
    """
    order = [
        areas.kreis,
        *(
            each
            for region in areas.at(Level.PLANREGION)
            for each in (region, *_inside(areas, region))
        ),
    ]
    groups = ((area, _own(entries, area)) for area in order)
    return tuple(group for group in groups if group[1])


def _inside(areas: AreaHierarchy, region: Area) -> list[Area]:
    spaces = (each for each in areas.at(Level.SOZIALRAUM) if each.parent_id == region.area_id)
    return sorted(spaces, key=lambda area: sort_key(area.name))


def _own(entries: Iterable[AreaEntry], area: Area) -> tuple[AreaEntry, ...]:
    return tuple(
        each for each in entries if (each.level, each.area_id) == (area.level, area.area_id)
    )


def _area_of(entry: AreaEntry, areas: AreaHierarchy) -> Area:
    return areas.get(entry.level, entry.area_id)


def _is_related(areas: AreaHierarchy, one: Area, other: Area) -> bool:
    small, large = (one, other) if _holds(other.level, one.level) else (other, one)
    return areas.ancestor(small, large.level).area_id == large.area_id
