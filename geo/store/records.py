"""Lists of records, their immutable versions, and what is published of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from geo.errors import NotFound
from geo.records import RecordList, RecordListState, RecordVersion
from geo.report import ValidationReport
from geo.store.models import RecordListRow, RecordPublicationRow, RecordVersionRow
from geo.store.pointers import current, point_at, point_back, require_shown
from geo.store.versions import report_from_json, report_to_json

Records = Sequence[dict[str, Any]]


def save_list(session: Session, wanted: RecordList) -> None:
    """Write the title of a list; what is published of it stays."""
    row = session.scalar(_one_list(wanted.kind_id, wanted.list_id))
    if row is None:
        names = {"kind_id": wanted.kind_id, "list_id": wanted.list_id}
        session.add(RecordListRow(**names, title=wanted.title))
    else:
        row.title = wanted.title
    session.flush()


def find_list(session: Session, kind_id: str, list_id: str) -> RecordList | None:
    """Return a list, or ``None`` if there is none with this id."""
    row = session.scalar(_one_list(kind_id, list_id))
    return None if row is None else _to_list(row)


def list_states(session: Session, kind_id: str) -> tuple[RecordListState, ...]:
    """Return all lists of a kind with their versions, oldest list first."""
    rows = session.scalars(
        select(RecordListRow).where(RecordListRow.kind_id == kind_id).order_by(RecordListRow.id)
    )
    return tuple(
        RecordListState(record_list=_to_list(row), versions=_versions_of(session, row))
        for row in rows
    )


def add_version(
    session: Session,
    wanted: RecordList,
    *,
    sha256: str,
    options: str,
    report: ValidationReport,
    records: Records,
) -> int:
    """Store a new version of an existing list and return its number.

    Parameters
    ----------
    wanted
        List that :func:`save_list` has written.
    sha256
        Hex digest of the original, which is kept already.
    options
        How the file was read and what came of it; no two versions of a list have the same file
        and the same options.
    report
        What happened to each row.
    records
        JSON-ready, in display order.
    """
    row = _existing(session, wanted.kind_id, wanted.list_id)
    own = RecordVersionRow.record_list_id == row.id
    latest = session.scalar(select(func.max(RecordVersionRow.number)).where(own))
    version = RecordVersionRow(
        record_list_id=row.id,
        number=(latest or 0) + 1,
        created_at=datetime.now(UTC),
        sha256=sha256,
        options=options,
        report=report_to_json(report),
        count=len(records),
        records=list(records),
    )
    session.add(version)
    session.flush()
    return version.number


def same_version(
    session: Session, wanted: RecordList, *, sha256: str, options: str, records: Records
) -> int | None:
    """Return the version with the same content, if any.

    It is the one that is shown if it has these records, else one of this file and these options.
    """
    shown = session.execute(
        _published(RecordVersionRow.number, RecordVersionRow.records).where(
            *_is_list(wanted.kind_id, wanted.list_id)
        )
    ).first()
    if shown is not None and shown.records == list(records):
        return int(shown.number)
    return session.scalar(
        select(RecordVersionRow.number)
        .join(RecordListRow, RecordListRow.id == RecordVersionRow.record_list_id)
        .where(
            *_is_list(wanted.kind_id, wanted.list_id),
            RecordVersionRow.sha256 == sha256,
            RecordVersionRow.options == options,
        )
    )


def publish(session: Session, kind_id: str, list_id: str, number: int) -> bool:
    """Let a list show a version; return whether that changed anything.

    Raises
    ------
    NotFound
        If there is no such list or version.
    """
    row = _existing(session, kind_id, list_id)
    version_id = session.scalar(
        select(RecordVersionRow.id).where(
            RecordVersionRow.record_list_id == row.id, RecordVersionRow.number == number
        )
    )
    if version_id is None:
        raise NotFound(f"Die Liste „{row.title}“ hat keinen Stand {number}.")
    return point_at(session, row, RecordPublicationRow, version_id)


def undo(session: Session, kind_id: str, list_id: str, *, number: int | None = None) -> int | None:
    """Let a list show what it showed before; return the version number now shown.

    Parameters
    ----------
    number
        Version whose publication is meant; by default whichever is shown.

    Returns
    -------
    int or None
        ``None`` if nothing of the list is shown any more.

    Raises
    ------
    NotFound
        If there is no such list.
    Conflict
        If nothing of it is shown, or another version than the one meant.
    """
    row = _existing(session, kind_id, list_id)
    what = f"Liste „{row.title}“"
    require_shown(number, _number(session, row), what=what, where="die Seite")
    point_back(session, row, RecordPublicationRow, what=what)
    return _number(session, row)


def published_numbers(session: Session, kind_id: str) -> dict[str, int]:
    """Return the number of the shown version of each list that shows one."""
    query = _published(RecordListRow.list_id, RecordVersionRow.number)
    return dict(session.execute(query.where(RecordListRow.kind_id == kind_id)).all())


def published_records(session: Session, kind_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the records of the shown version of each list that shows one, oldest list first."""
    query = _published(RecordListRow.list_id, RecordVersionRow.records)
    wanted = query.where(RecordListRow.kind_id == kind_id).order_by(RecordListRow.id)
    return dict(session.execute(wanted).all())


def _published(*columns: Any) -> Any:
    return (
        select(*columns)
        .join(RecordPublicationRow, RecordPublicationRow.version_id == RecordVersionRow.id)
        .join(RecordListRow, RecordListRow.publication_id == RecordPublicationRow.id)
    )


def _versions_of(session: Session, row: RecordListRow) -> tuple[RecordVersion, ...]:
    shown = _number(session, row)
    columns = ("number", "created_at", "sha256", "report", "count")
    found = session.execute(
        select(*(getattr(RecordVersionRow, name) for name in columns))
        .where(RecordVersionRow.record_list_id == row.id)
        .order_by(RecordVersionRow.number.desc())
    )
    return tuple(_to_version(each, shown) for each in found.mappings())


def _to_version(row: Any, shown: int | None) -> RecordVersion:
    columns = {**row, "report": report_from_json(row["report"])}
    return RecordVersion(**columns, published=row["number"] == shown)


def _number(session: Session, row: RecordListRow) -> int | None:
    publication = current(session, row, RecordPublicationRow)
    if publication is None:
        return None
    return session.scalar(
        select(RecordVersionRow.number).where(RecordVersionRow.id == publication.version_id)
    )


def _is_list(kind_id: str, list_id: str) -> tuple[Any, Any]:
    return RecordListRow.kind_id == kind_id, RecordListRow.list_id == list_id


def _one_list(kind_id: str, list_id: str) -> Select[RecordListRow]:
    return select(RecordListRow).where(*_is_list(kind_id, list_id))


def _existing(session: Session, kind_id: str, list_id: str) -> RecordListRow:
    row = session.scalar(_one_list(kind_id, list_id))
    if row is None:
        raise NotFound(f"Die Liste „{list_id}“ gibt es nicht.")
    return row


def _to_list(row: RecordListRow) -> RecordList:
    return RecordList(kind_id=row.kind_id, list_id=row.list_id, title=row.title)
