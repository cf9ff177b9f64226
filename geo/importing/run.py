"""The shared state of one import: rows on their way to resources, and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.areas import AreaHierarchy, Level
from geo.assignment import AreaIndex
from geo.importing.contents import Lookup
from geo.importing.decisions import Decisions, Placement
from geo.importing.findings import finding
from geo.importing.mapping import ColumnMapping
from geo.importing.roles import Role
from geo.importing.table import Shape, Table
from geo.importing.vocabulary import Kind, Vocabulary
from geo.report import Issue, Severity, ValidationReport
from geo.resources import LocationQuality, Reach
from geo.taxonomy import Taxonomy

if TYPE_CHECKING:
    from geo.county import County
    from geo.gazetteer import Gazetteer
    from geo.geocoding import AddressRegister
    from geo.geocoding.online import OnlineAnswer
    from geo.importing.georeferencing.crs_choice import CrsCandidate

_TOLD_ROWS = 20  # a single row of ten thousand words takes a tenth of a second
_MOST_UNKNOWN = 20_000  # different words; a hostile list has millions


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What every import of one county needs; built once per process.

    Parameters
    ----------
    county, areas, taxonomy, gazetteer
        Configuration, boundaries, vocabulary and place names of the county.
    addresses
        Register of houses, if one is loaded.
    online
        Answers of an online service by the key of their query.
    index
        Finds the Sozialraum of a point; built from ``areas``.
    vocabulary
        Finds categories, target groups and areas by the words of a list; built likewise.
    """

    county: County
    areas: AreaHierarchy
    taxonomy: Taxonomy
    gazetteer: Gazetteer
    addresses: AddressRegister | None = None
    online: Mapping[str, OnlineAnswer] = field(default_factory=dict)
    index: AreaIndex = field(init=False, repr=False, compare=False)
    vocabulary: Vocabulary = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = AreaIndex(self.areas.at(Level.SOZIALRAUM), crs=self.areas.crs)
        object.__setattr__(self, "index", index)
        vocabulary = Vocabulary(self.taxonomy, self.areas, self.county)
        object.__setattr__(self, "vocabulary", vocabulary)

    @property
    def lookup(self) -> Lookup:
        """Tests whether a text is a word of this county, for recognising columns."""
        return {
            Role.PLACE: lambda text: self.gazetteer.find(text) is not None,
            Role.CATEGORY: lambda text: self.vocabulary.category(text) is not None,
            Role.TARGET_GROUPS: lambda text: not self.vocabulary.target_groups(text)[1],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDefaults:
    """What holds for every row that does not say otherwise.

    Parameters
    ----------
    category_id
        Key of the taxonomy or ``None``.
    source, as_of
        See :class:`geo.resources.Resource`.
    target_groups
        Keys of the taxonomy.
    """

    category_id: str | None = None
    source: str = ""
    as_of: str = ""
    target_groups: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Draft:
    """One row on its way to a resource.

    Parameters
    ----------
    row
        Number as the person sees it.
    cells
        Clean text by role; roles without a column or content are not in it.
    shape
        Place of a feature in the table's CRS.
    issues
        Findings of this row.
    """

    row: int
    cells: dict[Role, str]
    shape: Shape | None = None
    issues: list[Issue] = field(default_factory=list)
    resource_id: str = ""
    category_id: str | None = None
    target_groups: tuple[str, ...] = ()
    reach: Reach = Reach.SITE
    service_areas: tuple[str, ...] = ()
    website: str = ""
    is_protected: bool = False
    listed_sozialraum: str | None = None
    lat: float | None = None
    lon: float | None = None
    quality: LocationQuality = LocationQuality.NONE
    sozialraum_id: str | None = None
    outside_m: float = 0.0

    @property
    def rejected(self) -> bool:
        """Whether the row is not taken over."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)

    def text(self, role: Role) -> str:
        """Return the text of a role, empty if there is none."""
        return self.cells.get(role, "")


@dataclass(slots=True, kw_only=True)
class Run:
    """One import: the table, what is known about it, and what was found so far.

    ``tell`` is called with the fraction of a phase that is done; what it raises ends the import.
    """

    table: Table
    context: ImportContext
    defaults: ImportDefaults
    decisions: Decisions
    mapping: ColumnMapping
    report: ValidationReport
    tell: Callable[[float], None] = lambda _: None
    drafts: list[Draft] = field(default_factory=list)
    crs: str | None = None
    crs_candidates: tuple[CrsCandidate, ...] = ()
    unknown: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    placements: dict[str, Placement] = field(default_factory=dict)
    _protected: dict[str, bool] = field(default_factory=dict)
    _similar: dict[tuple[Kind, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def open_drafts(self) -> Iterator[Draft]:
        """The rows that are not rejected; tells now and then how far a phase is with them."""
        for done, draft in enumerate(self.drafts):
            if done % _TOLD_ROWS == 0:
                self.tell(done / len(self.drafts))
            if not draft.rejected:
                yield draft

    @property
    def is_notes(self) -> bool:
        """Whether the list holds notes, which need neither category nor place."""
        return any(issue.code == "notizen" for issue in self.table.issues)

    def count_unknown(self, kind: Kind, text: str) -> None:
        """Remember a word that the vocabulary does not know, unless there are too many already."""
        if (kind, text) in self.unknown or len(self.unknown) < _MOST_UNKNOWN:
            self.unknown[kind, text] += 1

    def similar(self, kind: Kind, text: str) -> tuple[str, ...]:
        """Return the keys that a word of the list may mean, the most similar first."""
        word = (kind, text)
        if word not in self._similar:
            self._similar[word] = self.context.vocabulary.similar(kind, text)
        return self._similar[word]

    def sounds_protected(self, text: str) -> bool:
        """Tell whether a text of the list may name a place that must never be known."""
        if text not in self._protected:
            self._protected[text] = self.context.vocabulary.sounds_protected(text)
        return self._protected[text]

    def note(self, code: str, **details: Any) -> None:
        """Report a finding about the file."""
        self.report.add(finding(code, **details))

    def note_row(
        self,
        draft: Draft,
        code: str,
        *,
        role: Role | None = None,
        value: str | None = None,
        **details: Any,
    ) -> None:
        """Report a finding about one row; ``value`` defaults to the text of ``role``."""
        column = self.mapping.columns.get(role) if role else None
        shown = value if value is not None or role is None else draft.cells.get(role)
        draft.issues.append(finding(code, row=draft.row, column=column, value=shown, **details))
