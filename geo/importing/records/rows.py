"""Which area each row of a list is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geo.areas import Area, AreaHierarchy, Level
from geo.importing.findings import finding
from geo.importing.records.areas import AreaFinder
from geo.importing.records.totals import TotalRow, covering_totals, names_nothing
from geo.importing.table import Table
from geo.report import Issue, Severity
from geo.spelling import fold

_LEVEL_WORDS = {Level.GEMEINDE: "die Gemeinden", Level.SOZIALRAUM: "die Ämter (Sozialräume)"}
#: What the look of a page says of rows that have no value at all, which is nothing special here.
_HASTY = frozenset({"zwischenueberschrift", "anmerkung", "zeile_zu_kurz"})

#: The text that names the area of a row, and what it may mean.
_Found = tuple[str, tuple[Area, ...]]


@dataclass(slots=True)
class Row:
    """One row of a table of numbers.

    Parameters
    ----------
    number
        As the person sees it.
    cells
        As in the table.
    area
        What it is about; ``None`` if that is not known.
    issues
        Findings so far.
    total
        Its word for a sum if it names no area, such as „Summe“; else empty.
    """

    number: int
    cells: Sequence[str]
    area: Area | None = None
    issues: list[Issue] = field(default_factory=list)
    total: str = ""

    @property
    def rejected(self) -> bool:
        """Whether it is not taken over."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


def rows_of(table: Table) -> list[Row]:
    """Return the rows of a table with what parsing has noticed of them."""
    rows = [Row(*each) for each in zip(table.row_numbers, table.rows, strict=True)]
    by_number = {row.number: row for row in rows}
    for issue in table.issues:
        if issue.row in by_number:
            by_number[issue.row].issues.append(issue)
    return rows


def find_areas(
    rows: Sequence[Row],
    columns: Mapping[int, str],
    finder: AreaFinder,
    areas: AreaHierarchy,
    *,
    groups: Mapping[int, str] | None = None,
    type_column: int | None = None,
    level: str = "",
) -> tuple[list[Issue], bool]:
    """Give each row its area; what cannot be decided is rejected.

    A name without type such as „Brück“ can be the Gemeinde or the Amt of that name. It is the
    Gemeinde if the list has others that are nothing else, and the Amt if it has none.

    Parameters
    ----------
    rows
        Get areas and findings.
    columns
        Names of those with keys or names by their index, the surest first.
    finder, areas
        The county.
    groups
        The same for columns with larger areas; they count where the others name none.
    type_column
        Says „Amt“ or „Gemeinde“ of each row, if there is one.
    level
        ``gemeinde`` or ``sozialraum`` where a person has decided.

    Returns
    -------
    list of Issue, bool
        Findings about the list, and whether there are names that can be either.
    """
    found = [
        _in_group(row, _candidates(row, columns, finder, type_column), groups or {}, finder)
        for row in rows
    ]
    doubtful = any(len(candidates) > 1 for _, candidates in found)
    chosen = level or (_usual_level([each for _, each in found], finder, areas) if doubtful else "")
    for row, (text, candidates) in zip(rows, found, strict=True):
        _settle(row, text, candidates, chosen)
    _settle_totals(rows, areas)
    if not doubtful or level or not chosen:
        return [], doubtful
    example = next(text for text, candidates in found if len(candidates) > 1)
    words = _LEVEL_WORDS[Level(chosen)]
    return [finding("gebiete_ebene_geraten", text=example, level=words)], True


def _candidates(
    row: Row,
    columns: Mapping[int, str],
    finder: AreaFinder,
    type_column: int | None,
) -> tuple[str, tuple[Area, ...]]:
    """Return the text that names the area of a row, and what it may mean."""
    texts = {at: row.cells[at].strip() for at in columns}
    kind = row.cells[type_column].strip() if type_column is not None else ""
    for at, text in texts.items():
        typed = finder.find(f"{kind} {text}") if kind and text else ()
        if found := typed or (finder.find_below(columns[at], text) if text else ()):
            return text, found
    shown = next(filter(None, texts.values()), "")
    row.total = shown if names_nothing(shown) else ""
    return shown, ()


def _in_group(row: Row, own: _Found, groups: Mapping[int, str], finder: AreaFinder) -> _Found:
    """Return the larger area of a row that names none of its own: „Planregion 1; Summe“.

    A sum beside the county is that of the rows, which need not be all of the county.
    """
    text, candidates = own
    if candidates or (text and not row.total):
        return own
    group, larger = _candidates(Row(row.number, row.cells), groups, finder, None)
    if not larger or (row.total and larger[0].level is Level.KREIS):
        return own
    row.total = ""
    return group, larger


def _usual_level(found: Sequence[Sequence[Area]], finder: AreaFinder, areas: AreaHierarchy) -> str:
    """Return what names without type are in this list, empty if that cannot be told."""
    sure = [each[0] for each in found if len(each) == 1 and not finder.is_alone(each[0])]
    if {Level.GEMEINDE, Level.SOZIALRAUM} & {area.level for area in sure}:
        return Level.GEMEINDE.value  # where Ämter are named, they are called so
    spaces = {area.parent_id for each in found for area in each if area.level is Level.GEMEINDE}
    return Level.SOZIALRAUM.value if len(spaces) == len(areas.at(Level.SOZIALRAUM)) else ""


def _settle(row: Row, text: str, candidates: Sequence[Area], level: str) -> None:
    if candidates or row.total:
        row.issues = [each for each in row.issues if each.code not in _HASTY]
    if row.rejected or row.total:
        return
    of_level = [area for area in candidates if area.level == level]
    if len(candidates) == 1 or len(of_level) == 1:
        row.area = (of_level or list(candidates))[0]
        _tell_reading(row, text, row.area, candidates)
    elif candidates:
        names = " oder ".join(_described(area) for area in candidates)
        row.issues.append(finding("gebiet_mehrdeutig", row=row.number, text=text, names=names))
    elif text:
        row.issues.append(finding("gebiet_unbekannt", row=row.number, text=text, value=text))
    else:
        row.issues.append(finding("gebiet_fehlt", row=row.number))


def _tell_reading(row: Row, text: str, area: Area, candidates: Sequence[Area]) -> None:
    """Say what a row was taken for where its text leaves doubt."""
    if others := [each for each in candidates if each != area]:
        names = " oder ".join(map(_described, others))
        details = {"text": text, "area": _described(area), "names": names}
        row.issues.append(finding("gebiet_gelesen_als", row=row.number, **details))
    elif area.level is Level.KREIS and fold(area.name) not in fold(text) and not text.isdigit():
        row.issues.append(finding("summe_als_gebiet", row=row.number, text=text, area=area.name))


def _settle_totals(rows: Sequence[Row], areas: AreaHierarchy) -> None:
    """Take a sum without name for the county only where the rows make up the county."""
    settled = [TotalRow(each.area, is_total=bool(each.total)) for each in rows]
    covering = covering_totals(settled, areas)
    for index, row in enumerate(rows):
        if not row.total or row.rejected:
            continue
        is_county = index in covering
        row.area = areas.kreis if is_county else None
        code = "summe_als_kreis" if is_county else "summe_der_zeilen"
        row.issues.append(finding(code, row=row.number, text=row.total))


def _described(area: Area) -> str:
    word = {Level.GEMEINDE: "Gemeinde", Level.SOZIALRAUM: "Sozialraum"}.get(area.level, "")
    return f"{word} {area.name}".strip()


def names_of_levels() -> Iterator[tuple[str, str]]:
    """Yield what a name without type may be said to be, with its German name."""
    yield from ((level.value, words) for level, words in _LEVEL_WORDS.items())
