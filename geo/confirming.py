"""Answers of a provider, put into the layer that was asked about: the others stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from geo.freshness import first_day
from geo.importing import ImportResult, Role, RowOutcome, Table, finding
from geo.importing.own_sheet import ANSWER, ASKED, CHECK, edited, layer_of_check
from geo.layers import Layer
from geo.report import Issue, Severity
from geo.resources import Reach, Resource
from geo.spelling import fold

Answer = Literal["yes", "no", "changed", "none", "unclear"]
_ANSWERS: dict[str, Answer] = {
    **dict.fromkeys(("ja", "j", "ok", "stimmt", "yes"), "yes"),
    **dict.fromkeys(("nein", "n", "geschlossen", "no"), "no"),
    **dict.fromkeys(("geaendert", "aenderung", "aendern", "g", "ja geaendert"), "changed"),
    "": "none",
}
_PLACE = (
    "street",
    "postcode",
    "place",
    "lat",
    "lon",
    "location_quality",
    "sozialraum_id",
    "outside_m",
)
_ADDRESS = frozenset({Role.STREET, Role.POSTCODE, Role.PLACE})
_FIELDS: dict[Role, str] = {
    **{role: role.value for role in ASKED if role not in _ADDRESS},
    Role.CATEGORY: "category_id",
}
#: What an emptied cell means; otherwise an empty text.
_EMPTY: Mapping[str, Any] = {
    "category_id": None,
    "target_groups": (),
    "service_areas": (),
    "reach": Reach.SITE,
}


def answer_of(text: str) -> Answer:
    """Return what a cell under „Stimmt noch?“ says."""
    return _ANSWERS.get(fold(text), "unclear")


def with_answers(
    result: ImportResult, table: Table, shown: Sequence[Resource], *, layer: Layer, today: date
) -> ImportResult:
    """Return the result of a returned sheet: the whole layer with its answers.

    „ja“ confirms an offer, „geändert“ takes the cells that are not as they were sent, „nein“
    proposes that it is gone. What is not answered, not clear or not in the sheet stays.

    Parameters
    ----------
    result
        The sheet as a list.
    table
        The sheet.
    shown
        What the layer has, with all that is internal, in display order.
    layer
        Whose offers were asked about.
    today
        Day of a confirmation that names none.
    """
    reader = _Reader(
        known={each.resource_id: each for each in shown},
        layer=layer,
        today=today,
        placed=result.decisions.placements.keys(),
    )
    rows = tuple(
        reader.read(dict(zip(table.columns, cells, strict=True)), outcome)
        for cells, outcome in zip(table.rows, result.rows, strict=True)
    )
    answered = {each: reader.after[each] for each in reader.known if each in reader.after}
    kept = (answered.get(each.resource_id, each) for each in shown)
    about = finding("rueckmeldung", title=layer.title, others=len(shown) - len(reader.first))
    whole = [issue for issue in result.report.issues if issue.row is None]
    issues = [about, *whole, *(issue for row in rows for issue in row.issues)]
    return replace(
        result,
        rows=rows,
        report=replace(result.report, issues=issues),
        complete=(*(each for each in kept if each is not None), *reader.new),
    )


@dataclass(kw_only=True)
class _Reader:
    """What the rows have said so far.

    ``after`` holds each answered offer as it shall be, ``None`` if it is gone; ``first`` the row
    in which an offer was named.
    """

    known: Mapping[str, Resource]
    layer: Layer
    today: date
    placed: Any
    after: dict[str, Resource | None] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    new: list[Resource] = field(default_factory=list)

    def read(self, cells: Mapping[str, str], outcome: RowOutcome) -> RowOutcome:
        """Take one row, and return what became of it."""
        key = cells[Role.ID.label].strip()
        if not key:
            return self._reported(outcome)
        refusal = self._refusal(key, cells, outcome.row)
        if refusal is not None:
            return _outcome(outcome, None, [refusal])
        self.first[key] = outcome.row
        return self._answered(self.known[key], cells, outcome)

    def _refusal(self, key: str, cells: Mapping[str, str], row: int) -> Issue | None:
        about: dict[str, Any] = {"row": row, "column": Role.ID.label, "value": key}
        other = layer_of_check(cells[CHECK])
        if other and other != self.layer.layer_id:
            return finding("andere_ebene", **about, other=other)
        if key not in self.known:
            return finding("kennung_entfallen", **about, key=key)
        if key in self.first:
            return finding("zweimal_beantwortet", **about, first=self.first[key])
        return None

    def _reported(self, outcome: RowOutcome) -> RowOutcome:
        """Take a row without a key: an offer that nobody knew of."""
        resource, issues = outcome.resource, list(outcome.issues)
        if resource is None:
            return outcome
        taken = {*self.known, *(each.resource_id for each in self.new)}
        if resource.resource_id in taken:
            return _outcome(outcome, None, [*issues, finding("angebot_schon_da", row=outcome.row)])
        self.new.append(resource)
        return _outcome(outcome, resource, [*issues, finding("angebot_gemeldet", row=outcome.row)])

    def _answered(self, was: Resource, cells: Mapping[str, str], outcome: RowOutcome) -> RowOutcome:
        answer = answer_of(cells[ANSWER])
        changed, issues = self._edited(cells, outcome)
        if answer in {"yes", "changed"} and outcome.resource is None and changed:
            return _outcome(outcome, None, [*outcome.issues, *issues])
        now: Resource | None = was
        if answer == "no":
            now = None
        elif answer in {"yes", "changed"}:
            now = self._confirmed(self._taken(was, changed, cells, outcome), outcome, issues)
        issues += _told(answer, changed, cells[ANSWER], outcome.row)
        self.after[was.resource_id] = now
        if answer in {"yes", "changed"}:
            issues = [*_about(changed, outcome.issues), *issues]
        return _outcome(outcome, now or was, issues)

    def _edited(
        self, cells: Mapping[str, str], outcome: RowOutcome
    ) -> tuple[frozenset[Role], list[Issue]]:
        texts = {role: cells[role.label] for role in ASKED if role.label in cells}
        found = edited(cells[CHECK], texts)
        if found is not None:
            return found, []
        filled = frozenset(role for role, text in texts.items() if text.strip())
        return filled, [finding("pruefwert_fehlt", row=outcome.row, column=CHECK)]

    def _taken(
        self,
        was: Resource,
        changed: frozenset[Role],
        cells: Mapping[str, str],
        outcome: RowOutcome,
    ) -> Resource:
        """Return the offer with the cells that were edited."""
        read = outcome.resource
        if read is None:
            return was
        unclear = {issue.column for issue in outcome.issues}
        taken = {
            name: getattr(read, name) if cells[role.label].strip() else _EMPTY.get(name, "")
            for role, name in _FIELDS.items()
            if role in changed and not _is_unknown(role, cells, read, unclear)
        }
        moved = changed & _ADDRESS or was.resource_id in self.placed
        if moved or outcome.is_protected:  # the import has read a refuge without its place
            taken |= {name: getattr(read, name) for name in _PLACE}
        return replace(was, **taken)

    def _confirmed(self, now: Resource, outcome: RowOutcome, issues: list[Issue]) -> Resource:
        text = outcome.resource.last_confirmed if outcome.resource else ""
        day = first_day(text)
        if day is None or day > self.today:
            day_text = f"{self.today:%d.%m.%Y}"
            column = Role.LAST_CONFIRMED.label
            told = finding(
                "bestaetigt_heute", row=outcome.row, column=column, value=text, day=day_text
            )
            issues.append(told)
            text = self.today.isoformat()
        return replace(now, last_confirmed=text)


def _is_unknown(
    role: Role, cells: Mapping[str, str], read: Resource, unclear: set[str | None]
) -> bool:
    """Tell whether a cell says something that the import could not read."""
    if not cells[role.label].strip():
        return False
    return not getattr(read, _FIELDS[role]) or (role is Role.REACH and role.label in unclear)


def _about(changed: frozenset[Role], issues: Iterable[Issue]) -> Iterator[Issue]:
    """Yield the findings about what was edited; where somebody is, needs the whole address."""
    columns = {role.label for role in changed}
    for issue in issues:
        if issue.column in columns or changed & _ADDRESS:
            yield issue


def _told(answer: Answer, changed: frozenset[Role], text: str, row: int) -> Iterator[Issue]:
    about: dict[str, Any] = {"row": row, "column": ANSWER, "value": text}
    names = ", ".join(role.label for role in ASKED if role in changed)
    if answer == "no":
        yield finding("angebot_geschlossen", **about)
    elif answer == "unclear":
        yield finding("rueckmeldung_unklar", **about, word=text)
    elif answer == "none":
        code = "rueckmeldung_ohne_antwort" if changed else "rueckmeldung_offen"
        yield finding(code, **about)
    elif answer == "yes" and changed:
        yield finding("ja_mit_aenderung", **about, columns=names)
    elif answer == "changed" and not changed:
        yield finding("geaendert_ohne_aenderung", **about)


def _outcome(outcome: RowOutcome, resource: Resource | None, issues: list[Issue]) -> RowOutcome:
    rejected = any(issue.severity is Severity.ERROR for issue in issues)
    status: Literal["imported", "corrected", "rejected"] = "corrected" if issues else "imported"
    return replace(
        outcome,
        status="rejected" if rejected else status,
        resource=None if rejected else resource,
        issues=tuple(issues),
    )
