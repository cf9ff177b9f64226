"""The published pointer of a layer or of a list of records: forward to a version, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from geo.errors import Conflict
from geo.store.models import PublicationRow, RecordPublicationRow


class Pointing(Protocol):
    """A row that shows the version of a publication, or nothing."""

    publication_id: int | None
    title: str


P = TypeVar("P", PublicationRow, RecordPublicationRow)


def current(session: Session, row: Pointing, publications: type[P]) -> P | None:
    """Return the publication that a row points at."""
    return session.get(publications, row.publication_id) if row.publication_id else None


def point_at(session: Session, row: Pointing, publications: type[P], version_id: int) -> bool:
    """Let a row show a version; return whether that changed anything."""
    shown = current(session, row, publications)
    if shown is not None and shown.version_id == version_id:
        return False
    publication = publications(
        version_id=version_id, previous_id=row.publication_id, published_at=datetime.now(UTC)
    )
    session.add(publication)
    session.flush()
    row.publication_id = publication.id
    return True


def point_back(session: Session, row: Pointing, publications: type[P], *, what: str) -> None:
    """Let a row show what it showed before.

    Parameters
    ----------
    what
        German name of the row for messages, such as "Ebene „Kitas“".

    Raises
    ------
    Conflict
        If nothing of it is shown.
    """
    shown = current(session, row, publications)
    if shown is None:
        raise Conflict(
            f"Von der {what} ist nichts veröffentlicht; es gibt nichts rückgängig zu machen."
        )
    row.publication_id = shown.previous_id
    shown.taken_back_at = datetime.now(UTC)
    session.flush()


def require_shown(number: int | None, shown: int | None, *, what: str, where: str) -> None:
    """Refuse to take back another version than the person saw.

    Parameters
    ----------
    number
        Version that the person saw; ``None`` if whichever is shown is meant.
    shown
        Version that is shown; ``None`` if nothing is, which is no matter here.
    what, where
        For messages: the row, and what to look at again.

    Raises
    ------
    Conflict
        If another version is shown.
    """
    if shown is not None and number not in {None, shown}:
        raise Conflict(
            f"Stand {number} der {what} ist nicht mehr veröffentlicht; es wurde nichts geändert. "
            f"Bitte {where} neu ansehen."
        )
