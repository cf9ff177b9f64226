"""Load a list into a layer: look first, then keep."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from pathlib import Path

from geo.comparing import LayerChanges, compare
from geo.crs import is_known
from geo.errors import Conflict, InputError, InvalidParameter, NotFound
from geo.importing import (
    Decisions,
    ImportDefaults,
    ImportResult,
    Limits,
    ParsedFile,
    Reading,
    Table,
    import_table,
    parse_file,
    suggest_mapping,
)
from geo.importing.cleaning import clean_line
from geo.importing.own_sheet import is_return, mapping_of
from geo.importing.parsing.limits import MEGABYTE
from geo.layers import Layer
from geo.spelling import fold
from geo.store import layers as stored_layers
from geo.store import versions
from geo.store.originals import digest_of
from geo.usecases.conference_notes import keep_notes_inside
from geo.usecases.confirm_offers import layer_answered, put_in
from geo.usecases.instance import Instance
from geo.usecases.manage_layers import remembered, shown_resources

Progress = Callable[[float], None]
READING_SHARE = 0.4  # reading the file is about this much of the work
_LAYER_ID = re.compile(r"(?!import$)[a-z0-9][a-z0-9_-]{0,63}")  # /ebenen/import is a page


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """How a file is to be read.

    Parameters
    ----------
    table
        Name of the table or file layer; by default :attr:`geo.importing.ParsedFile.main`.
    reading
        Encoding, header rows and repair, where a person has chosen them.
    decisions
        What a person has decided about columns, coordinates, words, places, and rows that
        name no category or target groups.
    """

    table: str | None = None
    reading: Reading = field(default_factory=Reading)
    decisions: Decisions = field(default_factory=Decisions)

    @property
    def fingerprint(self) -> str:
        """Text that is equal for equal options."""
        options = {**asdict(self), "decisions": self.decisions.to_toml()}
        return json.dumps(options, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would do; nothing is stored yet.

    Parameters
    ----------
    path, sha256
        The file and the digest of its content.
    parsed
        Its tables.
    table
        Name of the one that was read.
    options
        How a person wanted it to be read.
    result
        Report and resources.
    changes
        What the layer would show otherwise than now; ``None`` without a layer.
    answers_to
        Layer that the file answers to, where it is a returned sheet; else empty.
    """

    path: Path
    sha256: str
    parsed: ParsedFile
    table: str
    options: ImportOptions
    result: ImportResult
    changes: LayerChanges | None = None
    answers_to: str = ""

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of all tables of the file."""
        return tuple(table.name for table in self.parsed.tables)

    @property
    def parsed_table(self) -> Table:
        """The table that was read."""
        return next(table for table in self.parsed.tables if table.name == self.table)

    @property
    def decisions(self) -> Decisions:
        """What it was read with, and what the layer will remember."""
        return self.result.decisions

    @property
    def fingerprint(self) -> str:
        """Text that is equal if the file was read equally and the same came of it."""
        read = replace(self.options, table=self.table, decisions=self.decisions).fingerprint
        digest = hashlib.sha256()
        for resource in self.result.resources:
            digest.update(repr(resource).encode())
        return json.dumps({"options": read, "resources": digest.hexdigest()}, ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a commit did.

    Parameters
    ----------
    layer
        As it is now.
    number
        Version that holds the file.
    is_new
        ``False`` if nothing new came of it: the layer has a version with the same content.
    published
        Whether the layer shows this version.
    """

    layer: Layer
    number: int
    is_new: bool
    published: bool


def preview(
    instance: Instance,
    path: Path,
    *,
    file_name: str,
    options: ImportOptions | None = None,
    layer_id: str | None = None,
    parsed: ParsedFile | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Read a file and check it row by row, without storing anything.

    Parameters
    ----------
    instance
        Gives areas, vocabulary, gazetteer and limits.
    path
        The file.
    file_name
        Name as given by the sender.
    options
        How to read it.
    layer_id
        Layer that the list is for: what was decided about its last list holds again, and the
        preview tells what changes.
    parsed
        The file as parsed before, from the same path with the same ``options.reading``.
    progress
        Called with the fraction done, 0 to 1. What it raises ends the preview.

    Raises
    ------
    UnreadableFile, LimitExceeded
        If the file cannot be used.
    InvalidParameter
        If an option names a category or table that does not exist.
    """
    options = options or ImportOptions()
    _check_words(instance, options)
    if parsed is None:
        limits = Limits(bytes=instance.settings.max_upload_mb * MEGABYTE)
        parsed = parse_file(
            path,
            file_name=file_name,
            limits=limits,
            reading=options.reading,
            require_fences=instance.settings.require_fences,
            progress=_part(progress, 0.0, READING_SHARE),
        )
    table = parsed.main if options.table is None else parsed.table(options.table)
    answers_to = layer_answered(table)
    layer_id = answers_to or layer_id
    decisions = _decisions(instance, layer_id, table, options.decisions)
    defaults = ImportDefaults(
        category_id=decisions.default_category or None,
        target_groups=decisions.default_groups or (),
    )
    result = import_table(
        parsed,
        table,
        context=instance.import_context,
        defaults=defaults,
        decisions=decisions,
        progress=_part(progress, READING_SHARE, 1.0),
    )
    if answers_to:
        result = put_in(instance, answers_to, table, result, given=options.decisions)
    return Preview(
        path=path,
        sha256=digest_of(path),
        parsed=parsed,
        table=table.name,
        options=options,
        result=result,
        changes=_changes(instance, layer_id, result),
        answers_to=answers_to,
    )


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Return a progress of one part of the work."""
    if progress is None:
        return None
    return lambda fraction: progress(start + fraction * (end - start))


def _decisions(
    instance: Instance, layer_id: str | None, table: Table, given: Decisions
) -> Decisions:
    """Return what was decided now over what the layer remembers, for this table."""
    if layer_id is None:
        return given
    known = remembered(instance, layer_id)
    if is_return(table):
        return replace(known.merged(given), mapping=mapping_of(table))
    if known.mapping is not None:
        again = suggest_mapping(
            table.columns,
            table.rows,
            known=known.mapping,
            lookup=instance.import_context.lookup,
        )
        known = replace(known, mapping=again)
    if known.default_category not in {item.category_id for item in instance.taxonomy.categories}:
        known = replace(known, default_category=None)
    return known.merged(given)


def _changes(instance: Instance, layer_id: str | None, result: ImportResult) -> LayerChanges | None:
    if layer_id is None:
        return None
    return compare(shown_resources(instance, layer_id), result.resources)


def commit(
    instance: Instance, seen: Preview, layer: Layer, *, publish: bool, is_new: bool = False
) -> Outcome:
    """Keep what was previewed as a version of a layer; the same twice changes nothing.

    Parameters
    ----------
    instance
        Where to.
    seen
        Result of :func:`preview`; its file must still be there.
    layer
        Attributes of the layer, new or changed.
    publish
        Whether the layer shows the version from now on. Without it a known layer keeps its
        attributes: they belong to what is shown.
    is_new
        Whether the layer must not exist yet.

    Raises
    ------
    Conflict
        If somebody else has made a layer of this id meanwhile.
    InputError
        If no row can be taken over, or if notes are for a public layer.
    InvalidParameter
        If the layer id is not allowed.
    Unavailable
        If disk or database cannot be written; nothing has changed then.
    """
    check_layer_id(layer.layer_id)
    if seen.answers_to not in {"", layer.layer_id}:
        raise InputError(
            f"Die Datei antwortet auf eine Frage zur Ebene „{seen.answers_to}“, nicht zu "
            f"„{layer.title}“; es wurde nichts gespeichert."
        )
    if not seen.result.resources:
        raise InputError(
            f"Aus „{seen.result.report.file_name}“ lässt sich keine Zeile übernehmen; "
            "es wurde nichts gespeichert. Der Prüfbericht nennt die Gründe."
        )
    keep_notes_inside(seen.result, layer)
    if instance.originals.keep(seen.path) != seen.sha256:
        raise InputError(
            f"„{seen.result.report.file_name}“ wurde nach der Prüfung verändert; "
            "es wurde nichts gespeichert. Bitte die Liste neu laden."
        )
    key = {"sha256": seen.sha256, "options": seen.fingerprint}
    layer = _cleaned(layer)
    with instance.database.writing() as session:
        shown = stored_layers.find_layer(session, layer.layer_id)
        if is_new and shown:
            raise Conflict(
                f"Eine Ebene „{layer.title}“ gibt es schon. Bitte sie oben als Ziel wählen "
                "oder einen anderen Namen eingeben."
            )
        if publish or shown is None:
            stored_layers.save_layer(session, layer)
        else:
            layer = shown
        known = versions.same_version(
            session, layer.layer_id, resources=seen.result.resources, **key
        )
        number = known or versions.add_version(
            session,
            layer.layer_id,
            report=seen.result.report,
            resources=seen.result.resources,
            **key,
        )
        versions.remember(session, layer.layer_id, number, seen.decisions)
        if publish:
            stored_layers.publish(session, layer.layer_id, number)
        published = stored_layers.published_numbers(session).get(layer.layer_id) == number
    return Outcome(layer=layer, number=number, is_new=known is None, published=published)


def _cleaned(layer: Layer) -> Layer:
    """Return the layer without line breaks and invisible characters in its texts."""
    return replace(
        layer,
        title=clean_line(layer.title),
        source=clean_line(layer.source),
        licence=clean_line(layer.licence),
        as_of=clean_line(layer.as_of),
    )


def check_layer_id(layer_id: str) -> None:
    """Refuse an id that cannot stand in an address.

    Raises
    ------
    InvalidParameter
        If it is not made of lower case letters, digits, ``-`` and ``_``, or is ``import``.
    """
    if not _LAYER_ID.fullmatch(layer_id):
        raise InvalidParameter(
            f"Die Kennung „{layer_id}“ ist nicht erlaubt. Eine Ebene heißt mit kleinen Buchstaben "
            "a–z, Ziffern, „-“ und „_“, höchstens 64 Zeichen, zum Beispiel kitas-2026."
        )


def layer_id_from(title: str) -> str:
    """Return an id made of a title; empty if the title has no letter or digit."""
    return fold(title).replace(" ", "-")[:64].strip("-")


def _check_category(instance: Instance, category_id: str | None) -> None:
    if category_id is None:
        return
    try:
        instance.taxonomy.category(category_id)
    except NotFound as error:
        known = ", ".join(category.category_id for category in instance.taxonomy.categories)
        raise InvalidParameter(f"{error} Es gibt: {known}.") from None


def _check_words(instance: Instance, options: ImportOptions) -> None:
    """Refuse choices of categories, target groups and a CRS that do not exist."""
    crs = options.decisions.crs
    if crs is not None and not is_known(crs):
        raise InvalidParameter(f"Das Koordinatensystem „{crs}“ gibt es nicht. Beispiel: EPSG:4326.")
    decisions = options.decisions
    for category_id in (decisions.default_category or None, *decisions.categories.values()):
        _check_category(instance, category_id)
    known = [group.target_group_id for group in instance.taxonomy.target_groups]
    for group in chain(decisions.default_groups or (), *decisions.target_groups.values()):
        if group not in known:
            raise InvalidParameter(
                f"Die Zielgruppe „{group}“ gibt es nicht. Es gibt: {', '.join(known)}."
            )
