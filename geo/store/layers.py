"""Layers and what is published of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from geo.errors import NotFound
from geo.layers import ContactField, Layer, Visibility
from geo.store.models import (
    LayerRow,
    PublicationRow,
    RecordListRow,
    RecordPublicationRow,
    VersionRow,
)
from geo.store.pointers import point_at, point_back, require_shown


def save_layer(session: Session, layer: Layer) -> None:
    """Write the attributes of a layer; what is published of it stays."""
    row = session.scalar(_one_layer(layer.layer_id))
    if row is None:
        session.add(LayerRow(**_to_columns(layer)))
    else:
        for name, value in _to_columns(layer).items():
            setattr(row, name, value)
    session.flush()


def find_layer(session: Session, layer_id: str) -> Layer | None:
    """Return a layer, or ``None`` if there is none with this id."""
    row = session.scalar(_one_layer(layer_id))
    return None if row is None else to_layer(row)


def list_layers(session: Session) -> tuple[Layer, ...]:
    """Return all layers, oldest first."""
    return tuple(to_layer(row) for row in session.scalars(select(LayerRow).order_by(LayerRow.id)))


def publish(session: Session, layer_id: str, number: int) -> bool:
    """Let the layer show a version; return whether that changed anything.

    Raises
    ------
    NotFound
        If there is no such layer or version.
    """
    row = _existing(session, layer_id)
    version_id = session.scalar(
        select(VersionRow.id).where(VersionRow.layer_id == layer_id, VersionRow.number == number)
    )
    if version_id is None:
        raise NotFound(f"Die Ebene „{row.title}“ hat keinen Stand {number}.")
    return point_at(session, row, PublicationRow, version_id)


def undo(session: Session, layer_id: str, *, number: int | None = None) -> int | None:
    """Let the layer show what it showed before; return the version number now shown.

    Parameters
    ----------
    number
        Version whose publication is meant; by default whichever is shown.

    Returns
    -------
    int or None
        ``None`` if nothing of the layer is shown any more.

    Raises
    ------
    NotFound
        If there is no such layer.
    Conflict
        If nothing of it is shown, or another version than the one meant.
    """
    row = _existing(session, layer_id)
    what, shown = f"Ebene „{row.title}“", published_numbers(session).get(layer_id)
    require_shown(number, shown, what=what, where="die Ebene")
    point_back(session, row, PublicationRow, what=what)
    return published_numbers(session).get(layer_id)


def published_numbers(session: Session) -> dict[str, int]:
    """Return the number of the shown version of each layer that shows one."""
    query = (
        select(LayerRow.layer_id, VersionRow.number)
        .join(PublicationRow, PublicationRow.id == LayerRow.publication_id)
        .join(VersionRow, VersionRow.id == PublicationRow.version_id)
    )
    return dict(session.execute(query).all())


def last_published_at(session: Session) -> datetime | None:
    """Return when the newest of the shown versions was published, in UTC."""
    shown = (
        (PublicationRow, LayerRow.publication_id),
        (RecordPublicationRow, RecordListRow.publication_id),
    )
    moments = (
        session.scalar(
            select(publication.published_at)
            .where(publication.id.in_(select(pointer)))
            .order_by(publication.published_at.desc())
            .limit(1)
        )
        for publication, pointer in shown
    )
    return max(filter(None, moments), default=None)


def public_state(session: Session) -> str:
    """Return a digest that changes whenever anything that is shown changes."""
    found = [
        [tuple(row) for row in session.execute(select(*table.__table__.columns).order_by(table.id))]
        for table in (LayerRow, RecordListRow)
    ]
    return hashlib.sha256(repr(found).encode()).hexdigest()


def _one_layer(layer_id: str) -> Select[LayerRow]:
    return select(LayerRow).where(LayerRow.layer_id == layer_id)


def _existing(session: Session, layer_id: str) -> LayerRow:
    row = session.scalar(_one_layer(layer_id))
    if row is None:
        raise NotFound(f"Die Ebene „{layer_id}“ gibt es nicht.")
    return row


def _to_columns(layer: Layer) -> Mapping[str, object]:
    released = sorted(field.value for field in layer.released)
    return {**asdict(layer), "visibility": layer.visibility.value, "released": released}


def to_layer(row: LayerRow) -> Layer:
    """Return the domain object of a row."""
    return Layer(
        layer_id=row.layer_id,
        title=row.title,
        ressort_id=row.ressort_id,
        visibility=Visibility(row.visibility),
        source=row.source,
        licence=row.licence,
        as_of=row.as_of,
        released=frozenset(ContactField(value) for value in row.released),
    )
