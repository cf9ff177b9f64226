"""Load a list of records, such as indicators: look first, then keep, publish, take back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.errors import InputError, InvalidParameter, LimitExceeded, NotFound
from geo.importing import Limits, ParsedFile, Table, parse_file
from geo.importing.cleaning import clean_line
from geo.importing.parsing.limits import MEGABYTE
from geo.importing.records import ReadRecords, RecordKind
from geo.importing.records.entries import ENTRIES
from geo.importing.records.indicators import INDICATORS
from geo.numbers import german_number
from geo.records import RecordList, RecordListState
from geo.spelling import fold
from geo.store import records as stored
from geo.store.originals import digest_of
from geo.usecases.instance import Instance

#: Every kind that can be loaded, by its key.
KINDS: dict[str, RecordKind[Any]] = {kind.kind_id: kind for kind in (INDICATORS, ENTRIES)}
_LIST_ID = re.compile(r"(?!entwurf$)[a-z0-9][a-z0-9_-]{0,63}")  # …/entwurf/ is a page
_TITLE_CHARS = 120


@dataclass(frozen=True, kw_only=True)
class RecordOptions:
    """How a file is to be read.

    Parameters
    ----------
    table
        Name of the table; by default the one that the kind chooses.
    choices
        What a person has answered, by the key of the question.
    """

    table: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What loading a file would do; nothing is stored yet.

    Parameters
    ----------
    kind
        What its rows are.
    path, sha256
        The file and the digest of its content.
    parsed, table
        Its tables and the one that was read.
    read
        Records, report, questions.
    """

    kind: RecordKind[Any]
    path: Path
    sha256: str
    parsed: ParsedFile
    table: Table
    read: ReadRecords[Any]

    @property
    def content(self) -> list[dict[str, Any]]:
        """The records as they are stored."""
        return [self.kind.to_json(record) for record in self.read.records]

    @property
    def fingerprint(self) -> str:
        """Text that is equal if the same came of the file."""
        text = json.dumps(self.content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What keeping did.

    Parameters
    ----------
    record_list
        As it is now.
    number
        Version that holds the file.
    is_new
        ``False`` if nothing new came of it: the list has a version with the same content.
    published
        Whether the list shows this version.
    """

    record_list: RecordList
    number: int
    is_new: bool
    published: bool


def kind_of(kind_id: str) -> RecordKind[Any]:
    """Return a kind.

    Raises
    ------
    NotFound
        If there is none with this key.
    """
    if kind_id not in KINDS:
        raise NotFound(f"Listen der Art „{kind_id}“ gibt es nicht. Es gibt: {', '.join(KINDS)}.")
    return KINDS[kind_id]


def look(
    instance: Instance,
    kind: RecordKind[Any],
    path: Path,
    *,
    file_name: str,
    options: RecordOptions | None = None,
) -> Look:
    """Read a file and check it row by row, without storing anything.

    Raises
    ------
    UnreadableFile, LimitExceeded
        If the file cannot be used.
    InvalidParameter
        If there is no such table.
    """
    options = options or RecordOptions()
    parsed = parse_file(
        path,
        file_name=file_name,
        limits=Limits(bytes=instance.settings.max_upload_mb * MEGABYTE),
        require_fences=instance.settings.require_fences,
    )
    table = kind.choose(parsed) if options.table is None else parsed.table(options.table)
    if len(table.rows) > kind.most_rows:
        raise LimitExceeded(
            f"Die Liste hat {german_number(len(table.rows))} Zeilen; höchstens "
            f"{german_number(kind.most_rows)} sind möglich. Bitte die Liste teilen."
        )
    read = kind.read(parsed, table, instance.import_context, options.choices)
    return Look(kind=kind, path=path, sha256=digest_of(path), parsed=parsed, table=table, read=read)


def keep(instance: Instance, seen: Look, *, list_id: str, title: str = "", publish: bool) -> Kept:
    """Keep what was looked at as a version of a list; the same twice changes nothing.

    Parameters
    ----------
    instance
        Where to.
    seen
        Result of :func:`look`; its file must still be there.
    list_id
        Names the list; a new one is made if there is none.
    title
        Its name; by default as before, or the id.
    publish
        Whether the list shows the version from now on.

    Raises
    ------
    InputError
        If no row can be taken over, or the file has changed meanwhile.
    InvalidParameter
        If the id is not allowed.
    Unavailable
        If disk or database cannot be written; nothing has changed then.
    """
    check_list_id(list_id)
    name = seen.read.result.report.file_name
    if not seen.read.records:
        raise InputError(
            f"Aus „{name}“ lässt sich keine Zeile übernehmen; es wurde nichts gespeichert. "
            "Der Prüfbericht nennt die Gründe."
        )
    if instance.originals.keep(seen.path) != seen.sha256:
        raise InputError(
            f"„{name}“ wurde nach der Prüfung verändert; es wurde nichts gespeichert. "
            "Bitte die Liste neu laden."
        )
    content, key = seen.content, {"sha256": seen.sha256, "options": seen.fingerprint}
    with instance.database.writing() as session:
        known = stored.find_list(session, seen.kind.kind_id, list_id)
        wanted = RecordList(
            kind_id=seen.kind.kind_id, list_id=list_id, title=_title(title, known, list_id)
        )
        stored.save_list(session, wanted)
        same = stored.same_version(session, wanted, records=content, **key)
        number = same or stored.add_version(
            session, wanted, report=seen.read.result.report, records=content, **key
        )
        if publish:
            stored.publish(session, wanted.kind_id, list_id, number)
        shown = stored.published_numbers(session, wanted.kind_id).get(list_id)
    return Kept(record_list=wanted, number=number, is_new=same is None, published=shown == number)


def list_id_from(title: str) -> str:
    """Return an id made of a title or file name; empty if it has no letter or digit."""
    return fold(title).replace(" ", "-")[:64].strip("-")


def check_list_id(list_id: str) -> None:
    """Refuse an id that cannot stand in an address.

    Raises
    ------
    InvalidParameter
        If it is not made of lower case letters, digits, ``-`` and ``_``, or is ``entwurf``.
    """
    if not _LIST_ID.fullmatch(list_id):
        raise InvalidParameter(
            f"Die Kennung „{list_id}“ ist nicht erlaubt. Eine Liste heißt mit kleinen Buchstaben "
            "a–z, Ziffern, „-“ und „_“, höchstens 64 Zeichen, zum Beispiel sgb2-2023."
        )


def lists(instance: Instance, kind: RecordKind[Any]) -> tuple[RecordListState, ...]:
    """Return all lists of a kind with their versions, oldest list first."""
    with instance.database.reading() as session:
        return stored.list_states(session, kind.kind_id)


def show(instance: Instance, kind: RecordKind[Any], list_id: str) -> RecordListState:
    """Return one list.

    Raises
    ------
    NotFound
        If there is none with this id.
    """
    for state in lists(instance, kind):
        if state.record_list.list_id == list_id:
            return state
    raise NotFound(f"Die Liste „{list_id}“ gibt es nicht.")


def publish(instance: Instance, kind: RecordKind[Any], list_id: str, number: int) -> bool:
    """Show a version of a list; return whether that changed anything.

    Raises
    ------
    NotFound
        If there is no such list or version.
    """
    with instance.database.writing() as session:
        return stored.publish(session, kind.kind_id, list_id, number)


def undo(
    instance: Instance, kind: RecordKind[Any], list_id: str, *, number: int | None = None
) -> int | None:
    """Show what the list showed before; return that version, ``None`` if it shows nothing.

    Parameters
    ----------
    instance, kind, list_id
        Where.
    number
        Version that the person saw and takes back; by default whichever is shown.

    Raises
    ------
    NotFound
        If there is no such list.
    Conflict
        If nothing of it is shown, or another version than the person saw.
    """
    with instance.database.writing() as session:
        return stored.undo(session, kind.kind_id, list_id, number=number)


def _title(given: str, known: RecordList | None, list_id: str) -> str:
    title = clean_line(given)[:_TITLE_CHARS]
    return title or (known.title if known else list_id)
