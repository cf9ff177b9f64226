"""The chain of phases from a table to resources and their report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from geo.errors import InputError
from geo.importing.coordinates import read_coordinates
from geo.importing.dates import read_dates
from geo.importing.decisions import Decisions
from geo.importing.findings import FINDINGS
from geo.importing.georeferencing.crs_choice import CrsCandidate
from geo.importing.identity import identify
from geo.importing.locating import locate
from geo.importing.mapping import ColumnMapping, suggest_mapping
from geo.importing.own_report import REJECTED
from geo.importing.placements import place_by_hand
from geo.importing.placing import assign, read_addresses, read_sozialraeume
from geo.importing.postcodes import mend_postcodes
from geo.importing.proposals import Proposal, proposals_of
from geo.importing.reading import (
    draft_rows,
    protect_places,
    read_categories,
    read_reach,
    read_target_groups,
    read_websites,
    reject_totals,
    require_name,
)
from geo.importing.roles import Role
from geo.importing.run import Draft, ImportContext, ImportDefaults, Run
from geo.importing.table import ParsedFile, Table
from geo.report import Issue, ValidationReport
from geo.resources import Resource

# Each phase reads and completes the drafts and reports what it found. The order matters in
# two places: protected places are forgotten before anything looks at them, and a row needs its
# key before it can stand where a person has put it.
PHASES = (
    draft_rows,
    reject_totals,
    require_name,
    read_categories,
    protect_places,
    read_target_groups,
    read_reach,
    read_websites,
    read_dates,
    mend_postcodes,
    read_addresses,
    read_sozialraeume,
    identify,
    read_coordinates,
    place_by_hand,
    locate,
    assign,
)


Status = Literal["imported", "corrected", "rejected"]
STATUS_WORDS: dict[Status, str] = {
    "imported": "übernommen",
    "corrected": "mit Befund",
    "rejected": REJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What became of one row.

    Parameters
    ----------
    row
        Number as the person sees it.
    status
        ``imported`` without any finding, ``corrected`` with findings, or ``rejected``.
    label
        Name, or „Zeile 7“ where there is none.
    resource
        ``None`` if rejected.
    issues
        Findings of this row.
    is_protected
        Whether its place must not be known to anybody.
    """

    row: int
    status: Status
    label: str
    resource: Resource | None
    issues: tuple[Issue, ...]
    is_protected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What became of one table.

    Parameters
    ----------
    report
        All findings; rows = imported + corrected + rejected.
    rows
        One outcome per row, in the order of the file.
    mapping
        Which column was read as what.
    crs
        CRS the coordinates were read in, ``None`` if there were none or it is unknown.
    crs_candidates
        All ways to read the coordinates, the best first; empty without any.
    encoding
        Encoding of the file's text; empty where the format fixes it.
    decisions
        What a later list of the same layer should be read with: what was decided, the mapping
        as used, placements bound to their addresses.
    proposals
        Unknown words of the list and what they may mean.
    complete
        All that the layer has with this list, where the list is about some of its offers only;
        ``None`` if the list itself is all.
    """

    report: ValidationReport
    rows: tuple[RowOutcome, ...]
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    crs: str | None = None
    crs_candidates: tuple[CrsCandidate, ...] = ()
    encoding: str = ""
    decisions: Decisions = field(default_factory=Decisions)
    proposals: tuple[Proposal, ...] = ()
    complete: tuple[Resource, ...] | None = None

    @property
    def guesses(self) -> frozenset[str]:
        """Codes of findings about the file that a person should confirm."""
        codes = {issue.code for issue in self.report.issues if issue.row is None}
        return frozenset(code for code in codes if FINDINGS[code].guess)

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What the layer has with this list: usually all rows that were not rejected."""
        if self.complete is not None:
            return self.complete
        return tuple(row.resource for row in self.rows if row.resource is not None)


def import_table(
    parsed: ParsedFile,
    table: Table,
    *,
    context: ImportContext,
    defaults: ImportDefaults | None = None,
    decisions: Decisions | None = None,
    progress: Callable[[float], None] | None = None,
) -> ImportResult:
    """Turn one table into resources.

    Parameters
    ----------
    parsed, table
        The file and one of its tables.
    context
        The county.
    defaults
        What holds for every row that does not say otherwise.
    decisions
        What a person has decided about the list; without a mapping it is what
        :func:`suggest_mapping` proposes.
    progress
        Called with the fraction done, 0 to 1. What it raises ends the import.

    Raises
    ------
    InputError
        If the mapping names a column that the table does not have.
    NotFound
        If the default category does not exist.
    UnknownCrs
        If the decided CRS does not exist.
    """
    defaults, decisions = defaults or ImportDefaults(), decisions or Decisions()
    if defaults.category_id is not None:
        context.taxonomy.category(defaults.category_id)
    run = Run(
        table=table,
        context=context,
        defaults=defaults,
        decisions=decisions,
        mapping=_checked(decisions.mapping, table, context),
        report=ValidationReport(file_name=parsed.file_name, rows=len(table.rows)),
    )
    _note_other_tables(run, parsed)
    _note_guessed_columns(run)
    for done, phase in enumerate(PHASES):
        if progress:
            run.tell = partial(_tell, progress, done)
            run.tell(0.0)
        phase(run)
    result = _result(run, parsed)
    if progress:
        progress(1.0)
    return result


def _tell(progress: Callable[[float], None], phases: int, of_next: float) -> None:
    progress((phases + of_next) / len(PHASES))


def _checked(mapping: ColumnMapping | None, table: Table, context: ImportContext) -> ColumnMapping:
    if mapping is None:
        return suggest_mapping(table.columns, table.rows, lookup=context.lookup)
    for column in mapping.columns.values():
        if column not in table.columns:
            raise InputError(
                f"Die Spalte „{column}“ aus der Zuordnung gibt es in der Tabelle nicht. "
                f"Vorhanden sind: {', '.join(table.columns)}."
            )
    return mapping


def _note_other_tables(run: Run, parsed: ParsedFile) -> None:
    if len(parsed.tables) > 1:
        names = ", ".join(f"„{table.name}“" for table in parsed.tables)
        run.note("mehrere_tabellen", names=names, name=run.table.name)


def _note_guessed_columns(run: Run) -> None:
    columns = run.mapping.columns
    names = ", ".join(f"{role.label} („{columns[role]}“)" for role in run.mapping.guessed)
    if names:
        run.note("spalten_am_inhalt", names=names)


def _result(run: Run, parsed: ParsedFile) -> ImportResult:
    for issue in run.table.issues:
        if issue.row is None:
            run.report.add(issue)
    rows = tuple(_outcome(run, draft) for draft in run.drafts)
    run.report.issues += [issue for row in rows for issue in row.issues]
    return ImportResult(
        report=run.report,
        rows=rows,
        mapping=run.mapping,
        crs=run.crs,
        crs_candidates=run.crs_candidates,
        encoding=parsed.encoding,
        decisions=_remembered(run),
        proposals=proposals_of(run),
    )


def _remembered(run: Run) -> Decisions:
    used = set(run.mapping.columns.values())
    unused = tuple(column for column in run.table.columns if column not in used)
    mapping = ColumnMapping(run.mapping.columns, unused)
    return replace(run.decisions, mapping=mapping, placements=run.placements)


def _outcome(run: Run, draft: Draft) -> RowOutcome:
    rejected = draft.rejected
    return RowOutcome(
        row=draft.row,
        status="rejected" if rejected else "corrected" if draft.issues else "imported",
        label=draft.text(Role.NAME) or f"Zeile {draft.row}",
        resource=None if rejected else _resource(run, draft),
        issues=tuple(draft.issues),
        is_protected=draft.is_protected,
    )


def _resource(run: Run, draft: Draft) -> Resource:
    return Resource(
        resource_id=draft.resource_id,
        name=draft.text(Role.NAME),
        category_id=draft.category_id,
        target_groups=draft.target_groups,
        provider=draft.text(Role.PROVIDER),
        street=draft.text(Role.STREET),
        postcode=draft.text(Role.POSTCODE),
        place=draft.text(Role.PLACE),
        phone=draft.text(Role.PHONE),
        email=draft.text(Role.EMAIL),
        contact_person=draft.text(Role.CONTACT_PERSON),
        website=draft.website,
        note=draft.text(Role.NOTE),
        source=draft.text(Role.SOURCE) or run.defaults.source,
        as_of=draft.text(Role.AS_OF) or run.defaults.as_of,
        last_confirmed=draft.text(Role.LAST_CONFIRMED),
        reach=draft.reach,
        service_areas=draft.service_areas,
        lat=draft.lat,
        lon=draft.lon,
        location_quality=draft.quality,
        sozialraum_id=draft.sozialraum_id,
        outside_m=draft.outside_m,
    )
