"""Phases on text: rows become drafts, words become keys."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from geo.importing.cleaning import clean_text, one_line, undefused
from geo.importing.decisions import decision_key
from geo.importing.own_sheet import own_columns
from geo.importing.roles import Role
from geo.importing.run import Draft, Run
from geo.importing.table import Table
from geo.importing.words import REACH_WORDS, is_total
from geo.numbers import parse_number
from geo.report import Issue
from geo.resources import Reach
from geo.spelling import fold

_MULTI_LINE = frozenset({Role.NOTE, Role.ADDRESS, Role.TARGET_GROUPS, Role.SERVICE_AREAS})
_LOST = "\ufffd"  # stands for a character that could not be read
_WEB = re.compile(r"^https?://[^\s<>\"'`\\]+$", re.IGNORECASE)
_BARE_WEB = re.compile(r"^(www\.|[a-z0-9-]+\.)([a-z0-9-]+\.)*[a-z]{2,}(/[^\s<>\"'`\\]*)?$", re.I)
_BLANKS = frozenset({"", "-", "--", "---", "–", "—", "/", "k.a.", "k.a", "keineangabe"})
_DITTO = re.compile(
    r"(?:dito|dto|detto|ebenda|s\. ?o|w\. ?o|siehe oben|wie oben)\.?|-? ?[\"″„“”〃]+ ?-?|''|,,",
    re.IGNORECASE,
)
_NEVER_ADDED_UP = (Role.POSTCODE, Role.PLACE, Role.LAT, Role.LON, Role.X, Role.Y, Role.COORDINATES)
_MOST_HINTS = 100  # comparing is slow, and nobody reads more
_MOST_WORDS = 5  # told of one cell, which may hold ten thousand
PLACE_ROLES = (
    Role.STREET,
    Role.HOUSE_NUMBER,
    Role.HOUSE_NUMBER_SUFFIX,
    Role.ADDRESS,
    Role.LAT,
    Role.LON,
    Role.X,
    Role.Y,
    Role.COORDINATES,
)


def draft_rows(run: Run) -> None:
    """Turn each row into a draft with clean text, and tell which columns are not used."""
    table = run.table
    position = {column: index for index, column in enumerate(table.columns)}
    used = {role: position[column] for role, column in run.mapping.columns.items()}
    noticed = _noticed(table)
    for index, (row, cells) in enumerate(zip(table.row_numbers, table.rows, strict=True)):
        shape = table.shapes[index] if table.shapes else None
        draft = Draft(row=row, cells={}, shape=shape, issues=noticed[row])
        for role, column in used.items():
            _take_cell(run, draft, role, cells[column])
        _repeat_above(run, draft)
        run.drafts.append(draft)
    _note_unused(run)


def _noticed(table: Table) -> dict[int, list[Issue]]:
    """Return what parsing noticed, by row."""
    noticed: dict[int, list[Issue]] = defaultdict(list)
    for issue in table.issues:
        if issue.row is not None:
            noticed[issue.row].append(issue)
    return noticed


def _take_cell(run: Run, draft: Draft, role: Role, cell: str) -> None:
    if not cell or is_blank(cell):
        return
    text, changed = clean_text(undefused(cell))
    if changed:
        run.note_row(draft, "zeichen_entfernt", role=role)
    if _LOST in text:
        run.note_row(draft, "zeichen_verloren", role=role, value=text)
    if text:
        draft.cells[role] = text if role in _MULTI_LINE else one_line(text)


def _repeat_above(run: Run, draft: Draft) -> None:
    """Put what the row above says where a cell only points to it."""
    above = run.drafts[-1].cells if run.drafts else {}
    for role, text in draft.cells.items():
        if role in above and role is not Role.ID and _DITTO.fullmatch(text):
            run.note_row(draft, "wie_oben", role=role, text=text)
            draft.cells[role] = above[role]


def is_blank(cell: str) -> bool:
    """Tell whether a cell says nothing: empty, a dash, or words such as „k. A.“."""
    return cell.strip().casefold().replace(" ", "") in _BLANKS


def _note_unused(run: Run) -> None:
    used = {*run.mapping.columns.values(), *own_columns(run.table)}
    unused = [
        f"„{column}“"
        for index, column in enumerate(run.table.columns)
        if column not in used and any(not is_blank(cells[index]) for cells in run.table.rows)
    ]
    if unused:
        run.note("spalten_ungenutzt", names=", ".join(unused))


def reject_totals(run: Run) -> None:
    """Reject rows that add up others: the word „Summe“ or „Gesamt“ and otherwise only numbers.

    A row with a place of any kind is none: „Total“ is also a filling station.
    """
    for draft, cells in zip(run.drafts, run.table.rows, strict=True):
        if draft.shape is not None or any(map(draft.text, _NEVER_ADDED_UP)):
            continue
        if word := _totals_word(cells):
            run.note_row(draft, "summenzeile", text=word)


def _totals_word(cells: Sequence[str]) -> str:
    """Return the word that makes a row one of totals, empty if it is none."""
    filled = [cell for cell in cells if not is_blank(cell)]
    numbers = [cell for cell in filled if parse_number(cell) is not None]
    words = [cell for cell in filled if is_total(cell, alone=not numbers)]
    adds_up = bool(words) and len(words) + len(numbers) == len(filled)
    return one_line(words[0]) if adds_up else ""


def require_name(run: Run) -> None:
    """Reject rows without a name."""
    if Role.NAME not in run.mapping.columns:
        run.note("namensspalte_fehlt")
    for draft in run.open_drafts:
        if not draft.text(Role.NAME):
            run.note_row(draft, "name_fehlt", role=Role.NAME)


def read_categories(run: Run) -> None:
    """Find the category of each row by key or label, or take the default."""
    listed = Role.CATEGORY in run.mapping.columns
    if not listed and run.defaults.category_id is None and not run.is_notes:
        run.note("kategoriespalte_fehlt")
    decided = run.decisions.categories
    for draft in run.open_drafts:
        text = draft.text(Role.CATEGORY)
        if decision_key(text) in decided:
            draft.category_id = decided[decision_key(text)]
            continue
        draft.category_id = run.context.vocabulary.category(text) if text else None
        if draft.category_id is None:
            draft.category_id = run.defaults.category_id
            _note_category(run, draft, text, listed=listed)
            _protect_by_sound(run, draft, text or draft.text(Role.NAME))


def _protect_by_sound(run: Run, draft: Draft, text: str) -> None:
    """Protect what may be a refuge, as long as nobody has said that it is none."""
    if run.sounds_protected(text):
        draft.is_protected = True
        run.note_row(draft, "standort_vorsorglich", text=text)


def _hint(run: Run, text: str) -> str:
    """Return half a sentence that names a similar category; empty if there is none."""
    if len(run.unknown) > _MOST_HINTS:
        return ""
    similar = run.similar("category", text)
    return f"; ähnlich ist „{run.context.taxonomy.category(similar[0]).label}“" if similar else ""


def _note_category(run: Run, draft: Draft, text: str, *, listed: bool) -> None:
    if text:
        run.count_unknown("category", text)
        default = run.defaults.category_id
        instead = "ohne Kategorie"
        if default is not None:
            instead = f"unter „{run.context.taxonomy.category(default).label}“"
        run.note_row(
            draft,
            "kategorie_unbekannt",
            role=Role.CATEGORY,
            text=text,
            instead=instead,
            similar=_hint(run, text),
        )
    elif listed and draft.category_id is None:
        run.note_row(draft, "kategorie_fehlt", role=Role.CATEGORY)


def read_target_groups(run: Run) -> None:
    """Find target groups by their names; a row without any gets the list's or its category's."""
    taxonomy, supplied = run.context.taxonomy, 0
    for draft in run.open_drafts:
        text = draft.text(Role.TARGET_GROUPS)
        draft.target_groups, unknown = run.context.vocabulary.target_groups(
            text, run.decisions.target_groups
        )
        for name in dict.fromkeys(unknown):
            run.count_unknown("target_group", name)
        for name in _told(unknown):
            run.note_row(draft, "zielgruppe_unbekannt", role=Role.TARGET_GROUPS, text=name)
        if not text:
            draft.target_groups = taxonomy.in_order(run.defaults.target_groups)
        if not text and not draft.target_groups and draft.category_id is not None:
            draft.target_groups = taxonomy.category(draft.category_id).target_groups
            supplied += bool(draft.target_groups)
    if supplied:
        run.note("zielgruppen_ergaenzt", count=supplied)


def read_reach(run: Run) -> None:
    """Find how people and offer meet, and the areas it serves."""
    for draft in run.open_drafts:
        text = draft.text(Role.REACH)
        if text:
            reach = _reach(text)
            if reach is None:
                run.note_row(draft, "reichweite_unbekannt", role=Role.REACH, text=text)
            draft.reach = reach or Reach.SITE
        served = draft.text(Role.SERVICE_AREAS)
        draft.service_areas, unknown = run.context.vocabulary.service_areas(served)
        for name in _told(unknown):
            run.note_row(draft, "einzugsgebiet_unbekannt", role=Role.SERVICE_AREAS, text=name)


def _told(words: Sequence[str]) -> list[str]:
    """Return the different words of a cell, all but the first few in one."""
    different = list(dict.fromkeys(words))
    rest = different[_MOST_WORDS:]
    return [
        *different[:_MOST_WORDS],
        *([f"{rest[0][:60]} … ({len(rest)} weitere)"] if rest else []),
    ]


def _reach(text: str) -> Reach | None:
    folded = fold(text)
    if folded in REACH_WORDS:
        return REACH_WORDS[folded]
    for part, reach in (
        ("mobil", Reach.MOBILE),
        ("telefon", Reach.REMOTE),
        ("online", Reach.REMOTE),
    ):
        if part in folded:
            return reach
    return None


def read_websites(run: Run) -> None:
    """Keep http(s) addresses, also those without their scheme; everything else is text."""
    for draft in run.open_drafts:
        text = draft.text(Role.WEBSITE)
        if not text:
            continue
        if _is_web(text):
            draft.website = text
        elif _BARE_WEB.match(text):
            draft.website = f"https://{text}"
        else:
            run.note_row(draft, "website_verworfen", role=Role.WEBSITE)
            note = (draft.text(Role.NOTE), f"Webseite laut Liste: {text}")
            draft.cells[Role.NOTE] = "\n".join(filter(None, note))


def _is_web(text: str) -> bool:
    if not _WEB.match(text):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:  # such as unbalanced brackets of an IPv6 address
        return False


def protect_places(run: Run) -> None:
    """Forget street and coordinate of offers whose place must never be known.

    What earlier findings quote from the row is forgotten as well.
    """
    taxonomy = run.context.taxonomy
    for draft in run.open_drafts:
        category_id = draft.category_id
        is_known = category_id is not None and not taxonomy.category(category_id).has_point
        if not is_known and not draft.is_protected:
            continue
        draft.is_protected = True
        known = [role for role in PLACE_ROLES if draft.cells.pop(role, None)]
        draft.issues = [replace(issue, value=None) for issue in draft.issues]
        if is_known and (known or draft.shape is not None):
            run.note_row(draft, "standort_geschuetzt")
        draft.shape = None
