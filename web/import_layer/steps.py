"""The steps that say how a file is read: table, columns, coordinates, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import maps
from geo.errors import InputError
from geo.importing import ColumnMapping, Role, Table
from geo.taxonomy import Taxonomy
from geo.usecases.access import Action
from web.files import attachment
from web.import_layer.addresses import AddressFacts
from web.import_layer.blueprint import blueprint
from web.import_layer.choices import keep_choices, read_choices
from web.import_layer.looking import Page, Seen, with_preview
from web.import_layer.pictures import view_of
from web.import_layer.samples import samples_of
from web.import_layer.stages import open_guesses
from web.security import own_workspace, requires
from web.state import current_state

#: Meanings in the order and groups in which they are offered.
ROLE_GROUPS = {
    "Angebot": (Role.NAME, Role.CATEGORY, Role.TARGET_GROUPS, Role.PROVIDER, Role.NOTE, Role.ID),
    "Anschrift": (
        Role.STREET,
        Role.HOUSE_NUMBER,
        Role.HOUSE_NUMBER_SUFFIX,
        Role.POSTCODE,
        Role.PLACE,
        Role.DISTRICT,
        Role.ADDRESS,
    ),
    "Koordinaten": (Role.LAT, Role.LON, Role.X, Role.Y, Role.COORDINATES, Role.LOCATION_QUALITY),
    "Kontakt": (Role.PHONE, Role.EMAIL, Role.CONTACT_PERSON, Role.WEBSITE),
    "Wirkung": (Role.REACH, Role.SERVICE_AREAS, Role.SOZIALRAUM),
    "Herkunft": (Role.SOURCE, Role.AS_OF, Role.LAST_CONFIRMED),
}
_EXAMPLES = 3
_MOST_TABLES = 8  # more do not fit on a screen, each with its beginning
_PREVIEW_ROWS = 4
_PREVIEW_COLUMNS = 6
_SHOWN_WORDS = 100
_EPSG = re.compile(r"EPSG:\d{4,6}")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the file with what it holds and what it means."""

    name: str
    examples: tuple[str, ...]
    role: Role | None


@blueprint.get("/<token>/tabelle")
@requires(Action.EDIT)
@with_preview
def show_reading(seen: Seen) -> Page:
    """Show the tables of the file and how its text is read."""
    return render_template(
        "import/reading.html",
        seen=seen,
        tables=seen.preview.parsed.tables,
        samples=samples_of(seen.preview.parsed, seen.preview.parsed_table),
        preview_rows=_PREVIEW_ROWS,
        preview_columns=_PREVIEW_COLUMNS,
        most_tables=_MOST_TABLES,
    )


@blueprint.post("/<token>/tabelle")
@requires(Action.EDIT)
def choose_reading(token: str) -> Response:
    """Keep table, header row and encoding; the columns are recognised anew."""
    draft = own_workspace().find(token)
    old, form = read_choices(draft), request.form
    header = form.get("kopfzeile", type=int)
    table = form.get("tabelle", old.table)[:200]
    header_rows = {table: header} if header and 0 < header < 10**6 else {}
    unchanged = header == form.get("kopfzeile_erkannt", type=int)
    new = replace(
        old,
        table=table,
        encoding=form.get("kodierung", "")[:40],
        repair=form.get("reparieren") == "ja",
        header_rows=old.header_rows if unchanged else {**old.header_rows, **header_rows},
        step="show_columns",
    )
    if new.reading != old.reading or new.table != old.table:
        new = replace(new, confirmed=()).deciding(mapping=None, crs=None)
    keep_choices(draft, new)
    return redirect(url_for("import_layer.show_columns", token=token), 303)


@blueprint.get("/<token>/spalten")
@requires(Action.EDIT)
@with_preview
def show_columns(seen: Seen) -> Page:
    """Show what each column means."""
    columns = columns_of(seen.preview.parsed_table, seen.preview.result.mapping)
    return _columns_page(seen, columns, _wrong_header(seen))


def _wrong_header(seen: Seen) -> str:
    """Return why the wanted header row is not the one that was read; empty if it is."""
    table = seen.preview.parsed_table
    wanted = seen.choices.header_rows.get(table.name)
    if wanted in {None, table.header_row}:
        return ""
    return (
        f"Die Zeile {wanted} ist leer oder steht nicht in der Tabelle. Die Spaltennamen stammen "
        f"weiter aus Zeile {table.header_row}; unter „Tabelle“ lässt sich das ändern."
    )


@blueprint.post("/<token>/spalten")
@requires(Action.EDIT)
@with_preview
def choose_columns(seen: Seen) -> Page:
    """Keep what each column means."""
    chosen = dict(
        zip(request.form.getlist("spalte"), request.form.getlist("bedeutung"), strict=False)
    )
    table = seen.preview.parsed_table
    columns = [
        replace(column, role=_role(chosen.get(column.name, "")))
        for column in columns_of(table, seen.preview.result.mapping)
    ]
    try:
        mapping = _mapping(columns)
    except InputError as error:
        return _columns_page(seen, columns, str(error)), 422
    changed = mapping.columns != seen.preview.result.mapping.columns
    choices = replace(seen.choices, step="show_columns")
    if changed:
        choices = replace(choices, confirmed=()).deciding(mapping=mapping)
    keep_choices(seen.draft, choices)
    flash("Die Zuordnung der Spalten ist übernommen.")
    return redirect(url_for("import_layer.show_report", token=seen.draft.token), 303)


@blueprint.get("/<token>/spalten.toml")
@requires(Action.EDIT)
@with_preview
def download_mapping(seen: Seen) -> Page:
    """Send what was decided so far, as the command line reads it."""
    return attachment(seen.preview.decisions.to_toml(), "zuordnung.toml", "application/toml")


@blueprint.get("/<token>/lage")
@requires(Action.EDIT)
@with_preview
def show_coordinates(seen: Seen) -> Page:
    """Show the points of the list on the map, and how else its coordinates could be read."""
    result = seen.preview.result
    shown = view_of(result.resources)
    return render_template(
        "import/coordinates.html",
        seen=seen,
        islands=maps.map_islands(shown),
        guesses=open_guesses(result, seen.choices),
        candidates={each.crs: each for each in reversed(result.crs_candidates)},
        addresses=AddressFacts.of(current_state().instance, seen.preview),
        attributions=current_state().instance.attributions,
        located=sum(resource.has_point for resource in result.resources),
        outside=sum(resource.outside_m > 0 for resource in result.resources),
    )


@blueprint.post("/<token>/lage")
@requires(Action.EDIT)
def choose_coordinates(token: str) -> Response:
    """Keep the coordinate system, or that the guess is right."""
    draft = own_workspace().find(token)
    choices, form = read_choices(draft), request.form
    number = form.get("epsg", "").strip()
    wanted = f"EPSG:{number}" if number else form.get("crs", "")
    crs = wanted if _EPSG.fullmatch(wanted) else None
    if form.get("aktion") == "bestaetigen" and form.get("richtig") == "ja":
        guesses = tuple(code for code in form.getlist("vermutung") if len(code) < 60)[:10]
        choices = replace(choices, confirmed=guesses, step="show_coordinates").deciding(crs=crs)
        flash("Die Lage ist bestätigt.")
        target = "import_layer.show_report"
    elif form.get("aktion") == "bestaetigen":
        flash("Bitte erst das Häkchen setzen, wenn die Punkte richtig liegen.", "error")
        target = "import_layer.show_coordinates"
    else:
        choices = replace(choices, confirmed=(), step="show_coordinates").deciding(crs=crs)
        target = "import_layer.show_coordinates"
    keep_choices(draft, choices)
    return redirect(url_for(target, token=token), 303)


@blueprint.get("/<token>/woerter")
@requires(Action.EDIT)
@with_preview
def show_words(seen: Seen) -> Page:
    """Show the words that the vocabulary does not know, with what they may mean."""
    proposals = seen.preview.result.proposals
    pages = max(1, -(-len(proposals) // _SHOWN_WORDS))
    number = min(max(1, request.args.get("seite", 1, type=int)), pages)
    first = (number - 1) * _SHOWN_WORDS
    return render_template(
        "import/words.html",
        seen=seen,
        proposals=proposals[first : first + _SHOWN_WORDS],
        total=len(proposals),
        number=number,
        pages=pages,
        decided=seen.choices.decisions,
        taxonomy=current_state().instance.taxonomy,
    )


@blueprint.post("/<token>/woerter")
@requires(Action.EDIT)
def choose_words(token: str) -> Response:
    """Keep what the words mean; what is left open stays unknown."""
    draft = own_workspace().find(token)
    choices = replace(read_choices(draft), step="show_words")
    taxonomy = current_state().instance.taxonomy
    categories, groups = _chosen_words(taxonomy)
    decided = choices.decisions
    choices = choices.deciding(
        categories={**decided.categories, **categories},
        target_groups={**decided.target_groups, **groups},
    )
    keep_choices(draft, choices)
    count = len(categories) + len(groups)
    flash(f"{count} {'Wort ist' if count == 1 else 'Wörter sind'} zugeordnet.")
    return redirect(url_for("import_layer.show_report", token=token), 303)


def columns_of(table: Table, mapping: ColumnMapping) -> list[Column]:
    """Return the columns of a table with a few different values of each."""
    roles = {name: role for role, name in mapping.columns.items()}
    return [
        Column(name=name, examples=_examples(table, place), role=roles.get(name))
        for place, name in enumerate(table.columns)
    ]


def _examples(table: Table, place: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in table.rows:
        if row[place]:
            found.setdefault(row[place])
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def _columns_page(seen: Seen, columns: Sequence[Column], error: str = "") -> str:
    return render_template(
        "import/columns.html", seen=seen, columns=columns, groups=ROLE_GROUPS, error=error
    )


def _role(text: str) -> Role | None:
    return Role(text) if text in set(Role) else None


def _mapping(columns: Sequence[Column]) -> ColumnMapping:
    """Return the mapping that columns make up.

    Raises
    ------
    InputError
        If two of them mean the same.
    """
    named: dict[Role, str] = {}
    for column in columns:
        if column.role is None:
            continue
        if column.role in named:
            raise InputError(
                f"„{column.role.label}“ ist zweimal gewählt: für „{named[column.role]}“ und für "
                f"„{column.name}“. Bitte bei einer der beiden Spalten etwas anderes wählen."
            )
        named[column.role] = column.name
    unused = tuple(column.name for column in columns if column.role is None)
    return ColumnMapping(named, unused)


def _chosen_words(taxonomy: Taxonomy) -> tuple[dict[str, str | None], dict[str, tuple[str, ...]]]:
    """Return what the form says about words: fields ``kategorie:…`` and ``zielgruppe:…``."""
    known = {item.category_id for item in taxonomy.categories}
    groups = {item.target_group_id for item in taxonomy.target_groups}
    categories: dict[str, str | None] = {}
    target_groups: dict[str, tuple[str, ...]] = {}
    for name, values in request.form.lists():
        kind, _, key = name.partition(":")
        if kind == "kategorie" and values[0] in known | {"-"}:
            categories[key] = None if values[0] == "-" else values[0]
        elif kind == "zielgruppe" and set(values) & (groups | {"-"}):
            target_groups[key] = tuple(value for value in values if value in groups)
    return categories, target_groups
