"""Load a list into a layer: look first, then keep."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from geo.errors import Conflict, InputError, InvalidParameter, NotFound
from geo.importing import (
    ColumnMapping,
    ImportDefaults,
    ImportResult,
    Limits,
    ParsedFile,
    Table,
    import_table,
    parse_file,
)
from geo.importing.cleaning import clean_text, fold, one_line
from geo.importing.limits import MEGABYTE
from geo.layers import Layer
from geo.store import layers as stored_layers
from geo.store import versions
from geo.store.originals import digest_of
from geo.usecases.instance import Instance

_LAYER_ID = re.compile(r"(?!import$)[a-z0-9][a-z0-9_-]{0,63}")  # /ebenen/import is a page


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """How a file is to be read.

    Parameters
    ----------
    category_id
        Category of rows that name none.
    table
        Name of the table or file layer; by default :attr:`geo.importing.ParsedFile.main`.
    mapping
        Role of each column; recognised by the headers if ``None``.
    """

    category_id: str | None = None
    table: str | None = None
    mapping: ColumnMapping | None = None

    @property
    def fingerprint(self) -> str:
        """Text that is equal for equal options."""
        return json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would do; nothing is stored yet.

    Parameters
    ----------
    path, sha256
        The file and the digest of its content.
    tables
        Names of all its tables.
    table
        The one that was read.
    options
        How it was read.
    result
        Report and resources.
    """

    path: Path
    sha256: str
    tables: tuple[str, ...]
    table: str
    options: ImportOptions
    result: ImportResult


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
        ``False`` if the layer had a version of this file with these options already.
    published
        Whether the layer shows this version.
    """

    layer: Layer
    number: int
    is_new: bool
    published: bool


def preview(
    instance: Instance, path: Path, *, file_name: str, options: ImportOptions | None = None
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

    Raises
    ------
    UnreadableFile, LimitExceeded
        If the file cannot be used.
    InvalidParameter
        If an option names a category or table that does not exist.
    """
    options = options or ImportOptions()
    _check_category(instance, options.category_id)
    limits = Limits(bytes=instance.settings.max_upload_mb * MEGABYTE)
    parsed = parse_file(path, file_name=file_name, limits=limits)
    table = _choose_table(parsed, options.table)
    result = import_table(
        parsed,
        table,
        context=instance.import_context,
        defaults=ImportDefaults(category_id=options.category_id),
        mapping=options.mapping,
    )
    return Preview(
        path=path,
        sha256=digest_of(path),
        tables=tuple(candidate.name for candidate in parsed.tables),
        table=table.name,
        options=options,
        result=result,
    )


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
        If no row can be taken over.
    InvalidParameter
        If the layer id is not allowed.
    Unavailable
        If disk or database cannot be written; nothing has changed then.
    """
    check_layer_id(layer.layer_id)
    if not seen.result.resources:
        raise InputError(
            f"Aus „{seen.result.report.file_name}“ lässt sich keine Zeile übernehmen; "
            "es wurde nichts gespeichert. Der Prüfbericht nennt die Gründe."
        )
    if instance.originals.keep(seen.path) != seen.sha256:
        raise InputError(
            f"„{seen.result.report.file_name}“ wurde nach der Prüfung verändert; "
            "es wurde nichts gespeichert. Bitte die Liste neu laden."
        )
    key = {"sha256": seen.sha256, "options": seen.options.fingerprint}
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
        known = versions.find_version(session, layer.layer_id, **key)
        number = known or versions.add_version(
            session,
            layer.layer_id,
            report=seen.result.report,
            resources=seen.result.resources,
            **key,
        )
        if publish:
            stored_layers.publish(session, layer.layer_id, number)
        published = stored_layers.published_numbers(session).get(layer.layer_id) == number
    return Outcome(layer=layer, number=number, is_new=known is None, published=published)


def _cleaned(layer: Layer) -> Layer:
    """Return the layer without line breaks and invisible characters in its texts."""
    return replace(
        layer,
        title=_tidy(layer.title),
        source=_tidy(layer.source),
        licence=_tidy(layer.licence),
        as_of=_tidy(layer.as_of),
    )


def _tidy(text: str) -> str:
    return one_line(clean_text(text)[0])


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


def _choose_table(parsed: ParsedFile, name: str | None) -> Table:
    if name is None:
        return parsed.main
    for table in parsed.tables:
        if table.name == name:
            return table
    names = ", ".join(f"„{table.name}“" for table in parsed.tables)
    raise InvalidParameter(
        f"In „{parsed.file_name}“ gibt es keine Tabelle „{name}“, sondern {names}."
    )
